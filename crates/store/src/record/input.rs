//! What was read, and what came of it.

use serde::{Deserialize, Serialize};

/// Body of an entry of kind `input`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Input {
    /// Where it was read: a path, an address, or a part of one (`news.jsonl:12`).
    pub place: String,
    /// SHA-256 of the bytes as they were read.
    pub sha256: String,
    /// How many bytes.
    pub bytes: u64,
    /// The document, if it gave one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub document: Option<String>,
    /// Why it gave none.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub failure: Option<String>,
}

/// Name of an input: where it was read, what was read, and what the user said of it.
pub fn input_id(place: &str, sha256: &str, options: &str) -> String {
    crate::id::of("inp", &[place, sha256, options])
}
