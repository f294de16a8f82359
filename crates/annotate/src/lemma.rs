//! What is the dictionary form of a word? spaCy's rule lemmatiser: endings are replaced, and forms that a dictionary
//! (WordNet) knows go first; irregular forms are listed.

use std::sync::OnceLock;

use rustc_hash::FxHashMap;
use sayso_model::Pos;
use smol_str::SmolStr;

use crate::{data, ruler::Morph, vocab::CharSet};

/// Endings, irregular forms and known words of one part of speech.
#[derive(Debug)]
struct Table {
    /// Endings and what takes their place.
    endings: Vec<(&'static str, &'static str)>,
    /// Forms and lemmas.
    irregular: FxHashMap<&'static str, &'static str>,
    known: SortedLines,
}

/// Lines in order of their bytes, searched where they lie.
#[derive(Clone, Copy, Debug)]
struct SortedLines(&'static str);

impl SortedLines {
    fn has(self, word: &str) -> bool {
        let bytes = self.0.as_bytes();
        let (mut from, mut to) = (0, bytes.len());
        while from < to {
            let middle = (from + to) / 2;
            let start = bytes[from..middle].iter().rposition(|&b| b == b'\n').map_or(from, |i| from + i + 1);
            let end = bytes[start..to].iter().position(|&b| b == b'\n').map_or(to, |i| start + i);
            match bytes[start..end].cmp(word.as_bytes()) {
                std::cmp::Ordering::Equal => return true,
                std::cmp::Ordering::Less => from = end + 1,
                std::cmp::Ordering::Greater => to = start,
            }
        }
        false
    }
}

#[derive(Debug)]
pub(crate) struct Lemmatizer {
    tables: OnceLock<[(Pos, Table); 5]>,
}

impl Lemmatizer {
    pub(crate) fn new() -> Self {
        Self { tables: OnceLock::new() }
    }

    /// The lemma of a word. `letters` are the characters that Python calls letters.
    pub(crate) fn lemma(
        &self,
        letters: &CharSet,
        text: &SmolStr,
        lower: &SmolStr,
        pos: Pos,
        morph: Morph,
    ) -> SmolStr {
        if is_base(pos, morph) {
            return lower.clone();
        }
        let tables = self.tables.get_or_init(read_tables);
        match tables.iter().find(|(p, _)| *p == pos) {
            Some((_, table)) => table.lemma(letters, text, lower),
            None if pos == Pos::Propn => text.clone(),
            None => lower.clone(),
        }
    }
}

/// True if the features say that the word is its own lemma.
fn is_base(pos: Pos, morph: Morph) -> bool {
    (pos == Pos::Noun && morph.singular)
        || (pos == Pos::Verb && morph.finite && morph.present && !morph.has_number)
        || morph.infinitive
        || morph.positive
}

impl Table {
    fn lemma(&self, letters: &CharSet, text: &SmolStr, lower: &SmolStr) -> SmolStr {
        let mut forms: Vec<SmolStr> = Vec::new();
        let mut unknown: Option<SmolStr> = None;
        for (old, new) in &self.endings {
            let Some(stem) = lower.strip_suffix(old) else { continue };
            let form: SmolStr = [stem, new].into_iter().collect();
            if form.is_empty() {
                continue;
            }
            if self.known.has(&form) {
                forms.retain(|f| *f != form);
                forms.insert(0, form);
            } else if !form.chars().all(|c| letters.has(c)) {
                if !forms.contains(&form) {
                    forms.push(form);
                }
            } else {
                unknown.get_or_insert(form);
            }
        }
        for form in self.irregular.get(lower.as_str()).into_iter().flat_map(|l| l.split('\t')) {
            if !forms.iter().any(|f| f == form) {
                forms.insert(0, SmolStr::new(form));
            }
        }
        forms.into_iter().next().or(unknown).unwrap_or_else(|| text.clone())
    }
}

fn read_tables() -> [(Pos, Table); 5] {
    let table = |pos: &str, known: &'static str| Table {
        endings: data::LEMMA_RULES
            .lines()
            .filter_map(|line| line.strip_prefix(pos)?.strip_prefix('\t')?.split_once('\t'))
            .collect(),
        irregular: data::LEMMA_EXCEPTIONS
            .lines()
            .filter_map(|line| line.strip_prefix(pos)?.strip_prefix('\t')?.split_once('\t'))
            .collect(),
        known: SortedLines(known),
    };
    [
        (Pos::Adj, table("adj", data::INDEX_ADJ)),
        (Pos::Adv, table("adv", data::INDEX_ADV)),
        (Pos::Noun, table("noun", data::INDEX_NOUN)),
        (Pos::Verb, table("verb", data::INDEX_VERB)),
        (Pos::Punct, table("punct", "")),
    ]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn finds_lines() {
        let lines = SortedLines("a\nab\nb\nzoo\n");
        for word in ["a", "ab", "b", "zoo"] {
            assert!(lines.has(word), "{word}");
        }
        for word in ["", "aa", "c", "z", "zooo", "a\nab"] {
            assert!(!lines.has(word), "{word}");
        }
    }
}
