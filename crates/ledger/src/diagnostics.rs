//! All diagnostics of this crate.

use sayso_model::Diagnostic;

use crate::Failure;

/// A stage panicked.
pub fn failure(failure: &Failure) -> Diagnostic {
    Diagnostic { code: "LG001", message: failure.to_string(), span: None }
}

/// Records were left out because of [`crate::Options::min_confidence`].
pub fn below_confidence(statements: usize, events: usize, min_confidence: f32) -> Diagnostic {
    let count = |n: usize, noun: &str| format!("{n} {noun}{}", if n == 1 { "" } else { "s" });
    let message = format!(
        "left out for a confidence below {min_confidence}, or for resting on such a record: {}, {}",
        count(statements, "statement"),
        count(events, "event"),
    );
    Diagnostic { code: "LG002", message, span: None }
}

/// The text is very long.
pub fn sections(sections: usize) -> Diagnostic {
    let message = format!("the text is very long and was coded in {sections} sections, each by itself");
    Diagnostic { code: "LG003", message, span: None }
}
