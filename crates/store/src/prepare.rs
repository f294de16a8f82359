//! What will a document add to the ledger? Worked out before its turn, on any thread; the writer only puts it in place.

use std::collections::HashMap;

use sayso_model::{ActorId, Ledger, OffsetIndex, StatementId};

use crate::entry::{Draft, Kind};
use crate::record::actor::Actor;
use crate::record::claim::{Claim, Claims, Named};
use crate::record::coding::{Coding, Diagnostic};
use crate::record::event::Event;
use crate::record::input::Input;
use crate::record::statement::{Names, Statement};
use crate::record::{at, document, document_id, json};
use crate::{Error, Result, facets, id, term};

/// What came of one input.
#[derive(Clone, Debug)]
pub struct Prepared {
    /// The input.
    pub(crate) input: Draft,
    /// Its document, unless it failed.
    pub(crate) document: Option<Text>,
}

/// A document with its records.
#[derive(Clone, Debug)]
pub(crate) struct Text {
    pub draft: Draft,
    pub body: document::Document,
    pub text: String,
    pub facets: String,
    pub words: String,
    pub coded: Coded,
}

/// The records of a document, as one version of the program made them.
#[derive(Clone, Debug)]
pub struct Coded {
    /// Identifier of the document.
    pub document: String,
    /// Its coding, actors, statements and events.
    pub(crate) records: Vec<Draft>,
    /// Its claims.
    pub(crate) claims: Vec<PreparedClaim>,
}

/// A claim and what it is found by.
#[derive(Clone, Debug)]
pub(crate) struct PreparedClaim {
    pub draft: Draft,
    pub claim: Claim,
    pub facets: String,
    pub words: String,
}

/// Where an input was read and what it was.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Receipt {
    /// A path, an address, or a part of one.
    pub place: String,
    /// SHA-256 of the bytes.
    pub sha256: String,
    /// How many bytes.
    pub bytes: u64,
    /// What the user said of it, as far as it makes a difference to the document.
    pub options: String,
}

impl Receipt {
    /// A receipt for the bytes at a place.
    pub fn of_bytes(place: impl Into<String>, bytes: &[u8], options: impl Into<String>) -> Self {
        Self {
            place: place.into(),
            sha256: id::sha256(bytes),
            bytes: bytes.len() as u64,
            options: options.into(),
        }
    }

    /// A receipt for what is not at hand as bytes; `sha256` is in hexadecimal.
    pub fn new(place: impl Into<String>, sha256: String, bytes: u64, options: impl Into<String>) -> Self {
        Self { place: place.into(), sha256, bytes, options: options.into() }
    }

    /// The name of the input in the ledger.
    pub fn id(&self) -> String {
        crate::record::input::input_id(&self.place, &self.sha256, &self.options)
    }

    fn draft(&self, document: Option<String>, failure: Option<String>) -> Draft {
        let body = Input {
            place: self.place.clone(),
            sha256: self.sha256.clone(),
            bytes: self.bytes,
            document,
            failure,
        };
        Draft { kind: Kind::Input, id: self.id(), body: json(&body) }
    }
}

impl Prepared {
    /// An input that gave a document, and its records.
    pub fn coded(receipt: &Receipt, ledger: &Ledger, version: &str) -> Result<Self> {
        let coded = Coded::new(ledger, version)?;
        let body = document::Document::new(&ledger.document);
        let draft = Draft { kind: Kind::Document, id: coded.document.clone(), body: json(&body) };
        let facets = facets::of_document(&draft.id, &body).to_text();
        let text = ledger.document.text.clone();
        let words = title_words(&body);
        let input = receipt.draft(Some(draft.id.clone()), None);
        Ok(Self { input, document: Some(Text { draft, body, words, facets, text, coded }) })
    }

    /// An input that gave none, and why.
    pub fn failed(receipt: &Receipt, reason: &str) -> Self {
        Self { input: receipt.draft(None, Some(reason.to_owned())), document: None }
    }
}

