use std::borrow::Cow;

use rustc_hash::FxHashMap;

use super::{Classes, Symbols};

/// What the networks see of a word, whatever its context.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Features {
    pub norm: u64,
    pub prefix: u64,
    pub suffix: u64,
    pub shape: u64,
    pub is_space: bool,
}

/// Makes features of words.
#[derive(Debug)]
pub(crate) struct Lexemes {
    symbols: Symbols,
    /// Normal forms by the number of the word.
    norms: FxHashMap<u64, String>,
}

impl Lexemes {
    pub(crate) fn new(symbols: Symbols, norms: FxHashMap<u64, String>) -> Self {
        Self { symbols, norms }
    }

    /// Features of a word, which is not empty. A special case of the tokeniser may give it another normal form.
    pub(crate) fn features(&self, classes: &Classes, text: &str, norm: Option<&str>) -> Features {
        let norm: Cow<'_, str> = match norm {
            Some(norm) => norm.into(),
            None => match self.norms.get(&self.symbols.number(text)) {
                Some(norm) => norm.into(),
                None => text.to_lowercase().into(),
            },
        };
        let first = text.char_indices().nth(1).map_or(text.len(), |(at, _)| at);
        let last = text.char_indices().rev().nth(2).map_or(0, |(at, _)| at);
        Features {
            norm: self.symbols.number(&norm),
            prefix: self.symbols.number(&text[..first]),
            suffix: self.symbols.number(&text[last..]),
            shape: self.symbols.number(&shape(classes, text)),
            is_space: text.chars().all(|c| classes.space.has(c)),
        }
    }
}

/// Capitals as `X`, other letters as `x`, digits as `d`; runs of more than four are cut to four.
fn shape(classes: &Classes, text: &str) -> String {
    if text.chars().count() >= 100 {
        return "LONG".into();
    }
    let mut shape = String::with_capacity(text.len());
    let (mut last, mut run) = (None, 0);
    for c in text.chars() {
        let sign = if classes.letter.has(c) {
            if classes.upper.has(c) { 'X' } else { 'x' }
        } else if classes.digit.has(c) {
            'd'
        } else {
            c
        };
        if last == Some(sign) {
            run += 1;
        } else {
            run = 0;
            last = Some(sign);
        }
        if run < 4 {
            shape.push(sign);
        }
    }
    shape
}
