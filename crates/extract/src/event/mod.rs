//! What happens?

use sayso_model::{Annotated, Diagnostic, Document, EventMention, StatementMention};

use crate::Error;

/// Finds events and ties them to the statements that put them forward.
pub struct EventFinder {}

impl EventFinder {
    /// Reads the rules and lexicons of events.
    pub fn load() -> Result<Self, Error> {
        Ok(Self {})
    }

    /// Events in order of appearance. A claim names a statement by its index in `statements` plus one.
    pub fn find(
        &self,
        _document: &Document,
        _annotated: &Annotated,
        _statements: &[StatementMention],
    ) -> (Vec<EventMention>, Vec<Diagnostic>) {
        (Vec::new(), Vec::new())
    }
}
