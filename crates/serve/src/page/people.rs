//! Actors and sources: who is named and how often, and one of them with all that the ledger holds of it.

use std::collections::{BTreeMap, BTreeSet};

use maud::{Markup, html};
use sayso_store::query::{ActorRow, Cast, Query};
use sayso_store::record::claim::Claim;

use super::narrow::narrow;
use super::{Frame, page, sign};
use crate::ask::{Ask, Layer, escape};
use crate::desk::Work;
use crate::index::{Index, Line};
use crate::problem::Problem;

/// Rows of a list.
const ROWS: usize = 200;
/// Rows of the small tables on one's page.
const TOP: usize = 12;

/// Everybody in the claims that were asked for.
pub fn rows(work: &mut Work, ask: &Ask, cast: Cast) -> Result<Vec<ActorRow>, Problem> {
    if ask.is_of_index() {
        return counted(work, ask, cast);
    }
    let as_of = ask.as_of.as_deref().map(|m| work.moment(m)).transpose()?;
    let limit = Some(ask.limit.unwrap_or(ROWS));
    Ok(work.store.actors(&Query { filter: ask.filter.clone(), as_of, limit, ..Query::default() }, cast)?)
}

/// The same from the index, where the question is one that the store does not know.
fn counted(work: &mut Work, ask: &Ask, cast: Cast) -> Result<Vec<ActorRow>, Problem> {
    let index = work.index_for(ask)?;
    let chosen = work.chosen(&index, ask)?;
    let mut all: BTreeMap<u32, (ActorRow, BTreeSet<u32>)> = BTreeMap::new();
    for line in chosen.iter().map(|&at| &index.lines[at as usize]) {
        let mut seen = |range, add: fn(&mut ActorRow)| {
            for &number in index.list(range) {
                let person = index.person(number);
                let some = |word| Some(index.word(word).to_owned()).filter(|w| !w.is_empty());
                let (row, articles) = all.entry(number).or_insert_with(|| {
                    let row = ActorRow {
                        key: person.key.to_string(),
                        name: Some(person.name.to_string()),
                        country: some(person.country),
                        role: some(person.role),
                        acts: 0,
                        suffers: 0,
                        says: 0,
                        documents: 0,
                    };
                    (row, BTreeSet::new())
                });
                add(row);
                articles.insert(line.document);
                row.documents = articles.len() as i64;
            }
        };
        match cast {
            Cast::Parties => {
                seen(line.actors, |r| r.acts += 1);
                seen(line.targets, |r| r.suffers += 1);
            }
            Cast::Sources => seen(line.says, |r| r.says += 1),
        }
    }
    let mut rows: Vec<ActorRow> = all.into_values().map(|(row, _)| row).collect();
    rows.sort_by_key(|r| (std::cmp::Reverse(r.acts + r.suffers + r.says), r.key.clone()));
    rows.truncate(ask.limit.unwrap_or(ROWS));
    Ok(rows)
}

/// `/actors`
pub fn actors(work: &mut Work, ask: &Ask) -> Result<Markup, Problem> {
    list(work, ask, Cast::Parties)
}

/// `/sources`
pub fn sources(work: &mut Work, ask: &Ask) -> Result<Markup, Problem> {
    list(work, ask, Cast::Sources)
}

fn list(work: &mut Work, ask: &Ask, cast: Cast) -> Result<Markup, Problem> {
    let rows = rows(work, ask, cast)?;
    let index = work.index_for(ask)?;
    let chosen = work.chosen(&index, ask)?;
    let (title, screen) = match cast {
        Cast::Parties => ("Actors", "/actors"),
        Cast::Sources => ("Sources", "/sources"),
    };
    let narrow = narrow(work, screen, &index, &chosen, ask, html! {})?;
    let body = html! {
        h1 { (title) }
        div.split {
            (narrow.facets)
            section {
                table.list.cards {
                    thead { tr {
                        th scope="col" { "Name" } th scope="col" { "Country" } th scope="col" { "Sector" }
                        @if cast == Cast::Parties { th.number scope="col" { "Acts" } th.number scope="col" { "Is acted upon" } }
                        @else { th.number scope="col" { "Claims put forward" } }
                        th.number scope="col" { "Articles" }
                    } }
                    tbody { @for row in &rows { tr data-id=(row.key) {
                        td.wide { a.open href={ (screen) "/" (escape(&row.key)) } { (row.name.as_deref().unwrap_or(&row.key)) } }
                        td { (row.country.as_deref().unwrap_or("")) } td { (row.role.as_deref().unwrap_or("")) }
                        @if cast == Cast::Parties { td.number data-label="acts" { (sign::count(row.acts as usize)) } td.number data-label="is acted upon" { (sign::count(row.suffers as usize)) } }
                        @else { td.number data-label="claims" { (sign::count(row.says as usize)) } }
                        td.number data-label="articles" { (sign::count(row.documents as usize)) }
                    } } }
                }
                @if rows.is_empty() { div.empty { p { "Nobody is named in what was asked for." } } }
            }
        }
    };
    let frame =
        Frame { ask: Some(ask), counts: narrow.counts, files: &["csv", "json"], ..Frame::new(title, screen) };
    Ok(page(&frame, &body))
}

