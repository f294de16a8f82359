//! Which words have been seen? Cutting and hashing a word is done once; what is kept is bounded.

use rustc_hash::FxHashMap;
use smol_str::SmolStr;

use super::{Piece, Tokenizer};
use crate::vocab::Features;

/// Index of a word in [`Words`].
pub(crate) type LexemeIx = u32;

/// A word, whatever its context.
#[derive(Clone, Debug)]
pub(crate) struct Lexeme {
    pub text: SmolStr,
    /// In lower case.
    pub lower: SmolStr,
    pub features: Features,
    begins_sequence: bool,
}

/// Words and chunks that were seen since the last call of [`Words::trim`].
#[derive(Debug, Default)]
pub(crate) struct Words {
    lexemes: Vec<Lexeme>,
    index: FxHashMap<(SmolStr, Option<SmolStr>), LexemeIx>,
    /// Chunks between white space: where their tokens are in `cuts`.
    chunks: FxHashMap<SmolStr, (u32, u32)>,
    /// Length in bytes and word of each token.
    cuts: Vec<(u32, LexemeIx)>,
}

/// Words are forgotten when there are more. News has some 20,000 different words in a million.
const MOST_LEXEMES: usize = 16_384;
const MOST_CHUNKS: usize = 32_768;
/// Longer chunks are cut anew each time.
const LONGEST_CHUNK: usize = 64;

impl Words {
    /// The word at `i`.
    pub(crate) fn get(&self, i: LexemeIx) -> &Lexeme {
        &self.lexemes[i as usize]
    }

    /// Number of words.
    pub(crate) fn len(&self) -> usize {
        self.lexemes.len()
    }

    /// Forgets everything if there is too much of it; true if so. Indexes from before are void then.
    pub(crate) fn trim(&mut self) -> bool {
        let full = self.lexemes.len() > MOST_LEXEMES || self.chunks.len() > MOST_CHUNKS;
        if full {
            *self = Self::default();
        }
        full
    }

    pub(super) fn begins_sequence(&self, i: LexemeIx) -> bool {
        self.lexemes[i as usize].begins_sequence
    }

    /// Index of a word with its normal form, if a special case gives it one.
    pub(super) fn lexeme(&mut self, tokenizer: &Tokenizer, text: &str, norm: Option<&str>) -> LexemeIx {
        let key = (SmolStr::new(text), norm.map(SmolStr::new));
        if let Some(&known) = self.index.get(&key) {
            return known;
        }
        let lower = if text.bytes().all(|b| b.is_ascii() && !b.is_ascii_uppercase()) {
            key.0.clone()
        } else {
            SmolStr::from(text.to_lowercase())
        };
        let i = self.lexemes.len() as LexemeIx;
        self.lexemes.push(Lexeme {
            text: key.0.clone(),
            lower,
            features: tokenizer.lexemes.features(&tokenizer.classes, text, norm),
            begins_sequence: tokenizer.specials.begins_sequence(text),
        });
        self.index.insert(key, i);
        i
    }

    /// Appends the tokens of a chunk that begins at byte `start`.
    pub(super) fn chunk(&mut self, tokenizer: &Tokenizer, chunk: &str, start: u32, out: &mut Vec<Piece>) {
        let mut at = start;
        let mut push = |len: u32, lexeme| {
            out.push(Piece { start: at, end: at + len, lexeme, spacy: false });
            at += len;
        };
        if let Some(&(from, to)) = self.chunks.get(chunk) {
            self.cuts[from as usize..to as usize].iter().for_each(|&(len, lexeme)| push(len, lexeme));
            return;
        }
        let from = self.cuts.len() as u32;
        let mut cuts = Vec::new();
        tokenizer.split(chunk, true, &mut |text, norm| {
            cuts.push((text.len() as u32, self.lexeme(tokenizer, text, norm)));
        });
        cuts.iter().for_each(|&(len, lexeme)| push(len, lexeme));
        if chunk.len() <= LONGEST_CHUNK {
            self.cuts.extend(cuts);
            self.chunks.insert(SmolStr::new(chunk), (from, self.cuts.len() as u32));
        }
    }
}
