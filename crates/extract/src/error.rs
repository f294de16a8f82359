//! Why extraction could not be made ready. Extraction itself never fails.

/// A rule file or lexicon that cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// Rules or lexicons with mistakes; all of them are named.
    #[error("{0}")]
    Rules(#[from] sayso_rules::Problems),
    /// A line of a data file that does not read.
    #[error("{file}:{line}: {message}")]
    Data {
        /// File, from the root of the repository.
        file: String,
        /// Line, from 1.
        line: usize,
        /// What is wrong with it, and what would be right.
        message: String,
    },
    /// The grammar of times does not read.
    #[error(transparent)]
    Times(#[from] sayso_time::Error),
}
