//! What the word lists say of pronouns and of nouns for persons and bodies.

use std::sync::LazyLock;

use rustc_hash::{FxHashMap, FxHashSet};

use crate::layer::en::lines;
use crate::layer::name::gazetteer::Class;
use crate::layer::name::title::Sex;

macro_rules! list {
    ($file:literal) => {
        include_str!(concat!("../../../../../data/en/layer/", $file))
    };
}

/// What a pronoun may stand for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Who {
    /// I, we: who speaks.
    Speaker,
    /// he, she
    One(Sex),
    It,
    They,
    /// who, which
    Relative,
}

fn sex_of(word: &str) -> Option<Sex> {
    match word {
        "he" => Some(Sex::He),
        "she" => Some(Sex::She),
        _ => None,
    }
}

static PRONOUNS: LazyLock<FxHashMap<&'static str, Who>> = LazyLock::new(|| {
    lines(list!("pronouns.tsv"))
        .filter_map(|line| {
            let fields: Vec<&str> = line.split('\t').collect();
            let who = match (*fields.get(1)?, sex_of(fields.get(2)?)) {
                ("speaker", _) => Who::Speaker,
                ("one", Some(sex)) => Who::One(sex),
                ("it", _) => Who::It,
                ("they", _) => Who::They,
                _ => Who::Relative,
            };
            Some((fields[0], who))
        })
        .collect()
});

static PEOPLE: LazyLock<FxHashMap<&'static str, Option<Sex>>> = LazyLock::new(|| {
    let mut people = FxHashMap::default();
    for line in lines(list!("people.tsv")) {
        if let Some((sex, nouns)) = line.split_once('\t') {
            for noun in nouns.split(' ') {
                people.entry(noun).or_insert(sex_of(sex));
            }
        }
    }
    people
});

static CLASSES: LazyLock<FxHashMap<&'static str, Vec<Class>>> = LazyLock::new(|| {
    let mut classes: FxHashMap<&str, Vec<Class>> = FxHashMap::default();
    for line in lines(list!("nominals.tsv")) {
        if let Some((class, nouns)) = line.split_once('\t') {
            for noun in nouns.split(' ') {
                classes.entry(noun).or_default().push(Class::of(class));
            }
        }
    }
    classes
});

static COLLECTIVES: LazyLock<FxHashSet<&'static str>> =
    LazyLock::new(|| lines(list!("collectives.txt")).collect());
static LOOSE: LazyLock<FxHashSet<&'static str>> = LazyLock::new(|| lines(list!("loose-words.txt")).collect());
static EXPLETIVE: LazyLock<FxHashSet<&'static str>> =
    LazyLock::new(|| lines(list!("expletive.txt")).collect());

pub(crate) fn pronoun(lower: &str) -> Option<Who> {
    PRONOUNS.get(lower).copied()
}

/// `Some` if `lemma` is a person; within, the sex if the noun tells it.
pub(crate) fn person(lemma: &str) -> Option<Option<Sex>> {
    PEOPLE.get(lemma).copied()
}

/// What names the common noun `lemma` can stand for.
pub(super) fn classes(lemma: &str) -> &'static [Class] {
    CLASSES.get(lemma).map_or(&[], Vec::as_slice)
}

/// True for singular nouns that "they" may stand for.
pub(super) fn is_collective(lemma: &str) -> bool {
    COLLECTIVES.contains(lemma)
}

/// True for adjectives that tell nothing apart.
pub(super) fn is_loose(word: &str) -> bool {
    LOOSE.contains(word)
}

/// True for words with which "it" stands for nothing.
pub(super) fn is_expletive(lemma: &str) -> bool {
    EXPLETIVE.contains(lemma)
}
