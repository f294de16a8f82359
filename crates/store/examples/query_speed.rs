//! How fast is a question to a ledger of many claims? Fills one with claims made by a seeded program, then asks.
//!
//! ```console
//! $ cargo run --release -p sayso-store --example query_speed -- /tmp/million.db 1000000
//! ```

use std::time::Instant;

use sayso_model::*;
use sayso_store::query::Query;
use sayso_store::record::run::Run;
use sayso_store::{Open, Prepared, Receipt, Store};

/// Claims of one made-up article.
const CLAIMS_EACH: usize = 12;
/// How often each question is asked, of pages that begin at different places.
const ROUNDS: i64 = 9;

const TYPES: [&str; 16] = [
    "ASSAULT",
    "CONSULT",
    "ACCUSE",
    "COOPERATE",
    "REQUEST",
    "REJECT",
    "THREATEN",
    "PROTEST",
    "SANCTION",
    "MOBILIZE",
    "COERCE",
    "AID",
    "AGREE",
    "SUPPORT",
    "CONCEDE",
    "RETREAT",
];
const COUNTRIES: [&str; 12] =
    ["SDN", "UKR", "RUS", "ISR", "PSE", "SYR", "YEM", "AFG", "ETH", "MMR", "COD", "HTI"];

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let mut args = std::env::args().skip(1);
    let (Some(path), Some(count)) = (args.next(), args.next()) else {
        return Err("usage: query_speed LEDGER CLAIMS".into());
    };
    let count: usize = count.parse()?;
    let mut store = Store::open(&path, Open::Create)?;
    fill(&mut store, count)?;
    let claims = store.counts()?.claims;
    let last = store.head()?.seq;
    println!("{claims} claims\n\n| filter | found | p50 ms | p95 ms |\n|---|---|---|---|");
    let mut all = Vec::new();
    for filter in FILTERS {
        let query = Query { filter: filter.parse()?, limit: Some(50), ..Query::default() };
        let mut times = Vec::new();
        for round in 0..ROUNDS {
            let newest_first = round % 2 == 1;
            let after =
                if newest_first { last - last / ROUNDS * round / 2 } else { last / ROUNDS * round / 2 };
            let query = Query { after: Some(after), newest_first, ..query.clone() };
            let start = Instant::now();
            store.claims(&query)?;
            times.push(start.elapsed().as_secs_f64() * 1e3);
        }
        all.extend(&times);
        let found = store.count_claims(&Query { limit: None, ..query }, 10_000)?;
        let more = if found == 10_000 { " and more" } else { "" };
        println!(
            "| `{filter}` | {found}{more} | {:.1} | {:.1} |",
            share(&mut times, 0.5),
            share(&mut times, 0.95)
        );
    }
    println!("\nall: p50 {:.1} ms, p95 {:.1} ms", share(&mut all, 0.5), share(&mut all, 0.95));
    Ok(())
}

/// Common and rare, alone and together, with nothing to find, with ranges, words and negation.
const FILTERS: &[&str] = &[
    "",
    "type:ASSAULT",
    "type:RETREAT status:demanded country:HTI",
    "status:asserted",
    "-status:asserted",
    "-type:ASSAULT -status:asserted -country:SDN",
    "type:ASSAULT country:SDN status:denied",
    "actor:Q77",
    "actor:commander",
    "party:\"Commander 77\"",
    "source:spokesman status:denied",
    "source:Q5 target:Q6",
    "origin:Q5 depth>=2",
    "place:\"Town 123\"",
    "place:town",
    "killed>=100",
    "killed>=100000",
    "killed:7 type:PROTEST",
    "-killed>=2 type:ASSAULT",
    "since:2023-06-01",
    "date:2024-02-29",
    "date:2019..2020 type:AID",
    "until:2001",
    "published:2021-03 publisher:\"Courier 3\"",
    "confidence>=0.95 type:SANCTION",
    "class:military act:deny",
    "\"air strike\"",
    "\"air strike\" -country:SDN since:2022",
    "\"town 123\" killed>=5",
    "nowhere",
    "type:ASSAULT \"never said\"",
    "document:doc_0000000000000000",
];

fn share(times: &mut [f64], share: f64) -> f64 {
    times.sort_by(f64::total_cmp);
    times[((times.len() - 1) as f64 * share).round() as usize]
}

fn fill(store: &mut Store, count: usize) -> Result<(), Box<dyn std::error::Error>> {
    let there = store.counts()?.documents as usize;
    let wanted = count.div_ceil(CLAIMS_EACH);
    let run = Run { command: "query_speed".into(), version: "made".into(), by: None, arguments: vec![] };
    let start = Instant::now();
    let mut writer = store.writer(run);
    let articles: Vec<usize> = (there..wanted).collect();
    for batch in articles.chunks(64) {
        let prepared: Result<Vec<_>, _> = batch.iter().map(|&n| article(n)).collect();
        writer.append(&prepared?)?;
    }
    if wanted > there {
        let seconds = start.elapsed().as_secs_f64();
        println!("{} articles made in {seconds:.0} s", wanted - there);
    }
    Ok(())
}

/// Numbers that follow from a seed (Steele, Lea and Flood's SplitMix).
struct Dice(u64);

