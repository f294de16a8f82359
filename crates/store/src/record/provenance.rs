//! How a document came in.

use sayso_model::{Container, Field, Metadatum, PagePiece, Provenance as Known};
use serde::{Deserialize, Serialize};

use super::{At, at, span};
use crate::intern::intern;
use crate::{Error, Result};

/// How a document came in, and where each thing known about it was read.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Provenance {
    /// Name of the format.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub format: String,
    /// Encoding of the bytes.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub encoding: Option<String>,
    /// SHA-256 of the bytes before extraction.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub source_sha256: Option<String>,
    /// The file that it is a part of: name, record, name of the record.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub container: Option<(String, u64, Option<String>)>,
    /// What the source says of itself: field, value, where it was read.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub metadata: Vec<(String, String, String)>,
    /// Where pieces of the text stand in the page: bytes of the text, first character of the page, one past the last.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub page: Vec<(At, u32, u32)>,
}

impl Provenance {
    /// What the ledger keeps.
    pub fn new(known: &Known) -> Self {
        let container = known.container.as_ref();
        let metadata = known.metadata.iter();
        Self {
            format: known.format.to_owned(),
            encoding: known.encoding.map(str::to_owned),
            source_sha256: known.source_sha256.clone(),
            container: container.map(|c| (c.name.clone(), c.record, c.record_id.clone())),
            metadata: metadata
                .map(|m| (m.field.as_str().to_owned(), m.value.clone(), m.origin.clone()))
                .collect(),
            page: known.page.iter().map(|p| (at(p.text), p.page_start_char, p.page_end_char)).collect(),
        }
    }

    /// As the stages hold it.
    pub fn to_model(&self) -> Result<Known> {
        let metadata = self.metadata.iter().map(|(name, value, origin)| {
            let field = field(name).ok_or_else(|| Error::damaged(format!("metadata of `{name}`")))?;
            Ok(Metadatum { field, value: value.clone(), origin: origin.clone() })
        });
        let page = self.page.iter().map(|&(text, page_start_char, page_end_char)| {
            Ok(PagePiece { text: span(text)?, page_start_char, page_end_char })
        });
        let container = self.container.clone();
        Ok(Known {
            format: intern(&self.format),
            encoding: self.encoding.as_deref().map(intern),
            source_sha256: self.source_sha256.clone(),
            container: container.map(|(name, record, record_id)| Container { name, record, record_id }),
            metadata: metadata.collect::<Result<_>>()?,
            page: page.collect::<Result<_>>()?,
        })
    }
}

fn field(name: &str) -> Option<Field> {
    let all = [
        Field::Title,
        Field::Author,
        Field::Publisher,
        Field::Agency,
        Field::Published,
        Field::Modified,
        Field::Fetched,
        Field::Url,
        Field::Language,
        Field::Section,
    ];
    all.into_iter().find(|f| f.as_str() == name)
}
