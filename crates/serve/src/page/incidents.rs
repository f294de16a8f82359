//! Incidents that were asked for, with the values that a named rule picks.

use std::sync::Arc;

use maud::{Markup, html};
use sayso_link::Rule;
use sayso_link::matrix::Attribute;

use super::ledger::joined;
use super::narrow::narrow;
use super::{Frame, page, sign};
use crate::ask::{Ask, STANDINGS};
use crate::desk::Work;
use crate::incidents::Incidents;
use crate::problem::Problem;

/// Incidents of a page.
const ROWS: usize = 60;
/// Parameters of this page.
pub const PARAMETERS: [&str; 1] = ["rule"];

/// The incidents that an address asks for, as places in the list of all.
pub fn chosen(work: &mut Work, ask: &Ask) -> Result<(Arc<Incidents>, Vec<usize>), Problem> {
    let linked = work.incidents()?;
    let index = work.index_for(ask)?;
    let claims = work.chosen(&index, &ask.bare())?;
    let Some(joined) = work.joined(&index) else { return Ok((linked, Vec::new())) };
    let mut all: Vec<usize> = claims.iter().filter_map(|&at| joined.number(at)).collect();
    all.sort_unstable();
    all.dedup();
    Ok((joined.linked.clone(), all))
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
    let narrow = narrow(work, "/incidents", &index, &claims, ask, html! {})?;
    let body = html! {
        h1 { "Incidents" }
        div.split {
            (narrow.facets)
            section {
                p.choice {
                    "Standing: "
                    @for name in &STANDINGS[..4] {
                        @let on = ask.has("standing", name);
                        a.chip href={ "/incidents" (ask.toggle("standing", name).query()) } aria-current=[on.then_some("true")] { (sign::status(name)) } " "
                    }
                }
                @if ask.as_of.is_some() { p.muted { "The claims are those of that moment; how they stand to each other is as of now." } }
                p.choice {
                    "Where sources differ, show: "
                    @for r in Rule::ALL { a.chip href={ "/incidents" (ask.with("rule", r.as_str()).query()) } aria-current=[(r == rule).then_some("true")] { (r.as_str()) } " " }
                }
                table.list.cards {
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
                            td.wide { (or(cell(Attribute::Doer))) span.arrow { " → " } (or(cell(Attribute::Recipient))) }
                            td { (cell(Attribute::Place)) }
                            td.when { (sign::spanned(cell(Attribute::Date))) }
                            td.number data-label="killed" { (cell(Attribute::Killed)) }
                            td.number data-label="articles" { (one.matrix.articles) }
                            td.number data-label="origins" { (one.matrix.independent) }
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
    let frame = Frame {
        ask: Some(ask),
        counts: narrow.counts,
        files: &["csv", "json", "geojson"],
        ..Frame::new("Incidents", "/incidents")
    };
    Ok(page(&frame, &body))
}
