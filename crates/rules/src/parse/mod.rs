//! Reads `.rules` files: lines into rules.

mod lines;
mod node;
mod pattern;
mod rule;
mod settings;
mod token_test;

pub(crate) use lines::{Block, Macros, read_blocks};
pub(crate) use rule::read_rule;
