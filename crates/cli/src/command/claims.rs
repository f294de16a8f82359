//! `sayso claims`

use std::ops::ControlFlow;

use sayso_store::record::claim::{Claim, Named};
use sayso_store::{Error, Open};

use crate::exit::Exit;
use crate::flags::{ClaimsFlags, Layout};
use crate::ledger;
use crate::output::Output;
use crate::request::Surroundings;
use crate::shape::Shape;
use crate::table::Table;

pub fn run(flags: &ClaimsFlags, around: &Surroundings) -> Exit {
    match ask(flags, around) {
        Ok(exit) | Err(exit) => exit,
    }
}

fn ask(flags: &ClaimsFlags, around: &Surroundings) -> Result<Exit, Exit> {
    let shape = Shape::new(&flags.query.shape, around);
    let mut store = ledger::open(&flags.query.ledger, Open::Existing)?;
    let query = ledger::query(&flags.query, &mut store, shape.to_terminal && !flags.count)?;
    let mut output = Output::open(flags.query.shape.output.as_deref())?;
    if flags.count {
        let most = query.limit.unwrap_or(usize::MAX >> 1);
        let count = store.count_claims(&query, most).map_err(|e| ledger::fail(&e))?;
        output.put(format!("{count}\n").as_bytes())?;
        return Ok(exit(count, flags.query.exit_status));
    }
    let mut found = 0;
    let mut ended = None;
    let mut table = Table::new(
        &["claim", "day", "type", "status", "who", "whom", "where", "says", "quote"],
        shape.width,
        shape.color,
    );
    let asked = store.each_claim(&query, |row| {
        found += 1;
        match shape.layout {
            Layout::Jsonl => {
                let line = format!(
                    "{{\"seq\":{},\"rev\":{},\"offset_unit\":\"char\",{}\n",
                    row.seq,
                    row.rev,
                    row.body.strip_prefix('{').unwrap_or(&row.body)
                );
                if let Err(exit) = output.add(line.as_bytes()) {
                    ended = Some(exit);
                    return Ok(ControlFlow::Break(()));
                }
            }
            Layout::Table => {
                let claim: Claim = serde_json::from_str(&row.body)
                    .map_err(|e| Error::Damaged { what: format!("entry {}: {e}", row.seq) })?;
                table.row(cells(&claim));
            }
        }
        Ok(ControlFlow::Continue(()))
    });
    asked.map_err(|e| ledger::fail(&e))?;
    if let Some(exit) = ended {
        return Err(exit);
    }
    if shape.layout == Layout::Table && found > 0 {
        output.put(table.to_text().as_bytes())?;
        if query.limit == Some(found) && flags.query.limit.is_none() {
            eprintln!("the first {found}; `-n N` shows more, `-f jsonl` everything of each");
        }
    }
    output.put(b"")?;
    Ok(exit(found, flags.query.exit_status))
}

fn exit(found: usize, asked: bool) -> Exit {
    if asked && found == 0 { Exit::NothingFound } else { Exit::Done }
}

fn cells(claim: &Claim) -> Vec<String> {
    let days = claim.date.as_ref().and_then(|d| d.from.clone().or(d.to.clone()));
    let kind = match &claim.mode {
        Some(mode) => format!("{}/{mode}", claim.kind),
        None => claim.kind.clone(),
    };
    let place = claim.places.first().map(|p| p.name.clone().unwrap_or_else(|| p.text.clone()));
    vec![
        claim.id.clone(),
        days.unwrap_or_default(),
        kind,
        claim.status.clone(),
        names(&claim.actors, ", "),
        names(&claim.recipients, ", "),
        place.unwrap_or_default(),
        if claim.says.is_empty() { "–".to_owned() } else { names(&claim.says, " ▸ ") },
        claim.quote.text.clone(),
    ]
}

fn names(list: &[Named], between: &str) -> String {
    let name = |n: &Named| n.name.clone().or_else(|| n.text.clone()).unwrap_or_default();
    list.iter().map(name).collect::<Vec<_>>().join(between)
}
