//! What `sayso code --format json` prints, as far as a scorer reads it. Offsets are in characters.

use serde::Deserialize;

/// The records of one document.
#[derive(Clone, Debug, Default, Deserialize)]
pub struct Output {
    /// Who is spoken of.
    #[serde(default)]
    pub actors: Vec<Actor>,
    /// Who says what.
    #[serde(default)]
    pub statements: Vec<Statement>,
    /// Who does what to whom.
    #[serde(default)]
    pub events: Vec<Event>,
}

/// Words of the text.
#[derive(Clone, Debug, Default, PartialEq, Deserialize)]
pub struct Words {
    /// First character.
    pub start: usize,
    /// One past the last character.
    pub end: usize,
    /// The characters.
    #[serde(default)]
    pub text: Option<String>,
}

impl Words {
    /// The half-open range.
    pub fn span(&self) -> (usize, usize) {
        (self.start, self.end)
    }
}

/// An actor with all its mentions.
#[derive(Clone, Debug, Deserialize)]
pub struct Actor {
    /// `a1`, `a2` …
    pub id: String,
    /// Canonical name.
    pub name: Option<String>,
    /// ISO 3166-1 alpha-3.
    pub country: Option<String>,
    /// Sector.
    pub role: Option<String>,
    /// Every surface form.
    #[serde(default)]
    pub mentions: Vec<Words>,
}

/// A source, actor or recipient.
#[derive(Clone, Debug, Default, PartialEq, Deserialize)]
pub struct Party {
    /// Which actor it is.
    pub actor: Option<String>,
    /// Canonical name.
    pub name: Option<String>,
    /// First character, if the text names it here.
    pub start: Option<usize>,
    /// One past the last character.
    pub end: Option<usize>,
    /// Words of the text.
    pub text: Option<String>,
}

/// Somebody says something.
#[derive(Clone, Debug, Deserialize)]
pub struct Statement {
    /// `s1`, `s2` …
    pub id: String,
    /// Outermost first.
    #[serde(default)]
    pub sources: Vec<Party>,
    /// Words that signal the saying.
    pub cue: Option<Words>,
    /// What is said.
    #[serde(default)]
    pub content: Vec<Words>,
    /// What is done by saying it.
    pub act: Option<String>,
    /// `direct`, `mixed`, `indirect`.
    pub form: Option<String>,
    /// Actors accused, addressed, threatened.
    #[serde(default)]
    pub targets: Vec<String>,
    /// True if the content depends on a condition.
    #[serde(default)]
    pub conditional: bool,
    /// The rule that found it.
    #[serde(default)]
    pub rule: Option<String>,
    /// From 0 to 1.
    #[serde(default)]
    pub confidence: Option<f64>,
}

/// Somebody does something.
#[derive(Clone, Debug, Deserialize)]
pub struct Event {
    /// `e1`, `e2` …
    pub id: String,
    /// True if made from a statement's act.
    #[serde(default)]
    pub derived: bool,
    /// PLOVER type.
    #[serde(rename = "type")]
    pub kind: String,
    /// PLOVER mode.
    #[serde(default)]
    pub mode: Option<String>,
    /// CAMEO code.
    #[serde(default)]
    pub cameo: Option<String>,
    /// Who does it.
    #[serde(default)]
    pub actors: Vec<Party>,
    /// To whom.
    #[serde(default)]
    pub recipients: Vec<Party>,
    /// The word that carries it.
    pub trigger: Words,
    /// Later mentions.
    #[serde(default)]
    pub mentions: Vec<Words>,
    /// Where.
    #[serde(default)]
    pub place: Option<Vec<Place>>,
    /// When.
    #[serde(default)]
    pub date: Option<Date>,
    /// Who puts it forward.
    #[serde(default)]
    pub claims: Vec<Claim>,
    /// Numbers of victims, in any of the shapes that gold and output use.
    #[serde(default)]
    pub casualties: serde_json::Value,
    /// The rule that found it.
    #[serde(default)]
    pub rule: Option<String>,
    /// From 0 to 1.
    #[serde(default)]
    pub confidence: Option<f64>,
}

/// Where an event is.
#[derive(Clone, Debug, Default, Deserialize)]
pub struct Place {
    /// Words of the text.
    #[serde(default)]
    pub text: String,
    /// First character.
    pub start: usize,
    /// One past the last character.
    pub end: usize,
    /// Canonical name.
    pub name: Option<String>,
    /// GeoNames identifier.
    pub geonames: Option<u32>,
    /// Degrees north.
    pub latitude: Option<f64>,
    /// Degrees east.
    pub longitude: Option<f64>,
    /// ISO 3166-1 alpha-3.
    pub country: Option<String>,
}

/// When an event is.
#[derive(Clone, Debug, Default, Deserialize)]
pub struct Date {
    /// Words of the text.
    pub text: Option<String>,
    /// First day.
    pub from: Option<String>,
    /// Last day.
    pub to: Option<String>,
}

/// One source's view of an event.
#[derive(Clone, Debug, PartialEq, Deserialize)]
pub struct Claim {
    /// The statement that puts it forward; `None` is the article itself.
    pub statement: Option<String>,
    /// `asserted`, `alleged` …
    pub status: String,
}
