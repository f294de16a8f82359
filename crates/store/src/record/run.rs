//! Who wrote, when, with what.

use serde::{Deserialize, Serialize};

/// Body of an entry of kind `run`: every other entry names the run that wrote it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Run {
    /// The command: `ingest`, `recode`, `review`.
    pub command: String,
    /// Version of the program, its rules and its model.
    pub version: String,
    /// The person who decides, for entries that are decisions.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub by: Option<String>,
    /// What the command was told.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub arguments: Vec<String>,
}
