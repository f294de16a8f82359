//! All diagnostics of this crate.

use sayso_model::Diagnostic;

use crate::Failure;

/// A stage panicked.
pub fn failure(failure: &Failure) -> Diagnostic {
    Diagnostic { code: "LG001", message: failure.to_string(), span: None }
}

/// Records were left out because of [`crate::Options::min_confidence`].
pub fn below_confidence(statements: usize, events: usize, min_confidence: f32) -> Diagnostic {
    let message = format!(
        "{statements} statements and {events} events were left out: their confidence is below {min_confidence}, or \
         they rest on one whose is"
    );
    Diagnostic { code: "LG002", message, span: None }
}
