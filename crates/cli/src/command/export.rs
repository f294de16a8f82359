//! `sayso export`

use sayso_serve::{Dossiers, Problem};
use sayso_store::query::Query;
use sayso_store::{Open, Store};
use sayso_tables::losses::Losses;
use sayso_tables::manifest::Manifest;
use sayso_tables::{Error, Export, Grain, Shape};

use crate::command::incidents::rule;
use crate::exit::Exit;
use crate::flags::{ExportFlags, ExportGrain};
use crate::{ledger, message};

pub fn run(flags: &ExportFlags) -> Result<Exit, Exit> {
    let rule = rule(&flags.rule)?;
    let words: Vec<String> = flags.filter.iter().chain(&flags.more).cloned().collect();
    let filter = ledger::filter(&words)?;
    let mut store = ledger::open(&flags.ledger, Open::Existing)?;
    let as_of = flags.as_of.as_deref().map(|text| ledger::moment(&mut store, text)).transpose()?;
    let export = Export {
        grain: match flags.grain {
            None => flags.format.grains()[0],
            Some(ExportGrain::Reports) => Grain::Reports,
            Some(ExportGrain::Incidents) => Grain::Incidents,
            Some(ExportGrain::Articles) => Grain::Articles,
        },
        shape: flags.format,
        query: Query { filter, as_of, after: flags.after, limit: flags.limit, newest_first: false },
        asked: words.join(" "),
        rule,
        link: flags.link,
        layer: flags.layer,
        guard: !flags.no_guard,
        version: sayso_ledger::VERSION.to_owned(),
    };
    if export.shape != Shape::Html && !flags.incident.is_empty() {
        message::error("`--incident` goes with `-f html` alone", Some("filter by what claims say instead"));
        return Err(Exit::Usage);
    }
    let (manifest, losses) = match export.shape {
        Shape::Html => dossiers(flags, &export, &mut store)?,
        _ => export.write(&mut store, &flags.out).map_err(fail)?,
    };
    if !flags.quiet {
        for file in &manifest.files {
            eprintln!("{} rows · {}", file.rows, file.name);
        }
        for (what, lost) in &losses.in_rows {
            message::warning(format_args!("{what}: {} times", lost.cells));
        }
    }
    Ok(Exit::Done)
}

/// Tells why nothing, or not all, was written.
pub fn fail(error: Error) -> Exit {
    match error {
        Error::Store(error) => ledger::fail(&error),
        error @ (Error::Asked(_) | Error::Read { .. }) => {
            message::error(error, None);
            Exit::Usage
        }
        error => {
            message::error(error, Some("what was written is not whole"));
            Exit::Incomplete
        }
    }
}

/// A page for each incident, as the server has it.
fn dossiers(flags: &ExportFlags, export: &Export, store: &mut Store) -> Result<(Manifest, Losses), Exit> {
    if flags.as_of.is_some() {
        message::error("dossiers are of the ledger as it is", Some("`sayso snapshot` keeps one as it was"));
        return Err(Exit::Usage);
    }
    let tell = |problem: Problem| {
        message::error(&problem.title, problem.hint.as_deref());
        if problem.status == 404 { Exit::NothingFound } else { Exit::Incomplete }
    };
    let pages = Dossiers::of(&flags.ledger.db, &export.query, &flags.incident).map_err(tell)?;
    let pages = pages.map(|page| page.map_err(|problem| Error::Asked(problem.title)));
    export.pages(store, &flags.out, pages).map_err(fail)
}
