//! The networks: how are words turned into vectors that know their neighbours, and vectors into scores of moves?
//!
//! Sums of products are taken in one order on every machine, without fused multiplication and addition, so that the
//! same text has the same parse everywhere.

mod convolve;
mod cpu;
mod encode;
mod gemm;
mod simd;
mod state;
mod weights;

pub(crate) use convolve::TILE;
pub(crate) use cpu::Cpu;
pub(crate) use encode::{Encoder, FEATURES, WIDTH};
pub(crate) use gemm::Matrix;
pub(crate) use state::{Moves, Scorer, StateVectors, highest};
pub(crate) use weights::Weights;
