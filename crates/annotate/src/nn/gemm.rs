//! Products of small matrices. Every element of a product is summed over the inner dimension from first to last, one
//! multiplication and one addition at a time; only columns are computed side by side. So the result does not depend
//! on how wide the vectors of the processor are.

use super::weights::Weights;
use crate::Error;

/// Columns that are computed together.
const LANES: usize = 16;

/// A matrix of weights, `inputs` x `outputs`, stored in panels of [`LANES`] columns.
#[derive(Debug)]
pub(crate) struct Matrix {
    inputs: usize,
    outputs: usize,
    panels: Vec<[f32; LANES]>,
}

impl Matrix {
    /// The tensor `name`, `inputs` rows of `outputs` columns.
    pub(crate) fn read(weights: &Weights, name: &str) -> Result<Self, Error> {
        let (shape, data) = weights.tensor(name)?;
        let &[inputs, outputs] = shape else {
            return Err(Error::model("weights.safetensors", format!("`{name}` is no matrix")));
        };
        Ok(Self::new(inputs, outputs, data))
    }

    /// A matrix of `inputs` rows of `outputs` columns.
    pub(crate) fn new(inputs: usize, outputs: usize, data: &[f32]) -> Self {
        assert_eq!(data.len(), inputs * outputs);
        let mut panels = Vec::with_capacity(outputs.div_ceil(LANES) * inputs);
        for column in (0..outputs).step_by(LANES) {
            let width = LANES.min(outputs - column);
            for row in data.chunks_exact(outputs) {
                let mut lanes = [0.0; LANES];
                lanes[..width].copy_from_slice(&row[column..column + width]);
                panels.push(lanes);
            }
        }
        Self { inputs, outputs, panels }
    }

    /// Number of columns.
    pub(crate) fn outputs(&self) -> usize {
        self.outputs
    }

    /// Number of rows.
    pub(crate) fn inputs(&self) -> usize {
        self.inputs
    }

    /// `out[r] = a[r * stride ..][..inputs] * self` for each of `rows` rows. Rows of `a` may overlap.
    #[inline(always)]
    pub(super) fn multiply_body(&self, a: &[f32], stride: usize, rows: usize, out: &mut [f32]) {
        let out = &mut out[..rows * self.outputs];
        for (panel, column) in self.panels.chunks_exact(self.inputs).zip((0..self.outputs).step_by(LANES)) {
            let mut row = 0;
            while row + 6 <= rows {
                self.tile::<6>(&a[row * stride..], stride, panel, &mut out[row * self.outputs..], column);
                row += 6;
            }
            while row < rows {
                self.tile::<1>(&a[row * stride..], stride, panel, &mut out[row * self.outputs..], column);
                row += 1;
            }
        }
    }

    #[inline(always)]
    fn tile<const R: usize>(
        &self,
        a: &[f32],
        stride: usize,
        panel: &[[f32; LANES]],
        out: &mut [f32],
        column: usize,
    ) {
        let inputs = panel.len();
        let rows: [&[f32]; R] = std::array::from_fn(|r| &a[r * stride..][..inputs]);
        let mut sums = [[0.0f32; LANES]; R];
        for (k, weights) in panel.iter().enumerate() {
            for (sum, row) in sums.iter_mut().zip(&rows) {
                let x = row[k];
                for (s, w) in sum.iter_mut().zip(weights) {
                    *s += x * w;
                }
            }
        }
        let width = LANES.min(self.outputs - column);
        for (r, sum) in sums.iter().enumerate() {
            out[r * self.outputs + column..][..width].copy_from_slice(&sum[..width]);
        }
    }

    /// See [`Matrix::multiply_body`].
    pub(crate) fn multiply(&self, cpu: Cpu, a: &[f32], stride: usize, rows: usize, out: &mut [f32]) {
        cpu.run(
            #[inline(always)]
            || self.multiply_body(a, stride, rows, out),
        );
    }
}

/// What the processor can do, found once.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Cpu(Level);

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Level {
    Portable,
    #[cfg(target_arch = "x86_64")]
    Avx2,
    #[cfg(target_arch = "x86_64")]
    Avx512,
}

impl Cpu {
    /// Asks the processor.
    pub(crate) fn detect() -> Self {
        #[cfg(target_arch = "x86_64")]
        {
            if is_x86_feature_detected!("avx512f") && is_x86_feature_detected!("avx512vl") {
                return Self(Level::Avx512);
            }
            if is_x86_feature_detected!("avx2") {
                return Self(Level::Avx2);
            }
        }
        Self(Level::Portable)
    }

    /// Every level that this processor has.
    #[cfg(test)]
    pub(crate) fn all() -> Vec<Self> {
        let mut levels = vec![Self(Level::Portable)];
        #[cfg(target_arch = "x86_64")]
        {
            levels.extend(is_x86_feature_detected!("avx2").then_some(Self(Level::Avx2)));
            levels.extend(
                (is_x86_feature_detected!("avx512f") && is_x86_feature_detected!("avx512vl"))
                    .then_some(Self(Level::Avx512)),
            );
        }
        levels
    }

    /// Runs `work`, compiled for this processor. The work must be inlined to profit.
    #[inline]
    pub(crate) fn run<T>(self, work: impl FnOnce() -> T) -> T {
        match self.0 {
            Level::Portable => work(),
            // SAFETY: `detect` and `all`, which alone make these levels, have asked the processor.
            #[cfg(target_arch = "x86_64")]
            Level::Avx2 => unsafe { run_avx2(work) },
            // SAFETY: as above.
            #[cfg(target_arch = "x86_64")]
            Level::Avx512 => unsafe { run_avx512(work) },
        }
    }
}

#[cfg(target_arch = "x86_64")]
#[target_feature(enable = "avx2")]
fn run_avx2<T>(work: impl FnOnce() -> T) -> T {
    work()
}

#[cfg(target_arch = "x86_64")]
#[target_feature(enable = "avx512f,avx512vl")]
fn run_avx512<T>(work: impl FnOnce() -> T) -> T {
    work()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Numbers between -1 and 1 in no order.
    fn numbers(n: usize, seed: u64) -> Vec<f32> {
        let mut state = seed;
        let mut next = || {
            state = state.wrapping_mul(6364136223846793005).wrapping_add(1442695040888963407);
            (state >> 40) as f32 / (1u64 << 23) as f32 - 1.0
        };
        (0..n).map(|_| next()).collect()
    }

    #[test]
    fn every_processor_computes_the_plain_sum_to_the_last_bit() {
        for (inputs, outputs, stride, rows) in
            [(288, 288, 96, 13), (96, 50, 96, 7), (64, 384, 64, 6), (5, 3, 7, 2)]
        {
            let weights = numbers(inputs * outputs, 1);
            let a = numbers(stride * rows + inputs, 2);
            let mut plain = vec![0.0f32; rows * outputs];
            for r in 0..rows {
                for c in 0..outputs {
                    for k in 0..inputs {
                        plain[r * outputs + c] += a[r * stride + k] * weights[k * outputs + c];
                    }
                }
            }
            let matrix = Matrix::new(inputs, outputs, &weights);
            for cpu in Cpu::all() {
                let mut out = vec![0.0; rows * outputs];
                matrix.multiply(cpu, &a, stride, rows, &mut out);
                assert_eq!(out, plain, "{cpu:?} {inputs}x{outputs}");
            }
        }
    }
}
