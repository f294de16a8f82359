//! The ledger: claims as a table, with facets to narrow it.

use std::sync::Arc;

use maud::{Markup, html};
use sayso_store::record::claim::Claim;

use super::narrow::narrow;
use super::{Frame, page, sign};
use crate::ask::{Ask, Layer, escape};
use crate::desk::Work;
use crate::incidents::Incidents;
use crate::index::{Index, Order};
use crate::problem::Problem;

/// Rows of a page without a script.
pub const ROWS: usize = 50;
/// Rows that a script may ask for at a time.
pub const ROWS_MAX: usize = 80;

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
    let narrow = narrow(work, "/claims", &slice.index, &slice.chosen, ask, html! {})?;
    let read_only = work.desk.settings.read_only;
    let body = html! {
        h1.hidden-label { "Ledger" }
        div.split {
            (narrow.facets)
            section.sheet aria-label="Claims" {
                div.sheet-head {
                    (orders("/claims", ask))
                    p.from { @if slice.from > 0 { "from " (sign::count(slice.from + 1)) } }
                    @if !read_only && !slice.chosen.is_empty() && !ask.is_all() {
                        a.many href={ "/review/many" (ask.query()) } data-many { "Decide on all " (sign::count(slice.chosen.len())) " at once" }
                    }
                }
                div.grid-frame id="grid" tabindex="0" role="region" aria-label="Table of claims"
                    data-rows={ "/claims/rows" (ask.query()) } data-count=(slice.chosen.len()) data-from=(slice.from) {
                    table.grid aria-rowcount=(slice.chosen.len() + 1) {
                        thead { tr aria-rowindex="1" {
                            th scope="col" { "Status" } th scope="col" { "Who says so" } th scope="col" { "Who did what to whom, and the words" }
                            th scope="col" { "When and where" } th scope="col" { "Toll" } th scope="col" { "Incident" }
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
        counts: narrow.counts,
        files: &["csv", "json", "jsonl", "geojson"],
        read_only,
    };
    Ok(page(&frame, &body))
}

/// A parameter more at the end of a query.
pub fn joined(query: &str, name: &str, value: &str) -> String {
    let sign = if query.is_empty() { '?' } else { '&' };
    format!("{query}{sign}{name}={}", escape(value))
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
                td.says {
                    @if claim.says.is_empty() { span.own { "in its own voice" } } @else { (sign::chain(claim)) }
                    @if let Some(p) = &claim.publisher { span.second { (p) } }
                }
                td.what {
                    a.open href={ "/claims/" (claim.id) } { span.kind { (claim.kind) @if let Some(mode) = &claim.mode { span.mode { "/" (mode) } } } }
                    " " (sign::parties(claim))
                    span.second dir="auto" { "“" (claim.quote.text) "”" }
                }
                td.when {
                    @match &claim.date {
                        Some(days) => span title={ "“" (days.text) "”" } { (sign::days(days)) },
                        None => { @if let Some(day) = &claim.published { span.muted title="the day of publication; the text gives none" { "pub. " (day) } } }
                    }
                    span.second { (sign::place(claim)) }
                }
                td.toll { @for figure in &claim.casualties { span.toll-line { (sign::figure(figure)) " " (figure.kind) } } }
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
