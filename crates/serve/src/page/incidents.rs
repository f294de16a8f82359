//! Incidents that were asked for, with the values that a named rule picks.

use std::sync::Arc;

use maud::{Markup, html};
use rustc_hash::FxHashSet;
use sayso_link::Rule;
use sayso_link::matrix::Attribute;

use super::ledger::{counts, facets, joined};
use super::{Frame, page, sign};
use crate::ask::Ask;
use crate::desk::Work;
use crate::incidents::Incidents;
use crate::problem::Problem;

/// Incidents of a page.
const ROWS: usize = 60;
/// How an incident may stand.
pub const STANDINGS: [&str; 4] = ["disputed", "denied only", "one origin", "not disputed"];
/// Parameters of this page.
pub const PARAMETERS: [&str; 2] = ["rule", "standing"];

/// The incidents that an address asks for, as places in the list of all.
pub fn chosen(work: &mut Work, ask: &Ask) -> Result<(Arc<Incidents>, Vec<usize>), Problem> {
    let linked = work.incidents()?;
    let index = work.index_for(ask)?;
    let claims = work.chosen(&index, &ask.bare())?;
    let held: FxHashSet<usize> = claims
        .iter()
        .filter_map(|&at| linked.of_event.get(index.word(index.lines[at as usize].event)).copied())
        .collect();
    let standing = ask.get("standing");
    if let Some(bad) = standing.filter(|s| !STANDINGS.contains(s)) {
        return Err(
            Problem::bad(format!("`{bad}` is no standing")).hint(format!("one of {}", STANDINGS.join(", ")))
        );
    }
    let mut all: Vec<usize> = held.into_iter().collect();
    all.sort_unstable();
    all.retain(|&at| standing.is_none_or(|s| linked.all[at].standing == s));
    Ok((linked, all))
}

/// The rule that an address names.
pub fn rule(ask: &Ask) -> Result<Rule, Problem> {
    let name = ask.get("rule").unwrap_or("most-sources");
    Rule::from_name(name).ok_or_else(|| {
        Problem::bad(format!("there is no rule `{name}`"))
            .hint(format!("one of {}", Rule::ALL.map(Rule::as_str).join(", ")))
    })
}

/// The page.
pub fn incidents(work: &mut Work, ask: &Ask) -> Result<Markup, Problem> {
    let rule = rule(ask)?;
    let (linked, all) = chosen(work, ask)?;
    let index = work.index_for(ask)?;
    let claims = work.chosen(&index, &ask.bare())?;
    let limit = ask.limit.unwrap_or(ROWS);
    let shown = &all[ask.from.min(all.len())..(ask.from + limit).min(all.len())];
    let body = html! {
        h1 { "Incidents" }
        div.split {
            aside.facets aria-label="Facets" { (facets("/incidents", &index, &claims, ask)) }
            section {
                p.choice {
                    "Standing: "
                    @for name in STANDINGS {
                        @let on = ask.get("standing") == Some(name);
                        @let other = if on { Ask { more: ask.more.iter().filter(|m| m.0 != "standing").cloned().collect(), ..ask.clone() } } else { ask.with("standing", name) };
                        a.chip href={ "/incidents" (other.query()) } aria-current=[on.then_some("true")] { (sign::status(name)) } " "
                    }
                }
                p.choice {
                    "Where sources differ, show: "
                    @for r in Rule::ALL { a.chip href={ "/incidents" (ask.with("rule", r.as_str()).query()) } aria-current=[(r == rule).then_some("true")] { (r.as_str()) } " " }
                }
                table.list {
                    thead { tr {
                        th scope="col" { "Standing" } th scope="col" { "Event" } th scope="col" { "Who to whom" } th scope="col" { "Where" } th scope="col" { "When" }
                        th.number scope="col" { "Killed" } th.number scope="col" { "Articles" } th.number scope="col" { "Origins" }
                    } }
                    tbody { @for &at in shown {
                        @let one = &linked.all[at];
                        @let picked = one.picked(rule);
                        @let cell = |a: Attribute| picked.get(&a).map_or("", String::as_str);
                        @let or = |text: &str| if text.is_empty() { "?".to_owned() } else { text.to_owned() };
                        tr data-id=(one.incident.id) {
                            td { (sign::status(one.standing)) }
                            td { a.open href={ "/incidents/" (one.incident.id) } { (one.told[0].kind) } }
                            td { (or(cell(Attribute::Doer))) span.arrow { " → " } (or(cell(Attribute::Recipient))) }
                            td { (cell(Attribute::Place)) }
                            td.when { (sign::spanned(cell(Attribute::Date))) }
                            td.number { (cell(Attribute::Killed)) }
                            td.number { (one.matrix.articles) }
                            td.number { (one.matrix.independent) }
                        }
                    } }
                }
                @if all.is_empty() { div.empty { p { "No incident passes these tests." } } }
                p.pager {
                    (sign::counted(all.len(), "incident")) " "
                    @if ask.from + limit < all.len() {
                        a rel="next" href={ "/incidents" (joined(&ask.query(), "from", &(ask.from + limit).to_string())) } { "Next" }
                    }
                }
            }
        }
    };
    let counts = counts(&index, &claims, Some(&linked));
    let frame = Frame {
        ask: Some(ask),
        counts,
        files: &["csv", "json", "geojson"],
        ..Frame::new("Incidents", "/incidents")
    };
    Ok(page(&frame, &body))
}
