use std::sync::Arc;

use sayso_model::Span;

/// Why a ledger could not be written.
#[derive(Clone, Debug, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    /// A record points outside the text or into a character. A bug of ours: nothing was written.
    #[error("document `{document}` holds a record whose span {span:?} is not in its text; this is a bug")]
    BadSpan {
        /// The document.
        document: String,
        /// The span.
        span: Span,
    },
    /// The output could not be written.
    #[error("output could not be written: {0}")]
    Write(Arc<std::io::Error>),
}

impl Error {
    /// True if nobody reads the output any more: no reason to complain.
    pub fn is_broken_pipe(&self) -> bool {
        matches!(self, Error::Write(error) if error.kind() == std::io::ErrorKind::BrokenPipe)
    }
}

impl From<std::io::Error> for Error {
    fn from(error: std::io::Error) -> Self {
        Error::Write(Arc::new(error))
    }
}

/// Every writer asks this before its first byte.
pub(crate) fn check(ledger: &sayso_model::Ledger) -> Result<(), Error> {
    match ledger.first_bad_span() {
        Some(span) => Err(Error::BadSpan { document: ledger.document.id.clone(), span }),
        None => Ok(()),
    }
}
