//! What the word lists in `data/en/layer` say of verbs, nouns and adjectives that hide a subject or an object.

use std::sync::LazyLock;

use rustc_hash::{FxHashMap, FxHashSet};

use crate::layer::en::lines;

macro_rules! list {
    ($file:literal) => {
        include_str!(concat!("../../../../../data/en/layer/", $file))
    };
}

/// Which argument stands in a place of a noun of action.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Place {
    Subject,
    Object,
    /// One person is the object, others are the subject.
    Either,
    Neither,
}

impl Place {
    fn of(word: &str) -> Self {
        match word {
            "subject" => Self::Subject,
            "object" => Self::Object,
            "either" => Self::Either,
            _ => Self::Neither,
        }
    }
}

/// Places around a noun of action.
#[derive(Clone, Debug)]
pub(super) struct ActionNoun {
    /// What "of X" is to it.
    pub of: Place,
    /// What "X's" is to it.
    pub possessive: Place,
    /// Prepositions that bring its object.
    object: &'static str,
}

impl ActionNoun {
    /// True if `preposition` brings the object.
    pub fn takes(&self, preposition: &str) -> bool {
        has(self.object, preposition)
    }
}

fn has(list: &str, word: &str) -> bool {
    list.split(',').any(|w| w == word)
}

/// Whose doing the infinitive or gerund under a verb is.
#[derive(Clone, Copy, Debug)]
pub(super) struct Control {
    /// The infinitive is done by the verb's object.
    pub object_does: bool,
    /// The preposition after which stands who does the infinitive: "called on X to stop".
    pub via: Option<&'static str>,
    prepositions: &'static str,
}

impl Control {
    /// True if what follows `preposition` is done by the verb's object.
    pub fn takes(&self, preposition: &str) -> bool {
        has(self.prepositions, preposition)
    }
}

/// What a light verb's subject is to the noun of action.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Lends {
    /// It does what the noun says.
    Does,
    /// It is done to it.
    Undergoes,
}

static NOUNS: LazyLock<FxHashMap<&'static str, ActionNoun>> = LazyLock::new(|| {
    lines(list!("action-nouns.tsv"))
        .filter_map(|line| {
            let mut fields = line.split('\t');
            let noun = fields.next()?;
            let of = Place::of(fields.next()?);
            let possessive = Place::of(fields.next()?);
            Some((noun, ActionNoun { of, possessive, object: fields.next().unwrap_or_default() }))
        })
        .collect()
});

static CONTROL: LazyLock<FxHashMap<&'static str, Control>> = LazyLock::new(|| {
    lines(list!("control.tsv"))
        .map(|line| {
            let mut fields = line.split('\t');
            let verb = fields.next().unwrap_or_default();
            let to = fields.next().unwrap_or_default();
            let object_does = to == "object";
            let via = (!matches!(to, "object" | "subject" | "")).then_some(to);
            (verb, Control { object_does, via, prepositions: fields.next().unwrap_or_default() })
        })
        .collect()
});

/// By verb: what its subject is to the noun, and what brings the noun (`object` or a preposition).
type LightVerbs = FxHashMap<&'static str, Vec<(&'static str, Lends)>>;

static LIGHT: LazyLock<LightVerbs> = LazyLock::new(|| {
    let mut verbs = LightVerbs::default();
    for line in lines(list!("light-verbs.tsv")) {
        let mut fields = line.split('\t');
        let (Some(verb), Some(lends), Some(via)) = (fields.next(), fields.next(), fields.next()) else {
            continue;
        };
        let lends = if lends == "undergoes" { Lends::Undergoes } else { Lends::Does };
        verbs.entry(verb).or_default().push((via, lends));
    }
    verbs
});

static TRANSPARENT: LazyLock<FxHashSet<&'static str>> =
    LazyLock::new(|| lines(list!("transparent-nouns.txt")).collect());
static GAPLESS: LazyLock<FxHashSet<&'static str>> = LazyLock::new(|| lines(list!("gapless.txt")).collect());
static PARTIES: LazyLock<FxHashSet<&'static str>> =
    LazyLock::new(|| lines(list!("party-nouns.txt")).collect());
static OBJECT_RAISING: LazyLock<FxHashSet<&'static str>> =
    LazyLock::new(|| lines(list!("adjectives-object.txt")).collect());

pub(super) fn action_noun(lemma: &str) -> Option<&'static ActionNoun> {
    NOUNS.get(lemma)
}

/// "no option but to respond": the words that tell what is left.
pub(super) const EXCEPT: &str = "but";
pub(super) const NONE: &str = "no";

pub(super) fn control(lemma: &str) -> Option<Control> {
    CONTROL.get(lemma).copied()
}

/// What the subject of the verb `lemma` is to a noun of action that comes by `via`.
pub(super) fn lends(lemma: &str, via: &str) -> Option<Lends> {
    LIGHT.get(lemma)?.iter().find(|(v, _)| *v == via).map(|&(_, lends)| lends)
}

/// True for nouns of time, place and manner, whose bare relative clauses lack no object.
pub(super) fn is_gapless(lemma: &str) -> bool {
    GAPLESS.contains(lemma)
}

/// True for nouns of amount and sequence ("a flurry of").
pub(super) fn is_transparent(lemma: &str) -> bool {
    TRANSPARENT.contains(lemma)
}

/// True for common nouns of those who act.
pub(super) fn is_party(lemma: &str) -> bool {
    PARTIES.contains(lemma)
}

/// True for adjectives whose infinitive lacks its object.
pub(super) fn raises_object(lemma: &str) -> bool {
    OBJECT_RAISING.contains(lemma)
}
