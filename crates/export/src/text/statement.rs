//! A statement: the chain of its sources, what is done by saying it, and the words.

use sayso_model::{Actor, ActorId, Ledger, Party, Span, Statement};

use super::page::{Page, Run, run};
use super::passage::{self, Mark};
use super::style::{ACT, CONDITION, FAINT, PARTY, PLAIN, STRONG};

pub fn show(ledger: &Ledger, statement: &Statement, page: &mut Page) {
    page.blank();
    chain(ledger, statement, page);
    let mut field = |name: &str, runs: Vec<Run>| super::event::field(page, name, runs);
    if !statement.targets.is_empty() {
        let names = statement.targets.iter().filter_map(|&t| actor(ledger, t)).map(|a| a.name.as_str());
        field("to", vec![run(names.collect::<Vec<_>>().join(", "), PLAIN)]);
    }
    if let Some(medium) = &statement.medium {
        field("in", vec![run(name(ledger, medium), PLAIN)]);
    }
    if let Some(date) = statement.date {
        field("on", vec![run(date.to_string(), PLAIN)]);
    }
    if let Some(condition) = statement.condition {
        field("condition", vec![run(words(ledger, condition), CONDITION)]);
    } else if statement.conditional {
        field("condition", vec![run("yes", CONDITION)]);
    }
    if let Some((kind, answered)) = statement.answers {
        field(kind.as_str(), vec![run(format!("s{}", answered.0), PLAIN)]);
    }
    if let Some(reason) = statement.anonymity {
        field("unnamed", vec![run(words(ledger, reason), PLAIN)]);
    }
    let mut marks: Vec<(Span, Mark)> = statement.content.iter().map(|&s| (s, Mark::Content)).collect();
    marks.extend(statement.cue.map(|s| (s, Mark::Key)));
    marks.extend(statement.condition.map(|s| (s, Mark::Condition)));
    marks.extend(statement.sources.last().and_then(|p| p.span).map(|s| (s, Mark::Party)));
    passage::show(ledger, &marks, page);
}

/// The sources, outermost first, each under the one that tells of it; the act stands with the innermost.
fn chain(ledger: &Ledger, statement: &Statement, page: &mut Page) {
    let right = format!("{} · {:.2}", statement.form, statement.confidence);
    let id = format!("s{}", statement.id.0);
    let act = [run("  ", PLAIN), run(statement.act.as_str(), ACT)];
    let last = statement.sources.len().saturating_sub(1);
    if statement.sources.is_empty() {
        let mut left = vec![run(format!(" {id:<4}"), STRONG), run("unidentified", PARTY)];
        left.extend(act.clone());
        page.line(&left, &right);
    }
    for (depth, source) in statement.sources.iter().enumerate() {
        let mut left = match depth {
            0 => vec![run(format!(" {id:<4}"), STRONG)],
            _ => vec![run(format!("     {}└ ", "  ".repeat(depth - 1)), FAINT)],
        };
        left.extend(party(ledger, source));
        if depth == last {
            left.extend(act.clone());
        }
        page.line(&left, if depth == 0 { &right } else { "" });
    }
}

/// Name, title, country and role.
pub fn party(ledger: &Ledger, party: &Party) -> Vec<Run> {
    let mut runs = vec![run(name(ledger, party), PARTY)];
    if let Some(actor) = party.actor.and_then(|id| actor(ledger, id)) {
        let known = [actor.title.as_deref(), actor.country.as_deref(), actor.role.as_deref()];
        let known: Vec<&str> = known.into_iter().flatten().collect();
        if !known.is_empty() {
            runs.push(run(format!(" ({})", known.join(" ")), FAINT));
        }
    }
    runs
}

/// Canonical name, else the words of the text.
pub fn name(ledger: &Ledger, party: &Party) -> String {
    match (party.actor.and_then(|id| actor(ledger, id)), party.span) {
        (Some(actor), _) => actor.name.clone(),
        (None, Some(span)) => words(ledger, span),
        (None, None) => "unidentified".to_owned(),
    }
}

fn actor(ledger: &Ledger, id: ActorId) -> Option<&Actor> {
    ledger.actors.iter().find(|a| a.id == id)
}

/// Words of the text on one line.
pub fn words(ledger: &Ledger, span: Span) -> String {
    span.text(&ledger.document.text).split_whitespace().collect::<Vec<_>>().join(" ")
}
