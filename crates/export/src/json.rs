//! The project's own records as JSON: one object for each document, with offsets in characters.

use std::io::Write;

use sayso_model::{
    Actor, ActorCandidate, ActorId, BlockKind, Event, Interval, Ledger, OffsetIndex, Party, PlaceCandidate,
    SourceClass, Span, Statement, StatementId, precision,
};

use crate::{Error, wire};

/// Writes one object over many lines and ends it with a line feed. `version` is that of the program, its rules
/// and its model.
pub fn write_object(ledger: &Ledger, version: &str, out: &mut impl Write) -> Result<(), Error> {
    let record = Writer::new(ledger)?.ledger(version);
    serde_json::to_writer_pretty(&mut *out, &record).map_err(std::io::Error::from)?;
    Ok(out.write_all(b"\n")?)
}

/// Writes one object on one line and ends it with a line feed.
pub fn write_line(ledger: &Ledger, version: &str, out: &mut impl Write) -> Result<(), Error> {
    let record = Writer::new(ledger)?.ledger(version);
    serde_json::to_writer(&mut *out, &record).map_err(std::io::Error::from)?;
    Ok(out.write_all(b"\n")?)
}

/// Turns records into wire records.
/// Days after which what happened is history to a report.
const NEWS_DAYS: i32 = 31;

struct Writer<'a> {
    ledger: &'a Ledger,
    text: &'a str,
    index: OffsetIndex,
}

impl<'a> Writer<'a> {
    fn new(ledger: &'a Ledger) -> Result<Self, Error> {
        crate::error::check(ledger)?;
        let text = ledger.document.text.as_str();
        Ok(Self { ledger, text, index: OffsetIndex::new(text) })
    }

    fn ledger(&self, version: &'a str) -> wire::Ledger<'a> {
        let ledger = self.ledger;
        wire::Ledger {
            schema: wire::SCHEMA,
            version,
            offset_unit: "char",
            document: self.document(),
            actors: ledger.actors.iter().map(|a| self.actor(a)).collect(),
            statements: ledger.statements.iter().map(|s| self.statement(s)).collect(),
            events: ledger.events.iter().map(|e| self.event(e)).collect(),
            diagnostics: ledger.diagnostics.iter().map(|d| self.diagnostic(d)).collect(),
        }
    }

    fn document(&self) -> wire::Document<'a> {
        let document = &self.ledger.document;
        let uncoded = document.blocks.iter().filter(|b| !b.kind.is_coded());
        let provenance = &document.provenance;
        let container = provenance.container.as_ref();
        wire::Document {
            id: &document.id,
            title: document.title.as_ref().map(|t| t.text.as_str()),
            publisher: document.publisher.as_deref(),
            published: document.published.map(|d| d.to_string()),
            url: document.url.as_deref(),
            language: document.language.as_deref(),
            sha256: &document.sha256,
            characters: self.at(self.text.len()),
            headings: uncoded
                .map(|b| wire::Heading {
                    start: self.at(b.span.start()),
                    end: self.at(b.span.end()),
                    kind: block_name(b.kind),
                })
                .collect(),
            metadata: provenance
                .metadata
                .iter()
                .map(|m| wire::Metadatum { field: m.field.as_str(), value: &m.value, origin: &m.origin })
                .collect(),
            input: (container.is_some() || provenance.source_sha256.is_some()).then(|| wire::Input {
                format: provenance.format,
                encoding: provenance.encoding,
                sha256: provenance.source_sha256.as_deref(),
                container: container.map(|c| c.name.as_str()),
                record: container.map(|c| c.record),
                record_id: container.and_then(|c| c.record_id.as_deref()),
            }),
            page: provenance
                .page
                .iter()
                .map(|piece| wire::PagePiece {
                    start: self.at(piece.text.start()),
                    end: self.at(piece.text.end()),
                    page_start: piece.page_start_char,
                    page_end: piece.page_end_char,
                })
                .collect(),
        }
    }

