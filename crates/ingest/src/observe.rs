//! What is told while it goes on?

/// What has been done so far.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Tally {
    /// Inputs that were read.
    pub inputs: usize,
    /// Documents that are new.
    pub new: usize,
    /// Inputs or documents that the ledger had.
    pub known: usize,
    /// Inputs that failed.
    pub failed: usize,
    /// Statements of new documents.
    pub statements: usize,
    /// Events of new documents.
    pub events: usize,
    /// Claims of new documents.
    pub claims: usize,
}

/// Something that happened.
#[derive(Clone, Debug)]
pub enum News<'a> {
    /// An input gave no document, or its coding failed.
    Failed {
        /// Where it was read.
        place: &'a str,
        /// What is wrong.
        what: &'a str,
        /// What to do about it.
        hint: Option<&'static str>,
    },
    /// A document holds something that a user should know.
    Warned {
        /// Where it was read.
        place: &'a str,
        /// What.
        what: &'a str,
    },
    /// So much is written, for good.
    Written(Tally),
}
