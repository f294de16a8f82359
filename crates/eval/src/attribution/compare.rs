//! When is a statement one of PolNeAR's attributions?
//!
//! Leniently: its content and its source (the words of the innermost one) each share a character with the gold's.
//! The strict measures need an overlap of 0.8 for the content. PolNeAR annotates no nesting, so a statement inside
//! another counts only if it is right.

use serde::Serialize;

use super::gold::Attribution;
use crate::chars::Chars;
use crate::contract::{Statement, Words};
use crate::score::f1;

/// What has to agree.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Measure {
    /// A character of the content.
    Content,
    /// A character of the content and one of the source.
    ContentSource,
    /// A character of the cue.
    Cue,
    /// Most of the content.
    ContentStrict,
    /// Most of the content and a character of the source.
    ContentSourceStrict,
}

impl Measure {
    /// All measures in the order of the table.
    pub const ALL: [Measure; 5] = [
        Measure::Content,
        Measure::ContentSource,
        Measure::Cue,
        Measure::ContentStrict,
        Measure::ContentSourceStrict,
    ];

    /// As the table names it.
    pub fn name(self) -> &'static str {
        match self {
            Measure::Content => "content",
            Measure::ContentSource => "content+source",
            Measure::Cue => "cue",
            Measure::ContentStrict => "content, strict",
            Measure::ContentSourceStrict => "content+source, strict",
        }
    }

    /// True if a statement is this attribution.
    pub fn agrees(self, gold: &Attribution, given: &Given) -> bool {
        let source = || gold.source.is_empty() || gold.source.meets(&given.source);
        let most = || {
            let union = gold.content.union(&given.content);
            gold.content.shared(&given.content) as f64 >= 0.8 * union as f64
        };
        match self {
            Measure::Content => gold.content.meets(&given.content),
            Measure::ContentSource => gold.content.meets(&given.content) && source(),
            Measure::Cue => gold.cue.meets(&given.cue),
            Measure::ContentStrict => most(),
            Measure::ContentSourceStrict => most() && source(),
        }
    }
}

/// A statement of the output by the characters that it covers.
#[derive(Clone, Debug)]
pub struct Given {
    /// What is said.
    pub content: Chars,
    /// The innermost source.
    pub source: Chars,
    /// Words that signal the saying.
    pub cue: Chars,
    /// True if it is told inside of another.
    pub nested: bool,
}

impl From<&Statement> for Given {
    fn from(s: &Statement) -> Self {
        let source = s.sources.last().and_then(|p| p.start.zip(p.end));
        Self {
            content: Chars::new(s.content.iter().map(Words::span)),
            source: Chars::new(source),
            cue: Chars::new(s.cue.as_ref().map(Words::span)),
            nested: s.sources.len() > 1,
        }
    }
}

/// Counts of one measure. Several statements may be one attribution, so found and right are two numbers.
#[derive(Clone, Copy, Debug, Default)]
pub struct Tally {
    /// Attributions of the gold.
    pub gold: usize,
    /// Those that a statement is.
    pub found: usize,
    /// Statements of the output that count.
    pub given: usize,
    /// Those that are an attribution.
    pub right: usize,
}

/// Precision, recall and F1 of one measure.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct Row {
    /// Precision.
    pub p: f64,
    /// Recall.
    pub r: f64,
    /// Their harmonic mean.
    pub f1: f64,
    /// Attributions of the gold.
    pub gold: usize,
    /// Statements that count.
    pub given: usize,
}

impl Tally {
    /// Adds one text.
    pub fn add(&mut self, measure: Measure, gold: &[Attribution], given: &[Given]) {
        let right: Vec<_> = given.iter().map(|p| gold.iter().any(|g| measure.agrees(g, p))).collect();
        self.gold += gold.len();
        self.found += gold.iter().filter(|g| given.iter().any(|p| measure.agrees(g, p))).count();
        self.given += std::iter::zip(given, &right).filter(|(p, right)| !p.nested || **right).count();
        self.right += right.iter().filter(|r| **r).count();
    }

    /// The figures.
    pub fn row(&self) -> Row {
        let r = self.found as f64 / self.gold.max(1) as f64;
        let p = self.right as f64 / self.given.max(1) as f64;
        Row { p, r, f1: f1(p, r), gold: self.gold, given: self.given }
    }
}
