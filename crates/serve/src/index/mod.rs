//! What is in the ledger, so that it can be counted, sorted and drawn at once?
//!
//! One line of numbers for each claim that holds, with all words replaced by their places in a table. A filter is answered by
//! the store; facets, orders, maps and networks are made of these lines. An index is a value: it belongs to one state of
//! the ledger, and the next state is another index.

mod build;
mod facet;
mod select;

use std::sync::Arc;

pub use build::Builder;
pub use facet::{FACETS, Scope, Tally};
pub use select::{Order, select};

use crate::review::Standing;

/// The place of a word in the table; 0 is no word.
pub type Word = u32;

/// Where a list of actors begins, and how long it is.
#[derive(Clone, Copy, Debug, Default)]
pub struct Range {
    start: u32,
    count: u8,
}

/// A day, counted from 1970; [`NO_DAY`] where there is none.
pub type Day = i32;
/// No day.
pub const NO_DAY: Day = i32::MIN;
/// No number.
pub const NO_NUMBER: u32 = u32::MAX;

/// A claim in numbers.
#[derive(Clone, Debug, Default)]
pub struct Line {
    /// Number of its entry.
    pub seq: i64,
    /// False once the ledger holds it no more.
    pub gone: bool,
    /// Identifiers.
    pub claim: Word,
    /// See above.
    pub document: Word,
    /// See above.
    pub event: Word,
    /// Type, mode, status, act.
    pub kind: Word,
    /// See above.
    pub mode: Word,
    /// See above.
    pub status: Word,
    /// See above.
    pub act: Word,
    /// Where: country, name, precision, degrees.
    pub country: Word,
    /// See above.
    pub place: Word,
    /// See above.
    pub precision: Word,
    /// Degrees north and east; not finite if there are none.
    pub point: (f32, f32),
    /// Days of the event as the text gives them.
    pub date: (Day, Day),
    /// Day of publication.
    pub published: Day,
    /// Dead and hurt, the least of each.
    pub killed: u32,
    /// See above.
    pub wounded: u32,
    /// Who put it forward first, and of which kind.
    pub origin: Word,
    /// See above.
    pub class: Word,
    /// Length of the chain.
    pub depth: u8,
    /// Publisher and language of the article.
    pub publisher: Word,
    /// See above.
    pub language: Word,
    /// How often such a record is right.
    pub confidence: f32,
    /// Who does it, to whom, on whose say-so.
    pub actors: Range,
    /// See above.
    pub targets: Range,
    /// See above.
    pub says: Range,
}

impl Line {
    /// The day by which it is put in order: the event's, or that of publication.
    pub fn day(&self) -> Day {
        if self.date.0 != NO_DAY { self.date.0 } else { self.published }
    }
}

/// Somebody, over all claims.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Person {
    /// What makes it the same in all articles: its key, or `text:` and the words where it has none.
    pub key: Arc<str>,
    /// Name.
    pub name: Arc<str>,
    /// ISO 3166-1 alpha-3 code.
    pub country: Word,
    /// Sector.
    pub role: Word,
}

/// The claims of a ledger at one state.
#[derive(Clone, Debug, Default)]
pub struct Index {
    /// Number of the last entry that it knows.
    pub head: i64,
    /// Claims, in the order of their entries.
    pub lines: Vec<Line>,
    /// How many hold.
    pub live: usize,
    words: Vec<Arc<str>>,
    people: Vec<Person>,
    listed: Vec<u32>,
    /// What people decided, by the word of the claim.
    pub decided: rustc_hash::FxHashMap<Word, Standing>,
}

impl Index {
    /// The word at a place.
    pub fn word(&self, word: Word) -> &str {
        self.words.get(word as usize).map_or("", |w| w)
    }

    /// The place of a word, if some claim has it. Slow: goes through the table.
    pub fn find_word(&self, text: &str) -> Option<Word> {
        self.words.iter().position(|w| **w == *text).map(|at| at as Word)
    }

    /// Somebody of a list.
    pub fn person(&self, number: u32) -> &Person {
        &self.people[number as usize]
    }

    /// Everybody.
    pub fn people(&self) -> &[Person] {
        &self.people
    }

    /// The members of a list.
    pub fn list(&self, range: Range) -> &[u32] {
        &self.listed[range.start as usize..range.start as usize + usize::from(range.count)]
    }

    /// Which claims it holds: changes with them, and not with what people decide.
    pub fn state(&self) -> (i64, usize) {
        (self.lines.last().map_or(0, |l| l.seq), self.live)
    }

    /// How exact the place of a claim is; `none` if it has no place.
    pub fn precision(&self, line: &Line) -> &str {
        match self.word(line.precision) {
            "" => "none",
            precision => precision,
        }
    }

    /// What the ledger calls a country, where it names one of that code.
    pub fn country(&self, code: &str) -> Option<&str> {
        let of_code = |p: &&Person| self.word(p.country) == code;
        let found = self.people.iter().filter(of_code).find(|p| p.key.starts_with("state/"))?;
        Some(&found.name)
    }

    /// The line of an entry.
    pub fn at(&self, seq: i64) -> Option<usize> {
        self.lines.binary_search_by_key(&seq, |l| l.seq).ok().filter(|&at| !self.lines[at].gone)
    }

    /// What people decided of a claim.
    pub fn standing(&self, line: &Line) -> Option<&Standing> {
        self.decided.get(&line.claim)
    }
}

/// A day of the calendar as a number.
pub fn day(text: Option<&str>) -> Day {
    let Some(date) = text.and_then(|t| t.parse::<jiff::civil::Date>().ok()) else { return NO_DAY };
    (date - jiff::civil::date(1970, 1, 1)).get_days()
}

/// The day of a number.
pub fn date(day: Day) -> Option<jiff::civil::Date> {
    let span = (day != NO_DAY).then(|| jiff::Span::new().try_days(day).ok())??;
    jiff::civil::date(1970, 1, 1).checked_add(span).ok()
}
