//! Which places could these words mean, and what do the words beside them say?

use rustc_hash::{FxHashMap, FxHashSet};
use sayso_model::Span;

use super::atlas::{Atlas, Hit};
use super::gazetteer::{Kind, PlaceIx};
use crate::actor::fold::fold;

/// Words that tell what kind of place a name is, by side.
#[derive(Clone, Debug, Default)]
pub struct KindWords {
    before: FxHashMap<&'static str, Vec<Kind>>,
    after: FxHashMap<&'static str, Vec<Kind>>,
    nouns: FxHashMap<&'static str, Vec<Kind>>,
    directions: FxHashSet<&'static str>,
    short: FxHashMap<&'static str, &'static str>,
    common: FxHashSet<&'static str>,
    /// "german", "yemeni", folded.
    nationalities: FxHashSet<String>,
}

impl KindWords {
    /// Reads the English words that are built in; `None` if the file is broken.
    pub fn load() -> Option<Self> {
        let mut words = Self::default();
        for line in include_str!("../../../../data/en/place/words.tsv").lines() {
            if line.is_empty() || line.starts_with('#') {
                continue;
            }
            let mut c = line.split('\t');
            let (word, side, kinds) = (c.next()?, c.next()?, c.next()?);
            match side {
                "direction" => {
                    words.directions.insert(word);
                    continue;
                }
                "short" => {
                    words.short.insert(word, kinds);
                    continue;
                }
                "common" => {
                    words.common.insert(word);
                    continue;
                }
                _ => {}
            }
            let kinds: Vec<Kind> = kinds.split_whitespace().map(Kind::parse).collect::<Option<_>>()?;
            if side == "noun" {
                words.nouns.insert(word, kinds);
                continue;
            }
            if side != "after" {
                words.before.insert(word, kinds.clone());
            }
            if side != "before" {
                words.after.insert(word, kinds);
            }
        }
        let states = include_str!("../../../../data/world/actors/states.tsv").lines();
        for line in states.filter(|l| !l.starts_with('#')) {
            let adjectives = line.split('\t').nth(2).unwrap_or_default().split(';');
            words.nationalities.extend(adjectives.map(fold).filter(|a| !a.is_empty()));
        }
        Some(words)
    }

    /// Kinds of place that a noun means when it stands for a name.
    pub(super) fn kinds_of_noun(&self, noun: &str) -> Option<&[Kind]> {
        self.nouns.get(noun).map(Vec::as_slice).or_else(|| self.of(noun, false))
    }

    /// The name with a short first word written out.
    fn expanded(&self, name: &str) -> Option<String> {
        let (first, rest) = name.split_once(' ')?;
        Some(format!("{} {rest}", self.short.get(first)?))
    }

    /// A word of names that is no name by itself: "bank", "church".
    fn is_common(&self, word: &str) -> bool {
        self.common.contains(word)
            || self.directions.contains(word)
            || self.of(word, true).is_some()
            || self.of(word, false).is_some()
    }

    /// A name that ends in the word for a building or site: "Imam Ali Hospital".
    fn is_site(&self, name: &str) -> bool {
        let last = name.rsplit(' ').next().unwrap_or_default();
        self.of(last, true).is_some_and(|kinds| kinds.contains(&Kind::Facility))
    }

    fn of(&self, word: &str, after: bool) -> Option<&[Kind]> {
        let words = if after { &self.after } else { &self.before };
        words.get(word).map(Vec::as_slice)
    }
}

/// A place that a name may mean.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Candidate {
    /// The place.
    pub place: PlaceIx,
    /// How the name leads to it.
    pub hit: Hit,
    /// Words were left out to find it ("northern Iraq", "Rapides" for "Rapides Parish").
    pub shortened: bool,
    /// It bears only a part of the name ("Bani" of "Bani Suhaila").
    pub partial: bool,
}

