use smol_str::SmolStr;

use crate::Span;

/// Identifier of an actor within its document: `a1`, `a2`, … in order of appearance.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct ActorId(pub u32);

/// A person, group, state or organisation that an article speaks of.
#[derive(Clone, Debug)]
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
}

/// An actor at one place of the text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Party {
    /// Who it is; `None` for the source `unidentified`.
    pub actor: Option<ActorId>,
    /// The words that name it here; `None` where the text leaves it to be understood.
    pub span: Option<Span>,
}
