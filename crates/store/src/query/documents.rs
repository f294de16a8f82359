//! Articles that pass a filter: by what is known of them, or by a claim in them that passes.

use std::ops::ControlFlow;

use serde::Serialize;

use super::Query;
use crate::backend::{Dialect, Row, Value, int, text};
use crate::filter::{Compiled, Grain};
use crate::{Result, Store};

/// An article.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct DocumentRow {
    /// Number of its entry, which is the cursor.
    pub seq: i64,
    /// Identifier.
    pub id: String,
    /// Where it was first read.
    pub name: String,
    /// SHA-256 of the canonical text.
    pub sha256: String,
    /// Headline.
    pub title: Option<String>,
    /// Who published it.
    pub publisher: Option<String>,
    /// Day of publication.
    pub published: Option<String>,
    /// Its address.
    pub url: Option<String>,
    /// Language.
    pub language: Option<String>,
    /// Claims in it that hold: all of them, or those that pass a filter about claims.
    pub claims: i64,
}

const COLUMNS: &str = "d.n, d.id, d.name, d.sha256, d.title, d.publisher, d.published, d.url, d.language";

fn read(row: &dyn Row) -> Result<DocumentRow> {
    Ok(DocumentRow {
        seq: int(row, 0)?,
        id: text(row, 1)?,
        name: text(row, 2)?,
        sha256: text(row, 3)?,
        title: row.text(4)?,
        publisher: row.text(5)?,
        published: row.text(6)?,
        url: row.text(7)?,
        language: row.text(8)?,
        claims: row.int(9)?.unwrap_or(0),
    })
}

impl Store {
    /// Goes through articles in the order of their entries until told to stop.
    pub fn each_document(
        &mut self,
        query: &Query,
        mut each: impl FnMut(DocumentRow) -> Result<ControlFlow<()>>,
    ) -> Result<()> {
        let (sql, values) = if query.filter.is_of_documents() {
            self.documents_sql(query)
        } else {
            self.documents_by_claims_sql(query)
        };
        self.db.each(&sql, &values, &mut |row| each(read(row)?))
    }

    /// All of them at once.
    pub fn documents(&mut self, query: &Query) -> Result<Vec<DocumentRow>> {
        let mut rows = Vec::new();
        self.each_document(query, |row| {
            rows.push(row);
            Ok(ControlFlow::Continue(()))
        })?;
        Ok(rows)
    }

    fn documents_sql(&self, query: &Query) -> (String, Vec<Value<'static>>) {
        let dialect = self.db.dialect();
        let Compiled { terms, conditions, mut values } = query.filter.compile(Grain::Documents, dialect, 1);
        let mut add = |value| {
            values.push(value);
            format!("?{}", values.len())
        };
        let (mut from, mut wanted, mut n) = ("document d", String::from("1 = 1"), "d.n");
        if let Some(terms) = terms {
            let place = add(Value::Owned(terms));
            (from, wanted, n) = match dialect {
                Dialect::Sqlite => (
                    "document_terms CROSS JOIN document d",
                    format!("document_terms MATCH {place} AND d.n = document_terms.rowid"),
                    "document_terms.rowid",
                ),
                Dialect::Postgres => (
                    "document_terms t CROSS JOIN document d",
                    format!("t.terms @@ CAST({place} AS text)::tsquery AND d.n = t.n"),
                    "d.n",
                ),
            };
        }
        let mut holds = "e.until IS NULL".to_owned();
        if let Some(as_of) = query.as_of {
            let at = add(Value::Int(as_of));
            wanted.push_str(&format!(" AND {n} <= {at}"));
            holds = format!("e.seq <= {at} AND (e.until IS NULL OR e.until > {at})");
        }
        if let Some(after) = query.after {
            let sign = if query.newest_first { "<" } else { ">" };
            wanted.push_str(&format!(" AND {n} {sign} {}", add(Value::Int(after))));
        }
        wanted.push_str(&conditions);
        let order = if query.newest_first { "DESC" } else { "ASC" };
        // Claims of an article are few and stand together.
        let claims = format!(
            "(SELECT count(*) FROM entry e WHERE e.document = d.n AND e.kind = 'claim' AND e.op <> 'retract' AND {holds})"
        );
        let mut sql = format!("SELECT {COLUMNS}, {claims} FROM {from} WHERE {wanted} ORDER BY {n} {order}");
        if let Some(limit) = query.limit {
            sql.push_str(&format!(" LIMIT {limit}"));
        }
        (sql, values)
    }

    /// Claims stand in the order of their documents, but for those that came of a later coding.
    fn documents_by_claims_sql(&self, query: &Query) -> (String, Vec<Value<'static>>) {
        let all = Query { after: None, limit: None, newest_first: false, ..query.clone() };
        let (claims, mut values) = self.claims_sql(&all, "c.document, c.n");
        let mut wanted = String::new();
        if let Some(after) = query.after {
            values.push(Value::Int(after));
            let sign = if query.newest_first { "<" } else { ">" };
            wanted = format!("WHERE d.n {sign} ?{}", values.len());
        }
        let order = if query.newest_first { "DESC" } else { "ASC" };
        let mut sql = format!(
            "SELECT {COLUMNS}, f.claims FROM
             (SELECT document, count(*) AS claims FROM ({claims}) AS found GROUP BY document) AS f
             JOIN document d ON d.n = f.document {wanted} ORDER BY d.n {order}"
        );
        if let Some(limit) = query.limit {
            sql.push_str(&format!(" LIMIT {limit}"));
        }
        (sql, values)
    }
}
