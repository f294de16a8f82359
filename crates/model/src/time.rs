use jiff::civil::Date;
use smol_str::SmolStr;

use crate::Span;

/// Words of the text that tell a time, read against the day of writing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TimeExpression {
    /// The words, without a preposition before them.
    pub span: Span,
    /// What they denote.
    pub kind: TimeKind,
    /// TIMEX3 value: `2026-02-11`, `1989-Q3`, `P3D`, `PAST_REF`.
    pub value: String,
    /// First and last day, where the words and the day of writing tell them.
    pub interval: Option<(Date, Date)>,
    /// `day`, `weekend`, `week`, `month`, `quarter`, `season`, `half`, `year`, `decade`, `century` or `vague`.
    pub precision: &'static str,
}

/// What a time expression denotes, as in TimeML.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TimeKind {
    /// A day or something longer.
    Date,
    /// A time of day.
    Time,
    /// A length of time.
    Duration,
    /// Times that come again.
    Set,
}

/// A time that the text gives, and which days it covers.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Interval {
    /// Words of the text.
    pub span: Span,
    /// First day, if it can be resolved.
    pub from: Option<Date>,
    /// Last day, if it can be resolved.
    pub to: Option<Date>,
    /// `day`, `week`, `month`, `year`, `season`, `decade` or `vague`.
    pub precision: SmolStr,
}
