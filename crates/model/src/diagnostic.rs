use crate::Span;

/// Something that was seen and not coded, or coded with a doubt, and why.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Diagnostic {
    /// Stable code: two letters for the stage, three digits.
    pub code: &'static str,
    /// One sentence without a full stop.
    pub message: String,
    /// Where in the text.
    pub span: Option<Span>,
}
