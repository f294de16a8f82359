//! The stages as one typed sequence: a [`sayso_model::Document`] becomes a [`sayso_model::Ledger`].
//!
//! ```
//! use sayso_ledger::{Options, Pipeline};
//!
//! let text = "KABUL (Reuters) - The rebels denied on Monday that they had struck the town.";
//! let (document, _) = sayso_intake::plain::read("a.txt", text.as_bytes(), &Default::default())?;
//! let pipeline = Pipeline::load(Options::default())?;
//! let ledger = pipeline.code(document);
//! assert_eq!(ledger.document.id, "a.txt");
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! A pipeline is loaded once and shared by threads. It does no I/O, keeps nothing between documents, and gives the
//! same records for the same document on one thread or many.

mod confidence;
mod diagnostics;
mod error;
mod explain;
mod inventory;
mod lab;
mod long;
pub mod order;
mod pipeline;
mod stage;

pub use error::Error;
pub use explain::{Explained, Explanation};
pub use inventory::{Item, VERSION};
pub use pipeline::{Options, Outcome, Pipeline};
/// How others read the annotation.
pub use sayso_annotate::conllu;
/// Words that another program has read, for [`Pipeline::code_words`].
pub use sayso_annotate::spacy::{Mark, Word};
/// A lab's own dictionaries, for [`Pipeline::with_dictionaries`].
pub use sayso_dictionaries::{Dictionaries, Problem};
/// What became of a rule at a word.
pub use sayso_rules::{Attempt, Outcome as Fate};
pub use stage::{Failure, Stage, Timings, in_stage};
