//! What does the model see of a word? Hashes of its normal form, prefix, suffix and shape.

mod chars;
mod hash;
mod lexeme;

pub(crate) use chars::{CharSet, Classes};
pub(crate) use hash::{Symbols, rows};
pub(crate) use lexeme::{Features, Lexemes};
