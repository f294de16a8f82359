//! Which move scores highest in a state of a transition-based parser? The state is a handful of tokens, whose part in
//! the hidden layer is computed for all tokens beforehand.

use super::{
    Cpu, Matrix, WIDTH, Weights,
    cpu::Work,
    simd::{LANES, Simd},
};
use crate::Error;

const HIDDEN: usize = 64;
const PIECES: usize = 2;
const LOWER: usize = HIDDEN * PIECES;

/// The networks behind the parser or the recogniser of names; `F` is the number of tokens that a state is seen by.
#[derive(Debug)]
pub(crate) struct Scorer<const F: usize> {
    reduce: Matrix,
    reduce_bias: &'static [f32],
    lower: Matrix,
    lower_bias: &'static [f32],
    /// Stands for a token that is not there.
    pad: &'static [f32],
    upper: Matrix,
    upper_bias: &'static [f32],
}

/// What [`Scorer::prepare`] computed of a text.
#[derive(Debug, Default)]
pub(crate) struct StateVectors {
    reduced: Vec<f32>,
    lower: Vec<f32>,
}

impl<const F: usize> Scorer<F> {
    pub(crate) fn read(weights: &Weights, name: &str) -> Result<Self, Error> {
        let upper = Matrix::read(weights, &format!("{name}.upper.weight"))?;
        let scorer = Self {
            reduce: Matrix::read(weights, &format!("{name}.reduce.weight"))?,
            reduce_bias: weights.vector(&format!("{name}.reduce.bias"), HIDDEN)?,
            lower: Matrix::read(weights, &format!("{name}.lower.weight"))?,
            lower_bias: weights.vector(&format!("{name}.lower.bias"), LOWER)?,
            pad: weights.vector(&format!("{name}.lower.pad"), F * LOWER)?,
            upper_bias: weights.vector(&format!("{name}.upper.bias"), upper.outputs())?,
            upper,
        };
        let shape = |m: &Matrix| (m.inputs(), m.outputs());
        let fits = shape(&scorer.reduce) == (WIDTH, HIDDEN)
            && shape(&scorer.lower) == (HIDDEN, F * LOWER)
            && scorer.upper.inputs() == HIDDEN;
        fits.then_some(scorer)
            .ok_or_else(|| Error::model("weights.safetensors", format!("shape of `{name}`")))
    }

    /// Number of moves.
    pub(crate) fn moves(&self) -> usize {
        self.upper.outputs()
    }

    /// Computes the part of every row in the hidden layer.
    pub(crate) fn prepare(&self, cpu: Cpu, rows: &[f32], vectors: &mut StateVectors) {
        let n = rows.len() / WIDTH;
        vectors.reduced.resize(n * HIDDEN, 0.0);
        self.reduce.multiply(cpu, rows, WIDTH, n, &mut vectors.reduced);
        for row in vectors.reduced.chunks_exact_mut(HIDDEN) {
            for (x, bias) in row.iter_mut().zip(self.reduce_bias) {
                *x += bias;
            }
        }
        vectors.lower.resize(n * F * LOWER, 0.0);
        self.lower.multiply(cpu, &vectors.reduced, HIDDEN, n, &mut vectors.lower);
    }

    /// Makes moves until there is none to make.
    pub(crate) fn run<M: Moves<F>>(&self, cpu: Cpu, vectors: &StateVectors, moves: &mut M) {
        cpu.run(Run { scorer: self, vectors, moves });
    }

    /// Scores of all moves in a state that is seen by these rows; `None` for tokens that are not there.
    #[inline(always)]
    fn score<S: Simd>(&self, vectors: &StateVectors, tokens: [Option<u32>; F], scores: &mut [f32]) {
        let mut sums = [S::splat(0.0); LOWER / LANES];
        for (f, token) in tokens.into_iter().enumerate() {
            let part = match token {
                Some(row) => &vectors.lower[(row as usize * F + f) * LOWER..][..LOWER],
                None => &self.pad[f * LOWER..][..LOWER],
            };
            for (sum, x) in sums.iter_mut().zip(part.as_chunks().0) {
                *sum = sum.add(S::load(x));
            }
        }
        for (sum, bias) in sums.iter_mut().zip(self.lower_bias.as_chunks().0) {
            *sum = sum.add(S::load(bias));
        }
        let mut hidden = [0.0f32; HIDDEN];
        for (i, h) in hidden.as_chunks_mut().0.iter_mut().enumerate() {
            sums[i].max(sums[HIDDEN / LANES + i]).store(h);
        }
        self.upper.multiply_row::<S>(&hidden, scores);
        for (score, bias) in scores.iter_mut().zip(self.upper_bias) {
            *score += bias;
        }
    }
}

/// A transition system that is run over one text.
pub(crate) trait Moves<const F: usize> {
    /// The rows that the state is seen by; `None` for tokens that are not there.
    fn rows(&self) -> [Option<u32>; F];
    /// True if no move is left.
    fn is_final(&self) -> bool;
    /// Makes the valid move with the highest score, the first of equals; false if none is valid.
    fn advance(&mut self, scores: &[f32]) -> bool;
}

struct Run<'a, M, const F: usize> {
    scorer: &'a Scorer<F>,
    vectors: &'a StateVectors,
    moves: &'a mut M,
}

impl<M: Moves<F>, const F: usize> Work for Run<'_, M, F> {
    type Output = ();

    #[inline(always)]
    fn run<S: Simd>(self) {
        let mut scores = vec![0.0; self.scorer.moves()];
        while !self.moves.is_final() {
            self.scorer.score::<S>(self.vectors, self.moves.rows(), &mut scores);
            if !self.moves.advance(&scores) {
                break;
            }
        }
    }
}

/// Index and score of the highest of `scores`, which begin at index `first`, if it is higher than `best`.
#[inline(always)]
pub(crate) fn highest(scores: &[f32], first: usize, best: Option<(usize, f32)>) -> Option<(usize, f32)> {
    scores.iter().enumerate().fold(best, |best, (i, &score)| match best {
        Some((_, most)) if score <= most => best,
        _ => Some((first + i, score)),
    })
}
