//! Which reports does a ledger hold?

use std::sync::Arc;

use sayso_model::{ActorId, Event, Ledger, Party as Named, Range, Statement};
use smol_str::SmolStr;

use crate::report::{Days, Key, Party, Place, Report, Source, Toll, View};
use crate::story::{Background, Sketch};

/// The reports of all events of a ledger that are not made from a statement's act.
pub fn reports(ledger: &Ledger, background: &Background) -> Vec<Report> {
    let story = Arc::new(Sketch::of(&ledger.document, background));
    let mut out: Vec<Report> =
        ledger.events.iter().filter(|e| !e.derived).map(|e| report(ledger, e, &story)).collect();
    for at in 0..out.len() {
        out[at].home = home(&out, at);
    }
    out
}

/// Where a report that names no country belongs, by the other reports of its article.
///
/// If it names a place or somebody that no list knows, nowhere. Else it goes with the first report of its type that
/// names more.
fn home(reports: &[Report], at: usize) -> Option<SmolStr> {
    let report = &reports[at];
    if report.own_country().is_some() || names_something(report) {
        return None;
    }
    let fuller = |r: &&Report| r.kind == report.kind && (r.own_country().is_some() || names_something(r));
    reports.iter().find(fuller)?.own_country().cloned()
}

fn names_something(report: &Report) -> bool {
    let proper = |p: &Party| p.entry.is_some() || p.name.chars().next().is_some_and(char::is_uppercase);
    !report.places.is_empty() || report.actors.iter().chain(&report.recipients).any(proper)
}

fn report(ledger: &Ledger, event: &Event, story: &Arc<Sketch>) -> Report {
    let document = &ledger.document;
    let text = |span: sayso_model::Span| &document.text[span.start()..span.end()];
    let parties = |named: &[Named]| -> Vec<Party> {
        let mut out: Vec<Party> = Vec::new();
        for party in named.iter().filter_map(|p| party(ledger, p)) {
            if !out.contains(&party) {
                out.push(party);
            }
        }
        out
    };
    let places = event.places.iter().map(|p| Place {
        name: p.name.clone().unwrap_or_else(|| text(p.span).to_owned()),
        geonames: p.geonames,
        point: p.latitude.zip(p.longitude),
        country: p.country.clone(),
        admin1: p.admin1.clone(),
        precision: p.precision.clone(),
    });
    let views = event.claims.iter().map(|c| {
        let statement = c.statement.and_then(|id| ledger.statements.get((id.0 as usize).checked_sub(1)?));
        View {
            statement: c.statement.map(|id| id.0),
            chain: statement.map(|s| chain(ledger, s)).unwrap_or_default(),
            status: SmolStr::new_static(c.status.as_str()),
        }
    });
    let tolls = event.casualties.iter().map(|c| {
        let Range { low, high, approximate } = c.range;
        let kind = SmolStr::new_static(c.kind.as_str());
        Toll { kind, low, high, approximate, statement: c.statement.map(|id| id.0) }
    });
    Report {
        key: Key { document: SmolStr::new(document.identity()), event: event.id.0 },
        published: document.published,
        publisher: document.publisher.clone(),
        copies: None,
        kind: event.kind.clone(),
        mode: event.mode.clone(),
        trigger: text(event.trigger).to_lowercase(),
        actors: parties(&event.actors),
        recipients: parties(&event.recipients),
        places: places.collect(),
        date: event.date.as_ref().and_then(|d| Some(Days { from: d.from?, to: d.to? })),
        views: views.collect(),
        tolls: tolls.collect(),
        home: None,
        story: Arc::clone(story),
    }
}

/// The chain of a statement, outermost first.
pub(crate) fn chain(ledger: &Ledger, statement: &Statement) -> Vec<Source> {
    let last = statement.sources.len().saturating_sub(1);
    let hop = |(at, named): (usize, &Named)| {
        let party = party(ledger, named).unwrap_or_else(unidentified);
        let proper = party.entry.is_some() || party.name.chars().next().is_some_and(char::is_uppercase);
        let class = (at == last).then(|| SmolStr::new_static(statement.source_class.as_str()));
        Source { party, class, named: proper }
    };
    statement.sources.iter().enumerate().map(hop).collect()
}

fn unidentified() -> Party {
    Party { entry: None, name: "unidentified".to_owned(), country: None, role: None }
}

/// A party as it is compared between articles.
pub(crate) fn party(ledger: &Ledger, named: &Named) -> Option<Party> {
    actor(ledger, named.actor?)
}

/// An actor as it is compared between articles.
pub(crate) fn actor(ledger: &Ledger, ActorId(number): ActorId) -> Option<Party> {
    let actor = ledger.actors.get((number as usize).checked_sub(1)?)?;
    Some(Party {
        entry: actor.entry.clone(),
        name: actor.name.clone(),
        country: actor.country.clone(),
        role: actor.role.clone(),
    })
}
