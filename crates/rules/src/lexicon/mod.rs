//! Which classes does a word belong to, and what is known of it there?
//!
//! A lexicon is read from lines `lemma<TAB>pos<TAB>class<TAB>key=value …`; docs/rules.md describes them.

mod build;
mod class;
mod classify;

use std::ops::Range;

use rustc_hash::FxHashMap;
use sayso_model::Pos;
use smol_str::SmolStr;

pub(crate) use build::LexiconBuilder;
pub(crate) use class::MAX_CLASSES;
pub use class::{ClassId, ClassSet};
pub use classify::TokenClasses;

/// Words with their classes and attributes.
#[derive(Clone, Debug, Default)]
pub struct Lexicon {
    classes: Vec<Class>,
    class_ids: FxHashMap<SmolStr, ClassId>,
    keys: Vec<SmolStr>,
    /// Sorted by first word, then in order of reading.
    entries: Vec<Entry>,
    /// Number of every word that starts an entry or is asked for by a rule.
    symbols: FxHashMap<SmolStr, Symbol>,
    /// For each symbol that starts an entry: its entries.
    by_symbol: Vec<Range<u32>>,
    /// Words that start an entry of several words.
    phrase_starts: FxHashMap<SmolStr, Symbol>,
}

/// Number of a word; 0 for words that nobody asks for.
pub(crate) type Symbol = u32;

/// A class of words as it is declared.
#[derive(Clone, Debug)]
pub struct Class {
    /// Name that rules use.
    pub name: SmolStr,
    /// What the words in it have in common.
    pub about: String,
    /// Keys that its entries may have.
    pub(crate) keys: Vec<u16>,
}

/// One word, or several, in one class.
#[derive(Clone, Debug)]
pub struct Entry {
    /// Its words in lower case.
    pub words: Box<[SmolStr]>,
    /// Class it is in.
    pub class: ClassId,
    pub(crate) pos: PosSet,
    pub(crate) attributes: Box<[(u16, SmolStr)]>,
}

/// Parts of speech as bits.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct PosSet(pub u32);

impl PosSet {
    pub const ANY: PosSet = PosSet(u32::MAX);

    pub fn of(pos: Pos) -> Self {
        PosSet(1 << pos as u32)
    }

    pub fn contains(self, pos: Pos) -> bool {
        self.0 >> pos as u32 & 1 == 1
    }

    /// True if only verbs are meant.
    fn is_verbal(self) -> bool {
        self.0 & !(PosSet::of(Pos::Verb).0 | PosSet::of(Pos::Aux).0) == 0
    }
}

impl Entry {
    /// The values that it has for a key, those of a list one by one.
    pub(crate) fn values(&self, key: u16) -> impl Iterator<Item = &str> {
        self.attributes.iter().filter(move |(k, _)| *k == key).flat_map(|(_, v)| v.split('|'))
    }
}

impl Lexicon {
    /// The class with a name.
    pub fn class(&self, name: &str) -> Option<ClassId> {
        self.class_ids.get(name).copied()
    }

    /// Name of a class.
    pub fn class_name(&self, class: ClassId) -> &str {
        &self.classes[class.0 as usize].name
    }

    /// All classes in order of their declaration.
    pub fn classes(&self) -> &[Class] {
        &self.classes
    }

    /// All entries in a class, in order of their first words.
    pub fn entries(&self, class: ClassId) -> impl Iterator<Item = &Entry> {
        self.entries.iter().filter(move |e| e.class == class)
    }

    /// What a word with a part of speech has for `key` in a class, by its lemma alone: for words that stand in
    /// no text. Use [`TokenClasses::attribute`] for tokens.
    pub fn attribute_of(&self, lemma: &str, pos: Pos, class: ClassId, key: &str) -> Option<&str> {
        let symbol = *self.symbols.get(lemma)?;
        self.starting_with(symbol)
            .map(|i| &self.entries[i as usize])
            .find(|e| e.words.len() == 1 && e.class == class && e.pos.contains(pos))
            .and_then(|e| self.value(e, key))
            .map(SmolStr::as_str)
    }

    /// What an entry has for `key`. A value may be a list between `|`.
    pub fn value<'a>(&self, entry: &'a Entry, key: &str) -> Option<&'a SmolStr> {
        entry.attributes.iter().find(|(k, _)| self.keys[*k as usize] == key).map(|(_, v)| v)
    }

    pub(crate) fn key(&self, class: ClassId, name: &str) -> Option<u16> {
        self.classes[class.0 as usize].keys.iter().copied().find(|&k| self.keys[k as usize] == name)
    }

    /// The key with a name, whichever class it belongs to.
    pub(crate) fn any_key(&self, name: &str) -> Option<u16> {
        self.keys.iter().position(|k| k == name).map(|at| at as u16)
    }

    /// Names of all keys of all classes.
    pub(crate) fn all_key_names(&self) -> impl Iterator<Item = &str> {
        self.keys.iter().map(SmolStr::as_str)
    }

    pub(crate) fn key_names(&self, class: ClassId) -> impl Iterator<Item = &str> {
        self.classes[class.0 as usize].keys.iter().map(|&k| self.keys[k as usize].as_str())
    }

    /// The number of a word, a new one if it has none.
    pub(crate) fn intern(&mut self, word: &str) -> Symbol {
        let next = self.symbols.len() as Symbol + 1;
        *self.symbols.entry(word.into()).or_insert(next)
    }

    fn starting_with(&self, symbol: Symbol) -> Range<u32> {
        self.by_symbol.get(symbol as usize).cloned().unwrap_or(0..0)
    }
}
