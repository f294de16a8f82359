//! When is that? Finds the time expressions of a text and places them on the calendar.
//!
//! A grammar in data files ([`grammar`]) says which words make an expression and what they say ([`frame`]); code knows the
//! calendar alone ([`anchor`], [`point`], [`holiday`]). Values are written as TimeML's TIMEX3 does.

pub mod anchor;
pub mod en;
pub mod frame;
pub mod grammar;
mod guard;
pub mod holiday;
pub mod point;
pub mod words;

use jiff::civil::Date;
use sayso_model::{Annotated, Span};

use crate::anchor::{Anchor, place};
use crate::en::tense::{Tense, tense_at};
use crate::frame::{Field, Frame};
pub use crate::frame::{Kind, Unit};
use crate::grammar::Grammar;
use crate::holiday::Holidays;
use crate::point::Point;
use crate::words::{Lexicon, Word};

/// Words of the text that tell a time.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TimeExpression {
    /// The words, without a preposition before them.
    pub span: Span,
    /// What they denote.
    pub kind: Kind,
    /// TIMEX3 value: `2026-02-11`, `1989-Q3`, `P3D`, `PAST_REF`.
    pub value: String,
    /// First and last day, where the words and the day of writing tell them.
    pub interval: Option<(Date, Date)>,
    /// `day`, `weekend`, `week`, `month`, `quarter`, `season`, `half`, `year`, `decade`, `century` or `vague`.
    pub precision: &'static str,
}

/// A data file of the grammar is broken.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Error {
    file: &'static str,
    line: usize,
    text: String,
}

impl std::fmt::Display for Error {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}:{}: cannot read `{}`", self.file, self.line, self.text)
    }
}

impl std::error::Error for Error {}

/// The grammar of time expressions of one language.
#[derive(Clone, Debug)]
pub struct TimeGrammar {
    grammar: Grammar,
    holidays: Holidays,
}

impl TimeGrammar {
    /// Reads the English grammar that is built in.
    pub fn load() -> Result<Self, Error> {
        Self::parse(
            include_str!("../../../data/en/time/words.tsv"),
            include_str!("../../../data/en/time/expressions.rules"),
            include_str!("../../../data/en/time/holidays.tsv"),
        )
    }

    /// Reads a grammar from the texts of its three files.
    pub fn parse(words: &str, rules: &str, holidays: &str) -> Result<Self, Error> {
        let error = |file| move |(line, text)| Error { file, line, text };
        let holidays = Holidays::parse(holidays).map_err(error("holidays.tsv"))?;
        let lexicon = Lexicon::parse(words).map_err(error("words.tsv"))?;
        let rules = format!("{rules}\n{}", holidays.as_rules());
        let grammar = Grammar::parse(lexicon, &rules, "date").map_err(error("expressions.rules"))?;
        Ok(Self { grammar, holidays })
    }

    /// Time expressions of a text in order, without overlap, read against the day of writing.
    ///
    /// Sentences and tags are used where the text is annotated; without, each line is a sentence.
    pub fn find(&self, text: &str, annotated: &Annotated, published: Option<Date>) -> Vec<TimeExpression> {
        let mut found = Vec::new();
        let mut words = Vec::new();
        let mut told = Told::default();
        if annotated.sentences.is_empty() {
            let mut at = 0;
            for line in text.split_inclusive('\n') {
                words.clear();
                words::split(line, at, &mut words);
                self.grammar.look_up(&mut words);
                self.find_in(&words, None, published, &mut told, &mut found);
                at += line.len();
            }
        }
        for sentence in &annotated.sentences {
            words.clear();
            let span = annotated.tokens_span(sentence.start, sentence.end);
            words::split(span.text(text), span.start(), &mut words);
            tag(&mut words, annotated);
            self.grammar.look_up(&mut words);
            self.find_in(&words, Some(annotated), published, &mut told, &mut found);
        }
        found
    }

    fn find_in(
        &self,
        words: &[Word],
        annotated: Option<&Annotated>,
        published: Option<Date>,
        told: &mut Told,
        found: &mut Vec<TimeExpression>,
    ) {
        for hit in self.grammar.find(words) {
            if hit.frame.kind() == Some(Kind::Age) {
                continue;
            }
            let span = words[hit.start].span.cover(words[hit.end - 1].span);
            let tense = annotated.map_or(Tense::Open, |a| {
                a.token_at(words[hit.end - 1].span.start()).map_or(Tense::Open, |t| tense_at(a, t))
            });
            let placed = place(
                &hit.frame,
                &Anchor { published, story: told.story, quarter: told.quarter, tense },
                &self.holidays,
            );
            if let Some(point) = placed.point {
                told.story = Some(point);
                if point.unit == Unit::Quarter && !hit.frame.has(Field::Count) && !hit.frame.has(Field::Year)
                {
                    told.quarter = Some(point);
                }
            }
            found.push(TimeExpression {
                span,
                kind: placed.kind,
                value: placed.value,
                interval: placed.interval,
                precision: precision(placed.unit, placed.interval, &hit.frame),
            });
        }
    }
}

/// Dates that the text has given so far.
#[derive(Clone, Copy, Debug, Default)]
struct Told {
    story: Option<Point>,
    quarter: Option<Point>,
}

fn precision(unit: Option<Unit>, interval: Option<(Date, Date)>, frame: &Frame) -> &'static str {
    if interval.is_none() && unit.is_none_or(|_| frame.has(Field::Count)) {
        return "vague";
    }
    match unit.or(frame.unit()) {
        Some(Unit::Day | Unit::Second | Unit::Minute | Unit::Hour) => "day",
        Some(Unit::Weekend) => "weekend",
        Some(Unit::Week | Unit::Fortnight) => "week",
        Some(Unit::Month) => "month",
        Some(Unit::Quarter) => "quarter",
        Some(Unit::Season) => "season",
        Some(Unit::Half) => "half",
        Some(Unit::Year) => "year",
        Some(Unit::Decade) => "decade",
        Some(Unit::Century | Unit::Millennium) => "century",
        Some(Unit::Unknown) | None => "vague",
    }
}

/// Gives each word the tag of the token that it lies in.
fn tag(words: &mut [Word], annotated: &Annotated) {
    for word in words {
        let Some(i) = annotated.token_at(word.span.start()) else { break };
        let token = annotated.token(i);
        word.tag = token.tag;
        word.pos = token.pos;
    }
}