/// What the ledger holds of somebody.
#[derive(Default)]
struct Portrait {
    acts: usize,
    suffers: usize,
    says: usize,
    inner: usize,
    claims: Vec<(i64, u32)>,
    own_status: BTreeMap<String, usize>,
    to: BTreeMap<u32, usize>,
    from: BTreeMap<u32, usize>,
    quoted_by: BTreeMap<String, usize>,
    types: BTreeMap<String, usize>,
    documents: Vec<u32>,
    alone: usize,
    incidents: usize,
}

fn portrait(work: &Work, index: &Index, number: u32) -> Portrait {
    let mut out = Portrait::default();
    let mut told: Vec<usize> = Vec::new();
    let linked = work.known_incidents();
    for (at, line) in index.lines.iter().enumerate().filter(|l| !l.1.gone) {
        let has = |range| index.list(range).contains(&number);
        let (acts, suffers, says) = (has(line.actors), has(line.targets), has(line.says));
        if !(acts || suffers || says) {
            continue;
        }
        out.documents.push(line.document);
        out.claims.push((i64::from(line.day()), at as u32));
        out.acts += usize::from(acts);
        out.suffers += usize::from(suffers);
        out.says += usize::from(says);
        if acts {
            index.list(line.targets).iter().for_each(|t| *out.to.entry(*t).or_default() += 1);
            *out.types.entry(index.word(line.kind).to_owned()).or_default() += 1;
        }
        if suffers {
            index.list(line.actors).iter().for_each(|a| *out.from.entry(*a).or_default() += 1);
        }
        if says {
            *out.own_status.entry(index.word(line.status).to_owned()).or_default() += 1;
            quoted(index, line, number, &mut out);
            told.extend(linked.as_ref().and_then(|l| l.of_event.get(index.word(line.event)).copied()));
        }
    }
    told.sort_unstable();
    told.dedup();
    out.incidents = told.len();
    out.alone =
        told.iter().filter(|&&at| linked.as_ref().is_some_and(|l| l.all[at].matrix.independent <= 1)).count();
    out.documents.sort_unstable();
    out.documents.dedup();
    out
}

fn quoted(index: &Index, line: &Line, number: u32, out: &mut Portrait) {
    let chain = index.list(line.says);
    let at = chain.iter().position(|p| *p == number).unwrap_or(0);
    out.inner += usize::from(at + 1 == chain.len());
    let by = match at {
        0 => index.word(line.publisher).to_owned(),
        at => index.person(chain[at - 1]).name.to_string(),
    };
    if !by.is_empty() {
        *out.quoted_by.entry(by).or_default() += 1;
    }
}

