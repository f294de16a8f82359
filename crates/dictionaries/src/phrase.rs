//! How are the words of a dictionary's phrase, and those of a text, compared?

use sayso_model::{Annotated, TokenIx};
use smol_str::SmolStr;

/// Words in capitals, each with whether the next must follow at once.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Phrase {
    pub words: Vec<(SmolStr, Link)>,
}

/// What may stand between a word and the next.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Link {
    /// Other words (a blank in the dictionary).
    Open,
    /// Nothing (`_` in the dictionary, or a hyphen inside the word).
    Closed,
}

impl Phrase {
    /// Reads `NEW_YORK POLICE`; `None` if there is no word. An `_` at the end, which keeps TABARI from stemming, is dropped.
    pub fn read(text: &str) -> Option<Self> {
        let mut words = Vec::new();
        for blank in text.split_whitespace() {
            for word in blank.split('_') {
                let parts: Vec<SmolStr> = parts(word).collect();
                words.extend(parts.into_iter().map(|w| (w, Link::Closed)));
            }
            if let Some(last) = words.last_mut() {
                last.1 = Link::Open;
            }
        }
        (!words.is_empty()).then_some(Self { words })
    }

    /// How many of `text`'s words, from the first on, the phrase takes in; `None` if it does not stand there.
    pub fn length_in(&self, text: &[SmolStr]) -> Option<usize> {
        let mut at = 0;
        let mut link = Link::Closed;
        for (word, next) in &self.words {
            match link {
                Link::Closed => (text.get(at)? == word).then_some(())?,
                Link::Open => at += text[at..].iter().position(|w| w == word)?,
            }
            at += 1;
            link = *next;
        }
        Some(at)
    }

    /// The first word.
    pub fn first(&self) -> &SmolStr {
        &self.words[0].0
    }

    /// The same phrase with another last word.
    pub fn with_last(&self, last: &str) -> Self {
        let mut other = self.clone();
        if let Some(word) = other.words.last_mut() {
            word.0 = last.into();
        }
        other
    }
}

/// Pieces of a word as the tokenizer cuts it: at hyphens and apostrophes of possession, in capitals.
pub(crate) fn parts(word: &str) -> impl Iterator<Item = SmolStr> + '_ {
    let word = word.strip_suffix("'S").or(word.strip_suffix("'s")).unwrap_or(word);
    word.split('-').map(|w| w.trim_matches('\'')).filter(|w| !w.is_empty()).map(capitals)
}

/// The word of a token as dictionaries write it; `None` for hyphens and marks of possession, which they do not see.
pub(crate) fn word(annotated: &Annotated, token: TokenIx) -> Option<SmolStr> {
    let t = annotated.token(token);
    let bare = t.lower.trim_matches('-');
    (!bare.is_empty() && t.tag != sayso_model::Tag::Pos).then(|| capitals(bare))
}

fn capitals(word: &str) -> SmolStr {
    word.chars().flat_map(char::to_uppercase).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn blanks_leave_room_and_underscores_do_not() {
        let check = |phrase: &str, text: &str, expect: Option<usize>| {
            let words: Vec<SmolStr> = text.split(' ').map(SmolStr::new).collect();
            assert_eq!(Phrase::read(phrase).unwrap().length_in(&words), expect, "{phrase} in {text}");
        };
        check("HARBOR_POLICE", "HARBOR POLICE CHIEF", Some(2));
        check("HARBOR_POLICE", "HARBOR NIGHT POLICE", None);
        check("HARBOR POLICE", "HARBOR NIGHT POLICE", Some(3));
        check("SEMI-OFFICIAL_PAPER", "SEMI OFFICIAL PAPER", Some(3));
        check("NORTH_", "NORTH", Some(1));
        check("NORTH_", "NORTHERN", None);
        assert_eq!(Phrase::read(" _ "), None);
    }
}
