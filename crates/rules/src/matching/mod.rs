//! Finds where the rules match.

mod find;
mod found;
mod index;
mod search;
mod token_test;
mod walk;

pub use found::Match;
pub(crate) use index::AnchorIndex;
pub(crate) use search::Search;
