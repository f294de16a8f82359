//! What did we know, and when? An append-only ledger in a database.
//!
//! The ledger is a list of [entries](entry::Entry): each says something of a document, a statement, an event, a claim, or
//! says something else of it, or takes it back. None is ever changed, and each carries a hash over itself and the one
//! before. All other tables are made from the entries, to be searched. [`Store`] is a ledger, opened; [`Prepared`] is
//! what a document will add to it, worked out on any thread; [`filter::Filter`] says which records are asked for.
//!
//! Two databases keep it: SQLite in one file, and PostgreSQL with the feature `postgres`. See `docs/store.md`.

mod backend;
mod compare;
mod derived;
pub mod entry;
mod error;
mod facets;
pub mod filter;
mod intern;
pub mod memo;
mod prepare;
pub mod query;
pub mod record;
pub mod review;
mod schema;
mod snapshot;
mod store;
pub mod term;
mod verify;
mod write;

pub use compare::Difference;
pub use error::{Error, Result};
pub use prepare::{Coded, Prepared, Receipt};
pub use sayso_model::id;
pub use schema::SCHEMA;
pub use snapshot::{Manifest, Piece, verify_snapshot};
pub use store::{Clock, Counts, Head, Open, Store};
pub use verify::{Broken, Verified};
pub use write::{Appended, Changed, Writer};
