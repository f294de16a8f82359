//! A text and what is known about it. The text itself stands beside the entry.

use sayso_model::{Block, BlockKind, Document as Text, Title};
use serde::{Deserialize, Serialize};

use super::provenance::Provenance;
use super::{At, at, span};
use crate::{Error, Result};

/// Body of an entry of kind `document`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Document {
    /// Where it was first read.
    pub name: String,
    /// SHA-256 of the canonical text.
    pub sha256: String,
    /// Length of the canonical text.
    pub bytes: u64,
    /// Words of the headline.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub title: Option<String>,
    /// Where the headline stands.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub title_at: Option<At>,
    /// Who published it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub publisher: Option<String>,
    /// Day of publication.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub published: Option<String>,
    /// Its address.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub url: Option<String>,
    /// Language of the text.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub language: Option<String>,
    /// Parts of the text: kind, first byte, one past the last.
    pub blocks: Vec<(String, u32, u32)>,
    /// How it came in, and where each thing known about it was read.
    #[serde(default)]
    pub provenance: Provenance,
}

impl Document {
    /// What the ledger keeps of a document besides its text.
    pub fn new(text: &Text) -> Self {
        let blocks = text.blocks.iter();
        Self {
            name: text.id.clone(),
            sha256: text.sha256.clone(),
            bytes: text.text.len() as u64,
            title: text.title.as_ref().map(|t| t.text.clone()),
            title_at: text.title.as_ref().and_then(|t| t.span).map(at),
            publisher: text.publisher.clone(),
            published: text.published.map(|d| d.to_string()),
            url: text.url.clone(),
            language: text.language.clone(),
            blocks: blocks
                .map(|b| (block_name(b.kind).to_owned(), b.span.start_byte, b.span.end_byte))
                .collect(),
            provenance: Provenance::new(&text.provenance),
        }
    }

    /// The document, as the stages read it.
    pub fn with_text(&self, text: String) -> Result<Text> {
        let blocks = self.blocks.iter().map(|(kind, from, to)| {
            let kind = block_kind(kind)
                .ok_or_else(|| Error::damaged(format!("`{}` has a block of kind `{kind}`", self.name)))?;
            Ok(Block { span: span((*from, *to))?, kind })
        });
        let published = self.published.as_deref().map(|day| {
            day.parse().map_err(|_| Error::damaged(format!("`{}` is published on `{day}`", self.name)))
        });
        Ok(Text {
            id: self.name.clone(),
            text,
            blocks: blocks.collect::<Result<_>>()?,
            title: match &self.title {
                Some(words) => {
                    Some(Title { text: words.clone(), span: self.title_at.map(span).transpose()? })
                }
                None => None,
            },
            publisher: self.publisher.clone(),
            published: published.transpose()?,
            url: self.url.clone(),
            language: self.language.clone(),
            sha256: self.sha256.clone(),
            provenance: self.provenance.to_model()?,
        })
    }
}

const BLOCKS: [(BlockKind, &str); 5] = [
    (BlockKind::Body, "body"),
    (BlockKind::Heading, "heading"),
    (BlockKind::Dateline, "dateline"),
    (BlockKind::Caption, "caption"),
    (BlockKind::Boilerplate, "boilerplate"),
];

fn block_name(kind: BlockKind) -> &'static str {
    BLOCKS.iter().find(|b| b.0 == kind).expect("every kind has a name").1
}

fn block_kind(name: &str) -> Option<BlockKind> {
    BLOCKS.iter().find(|b| b.1 == name).map(|b| b.0)
}
