use crate::Span;

/// How a document came in, and where each thing known about it was read.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Provenance {
    /// Name of the format: `text`, `html`, `feed`, `jsonl`, `csv`, `warc`.
    pub format: &'static str,
    /// Encoding of the bytes, by its name in the Encoding Standard; `None` if they were not decoded here.
    pub encoding: Option<&'static str>,
    /// SHA-256 of the bytes before any extraction, in hexadecimal; `None` if the canonical text is those bytes.
    pub source_sha256: Option<String>,
    /// The file or archive that the document is a part of, and where in it.
    pub container: Option<Container>,
    /// All that the source says of itself, best first: of several values for one field the first one is used.
    pub metadata: Vec<Metadatum>,
    /// Where the blocks of the canonical text stand in the page that it was taken from. Empty for plain text.
    pub page: Vec<PagePiece>,
}

impl Provenance {
    /// The value in use for a field.
    pub fn first(&self, field: Field) -> Option<&Metadatum> {
        self.metadata.iter().find(|m| m.field == field)
    }
}

/// A part of a file that holds many documents.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Container {
    /// Path or address of the file.
    pub name: String,
    /// Which record of it, counted from 1: a line of JSONL, a row of CSV, an entry of a feed, a record of an archive.
    pub record: u64,
    /// Name that the record has within the file, such as a WARC record's id.
    pub record_id: Option<String>,
}

/// Something that a source says about itself.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Metadatum {
    /// What it is about.
    pub field: Field,
    /// The value as it stands there, with entities decoded and white space folded.
    pub value: String,
    /// Where it was read: `json-ld datePublished`, `meta og:site_name`, `time datetime`, `url`, `column date`, `user`.
    pub origin: String,
}

/// What can be known about a document.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Field {
    /// Headline.
    Title,
    /// Who wrote it.
    Author,
    /// Who published it.
    Publisher,
    /// Agency that supplied it.
    Agency,
    /// When it was published.
    Published,
    /// When it was last changed.
    Modified,
    /// When a crawler fetched it.
    Fetched,
    /// Its address.
    Url,
    /// Language that it says it is in.
    Language,
    /// What it is about, in the publisher's words.
    Section,
}

impl Field {
    /// Name in output.
    pub fn as_str(self) -> &'static str {
        match self {
            Field::Title => "title",
            Field::Author => "author",
            Field::Publisher => "publisher",
            Field::Agency => "agency",
            Field::Published => "published",
            Field::Modified => "modified",
            Field::Fetched => "fetched",
            Field::Url => "url",
            Field::Language => "language",
            Field::Section => "section",
        }
    }
}

/// A piece of canonical text and the piece of the page that it was made from: without tags, with entities decoded
/// and with white space folded, the one equals the other.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PagePiece {
    /// Bytes of the canonical text.
    pub text: Span,
    /// First character of the decoded page, in Unicode scalar values.
    pub page_start_char: u32,
    /// One past its last character.
    pub page_end_char: u32,
}
