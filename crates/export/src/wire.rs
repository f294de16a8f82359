//! The records as they are written: OUTPUT.md, field by field.
//!
//! Fields may be added; those here keep their names and meanings.

use serde::Serialize;

/// Version of the format.
pub const SCHEMA: u32 = 1;

#[derive(Serialize)]
pub struct Ledger<'a> {
    pub schema: u32,
    pub version: &'a str,
    /// What `start` and `end` count: Unicode scalar values.
    pub offset_unit: &'static str,
    pub document: Document<'a>,
    pub actors: Vec<Actor<'a>>,
    pub statements: Vec<Statement<'a>>,
    pub events: Vec<Event<'a>>,
    pub diagnostics: Vec<Diagnostic<'a>>,
}

#[derive(Serialize)]
pub struct Document<'a> {
    pub id: &'a str,
    pub title: Option<&'a str>,
    pub publisher: Option<&'a str>,
    pub published: Option<String>,
    pub url: Option<&'a str>,
    pub language: Option<&'a str>,
    pub sha256: &'a str,
    pub characters: usize,
    pub headings: Vec<Heading>,
    /// All that the source says of itself, best first; the first of each field is the one in use.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub metadata: Vec<Metadatum<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub input: Option<Input<'a>>,
    /// Where pieces of the text stand in the page that it was taken from.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub page: Vec<PagePiece>,
}

/// Something that a source says of itself, and where it says so.
#[derive(Serialize)]
pub struct Metadatum<'a> {
    pub field: &'static str,
    pub value: &'a str,
    pub origin: &'a str,
}

/// How a document came in, if it is no plain text of its own.
#[derive(Serialize)]
pub struct Input<'a> {
    pub format: &'static str,
    pub encoding: Option<&'static str>,
    /// Of the bytes before the text was taken from them.
    pub sha256: Option<&'a str>,
    /// File or address of which it is a part, and the number of the part.
    pub container: Option<&'a str>,
    pub record: Option<u64>,
    pub record_id: Option<&'a str>,
}

/// `start` and `end` in the text, `page_start` and `page_end` in the decoded page.
#[derive(Serialize)]
pub struct PagePiece {
    pub start: usize,
    pub end: usize,
    pub page_start: u32,
    pub page_end: u32,
}

/// A part of the text that is not coded.
#[derive(Serialize)]
pub struct Heading {
    pub start: usize,
    pub end: usize,
    pub kind: &'static str,
}

/// Words of the text and where they stand.
#[derive(Serialize)]
pub struct Words<'a> {
    pub start: usize,
    pub end: usize,
    pub text: &'a str,
}

#[derive(Serialize)]
pub struct Actor<'a> {
    pub id: String,
    pub name: &'a str,
    pub country: Option<&'a str>,
    pub role: Option<&'a str>,
    pub wikidata: Option<&'a str>,
    /// Entry of the knowledge base.
    pub entry: Option<&'a str>,
    pub title: Option<&'a str>,
    pub mentions: Vec<Words<'a>>,
    pub evidence: Vec<&'a str>,
    pub candidates: Vec<ActorCandidate<'a>>,
}

#[derive(Serialize)]
pub struct ActorCandidate<'a> {
    pub entry: &'a str,
    pub name: &'a str,
    pub country: Option<&'a str>,
    pub role: Option<&'a str>,
    pub score: f64,
    pub evidence: &'a str,
}

#[derive(Serialize)]
pub struct Party<'a> {
    pub actor: Option<String>,
    pub name: Option<&'a str>,
    pub start: Option<usize>,
    pub end: Option<usize>,
    pub text: Option<&'a str>,
}

#[derive(Serialize)]
pub struct Source<'a> {
    pub actor: Option<String>,
    pub name: &'a str,
    pub class: Option<&'static str>,
    pub start: Option<usize>,
    pub end: Option<usize>,
    pub text: Option<&'a str>,
}

