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

    /// See [`Matrix::multiply`].
    #[inline(always)]
    pub(super) fn multiply_with<S: Simd, const ROWS: usize, const PANELS: usize>(
        &self,
        a: &[f32],
        stride: usize,
        rows: usize,
        out: &mut [f32],
    ) {
        let out = &mut out[..rows * self.outputs];
        let count = self.outputs.div_ceil(LANES);
        let mut panel = 0;
        while panel < count {
            let wide = panel + PANELS <= count;
            let mut row = 0;
            while row < rows {
                let tile = Tile { matrix: self, a: &a[row * stride..], stride, panel };
                let out = &mut out[row * self.outputs..];
                row += match (rows - row >= ROWS, wide) {
                    (true, true) => tile.multiply::<S, ROWS, PANELS>(out),
                    (true, false) => tile.multiply::<S, ROWS, 1>(out),
                    (false, true) => tile.multiply::<S, 1, PANELS>(out),
                    (false, false) => tile.multiply::<S, 1, 1>(out),
                };
            }
            panel += if wide { PANELS } else { 1 };
        }
    }

    /// The product of one row, of which there is no other to be computed with it.
    #[inline(always)]
    pub(super) fn multiply_row<S: Simd>(&self, a: &[f32], out: &mut [f32]) {
        let count = self.outputs.div_ceil(LANES);
        let mut panel = 0;
        while panel < count {
            let tile = Tile { matrix: self, a, stride: self.inputs, panel };
            panel += match count - panel {
                7.. => (tile.multiply::<S, 1, 7>(out), 7).1,
                5.. => (tile.multiply::<S, 1, 5>(out), 5).1,
                _ => (tile.multiply::<S, 1, 1>(out), 1).1,
            };
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
    fn run<S: Simd, const ROWS: usize, const PANELS: usize>(self) {
        self.matrix.multiply_with::<S, ROWS, PANELS>(self.a, self.stride, self.rows, self.out);
    }
}

/// A part of a product that is held in registers.
struct Tile<'a> {
    matrix: &'a Matrix,
    a: &'a [f32],
    stride: usize,
    /// Index of its first panel.
    panel: usize,
}

impl Tile<'_> {
    /// Computes the first `ROWS` rows of `PANELS` panels; returns the number of rows.
    #[inline(always)]
    fn multiply<S: Simd, const ROWS: usize, const PANELS: usize>(&self, out: &mut [f32]) -> usize {
        let Matrix { inputs, outputs, panels } = self.matrix;
        let rows: [&[f32]; ROWS] = std::array::from_fn(|r| &self.a[r * self.stride..][..*inputs]);
        let panels: [&[Panel]; PANELS] =
            std::array::from_fn(|p| &panels[(self.panel + p) * inputs..][..*inputs]);
        let mut sums = [[S::splat(0.0); PANELS]; ROWS];
        for k in 0..*inputs {
            let weights: [S; PANELS] = std::array::from_fn(|p| S::load(&panels[p][k]));
            for r in 0..ROWS {
                let x = S::splat(rows[r][k]);
                for p in 0..PANELS {
                    sums[r][p] = sums[r][p].add(x.mul(weights[p]));
                }
            }
        }
        for (r, sums) in sums.iter().enumerate() {
            for (p, sum) in sums.iter().enumerate() {
                let column = (self.panel + p) * LANES;
                let to = &mut out[r * outputs + column..(r + 1) * outputs];
                match to.first_chunk_mut() {
                    Some(whole) => sum.store(whole),
                    None => {
                        let mut lanes = [0.0; LANES];
                        sum.store(&mut lanes);
                        to.copy_from_slice(&lanes[..to.len()]);
                    }
                }
            }
        }
        ROWS
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
