//! The classes of every token of a document, looked up once.

use std::borrow::Cow;

use sayso_model::{Annotated, Token, TokenIx};
use smol_str::SmolStr;

use super::{ClassId, ClassSet, Entry, Lexicon, PosSet, Symbol};

/// Classes and lexicon entries of the tokens of one document.
#[derive(Clone, Debug)]
pub struct TokenClasses<'l> {
    lexicon: &'l Lexicon,
    sets: Vec<ClassSet>,
    symbols: Vec<Symbol>,
    /// Token and number of its entry, sorted.
    entries: Vec<(TokenIx, u32)>,
}

impl Lexicon {
    /// Looks all tokens up.
    ///
    /// A word is looked up by its lemma. Of entries with several words, those of verbs match the verb with words
    /// that follow it or hang on it ("carried it out"), others match words in a row; the class goes to the word
    /// that heads the others. A longer entry hides shorter ones of the same token.
    pub fn classify(&self, text: &Annotated) -> TokenClasses<'_> {
        let mut symbols = Vec::with_capacity(text.tokens.len());
        // Token, number of words, entry.
        let mut found: Vec<(TokenIx, u8, u32)> = Vec::new();
        for (i, token) in (0..).zip(&text.tokens) {
            let lemma = lower_lemma(token);
            let symbol = self.symbols.get(lemma.as_ref()).copied().unwrap_or(0);
            symbols.push(symbol);
            for e in self.starting_with(symbol) {
                let entry = &self.entries[e as usize];
                if entry.words.len() == 1 {
                    if entry.pos.contains(token.pos) {
                        found.push((i, 1, e));
                    }
                } else if let Some(head) = locate(entry, text, i) {
                    found.push((head, entry.words.len() as u8, e));
                }
            }
            if !self.phrase_starts.is_empty() && *token.lower != *lemma {
                let start = self.phrase_starts.get(&token.lower).copied().unwrap_or(0);
                for e in self.starting_with(start) {
                    let entry = &self.entries[e as usize];
                    if entry.words.len() > 1
                        && let Some(head) = locate(entry, text, i)
                    {
                        found.push((head, entry.words.len() as u8, e));
                    }
                }
            }
        }
        found.sort_unstable_by_key(|&(token, words, entry)| (token, std::cmp::Reverse(words), entry));
        found.dedup();
        let mut sets = vec![ClassSet::default(); text.tokens.len()];
        let mut entries: Vec<(TokenIx, u32)> = Vec::with_capacity(found.len());
        let mut longest = (TokenIx::MAX, 0);
        for (token, words, entry) in found {
            if longest.0 != token {
                longest = (token, words);
            }
            if longest.1 == words {
                sets[token as usize].insert(self.entries[entry as usize].class);
                entries.push((token, entry));
            }
        }
        TokenClasses { lexicon: self, sets, symbols, entries }
    }
}

/// The lemma in lower case; names keep their capitals in [`Token::lemma`].
fn lower_lemma(token: &Token) -> Cow<'_, str> {
    match token.lemma.bytes().any(|b| b.is_ascii_uppercase() || !b.is_ascii()) {
        true => Cow::Owned(token.lemma.to_lowercase()),
        false => Cow::Borrowed(&token.lemma),
    }
}

fn is_word(token: &Token, word: &SmolStr) -> bool {
    token.lower == *word || token.lemma == *word
}

/// Where the words of an entry that starts at token `first` have their head, if they are there.
fn locate(entry: &Entry, text: &Annotated, first: TokenIx) -> Option<TokenIx> {
    let sentence = text.sentence_of(first);
    if entry.pos != PosSet::ANY && entry.pos.is_verbal() {
        if !entry.pos.contains(text.token(first).pos) {
            return None;
        }
        let mut matched = vec![first];
        for word in &entry.words[1..] {
            let next = matched.last().map(|&m| m + 1).filter(|&n| n < sentence.end);
            let on_them = matched.iter().flat_map(|&m| text.children(m).iter().copied());
            let token = next
                .into_iter()
                .chain(on_them)
                .find(|&t| !matched.contains(&t) && is_word(text.token(t), word))?;
            matched.push(token);
        }
        return Some(first);
    }
    let last = first + entry.words.len() as TokenIx;
    if last > sentence.end || !(first..last).zip(&entry.words).all(|(t, w)| is_word(text.token(t), w)) {
        return None;
    }
    (first..last)
        .find(|&t| text.head(t).is_none_or(|h| !(first..last).contains(&h)))
        .filter(|&head| entry.pos.contains(text.token(head).pos))
}

impl<'l> TokenClasses<'l> {
    /// Classes of a token.
    pub fn of(&self, token: TokenIx) -> ClassSet {
        self.sets[token as usize]
    }

    /// True if a token is in a class.
    pub fn has(&self, token: TokenIx, class: ClassId) -> bool {
        self.of(token).contains(class)
    }

    /// Entries of a token, in order of the lexicon.
    pub fn entries(&self, token: TokenIx) -> impl Iterator<Item = &'l Entry> + '_ {
        let from = match self.of(token).is_empty() {
            true => self.entries.len(),
            false => self.entries.partition_point(|&(t, _)| t < token),
        };
        self.entries[from..]
            .iter()
            .take_while(move |&&(t, _)| t == token)
            .map(|&(_, e)| &self.lexicon.entries[e as usize])
    }

    /// What a token has for `key` as a word of a class.
    pub fn attribute(&self, token: TokenIx, class: ClassId, key: &str) -> Option<&'l SmolStr> {
        self.entries(token).filter(|e| e.class == class).find_map(|e| self.lexicon.value(e, key))
    }

    /// The lexicon that was looked in.
    pub fn lexicon(&self) -> &'l Lexicon {
        self.lexicon
    }

    pub(crate) fn symbol(&self, token: TokenIx) -> Symbol {
        self.symbols[token as usize]
    }
}