    fn actor(&self, actor: &'a Actor) -> wire::Actor<'a> {
        wire::Actor {
            id: actor_id(actor.id),
            name: &actor.name,
            country: actor.country.as_deref(),
            role: actor.role.as_deref(),
            wikidata: actor.wikidata.as_deref(),
            entry: actor.entry.as_deref(),
            title: actor.title.as_deref(),
            mentions: self.all(&actor.mentions),
            evidence: actor.evidence.iter().map(|e| e.as_str()).collect(),
            candidates: actor.candidates.iter().map(actor_candidate).collect(),
        }
    }

    fn statement(&self, statement: &'a Statement) -> wire::Statement<'a> {
        let last = statement.sources.len().saturating_sub(1);
        let sources = statement.sources.iter().enumerate().map(|(i, source)| {
            let class = if i == last { Some(statement.source_class) } else { self.class_of(source) };
            let party = self.party(source);
            wire::Source {
                actor: party.actor,
                name: party.name.unwrap_or("unidentified"),
                class: class.map(SourceClass::as_str),
                start: party.start,
                end: party.end,
                text: party.text,
            }
        });
        wire::Statement {
            id: statement_id(statement.id),
            parent: statement.parent.map(statement_id),
            sources: sources.collect(),
            cue: statement.cue.map(|s| self.words(s)),
            content: self.all(&statement.content),
            act: statement.act.as_str(),
            form: statement.form.as_str(),
            targets: statement.targets.iter().map(|&t| actor_id(t)).collect(),
            medium: statement.medium.as_ref().map(|m| self.party(m)),
            date: statement.date.map(|d| d.to_string()),
            conditional: statement.conditional,
            condition: statement.condition.map(|s| self.words(s)),
            answers: statement
                .answers
                .map(|(kind, id)| wire::Answer { kind: kind.as_str(), statement: statement_id(id) }),
            anonymity: statement.anonymity.map(|s| self.words(s)),
            rule: &statement.rule,
            confidence: share(statement.confidence),
        }
    }

    /// The class of a source that is not the innermost one: as where it is.
    fn class_of(&self, source: &Party) -> Option<SourceClass> {
        let actor = source.actor?;
        let speaks = |s: &&Statement| s.sources.last().is_some_and(|p| p.actor == Some(actor));
        self.ledger.statements.iter().find(speaks).map(|s| s.source_class)
    }

    fn date(&self, date: &'a Interval) -> wire::Date<'a> {
        let days = date.from.zip(date.to);
        wire::Date {
            words: self.words(date.span),
            from: date.from.map(|d| d.to_string()),
            to: date.to.map(|d| d.to_string()),
            precision: &date.precision,
            ucdp_precision: days.map(|(from, to)| precision::ucdp_days(from, to)),
            acled_precision: days.map(|(from, to)| precision::acled_days(from, to)),
        }
    }

    fn event(&self, event: &'a Event) -> wire::Event<'a> {
        let places = event.places.iter().map(|place| wire::Place {
            words: self.words(place.span),
            name: place.name.as_deref(),
            geonames: place.geonames,
            latitude: place.latitude.map(degrees),
            longitude: place.longitude.map(degrees),
            country: place.country.as_deref(),
            admin1: place.admin1.as_deref(),
            precision: place.precision.as_deref(),
            ucdp_precision: place.precision.as_deref().and_then(precision::ucdp_place),
            acled_precision: place.precision.as_deref().and_then(precision::acled_place),
            score: place.score.map(share),
            evidence: place.evidence.iter().map(|e| e.as_str()).collect(),
            candidates: place.candidates.iter().map(place_candidate).collect(),
        });
        let claims = event.claims.iter().map(|claim| wire::Claim {
            statement: claim.statement.map(statement_id),
            status: claim.status.as_str(),
            evidence: claim.evidence.map(|s| self.words(s)),
        });
        let casualties = event.casualties.iter().map(|casualty| wire::Casualty {
            kind: casualty.kind.as_str(),
            low: casualty.range.low,
            high: casualty.range.high,
            approximate: casualty.range.approximate,
            statement: casualty.statement.map(statement_id),
            words: self.words(casualty.span),
        });
        let quantities = event.quantities.iter().map(|quantity| wire::Quantity {
            kind: quantity.kind.as_str(),
            low: quantity.range.low,
            high: quantity.range.high,
            approximate: quantity.range.approximate,
            unit: quantity.unit.as_deref(),
            statement: quantity.statement.map(statement_id),
            words: self.words(quantity.span),
        });
        wire::Event {
            id: format!("e{}", event.id.0),
            derived: event.derived,
            kind: &event.kind,
            mode: event.mode.as_deref(),
            contexts: event.contexts.iter().map(|c| c.as_str()).collect(),
            cameo: event.cameo.as_deref(),
            actors: event.actors.iter().map(|p| self.party(p)).collect(),
            recipients: event.recipients.iter().map(|p| self.party(p)).collect(),
            trigger: self.words(event.trigger),
            mentions: self.all(&event.mentions),
            place: places.collect(),
            date: event.date.as_ref().map(|date| self.date(date)),
            historical: self.is_historical(event),
            claims: claims.collect(),
            casualties: casualties.collect(),
            quantities: quantities.collect(),
            rule: &event.rule,
            confidence: share(event.confidence),
        }
    }

    /// True if the event was over more than a month before the text was published.
    fn is_historical(&self, event: &Event) -> bool {
        let ended = event.date.as_ref().and_then(|date| date.to);
        let days =
            |(published, ended): (jiff::civil::Date, jiff::civil::Date)| (published - ended).get_days();
        self.ledger.document.published.zip(ended).map(days).is_some_and(|days| days > NEWS_DAYS)
    }

    fn diagnostic(&self, diagnostic: &'a sayso_model::Diagnostic) -> wire::Diagnostic<'a> {
        wire::Diagnostic {
            code: diagnostic.code,
            message: &diagnostic.message,
            start: diagnostic.span.map(|s| self.at(s.start())),
            end: diagnostic.span.map(|s| self.at(s.end())),
        }
    }

    fn party(&self, party: &Party) -> wire::Party<'a> {
        let words = party.span.map(|s| s.text(self.text));
        wire::Party {
            actor: party.actor.map(actor_id),
            name: self.name(party).or(words),
            start: party.span.map(|s| self.at(s.start())),
            end: party.span.map(|s| self.at(s.end())),
            text: words,
        }
    }

    fn name(&self, party: &Party) -> Option<&'a str> {
        let id = party.actor?;
        let by_place = (id.0 as usize).checked_sub(1).and_then(|i| self.ledger.actors.get(i));
        let actor =
            by_place.filter(|a| a.id == id).or_else(|| self.ledger.actors.iter().find(|a| a.id == id));
        actor.map(|a| a.name.as_str())
    }

    fn words(&self, span: Span) -> wire::Words<'a> {
        wire::Words { start: self.at(span.start()), end: self.at(span.end()), text: span.text(self.text) }
    }

    fn all(&self, spans: &[Span]) -> Vec<wire::Words<'a>> {
        spans.iter().map(|&s| self.words(s)).collect()
    }

    fn at(&self, byte: usize) -> usize {
        self.index.char_at(self.text, byte)
    }
}

fn actor_id(id: ActorId) -> String {
    format!("a{}", id.0)
}

fn statement_id(id: StatementId) -> String {
    format!("s{}", id.0)
}

fn block_name(kind: BlockKind) -> &'static str {
    match kind {
        BlockKind::Body => "body",
        BlockKind::Heading => "heading",
        BlockKind::Dateline => "dateline",
        BlockKind::Caption => "caption",
        BlockKind::Boilerplate => "boilerplate",
    }
}

fn actor_candidate(candidate: &ActorCandidate) -> wire::ActorCandidate<'_> {
    wire::ActorCandidate {
        entry: &candidate.entry,
        name: &candidate.name,
        country: candidate.country.as_deref(),
        role: candidate.role.as_deref(),
        score: share(candidate.score),
        evidence: &candidate.evidence,
    }
}

fn place_candidate(candidate: &PlaceCandidate) -> wire::PlaceCandidate<'_> {
    wire::PlaceCandidate {
        name: &candidate.name,
        geonames: candidate.geonames,
        country: candidate.country.as_deref(),
        admin1: candidate.admin1.as_deref(),
        score: share(candidate.score),
    }
}

/// Three decimals, so that the last bits of a sum make no difference to a file.
fn share(confidence: f32) -> f64 {
    let share = if confidence.is_nan() { 0.0 } else { f64::from(confidence).clamp(0.0, 1.0) };
    (share * 1000.0).round() / 1000.0
}

/// Five decimals: a metre.
fn degrees(degrees: f64) -> f64 {
    (degrees * 1e5).round() / 1e5
}
