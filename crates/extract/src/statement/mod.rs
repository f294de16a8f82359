//! Who says what?

use sayso_model::{Annotated, Diagnostic, Document, StatementMention};

use crate::Error;

/// Finds statements: somebody says, thinks or writes something.
pub struct StatementFinder {}

impl StatementFinder {
    /// Reads the rules and lexicons of statements.
    pub fn load() -> Result<Self, Error> {
        Ok(Self {})
    }

    /// Statements in order of appearance, those told inside others after them.
    pub fn find(
        &self,
        _document: &Document,
        _annotated: &Annotated,
    ) -> (Vec<StatementMention>, Vec<Diagnostic>) {
        (Vec::new(), Vec::new())
    }
}
