//! Which mentions are one event, which code does it have, and which events are statements by themselves?

mod anaphora;
mod derive;
mod fill;
mod kin;
mod merge;
mod ontology;

pub(crate) use anaphora::Anaphora;
pub(crate) use derive::derive;
pub(crate) use merge::{Merger, Told};
pub use ontology::{Ontology, TypeEntry};
