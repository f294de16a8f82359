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
mod value;
pub mod words;

use jiff::civil::Date;
use sayso_model::{Annotated, Sentence, Span};
pub use sayso_model::{TimeExpression, TimeKind};

use crate::anchor::{Anchor, place};
use crate::en::tense::{Tense, tense_at};
pub use crate::frame::Unit;
use crate::frame::{Field, Frame, Kind, Relation};
use crate::grammar::Grammar;
use crate::holiday::Holidays;
use crate::point::Point;
use crate::words::{Lexicon, Word};

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
        // The paragraphs of a running report stand under the hour of their writing: "16 May 2021 - 22:18 GMT".
        let mut written = published;
        for block in annotated.sentences.chunk_by(|a, b| a.block == b.block) {
            let before = found.len();
            for sentence in block {
                self.find_in_sentence(text, annotated, *sentence, written, &mut told, &mut found);
            }
            if let [sentence] = block
                && let Some(day) = stamped(text, annotated, *sentence, &found[before..])
            {
                written = Some(day);
                found.truncate(before);
                self.find_in_sentence(text, annotated, *sentence, written, &mut told, &mut found);
            }
        }
        found
    }

    /// Time expressions of a part of an annotated text, read against a day of its own: that on which it was said.
    pub fn find_said(&self, text: &str, annotated: &Annotated, said: Span, day: Date) -> Vec<TimeExpression> {
        let mut found = Vec::new();
        let mut told = Told::default();
        let span = |s: &Sentence| annotated.tokens_span(s.start, s.end);
        let from = annotated.sentences.partition_point(|s| span(s).end() <= said.start());
        for sentence in annotated.sentences[from..].iter().take_while(|s| span(s).start() < said.end()) {
            self.find_in_sentence(text, annotated, *sentence, Some(day), &mut told, &mut found);
        }
        found.retain(|t| said.contains(t.span));
        found
    }

    fn find_in_sentence(
        &self,
        text: &str,
        annotated: &Annotated,
        sentence: Sentence,
        written: Option<Date>,
        told: &mut Told,
        found: &mut Vec<TimeExpression>,
    ) {
        let mut words = Vec::new();
        let span = annotated.tokens_span(sentence.start, sentence.end);
        words::split(span.text(text), span.start(), &mut words);
        tag(&mut words, annotated);
        self.grammar.look_up(&mut words);
        self.find_in(&words, Some(annotated), written, told, found);
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
            // How old somebody is: words of time that tell no time.
            if hit.frame.kind() == Some(Kind::Age) {
                continue;
            }
            let span = words[hit.start].span.cover(words[hit.end - 1].span);
            let tense = annotated.map_or(Tense::Open, |a| {
                a.token_at(words[hit.end - 1].span.start()).map_or(Tense::Open, |t| tense_at(a, t))
            });
            let refers = hit.frame.relation() == Some(Relation::That);
            if refers && tense == Tense::Past {
                told.look_back(published, found);
            }
            let placed = place(
                &hit.frame,
                &Anchor { published, story: told.story, quarter: told.quarter, tense },
                &self.holidays,
            );
            if let Some(point) = placed.point {
                told.story = Some(point);
                told.weekday =
                    (hit.frame.has(Field::Weekday) && hit.frame.relation().is_none()).then_some(found.len());
                if point.unit == Unit::Quarter && !hit.frame.has(Field::Count) && !hit.frame.has(Field::Year)
                {
                    told.quarter = Some(point);
                }
            }
            found.push(TimeExpression {
                span,
                kind: kind(placed.kind),
                value: placed.value,
                interval: placed.interval,
                precision: precision(placed.unit, placed.interval, &hit.frame),
            });
        }
    }
}

/// The day that a line gives which holds a date with its year and hour, and next to nothing else.
fn stamped(text: &str, annotated: &Annotated, sentence: Sentence, found: &[TimeExpression]) -> Option<Date> {
    let line = annotated.tokens_span(sentence.start, sentence.end).text(text);
    let length = |s: &str| s.chars().filter(|c| c.is_alphanumeric()).count();
    let told: usize = found.iter().map(|t| length(t.span.text(text))).sum();
    let is_clock = |t: &&TimeExpression| t.kind == TimeKind::Time;
    let says_year = |t: &&TimeExpression| t.span.text(text).contains(t.value.get(..4).unwrap_or("-"));
    found.iter().find(is_clock)?;
    let (from, to) = found.iter().find(says_year)?.interval?;
    (from == to && length(line) <= told + STAMP_REST).then_some(from)
}

/// Letters beside date and hour in the line over a paragraph of a running report: those of a time zone.
const STAMP_REST: usize = 4;

/// Dates that the text has given so far.
#[derive(Clone, Copy, Debug, Default)]
struct Told {
    story: Option<Point>,
    quarter: Option<Point>,
    /// The expression that gave the story, if it is a bare weekday.
    weekday: Option<usize>,
}

impl Told {
    /// "will be freed on Friday, the same day it freed others": a weekday that the text goes on to tell the past of was the
    /// last one, not the next.
    fn look_back(&mut self, published: Option<Date>, found: &mut [TimeExpression]) {
        let (Some(published), Some(at), Some(story)) = (published, self.weekday, self.story) else { return };
        if story.from <= published || story.unit != Unit::Day {
            return;
        }
        let day = point::plus(story.from, -jiff::Span::new().weeks(1));
        let Some(time) = found.get_mut(at) else { return };
        time.value.replace_range(..10.min(time.value.len()), &day.to_string());
        time.interval = Some((day, day));
        self.story = Some(Point { from: day, ..story });
    }
}

fn kind(kind: Kind) -> TimeKind {
    match kind {
        Kind::Date => TimeKind::Date,
        Kind::Time => TimeKind::Time,
        Kind::Set => TimeKind::Set,
        Kind::Duration | Kind::Age => TimeKind::Duration,
    }
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
