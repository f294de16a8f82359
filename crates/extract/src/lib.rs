//! Who says what, and what happens in it?
//!
//! Reads the words and their syntax and writes [`Mentions`]: statements first, then events, so that an event can
//! be tied to the statements that put it forward. Parties stay words of the text; `sayso-resolve` says who they are.

mod error;
pub mod event;
pub mod setting;
pub mod statement;

use sayso_model::{Annotated, Diagnostic, Document, Mentions};

pub use error::Error;

/// Finds statements and events. Made once, used for any number of documents, from any number of threads.
pub struct Extractor {
    statements: statement::StatementFinder,
    events: event::EventFinder,
}

impl Extractor {
    /// Reads the rules and lexicons that are part of the program.
    pub fn load() -> Result<Self, Error> {
        Ok(Self { statements: statement::StatementFinder::load()?, events: event::EventFinder::load()? })
    }

    /// Adds triggers of events from a user's file, in the form of the files in data/en/lexicon/event. They go before those
    /// of the program. `file` is for messages.
    pub fn add_triggers(&mut self, file: &str, text: &str) -> Result<(), Error> {
        self.events.add_triggers(file, text)
    }

    /// The rules of statements and the words that they ask for.
    pub fn statement_rules(&self) -> &sayso_rules::RuleSet {
        self.statements.rules()
    }

    /// Statements and events of the blocks that are coded, in order of appearance.
    pub fn extract(&self, document: &Document, annotated: &Annotated) -> (Mentions, Vec<Diagnostic>) {
        let (statements, mut diagnostics) = self.statements.find(document, annotated);
        let times = self.events.times(document, annotated, &statements);
        let (events, more) = self.events.find(document, annotated, &statements, &times);
        diagnostics.extend(more);
        (Mentions { statements, events, times }, diagnostics)
    }

    /// Events with what their confidence is learnt from.
    pub fn events_seen(
        &self,
        document: &Document,
        annotated: &Annotated,
    ) -> Vec<(sayso_model::EventMention, Vec<String>)> {
        let (statements, _) = self.statements.find(document, annotated);
        let times = self.events.times(document, annotated, &statements);
        let (events, features) = self.events.seen(document, annotated, &statements, &times);
        std::iter::zip(events, features).collect()
    }

    /// An event at `trigger` that somebody else than the lexicons has found, with its claims, place and time.
    pub fn event(
        &self,
        annotated: &Annotated,
        mentions: &Mentions,
        kind: event::Kind,
        trigger: sayso_model::TokenIx,
        parties: (&[sayso_model::TokenIx], &[sayso_model::TokenIx]),
        rule: &str,
    ) -> sayso_model::EventMention {
        self.events.given(annotated, mentions, kind, trigger, parties, rule)
    }

    /// How the author presents what a word tells of, with the word that shows it.
    pub fn presented(
        &self,
        annotated: &Annotated,
        word: sayso_model::TokenIx,
    ) -> (sayso_model::Status, Option<sayso_model::Span>) {
        self.events.presented(annotated, word)
    }
}
