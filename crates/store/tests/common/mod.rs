//! Small articles made by hand, with the records that a coder would give them.

use sayso_model::*;
use sayso_store::record::run::Run;
use sayso_store::{Prepared, Receipt};

/// What the tests' coder calls itself.
pub const VERSION: &str = "0.0.0+test";

/// A run of the tests.
pub fn run() -> Run {
    Run { command: "ingest".into(), version: VERSION.into(), by: None, arguments: vec!["news/".into()] }
}

/// An article: `NAME said the army had killed N people in PLACE on Monday. The army denied it.`
pub struct Article {
    pub source: &'static str,
    pub killed: u64,
    pub place: &'static str,
    pub published: &'static str,
    pub publisher: &'static str,
}

impl Article {
    pub fn text(&self) -> String {
        format!(
            "{} said 🚁 the army had killed {} people in {} on Monday. The army denied the air strike.\n",
            self.source, self.killed, self.place
        )
    }

    /// The records of it.
    pub fn ledger(&self) -> Ledger {
        let text = self.text();
        let at = |words: &str| {
            let start = text.find(words).unwrap_or_else(|| panic!("no {words} in {text}"));
            Span::new(start, start + words.len())
        };
        let party = |id: u32, words: &str| Party { actor: Some(ActorId(id)), span: Some(at(words)) };
        let actor = |id: u32, name: &str, country: Option<&str>, role: Option<&str>, mention: Span| Actor {
            id: ActorId(id),
            name: name.into(),
            country: country.map(Into::into),
            role: role.map(Into::into),
            wikidata: (name == "the army").then(|| "Q100".into()),
            entry: None,
            title: None,
            mentions: vec![mention],
            ..Actor::default()
        };
        let statement = |id: u32, source: Party, class, cue: &str, content: Span, act| Statement {
            id: StatementId(id),
            parent: None,
            sources: vec![source],
            source_class: class,
            cue: Some(at(cue)),
            content: vec![content],
            act,
            form: Form::Indirect,
            targets: vec![ActorId(2)],
            medium: None,
            date: None,
            condition: None,
            conditional: false,
            answers: None,
            anonymity: None,
            rule: "say.clause".into(),
            confidence: 0.75,
        };
        let figure = format!("{} people", self.killed);
        let content = at("the army had killed").cover(at("on Monday"));
        let view = |id: u32, status| Claim { statement: Some(StatementId(id)), status, evidence: None };
        let published: jiff::civil::Date = self.published.parse().unwrap();
        let event = Event {
            id: EventId(1),
            derived: false,
            kind: "ASSAULT".into(),
            mode: Some("aerial".into()),
            contexts: vec!["military".into()],
            cameo: Some("195".into()),
            actors: vec![party(2, "the army")],
            recipients: vec![party(3, &figure)],
            trigger: at("killed"),
            mentions: vec![at("air strike")],
            places: vec![Place {
                span: at(self.place),
                name: Some(self.place.into()),
                geonames: Some(7),
                latitude: Some(1.5),
                longitude: Some(-2.25),
                country: Some("SDN".into()),
                admin1: None,
                precision: Some("city".into()),
                ..Place::default()
            }],
            date: Some(Interval {
                span: at("on Monday"),
                from: Some(published),
                to: Some(published),
                precision: "day".into(),
            }),
            claims: vec![view(1, Status::Alleged), view(2, Status::Denied)],
            casualties: vec![Casualty {
                kind: CasualtyKind::Killed,
                range: Range { low: Some(self.killed), high: None, approximate: false },
                statement: Some(StatementId(1)),
                span: at(&figure),
            }],
            quantities: vec![Quantity {
                kind: QuantityKind::Crowd,
                range: Range { low: None, high: Some(self.killed), approximate: true },
                unit: None,
                statement: Some(StatementId(2)),
                span: at(&figure),
            }],
            rule: "event.kill".into(),
            confidence: 0.5,
        };
        let document = Document {
            id: format!("{}.txt", self.place),
            blocks: vec![Block { span: Span::new(0, text.trim_end().len()), kind: BlockKind::Body }],
            title: None,
            publisher: Some(self.publisher.into()),
            published: Some(published),
            url: None,
            language: Some("en".into()),
            sha256: sayso_store::id::sha256(text.as_bytes()),
            provenance: Provenance { format: "text", ..Default::default() },
            text: text.clone(),
        };
        Ledger {
            document,
            actors: vec![
                actor(1, self.source, None, None, at(self.source)),
                actor(2, "the army", Some("SDN"), Some("MIL"), at("the army")),
                actor(3, "people", None, Some("CVL"), at(&figure)),
            ],
            statements: vec![
                statement(1, party(1, self.source), SourceClass::Witness, "said", content, Act::Accuse),
                statement(
                    2,
                    party(2, "The army"),
                    SourceClass::Military,
                    "denied",
                    at("the air strike"),
                    Act::Deny,
                ),
            ],
            events: vec![event],
            diagnostics: vec![Diagnostic {
                code: "EX001",
                message: "a doubt".into(),
                span: Some(at("Monday")),
            }],
        }
    }

    pub fn prepared(&self) -> Prepared {
        let place = format!("news/{}.txt", self.place);
        let receipt = Receipt::of_bytes(place, self.text().as_bytes(), "");
        Prepared::coded(&receipt, &self.ledger(), VERSION).unwrap()
    }
}

/// Three articles.
pub const ARTICLES: [Article; 3] = [
    Article {
        source: "Residents",
        killed: 3,
        place: "Nyala",
        published: "2024-03-04",
        publisher: "The Courier",
    },
    Article {
        source: "Ana Núñez",
        killed: 12,
        place: "El Fasher",
        published: "2024-04-01",
        publisher: "Radio Sada",
    },
    Article {
        source: "Doctors",
        killed: 90,
        place: "Kadugli",
        published: "2025-01-06",
        publisher: "Radio Sada",
    },
];
