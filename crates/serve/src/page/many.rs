//! One decision about all claims that pass: first what it would do, then the decision, then a way back.

use std::collections::BTreeMap;

use maud::{Markup, html};

use super::ledger::read;
use super::{Frame, page, sign};
use crate::ask::{Ask, Layer};
use crate::desk::Work;
use crate::problem::Problem;
use crate::review::{self, TARGETS_MAX};

/// Claims that are shown as a sample.
const SAMPLE: usize = 12;

/// `/review/many`: the claims that pass, counted and sampled, and the form.
pub fn many(work: &mut Work, ask: &Ask) -> Result<Markup, Problem> {
    let index = work.index_for(ask)?;
    let chosen = work.chosen(&index, ask)?;
    let mut statuses: BTreeMap<&str, usize> = BTreeMap::new();
    let mut kinds: BTreeMap<&str, usize> = BTreeMap::new();
    let mut states: BTreeMap<&str, usize> = BTreeMap::new();
    for line in chosen.iter().map(|&at| &index.lines[at as usize]) {
        *statuses.entry(index.word(line.status)).or_default() += 1;
        *kinds.entry(index.word(line.kind)).or_default() += 1;
        *states.entry(index.standing(line).map_or("open", |s| s.state())).or_default() += 1;
    }
    // Evenly from the whole list: the first ones may be alike.
    let step = chosen.len().div_ceil(SAMPLE).max(1);
    let places: Vec<u32> = chosen.iter().copied().step_by(step).collect();
    let sample = read(work, &index, &places, Layer::Machine)?;
    let too_many = chosen.len() > TARGETS_MAX;
    let body = html! {
        h1 { "Decide on " (sign::counted(chosen.len(), "claim")) " at once" }
        p.muted.prose { "This is what would be decided on. It becomes one decision for each claim, written together; one undo takes all of them back." }
        div.columns {
            (table("How they are presented", &statuses, true)) (table("Of which type", &kinds, false)) (table("Reviewed so far", &states, true))
        }
        @if chosen.is_empty() { div.empty { p { "No claim passes these tests." } } }
        @else if too_many { div.empty { p { "At most " (sign::count(TARGETS_MAX)) " claims are decided on at once: narrow the question." } } }
        @else if !work.desk.settings.read_only {
            form.card method="post" action="/decisions" data-many {
                input type="hidden" name="query" value=(ask.query().trim_start_matches('?'));
                input type="hidden" name="expect" value=(chosen.len());
                div.fields {
                    label { "Decision " select name="action" { option value="accept" { "accept" } option value="reject" selected { "reject" } option value="unsure" { "unsure" } } }
                    label { "Reason " select name="reason" { option value="" { "none" } @for (code, _, words) in review::REASONS { option value=(code) { (words) } } } }
                    label { "Note " input name="note" autocomplete="off" maxlength="500"; }
                    button { "Decide on " (sign::counted(chosen.len(), "claim")) }
                }
            }
        }
        h2 { @if sample.len() < chosen.len() { (sample.len()) " of them, evenly from the list" } @else { "All of them" } }
        ul.plain { @for (_, c) in &sample {
            li { a.open href={ "/claims/" (c.id) } { (sign::status(&c.status)) " " span.kind { (c.kind) } " " (sign::parties(c)) } span.second dir="auto" { "“" (c.quote.text) "” " (sign::chain(c)) } }
        } }
        p { a href={ "/claims" (ask.query()) } { "Back to the ledger" } }
    };
    let frame = Frame { read_only: work.desk.settings.read_only, ..Frame::new("Decide on many", "/review") };
    Ok(page(&frame, &body))
}

/// What was done, and how to take it back.
pub fn done(action: &str, ids: &[String], query: &str) -> Markup {
    let back = if query.is_empty() { "/claims".to_owned() } else { format!("/claims?{query}") };
    let body = html! {
        h1 { "Decided: " (action) ", " (sign::counted(ids.len(), "claim")) }
        p.prose { "Each claim has its decision, with who, when and why. The machine’s records stay as they are." }
        form.card method="post" action="/decisions/undo" data-done {
            @for id in ids { input type="hidden" name="ids" value=(id); }
            input type="hidden" name="then" value=(back);
            p { button { "Undo all " (sign::count(ids.len())) " " kbd { "z" } } }
        }
        p { a href=(back) { "Back to the ledger" } " · " a href="/review" { "Review" } }
    };
    page(&Frame::new("Decided", "/review"), &body)
}

fn table(title: &str, counts: &BTreeMap<&str, usize>, status: bool) -> Markup {
    let mut all: Vec<(&&str, &usize)> = counts.iter().collect();
    all.sort_by(|a, b| b.1.cmp(a.1).then(a.0.cmp(b.0)));
    html! {
        table.list.small { caption { (title) } tbody { @for (name, count) in all.into_iter().take(10) {
            tr { td { @if status { (sign::status(name)) } @else { span.kind { (name) } } } td.number { (sign::count(*count)) } }
        } } }
    }
}