#[derive(Serialize)]
pub struct Statement<'a> {
    pub id: String,
    pub parent: Option<String>,
    pub sources: Vec<Source<'a>>,
    pub cue: Option<Words<'a>>,
    pub content: Vec<Words<'a>>,
    pub act: &'static str,
    pub form: &'static str,
    pub targets: Vec<String>,
    pub medium: Option<Party<'a>>,
    pub date: Option<String>,
    pub conditional: bool,
    pub condition: Option<Words<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub answers: Option<Answer>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub anonymity: Option<Words<'a>>,
    pub rule: &'a str,
    pub confidence: f64,
}

/// The statement that another one denies, confirms or retracts.
#[derive(Serialize)]
pub struct Answer {
    pub kind: &'static str,
    pub statement: String,
}

#[derive(Serialize)]
pub struct Event<'a> {
    pub id: String,
    pub derived: bool,
    #[serde(rename = "type")]
    pub kind: &'a str,
    pub mode: Option<&'a str>,
    pub contexts: Vec<&'a str>,
    pub cameo: Option<&'a str>,
    pub actors: Vec<Party<'a>>,
    pub recipients: Vec<Party<'a>>,
    pub trigger: Words<'a>,
    pub mentions: Vec<Words<'a>>,
    pub place: Vec<Place<'a>>,
    pub date: Option<Date<'a>>,
    /// It was over long before the text was published.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub historical: bool,
    pub claims: Vec<Claim<'a>>,
    pub casualties: Vec<Casualty<'a>>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub quantities: Vec<Quantity<'a>>,
    pub rule: &'a str,
    pub confidence: f64,
}

#[derive(Serialize)]
pub struct Place<'a> {
    #[serde(flatten)]
    pub words: Words<'a>,
    pub name: Option<&'a str>,
    pub geonames: Option<u32>,
    pub latitude: Option<f64>,
    pub longitude: Option<f64>,
    pub country: Option<&'a str>,
    pub admin1: Option<&'a str>,
    pub precision: Option<&'a str>,
    /// `where_prec` of UCDP, 1 to 7; `geo_precision` of ACLED, 1 to 3.
    pub ucdp_precision: Option<u8>,
    pub acled_precision: Option<u8>,
    pub score: Option<f64>,
    pub evidence: Vec<&'a str>,
    pub candidates: Vec<PlaceCandidate<'a>>,
}

#[derive(Serialize)]
pub struct PlaceCandidate<'a> {
    pub name: &'a str,
    pub geonames: Option<u32>,
    pub country: Option<&'a str>,
    pub admin1: Option<&'a str>,
    pub score: f64,
}

#[derive(Serialize)]
pub struct Date<'a> {
    #[serde(flatten)]
    pub words: Words<'a>,
    pub from: Option<String>,
    pub to: Option<String>,
    pub precision: &'a str,
    /// `date_prec` of UCDP, 1 to 5; `time_precision` of ACLED, 1 to 3.
    pub ucdp_precision: Option<u8>,
    pub acled_precision: Option<u8>,
}

#[derive(Serialize)]
pub struct Claim<'a> {
    pub statement: Option<String>,
    pub status: &'static str,
    pub evidence: Option<Words<'a>>,
}

#[derive(Serialize)]
pub struct Casualty<'a> {
    pub kind: &'static str,
    pub low: Option<u64>,
    pub high: Option<u64>,
    pub approximate: bool,
    pub statement: Option<String>,
    #[serde(flatten)]
    pub words: Words<'a>,
}

#[derive(Serialize)]
pub struct Quantity<'a> {
    pub kind: &'static str,
    pub low: Option<u64>,
    pub high: Option<u64>,
    pub approximate: bool,
    pub unit: Option<&'a str>,
    pub statement: Option<String>,
    #[serde(flatten)]
    pub words: Words<'a>,
}

#[derive(Serialize)]
pub struct Diagnostic<'a> {
    pub code: &'static str,
    pub message: &'a str,
    pub start: Option<usize>,
    pub end: Option<usize>,
}
