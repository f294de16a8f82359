//! Very long texts are coded in sections, so that the memory that words and trees take is bounded.
//!
//! No article is so long; a file with a year's reports in it is. Who is meant by a pronoun or a bare title is settled
//! within a section; known actors are joined over sections.

use std::collections::BTreeMap;
use std::ops::Range;

use sayso_model::{
    Actor, ActorId, Block, Casualty, Claim, Diagnostic, Document, Event, EventId, Ledger, Party, Quantity,
    Span, Statement, StatementId,
};

/// Longest section, unless a single block is longer.
pub const SECTION_BYTES_MAX: usize = 1 << 20;

/// Blocks of each section, in order; one section for all but very long texts.
pub fn sections(document: &Document, bytes_max: usize) -> Vec<Range<usize>> {
    if document.text.len() <= bytes_max {
        return std::iter::once(0..document.blocks.len()).collect();
    }
    let mut sections = Vec::new();
    let mut first = 0;
    for (i, block) in document.blocks.iter().enumerate() {
        if i > first && block.span.end() - document.blocks[first].span.start() > bytes_max {
            sections.push(first..i);
            first = i;
        }
    }
    sections.push(first..document.blocks.len());
    sections
}

/// A section as a document of its own, and the byte at which it begins.
pub fn cut(document: &Document, blocks: Range<usize>) -> (Document, usize) {
    let blocks = &document.blocks[blocks];
    let start = blocks.first().map_or(0, |b| b.span.start());
    let end = blocks.last().map_or(start, |b| b.span.end());
    let section = Document {
        id: document.id.clone(),
        text: document.text[start..end].to_owned(),
        blocks: blocks.iter().map(|b| Block { span: shifted_back(b.span, start), kind: b.kind }).collect(),
        title: document.title.as_ref().map(|t| sayso_model::Title { text: t.text.clone(), span: None }),
        publisher: document.publisher.clone(),
        published: document.published,
        url: document.url.clone(),
        language: document.language.clone(),
        sha256: document.sha256.clone(),
        provenance: Default::default(),
    };
    (section, start)
}

/// Puts the records of sections together.
pub struct Joiner {
    ledger: Ledger,
    /// Known actors by their entry in the knowledge base.
    known: BTreeMap<String, ActorId>,
    sections: usize,
}

impl Joiner {
    /// Starts with the whole document and no records.
    pub fn new(document: Document) -> Self {
        let ledger = Ledger { document, ..Ledger::default() };
        Self { ledger, known: BTreeMap::new(), sections: 0 }
    }

    /// The whole document.
    pub fn document(&self) -> &Document {
        &self.ledger.document
    }

    /// Adds the records of a section that begins at byte `start`.
    pub fn add(&mut self, section: Ledger, start: usize) {
        self.sections += 1;
        let shift = |span: &mut Span| *span = Span::new(span.start() + start, span.end() + start);
        let Ledger { document: _, actors, statements, events, diagnostics } = section;
        let actors = self.actors(actors, shift);
        let place = Place {
            actors,
            statements: self.ledger.statements.iter().map(|s| s.id.0).max().unwrap_or(0),
            events: self.ledger.events.iter().map(|e| e.id.0).max().unwrap_or(0),
        };
        for mut statement in statements {
            place.statement(&mut statement, shift);
            self.ledger.statements.push(statement);
        }
        for mut event in events {
            place.event(&mut event, shift);
            self.ledger.events.push(event);
        }
        for Diagnostic { code, message, mut span } in diagnostics {
            span.iter_mut().for_each(shift);
            self.ledger.diagnostics.push(Diagnostic { code, message, span });
        }
    }

    /// The records of the whole.
    pub fn finish(mut self) -> Ledger {
        if self.sections > 1 {
            self.ledger.diagnostics.insert(0, crate::diagnostics::sections(self.sections));
        }
        self.ledger
    }

    /// Takes actors in; gives what each is called now.
    fn actors(&mut self, actors: Vec<Actor>, shift: impl Fn(&mut Span)) -> BTreeMap<ActorId, ActorId> {
        let mut now = BTreeMap::new();
        for mut actor in actors {
            actor.mentions.iter_mut().for_each(&shift);
            let entry = actor.entry.as_ref().map(|e| e.to_string());
            if let Some(&id) = entry.as_ref().and_then(|e| self.known.get(e)) {
                now.insert(actor.id, id);
                self.ledger.actors[id.0 as usize - 1].mentions.append(&mut actor.mentions);
                continue;
            }
            let id = ActorId(self.ledger.actors.len() as u32 + 1);
            now.insert(std::mem::replace(&mut actor.id, id), id);
            self.known.extend(entry.map(|e| (e, id)));
            self.ledger.actors.push(actor);
        }
        now
    }
}

/// What the records of a section are called in the whole.
struct Place {
    actors: BTreeMap<ActorId, ActorId>,
    statements: u32,
    events: u32,
}

