//! What is an article about, and which articles are about the same happening?
//!
//! A [`Sketch`] keeps the few words that set an article apart. [`stories`] groups articles by them. Whether two articles
//! tell of one *event* is another question; the sketch is one of its witnesses.

mod background;
mod group;
mod sketch;

pub(crate) use background::hash;
pub use background::{Background, words};
pub use group::{Article, JOIN, stories};
pub use sketch::Sketch;
