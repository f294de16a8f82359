//! What does the knowledge base say of an actor?

use jiff::ToSpan;
use jiff::civil::Date;
use smol_str::SmolStr;

/// An entry of the knowledge base.
#[derive(Clone, Debug, PartialEq)]
pub struct Entry {
    /// Where it stands in the knowledge base.
    pub id: EntryId,
    /// `state`, `person`, `group`, `igo`, `media`, …
    pub kind: SmolStr,
    /// Canonical name.
    pub name: SmolStr,
    /// ISO 3166-1 alpha-3 code; `None` for a body of many countries.
    pub country: Option<SmolStr>,
    /// Sector outside of the terms.
    pub sector: Option<SmolStr>,
    /// What it was, and when.
    pub terms: Vec<Term>,
}

/// Index of an entry: those of the program first, then the user's.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct EntryId(pub u32);

/// A time in an office, or in a state of being.
#[derive(Clone, Debug, PartialEq)]
pub struct Term {
    /// Office as the file names it: `PRES`, `FM`, or a sector.
    pub office: SmolStr,
    /// First day; `None` if it is not known.
    pub from: Option<Date>,
    /// Last day; `None` if it has not ended.
    pub to: Option<Date>,
    /// True if the last day is the last one that is known.
    pub to_is_open: bool,
}

/// Years that who is known to hold an office is taken to hold it on.
const LIKELY_YEARS: i64 = 3;

impl Term {
    /// True if `date` lies in the term, or so soon after the last known day that it is likely to.
    pub fn covers(&self, date: Date) -> bool {
        let to = match self.to {
            Some(to) if self.to_is_open => to.checked_add(LIKELY_YEARS.years()).ok(),
            to => to,
        };
        self.from.is_none_or(|from| from <= date) && to.is_none_or(|to| date <= to)
    }
}

impl Entry {
    /// Reads a line of the pool.
    pub fn read(id: EntryId, line: &str) -> Self {
        let mut fields = line.split('\t');
        let mut next = || fields.next().unwrap_or("");
        let (kind, name, country, sector, terms) = (next(), next(), next(), next(), next());
        let some = |text: &str| (!text.is_empty()).then(|| SmolStr::new(text));
        Self {
            id,
            kind: kind.into(),
            name: name.into(),
            country: some(country),
            sector: some(sector),
            terms: terms.split('|').filter_map(read_term).collect(),
        }
    }
}

/// `FM 2018-03..2022-05-20`, `PM 2024-03-04..`, `KING ..`: `None` if it is not of that form.
pub fn read_term(text: &str) -> Option<Term> {
    let text = text.trim();
    let (office, interval) = text.split_once(' ').unwrap_or((text, ".."));
    let (from, to) = interval.trim().split_once("..")?;
    if office.is_empty() {
        return None;
    }
    let to_is_open = to.ends_with('?');
    let to = to.trim_end_matches('?');
    Some(Term { office: office.into(), from: bound(from, false)?, to: bound(to, true)?, to_is_open })
}

/// A date whose month or day may be left out; the outer `None` is a mistake, the inner one an open end.
fn bound(text: &str, last: bool) -> Option<Option<Date>> {
    if text.is_empty() {
        return Some(None);
    }
    let mut parts = text.split('-');
    let year: i16 = parts.next()?.parse().ok()?;
    let month: i8 = parts.next().map_or(Some(if last { 12 } else { 1 }), |m| m.parse().ok())?;
    let day: Option<i8> = match parts.next() {
        Some(d) => Some(d.parse().ok()?),
        None => None,
    };
    let first = Date::new(year, month, 1).ok()?;
    match day {
        Some(d) => Date::new(year, month, d).ok().map(Some),
        None => Some(Some(if last { first.last_of_month() } else { first })),
    }
}
