//! Which mentions are one event, which code does it have, and which events are statements by themselves?

mod derive;
mod merge;
mod ontology;

pub(crate) use derive::derive;
pub(crate) use merge::{Told, merge};
pub use ontology::{Ontology, TypeEntry};
