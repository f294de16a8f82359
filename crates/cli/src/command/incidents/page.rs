//! The conflict of an incident for reading: origins down, attributes across, and what follows from it.

use std::collections::BTreeMap;

use sayso_incidents::Gathered;
use sayso_link::matrix::{Attribute, Column, Matrix, Step, Value, Verdict};
use sayso_link::{Incident, Rule, aggregate};

use crate::shape::Shape;
use crate::table::Table;

/// All of it.
pub fn page(gathered: &Gathered, incident: &Incident, matrix: &Matrix, rule: Rule, shape: &Shape) -> String {
    let kind =
        gathered.blocks.values().flatten().find(|r| r.key == incident.reports[0]).map(|r| r.kind.as_str());
    let mut out = format!(
        "{}  {}  {} articles · {} origins, {} independent · {}\n",
        incident.id,
        kind.unwrap_or_default(),
        matrix.articles,
        matrix.rows.len(),
        matrix.independent,
        matrix.standing()
    );
    out += &origins(matrix, shape);
    for ring in &matrix.rings {
        out += &format!("circular: {} cite each other\n", ring.join(", "));
    }
    let names: BTreeMap<&str, &str> =
        matrix.rows.iter().map(|r| (r.origin.id.as_str(), r.origin.name.as_str())).collect();
    for row in matrix.rows.iter().filter(|r| !r.denies.is_empty()) {
        let denied: Vec<&str> = row.denies.iter().filter_map(|id| names.get(id.as_str()).copied()).collect();
        out += &format!("denial: {} denies what {} say\n", row.origin.name, some(&denied));
    }
    for row in matrix.rows.iter().filter(|r| !r.takes_back.is_empty()) {
        out += &format!("retraction: {} denies what it said before\n", row.origin.name);
    }
    out += &tolls(&matrix.steps());
    let differing = matrix.columns.iter().filter(|c| c.dscore > 0).map(score).collect::<Vec<_>>();
    if !differing.is_empty() {
        out += &format!("scores (eventreport): {}\n", differing.join("; "));
    }
    out += &picked(matrix, rule, &names);
    for decided in gathered.decisions_on(incident) {
        let why = decided.why.as_ref().map(|w| format!(": {w}")).unwrap_or_default();
        let verdict = decided.body.action.as_str();
        out += &format!("decided {verdict} by {}{why} ({})\n", decided.by, decided.id);
    }
    out + "\n"
}

fn origins(matrix: &Matrix, shape: &Shape) -> String {
    let mark = |v: Verdict| match v {
        Verdict::Denied => " denied",
        Verdict::Contradicted => " ≠",
        Verdict::Compatible => " ~",
        Verdict::Agreed => " =",
        Verdict::Single | Verdict::Silent => "",
    };
    let mut head = vec!["origin".to_owned(), "articles".to_owned()];
    head.extend(matrix.columns.iter().map(|c| format!("{}{}", c.attribute.as_str(), mark(c.verdict))));
    let value = |v: &Value| if v.superseded { format!("({})", v.text) } else { v.text.clone() };
    let head: Vec<&str> = head.iter().map(String::as_str).collect();
    let mut table = Table::new(&head, shape.width, shape.color);
    for row in &matrix.rows {
        let mut cells = vec![row.origin.name.clone(), row.articles.len().to_string()];
        cells.extend(matrix.columns.iter().map(|c| {
            let values = row.cells.get(&c.attribute).into_iter().flatten().map(value).collect::<Vec<_>>();
            if values.is_empty() { "–".to_owned() } else { values.join(", ") }
        }));
        table.row(cells);
    }
    table.to_text()
}

/// How figures moved, one line for each kind of victims; only where there is more than one.
fn tolls(steps: &[Step]) -> String {
    let mut out = String::new();
    for steps in steps.chunk_by(|a, b| a.attribute == b.attribute).filter(|s| s.len() > 1) {
        let step = |s: &Step| {
            let day = s.published.map(|d| format!("{d} ")).unwrap_or_default();
            let before = s.before.as_ref().map(|b| format!(" (before: {b})")).unwrap_or_default();
            format!("{day}{} {}{before}", s.figure, s.name)
        };
        let told: Vec<String> = steps.iter().map(step).collect();
        out += &format!("{} over time: {}\n", steps[0].attribute.as_str(), told.join("; "));
    }
    out
}

fn score(column: &Column) -> String {
    let mut out = format!("{} dscore {}", column.attribute.as_str(), column.dscore);
    if let Some(disagreement) = column.disagreement {
        out += &format!(", disagreement {disagreement:.2}");
    }
    if let Some(range) = column.range {
        out += &format!(", range {range}");
    }
    out
}

/// The first names of a list, and how many more there are.
fn some(names: &[&str]) -> String {
    match names.len() {
        0..=4 => names.join(", "),
        many => format!("{} and {} more", names[..3].join(", "), many - 3),
    }
}

fn picked(matrix: &Matrix, rule: Rule, names: &BTreeMap<&str, &str>) -> String {
    let told = |p: sayso_link::aggregate::Picked| {
        let by: Vec<&str> = p.origins.iter().filter_map(|o| names.get(o.as_str()).copied()).collect();
        format!("{} {} ({})", p.attribute.as_str(), p.value.text, some(&by))
    };
    let values = aggregate(matrix, rule).into_iter().filter(|p| p.attribute != Attribute::Happened).map(told);
    format!("by the rule {}: {}\n", rule.as_str(), values.collect::<Vec<_>>().join("; "))
}
