//! Products of small matrices. Every element of a product is summed over the inner dimension from first to last, one
//! multiplication and one addition at a time; only columns are computed side by side. So the result does not depend
//! on how wide the vectors of the processor are.

use super::{
    cpu::{Cpu, Work},
    simd::{LANES, Simd},
    weights::Weights,
};
use crate::Error;

/// Columns of one row of a matrix.
type Panel = [f32; LANES];

/// A matrix of weights, `inputs` x `outputs`, stored in panels of [`LANES`] columns.
#[derive(Debug)]
pub(crate) struct Matrix {
    inputs: usize,
    outputs: usize,
    panels: Vec<Panel>,
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
    pub(crate) fn multiply(&self, cpu: Cpu, a: &[f32], stride: usize, rows: usize, out: &mut [f32]) {
        cpu.run(Multiply { matrix: self, a, stride, rows, out });
    }

    /// See [`Matrix::multiply`]. A panel stays in the first cache while all rows pass it.
    #[inline(always)]
    pub(super) fn multiply_with<S: Simd>(&self, a: &[f32], stride: usize, rows: usize, out: &mut [f32]) {
        let out = &mut out[..rows * self.outputs];
        for panel in 0..self.outputs.div_ceil(LANES) {
            let mut row = 0;
            while row < rows {
                let (a, out) = (&a[row * stride..], &mut out[row * self.outputs..]);
                row += match rows - row {
                    // As many sums as there are registers.
                    12.. if S::SUMS >= 12 => self.multiply_rows::<S, 12>(panel, a, stride, out),
                    6.. => self.multiply_rows::<S, 6>(panel, a, stride, out),
                    4..6 => self.multiply_rows::<S, 4>(panel, a, stride, out),
                    2..4 => self.multiply_rows::<S, 2>(panel, a, stride, out),
                    _ => self.multiply_rows::<S, 1>(panel, a, stride, out),
                };
            }
        }
    }

    /// The product of one row, of which there is no other to be computed with it.
    #[inline(always)]
    pub(super) fn multiply_row<S: Simd>(&self, a: &[f32], out: &mut [f32]) {
        let count = self.outputs.div_ceil(LANES);
        let mut panel = 0;
        while panel < count {
            panel += match count - panel {
                7.. => self.multiply_panels::<S, 7>(panel, a, out),
                5.. => self.multiply_panels::<S, 5>(panel, a, out),
                _ => self.multiply_panels::<S, 1>(panel, a, out),
            };
        }
    }

    /// Multiplies `ROWS` rows with one panel; returns how many.
    #[inline(always)]
    fn multiply_rows<S: Simd, const ROWS: usize>(
        &self,
        panel: usize,
        a: &[f32],
        stride: usize,
        out: &mut [f32],
    ) -> usize {
        let mut rows = [&a[..self.inputs]; ROWS];
        for (r, row) in rows.iter_mut().enumerate() {
            *row = &a[r * stride..][..self.inputs];
        }
        let mut sums = [S::splat(0.0); ROWS];
        for (k, weights) in self.panel(panel).iter().enumerate() {
            let weights = S::load(weights);
            for (sum, row) in sums.iter_mut().zip(&rows) {
                *sum = sum.add(S::splat(row[k]).mul(weights));
            }
        }
        for (sum, out) in sums.into_iter().zip(out.chunks_exact_mut(self.outputs)) {
            store(sum, &mut out[panel * LANES..]);
        }
        ROWS
    }

    /// Multiplies one row with `PANELS` panels; returns how many.
    #[inline(always)]
    fn multiply_panels<S: Simd, const PANELS: usize>(
        &self,
        panel: usize,
        a: &[f32],
        out: &mut [f32],
    ) -> usize {
        let mut panels = [self.panel(panel); PANELS];
        for (p, weights) in panels.iter_mut().enumerate() {
            *weights = self.panel(panel + p);
        }
        let mut sums = [S::splat(0.0); PANELS];
        for (k, &x) in a[..self.inputs].iter().enumerate() {
            let x = S::splat(x);
            for (sum, weights) in sums.iter_mut().zip(&panels) {
                *sum = sum.add(x.mul(S::load(&weights[k])));
            }
        }
        for (p, sum) in sums.into_iter().enumerate() {
            store(sum, &mut out[(panel + p) * LANES..self.outputs]);
        }
        PANELS
    }

    /// The rows of a panel.
    #[inline(always)]
    fn panel(&self, panel: usize) -> &[Panel] {
        &self.panels[panel * self.inputs..][..self.inputs]
    }
}

/// Stores as many numbers as there is room for.
#[inline(always)]
fn store<S: Simd>(numbers: S, to: &mut [f32]) {
    match to.first_chunk_mut() {
        Some(whole) => numbers.store(whole),
        None => {
            let mut lanes = [0.0; LANES];
            numbers.store(&mut lanes);
            to.copy_from_slice(&lanes[..to.len()]);
        }
    }
}

struct Multiply<'a> {
    matrix: &'a Matrix,
    a: &'a [f32],
    stride: usize,
    rows: usize,
    out: &'a mut [f32],
}

impl Work for Multiply<'_> {
    type Output = ();

    #[inline(always)]
    fn run<S: Simd>(self) {
        self.matrix.multiply_with::<S>(self.a, self.stride, self.rows, self.out);
    }
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
            [(288, 288, 96, 13), (96, 50, 96, 7), (64, 384, 64, 9), (64, 106, 64, 1), (5, 3, 7, 2)]
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
