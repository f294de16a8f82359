//! `sayso incidents`, `sayso conflicts`, `sayso commitments`

mod page;

use std::collections::BTreeMap;

use sayso_incidents::Gathered;
use sayso_link::matrix::Attribute;
use sayso_link::{Incident, Rule, aggregate, matrix};
use sayso_store::Open;
use serde_json::json;

use self::page::page;
use crate::exit::Exit;
use crate::flags::{ConflictFlags, IncidentFlags, Layout, ListFlags, QueryFlags};
use crate::ledger;
use crate::message;
use crate::output::Output;
use crate::request::Surroundings;
use crate::shape::Shape;
use crate::table::Table;

/// One row for each incident, with the values that a named rule picks.
pub fn incidents(flags: &IncidentFlags, around: &Surroundings) -> Result<Exit, Exit> {
    let query = &flags.query;
    let shape = Shape::new(&query.shape, around);
    let rule = rule(&flags.rule)?;
    let gathered = gather(query)?;
    let mut output = Output::open(query.shape.output.as_deref())?;
    let head =
        &["incident", "type", "date", "place", "killed", "articles", "origins", "standing", "who, to whom"];
    let mut table = Table::new(head, shape.width, shape.color);
    let most = query.limit.or(shape.to_terminal.then_some(50)).unwrap_or(usize::MAX);
    let mut found = 0;
    for (incident, told) in gathered.incidents() {
        let matrix = matrix(&told);
        let standing = matrix.standing();
        if flags.disputed && !matches!(standing, "disputed" | "denied only") {
            continue;
        }
        found += 1;
        if found > most {
            break;
        }
        let picked: BTreeMap<Attribute, String> =
            aggregate(&matrix, rule).into_iter().map(|p| (p.attribute, p.value.text)).collect();
        if shape.layout == Layout::Jsonl {
            let values: BTreeMap<&str, &String> = picked.iter().map(|(a, v)| (a.as_str(), v)).collect();
            let line = json!({
                "incident": incident.id, "type": told[0].kind, "articles": matrix.articles,
                "origins": matrix.rows.len(), "independent_origins": matrix.independent, "standing": standing,
                "rule": rule.as_str(), "values": values, "reports": reports(&gathered, &incident),
            });
            output.add(format!("{line}\n").as_bytes())?;
            continue;
        }
        let cell = |a: Attribute| picked.get(&a).cloned().unwrap_or_default();
        table.row(vec![
            incident.id.to_string(),
            told[0].kind.to_string(),
            cell(Attribute::Date),
            cell(Attribute::Place),
            cell(Attribute::Killed),
            matrix.articles.to_string(),
            matrix.independent.to_string(),
            standing.to_owned(),
            format!("{} → {}", or_unknown(cell(Attribute::Doer)), or_unknown(cell(Attribute::Recipient))),
        ]);
    }
    let text = if shape.layout == Layout::Table && found > 0 { table.to_text() } else { String::new() };
    output.put(text.as_bytes())?;
    Ok(if query.exit_status && found == 0 { Exit::NothingFound } else { Exit::Done })
}

