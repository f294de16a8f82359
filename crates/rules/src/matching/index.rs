//! Which rules can have their anchor at a token? Most tokens are done with after one look.

use rustc_hash::FxHashMap;
use sayso_model::{Pos, Token};

use crate::lexicon::{ClassSet, PosSet, Symbol};
use crate::rule::{Rule, Test, What};

/// Number of a rule in its set.
pub(crate) type RuleIx = u16;

/// Rules by what their anchor asks for first.
#[derive(Clone, Debug, Default)]
pub(crate) struct AnchorIndex {
    by_class: Vec<Vec<RuleIx>>,
    classes: ClassSet,
    by_lemma: FxHashMap<Symbol, Vec<RuleIx>>,
    by_pos: [Vec<RuleIx>; Pos::ALL.len() + 1],
}

/// What a token must have so that a list of tests can hold; the rarer, the better.
#[derive(Default)]
struct Keys {
    classes: ClassSet,
    lemmas: Vec<Symbol>,
    pos: Option<PosSet>,
}

impl AnchorIndex {
    pub fn new(rules: &[std::sync::Arc<Rule>]) -> Self {
        let mut index = Self::default();
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
            let at = class.0 as usize;
            if self.by_class.len() <= at {
                self.by_class.resize(at + 1, Vec::new());
            }
            add(&mut self.by_class[at], rule);
        }
        for &lemma in &keys.lemmas {
            add(self.by_lemma.entry(lemma).or_default(), rule);
        }
        if let Some(set) = keys.pos {
            for (pos, list) in self.by_pos.iter_mut().enumerate() {
                if set.0 >> pos & 1 == 1 {
                    add(list, rule);
                }
            }
        }
    }

    /// Puts the rules whose anchor a token may be into `rules`, in order.
    pub fn candidates(&self, token: &Token, classes: ClassSet, lemma: Symbol, rules: &mut Vec<RuleIx>) {
        rules.clear();
        rules.extend_from_slice(&self.by_pos[token.pos as usize]);
        let mut lists = usize::from(!rules.is_empty());
        if classes.overlaps(self.classes) {
            for class in classes.intersection(self.classes).iter() {
                rules.extend_from_slice(&self.by_class[class.0 as usize]);
                lists += 1;
            }
        }
        if lemma != 0
            && let Some(list) = self.by_lemma.get(&lemma)
        {
            rules.extend_from_slice(list);
            lists += 1;
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

/// The rarest thing that the tests ask for: a class, a lemma or a part of speech.
fn keys(tests: &[Test]) -> Keys {
    let asked = || tests.iter().filter(|t| !t.negated).map(|t| &t.what);
    for what in asked() {
        match what {
            What::Class(classes) => return Keys { classes: *classes, ..Keys::default() },
            What::Attribute { class, .. } => {
                return Keys { classes: [*class].into_iter().collect(), ..Keys::default() };
            }
            _ => {}
        }
    }
    for what in asked() {
        match what {
            What::Lemma(words)
                if words.patterns.prefixes.is_empty() && words.patterns.suffixes.is_empty() =>
            {
                return Keys { lemmas: words.symbols.clone(), ..Keys::default() };
            }
            _ => {}
        }
    }
    let pos = asked().fold(PosSet::ANY, |all, what| match what {
        What::Pos(set) => PosSet(all.0 & set.0),
        _ => all,
    });
    // A choice serves where each side asks for something rarer than a part of speech.
    for what in asked() {
        let What::Either(lists) = what else { continue };
        let mut joined = Keys::default();
        for side in lists.iter().map(|tests| keys(tests)) {
            side.classes.iter().for_each(|c| joined.classes.insert(c));
            joined.lemmas.extend(side.lemmas);
            joined.pos = match (joined.pos, side.pos) {
                (Some(a), Some(b)) => Some(PosSet(a.0 | b.0)),
                (a, b) => a.or(b),
            };
        }
        if let Some(set) = &mut joined.pos {
            set.0 &= pos.0;
        }
        return joined;
    }
    Keys { pos: Some(pos), ..Keys::default() }
}
