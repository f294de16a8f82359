//! What have people decided, and is what they decided about still there?

use serde::{Deserialize, Serialize};

use super::records::{ENTRY, entry};
use crate::record::from_json;
use crate::{Result, Store};

/// Body of an entry of kind `decision`. Other fields are kept as they are.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Decision {
    /// The record that was decided about.
    pub target: String,
    /// What was decided: `accept`, `reject`, `correct`, `unsure`; of two events `same`, `different`.
    pub action: String,
    /// The other record, of a decision about two.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub with: Option<String>,
}

impl Store {
    /// Decisions about records that were taken back since: nobody moves them to another record.
    pub fn orphans(&mut self) -> Result<Vec<(String, Decision)>> {
        let sql = format!(
            "SELECT {ENTRY} FROM entry WHERE kind IN ('run', 'decision') AND kind = 'decision' AND until IS NULL
             AND body IS NOT NULL ORDER BY seq"
        );
        let mut orphans = Vec::new();
        for decision in self.db.all(&sql, &[], entry)? {
            let body: Decision = from_json(&decision.id, decision.body.as_deref().unwrap_or_default())?;
            let mut gone = self.record(&body.target, None)?.is_none();
            if let Some(with) = &body.with {
                gone |= self.record(with, None)?.is_none();
            }
            if gone {
                orphans.push((decision.id, body));
            }
        }
        Ok(orphans)
    }
}
