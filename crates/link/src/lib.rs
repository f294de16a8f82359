//! Is it the same thing? Copies of one text are found, reports of many articles are joined to incidents, and what their
//! sources say is set side by side.
//!
//! Everything here is a function of its arguments: no I/O, no clock, no state. [`block`] says which reports need to be
//! compared, [`incidents`] groups those of one block, so that blocks may be linked on threads or on other machines and
//! come out the same.

pub mod aggregate;
mod block;
pub mod commitment;
pub mod compare;
pub mod copy;
pub mod discrepancy;
pub mod gather;
mod group;
pub mod matrix;
pub mod origin;
mod read;
pub mod report;
mod score;
pub mod story;
mod words;

pub use aggregate::{Rule, aggregate};
pub use block::block;
pub use group::{Decisions, Incident, Join, incident_id, incidents, unite};
pub use matrix::{Matrix, Step, matrix};
pub use read::reports;
pub use report::{Key, Report};
pub use score::{Link, Reason, link};
