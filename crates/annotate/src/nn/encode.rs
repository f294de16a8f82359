//! How is a word turned into a vector that knows its neighbours? Hashed embeddings, and four convolutions over three
//! words each, with maxout, layer normalisation and residual sums (spaCy's `HashEmbedCNN`).

use super::{
    Cpu, Matrix, Weights,
    convolve::{Convolution, Room, TILE, TILES},
    cpu::Work,
    simd::{LANES, Simd},
};
use crate::{Error, vocab};

/// Length of a vector.
pub(crate) const WIDTH: usize = 96;
/// Features of a word, at most.
pub(crate) const FEATURES: usize = 6;
/// Words that are embedded together, at most, so that the weights are fetched once for all.
const TOGETHER: usize = 12;
const PIECES: usize = 3;
/// Columns of the matrices.
const OUTPUTS: usize = WIDTH * PIECES;
/// The seeds of the hashes count up from here.
const FIRST_SEED: u32 = 8;

/// What follows a product of matrices.
#[derive(Debug)]
struct Maxout {
    bias: &'static [f32],
    gain: &'static [f32],
    shift: &'static [f32],
}

impl Maxout {
    fn read(weights: &Weights, name: &str) -> Result<Self, Error> {
        Ok(Self {
            bias: weights.vector(&format!("{name}.bias"), OUTPUTS)?,
            gain: weights.vector(&format!("{name}.gain"), WIDTH)?,
            shift: weights.vector(&format!("{name}.shift"), WIDTH)?,
        })
    }

    /// Largest of the pieces of each unit, normalised over the units, plus `residue`.
    #[inline(always)]
    fn activate<S: Simd>(&self, products: &[f32; OUTPUTS], residue: &[f32; WIDTH], out: &mut [f32; WIDTH]) {
        let (products, biases) = (vectors(products), vectors(self.bias));
        // Loops and not iterators over arrays: those are not inlined into functions for one processor.
        let mut units = [S::splat(0.0); VECTORS];
        let mut sum = S::splat(0.0);
        for (i, unit) in units.iter_mut().enumerate() {
            let (j, k) = (VECTORS + i, 2 * VECTORS + i);
            let x = S::load(&products[i]).add(S::load(&biases[i]));
            let y = S::load(&products[j]).add(S::load(&biases[j]));
            let z = S::load(&products[k]).add(S::load(&biases[k]));
            *unit = x.max(y).max(z);
            sum = sum.add(*unit);
        }
        let mean = S::splat(sum.sum() / WIDTH as f32);
        let mut squares = S::splat(0.0);
        for unit in &mut units {
            *unit = unit.sub(mean);
            squares = squares.add(unit.mul(*unit));
        }
        let variance = squares.sum() / WIDTH as f32 + 1e-8;
        let scale = S::splat(1.0 / variance.sqrt());
        let (gains, shifts, residue) = (vectors(self.gain), vectors(self.shift), vectors(residue));
        for (i, out) in out.as_chunks_mut::<LANES>().0.iter_mut().enumerate() {
            let normal = units[i].mul(scale).mul(S::load(&gains[i])).add(S::load(&shifts[i]));
            normal.add(S::load(&residue[i])).store(out);
        }
    }
}

/// [`Simd`] vectors of a row.
const VECTORS: usize = WIDTH / LANES;

fn vectors(row: &[f32]) -> &[[f32; LANES]] {
    row.as_chunks().0
}

/// One of the two networks that turn words into vectors: one for tags and heads, one for names.
#[derive(Debug)]
pub(crate) struct Encoder {
    tables: Vec<&'static [f32]>,
    mix: (Matrix, Maxout),
    layers: [(Convolution, Maxout); 4],
}

