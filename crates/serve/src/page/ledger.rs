//! The ledger: claims as a table, with facets to narrow it.

use std::sync::Arc;

use maud::{Markup, html};
use sayso_store::record::claim::Claim;

use super::{Frame, page, sign};
use crate::ask::{Ask, Layer, escape};
use crate::desk::Work;
use crate::incidents::Incidents;
use crate::index::{FACETS, Index, Order};
use crate::problem::Problem;

/// Rows of a page without a script.
pub const ROWS: usize = 50;
/// Rows that a script may ask for at a time.
pub const ROWS_MAX: usize = 80;
/// Values of a facet.
const VALUES: usize = 8;

/// Some claims of a selection.
pub struct Slice {
    /// The index that the selection is of.
    pub index: Arc<Index>,
    /// All that were asked for, as places in the index.
    pub chosen: Arc<Vec<u32>>,
    /// Those that are shown, with their places in the index.
    pub rows: Vec<(u32, Claim)>,
    /// Place of the first one that is shown.
    pub from: usize,
}

/// Reads the claims that an address asks for.
pub fn slice(work: &mut Work, ask: &Ask, most: usize) -> Result<Slice, Problem> {
    let index = work.index_for(ask)?;
    let chosen = work.chosen(&index, ask)?;
    let from = match ask.after {
        Some(seq) => chosen.iter().position(|&at| index.lines[at as usize].seq == seq).map_or(0, |at| at + 1),
        None => ask.from.min(chosen.len()),
    };
    let rows = read(work, &index, &chosen[from..(from + most).min(chosen.len())], ask.layer)?;
    Ok(Slice { index, chosen, rows, from })
}

/// Reads claims by their places in the index, with corrections where the layer has them.
pub fn read(
    work: &mut Work,
    index: &Index,
    places: &[u32],
    layer: Layer,
) -> Result<Vec<(u32, Claim)>, Problem> {
    let mut rows = Vec::with_capacity(places.len());
    for &at in places {
        let line = &index.lines[at as usize];
        let Some(body) = work.store.entry(line.seq)?.and_then(|e| e.body) else { continue };
        let Ok(mut claim) = serde_json::from_str::<Claim>(&body) else { continue };
        if layer != Layer::Machine
            && let Some(standing) = index.standing(line)
        {
            standing.merge(&mut claim);
        }
        rows.push((at, claim));
    }
    Ok(rows)
}

/// The page.
pub fn ledger(work: &mut Work, ask: &Ask) -> Result<Markup, Problem> {
    let limit = ask.limit.unwrap_or(ROWS).min(ROWS_MAX);
    let slice = slice(work, ask, limit)?;
    let incidents = work.known_incidents();
    let next = slice.from + slice.rows.len();
    let more = next < slice.chosen.len();
    let body = html! {
        h1.hidden-label { "Ledger" }
        div.split {
            aside.facets aria-label="Facets" { (facets("/claims", &slice.index, &slice.chosen, ask)) }
            section.sheet aria-label="Claims" {
                div.sheet-head {
                    (orders("/claims", ask))
                    p.from { @if slice.from > 0 { "from " (sign::count(slice.from + 1)) } }
                }
                div.grid-frame id="grid" tabindex="0" role="region" aria-label="Table of claims"
                    data-rows={ "/claims/rows" (ask.query()) } data-count=(slice.chosen.len()) data-from=(slice.from) {
                    table.grid aria-rowcount=(slice.chosen.len() + 1) {
                        thead { tr aria-rowindex="1" {
                            th scope="col" { "Status" } th scope="col" { "When" } th scope="col" { "Who did what to whom" }
                            th scope="col" { "Where" } th scope="col" { "Toll" } th scope="col" { "Who says so" } th scope="col" { "Incident" }
                        } }
                        tbody { (rows(&slice, incidents.as_deref())) }
                    }
                    @if slice.chosen.is_empty() { (empty(ask)) }
                }
                p.pager {
                    @if slice.from > 0 { a href={ "/claims" (ask.query()) } { "First page" } " " }
                    @if more {
                        a rel="next" href={ "/claims" (joined(&ask.query(), "from", &next.to_string())) } { "Next " (limit) }
                    }
                }
            }
        }
        aside id="peek" class="peek" hidden aria-label="The claim that is chosen" {}
    };
    let frame = Frame {
        title: "Ledger",
        screen: "/claims",
        ask: Some(ask),
        counts: counts(&slice.index, &slice.chosen, incidents.as_deref()),
        files: &["csv", "json", "jsonl", "geojson"],
        read_only: work.desk.settings.read_only,
    };
    Ok(page(&frame, &body))
}

/// A parameter more at the end of a query.
pub fn joined(query: &str, name: &str, value: &str) -> String {
    let sign = if query.is_empty() { '?' } else { '&' };
    format!("{query}{sign}{name}={}", escape(value))
}

