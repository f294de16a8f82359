//! A ledger of a few articles with hostile words, written and read back.

mod codebook;
mod hostile;
mod lossless;
mod made;
