use crate::{Actor, Diagnostic, Document, Event, Span, Statement};

/// All records of one document.
#[derive(Clone, Debug, Default)]
pub struct Ledger {
    /// The text they were read from.
    pub document: Document,
    /// Who is spoken of.
    pub actors: Vec<Actor>,
    /// Who says what.
    pub statements: Vec<Statement>,
    /// Who does what to whom.
    pub events: Vec<Event>,
    /// What was seen and not coded, and why.
    pub diagnostics: Vec<Diagnostic>,
}

impl Ledger {
    /// The first span that does not lie on character boundaries of the text, if any: a bug of ours.
    ///
    /// Checked when a ledger is made and again when it is read back.
    pub fn first_bad_span(&self) -> Option<Span> {
        let text = &self.document.text;
        let fits = |s: &Span| {
            s.start_byte <= s.end_byte
                && s.end() <= text.len()
                && text.is_char_boundary(s.start())
                && text.is_char_boundary(s.end())
        };
        let actors = self.actors.iter().flat_map(|a| a.mentions.iter());
        let statements = self.statements.iter().flat_map(|s| {
            let parties = s.sources.iter().chain(&s.medium).filter_map(|p| p.span.as_ref());
            s.content.iter().chain(&s.cue).chain(&s.condition).chain(parties)
        });
        let events = self.events.iter().flat_map(|e| {
            let parties = e.actors.iter().chain(&e.recipients).filter_map(|p| p.span.as_ref());
            let claims = e.claims.iter().filter_map(|c| c.evidence.as_ref());
            std::iter::once(&e.trigger)
                .chain(&e.mentions)
                .chain(e.places.iter().map(|p| &p.span))
                .chain(e.date.iter().map(|d| &d.span))
                .chain(e.casualties.iter().map(|c| &c.span))
                .chain(e.quantities.iter().map(|q| &q.span))
                .chain(parties)
                .chain(claims)
        });
        let blocks = self.document.blocks.iter().map(|b| &b.span);
        blocks.chain(actors).chain(statements).chain(events).find(|s| !fits(s)).copied()
    }
}