/// `/actors/{key}` and `/sources/{key}`
pub fn person(work: &mut Work, key: &str, cast: Cast) -> Result<Markup, Problem> {
    let index = work.index()?;
    let missing = || Problem::missing(format!("the ledger names nobody as `{key}`"));
    let number = index.people().iter().position(|p| *p.key == *key).ok_or_else(missing)? as u32;
    let person = index.person(number).clone();
    let p = portrait(work, &index, number);
    let latest = latest(work, &index, &p)?;
    let seen = names_seen(&latest, key);
    let screen = if cast == Cast::Sources { "/sources" } else { "/actors" };
    let of = |field: &str| {
        format!(
            "/claims?{field}={}",
            escape(&if key.starts_with("text:") { person.name.to_string() } else { key.to_owned() })
        )
    };
    let share = |part: usize, whole: usize| {
        let hundredths = (part * 100 + whole / 2).checked_div(whole);
        hundredths.map(|n| format!(" ({n} in 100)")).unwrap_or_default()
    };
    let denied = p.own_status.get("denied").copied().unwrap_or(0);
    let body = html! {
        header.article-head {
            p.eyebrow { (if cast == Cast::Sources { "Source" } else { "Actor" }) " · " (index.word(person.country)) " " (index.word(person.role)) }
            h1 { (person.name) }
            p.lead {
                a href=(of("actor")) { "does something in " (sign::counted(p.acts, "claim")) } " · "
                a href=(of("target")) { "has something done to it in " (sign::count(p.suffers)) } " · "
                a href=(of("source")) { "puts forward " (sign::count(p.says)) } " · " (sign::counted(p.documents.len(), "article"))
            }
            p.muted { "key " code { (key) } " · " a href={ (if cast == Cast::Sources { "/actors/" } else { "/sources/" }) (escape(key)) } { (if cast == Cast::Sources { "as an actor" } else { "as a source" }) } }
        }
        @if p.says > 0 {
            section { h2 { "As a source" }
                dl.facts.wide {
                    dt { "Innermost source" } dd { (sign::count(p.inner)) (share(p.inner, p.says)) }
                    dt { "Denies" } dd { (sign::count(denied)) (share(denied, p.says)) }
                    dt { "Incidents it speaks of" } dd { (sign::count(p.incidents)) ", of them " (p.alone) " with no other independent origin" (share(p.alone, p.incidents)) }
                }
                div.columns {
                    (table("How it presents events", &p.own_status, &|s| html! { (sign::status(s)) }))
                    (table("Quoted by", &p.quoted_by, &|s| html! { (s) }))
                }
            }
        }
        @if p.acts + p.suffers > 0 {
            section { h2 { "As a party" }
                div.columns {
                    (table("What it does", &p.types, &|s| html! { span.kind { (s) } }))
                    (others(&index, "To whom", &p.to))
                    (others(&index, "Who does something to it", &p.from))
                }
            }
        }
        section {
            h2 { "Latest claims" }
            @if seen.len() > 1 { p.muted { "Called here: " @for (at, name) in seen.iter().enumerate() { @if at > 0 { ", " } "“" (name) "”" } } }
            ul.plain.told { @for claim in latest.iter().take(SHOWN) {
                li {
                    span.when { (claim.published.as_deref().unwrap_or("")) " " } (sign::status(&claim.status)) " "
                    a.open href={ "/claims/" (claim.id) } { span.kind { (claim.kind) } " " (sign::parties(claim)) }
                    span.second dir="auto" { "“" (claim.quote.text) "” — " (sign::chain(claim)) }
                }
            } }
            @if p.claims.len() > SHOWN { p { "All " (sign::count(p.claims.len())) ": "
                a href=(of("party")) { "as a party" } " · " a href=(of("source")) { "as a source" } } }
        }
    };
    Ok(page(&Frame::new(&person.name, screen), &body))
}

/// Claims that are shown on one's page, and those that are read for the names.
const SHOWN: usize = 8;
/// See above.
const READ: usize = 60;

/// The claims that speak of it or come from it, the latest day first.
fn latest(work: &mut Work, index: &Index, p: &Portrait) -> Result<Vec<Claim>, Problem> {
    let mut all = p.claims.clone();
    all.sort_unstable_by(|a, b| b.cmp(a));
    let places: Vec<u32> = all.into_iter().take(READ).map(|c| c.1).collect();
    Ok(super::ledger::read(work, index, &places, Layer::Machine)?.into_iter().map(|r| r.1).collect())
}

/// By which words articles call it.
fn names_seen(claims: &[Claim], key: &str) -> Vec<String> {
    let mut counts: BTreeMap<String, usize> = BTreeMap::new();
    for claim in claims {
        let all = claim.actors.iter().chain(&claim.recipients).chain(&claim.says);
        for text in all.filter(|n| n.key.as_deref() == Some(key)).filter_map(|n| n.text.as_deref()) {
            *counts.entry(text.to_owned()).or_default() += 1;
        }
    }
    let mut all: Vec<(String, usize)> = counts.into_iter().collect();
    all.sort_by(|a, b| b.1.cmp(&a.1).then_with(|| a.0.cmp(&b.0)));
    all.into_iter().take(10).map(|n| n.0).collect()
}

fn table(title: &str, counts: &BTreeMap<String, usize>, show: &dyn Fn(&str) -> Markup) -> Markup {
    let mut all: Vec<(&String, &usize)> = counts.iter().collect();
    all.sort_by(|a, b| b.1.cmp(a.1).then(a.0.cmp(b.0)));
    html! {
        @if !all.is_empty() {
            table.list.small {
                caption { (title) }
                tbody { @for (name, count) in all.iter().take(TOP) { tr { td { (show(name)) } td.number { (sign::count(**count)) } } } }
            }
        }
    }
}

fn others(index: &Index, title: &str, counts: &BTreeMap<u32, usize>) -> Markup {
    let mut all: Vec<(&u32, &usize)> = counts.iter().collect();
    all.sort_by(|a, b| b.1.cmp(a.1).then(a.0.cmp(b.0)));
    html! {
        @if !all.is_empty() {
            table.list.small {
                caption { (title) }
                tbody { @for (number, count) in all.iter().take(TOP) {
                    @let other = index.person(**number);
                    tr { td { a href={ "/actors/" (escape(&other.key)) } { (other.name) } } td.number { (sign::count(**count)) } }
                } }
            }
        }
    }
}
