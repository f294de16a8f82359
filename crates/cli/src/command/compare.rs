//! `sayso compare`

use std::collections::BTreeMap;

use sayso_store::Open;
use sayso_store::query::Query;
use sayso_tables::theirs::{Attribute, Compared, Settings, compare, read};
use sayso_tables::{Gathered, incidents};

use crate::command::export::fail;
use crate::command::incidents::rule;
use crate::exit::Exit;
use crate::flags::{CompareFlags, Layout};
use crate::output::Output;
use crate::request::Surroundings;
use crate::shape::Shape;
use crate::table::Table;
use crate::{ledger, message};

/// Lines that are named one by one.
const REFUSED: usize = 20;

pub fn run(flags: &CompareFlags, around: &Surroundings) -> Result<Exit, Exit> {
    let shape = Shape::new(&flags.shape, around);
    let rule = rule(&flags.rule)?;
    let words: Vec<String> = flags.filter.iter().chain(&flags.more).cloned().collect();
    let query = Query { filter: ledger::filter(&words)?, ..Query::default() };
    let theirs = read(&flags.file, flags.whose).map_err(fail)?;
    for refused in theirs.refused.iter().take(REFUSED) {
        message::warning(format_args!("{}:{}: {}", flags.file.display(), refused.line, refused.why));
    }
    if theirs.refused.len() > REFUSED {
        message::warning(format_args!("{} more lines did not read", theirs.refused.len() - REFUSED));
    }
    let mut store = ledger::open(&flags.ledger, Open::Existing)?;
    let gathered = Gathered::read(&mut store, &query).map_err(|e| ledger::fail(&e))?;
    let ours = incidents::rows(&gathered, rule);
    let settings = Settings { days: flags.days, km: flags.km, least: flags.least };
    let all = compare(theirs.events, &ours, &settings);
    let mut output = Output::open(flags.shape.output.as_deref())?;
    match shape.layout {
        Layout::Jsonl => {
            for one in &all {
                let line = serde_json::to_string(one).expect("it is JSON") + "\n";
                output.add(line.as_bytes())?;
            }
            output.put(b"")?;
        }
        Layout::Table => output.put(table(&all, &shape).as_bytes())?,
    }
    let found = all.iter().filter(|c| c.incident.is_some()).count();
    if !flags.quiet {
        eprintln!("{}", summary(&all, found, theirs.whose.as_str()));
    }
    Ok(match () {
        () if !theirs.refused.is_empty() => Exit::SomeFailed,
        () if flags.exit_status && found == 0 => Exit::NothingFound,
        () => Exit::Done,
    })
}

fn table(all: &[Compared], shape: &Shape) -> String {
    if all.is_empty() {
        return String::new();
    }
    let head = &["theirs", "day", "country", "place", "incident", "score", "differ in", "type"];
    let mut table = Table::new(head, shape.width, shape.color);
    for one in all {
        let differs: Vec<&str> = one.differs.keys().map(|a| a.as_str()).collect();
        table.row(vec![
            one.theirs.id.clone(),
            one.theirs.from.to_string(),
            one.theirs.country.unwrap_or_default().to_owned(),
            one.theirs.place.clone().unwrap_or_default(),
            one.incident.clone().unwrap_or_else(|| "–".to_owned()),
            one.score.map(|s| format!("{s:.1}")).unwrap_or_default(),
            differs.join(", "),
            one.theirs.kind.clone(),
        ]);
    }
    table.to_text()
}

/// How many the ledger has, and in what these differ.
fn summary(all: &[Compared], found: usize, whose: &str) -> String {
    let mut counts: BTreeMap<Attribute, usize> = BTreeMap::new();
    for attribute in all.iter().flat_map(|c| c.differs.keys()) {
        *counts.entry(*attribute).or_default() += 1;
    }
    let counts: Vec<String> = counts.iter().map(|(a, n)| format!("{} {n}", a.as_str())).collect();
    let differ = if counts.is_empty() { String::new() } else { format!("; differ in {}", counts.join(", ")) };
    format!("{} events of {whose} · {found} in the ledger{differ}", all.len())
}
