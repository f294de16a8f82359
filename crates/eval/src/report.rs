//! What a verb prints.

use serde::Serialize;

/// The result of a verb: for people and for programs.
#[derive(Clone, Debug)]
pub struct Report {
    /// A table, with line ends.
    pub text: String,
    /// One JSON object.
    pub json: String,
}

impl Report {
    /// A report whose JSON object is `value`.
    pub fn new(text: String, value: &impl Serialize) -> Self {
        let json = serde_json::to_string_pretty(value).expect("scores are plain data");
        Self { text, json }
    }
}
