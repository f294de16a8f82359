//! Claims as the ledger has them, an object a line.

use serde_json::json;

use crate::Result;
use crate::file::File;
use crate::losses::Losses;
use crate::manifest::Piece;
use crate::reports::Row;
use crate::sink::Out;

/// The claim as it stands in the ledger, an object a line, with what the ledger knows besides.
pub(crate) struct Whole {
    pub out: Out,
    pub count: u64,
}

impl File<Row> for Whole {
    fn row(&mut self, row: &Row, _: &mut Losses) -> Result<bool> {
        let before = json!({
            "grain": "reports", "entry": row.seq, "rev": row.rev, "offset_unit": "char", "doc_sha256": row.sha256,
            "incident": row.incident,
        });
        let before = before.to_string();
        let open = before.strip_suffix('}').unwrap_or(&before);
        self.count += 1;
        self.out.put(format!("{open},{}\n", row.body.strip_prefix('{').unwrap_or(&row.body)).as_bytes())?;
        Ok(true)
    }

    fn finish(self: Box<Self>) -> Result<Vec<Piece>> {
        Ok(vec![self.out.finish(self.count)?])
    }
}
