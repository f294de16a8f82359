//! Which names of the knowledge base stand in a text, and which country does it speak of where?
//!
//! The tagger cuts names short ("France 24", "Welt am Sonntag") and breaks long ones ("Tehreek-e-Taliban Pakistan"); the
//! table of keys does not.

use rustc_hash::{FxHashMap, FxHashSet};
use sayso_model::{Annotated, Document, EntityKind, Pos, TokenIx};
use smol_str::SmolStr;

use super::entry::EntryId;
use super::fold::fold;
use super::knowledge::KnowledgeBase;
use super::source::{acronym, is_acronym, key};

/// A name of the knowledge base in the text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Sighting {
    /// First token.
    pub start: TokenIx,
    /// One past the last token.
    pub end: TokenIx,
    /// The first entry that bears the name.
    pub entry: EntryId,
}

/// All sightings of a document.
#[derive(Debug, Default)]
pub struct Sightings {
    found: Vec<Sighting>,
    /// Countries in order of the text: token and ISO code.
    countries: Vec<(TokenIx, SmolStr)>,
    /// The country that the text names most, if no other comes near.
    home: Option<SmolStr>,
    /// The text is about a land that the knowledge base lacks: bodies and people without a country are its own.
    is_abroad: bool,
}

/// Words of the longest name that is looked for.
const LONGEST: u32 = 10;

impl Sightings {
    /// Reads a document once.
    pub fn new(knowledge: &KnowledgeBase, document: &Document, annotated: &Annotated) -> Self {
        let mut found = Vec::new();
        let mut at = 0;
        while at < annotated.tokens.len() as TokenIx {
            match longest_at(knowledge, &document.text, annotated, at) {
                Some(sighting) => {
                    at = sighting.end;
                    found.push(sighting);
                }
                None => at += 1,
            }
        }
        let mut known: FxHashMap<EntryId, Option<SmolStr>> = FxHashMap::default();
        let countries: Vec<(TokenIx, SmolStr)> = found
            .iter()
            .filter_map(|s| {
                let country = known.entry(s.entry).or_insert_with(|| {
                    let entry = knowledge.entry(s.entry);
                    let speaks = !matches!(entry.sector.as_deref(), Some("JRN" | "NGO" | "EDU" | "BUS"));
                    entry.country.filter(|c| speaks && !matches!(c.as_str(), "IGO" | "UNO" | "EUR" | "NGO"))
                });
                country.clone().map(|c| (s.start, c))
            })
            .collect();
        let home = home(&countries);
        let mut sightings = Self { found, countries, home, is_abroad: false };
        let mut named: FxHashMap<&str, usize> = FxHashMap::default();
        for (_, country) in &sightings.countries {
            *named.entry(country).or_default() += 1;
        }
        let most_named = named.into_values().max().unwrap_or(0);
        sightings.is_abroad = sightings.most_of_one_stranger(annotated) > most_named;
        sightings
    }

    /// How often the text names the land, or its people, that it names most of those that the knowledge base lacks.
    fn most_of_one_stranger(&self, annotated: &Annotated) -> usize {
        let mut counts: FxHashMap<String, (usize, bool)> = FxHashMap::default();
        for entity in &annotated.entities {
            let is_land = entity.kind == EntityKind::Gpe;
            let is_known = (entity.start..entity.end).any(|t| self.at(t).is_some());
            if (is_land || entity.kind == EntityKind::Norp) && !is_known {
                // "Ruritania" and "Ruritanian" begin alike.
                let stem: String = annotated.token(entity.start).lower.chars().take(6).collect();
                let count = counts.entry(stem).or_default();
                count.0 += 1;
                count.1 |= is_land;
            }
        }
        counts.into_values().filter(|c| c.1).map(|c| c.0).max().unwrap_or(0)
    }

    /// The name that a token is part of.
    pub fn at(&self, token: TokenIx) -> Option<Sighting> {
        let i = self.found.partition_point(|s| s.end <= token);
        self.found.get(i).copied().filter(|s| s.start <= token)
    }

