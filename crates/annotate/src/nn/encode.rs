//! How is a word turned into a vector that knows its neighbours? Hashed embeddings, and four convolutions over three
//! words each, with maxout, layer normalisation and residual sums (spaCy's `HashEmbedCNN`).

use super::{Cpu, Matrix, Weights};
use crate::{Error, vocab};

/// Length of a vector.
pub(crate) const WIDTH: usize = 96;
const PIECES: usize = 3;
/// Rows that are computed together, so that the products stay in the cache.
const BLOCK: usize = 48;
/// The seeds of the hashes count up from here.
const FIRST_SEED: u32 = 8;

#[derive(Debug)]
struct Maxout {
    weight: Matrix,
    bias: &'static [f32],
    gain: &'static [f32],
    shift: &'static [f32],
}

impl Maxout {
    fn read(weights: &Weights, name: &str) -> Result<Self, Error> {
        Ok(Self {
            weight: Matrix::read(weights, &format!("{name}.weight"))?,
            bias: weights.vector(&format!("{name}.bias"), WIDTH * PIECES)?,
            gain: weights.vector(&format!("{name}.gain"), WIDTH)?,
            shift: weights.vector(&format!("{name}.shift"), WIDTH)?,
        })
    }

    /// Largest of the pieces of each unit, normalised over the units.
    #[inline(always)]
    fn activate(&self, products: &[f32; WIDTH * PIECES], out: &mut [f32; WIDTH]) {
        let piece = |p: usize, unit: usize| products[p * WIDTH + unit] + self.bias[p * WIDTH + unit];
        assert_eq!((self.bias.len(), self.gain.len(), self.shift.len()), (WIDTH * PIECES, WIDTH, WIDTH));
        for (unit, o) in out.iter_mut().enumerate() {
            let (x, y, z) = (piece(0, unit), piece(1, unit), piece(2, unit));
            let most = if x > y { x } else { y };
            *o = if most > z { most } else { z };
        }
        let mean = sum(out, |x| x) / WIDTH as f32;
        let variance = sum(out, |x| (x - mean) * (x - mean)) / WIDTH as f32 + 1e-8;
        let scale = 1.0 / variance.sqrt();
        for (unit, o) in out.iter_mut().enumerate() {
            *o = (*o - mean) * scale * self.gain[unit] + self.shift[unit];
        }
    }
}

/// Sum over a vector: sixteen sums side by side, added up at the end in order.
#[inline(always)]
fn sum(vector: &[f32; WIDTH], f: impl Fn(f32) -> f32) -> f32 {
    let mut sums = [0.0f32; 16];
    for chunk in vector.as_chunks::<16>().0 {
        for (s, &x) in sums.iter_mut().zip(chunk) {
            *s += f(x);
        }
    }
    sums.iter().sum()
}

/// One of the two networks that turn words into vectors: one for tags and heads, one for names.
#[derive(Debug)]
pub(crate) struct Encoder {
    tables: Vec<&'static [f32]>,
    mix: Maxout,
    layers: [Maxout; 4],
}

impl Encoder {
    pub(crate) fn read(weights: &Weights, name: &str, attributes: &[&str]) -> Result<Self, Error> {
        let table = |a: &&str| weights.tensor(&format!("{name}.embed.{a}")).map(|(_, data)| data);
        let layer = |l: &str| Maxout::read(weights, &format!("{name}.{l}"));
        let encoder = Self {
            tables: attributes.iter().map(table).collect::<Result<_, _>>()?,
            mix: layer("mix")?,
            layers: [layer("conv1")?, layer("conv2")?, layer("conv3")?, layer("conv4")?],
        };
        let fits = encoder.mix.weight.inputs() == attributes.len() * WIDTH
            && encoder.layers.iter().all(|l| l.weight.inputs() == 3 * WIDTH)
            && encoder.layers.iter().chain([&encoder.mix]).all(|l| l.weight.outputs() == WIDTH * PIECES)
            && encoder.tables.iter().all(|t| !t.is_empty() && t.len() % WIDTH == 0);
        fits.then_some(encoder)
            .ok_or_else(|| Error::model("weights.safetensors", format!("shape of `{name}`")))
    }

    /// The vector of a word without its neighbours. `keys` are its features in the order of the tables.
    pub(crate) fn embed(&self, cpu: Cpu, keys: &[u64], out: &mut [f32; WIDTH]) {
        let mut inputs = [0.0; 6 * WIDTH];
        for ((input, table), (&key, seed)) in
            inputs.chunks_exact_mut(WIDTH).zip(&self.tables).zip(keys.iter().zip(FIRST_SEED..))
        {
            for row in vocab::rows(key, seed, table.len() / WIDTH) {
                for (i, x) in input.iter_mut().zip(&table[row * WIDTH..][..WIDTH]) {
                    *i += x;
                }
            }
        }
        let mut products = [0.0; WIDTH * PIECES];
        cpu.run(
            #[inline(always)]
            || {
                self.mix.weight.multiply_body(&inputs, 6 * WIDTH, 1, &mut products);
                self.mix.activate(&products, out);
            },
        );
    }

    /// Lets the vectors of words know their neighbours, four to each side. `rows` begins and ends with a row of zeros,
    /// which stand for what is outside and stay zero.
    pub(crate) fn encode(&self, cpu: Cpu, rows: &mut Vec<f32>, spare: &mut Vec<f32>) {
        spare.clear();
        spare.resize(rows.len(), 0.0);
        for layer in &self.layers {
            cpu.run(
                #[inline(always)]
                || layer.convolve(rows, spare),
            );
            std::mem::swap(rows, spare);
        }
    }
}

impl Maxout {
    /// `to[i] = from[i] + activation(from[i - 1], from[i], from[i + 1])` for all rows but the first and the last.
    #[inline(always)]
    fn convolve(&self, from: &[f32], to: &mut [f32]) {
        let mut products = [0.0; BLOCK * WIDTH * PIECES];
        let inner = from.len() / WIDTH - 2;
        let mut first = 0;
        while first < inner {
            let n = BLOCK.min(inner - first);
            self.weight.multiply_body(&from[first * WIDTH..], WIDTH, n, &mut products);
            let range = (first + 1) * WIDTH..(first + 1 + n) * WIDTH;
            let rows = from[range.clone()].as_chunks::<WIDTH>().0;
            let results = to[range].as_chunks_mut::<WIDTH>().0;
            let products = products.as_chunks::<{ WIDTH * PIECES }>().0;
            for ((row, result), product) in rows.iter().zip(results).zip(products) {
                self.activate(product, result);
                for (r, x) in result.iter_mut().zip(row) {
                    *r += x;
                }
            }
            first += n;
        }
    }
}
