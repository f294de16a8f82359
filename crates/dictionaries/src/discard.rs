//! Which words keep a sentence, or a whole text, from being coded?

use smol_str::SmolStr;

use crate::lines::lines;
use crate::phrase::Phrase;
use crate::{Line, Problem};

/// Phrases that discard.
#[derive(Clone, Debug, Default)]
pub(crate) struct Discards {
    phrases: Vec<Discard>,
}

/// A phrase that discards.
#[derive(Clone, Debug)]
pub(crate) struct Discard {
    phrase: Phrase,
    /// True for `+PHRASE`: the whole text.
    pub whole_text: bool,
    /// Where it stands.
    pub line: Line,
}

impl Discards {
    /// Adds a file.
    pub fn read(&mut self, file: &str, text: &str, problems: &mut Vec<Problem>) {
        for (line, text) in lines(file, text, problems) {
            let text = text.trim();
            let words = text.trim_start_matches('+').split_whitespace().collect::<Vec<_>>().join("_");
            match Phrase::read(&words) {
                Some(phrase) => {
                    self.phrases.push(Discard { phrase, whole_text: text.starts_with('+'), line });
                }
                None => problems.push(Problem { line, message: format!("`{text}` has no word") }),
            }
        }
    }

    /// The first phrase that stands in a sentence; those that discard the text go first.
    pub fn find(&self, words: &[SmolStr]) -> Option<&Discard> {
        let stands = |d: &&Discard| (0..words.len()).any(|at| d.phrase.length_in(&words[at..]).is_some());
        let found = |whole: bool| self.phrases.iter().filter(|d| d.whole_text == whole).find(stands);
        found(true).or_else(|| found(false))
    }

    /// How many phrases there are.
    pub fn len(&self) -> usize {
        self.phrases.len()
    }
}
