//! Who is named, and how often? Actors and targets of claims, and the sources that put them forward.

use serde::Serialize;

use super::Query;
use crate::backend::text;
use crate::{Result, Store};

/// Somebody, over all documents.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct ActorRow {
    /// What makes it the same actor in all documents.
    pub key: String,
    /// Name.
    pub name: Option<String>,
    /// ISO 3166-1 alpha-3 code.
    pub country: Option<String>,
    /// Sector.
    pub role: Option<String>,
    /// Claims in which it acts.
    pub acts: i64,
    /// Claims in which it is acted upon.
    pub suffers: i64,
    /// Claims that it puts forward, alone or in a chain.
    pub says: i64,
    /// Documents that these claims stand in.
    pub documents: i64,
}

/// In which role somebody is looked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Cast {
    /// Who acts or is acted upon.
    Parties,
    /// On whose say-so.
    Sources,
}

impl Store {
    /// Everybody in the claims that pass, those with the most claims first.
    pub fn actors(&mut self, query: &Query, cast: Cast) -> Result<Vec<ActorRow>> {
        let all = Query { after: None, limit: None, newest_first: false, ..query.clone() };
        let (claims, values) = self.claims_sql(&all, "c.n, c.document");
        let roles = match cast {
            Cast::Parties => "'actor', 'recipient'",
            Cast::Sources => "'source'",
        };
        // The order within ties is that of keys, so that it is the same in every database.
        let mut sql = format!(
            "SELECT a.key, a.name, a.country, a.role,
                    count(CASE WHEN r.role = 'actor' THEN 1 END),
                    count(CASE WHEN r.role = 'recipient' THEN 1 END),
                    count(CASE WHEN r.role = 'source' THEN 1 END),
                    count(DISTINCT f.document), count(DISTINCT f.n) AS claims
             FROM ({claims}) AS f JOIN claim_actor r ON r.claim = f.n JOIN actor a ON a.n = r.actor
             WHERE r.role IN ({roles})
             GROUP BY a.n, a.key, a.name, a.country, a.role ORDER BY claims DESC, a.key"
        );
        if let Some(limit) = query.limit {
            sql.push_str(&format!(" LIMIT {limit}"));
        }
        self.db.all(&sql, &values, |row| {
            Ok(ActorRow {
                key: text(row, 0)?,
                name: row.text(1)?,
                country: row.text(2)?,
                role: row.text(3)?,
                acts: row.int(4)?.unwrap_or(0),
                suffers: row.int(5)?.unwrap_or(0),
                says: row.int(6)?.unwrap_or(0),
                documents: row.int(7)?.unwrap_or(0),
            })
        })
    }
}