/// The matrix of one incident, or of all that are disputed.
pub fn conflicts(flags: &ConflictFlags, around: &Surroundings) -> Result<Exit, Exit> {
    let mut query = flags.query.clone();
    let shape = Shape::new(&query.shape, around);
    let rule = rule(&flags.rule)?;
    // `sayso conflicts inc_…` is what a reader of `sayso incidents` types.
    let at = query.filter.iter().position(|word| word.starts_with("inc_"));
    let id = flags.incident.clone().or(at.map(|at| query.filter.remove(at)));
    let gathered = gather(&query)?;
    let mut output = Output::open(query.shape.output.as_deref())?;
    let most = query.limit.or(shape.to_terminal.then_some(10)).unwrap_or(usize::MAX);
    let mut found = 0;
    for (incident, told) in gathered.incidents() {
        let matrix = matrix(&told);
        let wanted = match &id {
            Some(id) => incident.is_called(id),
            None => matrix.standing() == "disputed",
        };
        if !wanted || found == most {
            continue;
        }
        found += 1;
        match shape.layout {
            Layout::Jsonl => {
                let reports = reports(&gathered, &incident);
                let line = json!({"incident": incident.id, "reports": reports, "joins": incident.joins,
                    "decisions": gathered.decisions_on(&incident), "matrix": matrix, "steps": matrix.steps(),
                    "rule": rule.as_str(), "picked": aggregate(&matrix, rule)});
                output.add(format!("{line}\n").as_bytes())?;
            }
            Layout::Table => output.add(page(&gathered, &incident, &matrix, rule, &shape).as_bytes())?,
        }
    }
    output.put(b"")?;
    if let Some(id) = id.as_ref().filter(|_| found == 0) {
        let hint = "`sayso incidents` lists those of the ledger";
        message::error(format_args!("there is no incident `{id}` among the articles asked for"), Some(hint));
        return Err(Exit::NothingFound);
    }
    Ok(if query.exit_status && found == 0 { Exit::NothingFound } else { Exit::Done })
}

/// Threats, promises, demands and refusals, and what became of them.
pub fn commitments(flags: &ListFlags, around: &Surroundings) -> Result<Exit, Exit> {
    let query = &flags.query;
    let shape = Shape::new(&query.shape, around);
    let gathered = gather(query)?;
    let all = gathered.commitments();
    let mut output = Output::open(query.shape.output.as_deref())?;
    let head = &["commitment", "kind", "since", "said", "state", "by", "if", "what"];
    let mut table = Table::new(head, shape.width, shape.color);
    let most = query.limit.or(shape.to_terminal.then_some(50)).unwrap_or(usize::MAX);
    let found = all.len();
    for (commitment, outcome) in all.into_iter().take(most) {
        if shape.layout == Layout::Jsonl {
            let line = json!({"commitment": commitment.id, "kind": commitment.kind(), "state": outcome.state,
                "sayings": commitment.pledges, "deed_reported": outcome.deed,
                "condition_reported": outcome.condition, "withdrawn_in": outcome.withdrawal});
            output.add(format!("{line}\n").as_bytes())?;
            continue;
        }
        let first = &commitment.pledges[0];
        table.row(vec![
            commitment.id.to_string(),
            commitment.kind().as_str().to_owned(),
            first.published.map(|d| d.to_string()).unwrap_or_default(),
            format!("{}×", commitment.pledges.len()),
            outcome.state.as_str().to_owned(),
            first.by.party.name.clone(),
            first.condition.clone().unwrap_or_default(),
            first.words.clone(),
        ]);
    }
    let text = if shape.layout == Layout::Table && found > 0 { table.to_text() } else { String::new() };
    output.put(text.as_bytes())?;
    Ok(if query.exit_status && found == 0 { Exit::NothingFound } else { Exit::Done })
}

fn gather(flags: &QueryFlags) -> Result<Gathered, Exit> {
    let mut store = ledger::open(&flags.ledger, Open::Existing)?;
    let asked = ledger::query(flags, &mut store, false)?;
    Gathered::read(&mut store, &asked).map_err(|e| ledger::fail(&e))
}

/// The rule of a name.
pub fn rule(name: &str) -> Result<Rule, Exit> {
    Rule::from_name(name).ok_or_else(|| {
        let names = Rule::ALL.map(Rule::as_str).join(", ");
        message::error(format_args!("there is no rule `{name}`"), Some(&format!("one of: {names}")));
        Exit::Usage
    })
}

/// The articles' own identifiers beside the numbers of the events in them.
fn reports(gathered: &Gathered, incident: &Incident) -> Vec<serde_json::Value> {
    let of = |key: &sayso_link::Key| {
        let article = gathered.articles.get(&key.document);
        json!({"document": article.map(|a| &a.id), "name": article.map(|a| &a.name), "event": format!("e{}", key.event)})
    };
    incident.reports.iter().map(of).collect()
}

fn or_unknown(text: String) -> String {
    if text.is_empty() { "?".to_owned() } else { text }
}
