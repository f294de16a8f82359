//! What is an export, so that somebody else can check it and make it again? No clock: the same ledger, question and program
//! give the same bytes.

use serde::{Deserialize, Serialize};

/// Written beside the files of an export.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Manifest {
    /// `sayso export 1`.
    pub format: String,
    /// Program, rules and model.
    pub version: String,
    /// What a row is: `reports`, `incidents`, `articles`.
    pub grain: String,
    /// The filter, as it was asked.
    pub query: String,
    /// The ledger as it was after this entry, if it was asked so.
    pub as_of: Option<i64>,
    /// Whose values: `machine`, `reviewed`, `merged`.
    pub layer: String,
    /// By which rule one value was picked where sources differ; only for incidents.
    pub rule: Option<String>,
    /// The last entry of the ledger when it was read.
    pub entry: i64,
    /// Its hash, which holds those of all before.
    pub head: String,
    /// The files with data.
    pub files: Vec<Piece>,
}

/// The form of the manifest.
pub const FORMAT: &str = "sayso export 1";

/// A file.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Piece {
    /// Its name.
    pub name: String,
    /// Rows without a header; lines, features or objects where there are no rows.
    pub rows: u64,
    /// Its length.
    pub bytes: u64,
    /// SHA-256 of its bytes.
    pub sha256: String,
}
