//! How does a lab's own dictionary code a sentence?
//!
//! Reads verb, actor, agent and discard dictionaries in the format of PETRARCH (which goes back to KEDS and TABARI) and
//! codes annotated text with them: source, target and code of each event, with the line of the dictionary that gave it.
//! The format is told in `docs/dictionaries.md`. A line that does not read is refused with its file, number and reason.

mod actor;
mod agent;
mod coding;
mod dictionaries;
mod discard;
mod inflect;
mod lines;
mod pattern;
mod phrase;
mod problem;
mod synset;
mod verb;

pub use coding::{Coding, Discarded, Outcome, Role, Uncoded};
pub use dictionaries::{Dictionaries, Kind};
pub use problem::{Line, Problem};

/// How sentences are coded.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Options {
    /// Leave out events of which a party has no code.
    pub both_parties: bool,
    /// A party that no dictionary knows is coded with its own words, in capitals, if there are no more than this.
    pub new_actor_words_max: usize,
}

impl Default for Options {
    fn default() -> Self {
        Self { both_parties: true, new_actor_words_max: 0 }
    }
}
