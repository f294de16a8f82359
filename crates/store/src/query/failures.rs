//! What could not be read?

use super::records::{ENTRY, entry};
use crate::record::from_json;
use crate::record::input::Input;
use crate::{Result, Store};

impl Store {
    /// Inputs that gave no document, the first first.
    pub fn failures(&mut self) -> Result<Vec<Input>> {
        let sql = format!(
            "SELECT {ENTRY} FROM entry WHERE kind = 'input' AND document IS NULL AND until IS NULL ORDER BY seq"
        );
        let entries = self.db.all(&sql, &[], entry)?;
        entries.iter().map(|e| from_json(&e.id, e.body.as_deref().unwrap_or_default())).collect()
    }
}
