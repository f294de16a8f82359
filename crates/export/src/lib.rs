//! In whose format? Ledgers and annotations are written as others read them.
//!
//! - [`json`]: the project's own records, one object for each document; the only format that leaves nothing out.
//! - [`text`]: the same for a person at a terminal.
//!
//! Only this crate knows wire types, and only here do byte offsets become offsets in characters. Every writer
//! checks that spans lie in the text before it writes the first byte.

mod error;
pub mod json;
pub mod text;
mod wire;

pub use error::Error;
