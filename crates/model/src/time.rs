use jiff::civil::Date;
use smol_str::SmolStr;

use crate::Span;

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
