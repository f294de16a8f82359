//! The records as they stand in the ledger: JSON whose references are identifiers that hold beyond one document.
//!
//! Spans are `[first, one past the last]` in bytes of the canonical text, except in [`claim`], which is made for readers and
//! counts characters. Fields may be added; those here keep their names and meanings.

pub mod actor;
pub mod claim;
pub mod coding;
pub mod document;
pub mod event;
pub mod input;
pub mod place;
pub mod provenance;
pub mod run;
pub mod statement;

use sayso_model::{Document, Span};
use serde::{Deserialize, Serialize};

use crate::{Error, Result};

/// Bytes of the canonical text.
pub type At = (u32, u32);

pub(crate) fn at(span: Span) -> At {
    (span.start_byte, span.end_byte)
}

pub(crate) fn span(at: At) -> Result<Span> {
    if at.0 > at.1 {
        return Err(Error::damaged(format!("span {}..{} is reversed", at.0, at.1)));
    }
    Ok(Span::new(at.0 as usize, at.1 as usize))
}

/// An actor at one place of the text.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Party {
    /// Who it is.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub actor: Option<String>,
    /// The words that name it here.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub at: Option<At>,
}

/// Three decimals, as records are written: the last bits of a sum make no difference.
pub(crate) fn share(confidence: f32) -> f64 {
    let share = if confidence.is_nan() { 0.0 } else { f64::from(confidence).clamp(0.0, 1.0) };
    (share * 1000.0).round() / 1000.0
}

pub(crate) fn json<T: Serialize>(body: &T) -> String {
    serde_json::to_string(body).expect("records hold nothing that JSON cannot")
}

pub(crate) fn from_json<'a, T: Deserialize<'a>>(what: &str, body: &'a str) -> Result<T> {
    serde_json::from_str(body).map_err(|error| Error::damaged(format!("{what}: {error}")))
}

/// Name of a document: see [`Document::identity`].
pub fn document_id(document: &Document) -> String {
    document.identity()
}