impl Coded {
    /// The records of a ledger, under the names that they have beyond it.
    pub fn new(ledger: &Ledger, version: &str) -> Result<Self> {
        if let Some(span) = ledger.first_bad_span() {
            return Err(Error::BadSpan { document: ledger.document.id.clone(), span });
        }
        let document = document_id(&ledger.document);
        let names = Identifiers::new(ledger, &document);
        let mut records = Vec::new();
        let actors: Vec<Actor> = ledger.actors.iter().map(Actor::new).collect();
        for (id, actor) in names.actors.iter().zip(&actors) {
            records.push(Draft { kind: Kind::Actor, id: id.clone(), body: json(actor) });
        }
        for (id, statement) in names.statements.iter().zip(&ledger.statements) {
            let body = json(&Statement::new(statement, &names));
            records.push(Draft { kind: Kind::Statement, id: id.clone(), body });
        }
        let index = OffsetIndex::new(&ledger.document.text);
        let maker = Claims { ledger, index: &index, document: &document, actors: &actors };
        let mut claims = Vec::new();
        let mut unique = Unique::default();
        for (event_id, event) in names.events.iter().zip(&ledger.events) {
            let body = json(&Event::new(event, &names));
            records.push(Draft { kind: Kind::Event, id: event_id.clone(), body });
            for view in &event.claims {
                let statement = view.statement.map(|s| names.statement(s));
                let id = unique.id("clm", &[event_id, statement.as_deref().unwrap_or("")]);
                let claim = maker.claim(id.clone(), event_id, event, view, statement);
                let draft = Draft { kind: Kind::Claim, id, body: json(&claim) };
                let facets = facets::of_claim(&claim).to_text();
                claims.push(PreparedClaim { draft, facets, words: claim.quote.text.clone(), claim });
            }
        }
        let diagnostics = ledger.diagnostics.iter().map(|d| Diagnostic {
            code: d.code.to_owned(),
            message: d.message.clone(),
            at: d.span.map(at),
        });
        let coding = Coding {
            version: version.to_owned(),
            actors: names.actors,
            statements: names.statements,
            events: names.events,
            diagnostics: diagnostics.collect(),
        };
        let coding = Draft { kind: Kind::Coding, id: id::of("cod", &[&document]), body: json(&coding) };
        records.insert(0, coding);
        Ok(Self { document, records, claims })
    }

    /// Identifiers of its records of one kind, in the order of the document.
    pub fn ids(&self, kind: Kind) -> impl Iterator<Item = &str> {
        self.records.iter().filter(move |draft| draft.kind == kind).map(|draft| draft.id.as_str())
    }

    /// Its claims, as a ledger would keep them.
    pub fn claims(&self) -> impl Iterator<Item = &Claim> {
        self.claims.iter().map(|prepared| &prepared.claim)
    }
}

/// Identifiers of the records of one document.
struct Identifiers {
    actors: Vec<String>,
    statements: Vec<String>,
    events: Vec<String>,
    actor_at: HashMap<ActorId, usize>,
    statement_at: HashMap<StatementId, usize>,
}

impl Identifiers {
    fn new(ledger: &Ledger, document: &str) -> Self {
        let mut unique = Unique::default();
        let actors = ledger.actors.iter().map(|actor| {
            // The first mention outlives a better idea of who it is.
            let anchor = match actor.mentions.iter().min() {
                Some(first) => first.start_byte.to_string(),
                None => term::fold(&actor.name),
            };
            unique.id("act", &[document, &anchor])
        });
        let actors: Vec<String> = actors.collect();
        let statements = ledger.statements.iter().map(|said| {
            let anchor = said.cue.or(said.content.first().copied()).unwrap_or_default();
            let kind = if said.cue.is_some() { "cue" } else { "content" };
            unique.id("stm", &[document, kind, &anchor.start_byte.to_string(), &anchor.end_byte.to_string()])
        });
        let statements: Vec<String> = statements.collect();
        let events = ledger.events.iter().map(|event| {
            let kind = if event.derived { "derived" } else { "told" };
            let (from, to) = at(event.trigger);
            unique.id("evt", &[document, kind, &from.to_string(), &to.to_string()])
        });
        let events = events.collect();
        let actor_at = ledger.actors.iter().enumerate().map(|(i, a)| (a.id, i)).collect();
        let statement_at = ledger.statements.iter().enumerate().map(|(i, s)| (s.id, i)).collect();
        Self { actors, statements, events, actor_at, statement_at }
    }
}

impl Names for Identifiers {
    fn actor(&self, id: ActorId) -> String {
        self.actor_at.get(&id).map_or_else(|| format!("act_missing{}", id.0), |&i| self.actors[i].clone())
    }

    fn statement(&self, id: StatementId) -> String {
        self.statement_at
            .get(&id)
            .map_or_else(|| format!("stm_missing{}", id.0), |&i| self.statements[i].clone())
    }
}

/// Tells things of one name apart by counting them.
#[derive(Default)]
struct Unique(HashMap<String, u32>);

impl Unique {
    fn id(&mut self, prefix: &str, parts: &[&str]) -> String {
        let first = id::of(prefix, parts);
        let count = self.0.entry(first.clone()).or_default();
        *count += 1;
        if *count == 1 { first } else { id::of(prefix, &[&first, &count.to_string()]) }
    }
}

/// Everybody whom a claim names, and as what.
pub(crate) fn cast(claim: &Claim) -> Vec<(&'static str, &Named)> {
    let actors = claim.actors.iter().map(|n| ("actor", n));
    let recipients = claim.recipients.iter().map(|n| ("recipient", n));
    let sources = claim.says.iter().map(|n| ("source", n));
    actors.chain(recipients).chain(sources).filter(|(_, n)| n.key.is_some()).collect()
}

/// The headline as words to be searched, where the text does not hold it.
pub(crate) fn title_words(body: &document::Document) -> String {
    let title = body.title.as_deref().filter(|_| body.title_at.is_none());
    title.map_or_else(String::new, |t| format!("{t}\n"))
}
