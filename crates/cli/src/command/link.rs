//! `sayso link`, `sayso same`, `sayso different`

use std::sync::atomic::Ordering;

use sayso_incidents::{Decided, Gathered, Told, Verdict, decided, drafts, event_of, keep};
use sayso_store::query::Query;
use sayso_store::record::run::Run;
use sayso_store::{Changed, Open, Store};

use crate::exit::Exit;
use crate::flags::{DecisionFlags, LinkFlags};
use crate::output::Output;
use crate::request::Surroundings;
use crate::{interrupt, ledger, message};

/// Brings incidents up to date.
pub fn link(flags: &LinkFlags, around: &Surroundings) -> Result<Exit, Exit> {
    let mut store = ledger::open(&flags.ledger, Open::Existing)?;
    let stop = interrupt::flag();
    let bar = around.stderr_is_terminal && !flags.quiet;
    let done = keep(&mut store, &run("link", None), &stop, &mut |articles| {
        if bar {
            eprint!("\rlink {articles} articles");
        }
    });
    if bar {
        eprint!("\r\x1b[K");
    }
    let linked = done.map_err(|e| ledger::fail(&e))?;
    if stop.load(Ordering::Relaxed) {
        message::warning("ended before the end; the ledger is whole, and the same command goes on from here");
        return Ok(Exit::Interrupted);
    }
    let Changed { inserted, corrected, retracted, kept } = linked.incidents;
    if !flags.quiet {
        eprintln!(
            "link {} articles · {} blocks · incidents: {inserted} new · {corrected} changed · {retracted} gone · {kept} as before",
            linked.articles, linked.blocks
        );
    }
    Ok(Exit::Done)
}

/// Writes down, or takes back, what somebody decided of two things.
pub fn decide(flags: &DecisionFlags, verdict: Verdict) -> Result<Exit, Exit> {
    let mut store = ledger::open(&flags.ledger, Open::Existing)?;
    let Some(by) = flags.by.clone().or_else(user) else {
        message::error("nobody is named as who decides", Some("give a name with `--by`"));
        return Err(Exit::Usage);
    };
    let mut gathered = None;
    let these = told(&mut store, &mut gathered, &flags.one)?;
    let those = match &flags.other {
        Some(other) => Some(told(&mut store, &mut gathered, other)?),
        None => None,
    };
    if flags.undo {
        return undo(&mut store, flags, verdict, &by, &these, those.as_deref());
    }
    let mut those = those.unwrap_or_default();
    if verdict == Verdict::Different {
        those.retain(|t| !these.contains(t));
    }
    let drafts = drafts(verdict, &these, &those, &by, "command");
    if drafts.is_empty() {
        let hint = "name two that differ; `sayso conflicts ID` lists the reports of an incident";
        message::error("these are one report", Some(hint));
        return Err(Exit::Usage);
    }
    let mut writer = store.writer(run(verdict.as_str(), Some(by)));
    writer.decide_all(&drafts, flags.why.as_deref()).map_err(|e| ledger::fail(&e))?;
    let lines: String = drafts.iter().map(|d| format!("{}\n", d.id)).collect();
    Output::open(None)?.put(lines.as_bytes())?;
    Ok(Exit::Done)
}

fn undo(
    store: &mut Store,
    flags: &DecisionFlags,
    verdict: Verdict,
    by: &str,
    these: &[Told],
    those: Option<&[Told]>,
) -> Result<Exit, Exit> {
    let (standing, _) = decided(store, None).map_err(|e| ledger::fail(&e))?;
    let among = |list: &[Told], event: &str| list.iter().any(|t| t.0 == event);
    let meant = |d: &&Decided| {
        let (a, b) = (&d.body.target, &d.body.with);
        let between = match those {
            Some(those) => among(these, a) && among(those, b) || among(these, b) && among(those, a),
            None => among(these, a) || among(these, b),
        };
        d.body.action == verdict && between
    };
    let ids: Vec<String> = standing.iter().filter(meant).map(|d| d.id.clone()).collect();
    if ids.is_empty() {
        message::error(
            "there is no such decision to take back",
            Some("`sayso changes --kind decision` lists them"),
        );
        return Err(Exit::NothingFound);
    }
    let mut writer = store.writer(run(verdict.as_str(), Some(by.to_owned())));
    writer.withdraw(&ids, flags.why.as_deref()).map_err(|e| ledger::fail(&e))?;
    let lines: String = ids.iter().map(|id| format!("{id}\n")).collect();
    Output::open(None)?.put(lines.as_bytes())?;
    Ok(Exit::Done)
}

/// The events that a user names.
fn told(store: &mut Store, gathered: &mut Option<Gathered>, id: &str) -> Result<Vec<Told>, Exit> {
    let missing = || {
        message::error(
            format_args!("there is no event, claim or incident `{id}`"),
            Some("`sayso incidents` and `sayso claims` list those of the ledger"),
        );
        Exit::NothingFound
    };
    if !id.starts_with("inc_") {
        let found = event_of(store, id).map_err(|e| ledger::fail(&e))?;
        return found.map(|told| vec![told]).ok_or_else(missing);
    }
    if gathered.is_none() {
        *gathered = Some(Gathered::read(store, &Query::default()).map_err(|e| ledger::fail(&e))?);
    }
    let all = gathered.as_ref().expect("it was just read");
    let found =
        all.incidents().into_iter().find(|(incident, _)| incident.is_called(id)).ok_or_else(missing)?;
    let told = found.0.reports.iter().filter_map(|key| all.event(key));
    Ok(told.map(|(document, event)| (event.to_owned(), document.to_owned())).collect())
}

fn run(command: &str, by: Option<String>) -> Run {
    Run { command: command.to_owned(), version: sayso_ledger::VERSION.to_owned(), by, arguments: Vec::new() }
}

/// The name of the user of this machine.
fn user() -> Option<String> {
    let names = ["USER", "LOGNAME", "USERNAME"].into_iter().filter_map(|name| std::env::var(name).ok());
    names.into_iter().find(|name| !name.is_empty())
}