impl Dice {
    fn roll(&mut self, sides: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut x = self.0;
        x = (x ^ (x >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        x = (x ^ (x >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        ((x ^ (x >> 31)) % sides as u64) as usize
    }

    /// The first are common, the last rare, as in news.
    fn skewed(&mut self, sides: usize) -> usize {
        let (a, b) = (self.roll(sides), self.roll(sides));
        a.min(b).min(self.roll(sides))
    }
}

fn article(number: usize) -> Result<Prepared, sayso_store::Error> {
    let mut dice = Dice(number as u64);
    let mut text = String::new();
    let mut ledger = Ledger::default();
    let published =
        jiff::civil::date(2015, 1, 1).saturating_add(jiff::Span::new().days(dice.roll(3_650) as i64));
    for at in 0..CLAIMS_EACH / 2 {
        sentence(&mut dice, &mut text, &mut ledger, at as u32, published);
    }
    ledger.document = Document {
        id: format!("made/{number}"),
        blocks: vec![Block { span: Span::new(0, text.len()), kind: BlockKind::Body }],
        publisher: Some(format!("Courier {}", dice.skewed(40))),
        published: Some(published),
        language: Some("en".into()),
        sha256: sayso_store::id::sha256(text.as_bytes()),
        text,
        ..Document::default()
    };
    let receipt = Receipt::of_bytes(format!("made/{number}"), ledger.document.text.as_bytes(), "");
    Prepared::coded(&receipt, &ledger, "made")
}

/// A sentence with an event that two sources speak of.
fn sentence(dice: &mut Dice, text: &mut String, ledger: &mut Ledger, at: u32, published: jiff::civil::Date) {
    let mut words = |ledger: &mut Ledger, name: String, key: usize, country: usize, role: &str| {
        let start = text.len();
        text.push_str(&name);
        let span = Span::new(start, text.len());
        text.push(' ');
        let id = ActorId(ledger.actors.len() as u32 + 1);
        ledger.actors.push(Actor {
            id,
            name,
            country: Some(COUNTRIES[country].into()),
            role: Some(role.into()),
            wikidata: Some(format!("Q{key}").into()),
            entry: None,
            title: None,
            mentions: vec![span],
            ..Actor::default()
        });
        Party { actor: Some(id), span: Some(span) }
    };
    let n = dice.skewed(2_000);
    let source = words(ledger, format!("Spokesman {n}"), n, dice.roll(12), "GOV");
    let n = dice.skewed(2_000);
    let actor = words(ledger, format!("Commander {n}"), 2_000 + n, dice.roll(12), "MIL");
    let n = dice.skewed(2_000);
    let target = words(ledger, format!("People {n}"), 4_000 + n, dice.roll(12), "CVL");
    let mut plain = |words: &str| {
        let start = text.len();
        text.push_str(words);
        text.push(' ');
        Span::new(start, start + words.len())
    };
    let said = plain("said");
    let trigger = plain(["struck", "in an air strike", "met", "warned"][dice.skewed(4)]);
    let town = dice.skewed(3_000);
    let place = plain(&format!("Town {town}"));
    let number = dice.skewed(200) as u64;
    let figure = plain(&format!("{number} people"));
    let day = plain("on Monday.");
    let denied = plain("It denied that.");
    let content = trigger.cover(day);
    let mut statement = |cue, content, act, class, source: &Party| {
        let id = StatementId(ledger.statements.len() as u32 + 1);
        ledger.statements.push(Statement {
            id,
            parent: None,
            sources: vec![source.clone()],
            source_class: class,
            cue: Some(cue),
            content: vec![content],
            act,
            form: Form::Indirect,
            targets: vec![],
            medium: None,
            date: None,
            condition: None,
            conditional: false,
            answers: None,
            anonymity: None,
            rule: "made".into(),
            confidence: 0.9,
        });
        id
    };
    let classes = SourceClass::ALL;
    let first = statement(said, content, Act::Claim, classes[dice.roll(classes.len())], &source);
    let second = statement(denied, denied, Act::Deny, SourceClass::Military, &actor);
    let claim = |statement, status| Claim { statement: Some(statement), status, evidence: None };
    let from = published.saturating_sub(jiff::Span::new().days(dice.skewed(20) as i64));
    let (killed, dated) = (dice.roll(3) == 0, dice.roll(3) > 0);
    ledger.events.push(Event {
        id: EventId(at + 1),
        derived: false,
        kind: TYPES[dice.skewed(TYPES.len())].into(),
        mode: None,
        contexts: vec!["military".into()],
        cameo: Some("190".into()),
        actors: vec![actor],
        recipients: vec![target],
        trigger,
        mentions: vec![],
        places: vec![Place {
            span: place,
            name: Some(format!("Town {town}")),
            geonames: Some(town as u32),
            latitude: Some(1.0),
            longitude: Some(2.0),
            country: Some(COUNTRIES[town % 12].into()),
            admin1: None,
            precision: Some("city".into()),
            ..Place::default()
        }],
        date: dated.then(|| Interval {
            span: day,
            from: Some(from),
            to: Some(from),
            precision: "day".into(),
        }),
        claims: vec![claim(first, Status::ALL[dice.skewed(7)]), claim(second, Status::Denied)],
        casualties: killed
            .then_some(Casualty {
                kind: CasualtyKind::Killed,
                range: Range { low: Some(number), high: None, approximate: false },
                statement: Some(first),
                span: figure,
            })
            .into_iter()
            .collect(),
        quantities: Vec::new(),
        rule: "made".into(),
        confidence: dice.roll(1_000) as f32 / 1_000.0,
    });
}
