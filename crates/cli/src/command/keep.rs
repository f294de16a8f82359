//! `sayso verify`, `sayso snapshot`, `sayso recode`

use sayso_ingest::{Error, Recoded};
use sayso_store::{Open, Verified, verify_snapshot};

use crate::command::changes;
use crate::exit::Exit;
use crate::flags::{RecodeFlags, SnapshotFlags, VerifyFlags};
use crate::output::Output;
use crate::request::Surroundings;
use crate::shape::Shape;
use crate::{interrupt, ledger, message};

pub fn verify(flags: &VerifyFlags) -> Result<Exit, Exit> {
    let mut output = Output::open(None)?;
    let broken = |seq: i64, id: &str, what: &str| {
        let which = if id.is_empty() { String::new() } else { format!(" (`{id}`)") };
        match seq {
            // It belongs to no entry.
            0 => message::error(format_args!("the ledger is damaged: {what}"), None),
            _ => message::error(format_args!("entry {seq}{which} is broken: {what}"), None),
        }
        Exit::NotMet
    };
    if let Some(folder) = &flags.snapshot {
        let manifest = verify_snapshot(folder).map_err(|e| ledger::fail(&e))?;
        let manifest = manifest.map_err(|b| broken(b.seq, &b.id, &b.what))?;
        output.put(format!("ok · {} entries · head {}\n", manifest.entry, manifest.head).as_bytes())?;
        return Ok(Exit::Done);
    }
    let mut store = ledger::open(&flags.ledger, Open::Existing)?;
    let verified = store.verify().map_err(|e| ledger::fail(&e))?;
    let Verified { entries, documents, spans, quotes, head } =
        verified.map_err(|b| broken(b.seq, &b.id, &b.what))?;
    let head = sayso_store::id::hex(&head);
    let line = format!(
        "ok · {entries} entries · {documents} documents · {spans} spans · {quotes} quotations · head {head}\n"
    );
    output.put(line.as_bytes())?;
    if flags.fingerprint {
        let fingerprint = store.fingerprint().map_err(|e| ledger::fail(&e))?;
        output.put(format!("fingerprint {fingerprint}\n").as_bytes())?;
    }
    Ok(Exit::Done)
}

pub fn snapshot(flags: &SnapshotFlags) -> Result<Exit, Exit> {
    let mut store = ledger::open(&flags.ledger, Open::Existing)?;
    let manifest = store.snapshot(&flags.output).map_err(|e| ledger::fail(&e))?;
    Output::open(None)?.put(
        format!("{} · {} entries · head {}\n", flags.output.display(), manifest.entry, manifest.head)
            .as_bytes(),
    )?;
    Ok(Exit::Done)
}

pub fn recode(flags: &RecodeFlags, around: &Surroundings) -> Result<Exit, Exit> {
    let shape = Shape::new(&flags.shape, around);
    let mut store = ledger::open(&flags.ledger, Open::Existing)?;
    let words: Vec<String> = flags.filter.iter().chain(&flags.more).cloned().collect();
    let query = sayso_store::query::Query { filter: ledger::filter(&words)?, ..Default::default() };
    let before = store.head().map_err(|e| ledger::fail(&e))?.seq;
    let stop = interrupt::flag();
    let threads = flags.jobs.map_or(around.cores.max(1), usize::from);
    let mut output = Output::open(flags.shape.output.as_deref())?;
    let terminal = around.stderr_is_terminal;
    let done =
        sayso_ingest::recode(&mut store, &query, flags.all, flags.dry_run, threads, &stop, &mut |done| {
            if terminal {
                eprint!("\rrecode {} articles", done.documents);
            }
        });
    if terminal {
        eprint!("\r\x1b[K");
    }
    let Recoded { documents, changed, records } = done.map_err(|error| match error {
        Error::Store(error) => ledger::fail(&error),
        error => {
            message::error(error, None);
            Exit::Incomplete
        }
    })?;
    changes::print(&mut store, before, &[], None, shape.layout, &mut output)?;
    output.put(b"")?;
    for (id, decision) in store.orphans().map_err(|e| ledger::fail(&e))? {
        message::warning(format_args!("decision `{id}` is an orphan: `{}` was taken back", decision.target));
    }
    eprintln!(
        "recode {documents} articles · {changed} changed · {} new · {} corrected · {} taken back · {} kept{}",
        records.inserted,
        records.corrected,
        records.retracted,
        records.kept,
        if flags.dry_run { " · nothing written" } else { "" }
    );
    let stopped = stop.load(std::sync::atomic::Ordering::Relaxed);
    Ok(if stopped { Exit::Interrupted } else { Exit::Done })
}
