use std::sync::Arc;

/// Why a ledger could not be read or written.
#[derive(Clone, Debug, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    /// There is no ledger.
    #[error("no ledger at `{place}`")]
    Missing {
        /// Where it was looked for.
        place: String,
    },
    /// The file is something else.
    #[error("`{place}` is not a ledger of sayso")]
    NotALedger {
        /// The file.
        place: String,
    },
    /// A later version of the program made it.
    #[error("`{place}` is a ledger of schema {found}, and this program knows schemas up to {known}")]
    TooNew {
        /// The file.
        place: String,
        /// Its schema.
        found: i64,
        /// The latest that this program knows.
        known: i64,
    },
    /// Another program is writing to it.
    #[error("the ledger is locked: another program is writing to it")]
    Locked,
    /// What is written there is not what this program writes.
    #[error("the ledger is damaged: {what}")]
    Damaged {
        /// What is wrong, with the number of the entry.
        what: String,
    },
    /// A record points outside its text: a bug of ours.
    #[error("document `{document}` holds a record whose span {span:?} is not in its text; this is a bug")]
    BadSpan {
        /// The document.
        document: String,
        /// The span.
        span: sayso_model::Span,
    },
    /// The database said no.
    #[error("{doing}: {reason}")]
    Database {
        /// What was tried.
        doing: &'static str,
        /// What it said.
        reason: String,
    },
    /// A file could not be read or written.
    #[error("cannot use `{path}`: {reason}")]
    File {
        /// The file.
        path: String,
        /// Why.
        reason: Arc<std::io::Error>,
    },
    /// The program was built without the part that this needs.
    #[error("this program was built without {what}")]
    NotBuilt {
        /// The part.
        what: &'static str,
    },
}

impl Error {
    /// True if somebody else holds the ledger, or a later version made it.
    pub fn is_locked_or_newer(&self) -> bool {
        matches!(self, Error::Locked | Error::TooNew { .. })
    }

    /// What to do about it, in one line.
    pub fn hint(&self) -> Option<&'static str> {
        match self {
            Error::Missing { .. } => Some("make one with `sayso ingest --db FILE SOURCE…`"),
            Error::TooNew { .. } => Some("use the version of sayso that made it, or a later one"),
            Error::Locked => Some("wait until the other program has ended"),
            Error::Damaged { .. } => Some("`sayso verify` names the first broken entry"),
            Error::NotBuilt { .. } => Some("build it with `--features postgres`"),
            _ => None,
        }
    }

    pub(crate) fn damaged(what: impl Into<String>) -> Self {
        Error::Damaged { what: what.into() }
    }
}

/// What this crate gives back.
pub type Result<T> = std::result::Result<T, Error>;
