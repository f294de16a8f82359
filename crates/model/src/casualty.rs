use crate::statement::names;
use crate::{Span, StatementId};

/// A number of victims as one source puts it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Casualty {
    /// What happened to them.
    pub kind: CasualtyKind,
    /// How many.
    pub range: Range,
    /// The statement that gives the figure; `None` is the article itself.
    pub statement: Option<StatementId>,
    /// The words of the figure: "more than 160".
    pub span: Span,
}

/// Whole numbers that the words of a figure allow.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Range {
    /// Lowest; `None` if the words give none ("up to 50").
    pub low: Option<u64>,
    /// Highest; `None` if the words give none ("at least 30").
    pub high: Option<u64>,
    /// True for "about", "some", "nearly".
    pub approximate: bool,
}

names! {
    /// What happened to the victims.
    CasualtyKind {
        /// Dead.
        Killed = "killed",
        /// Hurt.
        Wounded = "wounded",
        /// Not found.
        Missing = "missing",
        /// Driven from home.
        Displaced = "displaced",
        /// Held.
        Detained = "detained",
    }
}
