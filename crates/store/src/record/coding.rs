//! What one version of the program made of a document.

use serde::{Deserialize, Serialize};

use super::At;

/// Body of an entry of kind `coding`: the records of a document in their order, and what was seen and not coded.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Coding {
    /// Version of the program, its rules and its model.
    pub version: String,
    /// Actors in the order of the document.
    pub actors: Vec<String>,
    /// Statements in the order of the document.
    pub statements: Vec<String>,
    /// Events in the order of the document.
    pub events: Vec<String>,
    /// What was seen and not coded.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub diagnostics: Vec<Diagnostic>,
}

/// Something that was seen and not coded, and why.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Diagnostic {
    /// Stable code.
    pub code: String,
    /// One sentence.
    pub message: String,
    /// Where in the text.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub at: Option<At>,
}