/// A place name of the text with all that it may mean.
#[derive(Clone, Debug)]
pub struct Toponym {
    /// Words of the name.
    pub span: Span,
    /// The name, folded.
    pub name: String,
    /// What it may mean.
    pub candidates: Vec<Candidate>,
    /// Kinds that a word in or beside the name asks for.
    pub kinds: Vec<Kind>,
    /// The kinds come from a plural after the name, and so hold for the names listed before it.
    pub listed: bool,
    /// The name ends in the word for a building or site ("Imam Ali Hospital") and is not known as a whole.
    pub is_site: bool,
}

/// Most places that one name is read as.
const MOST: usize = 200;

/// Looks a name up, with and without the words that only say what kind of place it is.
pub fn read(atlas: &Atlas, words: &KindWords, text: &str, span: Span) -> Toponym {
    let surface = span.text(text).trim();
    let surface = surface.strip_suffix("'s").or(surface.strip_suffix("’s")).unwrap_or(surface);
    let name = fold(surface);
    let mut kinds = Vec::new();
    let mut candidates: Vec<Candidate> = Vec::new();
    let ends_as_site = words.is_site(&name);
    let add = |name: &str, shortened: bool, candidates: &mut Vec<Candidate>| -> bool {
        // "the German Consulate" is not in Germany.
        let whose = shortened && ends_as_site && words.nationalities.contains(name);
        if whose {
            return false;
        }
        for hit in atlas.find(name).into_iter().take(MOST) {
            if !candidates.iter().any(|c| c.place == hit.place) {
                candidates.push(Candidate { place: hit.place, hit, shortened, partial: false });
            }
        }
        !candidates.is_empty()
    };
    add(&name, false, &mut candidates);
    // "the Front", "the Market": a town of that name is seldom meant.
    let is_acronym = surface.len() <= ACRONYM && surface.chars().all(char::is_uppercase);
    if is_acronym || words.common.contains(name.as_str()) {
        candidates.retain(|c| c.hit.listed);
    }
    if let Some(full) = words.expanded(&name) {
        add(&full, false, &mut candidates);
    }
    let parts: Vec<&str> = name.split(' ').collect();
    if let [rest @ .., last] = &parts[..]
        && let Some(k) = words.of(last, true)
        && !rest.is_empty()
    {
        kinds.extend_from_slice(k);
        add(&rest.join(" "), true, &mut candidates);
    }
    if let [first, "of", rest @ ..] = &parts[..]
        && let Some(k) = words.of(first, false)
    {
        kinds.extend_from_slice(k);
        add(&rest.join(" "), true, &mut candidates);
    } else if let [first, rest @ ..] = &parts[..]
        && !rest.is_empty()
        && let Some(k) = words.of(first, false)
    {
        kinds.extend_from_slice(k);
        if candidates.is_empty() {
            add(&rest.join(" "), true, &mut candidates);
        }
    }
    if candidates.is_empty()
        && let [first, rest @ ..] = &parts[..]
        && words.directions.contains(first)
        && !rest.is_empty()
    {
        add(&rest.join(" "), true, &mut candidates);
    }
    // A plural or possessive that the annotation left on.
    if candidates.is_empty()
        && let Some(rest) = name.strip_suffix('s')
    {
        add(rest, true, &mut candidates);
        candidates.iter_mut().for_each(|c| c.partial = true);
    }
    if candidates.is_empty() {
        embedded(words, surface, &mut |name| add(name, true, &mut candidates));
        candidates.iter_mut().for_each(|c| c.partial = true);
    }
    let listed = beside(words, text, span, &mut kinds);
    let is_site = ends_as_site && candidates.iter().all(|c| c.shortened);
    Toponym { span, name, candidates, kinds, listed, is_site }
}

/// Most words of a name within a name: longer ones are no places, and a text of nothing but capitals is to end some day.
const WORDS_MAX: usize = 8;

/// Letters of a word that can be a name within a name: not the "Al" of "Al-Shifa", nor "UN".
const SHORTEST_PART: usize = 4;
/// Letters of an acronym that is no town, however that is written: "UN".
const ACRONYM: usize = 3;

