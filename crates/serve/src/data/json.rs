//! Rows as JSON: a page of them with a cursor, or one object a line.

use serde::Serialize;
use serde_json::{Value, json};

use crate::incidents::{Incidents, Linked};
use sayso_link::Rule;

/// One page of a list.
#[derive(Serialize)]
pub struct List<T: Serialize> {
    /// The rows.
    pub rows: Vec<T>,
    /// How many there are in all.
    pub count: usize,
    /// What to give as `after` to go on; none at the end. Opaque.
    pub next: Option<String>,
    /// The address that goes on.
    pub next_url: Option<String>,
    /// State of the ledger: number of the last entry that was looked at.
    pub head: i64,
    /// Values to narrow the question by.
    #[serde(skip_serializing_if = "Value::is_null")]
    pub facets: Value,
}

/// An incident; with its matrix where it is asked for alone.
pub fn incident(linked: &Incidents, one: &Linked, rule: Rule, whole: bool) -> Value {
    let values: serde_json::Map<String, Value> =
        one.picked(rule).into_iter().map(|(a, v)| (a.as_str().to_owned(), json!(v))).collect();
    let reports: Vec<Value> = one
        .incident
        .reports
        .iter()
        .map(|key| {
            let article = linked.article(key);
            json!({ "document": article.map(|a| &a.id), "name": article.map(|a| &a.name), "event": linked.event(key) })
        })
        .collect();
    let mut out = json!({
        "id": one.incident.id, "type": one.told[0].kind, "standing": one.standing, "articles": one.matrix.articles,
        "origins": one.matrix.rows.len(), "independent_origins": one.matrix.independent, "rule": rule.as_str(), "values": values,
        "reports": reports,
    });
    if whole {
        out["matrix"] = json!(one.matrix);
        out["joins"] = json!(one.incident.joins);
    }
    out
}

/// Bytes of anything that is JSON.
pub fn bytes(value: &impl Serialize) -> Vec<u8> {
    let mut out = serde_json::to_vec(value).expect("rows are JSON");
    out.push(b'\n');
    out
}
