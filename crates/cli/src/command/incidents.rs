//! `sayso incidents`, `sayso conflicts`, `sayso commitments`

use std::collections::BTreeMap;

use sayso_link::commitment::{self, Commitment, Outcome, Pledge, follow};
use sayso_link::matrix::{Attribute, Matrix, Value, Verdict};
use sayso_link::{Incident, Report, Rule, aggregate, matrix};
use sayso_store::Open;
use sayso_tables::{Gathered, standing};
use serde_json::json;

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
        let standing = standing(&matrix);
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
    let query = &flags.query;
    let shape = Shape::new(&query.shape, around);
    let gathered = gather(query)?;
    let mut output = Output::open(query.shape.output.as_deref())?;
    let most = query.limit.or(shape.to_terminal.then_some(10)).unwrap_or(usize::MAX);
    let mut found = 0;
    for (incident, told) in gathered.incidents() {
        let matrix = matrix(&told);
        let wanted = match &flags.incident {
            Some(id) => *id == incident.id,
            None => standing(&matrix) == "disputed",
        };
        if !wanted || found == most {
            continue;
        }
        found += 1;
        match shape.layout {
            Layout::Jsonl => {
                let reports = reports(&gathered, &incident);
                let line = json!({"incident": incident.id, "reports": reports, "joins": incident.joins, "matrix": matrix});
                output.add(format!("{line}\n").as_bytes())?;
            }
            Layout::Table => output.add(page(&incident, &told, &matrix, &shape).as_bytes())?,
        }
    }
    output.put(b"")?;
    if let Some(id) = flags.incident.as_ref().filter(|_| found == 0) {
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
    let told: Vec<&Report> = gathered.blocks.values().flatten().collect();
    let mut blocks: BTreeMap<_, Vec<Pledge>> = BTreeMap::new();
    for pledge in &gathered.pledges {
        blocks.entry(commitment::block(pledge)).or_default().push(pledge.clone());
    }
    let mut all: Vec<(Commitment, Outcome)> = Vec::new();
    for block in blocks.values() {
        for found in commitment::commitments(block) {
            let outcome = follow(&found, &told, &gathered.pledges.iter().collect::<Vec<_>>());
            all.push((found, outcome));
        }
    }
    all.sort_by(|a, b| {
        let first = |c: &Commitment| (c.pledges[0].published, c.pledges[0].key.clone());
        first(&a.0).cmp(&first(&b.0))
    });
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

/// The matrix for reading: origins down, attributes across; what is disputed is marked in the head.
fn page(incident: &Incident, told: &[&Report], matrix: &Matrix, shape: &Shape) -> String {
    let shown: Vec<&sayso_link::matrix::Column> = matrix.columns.iter().collect();
    let mark = |v: Verdict| match v {
        Verdict::Denied => " denied",
        Verdict::Contradicted => " ≠",
        Verdict::Compatible => " ~",
        Verdict::Agreed => " =",
        Verdict::Single | Verdict::Silent => "",
    };
    let mut out = format!(
        "{}  {}  {} articles · {} origins, {} independent · {}\n",
        incident.id,
        told[0].kind,
        matrix.articles,
        matrix.rows.len(),
        matrix.independent,
        standing(matrix)
    );
    for ring in &matrix.rings {
        out += &format!("circular: {} cite each other\n", ring.join(", "));
    }
    let mut head = vec!["origin".to_owned(), "articles".to_owned()];
    head.extend(shown.iter().map(|c| format!("{}{}", c.attribute.as_str(), mark(c.verdict))));
    let value = |v: &Value| if v.superseded { format!("({})", v.text) } else { v.text.clone() };
    let head: Vec<&str> = head.iter().map(String::as_str).collect();
    let mut table = Table::new(&head, shape.width, shape.color);
    for row in &matrix.rows {
        let mut cells = vec![row.origin.name.clone(), row.articles.len().to_string()];
        cells.extend(shown.iter().map(|c| {
            let values = row.cells.get(&c.attribute).into_iter().flatten().map(value).collect::<Vec<_>>();
            if values.is_empty() { "–".to_owned() } else { values.join(", ") }
        }));
        table.row(cells);
    }
    out + &table.to_text() + "\n"
}
