//! All matches in a document.

use sayso_model::{Annotated, TokenIx};

use super::{Match, Search};
use crate::RuleSet;
use crate::lexicon::TokenClasses;

impl RuleSet {
    /// Where the rules match: by anchor in order of the text, then by priority and order of the files.
    ///
    /// A rule matches at most once for an anchor: with the first tokens, in order of the paths, that let all of its
    /// nodes be found. Of the rules of a group, only those with the highest priority keep an anchor.
    pub fn find(&self, text: &Annotated) -> Vec<Match> {
        self.find_with(text, &self.lexicon.classify(text))
    }

    /// The same, for words that were looked up before with [`crate::Lexicon::classify`].
    pub fn find_with(&self, text: &Annotated, words: &TokenClasses<'_>) -> Vec<Match> {
        let mut search = Search::new(text, words);
        let mut matches = Vec::new();
        let mut candidates = Vec::new();
        // Group and the priority that has its anchor.
        let mut taken: Vec<(u16, i32)> = Vec::new();
        for (i, token) in (0..).zip(&text.tokens) {
            let i: TokenIx = i;
            self.index.candidates(token, words.of(i), words.symbol(i), &mut candidates);
            taken.clear();
            for &number in &candidates {
                let rule = &self.rules[number as usize];
                let is_outranked = || taken.iter().any(|&(g, p)| g == rule.group_number && p > rule.priority);
                if rule.group_number != 0 && is_outranked() {
                    continue;
                }
                if search.matches(rule, i) {
                    matches.push(Match::new(rule, &search));
                    if rule.group_number != 0 {
                        taken.push((rule.group_number, rule.priority));
                    }
                }
            }
        }
        matches
    }
}
