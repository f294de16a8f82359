//! A small ledger made by hand.

use sayso_model::*;

const TEXT: &str = "Militia “denies” raid 🚁\n\nKABUL — Minister Ana Rahimi said on Monday that two witnesses had seen the \
militia’s fighters shell the market, killing at least 30 people. “We were not there,” the militia’s spokesman told \
Radio Sada, unless “there” means the hills.\n";

/// Bytes of the first or a later occurrence of `words`.
fn at(words: &str, skip: usize) -> Span {
    let (start, _) = TEXT.match_indices(words).nth(skip).unwrap_or_else(|| panic!("no {words} in the text"));
    Span::new(start, start + words.len())
}

fn block(words: &str, kind: BlockKind) -> Block {
    Block { span: at(words, 0), kind }
}

fn actor(id: u32, name: &str, country: Option<&str>, role: Option<&str>, mentions: &[Span]) -> Actor {
    Actor {
        id: ActorId(id),
        name: name.into(),
        country: country.map(Into::into),
        role: role.map(Into::into),
        wikidata: None,
        entry: None,
        title: None,
        mentions: mentions.to_vec(),
        ..Actor::default()
    }
}

fn party(id: u32, span: Span) -> Party {
    Party { actor: (id > 0).then_some(ActorId(id)), span: Some(span) }
}

fn statement(
    id: u32,
    sources: Vec<Party>,
    class: SourceClass,
    cue: &str,
    content: Vec<Span>,
    act: Act,
) -> Statement {
    Statement {
        id: StatementId(id),
        parent: None,
        sources,
        source_class: class,
        cue: Some(at(cue, 0)),
        content,
        act,
        form: Form::Indirect,
        targets: Vec::new(),
        medium: None,
        date: None,
        condition: None,
        conditional: false,
        answers: None,
        anonymity: None,
        rule: "say.clause".into(),
        confidence: 0.81249,
    }
}

/// Two sources in a chain, a denial, and the event that they speak of.
pub fn ledger() -> Ledger {
    let body = TEXT[at("Minister", 0).start()..].trim_end();
    let document = Document {
        id: "raid.txt".into(),
        text: TEXT.into(),
        blocks: vec![
            block("Militia “denies” raid 🚁", BlockKind::Heading),
            block("KABUL —", BlockKind::Dateline),
            block(body, BlockKind::Body),
        ],
        title: Some(Title { text: "Militia “denies” raid 🚁".into(), span: None }),
        publisher: Some("The Example".into()),
        published: Some("2024-04-03".parse().unwrap()),
        url: None,
        language: Some("en".into()),
        sha256: "00".into(),
        provenance: Default::default(),
    };
    let mut minister = actor(1, "Ana Rahimi", Some("AFG"), Some("GOV"), &[at("Minister Ana Rahimi", 0)]);
    minister.title = Some("Minister".into());
    let actors = vec![
        minister,
        actor(2, "two witnesses", None, Some("CVL"), &[at("two witnesses", 0)]),
        actor(3, "the Militia", Some("AFG"), Some("REB"), &[at("the militia", 0), at("the militia", 1)]),
        actor(4, "Radio Sada", None, Some("JRN"), &[at("Radio Sada", 0)]),
    ];
    let said =
        at("two witnesses had seen the militia’s fighters shell the market, killing at least 30 people", 0);
    let seen = at("the militia’s fighters shell the market, killing at least 30 people", 0);
    let mut statements = vec![
        statement(
            1,
            vec![party(1, at("Minister Ana Rahimi", 0))],
            SourceClass::Person,
            "said",
            vec![said],
            Act::Claim,
        ),
        statement(
            2,
            vec![party(1, at("Minister Ana Rahimi", 0)), party(2, at("two witnesses", 0))],
            SourceClass::Witness,
            "seen",
            vec![seen],
            Act::Accuse,
        ),
        statement(
            3,
            vec![party(3, at("the militia’s spokesman", 0))],
            SourceClass::ArmedGroup,
            "told",
            vec![at("We were not there", 0)],
            Act::Deny,
        ),
    ];
    statements[1].parent = Some(StatementId(1));
    statements[1].targets = vec![ActorId(3)];
    statements[1].date = Some("2024-04-01".parse().unwrap());
    statements[2].form = Form::Direct;
    statements[2].medium = Some(party(4, at("Radio Sada", 0)));
    statements[2].condition = Some(at("unless “there” means the hills", 0));
    statements[2].conditional = true;
    let claim = |id: Option<u32>, status| Claim { statement: id.map(StatementId), status, evidence: None };
    let event = Event {
        id: EventId(1),
        derived: false,
        kind: "ASSAULT".into(),
        mode: Some("heavy-weapons".into()),
        contexts: vec!["military".into()],
        cameo: Some("194".into()),
        actors: vec![party(3, at("the militia’s fighters", 0))],
        recipients: vec![party(0, at("market", 0))],
        trigger: at("shell", 0),
        mentions: vec![],
        places: vec![Place {
            span: at("KABUL", 0),
            name: Some("Kabul".into()),
            geonames: Some(1_138_958),
            latitude: Some(34.528_135_9),
            longitude: Some(69.17233),
            country: Some("AFG".into()),
            admin1: Some("Kabul".into()),
            precision: Some("city".into()),
            ..Place::default()
        }],
        date: Some(Interval {
            span: at("on Monday", 0),
            from: Some("2024-04-01".parse().unwrap()),
            to: Some("2024-04-01".parse().unwrap()),
            precision: "day".into(),
        }),
        claims: vec![
            claim(Some(2), Status::Alleged),
            claim(Some(3), Status::Denied),
            claim(None, Status::Possible),
        ],
        casualties: vec![Casualty {
            kind: CasualtyKind::Killed,
            range: Range { low: Some(30), high: None, approximate: false },
            statement: Some(StatementId(2)),
            span: at("at least 30", 0),
        }],
        quantities: vec![Quantity {
            kind: QuantityKind::Money,
            range: Range { low: Some(30), high: None, approximate: false },
            unit: Some("USD".into()),
            statement: None,
            span: at("at least 30", 0),
        }],
        rule: "assault.shell".into(),
        confidence: 0.5,
    };
    let diagnostics = vec![Diagnostic {
        code: "EX001",
        message: "a pronoun whose referent is not clear".into(),
        span: Some(at("We", 0)),
    }];
    Ledger { document, actors, statements, events: vec![event], diagnostics }
}
