//! What could a format not hold? Counted, with the first rows that it happened to.

use std::collections::BTreeMap;

use serde::Serialize;

/// What was lost in one export.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Losses {
    /// What no row of this format has a place for.
    pub never_held: Vec<String>,
    /// What was changed or left out in some rows.
    pub in_rows: BTreeMap<String, Lost>,
}

/// Something that was lost, and where.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Lost {
    /// In how many cells.
    pub cells: u64,
    /// The first rows.
    pub first: Vec<String>,
}

/// Rows that are named.
const NAMED: usize = 5;

impl Losses {
    /// Something that the format has no place for.
    pub fn never(&mut self, what: &str) {
        self.never_held.push(what.to_owned());
    }

    /// Something was changed in a row.
    pub fn add(&mut self, what: &str, row: &str) {
        if !self.in_rows.contains_key(what) {
            self.in_rows.insert(what.to_owned(), Lost::default());
        }
        let lost = self.in_rows.get_mut(what).expect("it was put there");
        lost.cells += 1;
        if lost.first.len() < NAMED && lost.first.last().is_none_or(|last| last != row) {
            lost.first.push(row.to_owned());
        }
    }
}
