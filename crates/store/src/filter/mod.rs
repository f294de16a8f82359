//! Which records? One small language for every command, address and library call.
//!
//! ```
//! use sayso_store::filter::Filter;
//! let filter: Filter = r#"type:ASSAULT status:alleged,denied country=SDN killed>=10 -source:army "air strike""#.parse()?;
//! let problem = "typ:ASSAULT".parse::<Filter>().unwrap_err();
//! assert_eq!(problem.hint.unwrap(), "did you mean `type`?");
//! # assert!(!filter.is_empty());
//! # Ok::<(), sayso_store::filter::Problem>(())
//! ```
//!
//! A filter is tests that all hold, set apart by blanks. A test is `field:value` or `field=value`; several values with
//! commas mean any of them; quotation marks hold a value together; `-` before a test means that it does not hold.
//! Numbers and days take `>=`, `<=`, `>`, `<` and ranges `a..b`. `field__gte=10`, `__lte`, `__not` say the same in an
//! address. What has no field are words of the text, and words in quotation marks stand side by side. Capitals and
//! diacritics make no difference.

mod compile;
mod field;
mod parse;

pub(crate) use compile::{Compiled, Grain};
pub use field::{FIELDS, Field};

/// Tests that all hold.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Filter {
    pub(crate) tests: Vec<Test>,
}

/// One test.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Test {
    pub field: &'static str,
    pub negated: bool,
    pub wanted: Wanted,
}

/// What a test asks for.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Wanted {
    /// Any of these words.
    AnyOf(Vec<String>),
    /// Any of these stretches of days.
    Days(Vec<(Option<String>, Option<String>)>),
    /// Any of these stretches of numbers.
    Numbers(Vec<(Option<u64>, Option<u64>)>),
    /// A stretch of shares.
    Share(f64, f64),
    /// Words side by side.
    Words(Vec<String>),
}

impl Filter {
    /// True if every record passes.
    pub fn is_empty(&self) -> bool {
        self.tests.is_empty()
    }

    /// True if it can be answered of a document without its claims.
    pub(crate) fn is_of_documents(&self) -> bool {
        self.tests.iter().all(|t| Field::named(t.field).is_some_and(|f| f.of_documents))
    }

    /// Both filters.
    pub fn and(mut self, other: Filter) -> Self {
        self.tests.extend(other.tests);
        self
    }
}

/// What is wrong with a filter, and what to type instead.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{what}")]
pub struct Problem {
    /// What is wrong, in one sentence.
    pub what: String,
    /// What to type instead.
    pub hint: Option<String>,
}
