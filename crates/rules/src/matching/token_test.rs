//! Asks tokens the questions of a pattern.

use sayso_model::{Pos, QuotationKind, TokenIx};
use smol_str::SmolStr;

use super::Search;
use crate::rule::{Alternative, Test, What, Words};

impl Search<'_> {
    /// True if a token passes all tests.
    pub(super) fn pass(&self, tests: &[Test], token: TokenIx) -> bool {
        tests.iter().all(|test| self.holds(test, token))
    }

    /// True if a token passes a test.
    pub(crate) fn holds(&self, test: &Test, token: TokenIx) -> bool {
        self.answer(&test.what, token) != test.negated
    }

    fn answer(&self, what: &What, token: TokenIx) -> bool {
        let text = self.text;
        let word = text.token(token);
        match what {
            What::Pos(set) => set.contains(word.pos),
            What::Tag(set) => set.contains(word.tag as u8),
            What::Dep(set) => set.contains(word.dep as u8),
            What::Entity(set) => text.entity_of(token).is_some_and(|e| set.contains(e.kind as u8)),
            What::Lemma(words) => {
                let symbol = self.words.symbol(token);
                symbol != 0 && words.symbols.binary_search(&symbol).is_ok()
                    || words.patterns.fits(|p| p(&word.lemma.to_lowercase()))
            }
            What::Lower(words) => words.exact.contains(&word.lower) || words.fits(|p| p(&word.lower)),
            What::Class(set) => set.overlaps(self.words.of(token)),
            What::Attribute { class, key, values } => {
                self.words.has(token, *class)
                    && self.words.entries(token).filter(|e| e.class == *class).any(|e| {
                        e.values(*key).any(|v| values.is_empty() || values.iter().any(|wanted| wanted == v))
                    })
            }
            What::FormOf { node, key, lemma } => {
                let form = if *lemma { &word.lemma } else { &word.lower };
                self.bound_to(*node)
                    .iter()
                    .any(|&t| self.words.entries(t).any(|e| e.values(*key).any(|v| v == form.as_str())))
            }
            What::Quoted(set) => word.quotation.is_some_and(|q| {
                set.contains(match text.quotations[q as usize].kind {
                    QuotationKind::Speech => 0,
                    QuotationKind::Phrase => 1,
                    QuotationKind::Title => 2,
                })
            }),
            What::SentenceStart => self.starts_sentence(token),
            What::BlockStart => {
                let sentence = word.sentence as usize;
                self.starts_sentence(token)
                    && (sentence == 0 || text.sentences[sentence - 1].block != text.sentences[sentence].block)
            }
            What::Root => word.head == token,
            What::Has(alternatives) => self.reaches(alternatives, token),
            What::Before(node) => {
                let there = self.bound_to(*node);
                !there.is_empty() && there.iter().all(|&t| token < t)
            }
            What::After(node) => {
                let there = self.bound_to(*node);
                !there.is_empty() && there.iter().all(|&t| token > t)
            }
            What::Is(node) => self.bound_to(*node).contains(&token),
            What::Under(node) => self.bound_to(*node).iter().any(|&t| t == token || self.is_under(token, t)),
            What::Either(lists) => lists.iter().any(|tests| self.pass(tests, token)),
        }
    }

    /// True if a path leads from a token to one that passes the tests.
    fn reaches(&self, alternatives: &[Alternative], token: TokenIx) -> bool {
        alternatives.iter().any(|a| {
            let mut found = false;
            self.walk(&a.path, token, &mut |t| {
                found = self.pass(&a.tests, t);
                found
            });
            found
        })
    }

    /// Nothing but punctuation stands before it in its sentence.
    fn starts_sentence(&self, token: TokenIx) -> bool {
        let start = self.text.sentence_of(token).start;
        (start..token).all(|t| self.text.token(t).pos == Pos::Punct)
    }

    fn is_under(&self, token: TokenIx, top: TokenIx) -> bool {
        self.text.ancestors(token).take_while(|_| self.burn()).any(|a| a == top)
    }
}

impl Words {
    fn fits(&self, compare: impl Fn(&dyn Fn(&str) -> bool) -> bool) -> bool {
        (!self.prefixes.is_empty() || !self.suffixes.is_empty())
            && compare(&|form: &str| {
                self.prefixes.iter().any(|p: &SmolStr| form.starts_with(p.as_str()))
                    || self.suffixes.iter().any(|s| form.ends_with(s.as_str()))
            })
    }
}
