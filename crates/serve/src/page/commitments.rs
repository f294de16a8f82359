//! Threats, promises, demands and refusals, and what became of them.

use maud::{Markup, html};

use super::{Frame, page, sign};
use crate::ask::Ask;
use crate::desk::Work;
use crate::incidents::Incidents;
use crate::problem::Problem;
use sayso_link::Key;
use sayso_link::commitment::{Commitment, Outcome};

/// Rows of a page.
const ROWS: usize = 60;
/// States with what they mean.
const STATES: [(&str, &str); 4] = [
    ("open", "nothing later is reported of it; it may have been kept unseen"),
    ("condition reported met", "its condition is reported met, and the deed is not"),
    ("done", "the deed is reported"),
    ("withdrawn", "its speaker is reported to have taken it back"),
];
/// Kinds of commitments.
const KINDS: [&str; 4] = ["threat", "promise", "demand", "refusal"];
/// Parameters of this page.
pub const PARAMETERS: [&str; 3] = ["state", "kind", "by"];

/// Those that an address asks for, the latest first.
pub fn chosen<'a>(linked: &'a Incidents, ask: &Ask) -> Vec<&'a (Commitment, Outcome)> {
    let fits = |c: &&(Commitment, Outcome)| {
        ask.get("state").is_none_or(|s| c.1.state.as_str() == s)
            && ask.get("kind").is_none_or(|k| c.0.kind().as_str() == k)
            && ask
                .get("by")
                .is_none_or(|b| c.0.pledges[0].by.party.name.to_lowercase().contains(&b.to_lowercase()))
    };
    linked.commitments.iter().rev().filter(fits).collect()
}

/// The page.
pub fn commitments(work: &mut Work, ask: &Ask) -> Result<Markup, Problem> {
    let linked = work.incidents()?;
    let all = chosen(&linked, ask);
    let from = ask.from.min(all.len());
    let shown = &all[from..(from + ROWS).min(all.len())];
    let toggle = |name: &str, value: &str| {
        let on = ask.get(name) == Some(value);
        let other = if on {
            Ask { more: ask.more.iter().filter(|m| m.0 != name).cloned().collect(), ..ask.clone() }
        } else {
            ask.with(name, value)
        };
        (on, format!("/commitments{}", other.query()))
    };
    let body = html! {
        h1 { "Commitments" }
        p.muted { "What somebody said they would do, or asked others to do. Only what articles report is known. As "
            a href={ "/commitments.csv" (ask.query()) } download { "CSV" } " · " a href={ "/commitments.json" (ask.query()) } { "JSON" } }
        p.choice { "Kind: " @for kind in KINDS { @let (on, href) = toggle("kind", kind); a.chip href=(href) aria-current=[on.then_some("true")] { (kind) } " " } }
        p.choice { "State: " @for (state, about) in STATES { @let (on, href) = toggle("state", state); a.chip href=(href) title=(about) aria-current=[on.then_some("true")] { (state) } " " } }
        div.scroll tabindex="0" role="region" aria-label="Table of commitments" { table.list.cards.commitments {
            thead { tr { th scope="col" { "Kind" } th scope="col" { "Who" } th scope="col" { "What" } th scope="col" { "If" } th scope="col" { "Since" } th scope="col" { "State" } th scope="col" { "Reported in" } } }
            tbody { @for (commitment, outcome) in shown {
                @let first = &commitment.pledges[0];
                tr data-id=(commitment.id) {
                    td { (commitment.kind().as_str()) @if commitment.pledges.len() > 1 { span.second { "said " (commitment.pledges.len()) " times" } } }
                    td { (first.by.party.name) @if !first.to.is_empty() { span.second { "to " (first.to.iter().map(|p| p.name.as_str()).collect::<Vec<_>>().join(", ")) } } }
                    td.wide dir="auto" { "“" (first.words) "”" }
                    td.wide dir="auto" { (first.condition.as_deref().unwrap_or("")) }
                    td.when { (first.published.map(|d| d.to_string()).unwrap_or_default()) }
                    td { span class={ "state is-" (sign::class(outcome.state.as_str())) } { (outcome.state.as_str()) } }
                    td { (places(&linked, commitment.pledges.iter().map(|p| &p.key))) (later("deed", &linked, &outcome.deed)) (later("condition", &linked, &outcome.condition)) (later("withdrawal", &linked, &outcome.withdrawal)) }
                }
            } }
        } }
        @if all.is_empty() { div.empty { p { "No commitment passes these tests." } } }
        p.pager { (sign::counted(all.len(), "commitment")) @if from + ROWS < all.len() {
            a rel="next" href={ "/commitments" (super::ledger::joined(&ask.query(), "from", &(from + ROWS).to_string())) } { "Next" } } }
    };
    Ok(page(&Frame::new("Commitments", "/commitments"), &body))
}

fn later(what: &str, linked: &Incidents, keys: &[Key]) -> Markup {
    html! { @if !keys.is_empty() { span.second { (what) ": " (places(linked, keys.iter())) } } }
}

fn places<'a>(linked: &'a Incidents, keys: impl Iterator<Item = &'a Key>) -> Markup {
    let mut seen: Vec<&str> = Vec::new();
    let mut all = Vec::new();
    for article in keys.filter_map(|k| linked.article(k)) {
        if !seen.contains(&article.id.as_str()) && seen.len() < 3 {
            seen.push(&article.id);
            all.push(article);
        }
    }
    html! { @for article in &all { a.open href={ "/articles/" (article.id) } { (article.publisher.as_deref().unwrap_or("article")) @if let Some(day) = &article.published { " " span.when { (day) } } } } }
}
