//! Somebody a document speaks of.

use sayso_model::{Actor as Known, ActorCandidate};
use serde::{Deserialize, Serialize};

use super::{At, at, place, span};
use crate::{Result, term};

/// Body of an entry of kind `actor`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Actor {
    /// What makes it the same actor in other documents: an item of Wikidata, an entry of the knowledge base, or name and
    /// country.
    pub key: String,
    /// Canonical name.
    pub name: String,
    /// ISO 3166-1 alpha-3 code.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub country: Option<String>,
    /// `state`, a PLOVER sector, `IGO`, `NGO`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub role: Option<String>,
    /// Item of Wikidata.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub wikidata: Option<String>,
    /// Entry of the knowledge base.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub entry: Option<String>,
    /// Title or office.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub title: Option<String>,
    /// Surface forms.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub mentions: Vec<At>,
    /// How its country, role and entry were found.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub evidence: Vec<String>,
    /// Entries that it could be and is not taken for.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub candidates: Vec<Candidate>,
}

/// An entry of the knowledge base that an actor could be.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Candidate {
    /// The entry.
    pub entry: String,
    /// Its name.
    pub name: String,
    /// ISO 3166-1 alpha-3 code.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub country: Option<String>,
    /// Its role on the day.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub role: Option<String>,
    /// How much the names are alike, in thousandths.
    pub score: u16,
    /// How it was found.
    pub evidence: String,
}

impl Actor {
    /// What the ledger keeps of an actor.
    pub fn new(actor: &Known) -> Self {
        let owned = |s: &Option<smol_str::SmolStr>| s.as_ref().map(|s| s.to_string());
        Self {
            key: key(actor),
            name: actor.name.clone(),
            country: owned(&actor.country),
            role: owned(&actor.role),
            wikidata: owned(&actor.wikidata),
            entry: owned(&actor.entry),
            title: actor.title.clone(),
            mentions: actor.mentions.iter().map(|&s| at(s)).collect(),
            evidence: actor.evidence.iter().map(|e| e.to_string()).collect(),
            candidates: actor.candidates.iter().map(Candidate::new).collect(),
        }
    }

    /// The actor, as the stages write it; `number` is its place in the document, from 1.
    pub fn to_model(&self, number: u32) -> Result<Known> {
        let small = |s: &Option<String>| s.as_deref().map(smol_str::SmolStr::new);
        Ok(Known {
            id: sayso_model::ActorId(number),
            name: self.name.clone(),
            country: small(&self.country),
            role: small(&self.role),
            wikidata: small(&self.wikidata),
            entry: small(&self.entry),
            title: self.title.clone(),
            mentions: self.mentions.iter().map(|&a| span(a)).collect::<Result<_>>()?,
            evidence: self.evidence.iter().map(smol_str::SmolStr::new).collect(),
            candidates: self.candidates.iter().map(Candidate::to_model).collect(),
        })
    }
}

impl Candidate {
    fn new(candidate: &ActorCandidate) -> Self {
        let owned = |s: &Option<smol_str::SmolStr>| s.as_ref().map(|s| s.to_string());
        Self {
            entry: candidate.entry.to_string(),
            name: candidate.name.clone(),
            country: owned(&candidate.country),
            role: owned(&candidate.role),
            score: place::thousandths(candidate.score),
            evidence: candidate.evidence.to_string(),
        }
    }

    fn to_model(&self) -> ActorCandidate {
        let small = |s: &Option<String>| s.as_deref().map(smol_str::SmolStr::new);
        ActorCandidate {
            entry: smol_str::SmolStr::new(&self.entry),
            name: self.name.clone(),
            country: small(&self.country),
            role: small(&self.role),
            score: place::share(self.score),
            evidence: smol_str::SmolStr::new(&self.evidence),
        }
    }
}

/// What makes an actor the same in two documents.
fn key(actor: &Known) -> String {
    match (&actor.wikidata, &actor.entry) {
        (Some(item), _) => item.to_string(),
        (None, Some(entry)) => entry.to_string(),
        (None, None) => match &actor.country {
            Some(country) => format!("{}@{country}", term::fold(&actor.name)),
            None => term::fold(&actor.name),
        },
    }
}
