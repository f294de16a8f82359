//! What could not be read, and what to do about it.

use std::fmt;
use std::io;

/// Something that gave no document. It is a value: what stands beside it is read all the same.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Failure {
    /// Which source, and which record of it: `crawl.warc.gz#12`.
    pub name: String,
    /// What is wrong, in one sentence without a full stop.
    pub reason: String,
    /// What to do about it.
    pub hint: Option<&'static str>,
    /// Whether the whole of a source is lost or one record of it.
    pub scope: Scope,
}

/// How much is lost.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Scope {
    /// One record; the others of the source are read.
    Record,
    /// The source, or all of it from here on.
    Source,
}

impl Failure {
    /// A record that cannot be read.
    pub fn record(name: impl Into<String>, reason: impl Into<String>) -> Self {
        Self { name: name.into(), reason: reason.into(), hint: None, scope: Scope::Record }
    }

    /// A source that cannot be read, or not to its end.
    pub fn source(name: impl Into<String>, reason: impl Into<String>) -> Self {
        Self { scope: Scope::Source, ..Self::record(name, reason) }
    }

    /// A source that the system does not give.
    pub fn io(name: impl Into<String>, error: &io::Error) -> Self {
        Self::source(name, reason(error))
    }

    /// The same with advice.
    pub fn hint(mut self, hint: &'static str) -> Self {
        self.hint = Some(hint);
        self
    }
}

impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "cannot read `{}`: {}", self.name, self.reason)
    }
}

/// The reason alone, without the number that the system has for it.
pub fn reason(error: &io::Error) -> String {
    match error.kind() {
        io::ErrorKind::NotFound => "no such file".to_owned(),
        io::ErrorKind::PermissionDenied => "permission denied".to_owned(),
        io::ErrorKind::IsADirectory => "it is a directory".to_owned(),
        _ => {
            let text = error.to_string();
            text.split(" (os error").next().unwrap_or(&text).to_lowercase()
        }
    }
}
