//! What stands in a cell?

use std::borrow::Cow;

/// A value of a row.
#[derive(Clone, Debug, PartialEq)]
pub enum Cell<'a> {
    /// Nothing is known.
    Missing,
    /// Words.
    Text(Cow<'a, str>),
    /// A whole number.
    Number(i64),
    /// A number with a fraction.
    Real(f64),
    /// Yes or no.
    Flag(bool),
    /// A day of the calendar.
    Day(jiff::civil::Date),
}

/// Of which type all values of a column are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// Words.
    Text,
    /// Whole numbers.
    Number,
    /// Numbers with a fraction.
    Real,
    /// `true` or `false`.
    Flag,
    /// `YYYY-MM-DD`.
    Day,
}

impl Kind {
    /// The name in codebooks and schemas, which is that of Frictionless Data.
    pub fn as_str(self) -> &'static str {
        match self {
            Kind::Text => "string",
            Kind::Number => "integer",
            Kind::Real => "number",
            Kind::Flag => "boolean",
            Kind::Day => "date",
        }
    }
}

impl<'a> Cell<'a> {
    /// Words, or nothing.
    pub(crate) fn text(words: &'a Option<String>) -> Self {
        words.as_deref().map_or(Cell::Missing, Cell::from)
    }

    /// A day as the ledger writes it.
    pub(crate) fn day(text: &Option<String>) -> Self {
        text.as_deref().and_then(|t| t.parse().ok()).map_or(Cell::Missing, Cell::Day)
    }

    /// A count that is not known to be.
    pub(crate) fn number(number: Option<u64>) -> Self {
        number.and_then(|n| i64::try_from(n).ok()).map_or(Cell::Missing, Cell::Number)
    }

    /// A fraction that is not known to be.
    pub(crate) fn real(number: Option<f64>) -> Self {
        number.filter(|n| n.is_finite()).map_or(Cell::Missing, Cell::Real)
    }

    /// Several values in one cell. What sets them apart is taken out of them.
    pub(crate) fn many<'b>(values: impl Iterator<Item = &'b str>, between: &str) -> Self {
        let sign = between.trim();
        let mut out = String::new();
        for (at, value) in values.enumerate() {
            if at > 0 {
                out.push_str(between);
            }
            out.push_str(&value.replace(sign, ","));
        }
        if out.is_empty() { Cell::Missing } else { Cell::Text(Cow::Owned(out)) }
    }

    /// The type that it is of; a missing one is of any.
    pub fn kind(&self) -> Option<Kind> {
        Some(match self {
            Cell::Missing => return None,
            Cell::Text(_) => Kind::Text,
            Cell::Number(_) => Kind::Number,
            Cell::Real(_) => Kind::Real,
            Cell::Flag(_) => Kind::Flag,
            Cell::Day(_) => Kind::Day,
        })
    }

    /// As formats of text write it; empty is missing.
    pub(crate) fn to_text(&self) -> Cow<'_, str> {
        match self {
            Cell::Missing => Cow::Borrowed(""),
            Cell::Text(words) => Cow::Borrowed(words),
            Cell::Number(n) => Cow::Owned(n.to_string()),
            Cell::Real(n) => Cow::Owned(n.to_string()),
            Cell::Flag(flag) => Cow::Borrowed(if *flag { "true" } else { "false" }),
            Cell::Day(day) => Cow::Owned(day.to_string()),
        }
    }
}

impl<'a> From<&'a str> for Cell<'a> {
    fn from(words: &'a str) -> Self {
        Cell::Text(Cow::Borrowed(words))
    }
}

impl From<usize> for Cell<'_> {
    fn from(count: usize) -> Self {
        Cell::Number(count as i64)
    }
}
