//! Which words does a label such as `&CURRENCY` stand for?

use rustc_hash::FxHashMap;
use smol_str::SmolStr;

use crate::phrase::Phrase;
use crate::{Line, Problem, inflect};

/// All labels of a file, with the phrases they stand for.
#[derive(Clone, Debug, Default)]
pub(crate) struct Synsets {
    by_label: FxHashMap<SmolStr, Vec<Phrase>>,
    /// Labels inside labels, settled at the end.
    nested: Vec<(Line, SmolStr, SmolStr)>,
    /// Labels whose words have no plural.
    singular: Vec<SmolStr>,
    /// Labels by the single words that they have.
    labels: FxHashMap<SmolStr, Vec<SmolStr>>,
}

impl Synsets {
    /// Opens a label, and gives its name without the `_` that forbids plurals.
    pub fn open(&mut self, label: &str) -> SmolStr {
        let name = SmolStr::new(label.trim_end_matches('_').to_uppercase());
        if label.ends_with('_') {
            self.singular.push(name.clone());
        }
        // A label may be defined again further down: the words are added up.
        self.by_label.entry(name.clone()).or_default();
        name
    }

    /// Adds a phrase or another label.
    pub fn add(&mut self, line: &Line, label: &SmolStr, member: &str) -> Result<(), String> {
        let member = member.trim();
        if let Some(other) = member.strip_prefix('&') {
            self.nested.push((line.clone(), label.clone(), other.trim_end_matches('_').into()));
            return Ok(());
        }
        if member.contains(['$', '+', '%', '^', '*']) {
            return Err(format!("`{member}`: words of a set have no marks such as `$`"));
        }
        let closed = member.split_whitespace().collect::<Vec<_>>().join("_");
        let phrase = Phrase::read(&closed).ok_or("a word is missing")?;
        let list = self.by_label.entry(label.clone()).or_default();
        let last = &phrase.words[phrase.words.len() - 1].0;
        if !member.ends_with('_') && !self.singular.contains(label) {
            list.push(phrase.with_last(&inflect::plural(last)));
        }
        list.push(phrase);
        Ok(())
    }

    /// Puts in the words of labels inside labels.
    pub fn settle(&mut self, problems: &mut Vec<Problem>) {
        for (line, label, other) in std::mem::take(&mut self.nested) {
            let Some(words) = self.by_label.get(&other).cloned() else {
                problems.push(Problem { line, message: format!("`&{other}` is not defined") });
                continue;
            };
            self.by_label.entry(label).or_default().extend(words);
        }
    }

    /// Labels that have a word by itself, in order.
    pub fn labels(&self, word: &str) -> &[SmolStr] {
        self.labels.get(word).map_or(&[], Vec::as_slice)
    }

    /// Makes the words ready to be looked up.
    pub fn index(&mut self) {
        self.labels.clear();
        for (label, phrases) in &self.by_label {
            for phrase in phrases.iter().filter(|p| p.words.len() == 1) {
                self.labels.entry(phrase.first().clone()).or_default().push(label.clone());
            }
        }
        for list in self.labels.values_mut() {
            list.sort_unstable();
            list.dedup();
        }
    }

    /// Phrases of a label; `None` if it is not defined.
    pub fn phrases(&self, label: &str) -> Option<&[Phrase]> {
        self.by_label.get(label).map(Vec::as_slice)
    }
}