// Fields are taken apart by name, so that a new one cannot be forgotten here.
impl Place {
    fn statement(&self, statement: &mut Statement, shift: impl Fn(&mut Span)) {
        let Statement {
            id,
            parent,
            sources,
            source_class: _,
            cue,
            content,
            act: _,
            form: _,
            targets,
            medium,
            date: _,
            condition,
            conditional: _,
            answers,
            anonymity,
            rule: _,
            confidence: _,
        } = statement;
        self.told(id);
        parent.iter_mut().for_each(|p| self.told(p));
        answers.iter_mut().for_each(|(_, answered)| self.told(answered));
        sources.iter_mut().chain(medium).for_each(|p| self.party(p, &shift));
        cue.iter_mut().chain(content).chain(condition).chain(anonymity).for_each(shift);
        targets.iter_mut().for_each(|t| self.actor(t));
    }

    fn event(&self, event: &mut Event, shift: impl Fn(&mut Span)) {
        let Event {
            id: EventId(id),
            derived: _,
            kind: _,
            mode: _,
            contexts: _,
            cameo: _,
            actors,
            recipients,
            trigger,
            mentions,
            places,
            date,
            claims,
            casualties,
            quantities,
            rule: _,
            confidence: _,
        } = event;
        *id += self.events;
        actors.iter_mut().chain(recipients).for_each(|p| self.party(p, &shift));
        shift(trigger);
        mentions.iter_mut().for_each(&shift);
        places.iter_mut().for_each(|p| shift(&mut p.span));
        date.iter_mut().for_each(|d| shift(&mut d.span));
        for Claim { statement, status: _, evidence } in claims {
            statement.iter_mut().for_each(|s| self.told(s));
            evidence.iter_mut().for_each(&shift);
        }
        for Casualty { kind: _, range: _, statement, span } in casualties {
            statement.iter_mut().for_each(|s| self.told(s));
            shift(span);
        }
        for Quantity { kind: _, range: _, unit: _, statement, span } in quantities {
            statement.iter_mut().for_each(|s| self.told(s));
            shift(span);
        }
    }

    fn party(&self, Party { actor, span }: &mut Party, shift: impl Fn(&mut Span)) {
        actor.iter_mut().for_each(|a| self.actor(a));
        span.iter_mut().for_each(shift);
    }

    fn actor(&self, id: &mut ActorId) {
        *id = self.actors.get(id).copied().unwrap_or(*id);
    }

    fn told(&self, id: &mut StatementId) {
        id.0 += self.statements;
    }
}

fn shifted_back(span: Span, start: usize) -> Span {
    Span::new(span.start() - start, span.end() - start)
}

#[cfg(test)]
mod tests {
    use crate::{Options, Pipeline};

    use super::*;

    fn document() -> Document {
        let mut text = String::new();
        for i in 0..12 {
            text.push_str(&format!(
                "Médecins said on Monday that rebels had attacked village {i}, killing {} people. The United States \
                 condemned the attack and accused Iran of backing the rebels.\n",
                i + 2
            ));
        }
        sayso_intake::plain::read("x", text.as_bytes(), &Default::default()).unwrap().0
    }

    /// Statements in order, without identifiers of actors.
    fn said(ledger: &Ledger) -> Vec<String> {
        let text = &ledger.document.text;
        let line = |s: &Statement| {
            let content: Vec<&str> = s.content.iter().map(|c| c.text(text)).collect();
            format!("{:?} in {:?}: {:?} {content:?}", s.id, s.parent, s.cue.map(|c| c.text(text)))
        };
        ledger.statements.iter().map(line).collect()
    }

    /// Where events are told, whichever mentions are one event.
    fn told(ledger: &Ledger) -> std::collections::BTreeSet<Span> {
        ledger
            .events
            .iter()
            .flat_map(|e| std::iter::once(e.trigger).chain(e.mentions.iter().copied()))
            .collect()
    }

    #[test]
    fn sections_give_the_records_of_the_whole() {
        let pipeline = Pipeline::load(Options::default()).unwrap();
        let document = document();
        let whole = pipeline.code(document.clone());
        let mut joiner = Joiner::new(document.clone());
        let parts = sections(&document, 600);
        assert!(parts.len() > 3 && parts.iter().map(|p| p.len()).sum::<usize>() == document.blocks.len());
        for blocks in parts {
            let (section, start) = cut(&document, blocks);
            joiner.add(pipeline.code(section), start);
        }
        let joined = joiner.finish();
        assert_eq!(joined.diagnostics[0].code, "LG003");
        assert_eq!((whole.first_bad_span(), joined.first_bad_span()), (None, None));
        assert!(whole.statements.len() >= 24);
        assert_eq!(said(&joined), said(&whole));
        assert_eq!(told(&joined), told(&whole));
        let states = joined.actors.iter().filter(|a| a.name == "United States").count();
        assert_eq!(states, 1, "known actors are joined");
        let ids: Vec<u32> = joined.actors.iter().map(|a| a.id.0).collect();
        assert_eq!(ids, (1..=ids.len() as u32).collect::<Vec<_>>());
        let events: std::collections::BTreeSet<u32> = joined.events.iter().map(|e| e.id.0).collect();
        assert_eq!(events.len(), joined.events.len());
    }

    #[test]
    fn an_article_is_one_section() {
        let document = document();
        assert_eq!(
            sections(&document, SECTION_BYTES_MAX),
            std::iter::once(0..document.blocks.len()).collect::<Vec<_>>()
        );
        assert_eq!(sections(&Document::default(), 0).len(), 1);
    }
}
