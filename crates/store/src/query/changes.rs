//! What has changed since? Entries in their order, each with what it says that the one before did not.

use std::ops::ControlFlow;

use serde::Serialize;
use serde_json::Value as Json;

use super::records::{ENTRY, entry};
use crate::backend::Value;
use crate::entry::{Entry, Kind, Op};
use crate::record::from_json;
use crate::record::run::Run;
use crate::{Result, Store};

/// A field that is not as it was.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct FieldChange {
    /// Its place in the record: `date.from`, `actors`.
    pub field: String,
    /// What was said.
    pub old: Json,
    /// What is said now.
    pub new: Json,
}

/// An entry, and what it changes.
#[derive(Clone, Debug, PartialEq)]
pub struct Change {
    /// The entry.
    pub entry: Entry,
    /// Fields of a correction.
    pub fields: Vec<FieldChange>,
    /// Who wrote it: a person, or the version of the program.
    pub by: String,
}

/// Changes held in memory at a time.
const PAGE: usize = 500;

impl Store {
    /// Goes through the entries after one, until told to stop. Only of these kinds; all if there are none.
    pub fn each_change(
        &mut self,
        after: i64,
        kinds: &[Kind],
        mut each: impl FnMut(Change) -> Result<ControlFlow<()>>,
    ) -> Result<()> {
        let mut after = after;
        let mut run: Option<(i64, String)> = None;
        let wanted = match kinds {
            [] => String::new(),
            kinds => {
                let names: Vec<String> = kinds.iter().map(|k| format!("'{k}'")).collect();
                format!("AND kind IN ({})", names.join(", "))
            }
        };
        loop {
            let sql = format!("SELECT {ENTRY} FROM entry WHERE seq > ?1 {wanted} ORDER BY seq LIMIT {PAGE}");
            let page = self.db.all(&sql, &[Value::Int(after)], entry)?;
            let Some(last) = page.last() else { return Ok(()) };
            after = last.seq;
            for entry in page {
                if run.as_ref().is_none_or(|(seq, _)| *seq != entry.run) {
                    run = Some((entry.run, self.author(entry.run)?));
                }
                let fields = match (entry.op, entry.replaces, &entry.body) {
                    (Op::Correct, Some(before), Some(new)) => {
                        let old = self.entry(before)?.and_then(|e| e.body).unwrap_or_default();
                        fields(&old, new)
                    }
                    _ => Vec::new(),
                };
                let by = run.as_ref().map(|r| r.1.clone()).unwrap_or_default();
                if each(Change { entry, fields, by })?.is_break() {
                    return Ok(());
                }
            }
        }
    }

    fn author(&mut self, run: i64) -> Result<String> {
        let body = self.entry(run)?.and_then(|e| e.body).unwrap_or_default();
        let run: Run = from_json("a run", &body)?;
        Ok(run.by.unwrap_or(run.version))
    }
}

/// Fields in which two records differ.
pub(crate) fn fields(old: &str, new: &str) -> Vec<FieldChange> {
    let (old, new) = (serde_json::from_str(old), serde_json::from_str(new));
    let mut out = Vec::new();
    if let (Ok(old), Ok(new)) = (old, new) {
        compare("", &old, &new, &mut out);
    }
    out
}

fn compare(place: &str, old: &Json, new: &Json, out: &mut Vec<FieldChange>) {
    match (old, new) {
        (Json::Object(a), Json::Object(b)) => {
            let mut names: Vec<&String> = a.keys().chain(b.keys()).collect();
            names.sort();
            names.dedup();
            for name in names {
                let place = if place.is_empty() { name.clone() } else { format!("{place}.{name}") };
                let get = |map: &serde_json::Map<String, Json>| map.get(name).cloned().unwrap_or(Json::Null);
                compare(&place, &get(a), &get(b), out);
            }
        }
        (old, new) if old == new => {}
        (old, new) => {
            out.push(FieldChange { field: place.to_owned(), old: old.clone(), new: new.clone() });
        }
    }
}
