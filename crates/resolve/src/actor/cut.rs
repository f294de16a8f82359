//! Into which pieces does a phrase fall? The longest that the knowledge base or the lexicon has.

use smol_str::SmolStr;

use super::entry::EntryId;
use super::lexicon::Modifier;
use super::phrase::{Reader, Segment, What};
use super::source::{acronym, is_acronym, key};
use super::words::{Word, join};
use crate::place::gazetteer::Kind;

/// Inhabitants of a town that a text may name without more ado.
const LARGE: u32 = 50_000;

impl Reader<'_> {
    /// Longest pieces from the left.
    pub(crate) fn cut(&self, words: &[Word]) -> Vec<Segment> {
        let mut out = Vec::new();
        let mut at = 0;
        while at < words.len() {
            let segment = self.longest_at(words, at);
            at = segment.end;
            out.push(segment);
        }
        self.find_places(words, &mut out);
        out
    }

    /// Runs of unknown names that are a place of the gazetteer as a whole: "police in San Luis Potosí", not the two
    /// halves of a person's name that are towns somewhere.
    fn find_places(&self, words: &[Word], segments: &mut Vec<Segment>) {
        let is_name = |s: &Segment| {
            matches!(s.what, What::Unknown) && words[s.start].text.starts_with(char::is_uppercase)
        };
        let mut at = 0;
        while at < segments.len() {
            let run = segments[at..].iter().take_while(|s| is_name(s)).count();
            let ends = (1..=run).find(|n| {
                let last = &words[segments[at + n - 1].end - 1];
                last.possessive || last.stop
            });
            let run = ends.unwrap_or(run);
            if run > 0 {
                let (start, end) = (segments[at].start, segments[at + run - 1].end);
                if let Some(country) = self.country_of_place(&join(&words[start..end])) {
                    segments.splice(at..at + run, [Segment { start, end, what: What::Place(country) }]);
                }
            }
            at += run.max(1);
        }
    }

    /// Country of the most important place of a name. Small places are not taken for granted inside a text.
    fn country_of_place(&self, folded: &str) -> Option<SmolStr> {
        let hit = self.atlas.find(folded).into_iter().find(|h| h.canonical || self.is_alone)?;
        let place = self.atlas.entry(hit.place);
        let kind = matches!(place.kind, Kind::Admin1 | Kind::Capital) || self.is_alone;
        (hit.listed || kind || place.population >= LARGE)
            .then(|| place.country.map(|c| SmolStr::new(self.atlas.country_code(c))))
            .flatten()
    }

    fn longest_at(&self, words: &[Word], at: usize) -> Segment {
        let limit = (words.len() - at).min(self.lexicon.longest().max(9));
        let reach = (1..limit).find(|&n| words[at + n - 1].stop).unwrap_or(limit);
        for n in (1..=reach).rev() {
            let slice = &words[at..at + n];
            // "People's Liberation Army" is a name, "Iran's foreign ministry" is none.
            let owned = slice[..n - 1].iter().any(|w| w.possessive);
            if let Some(what) = if owned { self.known_owned(slice) } else { self.known(slice) } {
                return Segment { start: at, end: at + n, what };
            }
        }
        Segment { start: at, end: at + 1, what: What::Unknown }
    }

    /// A name or noun with a genitive in it.
    fn known_owned(&self, slice: &[Word]) -> Option<What> {
        let last = slice.len() - 1;
        let words: Vec<String> = slice
            .iter()
            .enumerate()
            .map(|(i, w)| {
                if w.possessive && i < last {
                    format!("{}s", w.folded.trim_end_matches('s'))
                } else {
                    w.folded.clone()
                }
            })
            .collect();
        let folded = words.join(" ");
        let names = self.knowledge.find(key::NAME, &folded);
        if !names.is_empty() {
            return Some(What::Name(self.rank(names)));
        }
        self.lexicon.noun(&folded).map(|noun| What::Noun(noun.clone()))
    }

    fn known(&self, slice: &[Word]) -> Option<What> {
        let folded = join(slice);
        let first = &slice[0];
        let named = first.text.starts_with(|c: char| c.is_ascii_digit())
            || slice.iter().any(|w| w.text.chars().any(char::is_uppercase));
        if slice.len() == 1 {
            let plain = self.lexicon.modifier(&folded);
            if plain.iter().any(|m| matches!(m, Modifier::Skip | Modifier::Of | Modifier::Other))
                && !is_acronym(&first.text)
            {
                return Some(What::Modifier(plain.to_vec()));
            }
            if is_acronym(&first.text) {
                let exact = self.knowledge.find(key::EXACT, &acronym(&first.text));
                if !exact.is_empty() {
                    return Some(What::Name(self.rank(exact)));
                }
            }
        }
        if named && !self.lexicon.is(&first.folded, &Modifier::Skip) {
            let one = |class| self.knowledge.find(class, &folded).first().copied();
            if let Some(id) = one(key::SEAT) {
                return Some(What::Seat(id));
            }
            let names = self.knowledge.find(key::NAME, &folded);
            let noun = self.lexicon.noun(&folded);
            // "Justice", "Parliament": a body of a country bears the name of its kind.
            let all_capitals =
                slice.len() > 1 && slice.iter().all(|w| w.text.starts_with(char::is_uppercase));
            if !names.is_empty() && (noun.is_none() || all_capitals) {
                return Some(What::Name(self.rank(names)));
            }
            if let Some(id) = one(key::ADJECTIVE) {
                return Some(What::Adjective(id));
            }
            if let Some(id) = one(key::NATIONAL) {
                return Some(What::National(id));
            }
        }
        if let Some(noun) = self.lexicon.noun(&folded) {
            return Some(What::Noun(noun.clone()));
        }
        let modifiers = self.lexicon.modifier(&folded);
        (!modifiers.is_empty()).then(|| What::Modifier(modifiers.to_vec()))
    }

    /// Entries of one name: of the country at hand first, then those in office, then states and bodies before persons.
    pub(crate) fn rank(&self, mut ids: Vec<EntryId>) -> Vec<EntryId> {
        if ids.len() > 1 {
            ids.sort_by_cached_key(|&id| {
                let entry = self.knowledge.entry(id);
                let at_home = self.country.is_some() && entry.country.as_deref() == self.country;
                let in_office = self.date.is_some_and(|d| entry.terms.iter().any(|t| t.covers(d)));
                (!self.knowledge.is_own(id), !at_home, !in_office, id)
            });
        }
        ids
    }
}
