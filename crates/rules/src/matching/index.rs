//! Which rules can have their anchor at a token? Most tokens are done with after one look.

use std::sync::Arc;

use rustc_hash::FxHashMap;
use sayso_model::Token;

use crate::lexicon::{ClassSet, MAX_CLASSES, Symbol};
use crate::rule::{Rule, Test, What};

/// Number of a rule in its set.
pub(crate) type RuleIx = u16;

/// Rules by the rarest thing that their anchor asks for.
#[derive(Clone, Debug)]
pub(crate) struct AnchorIndex {
    by_class: Vec<Vec<RuleIx>>,
    by_lemma: FxHashMap<Symbol, Vec<RuleIx>>,
    /// By the first byte of the form.
    by_byte: Vec<Vec<RuleIx>>,
    by_dep: Vec<Vec<RuleIx>>,
    by_tag: Vec<Vec<RuleIx>>,
    by_pos: Vec<Vec<RuleIx>>,
    /// Classes that rules are filed under.
    classes: ClassSet,
}

/// What a token must have, one or the other, so that a list of tests can hold.
#[derive(Clone, Default)]
struct Keys {
    classes: ClassSet,
    lemmas: Vec<Symbol>,
    bytes: ByteSet,
    deps: u64,
    tags: u64,
    pos: u64,
}

type ByteSet = [u64; 4];

impl AnchorIndex {
    pub fn new(rules: &[Arc<Rule>]) -> Self {
        let mut index = Self {
            by_class: vec![Vec::new(); MAX_CLASSES],
            by_lemma: FxHashMap::default(),
            by_byte: vec![Vec::new(); 256],
            by_dep: vec![Vec::new(); 64],
            by_tag: vec![Vec::new(); 64],
            by_pos: vec![Vec::new(); 64],
            classes: ClassSet::default(),
        };
        for (number, rule) in (0..).zip(rules) {
            for alternative in &rule.nodes[0].alternatives {
                index.put(number, &keys(&alternative.tests));
            }
        }
        index
    }

    fn put(&mut self, rule: RuleIx, keys: &Keys) {
        for class in keys.classes.iter() {
            self.classes.insert(class);
            add(&mut self.by_class[class.0 as usize], rule);
        }
        for &lemma in &keys.lemmas {
            add(self.by_lemma.entry(lemma).or_default(), rule);
        }
        for byte in (0..256).filter(|byte| keys.bytes[byte / 64] >> (byte % 64) & 1 == 1) {
            add(&mut self.by_byte[byte], rule);
        }
        for (set, lists) in
            [(keys.deps, &mut self.by_dep), (keys.tags, &mut self.by_tag), (keys.pos, &mut self.by_pos)]
        {
            for label in (0..64).filter(|label| set >> label & 1 == 1) {
                add(&mut lists[label], rule);
            }
        }
    }

    /// Puts the rules whose anchor a token may be into `rules`, in order.
    pub fn candidates(&self, token: &Token, classes: ClassSet, lemma: Symbol, rules: &mut Vec<RuleIx>) {
        rules.clear();
        let mut lists = 0;
        let mut take = |list: &[RuleIx]| {
            lists += usize::from(!list.is_empty());
            rules.extend_from_slice(list);
        };
        take(&self.by_pos[token.pos as usize]);
        take(&self.by_tag[token.tag as usize]);
        take(&self.by_dep[token.dep as usize]);
        if let Some(&byte) = token.lower.as_bytes().first() {
            take(&self.by_byte[byte as usize]);
        }
        if lemma != 0
            && let Some(list) = self.by_lemma.get(&lemma)
        {
            take(list);
        }
        for class in classes.intersection(self.classes).iter() {
            take(&self.by_class[class.0 as usize]);
        }
        if lists > 1 {
            rules.sort_unstable();
            rules.dedup();
        }
    }
}

fn add(list: &mut Vec<RuleIx>, rule: RuleIx) {
    if list.last() != Some(&rule) {
        list.push(rule);
    }
}

/// The rarest thing that the tests ask for.
fn keys(tests: &[Test]) -> Keys {
    let every = tests.iter().filter(|t| !t.negated).filter_map(|t| keys_of(&t.what));
    // Several parts of speech, tags or labels may be asked for; the first of the rarest kind will do.
    every.min_by_key(Keys::commonness).unwrap_or(Keys { pos: u64::MAX, ..Keys::default() })
}

fn keys_of(what: &What) -> Option<Keys> {
    let none = Keys::default();
    Some(match what {
        What::Class(classes) => Keys { classes: *classes, ..none },
        What::Attribute { class, .. } => Keys { classes: [*class].into_iter().collect(), ..none },
        What::Lemma(words) if words.patterns.prefixes.is_empty() && words.patterns.suffixes.is_empty() => {
            Keys { lemmas: words.symbols.clone(), ..none }
        }
        What::Lower(words) if words.suffixes.is_empty() => {
            let mut bytes = ByteSet::default();
            for word in words.exact.iter().chain(&words.prefixes) {
                let byte = *word.as_bytes().first()?;
                bytes[byte as usize / 64] |= 1 << (byte % 64);
            }
            Keys { bytes, ..none }
        }
        What::Dep(set) => Keys { deps: set.0, ..none },
        What::Tag(set) => Keys { tags: set.0, ..none },
        What::Pos(set) => Keys { pos: set.0.into(), ..none },
        What::Either(lists) => lists.iter().map(|tests| keys(tests)).fold(none, Keys::or),
        _ => return None,
    })
}

impl Keys {
    /// What either asks for.
    fn or(mut self, other: Keys) -> Keys {
        other.classes.iter().for_each(|c| self.classes.insert(c));
        self.lemmas.extend(other.lemmas);
        for (mine, others) in self.bytes.iter_mut().zip(other.bytes) {
            *mine |= others;
        }
        self.deps |= other.deps;
        self.tags |= other.tags;
        self.pos |= other.pos;
        self
    }

    /// How many tokens have it, roughly: the higher, the more.
    fn commonness(&self) -> u32 {
        match self {
            _ if self.pos == u64::MAX => 6,
            _ if self.pos != 0 => 5,
            _ if self.tags != 0 => 4,
            _ if self.deps != 0 => 3,
            _ if self.bytes != ByteSet::default() => 2,
            _ if !self.lemmas.is_empty() => 1,
            _ => 0,
        }
    }
}
