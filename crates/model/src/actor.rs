use smol_str::SmolStr;

use crate::Span;

/// Identifier of an actor within its document: `a1`, `a2`, … in order of appearance.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct ActorId(pub u32);

/// A person, group, state or organisation that an article speaks of.
#[derive(Clone, Debug, Default)]
pub struct Actor {
    /// Its place in the document.
    pub id: ActorId,
    /// Canonical name.
    pub name: String,
    /// ISO 3166-1 alpha-3 code.
    pub country: Option<SmolStr>,
    /// `state`, a PLOVER sector such as `GOV`, or `IGO`, `NGO`; `None` if unknown.
    pub role: Option<SmolStr>,
    /// Wikidata item, where the knowledge base carries one.
    pub wikidata: Option<SmolStr>,
    /// Entry of the knowledge base, if it is one.
    pub entry: Option<SmolStr>,
    /// Title or office as the text gives it.
    pub title: Option<String>,
    /// Every surface form that refers to it, pronouns left out.
    pub mentions: Vec<Span>,
    /// How its country, role and entry were found: `name`, `other name`, `acronym`, `seat`, `nationality`, `title`, `noun`,
    /// `context`.
    pub evidence: Vec<SmolStr>,
    /// Entries of the knowledge base that it could be and is not taken for, the likeliest first.
    pub candidates: Vec<ActorCandidate>,
}

/// An entry of the knowledge base that an actor could be.
#[derive(Clone, Debug, PartialEq)]
pub struct ActorCandidate {
    /// The entry.
    pub entry: SmolStr,
    /// Its name.
    pub name: String,
    /// ISO 3166-1 alpha-3 code.
    pub country: Option<SmolStr>,
    /// Its role on the day.
    pub role: Option<SmolStr>,
    /// How much the names are alike, 1 if they are written the same.
    pub score: f32,
    /// `same name`, `same consonants`, `one letter apart`, `family name`.
    pub evidence: SmolStr,
}

/// An actor at one place of the text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Party {
    /// Who it is; `None` for the source `unidentified`.
    pub actor: Option<ActorId>,
    /// The words that name it here; `None` where the text leaves it to be understood.
    pub span: Option<Span>,
}
