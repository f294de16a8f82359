//! How is a word turned into a vector that knows its neighbours? Hashed embeddings, and four convolutions over three
//! words each, with maxout, layer normalisation and residual sums (spaCy's `HashEmbedCNN`).

use super::{
    Cpu, Matrix, Weights,
    cpu::Work,
    simd::{LANES, Simd},
};
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

    /// Largest of the pieces of each unit, normalised over the units, plus `residue`.
    #[inline(always)]
    fn activate<S: Simd>(
        &self,
        products: &[f32; WIDTH * PIECES],
        residue: &[f32; WIDTH],
        out: &mut [f32; WIDTH],
    ) {
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
        cpu.run(Mix { layer: &self.mix, inputs: &inputs, out });
    }

    /// Lets the vectors of words know their neighbours, four to each side. `rows` begins and ends with a row of zeros,
    /// which stand for what is outside and stay zero.
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
    layer: &'a Maxout,
    inputs: &'a [f32],
    out: &'a mut [f32; WIDTH],
}

impl Work for Mix<'_> {
    type Output = ();

    #[inline(always)]
    fn run<S: Simd>(self) {
        let mut products = [0.0; WIDTH * PIECES];
        self.layer.weight.multiply_row::<S>(self.inputs, &mut products);
        self.layer.activate::<S>(&products, &[0.0; WIDTH], self.out);
    }
}

/// `to[i] = from[i] + activation(from[i - 1], from[i], from[i + 1])` for all rows but the first and the last.
struct Convolve<'a> {
    layer: &'a Maxout,
    from: &'a [f32],
    to: &'a mut [f32],
}

impl Work for Convolve<'_> {
    type Output = ();

    #[inline(always)]
    fn run<S: Simd>(self) {
        let Self { layer, from, to } = self;
        let mut products = [0.0; BLOCK * WIDTH * PIECES];
        let inner = from.len() / WIDTH - 2;
        let mut first = 0;
        while first < inner {
            let n = BLOCK.min(inner - first);
            layer.weight.multiply_with::<S>(&from[first * WIDTH..], WIDTH, n, &mut products);
            let range = (first + 1) * WIDTH..(first + 1 + n) * WIDTH;
            let rows = from[range.clone()].as_chunks().0;
            let results = to[range].as_chunks_mut().0;
            let products = products.as_chunks().0;
            for ((row, result), product) in rows.iter().zip(results).zip(products) {
                layer.activate::<S>(product, row, result);
            }
            first += n;
        }
    }
}
