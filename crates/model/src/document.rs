use jiff::civil::Date;

use crate::{Provenance, Span};

/// One text as it was taken in: the canonical text and what is known about it.
#[derive(Clone, Debug, Default)]
pub struct Document {
    /// Name of the document: a path, an address, or what the user gave.
    pub id: String,
    /// Canonical text. Every span of every record points into it.
    pub text: String,
    /// Parts of the text in order, without gaps other than white space.
    pub blocks: Vec<Block>,
    /// Headline, if the text or its metadata has one.
    pub title: Option<Title>,
    /// Who published it.
    pub publisher: Option<String>,
    /// When it was published; `None` leaves relative dates unresolved.
    pub published: Option<Date>,
    /// Where it was read.
    pub url: Option<String>,
    /// ISO 639-1 code of the language, `None` where the text is too short to tell.
    pub language: Option<String>,
    /// SHA-256 of the canonical text, in hexadecimal.
    pub sha256: String,
    /// How it came in, and where each thing known about it was read.
    pub provenance: Provenance,
}

impl Document {
    /// Its name beyond this run: made from the text and what sets its coding and its place among others. Two outlets that carry
    /// one text are two documents; one file in two folders is one.
    pub fn identity(&self) -> String {
        let published = self.published.map(|d| d.to_string());
        let parts = [
            self.sha256.as_str(),
            published.as_deref().unwrap_or(""),
            self.publisher.as_deref().unwrap_or(""),
            self.url.as_deref().unwrap_or(""),
        ];
        crate::id::of("doc", &parts)
    }
}

/// A title and, where it stands in the text, its span.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Title {
    /// Words of the title.
    pub text: String,
    /// Where it stands in the canonical text.
    pub span: Option<Span>,
}

/// A paragraph or another part of the text that sentences do not cross.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Block {
    /// Bytes of the block, without surrounding white space.
    pub span: Span,
    /// What it is.
    pub kind: BlockKind,
}

/// What a block of text is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum BlockKind {
    /// Running text.
    Body,
    /// Headline or sub-head.
    Heading,
    /// Place-and-agency part that opens a report: `KABUL (Reuters) —`.
    Dateline,
    /// Caption or credit of a picture.
    Caption,
    /// Line that is no part of the report: rules of dashes, "Read more", "Advertisement".
    Boilerplate,
}

impl BlockKind {
    /// True if statements and events are coded in it.
    pub fn is_coded(self) -> bool {
        self == BlockKind::Body
    }
}
