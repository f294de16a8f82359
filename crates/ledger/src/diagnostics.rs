//! All diagnostics of this crate.

use sayso_dictionaries::Line;
use sayso_model::{Diagnostic, Span};

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

/// A dictionary's code that is none of CAMEO.
pub fn no_cameo(code: &str, line: &Line, span: Span) -> Diagnostic {
    let message = format!("the code `{code}` of {line} is none of CAMEO, and the event is left out");
    Diagnostic { code: "LG004", message, span: Some(span) }
}

/// A dictionary's coding that takes who says or suffers a deed for the one who does it.
pub fn no_doer(line: &Line, span: Span) -> Diagnostic {
    let message = format!("{line} would make a doer of who says or suffers it, and the event is left out");
    Diagnostic { code: "LG005", message, span: Some(span) }
}
