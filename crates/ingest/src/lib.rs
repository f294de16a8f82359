//! How do many articles become one ledger that keeps?
//!
//! One thread reads, many code, and one writes, in the order in which the articles were read: so the ledger is the same
//! on any number of threads. What was written before is known by the hash of its bytes and skipped before it is coded,
//! so that a run that was stopped, by whatever means, is finished by running it again. What is held in memory is bounded
//! by bytes, whatever the size of the sources.

mod budget;
mod error;
mod observe;
mod read;
mod recode;
mod run;
mod work;

pub use error::Error;
pub use observe::{News, Tally};
pub use recode::{Recoded, recode};
pub use run::{Plan, run};
