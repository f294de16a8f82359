use jiff::civil::Date;

use crate::{Columns, Format};

/// What the user knows about texts, and how much of them is taken in.
#[derive(Clone, Debug, Default)]
pub struct Options {
    /// When they were published, for those that do not say so themselves. Never guessed from a plain text.
    pub published: Option<Date>,
    /// Who published them, for those that do not say so themselves.
    pub publisher: Option<String>,
    /// Where they were read, for those that do not say so themselves.
    pub url: Option<String>,
    /// The user's values stand even where a document says otherwise.
    pub overrule: bool,
    /// Format of all sources; `None` recognises each by its content and its name.
    pub input: Option<Format>,
    /// Which columns of tables and which members of JSON objects hold what.
    pub columns: Columns,
    /// How large things may grow.
    pub limits: Limits,
}

/// How large things may grow.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limits {
    /// Longest text that is read.
    pub text_bytes_max: usize,
    /// Longest block; a longer paragraph is cut between sentences.
    pub block_bytes_max: usize,
    /// Longest page, unpacked.
    pub page_bytes_max: usize,
    /// Longest record of a file of many: a line, a row, an archived page, unpacked.
    pub record_bytes_max: usize,
    /// Longest feed, unpacked: it is read as a whole.
    pub feed_bytes_max: usize,
    /// Elements of a page that may stand inside each other.
    pub page_depth_max: usize,
    /// Longest wait for an address that the user named.
    pub fetch_seconds_max: u64,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            text_bytes_max: 64 << 20,
            block_bytes_max: 16 << 10,
            page_bytes_max: 8 << 20,
            record_bytes_max: 8 << 20,
            feed_bytes_max: 32 << 20,
            page_depth_max: 256,
            fetch_seconds_max: 30,
        }
    }
}
