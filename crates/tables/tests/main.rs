//! A ledger of a few articles with hostile words, written and read back.

mod codebook;
mod forms;
mod hostile;
mod lossless;
mod made;
mod theirs;
