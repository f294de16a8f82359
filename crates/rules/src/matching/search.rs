//! Binds the nodes of one rule from one anchor, going back where a choice leads nowhere.

use std::cell::Cell;

use sayso_model::{Annotated, TokenIx};

use crate::explain::Miss;
use crate::lexicon::TokenClasses;
use crate::rule::{Alternative, MAX_SLOTS, Quantity, Rule, Unless};

/// Tokens that may be looked at for one rule and one anchor. A search that needs more finds nothing: it bounds the
/// time that a careless rule takes on a long sentence.
const FUEL: u32 = 20_000;

/// A search on one document.
pub(crate) struct Search<'a> {
    pub text: &'a Annotated,
    pub words: &'a TokenClasses<'a>,
    /// What is bound to every node, as a part of `tokens`.
    bound: [(u32, u32); MAX_SLOTS],
    tokens: Vec<TokenIx>,
    /// Kept for its memory.
    arrived: Vec<TokenIx>,
    fuel: Cell<u32>,
    /// Where the search got furthest, if that is to be told.
    miss: Option<Option<Miss>>,
}

impl<'a> Search<'a> {
    pub fn new(text: &'a Annotated, words: &'a TokenClasses<'a>) -> Self {
        let tokens = Vec::with_capacity(64);
        Self {
            text,
            words,
            bound: [(0, 0); MAX_SLOTS],
            tokens,
            arrived: Vec::new(),
            fuel: Cell::new(FUEL),
            miss: None,
        }
    }

    /// Remembers why rules do not match.
    pub fn watched(mut self) -> Self {
        self.miss = Some(None);
        self
    }

    /// True if `anchor` passes the tests of the rule's first node.
    pub fn is_anchor(&mut self, rule: &Rule, anchor: TokenIx) -> bool {
        self.fuel.set(FUEL);
        rule.nodes[0].alternatives.iter().any(|a| self.pass(&a.tests, anchor))
    }

    /// Binds all nodes of a rule. What they are bound to is then in `bound_to`.
    pub fn matches(&mut self, rule: &Rule, anchor: TokenIx) -> bool {
        if !self.is_anchor(rule, anchor) {
            return false;
        }
        self.tokens.clear();
        self.tokens.push(anchor);
        self.bound[0] = (0, 1);
        if let Some(miss) = &mut self.miss {
            *miss = None;
        }
        !self.is_ruled_out(rule, 0) && self.bind(rule, 1) && self.fuel.get() > 0
    }

    /// Why the last rule did not match; `None` if the search was given up.
    pub fn miss(&mut self) -> Option<Miss> {
        self.miss.as_mut().and_then(Option::take).filter(|_| self.fuel.get() > 0)
    }

    /// Tokens bound to a node.
    pub fn bound_to(&self, node: u8) -> &[TokenIx] {
        let (from, to) = self.bound[node as usize];
        &self.tokens[from as usize..to as usize]
    }

    /// Takes one unit of fuel; false if there is none.
    pub(super) fn burn(&self) -> bool {
        let fuel = self.fuel.get();
        self.fuel.set(fuel.saturating_sub(1));
        fuel > 0
    }

    /// Takes the fuel for looking a token up among others.
    pub(super) fn burn_among(&self, others: usize) {
        self.fuel.set(self.fuel.get().saturating_sub(others as u32 / 16));
    }

    fn bind(&mut self, rule: &Rule, number: usize) -> bool {
        let Some(node) = rule.nodes.get(number) else {
            return true;
        };
        let start = self.collect(&node.alternatives);
        let end = self.tokens.len() as u32;
        let found = match node.quantity {
            Quantity::One | Quantity::Some if start == end => {
                self.note(rule, number);
                false
            }
            Quantity::Maybe | Quantity::Any | Quantity::Some if start == end => {
                self.try_binding(rule, number, (start, end))
            }
            Quantity::Any | Quantity::Some => self.try_binding(rule, number, (start, end)),
            Quantity::One | Quantity::Maybe => {
                (start..end).any(|at| self.burn() && self.try_binding(rule, number, (at, at + 1)))
            }
        };
        if !found {
            self.tokens.truncate(start as usize);
        }
        found
    }

    fn try_binding(&mut self, rule: &Rule, number: usize, part: (u32, u32)) -> bool {
        self.bound[number] = part;
        !self.is_ruled_out(rule, number) && self.bind(rule, number + 1)
    }

    /// Puts the tokens that alternatives lead to behind the others; gives where they start.
    fn collect(&mut self, alternatives: &[Alternative]) -> u32 {
        let start = self.tokens.len();
        let mut arrived = std::mem::take(&mut self.arrived);
        for alternative in alternatives {
            let (from, to) = alternative.from.map_or((0, 0), |node| self.bound[node as usize]);
            for at in from..to {
                arrived.clear();
                self.walk(&alternative.path, self.tokens[at as usize], &mut |t| {
                    if self.pass(&alternative.tests, t) {
                        arrived.push(t);
                    }
                    false
                });
                for &token in &arrived {
                    self.burn_among(self.tokens.len() - start);
                    if !self.tokens[start..].contains(&token) {
                        self.tokens.push(token);
                    }
                }
            }
        }
        self.arrived = arrived;
        start as u32
    }

    /// True if an `unless` holds that can be judged now that node `number` is bound.
    fn is_ruled_out(&mut self, rule: &Rule, number: usize) -> bool {
        let kept = self.tokens.len();
        for unless in rule.unless.iter().filter(|u| u.after as usize == number) {
            let holds = self.all_hold(rule, unless, 0);
            if holds {
                self.note_unless(number, unless, rule);
            }
            self.tokens.truncate(kept);
            if holds {
                return true;
            }
        }
        false
    }

    fn all_hold(&mut self, rule: &Rule, unless: &Unless, part: usize) -> bool {
        let Some(alternatives) = unless.parts.get(part) else {
            return true;
        };
        let start = self.collect(alternatives);
        let end = self.tokens.len() as u32;
        let slot = rule.nodes.len() + part;
        (start..end).any(|at| {
            self.bound[slot] = (at, at + 1);
            self.burn() && self.all_hold(rule, unless, part + 1)
        })
    }

    fn note(&mut self, rule: &Rule, number: usize) {
        if self.furthest(number) {
            // Looking for words for it must not change what is found.
            let fuel = self.fuel.replace(FUEL);
            self.miss = Some(Some(Miss::of_node(self, rule, number)));
            self.fuel.set(fuel);
        }
    }

    fn note_unless(&mut self, number: usize, unless: &Unless, rule: &Rule) {
        if self.furthest(number) {
            let slots = rule.nodes.len()..rule.nodes.len() + unless.parts.len();
            let tokens: Vec<TokenIx> = slots.flat_map(|n| self.bound_to(n as u8).to_vec()).collect();
            self.miss = Some(Some(Miss::of_unless(number, unless, self.text, &tokens)));
        }
    }

    fn furthest(&self, number: usize) -> bool {
        self.miss.as_ref().is_some_and(|miss| miss.as_ref().is_none_or(|m| m.node < number))
    }
}
