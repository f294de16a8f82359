//! What has somebody said they would do, or asked others to do, and what has become of it?
//!
//! A [`Pledge`] is one saying in one article: a threat, a promise, a demand, a refusal. [`commitments`] joins the sayings of one
//! speaker to standing [`Commitment`]s; [`follow`] looks in later reports for the condition and the deed.

mod follow;
mod group;
mod pledge;

pub use follow::{Outcome, Reported, State, follow};
pub use group::{Commitment, block, commitments};
pub use pledge::{Deed, Kind, Pledge, pledges};
