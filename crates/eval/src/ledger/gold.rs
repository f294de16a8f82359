//! Hand-made ledgers: `*.gold.json`.

use serde::Deserialize;

/// The records that people made of one article.
#[derive(Clone, Debug, Deserialize)]
pub struct Gold {
    /// File of the article, beside the gold.
    pub article: Option<String>,
    /// Day of publication.
    pub published: Option<String>,
    /// Spans that carry no records.
    #[serde(default)]
    pub headings: Vec<(usize, usize)>,
    /// Who says what.
    pub statements: Vec<Statement>,
    /// Who does what to whom.
    pub events: Vec<Event>,
    /// Who is spoken of.
    pub actors: Vec<Actor>,
}

/// Words of the article.
#[derive(Clone, Debug, Deserialize)]
pub struct Words {
    /// Half-open, in characters.
    pub span: (usize, usize),
    /// The characters.
    #[serde(default)]
    pub text: Option<String>,
}

/// Words of the article, or none.
#[derive(Clone, Debug, Default, Deserialize)]
pub struct Cue {
    /// Half-open, in characters.
    pub span: Option<(usize, usize)>,
}

/// Somebody says something.
#[derive(Clone, Debug, Deserialize)]
pub struct Statement {
    /// `s1`, `s2` …
    pub id: String,
    /// Names, outermost first; never empty.
    pub sources: Vec<String>,
    /// Words that signal the saying, if there are any.
    pub cue: Cue,
    /// What is said.
    pub content: Vec<Words>,
    /// What is done by saying it.
    pub act: String,
    /// `direct`, `mixed`, `indirect`.
    pub form: String,
    /// Names of those accused, addressed, threatened.
    #[serde(default)]
    pub targets: Vec<String>,
    /// True if the content depends on a condition.
    pub conditional: bool,
}

/// Somebody does something.
#[derive(Clone, Debug, Deserialize)]
pub struct Event {
    /// `e1`, `e2` …
    pub id: String,
    /// PLOVER type.
    #[serde(rename = "type")]
    pub kind: String,
    /// Names.
    pub actors: Vec<String>,
    /// Names.
    pub recipients: Vec<String>,
    /// The word that carries it.
    pub trigger: Words,
    /// Names of places as in the text.
    #[serde(default)]
    pub place: Option<Vec<String>>,
    /// ISO date or interval, or else words of the text.
    #[serde(default)]
    pub date: Option<String>,
    /// Who puts it forward.
    pub claims: Vec<crate::contract::Claim>,
    /// One object, or a list of them.
    #[serde(default)]
    pub casualties: serde_json::Value,
}

/// An actor.
#[derive(Clone, Debug, Deserialize)]
pub struct Actor {
    /// Canonical name.
    pub name: String,
    /// ISO 3166-1 alpha-3.
    pub country: Option<String>,
    /// Sector.
    pub role: Option<String>,
}
