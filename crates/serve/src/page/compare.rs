//! Two states of the ledger: what was added, corrected and taken back between them, by kind and field.

use std::collections::BTreeMap;
use std::ops::ControlFlow;

use maud::{Markup, html};
use sayso_store::entry::{Kind, Op};
use sayso_store::query::FieldChange;
use sayso_store::record::claim::Claim;
use serde_json::{Value, json};

use super::{Frame, page, sign};
use crate::ask::Ask;
use crate::desk::Work;
use crate::problem::Problem;

/// Rows that are shown.
const ROWS: usize = 200;
/// Parameters of this page.
pub const PARAMETERS: [&str; 2] = ["old", "new"];

/// The page.
pub fn compare(work: &mut Work, ask: &Ask) -> Result<Markup, Problem> {
    let head = work.store.head()?.seq;
    let (old, new) = (ask.get("old").unwrap_or(""), ask.get("new").unwrap_or(""));
    let found = if old.is_empty() { None } else { Some(between(work, old, new)?) };
    let mut told: BTreeMap<String, Claim> = BTreeMap::new();
    for (op, id, _) in found.iter().flat_map(|f| &f.rows).filter(|r| r.1.starts_with("clm_")) {
        let at = found.as_ref().map(|f| if *op == Op::Retract { f.ends.0 } else { f.ends.1 });
        let body = work.store.record(id, at)?.and_then(|e| e.body);
        told.extend(body.and_then(|b| serde_json::from_str(&b).ok()).map(|c| (id.clone(), c)));
    }
    let body = html! {
        h1 { "Compare two states of the ledger" }
        form action="/compare" method="get" class="fields" {
            label { "Before " input name="old" value=(old) placeholder="2024-04-01, or an entry" autocomplete="off"; }
            label { "After " input name="new" value=(new) placeholder={ "now: entry " (head) } autocomplete="off"; }
            button { "Compare" }
        }
        p.muted.prose { "A state is the number of an entry, a day (to its end, in UTC) or a time. The ledger has " (sign::count(head as usize)) " entries. Two ledgers are compared by " code { "sayso diff" } "." }
        @if let Some(found) = &found { (shown(found, &told)) }
    };
    Ok(page(&Frame::new("Compare", "/compare"), &body))
}

/// What lies between two states.
#[derive(Default)]
pub struct Between {
    ends: (i64, i64),
    counts: BTreeMap<(Kind, &'static str), usize>,
    fields: BTreeMap<String, usize>,
    rows: Vec<(Op, String, Vec<FieldChange>)>,
    all: usize,
}

/// Compares two states; the second is now if it is empty.
pub fn between(work: &mut Work, old: &str, new: &str) -> Result<Between, Problem> {
    let old = work.moment(old)?;
    let new = if new.is_empty() { work.store.head()?.seq } else { work.moment(new)? };
    if old > new {
        return Err(Problem::bad("the state before is later than the state after"));
    }
    let mut other = work.store.again()?;
    let mut out = Between { ends: (old, new), ..Between::default() };
    work.store.each_difference(Some(old), &mut other, Some(new), |difference| {
        out.all += 1;
        let kind = Kind::of_id(&difference.id).unwrap_or(Kind::Claim);
        *out.counts.entry((kind, difference.op.as_str())).or_default() += 1;
        for field in &difference.fields {
            let stem = field.field.split('.').next().unwrap_or("").to_owned();
            *out.fields.entry(stem).or_default() += 1;
        }
        if out.rows.len() < ROWS && matches!(kind, Kind::Claim | Kind::Document | Kind::Decision) {
            out.rows.push((difference.op, difference.id, difference.fields));
        }
        Ok(ControlFlow::Continue(()))
    })?;
    Ok(out)
}

impl Between {
    /// The same for programs.
    pub fn json(&self) -> Value {
        let kinds: Vec<Value> = self
            .counts
            .iter()
            .map(|((kind, op), count)| json!({ "kind": kind.as_str(), "change": op, "count": count }))
            .collect();
        let row = |(op, id, fields): &(Op, String, Vec<FieldChange>)| {
            let fields: Vec<Value> =
                fields.iter().map(|f| json!({ "field": f.field, "old": f.old, "new": f.new })).collect();
            json!({ "change": op.as_str(), "id": id, "fields": fields })
        };
        let rows: Vec<Value> = self.rows.iter().map(row).collect();
        json!({ "old": self.ends.0, "new": self.ends.1, "count": self.all, "kinds": kinds, "fields": self.fields,
            "rows": rows, "truncated": self.rows.len() == ROWS })
    }
}

fn shown(found: &Between, told: &BTreeMap<String, Claim>) -> Markup {
    let short = |value: &Value| {
        let text = value.as_str().map_or_else(|| value.to_string(), str::to_owned);
        if text.chars().count() > 90 { text.chars().take(89).chain(['…']).collect() } else { text }
    };
    let sign_of = |op: Op| match op {
        Op::Insert => ("+", "new"),
        Op::Correct => ("~", "other"),
        Op::Retract => ("−", "gone"),
    };
    html! {
        section {
            h2 { (sign::counted(found.all, "difference")) }
            div.columns {
                @if !found.counts.is_empty() { table.list.small { caption { "By kind" } tbody { @for ((kind, op), count) in &found.counts { tr { td { (kind) } td { (op) } td.number { (sign::count(*count)) } } } } } }
                @if !found.fields.is_empty() { table.list.small { caption { "Fields that are other" } tbody { @for (field, count) in &found.fields { tr { td { (field) } td.number { (sign::count(*count)) } } } } } }
            }
            @if !found.rows.is_empty() {
                h2 { "Articles, claims and decisions" }
                table.list {
                    thead { tr { th scope="col" { "Change" } th scope="col" { "What" } th scope="col" { "Fields" } } }
                    tbody { @for (op, id, fields) in &found.rows { tr data-id=(id) {
                        td { @let (glyph, words) = sign_of(*op); span title=(words) { (glyph) span.hidden-label { (words) } } }
                        td { @if let Some(claim) = told.get(id) { (sign::status(&claim.status)) " " a.open href={ "/claims/" (id) } { span.kind { (claim.kind) } " " (sign::parties(claim)) } span.second dir="auto" { "“" (claim.quote.text) "” — " (sign::chain(claim)) } }
                            @else if id.starts_with("clm_") { a.open href={ "/claims/" (id) } { (id) } } @else if id.starts_with("doc_") { a.open href={ "/articles/" (id) } { (id) } } @else { (id) } }
                        td { @for field in fields { div { code { (field.field) } ": " s { (short(&field.old)) } " → " (short(&field.new)) } } }
                    } } }
                }
            }
        }
    }
}
