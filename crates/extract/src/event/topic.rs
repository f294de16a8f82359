//! Which contexts is an event in? Read off the words of its sentence.

use rustc_hash::FxHashMap;
use sayso_model::{Annotated, TokenIx};
use smol_str::SmolStr;

use super::table::{data_file, rows};
use crate::Error;

/// Words that put the events of their sentence into a context.
pub(crate) struct Topics {
    /// By first word: the words after it, and the context.
    by_first: FxHashMap<SmolStr, Vec<(Vec<SmolStr>, SmolStr)>>,
}

impl Topics {
    pub(crate) fn load() -> Result<Self, Error> {
        let mut by_first: FxHashMap<SmolStr, Vec<(Vec<SmolStr>, SmolStr)>> = FxHashMap::default();
        let (file, text) = data_file!("data/ontology/contexts.tsv");
        let contexts = rows(file, text).map(|row| row.cell(0)).collect::<Result<Vec<_>, _>>()?;
        let (file, text) = data_file!("data/en/lexicon/event/topic.tsv");
        for row in rows(file, text) {
            let mut words = row.cell(0)?.split([' ', '-']).map(SmolStr::new);
            let first = words.next().unwrap_or_default();
            if !contexts.contains(&row.cell(1)?) {
                return Err(row.error("no such context in data/ontology/contexts.tsv"));
            }
            by_first.entry(first).or_default().push((words.collect(), row.cell(1)?.into()));
        }
        Ok(Self { by_first })
    }

    /// Contexts of the sentence that `token` is in, sorted by name.
    pub(crate) fn of_sentence(&self, annotated: &Annotated, token: TokenIx) -> Vec<SmolStr> {
        let sentence = annotated.sentence_of(token);
        let mut contexts: Vec<SmolStr> = Vec::new();
        for i in sentence.start..sentence.end {
            let t = annotated.token(i);
            let entries = self.by_first.get(&t.lemma).or_else(|| self.by_first.get(&t.lower));
            for (rest, context) in entries.into_iter().flatten() {
                if !contexts.contains(context) && follows(annotated, i + 1, sentence.end, rest) {
                    contexts.push(context.clone());
                }
            }
        }
        contexts.sort_unstable();
        contexts
    }
}

/// True if the words stand from `at` on, hyphens passed over.
fn follows(annotated: &Annotated, mut at: TokenIx, end: TokenIx, words: &[SmolStr]) -> bool {
    for word in words {
        while at < end && annotated.token(at).lower == "-" {
            at += 1;
        }
        if at >= end || (annotated.token(at).lemma != *word && annotated.token(at).lower != *word) {
            return false;
        }
        at += 1;
    }
    true
}
