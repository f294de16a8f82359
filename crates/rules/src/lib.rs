//! How is a rule written, and where does it match? A small language over tokens and the dependency tree.
//!
//! It knows no kind of event and no verb: rules and lexicons are text that is handed in. docs/rules.md describes the
//! language. It goes back to Odin (Valenzuela-Escárcega et al. 2016), Semgrex (Chambers et al. 2007) and spaCy's
//! DependencyMatcher.

mod check;
mod example;
mod explain;
mod lexicon;
mod matching;
mod parse;
mod problem;
mod rule;
mod ruleset;
mod scan;
pub mod sketch;

pub use check::{Failure, check_examples, check_examples_with};
pub use example::{Bracket, Example};
pub use explain::{Attempt, Outcome, Trace, draw, explain};
pub use lexicon::{Class, ClassId, ClassSet, Entry, Lexicon, TokenClasses};
pub use matching::Match;
pub use problem::{Problem, Problems};
pub use rule::Rule;
pub use ruleset::{RuleSet, RuleSetBuilder};

/// The page that describes the language; its examples are tests.
#[cfg(doctest)]
#[doc = include_str!("../../../docs/rules.md")]
struct Page;
