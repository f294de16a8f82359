//! A ledger whose texts, names and titles are what files and spreadsheets choke on.

use sayso_model::*;
use sayso_store::record::run::Run;
use sayso_store::{Open, Prepared, Receipt, Store};

/// Names that somebody may bear in a text.
pub const HOSTILE: &[&str] = &[
    "=HYPERLINK(\"http://example.org\",\"here\")",
    "+1 555",
    "-2+3",
    "@SUM(A1:A9)",
    "\tindented",
    "\rreturned",
    "two\nlines, \"and\" marks",
    "\u{202E}txt.exe\u{202C}",
    "a\0b",
    "; set; apart",
    "🚁 Ñandú",
    "'quoted'",
    "plain",
];

/// An article whose speaker bears a name.
pub fn ledger(name: &str) -> Ledger {
    let text = format!("{name} said 🚁 the army had killed 12 people in Nyala. The army denied it.\n");
    let at = |words: &str| {
        let start = text.find(words).unwrap();
        Span::new(start, start + words.len())
    };
    let party = |id: u32, words: &str| Party { actor: Some(ActorId(id)), span: Some(at(words)) };
    let actor = |id: u32, name: &str, mention: Span| Actor {
        id: ActorId(id),
        name: name.into(),
        country: None,
        role: None,
        wikidata: None,
        entry: None,
        title: None,
        mentions: vec![mention],
        ..Actor::default()
    };
    let statement = |id: u32, source: Party, cue: &str, content: Span, act| Statement {
        id: StatementId(id),
        parent: None,
        sources: vec![source],
        source_class: SourceClass::Person,
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
    let view = |id: u32, status| Claim { statement: Some(StatementId(id)), status, evidence: None };
    let published = "2024-03-04".parse().unwrap();
    let event = Event {
        id: EventId(1),
        derived: false,
        kind: "ASSAULT".into(),
        mode: None,
        contexts: vec!["military".into(), "human_rights".into()],
        cameo: Some("0195".into()),
        actors: vec![party(2, "the army"), party(1, name)],
        recipients: vec![party(3, "12 people")],
        trigger: at("killed"),
        mentions: Vec::new(),
        places: vec![Place {
            span: at("Nyala"),
            name: Some("Nyala".into()),
            geonames: Some(7),
            latitude: Some(12.05),
            longitude: Some(-24.88),
            country: Some("SDN".into()),
            admin1: None,
            precision: Some("city".into()),
            ..Place::default()
        }],
        date: Some(Interval {
            span: at("had"),
            from: Some("1969-12-30".parse().unwrap()),
            to: Some("1969-12-31".parse().unwrap()),
            precision: "day".into(),
        }),
        claims: vec![view(1, Status::Alleged), view(2, Status::Denied)],
        casualties: vec![Casualty {
            kind: CasualtyKind::Killed,
            range: Range { low: Some(12), high: None, approximate: true },
            statement: Some(StatementId(1)),
            span: at("12 people"),
        }],
        quantities: vec![Quantity {
            kind: QuantityKind::Aircraft,
            range: Range { low: Some(3), high: Some(3), approximate: false },
            unit: Some("drone".into()),
            statement: Some(StatementId(1)),
            span: at("12 people"),
        }],
        rule: "event.kill".into(),
        confidence: 0.5,
    };
    Ledger {
        document: Document {
            id: "made.txt".into(),
            blocks: vec![Block { span: Span::new(0, text.trim_end().len()), kind: BlockKind::Body }],
            title: Some(Title { text: name.to_owned(), span: None }),
            publisher: Some(name.to_owned()),
            published: Some(published),
            url: None,
            language: Some("en".into()),
            sha256: sayso_store::id::sha256(text.as_bytes()),
            provenance: Provenance { format: "text", ..Default::default() },
            text: text.clone(),
        },
        actors: vec![
            actor(1, name, at(name)),
            actor(2, "army", at("the army")),
            actor(3, "people", at("people")),
        ],
        statements: vec![
            statement(1, party(1, name), "said", at("the army had killed"), Act::Accuse),
            statement(2, party(2, "The army"), "denied", at("it."), Act::Deny),
        ],
        events: vec![event],
        diagnostics: vec![Diagnostic { code: "EX001", message: "a doubt".into(), span: Some(at("Nyala")) }],
    }
}

/// A folder of its own, and a ledger of all hostile articles in it.
pub struct Made {
    pub folder: std::path::PathBuf,
    pub store: Store,
}

impl Made {
    pub fn new(name: &str) -> Self {
        let folder = std::env::temp_dir().join(format!("sayso-tables-{name}-{}", std::process::id()));
        std::fs::create_dir_all(&folder).unwrap();
        let mut made = Self { store: empty(&folder.join("ledger.db")), folder };
        let all: Vec<Ledger> = HOSTILE.iter().map(|name| ledger(name)).collect();
        keep(&mut made.store, &all, "1.0.0+test");
        made
    }
}

impl Drop for Made {
    fn drop(&mut self) {
        std::fs::remove_dir_all(&self.folder).ok();
    }
}

pub fn empty(path: &std::path::Path) -> Store {
    Store::open(path.to_str().unwrap(), Open::Create).unwrap()
}

pub fn keep(store: &mut Store, all: &[Ledger], version: &str) {
    let run = Run { command: "ingest".into(), version: version.into(), by: None, arguments: Vec::new() };
    let prepared: Vec<Prepared> = all
        .iter()
        .map(|l| {
            let receipt = Receipt::of_bytes("made", l.document.text.as_bytes(), "");
            Prepared::coded(&receipt, l, version).unwrap()
        })
        .collect();
    store.writer(run).append(&prepared).unwrap();
}
