//! Do two ledgers say the same? Where they stand and when they were written makes no difference.

use std::cmp::Ordering;
use std::ops::ControlFlow;

use crate::backend::{Value, text};
use crate::entry::{Hash, Op};
use crate::query::records::{ENTRY, entry};
use crate::query::{FieldChange, fields};
use crate::{Result, Store, id};

use sha2::{Digest, Sha256};

/// A thing that two ledgers do not agree on.
#[derive(Clone, Debug, PartialEq)]
pub struct Difference {
    /// Which thing.
    pub id: String,
    /// Only in the second (`Insert`), only in the first (`Retract`), or other there (`Correct`).
    pub op: Op,
    /// Fields that are other.
    pub fields: Vec<FieldChange>,
}

/// Things held in memory at a time.
const PAGE: usize = 1_000;

impl Store {
    /// A digest of all that was said, whatever the order: SHA-256 over the sorted digests of the entries
    /// ([`crate::entry::Entry::content_digest`]), those of runs and incidents left out: these follow from
    /// the others. Equal if, and only if, two ledgers hold the same
    /// entries.
    pub fn fingerprint(&mut self) -> Result<String> {
        let sql = format!("SELECT {ENTRY} FROM entry WHERE kind NOT IN ('run', 'incident') ORDER BY seq");
        let mut digests: Vec<Hash> = Vec::new();
        self.db.each(&sql, &[], &mut |row| {
            digests.push(entry(row)?.content_digest());
            Ok(ControlFlow::Continue(()))
        })?;
        digests.sort_unstable();
        let mut hash = Sha256::new();
        digests.iter().for_each(|d| hash.update(d));
        Ok(id::hex(&hash.finalize()))
    }

    /// Goes through what this ledger and another do not agree on, in the order of identifiers. Either may be as it was after
    /// an entry. Inputs and runs are not compared: they say how a ledger came about; nor are incidents, which follow from the rest.
    pub fn each_difference(
        &mut self,
        as_of: Option<i64>,
        other: &mut Store,
        other_as_of: Option<i64>,
        mut each: impl FnMut(Difference) -> Result<ControlFlow<()>>,
    ) -> Result<()> {
        let (mut left, mut right) = (Things::new(as_of), Things::new(other_as_of));
        loop {
            let (a, b) = (left.peek(self)?, right.peek(other)?);
            let order = match (a, b) {
                (None, None) => return Ok(()),
                (Some(_), None) => Ordering::Less,
                (None, Some(_)) => Ordering::Greater,
                (Some(a), Some(b)) => a.0.cmp(&b.0),
            };
            let difference = match order {
                Ordering::Less => {
                    left.take().map(|(id, _)| Difference { id, op: Op::Retract, fields: Vec::new() })
                }
                Ordering::Greater => {
                    right.take().map(|(id, _)| Difference { id, op: Op::Insert, fields: Vec::new() })
                }
                Ordering::Equal => match (left.take(), right.take()) {
                    (Some((id, old)), Some((_, new))) if old != new => {
                        Some(Difference { id, op: Op::Correct, fields: fields(&old, &new) })
                    }
                    _ => None,
                },
            };
            if let Some(difference) = difference
                && each(difference)?.is_break()
            {
                return Ok(());
            }
        }
    }
}

/// Things of one ledger with what it says of them, in the order of identifiers.
struct Things {
    as_of: i64,
    after: String,
    page: std::vec::IntoIter<(String, String)>,
    next: Option<(String, String)>,
    ended: bool,
}

impl Things {
    fn new(as_of: Option<i64>) -> Self {
        let as_of = as_of.unwrap_or(i64::MAX - 1);
        Self { as_of, after: String::new(), page: Vec::new().into_iter(), next: None, ended: false }
    }

    fn peek(&mut self, store: &mut Store) -> Result<Option<&(String, String)>> {
        while self.next.is_none() && !self.ended {
            self.next = self.page.next();
            if self.next.is_some() {
                break;
            }
            let sql = format!(
                "SELECT id, body FROM entry WHERE id > ?1 AND seq <= ?2 AND (until IS NULL OR until > ?2)
                 AND body IS NOT NULL AND kind NOT IN ('run', 'input', 'incident') ORDER BY id LIMIT {PAGE}"
            );
            let values = [Value::Text(&self.after), Value::Int(self.as_of)];
            let page = store.db.all(&sql, &values, |row| Ok((text(row, 0)?, text(row, 1)?)))?;
            match page.last() {
                Some(last) => self.after = last.0.clone(),
                None => self.ended = true,
            }
            self.page = page.into_iter();
        }
        Ok(self.next.as_ref())
    }

    fn take(&mut self) -> Option<(String, String)> {
        self.next.take()
    }
}
