//! Which entries could an actor be that it is not taken for, and how was found what is said of it?
//!
//! Names that are only alike are proposed and never merged: a reader decides, with the likeness before the eyes.

use sayso_model::ActorCandidate;
use smol_str::SmolStr;

use super::entry::{Entry, EntryId};
use super::fold::fold;
use super::group::Group;
use super::mention::{Manner, Mention};
use super::phrase::Reader;
use super::sector::standing_on;
use super::source::{is_acronym, key};

/// Entries that a record lists for one actor.
const MOST: usize = 3;
/// Names less alike than this are not proposed.
const LEAST_LIKENESS: f64 = 0.85;
/// Shorter names are one letter apart from too many others.
const SHORTEST: usize = 8;

/// Entries that a group of mentions could be: others of the same name, or, if it is none that is known, those whose
/// names are written nearly so.
pub(super) fn candidates(reader: &Reader<'_>, group: &Group) -> Vec<ActorCandidate> {
    let mut found: Vec<ActorCandidate> = Vec::new();
    let mut propose = |id: EntryId, likeness: f64, evidence: &'static str| {
        let entry = reader.knowledge.entry(id);
        let fits = group.is_person == (entry.kind == "person") && entry.kind != "state";
        let name = entry_name(&entry);
        if fits && likeness >= LEAST_LIKENESS && found.iter().all(|c| c.entry != name) {
            let (role, country) = standing_on(&entry, reader.date);
            found.push(ActorCandidate {
                entry: name,
                name: entry.name.to_string(),
                country: country
                    .filter(|c| c.len() == 3 && !matches!(c.as_str(), "IGO" | "UNO" | "EUR" | "NGO")),
                role,
                score: likeness as f32,
                evidence: SmolStr::new_static(evidence),
            });
        }
    };
    if group.reading.entry.is_some() {
        group.reading.others.iter().for_each(|&id| propose(id, 1.0, "same name"));
    } else {
        for name in group.mentions.iter().filter(|m| m.manner == Manner::Name).map(|m| m.folded.as_str()) {
            let likeness = |id: EntryId| strsim::jaro_winkler(name, &fold(&reader.knowledge.entry(id).name));
            reader.knowledge.find(key::NAME, name).into_iter().for_each(|id| propose(id, 1.0, "same name"));
            if name.len() >= SHORTEST {
                let near = reader.knowledge.near(key::NAME, name);
                near.into_iter().for_each(|id| propose(id, likeness(id), "one letter apart"));
            }
            let alike = reader.knowledge.alike(name);
            alike.into_iter().for_each(|id| propose(id, likeness(id), "same consonants"));
        }
    }
    found.sort_by(|a, b| b.score.total_cmp(&a.score).then_with(|| a.entry.cmp(&b.entry)));
    found.truncate(MOST);
    found
}

/// What an entry is called in records.
pub(super) fn entry_name(entry: &Entry) -> SmolStr {
    SmolStr::new(format!("{}/{}", entry.kind, fold(&entry.name).replace(' ', "-")))
}

/// The ways in which the mentions of a group tell who it is, each once, in order of the text.
pub(super) fn evidence(reader: &Reader<'_>, text: &str, group: &Group) -> Vec<SmolStr> {
    let entry = group.reading.entry.map(|id| reader.knowledge.entry(id));
    let mut found: Vec<SmolStr> = Vec::new();
    for mention in &group.mentions {
        let what = of_mention(entry.as_ref(), text, mention);
        for what in what.into_iter().flatten() {
            if !found.contains(&what) {
                found.push(what);
            }
        }
    }
    found
}

fn of_mention(entry: Option<&Entry>, text: &str, mention: &Mention) -> [Option<SmolStr>; 3] {
    let reading = &mention.reading;
    let names_it = entry.is_some() && reading.entry == entry.map(|e| e.id);
    let how = match mention.manner {
        Manner::Pronoun => None,
        Manner::Name if !names_it => None,
        Manner::Name if reading.is_seat => Some("seat"),
        Manner::Name if entry.is_some_and(|e| fold(&e.name) == mention.folded) => Some("name"),
        Manner::Name if is_acronym(mention.span.text(text)) => Some("acronym"),
        Manner::Name => Some("other name"),
        Manner::Noun if reading.is_national => Some("nationality"),
        Manner::Noun if names_it || reading.country.is_some() || reading.sector.is_some() => Some("noun"),
        Manner::Noun => None,
    };
    let title = mention.title.is_some().then_some("title");
    let context = mention.is_placed.then_some("context");
    [how, title, context].map(|e| e.map(SmolStr::new_static))
}
