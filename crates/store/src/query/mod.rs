//! Which records are there? Typed questions with cursors: the number of the last entry that was seen.

mod actors;
mod changes;
mod claims;
mod decisions;
mod documents;
mod failures;
pub(crate) mod records;

pub use actors::{ActorRow, Cast};
pub(crate) use changes::fields;
pub use changes::{Change, FieldChange};
pub use claims::ClaimRow;
pub use decisions::Decision;
pub use documents::DocumentRow;
pub use records::assemble;

use crate::filter::Filter;

/// Records that are asked for, and where to go on.
#[derive(Clone, Debug, Default)]
pub struct Query {
    /// Which.
    pub filter: Filter,
    /// As the ledger was after this entry; `None` is now.
    pub as_of: Option<i64>,
    /// Only after this entry, in the order that is asked for.
    pub after: Option<i64>,
    /// How many at most; `None` is all.
    pub limit: Option<usize>,
    /// The newest first.
    pub newest_first: bool,
}
