//! `sayso export`

use sayso_store::Open;
use sayso_store::query::Query;
use sayso_tables::{Error, Export, Grain};

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
        guard: !flags.no_guard,
        version: sayso_ledger::VERSION.to_owned(),
    };
    let (manifest, losses) = export.write(&mut store, &flags.out).map_err(|error| match error {
        Error::Store(error) => ledger::fail(&error),
        error @ Error::Asked(_) => {
            message::error(error, None);
            Exit::Usage
        }
        error => {
            message::error(error, Some("what was written is not whole"));
            Exit::Incomplete
        }
    })?;
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
