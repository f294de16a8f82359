//! Which chunks are cut in a way of their own? Contractions, abbreviations and emoticons.

use rustc_hash::FxHashMap;

use super::{Piece, Tokenizer, Words};

/// Text and normal form of the tokens of a special case.
pub(super) type Pieces = Vec<(String, Option<String>)>;

#[derive(Debug)]
pub(super) struct Specials {
    rules: FxHashMap<String, Pieces>,
    longest: usize,
    /// Special cases that the affixes cut apart, as sequences of the tokens that they become, by their first one.
    sequences: FxHashMap<String, Vec<Vec<String>>>,
}

impl Specials {
    pub(super) fn new(rules: FxHashMap<String, Pieces>) -> Self {
        let longest = rules.keys().map(String::len).max().unwrap_or(0);
        Self { rules, longest, sequences: FxHashMap::default() }
    }

    /// Tokens of a special case.
    pub(super) fn get(&self, text: &str) -> Option<&Pieces> {
        if text.len() > self.longest { None } else { self.rules.get(text) }
    }

    /// True if a sequence of tokens that a special case may be made of begins with this word.
    pub(super) fn begins_sequence(&self, text: &str) -> bool {
        self.sequences.contains_key(text)
    }

    /// Puts special cases that were cut apart together again, the longest first.
    pub(super) fn merge(
        &self,
        text: &str,
        tokenizer: &Tokenizer,
        words: &mut Words,
        pieces: &mut Vec<Piece>,
    ) {
        let mut found = Vec::new();
        for at in 0..pieces.len() {
            if !words.begins_sequence(pieces[at].lexeme) {
                continue;
            }
            let slice = |p: &Piece| &text[p.start as usize..p.end as usize];
            let Some(sequences) = self.sequences.get(slice(&pieces[at])) else { continue };
            for sequence in sequences {
                let here = &pieces[at..(at + sequence.len()).min(pieces.len())];
                if here.len() == sequence.len() && here.iter().zip(sequence).all(|(p, s)| slice(p) == s) {
                    found.push((at, at + sequence.len()));
                }
            }
        }
        if found.is_empty() {
            return;
        }
        found.sort_by_key(|&(from, to)| (std::cmp::Reverse(to - from), from));
        let mut taken = vec![false; pieces.len()];
        let mut chosen = Vec::new();
        for (from, to) in found {
            if !taken[from] && !taken[to - 1] {
                chosen.push((from, to));
            }
            taken[from..to].fill(true);
        }
        // From the end, so that the indexes before stay right.
        chosen.sort_unstable_by_key(|&(from, _)| std::cmp::Reverse(from));
        for (from, to) in chosen {
            let (first, last) = (pieces[from], pieces[to - 1]);
            let Some(rule) = self.rules.get(&text[first.start as usize..last.end as usize]) else { continue };
            let mut start = first.start;
            let mut merged: Vec<Piece> = rule
                .iter()
                .map(|(text, norm)| {
                    let end = start + text.len() as u32;
                    let lexeme = words.lexeme(tokenizer, text, norm.as_deref());
                    Piece { start: std::mem::replace(&mut start, end), end, lexeme, spacy: false }
                })
                .collect();
            if let Some(piece) = merged.last_mut() {
                piece.spacy = last.spacy;
            }
            pieces.splice(from..to, merged);
        }
    }
}

impl Tokenizer {
    /// Finds the special cases that the affixes cut apart.
    pub(super) fn index_special_sequences(&mut self) {
        let mut sequences: FxHashMap<String, Vec<Vec<String>>> = FxHashMap::default();
        let mut keys: Vec<&String> = self.specials.rules.keys().collect();
        keys.sort_unstable();
        for key in keys {
            let cut = self.affixes.prefix(&self.classes, key) > 0
                || self.affixes.suffix(&self.classes, key) > 0
                || self.affixes.has_infix(&self.classes, key)
                || key.contains(' ');
            if !cut {
                continue;
            }
            let mut sequence = Vec::new();
            self.for_chunks(key, |start, end, _| {
                let mut at = start;
                for len in self.split_plain(&key[start..end]) {
                    sequence.push(key[at..at + len].to_string());
                    at += len;
                }
            });
            if let Some(first) = sequence.first() {
                let same = sequences.entry(first.clone()).or_default();
                if !same.contains(&sequence) {
                    same.push(sequence);
                }
            }
        }
        self.specials.sequences = sequences;
    }
}
