use jiff::civil::Date;

/// What the user knows about a text, and how much of it is taken in.
#[derive(Clone, Debug, Default)]
pub struct Options {
    /// When it was published. Never guessed from a plain text.
    pub published: Option<Date>,
    /// Who published it.
    pub publisher: Option<String>,
    /// Where it was read.
    pub url: Option<String>,
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
}

impl Default for Limits {
    fn default() -> Self {
        Self { text_bytes_max: 64 << 20, block_bytes_max: 16 << 10 }
    }
}
