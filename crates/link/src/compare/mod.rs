//! How well do two reports agree in one respect? One file for each respect; each answers with an [`Agreement`].

mod party;
mod place;
mod time;
mod toll;

pub use party::{parties, party};
pub use place::places;
pub use time::{dates, days_apart};
pub use toll::{tolls, widths_meet};

/// The answer of a comparison.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Agreement {
    /// Cannot be one and the same.
    Excluded,
    /// Speaks against.
    Differs,
    /// One of the two says nothing, or nothing that can be compared.
    Open,
    /// May be one and the same.
    Compatible,
    /// One and the same.
    Same,
}
