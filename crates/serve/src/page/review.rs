//! The queue of claims that nobody has looked at: one decision, and the next opens by itself. And how far people agree.

use std::collections::BTreeMap;

use maud::{Markup, html};

use super::ledger::read;
use super::narrow::narrow;
use super::{Frame, claim, page, sign};
use crate::agreement::{self, Agreement};
use crate::ask::{Ask, Layer};
use crate::desk::Work;
use crate::index::{Index, Order};
use crate::problem::Problem;
use crate::review::{Decided, STATES};

/// Claims of the queue that are listed.
const AHEAD: usize = 8;

/// The page.
pub fn review(work: &mut Work, ask: &Ask) -> Result<Markup, Problem> {
    let mut ask = ask.clone();
    if ask.review.is_empty() && ask.layer == Layer::Machine {
        ask.review = vec!["open".into()];
    }
    // Unless somebody asks for another order, what the program is least sure of comes first.
    if ask.order == Order::Newest {
        ask.order = Order::Doubtful;
    }
    let index = work.index_for(&ask)?;
    let chosen = work.chosen(&index, &ask)?;
    let from = ask.from.min(chosen.len());
    let ahead = read(work, &index, &chosen[from..(from + AHEAD).min(chosen.len())], Layer::Machine)?;
    let first = match ahead.first() {
        Some((_, first)) => Some(claim::view(work, &first.id)?),
        None => None,
    };
    let skip = format!("/review{}", super::ledger::joined(&ask.query(), "from", &(from + 1).to_string()));
    let narrow = narrow(work, "/review", &index, &chosen, &ask, html! {})?;
    let body = html! {
        h1 { "Review" }
        div.split {
            (narrow.facets)
            section id="queue" data-next=(skip) {
                @match &first {
                    Some(view) => {
                        p.muted { "Claim " (sign::count(from + 1)) " of " (sign::count(chosen.len())) ". Accept, reject or correct it, and the next opens by itself. " a href=(skip) data-skip { "Skip " kbd { "s" } } }
                        div.card { (claim::peek(work, view)) }
                    }
                    None => { div.empty { p { "Nothing is left to review here." } } }
                }
                @if ahead.len() > 1 {
                    h2 { "Next" }
                    ul.plain { @for (_, c) in ahead.iter().skip(1) { li { a href={ "/claims/" (c.id) } { (sign::status(&c.status)) " " span.kind { (c.kind) } " " (sign::parties(c)) } } } }
                }
                (agreed(&index))
            }
        }
    };
    let frame = Frame {
        ask: Some(&ask),
        counts: narrow.counts,
        read_only: work.desk.settings.read_only,
        ..Frame::new("Review", "/review")
    };
    Ok(page(&frame, &body))
}

/// All decisions that stand, in the order of their entries.
pub fn decisions(index: &Index) -> Vec<&Decided> {
    let mut all: Vec<&Decided> = index.decided.values().flat_map(|s| &s.decisions).collect();
    all.sort_by_key(|d| d.seq);
    all
}

/// How often people agree with the machine, and with each other.
fn agreed(index: &Index) -> Markup {
    let all = decisions(index);
    if all.is_empty() {
        return html! { section { h2 { "Agreement" } p.muted { "Nobody has decided anything yet." } } };
    }
    let mut states: BTreeMap<&str, usize> = BTreeMap::new();
    let mut fields: BTreeMap<&str, usize> = BTreeMap::new();
    let mut reasons: BTreeMap<&str, usize> = BTreeMap::new();
    for standing in index.decided.values() {
        *states.entry(standing.state()).or_default() += 1;
    }
    for decided in &all {
        if let Some(field) = &decided.body.field {
            *fields.entry(field).or_default() += 1;
        }
        if let Some(reason) = &decided.body.reason {
            *reasons.entry(reason).or_default() += 1;
        }
    }
    let looked: usize = states.values().sum();
    let both = judged(index);
    let taken = ["accepted", "corrected", "rejected"].map(|s| states.get(s).copied().unwrap_or(0));
    let settled: usize = taken.iter().sum();
    html! {
        section {
            h2 { "Agreement" }
            p { (sign::counted(looked, "claim")) " looked at by " (sign::counted(people(&all), "person")) "."
                @if settled > 0 { " Of " (sign::count(settled)) " that are settled, " (sign::count(taken[0])) " were right as the machine wrote them (" (taken[0] * 100 / settled) " in 100)." }
                @if both.pairs > 0 { " Two persons judged one claim in " (sign::counted(both.pairs, "case")) " and agreed in " (both.same)
                    @if let Some(alpha) = both.alpha { ", Krippendorff’s alpha " (format!("{alpha:.2}")) } "." } }
            div.columns {
                (small("Claims", STATES.iter().filter_map(|s| Some((*s, *states.get(s)?))).collect()))
                (small("Fields corrected", fields.into_iter().collect()))
                (small("Reasons", reasons.into_iter().collect()))
            }
            p { a href="/decisions.jsonl" download { "Decisions as training data (JSONL)" } }
        }
    }
}

fn people(all: &[&Decided]) -> usize {
    let mut names: Vec<&str> = all.iter().map(|d| d.by.as_str()).collect();
    names.sort_unstable();
    names.dedup();
    names.len()
}

/// One judgement of each person for each claim.
fn judged(index: &Index) -> Agreement {
    agreement::agreement(index.decided.values().map(|standing| {
        let whole = standing.decisions.iter().filter(|d| d.body.field.is_none());
        whole.map(|d| d.body.action.as_str()).collect()
    }))
}

fn small(title: &str, rows: Vec<(&str, usize)>) -> Markup {
    html! { @if !rows.is_empty() { table.list.small { caption { (title) } tbody { @for (name, count) in rows { tr { td { (name) } td.number { (sign::count(count)) } } } } } } }
}
