//! Where does a word begin and end? spaCy's tokeniser for English: text is cut at white space, prefixes and
//! suffixes are taken off, special cases are looked up, and what is left is cut at infixes.

mod affix;
mod special;
mod url;
mod words;

use rustc_hash::FxHashMap;
use serde::Deserialize;

use crate::{
    Error, data,
    vocab::{CharSet, Classes, Lexemes, Symbols},
};
use affix::Affixes;
use special::Specials;
pub(crate) use words::{LexemeIx, Words};

/// A token of the raw text, white space included.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Piece {
    /// First byte.
    pub start: u32,
    /// One past the last byte.
    pub end: u32,
    /// The word in the [`Words`] that the tokeniser was called with.
    pub lexeme: LexemeIx,
    /// True if a single space follows, which is no token of its own.
    pub spacy: bool,
}

/// The rules of tokenisation. What it has seen is kept in [`Words`].
#[derive(Debug)]
pub(crate) struct Tokenizer {
    classes: Classes,
    affixes: Affixes,
    specials: Specials,
    lexemes: Lexemes,
}

#[derive(Deserialize)]
struct File {
    classes: Classes,
    #[serde(flatten)]
    affixes: affix::Lists,
    specials: FxHashMap<String, Vec<(String, Option<String>)>>,
    norms: FxHashMap<String, String>,
    symbols: FxHashMap<String, u64>,
}

impl Tokenizer {
    pub(crate) fn load() -> Result<Self, Error> {
        let fail = |reason: String| Error::model("tokenizer.json", reason);
        let file: File = serde_json::from_str(data::TOKENIZER).map_err(|e| fail(e.to_string()))?;
        let norms = file
            .norms
            .into_iter()
            .map(|(number, norm)| Ok((u64::from_str_radix(&number, 16)?, norm)))
            .collect::<Result<_, std::num::ParseIntError>>()
            .map_err(|e| fail(e.to_string()))?;
        let affixes = Affixes::new(file.affixes);
        let mut tokenizer = Self {
            specials: Specials::new(file.specials),
            lexemes: Lexemes::new(Symbols::new(file.symbols), norms),
            classes: file.classes,
            affixes,
        };
        tokenizer.index_special_sequences();
        Ok(tokenizer)
    }

    /// What Python calls letters.
    pub(crate) fn letters(&self) -> &CharSet {
        &self.classes.letter
    }

    /// Cuts `text` into tokens. They and the single spaces between them cover it.
    pub(crate) fn tokenize(&self, text: &str, words: &mut Words, out: &mut Vec<Piece>) {
        out.clear();
        self.for_chunks(text, |start, end, space_before| {
            if space_before && let Some(last) = out.last_mut() {
                last.spacy = true;
            }
            words.chunk(self, &text[start..end], start as u32, out);
        });
        if text.ends_with(' ')
            && let Some(last) = out.last_mut()
            && (last.end as usize) < text.len()
        {
            last.spacy = true;
        }
        self.specials.merge(text, self, words, out);
    }

    /// Calls `take` for every run of white space and of anything else, but for the first space of a run after words.
    fn for_chunks(&self, text: &str, mut take: impl FnMut(usize, usize, bool)) {
        let Some(first) = text.chars().next() else { return };
        let mut in_space = self.classes.space.has(first);
        let (mut start, mut spaced) = (0, false);
        for (at, c) in text.char_indices() {
            if self.classes.space.has(c) == in_space {
                continue;
            }
            if start < at {
                take(start, at, spaced);
                spaced = false;
            }
            if c == ' ' {
                (start, spaced) = (at + 1, true);
            } else {
                start = at;
            }
            in_space = !in_space;
        }
        if start < text.len() {
            take(start, text.len(), spaced);
        }
    }

    /// Lengths in bytes of the tokens of a chunk without special cases, which need no spaces between them.
    fn split_plain(&self, chunk: &str) -> Vec<usize> {
        let mut lengths = Vec::new();
        self.split(chunk, false, &mut |piece, _| lengths.push(piece.len()));
        lengths
    }

    /// Cuts a chunk and calls `take` with each token and, from a special case, its normal form.
    fn split<'a>(&'a self, chunk: &'a str, specials: bool, take: &mut dyn FnMut(&'a str, Option<&'a str>)) {
        let is_special = |s: &str| specials && self.specials.get(s).is_some();
        let mut rest = chunk;
        let (mut prefixes, mut suffixes) = (Vec::new(), Vec::new());
        let mut last_len = usize::MAX;
        while !rest.is_empty() && rest.len() != last_len {
            if is_special(rest) {
                break;
            }
            last_len = rest.len();
            let prefix = self.affixes.prefix(&self.classes, rest);
            if prefix > 0 && prefix < rest.len() && is_special(&rest[prefix..]) {
                prefixes.push(&rest[..prefix]);
                rest = &rest[prefix..];
                break;
            }
            // The suffix is looked for behind the prefix, so that both never overlap.
            let suffix = self.affixes.suffix(&self.classes, &rest[prefix..]);
            let core_end = rest.len() - suffix;
            if suffix > 0 && core_end > 0 && is_special(&rest[..core_end]) {
                suffixes.push(&rest[core_end..]);
                rest = &rest[..core_end];
                break;
            }
            if prefix > 0 {
                prefixes.push(&rest[..prefix]);
            }
            if suffix > 0 {
                suffixes.push(&rest[core_end..]);
            }
            rest = &rest[prefix..core_end];
        }
        prefixes.into_iter().for_each(|p| take(p, None));
        if !rest.is_empty() {
            match self.specials.get(rest).filter(|_| specials) {
                Some(pieces) => pieces.iter().for_each(|(text, norm)| take(text, norm.as_deref())),
                None if url::is_address(&self.classes, rest) => take(rest, None),
                None => self.affixes.for_infixes(&self.classes, rest, |p| take(p, None)),
            }
        }
        suffixes.into_iter().rev().for_each(|s| take(s, None));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, expect: &[&str]) {
        let (tokenizer, mut words, mut out) = (Tokenizer::load().unwrap(), Words::default(), Vec::new());
        tokenizer.tokenize(text, &mut words, &mut out);
        let got: Vec<&str> = out.iter().map(|p| &text[p.start as usize..p.end as usize]).collect();
        assert_eq!(got, expect);
    }

    #[test]
    fn cuts_words() {
        check("", &[]);
        check(" ", &[" "]);
        check("He said, “It can't be.”", &["He", "said", ",", "“", "It", "ca", "n't", "be", ".", "”"]);
        check("a  b \n c", &["a", " ", "b", "\n ", "c"]);
        check("U.S.-led (2008-2010) push…", &["U.S.-led", "(", "2008", "-", "2010", ")", "push", "…"]);
        check("See https://news.example.org/a?b=1.", &["See", "https://news.example.org/a?b=1", "."]);
        check("5km at 10a.m., C++ :-) ok", &["5", "km", "at", "10", "a.m.", ",", "C++", ":-)", "ok"]);
    }
}
