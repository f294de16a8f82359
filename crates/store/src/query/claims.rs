//! Claims that pass a filter.

use std::ops::ControlFlow;

use super::Query;
use crate::backend::{Dialect, Value, int, text};
use crate::filter::{Compiled, Grain};
use crate::{Result, Store};

/// A claim as the ledger holds it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ClaimRow {
    /// Number of its entry, which is the cursor.
    pub seq: i64,
    /// Which revision of the claim it is.
    pub rev: i64,
    /// The claim as JSON: [`crate::record::claim::Claim`].
    pub body: String,
}

impl Store {
    /// Goes through claims in the order of their entries until told to stop.
    pub fn each_claim(
        &mut self,
        query: &Query,
        mut each: impl FnMut(ClaimRow) -> Result<ControlFlow<()>>,
    ) -> Result<()> {
        let (sql, values) = self.claims_sql(query, "e.seq, e.rev, e.body");
        self.db.each(&sql, &values, &mut |row| {
            each(ClaimRow { seq: int(row, 0)?, rev: int(row, 1)?, body: text(row, 2)? })
        })
    }

    /// All of them at once.
    pub fn claims(&mut self, query: &Query) -> Result<Vec<ClaimRow>> {
        let mut rows = Vec::new();
        self.each_claim(query, |row| {
            rows.push(row);
            Ok(ControlFlow::Continue(()))
        })?;
        Ok(rows)
    }

    /// Numbers of their entries alone, in that order: what is known of them by other means needs no more.
    pub fn claim_numbers(&mut self, query: &Query) -> Result<Vec<i64>> {
        let (sql, values) = self.claims_sql(query, "c.n");
        self.db.all(&sql, &values, |row| int(row, 0))
    }

    /// How many there are, but no more than `most` are counted.
    pub fn count_claims(&mut self, query: &Query, most: usize) -> Result<usize> {
        let query = Query { limit: Some(most), ..query.clone() };
        let (sql, values) = self.claims_sql(&query, "c.n");
        let count = self.db.one_int(&format!("SELECT count(*) FROM ({sql}) AS found"), &values)?;
        Ok(count.unwrap_or(0) as usize)
    }

    pub(crate) fn claims_sql(&self, query: &Query, columns: &str) -> (String, Vec<Value<'static>>) {
        let dialect = self.db.dialect();
        let compiled = query.filter.compile(Grain::Claims, dialect, 1);
        let Compiled { terms, conditions, mut values } = compiled;
        let mut add = |value| {
            values.push(value);
            format!("?{}", values.len())
        };
        let mut from = "claim c".to_owned();
        let mut wanted = String::from("1 = 1");
        // The number of the claim, as the table that leads has it: so the index gives the order.
        let mut n = "c.n";
        if let Some(terms) = terms {
            let place = add(Value::Owned(terms));
            (from, wanted, n) = match dialect {
                Dialect::Sqlite => (
                    "claim_terms CROSS JOIN claim c".to_owned(),
                    format!("claim_terms MATCH {place} AND c.n = claim_terms.rowid"),
                    "claim_terms.rowid",
                ),
                Dialect::Postgres => (
                    "claim_terms t CROSS JOIN claim c".to_owned(),
                    format!("t.terms @@ CAST({place} AS text)::tsquery AND c.n = t.n"),
                    "c.n",
                ),
            };
        }
        if columns.contains("e.") {
            from.push_str(" CROSS JOIN entry e");
            wanted.push_str(" AND e.seq = c.n");
        }
        match query.as_of {
            None => wanted.push_str(" AND c.until IS NULL"),
            Some(as_of) => {
                let at = add(Value::Int(as_of));
                wanted.push_str(&format!(" AND {n} <= {at} AND (c.until IS NULL OR c.until > {at})"));
            }
        }
        if let Some(after) = query.after {
            let sign = if query.newest_first { "<" } else { ">" };
            let after = add(Value::Int(after));
            wanted.push_str(&format!(" AND {n} {sign} {after}"));
        }
        wanted.push_str(&conditions);
        let order = if query.newest_first { "DESC" } else { "ASC" };
        let mut sql = format!("SELECT {columns} FROM {from} WHERE {wanted} ORDER BY {n} {order}");
        if let Some(limit) = query.limit {
            sql.push_str(&format!(" LIMIT {limit}"));
        }
        (sql, values)
    }
}
