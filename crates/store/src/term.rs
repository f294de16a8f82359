//! By which words is a record found?
//!
//! A record carries *facets*, such as `status` = `denied`, and *words* of text. Both stand in one full-text index, so that any
//! filter is one question to it, and its cost is that of meeting a few sorted lists. A facet is a single token there:
//! name and value are joined by characters for private use, which no text carries.

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// Between the name of a facet and its value.
const SIGN: char = '\u{E000}';
/// Between the words of a value.
const GAP: char = '\u{E001}';

/// Longer values are told apart by their beginning: databases bound the length of a word.
const VALUE_CHARS_MAX: usize = 200;

/// The facet that every record carries.
pub const ALL: &str = "all\u{E000}";

/// Lower case without diacritics; whatever is neither letter nor digit is one space.
///
/// ```
/// assert_eq!(sayso_store::term::fold("  Ankara’s Foreign-Ministry, Erdoğan "), "ankara s foreign ministry erdogan");
/// ```
pub fn fold(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut gap = false;
    let mut put = |c: char| {
        if c.is_alphanumeric() {
            if gap && !out.is_empty() {
                out.push(' ');
            }
            gap = false;
            out.extend(c.to_lowercase().filter(|&c| !is_combining_mark(c)));
        } else {
            gap = true;
        }
    };
    if text.is_ascii() {
        text.chars().for_each(&mut put);
    } else {
        // Private characters in a text must not look like a facet.
        text.nfd().filter(|&c| !is_combining_mark(c)).for_each(&mut put);
    }
    out
}

/// The token of a facet.
pub fn facet(name: &str, value: &str) -> String {
    let mut out = String::with_capacity(name.len() + value.len() + 4);
    out.push_str(name);
    out.push(SIGN);
    out.extend(fold(value).chars().take(VALUE_CHARS_MAX).map(|c| if c == ' ' { GAP } else { c }));
    out
}

/// Facets of a record, gathered.
#[derive(Clone, Debug, Default)]
pub struct Facets(std::collections::BTreeSet<String>);

impl Facets {
    /// One that a plain record has.
    pub fn new() -> Self {
        Self([ALL.to_owned()].into())
    }

    /// Adds a value.
    pub fn add(&mut self, name: &str, value: &str) {
        if !value.is_empty() {
            self.0.insert(facet(name, value));
        }
    }

    /// Adds a value if there is one.
    pub fn add_some(&mut self, name: &str, value: Option<&str>) {
        if let Some(value) = value {
            self.add(name, value);
        }
    }

    /// Adds a name: as a whole, and each of its words.
    pub fn add_name(&mut self, name: &str, value: &str) {
        self.add(name, value);
        for word in fold(value).split(' ').filter(|w| w.chars().nth(1).is_some()) {
            self.add(name, word);
        }
    }

    /// Adds the months, years, decades and centuries that an interval touches.
    pub fn add_days(&mut self, name: &str, from: &str, to: &str) {
        let (Some(from), Some(to)) = (year_month(from), year_month(to)) else { return };
        for (level, years) in LEVELS {
            let (first, last) = (from.0.div_euclid(years), to.0.div_euclid(years));
            if last - first > YEARS_MAX {
                self.add(&format!("{name}-{level}"), LONG);
            } else {
                (first..=last).for_each(|n| self.add(&format!("{name}-{level}"), &n.to_string()));
            }
        }
        let months = (to.0 - from.0) * 12 + to.1 - from.1;
        if months > MONTHS_MAX {
            self.add(&format!("{name}-month"), LONG);
            return;
        }
        for month in 0..=months {
            let at = from.1 - 1 + month;
            self.add(&format!("{name}-month"), &format!("{:04}{:02}", from.0 + at / 12, at % 12 + 1));
        }
    }

    /// Adds the size of a number: the power of two below it.
    pub fn add_size(&mut self, name: &str, number: u64) {
        self.add(&format!("{name}-size"), &size(number).to_string());
    }

    /// As the index takes them.
    pub fn to_text(&self) -> String {
        self.0.iter().map(String::as_str).collect::<Vec<_>>().join(" ")
    }
}

/// Facets and words in the form of PostgreSQL's `tsvector`: words with their places, facets without.
pub(crate) fn tsvector(facets: &str, words: &[&str]) -> String {
    use std::fmt::Write;
    let mut out = String::new();
    for facet in facets.split(' ') {
        let _ = write!(out, "'{facet}' ");
    }
    let folded: Vec<String> = words.iter().map(|w| fold(w)).collect();
    let words =
        folded.iter().flat_map(|f| f.split(' ')).filter(|w| !w.is_empty() && w.len() < WORD_BYTES_MAX);
    for (at, word) in words.enumerate() {
        // Places end there, and so do phrases.
        let _ = write!(out, "'{word}':{} ", (at + 1).min(PLACES_MAX));
    }
    out
}

/// PostgreSQL takes no longer words.
const WORD_BYTES_MAX: usize = 2046;
/// PostgreSQL counts no further.
const PLACES_MAX: usize = 16_383;

/// Lengths of time by which an open stretch of years is asked for in few words.
pub(crate) const LEVELS: [(&str, i32); 3] = [("year", 1), ("decade", 10), ("century", 100)];

/// Years that an interval names one by one.
const YEARS_MAX: i32 = 12;
/// Months that an interval names one by one.
const MONTHS_MAX: i32 = 24;
/// What stands in their place where there are more.
pub(crate) const LONG: &str = "long";

/// The power of two below a number; 0 for 0. Numbers beyond all wars have one size.
pub(crate) fn size(number: u64) -> u32 {
    (u64::BITS - number.leading_zeros()).min(SIZE_MAX)
}

/// Sixteen millions and more.
pub(crate) const SIZE_MAX: u32 = 25;

/// Year and month of a day as `2024-04-01`.
pub(crate) fn year_month(day: &str) -> Option<(i32, i32)> {
    Some((day.get(..4)?.parse().ok()?, day.get(5..7)?.parse().ok()?))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn intervals_name_their_months_unless_they_are_long() {
        let months = |from: &str, to: &str| {
            let mut facets = Facets::new();
            facets.add_days("day", from, to);
            facets
                .to_text()
                .split(' ')
                .filter_map(|f| f.strip_prefix("day-month\u{E000}").map(str::to_owned))
                .collect::<Vec<_>>()
        };
        assert_eq!(months("2023-11-30", "2024-02-01"), ["202311", "202312", "202401", "202402"]);
        assert_eq!(months("2000-01-01", "2009-12-31"), ["long"]);
        assert_eq!(months("2024-04-01", "2024-04-01"), ["202404"]);
    }

    #[test]
    fn a_text_cannot_hold_a_facet() {
        assert!(!fold("status\u{E000}denied").contains('\u{E000}'));
        assert_eq!(fold("Łódź, Zürich; Đà Nẵng"), "łodz zurich đa nang");
    }
}
