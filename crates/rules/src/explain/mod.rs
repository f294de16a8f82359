//! Why does a rule match here, and why does another not?

mod draw;
mod miss;

use std::fmt::Write;

use sayso_model::{Annotated, TokenIx};

pub use draw::draw;
pub(crate) use miss::Miss;

use crate::matching::{Match, Search};
use crate::ruleset::RuleSet;

/// What became of every rule that could start at a token of a sentence.
#[derive(Clone, Debug, Default)]
pub struct Trace {
    /// By anchor in order of the text, then in order of the rules.
    pub attempts: Vec<Attempt>,
}

/// What became of a rule whose first node fits a token.
#[derive(Clone, Debug)]
pub struct Attempt {
    /// Name of the rule.
    pub rule: String,
    /// The token.
    pub anchor: TokenIx,
    /// What became of it.
    pub outcome: Outcome,
}

/// How an attempt to match a rule ended.
#[derive(Clone, Debug)]
pub enum Outcome {
    /// It matches.
    Matched(Match),
    /// It matches, but the anchor belongs to a rule of the same group with higher priority, which is named.
    Outranked(Match, String),
    /// It does not match; what was missing at the furthest node that the search came to.
    Missed(String),
}

/// Tries every rule at every token of a sentence.
pub fn explain(rules: &RuleSet, text: &Annotated, sentence: u32) -> Trace {
    let Some(range) = text.sentences.get(sentence as usize).map(|s| s.start..s.end) else {
        return Trace::default();
    };
    let words = rules.lexicon.classify(text);
    let mut search = Search::new(text, &words).watched();
    let (mut attempts, mut candidates) = (Vec::new(), Vec::new());
    for anchor in range {
        rules.index.candidates(text.token(anchor), words.of(anchor), words.symbol(anchor), &mut candidates);
        // Group, priority and name of the rule that has the anchor.
        let mut taken: Vec<(u16, i32, &str)> = Vec::new();
        for &number in &candidates {
            let rule = &rules.rules[number as usize];
            if !search.is_anchor(rule, anchor) {
                continue;
            }
            let outcome = if search.matches(rule, anchor) {
                let found = Match::new(rule, &search);
                let winner = taken.iter().find(|&&(g, p, _)| {
                    rule.group_number != 0 && g == rule.group_number && p > rule.priority
                });
                match winner {
                    Some(&(_, _, name)) => Outcome::Outranked(found, name.to_owned()),
                    None => {
                        taken.push((rule.group_number, rule.priority, &rule.name));
                        Outcome::Matched(found)
                    }
                }
            } else {
                let why = search.miss().map(|miss| miss.why);
                Outcome::Missed(why.unwrap_or_else(|| "the search took too long and was given up".to_owned()))
            };
            attempts.push(Attempt { rule: rule.name.to_string(), anchor, outcome });
        }
    }
    Trace { attempts }
}

impl Trace {
    /// One paragraph for each attempt, as plain text.
    pub fn render(&self, text: &Annotated) -> String {
        let mut out = String::new();
        for attempt in &self.attempts {
            let word = &text.token(attempt.anchor).lower;
            let (verdict, found) = match &attempt.outcome {
                Outcome::Matched(found) => ("matches".to_owned(), Some(found)),
                Outcome::Outranked(found, by) => (format!("gives way to {by}"), Some(found)),
                Outcome::Missed(why) => (format!("does not match\n  {why}"), None),
            };
            let _ = writeln!(out, "{} at “{word}” {verdict}", attempt.rule);
            if let Some(found) = found {
                for (role, token) in found.bindings() {
                    let _ = writeln!(out, "  {role}: “{}”", text.token(token).lower);
                }
                for (key, value) in found.attributes() {
                    let _ = writeln!(out, "  {key}={value}");
                }
            }
        }
        out
    }
}
