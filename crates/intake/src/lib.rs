//! What is the text? Bytes become a [`sayso_model::Document`]: canonical text, blocks, title, language, hash.
//!
//! Reading either fails as a whole, with an [`Error`] that says where and what to do, or gives a document and
//! diagnostics. It never guesses what the bytes do not say: a plain text has no publication date unless the
//! user gives one.

mod block;
mod diagnostics;
mod en;
mod error;
mod heading;
mod language;
mod lines;
mod options;
mod paragraph;
pub mod plain;

pub use error::Error;
pub use options::{Limits, Options};