/// Names within a name that is not known as a whole, the longest ones: the seat in "Bank of Japan", "Dubai Airport".
fn embedded(words: &KindWords, surface: &str, add: &mut dyn FnMut(&str) -> bool) {
    let parts: Vec<&str> = surface.split([' ', '-', '/']).filter(|p| !p.is_empty()).collect();
    let capital = |word: &str| word.chars().next().is_some_and(char::is_uppercase);
    for length in (1..parts.len().min(WORDS_MAX)).rev() {
        let mut found = false;
        for run in parts.windows(length) {
            let name = fold(&run.join(" "));
            let is_name =
                capital(run[0]) && capital(run[length - 1]) && (length > 1 || name.len() >= SHORTEST_PART);
            if is_name && !(length == 1 && words.is_common(&name)) {
                found |= add(&name);
            }
        }
        if found {
            return;
        }
    }
}

/// Kinds that a word after a list asks for of all its names: "Harvey, Harper and Kingman counties".
pub fn share_kinds(text: &str, toponyms: &mut [Toponym]) {
    for i in (1..toponyms.len()).rev() {
        let (before, after) = (toponyms[i - 1].span.end(), toponyms[i].span.start());
        let joined = text.get(before..after).is_some_and(|t| t.len() < 8 && !t.contains(['.', '(', '\n']));
        if joined && toponyms[i].listed && toponyms[i - 1].kinds.is_empty() {
            toponyms[i - 1].kinds = toponyms[i].kinds.clone();
            toponyms[i - 1].listed = true;
        }
    }
}

/// Letters that are looked at beside a name: what has no blanks for longer holds no word.
const WORD_CHARS_MAX: usize = 32;

/// Bytes before a name in which that is told which it lies in.
const HOLDER_BYTES: usize = 120;

/// The words before a name that tell what it lies in: "West Bank" in "the West Bank city of Jenin", "Syrian" in "the Syrian town
/// of Azaz".
pub fn holder_before<'t>(words: &KindWords, text: &'t str, span: Span) -> Option<&'t str> {
    let mut from = span.start().saturating_sub(HOLDER_BYTES);
    while !text.is_char_boundary(from) {
        from += 1;
    }
    let before = text[from..span.start()].strip_suffix(" of ")?;
    let (rest, noun) = before.rsplit_once(' ')?;
    words.of(noun, false).filter(|_| noun.chars().all(char::is_lowercase))?;
    let capital = |word: &str| word.chars().next().is_some_and(char::is_uppercase);
    let mut start = rest.len();
    for word in rest.rsplit(' ').take(3).take_while(|w| capital(w) && w.ends_with(char::is_alphabetic)) {
        start -= word.len() + usize::from(start < rest.len());
    }
    let name = rest[start..].trim();
    (!name.is_empty() && !name.contains('\n')).then_some(name)
}

/// Kinds that the words before and after a name ask for: "the river X", "X province", "the village of X".
fn beside(words: &KindWords, text: &str, span: Span, kinds: &mut Vec<Kind>) -> bool {
    let after = text[span.end()..].trim_start_matches(' ');
    let next: String =
        after.chars().take(WORD_CHARS_MAX).take_while(|c| c.is_alphabetic() || *c == '-').collect();
    // "the Kandahar and Helmand provinces", "Logar province"
    let lower = next.to_lowercase();
    let singular = match lower.strip_suffix("ies") {
        Some(stem) => format!("{stem}y"),
        None => lower.strip_suffix('s').unwrap_or(&lower).to_owned(),
    };
    let mut listed = false;
    if let Some(k) = words.of(&lower, true).or_else(|| words.of(&singular, true)) {
        kinds.extend_from_slice(k);
        listed = lower.ends_with('s');
    }
    let near = text.floor_char_boundary(span.start().saturating_sub(4 * WORD_CHARS_MAX));
    let before = text[near..span.start()].trim_end_matches([' ', '\n']);
    let mut back = before.rsplit([' ', '\n', '(', '"', '“']);
    let mut word = back.next().unwrap_or_default();
    if word == "of" {
        word = back.next().unwrap_or_default();
    } else if word.chars().next().is_some_and(char::is_lowercase) {
        // "the city Aleppo" is rare; "state Texas" is rather "in the state, Texas".
        return listed;
    }
    if let Some(k) = words.of(&word.to_lowercase(), false) {
        kinds.extend_from_slice(k);
    }
    listed
}
