//! All diagnostics of this stage.

use sayso_model::{Diagnostic, Span};

/// Nothing but white space and signs.
pub fn empty() -> Diagnostic {
    Diagnostic { code: "IN001", message: "the text holds no words".into(), span: None }
}

/// The text is in a language that is not coded.
pub fn other_language(language: &str) -> Diagnostic {
    let message = format!("the text seems to be in language `{language}` and is not coded: only English is");
    Diagnostic { code: "IN002", message, span: None }
}

/// A paragraph longer than the limit was cut.
pub fn long_paragraph(span: Span, pieces: usize) -> Diagnostic {
    let message = format!("a paragraph of {} bytes was cut into {pieces} blocks", span.len());
    Diagnostic { code: "IN003", message, span: Some(span) }
}