/// Four counts that are never mixed.
pub fn counts(index: &Index, chosen: &[u32], incidents: Option<&Incidents>) -> Markup {
    let distinct = |of: &dyn Fn(&crate::index::Line) -> u32| {
        let mut all: Vec<u32> =
            chosen.iter().map(|&at| of(&index.lines[at as usize])).filter(|&w| w != 0).collect();
        all.sort_unstable();
        all.dedup();
        all.len()
    };
    let linked = incidents.map(|linked| {
        let mut all: Vec<usize> = chosen
            .iter()
            .filter_map(|&at| linked.of_event.get(index.word(index.lines[at as usize].event)).copied())
            .collect();
        all.sort_unstable();
        all.dedup();
        all.len()
    });
    html! {
        b { (sign::counted(chosen.len(), "claim")) } " · " (sign::counted(distinct(&|l| l.document), "article"))
        @if let Some(linked) = linked { " · " (sign::counted(linked, "incident")) }
        " · " (sign::counted(distinct(&|l| l.origin), "origin"))
    }
}

fn orders(screen: &str, ask: &Ask) -> Markup {
    html! {
        details.menu {
            summary { "Order: " (Order::ALL.iter().find(|o| o.0 == ask.order).map_or("", |o| o.2)) }
            ul {
                @for (order, _, name) in Order::ALL {
                    @let other = Ask { order, ..ask.clone() };
                    li { a href={ (screen) (other.query()) } aria-current=[(order == ask.order).then_some("true")] { (name) } }
                }
            }
        }
    }
}

/// Values to narrow a question by, with how many claims each has.
pub fn facets(screen: &str, index: &Index, chosen: &[u32], ask: &Ask) -> Markup {
    html! {
        @for (at, facet) in FACETS.iter().enumerate() {
            @let mut tallies = facet.count(index, chosen, VALUES);
            @if !tallies.is_empty() {
                details.facet open[at < 5] {
                    summary { h2 { (facet.title) } }
                    ul {
                        @for tally in tallies.drain(..) {
                            @let on = ask.has(facet.name, &tally.value);
                            li {
                                a href={ (screen) (ask.toggle(facet.name, &tally.value).query()) } aria-current=[on.then_some("true")] {
                                    span.value { bdi { (tally.label) } }
                                    span.count { (sign::count(tally.count)) span.hidden-label { (if tally.count == 1 { " claim" } else { " claims" }) } }
                                }
                            }
                        }
                    }
                }
            }
        }
    }
}

fn empty(ask: &Ask) -> Markup {
    let asked = !ask.query().is_empty();
    html! {
        div.empty {
            @if asked {
                p { "No claim passes these tests." }
                p { a href="/claims" { "Show all claims" } }
            } @else {
                p { "The ledger holds no claim yet." }
                p { "Take in articles with " code { "sayso ingest news/ --db ledger.db" } ", or " a href="/paste" { "paste a text" } "." }
            }
        }
    }
}

/// Rows of the table; a script asks for them by themselves.
pub fn rows(slice: &Slice, incidents: Option<&Incidents>) -> Markup {
    html! {
        @for (at, (place, claim)) in slice.rows.iter().enumerate() {
            @let standing = slice.index.standing(&slice.index.lines[*place as usize]);
            tr aria-rowindex=(slice.from + at + 2) data-id=(claim.id) data-at=(slice.from + at) class=[standing.map(|s| format!("is-{}", s.state()))] {
                td { (sign::status(&claim.status)) @if let Some(s) = standing { " " span.reviewed title={ "review: " (s.state()) } { (sign::glyph(s.state())) span.hidden-label { (s.state()) } } } }
                td.when {
                    @match &claim.date {
                        Some(days) => { (sign::days(days)) span.second { "“" (days.text) "”" } }
                        None => { @if let Some(day) = &claim.published { span.muted { (day) } span.second title="the text gives no day" { "published" } } }
                    }
                }
                td.what {
                    a.open href={ "/claims/" (claim.id) } { span.kind { (claim.kind) @if let Some(mode) = &claim.mode { span.mode { "/" (mode) } } } }
                    " " (sign::parties(claim))
                    span.second dir="auto" { (claim.quote.text) }
                }
                td.where { (sign::place(claim)) }
                td.toll { (sign::figures(claim)) }
                td.says { (sign::chain(claim)) @if let Some(p) = &claim.publisher { span.second { (p) } } }
                td.incident { (badge(claim, incidents)) }
            }
        }
    }
}

/// The incident of a claim.
pub fn badge(claim: &Claim, incidents: Option<&Incidents>) -> Markup {
    let found = incidents.and_then(|i| Some((i, *i.of_event.get(&claim.event)?)));
    html! {
        @if let Some((incidents, at)) = found {
            @let linked = &incidents.all[at];
            a.badge class={ "badge is-" (sign::class(linked.standing)) } href={ "/incidents/" (linked.incident.id) }
                aria-label={ "Incident, " (linked.standing) ", " (sign::counted(linked.matrix.articles, "article")) } {
                span.glyph aria-hidden="true" { (sign::glyph(linked.standing)) } (linked.standing)
                @if linked.matrix.articles > 1 { span.muted { " " (linked.matrix.articles) } }
            }
        }
    }
}