impl Encoder {
    pub(crate) fn read(weights: &Weights, name: &str, attributes: &[&str]) -> Result<Self, Error> {
        let table = |a: &&str| weights.tensor(&format!("{name}.embed.{a}")).map(|(_, data)| data);
        let tables: Vec<_> = attributes.iter().map(table).collect::<Result<_, _>>()?;
        let fail = || Error::model("weights.safetensors", format!("shape of `{name}`"));
        if tables.iter().any(|t| t.is_empty() || t.len() % WIDTH != 0) {
            return Err(fail());
        }
        let maxout = |l: &str| Maxout::read(weights, &format!("{name}.{l}"));
        let mix = Matrix::read(weights, &format!("{name}.mix.weight"))?;
        if (mix.inputs(), mix.outputs()) != (attributes.len() * WIDTH, OUTPUTS) {
            return Err(fail());
        }
        let layer = |l: &str| {
            let (shape, data) = weights.tensor(&format!("{name}.{l}.weight"))?;
            if shape != [3 * WIDTH, OUTPUTS] {
                return Err(fail());
            }
            Ok((Convolution::new(WIDTH, OUTPUTS, data), maxout(l)?))
        };
        Ok(Self {
            tables,
            mix: (mix, maxout("mix")?),
            layers: [layer("conv1")?, layer("conv2")?, layer("conv3")?, layer("conv4")?],
        })
    }

    /// Appends the vectors of words without their neighbours. A word is given by its features in the order of the tables.
    pub(crate) fn embed(&self, cpu: Cpu, words: &[[u64; FEATURES]], out: &mut Vec<[f32; WIDTH]>) {
        let stride = self.tables.len() * WIDTH;
        let mut inputs = [0.0; TOGETHER * FEATURES * WIDTH];
        for words in words.chunks(TOGETHER) {
            let inputs = &mut inputs[..words.len() * stride];
            inputs.fill(0.0);
            for (row, keys) in inputs.chunks_exact_mut(stride).zip(words) {
                let tables = self.tables.iter().zip(keys.iter().zip(FIRST_SEED..));
                for (input, (table, (&key, seed))) in row.chunks_exact_mut(WIDTH).zip(tables) {
                    for row in vocab::rows(key, seed, table.len() / WIDTH) {
                        for (i, x) in input.iter_mut().zip(&table[row * WIDTH..][..WIDTH]) {
                            *i += x;
                        }
                    }
                }
            }
            let first = out.len();
            out.resize(first + words.len(), [0.0; WIDTH]);
            cpu.run(Mix { layer: &self.mix, inputs, out: &mut out[first..] });
        }
    }

    /// Lets the vectors of words know their neighbours, four to each side. `rows` begins with a row of zeros, which stands
    /// for what is outside, and has a whole number of [`TILE`]s behind it but for the last row, which is of zeros too;
    /// both stay zero.
    pub(crate) fn encode(&self, cpu: Cpu, rows: &mut Vec<f32>, spare: &mut Vec<f32>) {
        spare.clear();
        spare.resize(rows.len(), 0.0);
        for layer in &self.layers {
            cpu.run(Convolve { layer, from: rows, to: spare });
            std::mem::swap(rows, spare);
        }
    }
}

struct Mix<'a> {
    layer: &'a (Matrix, Maxout),
    inputs: &'a [f32],
    out: &'a mut [[f32; WIDTH]],
}

impl Work for Mix<'_> {
    type Output = ();

    #[inline(always)]
    fn run<S: Simd>(self) {
        let (weights, maxout) = self.layer;
        let mut products = [[0.0; OUTPUTS]; TOGETHER];
        let rows = self.out.len();
        weights.multiply_with::<S>(self.inputs, weights.inputs(), rows, products.as_flattened_mut());
        // A loop and not an iterator: see `activate`.
        for (row, out) in self.out.iter_mut().enumerate() {
            maxout.activate::<S>(&products[row], &[0.0; WIDTH], out);
        }
    }
}

/// `to[i] = from[i] + activation(from[i - 1], from[i], from[i + 1])` for all rows but the first and the last.
struct Convolve<'a> {
    layer: &'a (Convolution, Maxout),
    from: &'a [f32],
    to: &'a mut [f32],
}

impl Work for Convolve<'_> {
    type Output = ();

    #[inline(always)]
    fn run<S: Simd>(self) {
        let Self { layer: (convolution, maxout), from, to } = self;
        let mut room = Room::default();
        let tiles = (from.len() / WIDTH - 2) / TILE;
        for first in (0..tiles).step_by(TILES) {
            let count = TILES.min(tiles - first);
            let from = &from[first * TILE * WIDTH..][..(count * TILE + 2) * WIDTH];
            let (rows, results) = (from.as_chunks().0, to[(first * TILE + 1) * WIDTH..].as_chunks_mut().0);
            convolution.multiply::<S, WIDTH, OUTPUTS>(from, count, &mut room, |i, products| {
                maxout.activate::<S>(products, &rows[i + 1], &mut results[i]);
            });
        }
    }
}
