//! Which incidents does a ledger hold?
//!
//! [`Gathered`] reads what linking needs of the articles of a ledger, and answers with incidents and commitments. What it needs
//! is remembered beside the ledger ([`sayso_store::memo`]), so that a question does not read all records anew. [`keep`] writes
//! incidents into the ledger as entries: a new article changes only those of its blocks. People's decisions ([`Decided`]) are
//! entries too, and come before all that is worked out.

mod decision;
mod gathered;
mod keep;
mod memo;

pub use decision::{Body, Decided, Told, Verdict, decided, decisions, drafts, event_of};
pub use gathered::{Article, Gathered};
pub use keep::{Kept, Linked, keep};
