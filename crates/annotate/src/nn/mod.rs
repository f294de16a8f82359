//! The networks: how are words turned into vectors that know their neighbours, and vectors into scores of moves?
//!
//! Sums of products are taken in one order on every machine, without fused multiplication and addition, so that the
//! same text has the same parse everywhere.

mod encode;
mod gemm;
mod state;
mod weights;

pub(crate) use encode::{Encoder, WIDTH};
pub(crate) use gemm::{Cpu, Matrix};
pub(crate) use state::{Scorer, StateVectors};
pub(crate) use weights::Weights;