    /// All names, in order of the text.
    pub fn iter(&self) -> impl Iterator<Item = Sighting> + '_ {
        self.found.iter().copied()
    }

    /// All countries that the text names.
    pub fn named(&self) -> FxHashSet<SmolStr> {
        self.countries.iter().map(|(_, country)| country.clone()).collect()
    }

    /// The country that the text names most, if no other comes near.
    pub fn home(&self) -> Option<SmolStr> {
        self.home.clone().filter(|_| !self.is_abroad)
    }

    /// The country whose army, police or government the text means at a token when it does not say: the one that all
    /// of it is about, else the last one named before it in this sentence or the one before.
    pub fn country_at(&self, annotated: &Annotated, token: TokenIx) -> Option<SmolStr> {
        if self.is_abroad || self.home.is_some() {
            return self.home();
        }
        let sentence = annotated.token(token).sentence as usize;
        let here = annotated.sentences[sentence];
        let last_in = |from: TokenIx, to: TokenIx| {
            self.countries.iter().rev().find(|(t, _)| (from..to).contains(t)).map(|(_, c)| c.clone())
        };
        let first_in = |from: TokenIx, to: TokenIx| {
            self.countries.iter().find(|(t, _)| (from..to).contains(t)).map(|(_, c)| c.clone())
        };
        last_in(here.start, token).or_else(|| {
            // The subject of a sentence comes first in it.
            (1..=2).find_map(|back| {
                let before = annotated.sentences.get(sentence.checked_sub(back)?)?;
                first_in(before.start, before.end)
            })
        })
    }
}

/// The country named most, if it is named at least twice and twice as often as any other.
fn home(countries: &[(TokenIx, SmolStr)]) -> Option<SmolStr> {
    let mut counts: FxHashMap<&str, usize> = FxHashMap::default();
    for (_, country) in countries {
        *counts.entry(country).or_default() += 1;
    }
    let mut ranked: Vec<(usize, &str)> = counts.into_iter().map(|(c, n)| (n, c)).collect();
    ranked.sort_by(|a, b| b.0.cmp(&a.0).then(a.1.cmp(b.1)));
    match ranked.as_slice() {
        [(n, c)] if *n >= 2 => Some((*c).into()),
        [(n, c), (m, _), ..] if *n >= 2 && *n >= 2 * m => Some((*c).into()),
        _ => None,
    }
}

fn longest_at(knowledge: &KnowledgeBase, text: &str, annotated: &Annotated, at: TokenIx) -> Option<Sighting> {
    let first = annotated.token(at);
    let written = first.span.text(text);
    // Names begin with a capital, "al-Qaeda" and the like with a small article.
    let may_begin = written.starts_with(char::is_uppercase)
        || matches!(first.lower.as_str(), "al" | "el" | "al-" | "dpa" | "uMkhonto")
        || first.lower.starts_with("al-");
    if !may_begin || first.pos == Pos::Pron {
        return None;
    }
    let sentence_end = annotated.sentence_of(at).end;
    let mut walks: Vec<_> = [key::SEAT, key::NAME, key::ADJECTIVE, key::NATIONAL]
        .iter()
        .filter_map(|&class| knowledge.walk(class))
        .collect();
    let mut best: Option<(TokenIx, EntryId)> = None;
    if is_acronym(written)
        && let Some(&id) = knowledge.find(key::EXACT, &acronym(written)).first()
    {
        best = Some((at + 1, id));
    }
    for i in at..sentence_end.min(at + LONGEST) {
        let token = annotated.token(i);
        let piece = match token.lower.as_str() {
            "'s" => "s".to_owned(),
            "'" | "-" | "." => continue,
            "the" | "a" | "an" => token.lower.to_string(),
            _ => fold(token.span.text(text)),
        };
        if piece.is_empty() {
            break;
        }
        let joined = if i == at || token.lower == "'s" { piece } else { format!(" {piece}") };
        walks.retain_mut(|walk| knowledge.step(walk, joined.as_bytes()));
        if walks.is_empty() {
            break;
        }
        // A single word that is no proper noun is not a name: "Independent experts".
        let is_word = i == at && token.pos != Pos::Propn && token.pos != Pos::Adj && token.entity.is_none();
        if is_word {
            continue;
        }
        if let Some(id) = walks.iter().find_map(|walk| knowledge.reached(walk)) {
            best = Some((i + 1, id));
        }
    }
    best.map(|(end, entry)| Sighting { start: at, end, entry })
}
