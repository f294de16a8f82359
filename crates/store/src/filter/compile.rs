//! From tests to one question to the index of terms, and conditions on columns for what facets only come near to.

use super::field::Values;
use super::{Field, Filter, Wanted};
use crate::backend::{Dialect, Value};
use crate::term;

/// What is asked for: their columns differ.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Grain {
    Claims,
    Documents,
}

/// A filter as a database takes it.
#[derive(Clone, Debug, Default)]
pub(crate) struct Compiled {
    /// Question to the index; `None` if every record passes it.
    pub terms: Option<String>,
    /// Conditions on columns, joined by `AND`; each begins with ` AND `.
    pub conditions: String,
    /// Values of the conditions.
    pub values: Vec<Value<'static>>,
}

/// Words of a question to the index.
#[derive(Clone, Debug)]
enum Terms {
    Token(String),
    Phrase(Vec<String>),
    Any(Vec<Terms>),
}

impl Filter {
    /// Makes the question. Placeholders of conditions begin at `first`.
    pub(crate) fn compile(&self, grain: Grain, dialect: Dialect, first: usize) -> Compiled {
        let mut out = Compiled::default();
        let (mut wanted, mut unwanted) = (Vec::new(), Vec::new());
        for test in &self.tests {
            let values = Field::named(test.field).expect("tests name fields").values;
            let mut conditions = Conditions { values: &mut out.values, first };
            let (terms, condition) = question(values, &test.wanted, &mut conditions, grain);
            match (test.negated, condition) {
                (false, condition) => {
                    wanted.extend(terms);
                    out.conditions.extend(condition.map(|c| format!(" AND ({c})")));
                }
                // Facets come near from outside only, so that the columns alone say what is not so.
                (true, Some(condition)) => {
                    out.conditions.push_str(&format!(" AND NOT coalesce(({condition}), FALSE)"));
                }
                (true, None) => unwanted.extend(terms),
            }
        }
        out.terms = (!wanted.is_empty() || !unwanted.is_empty()).then(|| match dialect {
            Dialect::Sqlite => fts5(&wanted, &unwanted),
            Dialect::Postgres => tsquery(&wanted, &unwanted),
        });
        out
    }
}

struct Conditions<'a> {
    values: &'a mut Vec<Value<'static>>,
    first: usize,
}

impl Conditions<'_> {
    fn add(&mut self, value: Value<'static>) -> String {
        self.values.push(value);
        format!("?{}", self.first + self.values.len() - 1)
    }
}

fn question(
    values: Values,
    wanted: &Wanted,
    conditions: &mut Conditions<'_>,
    grain: Grain,
) -> (Option<Terms>, Option<String>) {
    match (values, wanted) {
        (Values::Facets(names) | Values::OneOf(names, _), Wanted::AnyOf(words)) => {
            let tokens =
                words.iter().flat_map(|w| names.iter().map(move |n| Terms::Token(term::facet(n, w))));
            (Some(Terms::Any(tokens.collect())), None)
        }
        (_, Wanted::Words(words)) => (Some(Terms::Phrase(words.clone())), None),
        (Values::Small(name), Wanted::Numbers(stretches)) => {
            let numbers = stretches
                .iter()
                .flat_map(|&(from, to)| from.unwrap_or(0)..=to.unwrap_or(SMALL_MAX).min(SMALL_MAX));
            let tokens = numbers.map(|n| Terms::Token(term::facet(name, &n.to_string())));
            (Some(Terms::Any(tokens.collect())), None)
        }
        (Values::Number(name), Wanted::Numbers(stretches)) => {
            let sizes = stretches.iter().flat_map(|&(from, to)| {
                term::size(from.unwrap_or(0))..=to.map_or(term::SIZE_MAX, term::size)
            });
            let facet = format!("{name}-size");
            let tokens = sizes.map(|s| Terms::Token(term::facet(&facet, &s.to_string()))).collect();
            let number = |n: u64| Value::Int(i64::try_from(n).unwrap_or(i64::MAX));
            let each = stretches.iter().map(|&(from, to)| {
                let from = from.map(|n| format!("c.{name} >= {}", conditions.add(number(n))));
                let to = to.map(|n| format!("c.{name} <= {}", conditions.add(number(n))));
                from.into_iter().chain(to).collect::<Vec<_>>().join(" AND ")
            });
            (Some(Terms::Any(tokens)), Some(each.collect::<Vec<_>>().join(" OR ")))
        }
        (Values::Share, &Wanted::Share(from, to)) => {
            let tenths = (from * 10.0) as u32..=(to * 10.0) as u32;
            let tokens =
                tenths.map(|t| Terms::Token(term::facet("confidence-tenth", &t.to_string()))).collect();
            let (from, to) = (conditions.add(Value::Real(from)), conditions.add(Value::Real(to)));
            (Some(Terms::Any(tokens)), Some(format!("c.confidence >= {from} AND c.confidence <= {to}")))
        }
        (Values::Days(facet, from, to), Wanted::Days(stretches)) => {
            days(facet, from, to, stretches, conditions, grain)
        }
        (Values::Since | Values::Until, Wanted::Days(stretches)) => {
            days("day", "day_from", "day_to", stretches, conditions, grain)
        }
        (values, wanted) => unreachable!("the parser gives {values:?} no {wanted:?}"),
    }
}

/// No chain of sources is longer.
const SMALL_MAX: u64 = 32;
/// Months that are named one by one; for more, years are.
const MONTHS_MAX: i32 = 36;
/// Years in which news is set.
const YEARS: (i32, i32) = (1500, 2199);

/// An interval meets a stretch if it begins before the end and ends after the beginning.
fn days(
    facet: &str,
    first: &str,
    last: &str,
    stretches: &[(Option<String>, Option<String>)],
    conditions: &mut Conditions<'_>,
    grain: Grain,
) -> (Option<Terms>, Option<String>) {
    let table = if grain == Grain::Claims { "c" } else { "d" };
    let mut tokens = Vec::new();
    let mut each = Vec::new();
    for (from, to) in stretches {
        let at = |day: &Option<String>, month| day.as_deref().and_then(term::year_month).unwrap_or(month);
        let (start, end) = (at(from, (YEARS.0, 1)), at(to, (YEARS.1, 12)));
        let months = (end.0 - start.0) * 12 + end.1 - start.1;
        if months <= MONTHS_MAX {
            tokens.push(term::facet(&format!("{facet}-month"), term::LONG));
            for month in 0..=months {
                let month = start.1 - 1 + month;
                let name = format!("{:04}{:02}", start.0 + month / 12, month % 12 + 1);
                tokens.push(term::facet(&format!("{facet}-month"), &name));
            }
        } else {
            tokens.extend(years(facet, start.0.max(YEARS.0), end.0.min(YEARS.1)));
        }
        let mut sides = Vec::new();
        if let Some(to) = to {
            sides.push(format!("{table}.{first} <= {}", conditions.add(Value::Owned(to.clone()))));
        }
        if let Some(from) = from {
            sides.push(format!("{table}.{last} >= {}", conditions.add(Value::Owned(from.clone()))));
        }
        each.push(sides.join(" AND "));
    }
    let tokens = tokens.into_iter().map(Terms::Token).collect();
    (Some(Terms::Any(tokens)), Some(each.join(" OR ")))
}

/// Facets that together cover a stretch of years: whole centuries and decades where they fit.
fn years(facet: &str, first: i32, last: i32) -> Vec<String> {
    let mut tokens: Vec<String> =
        term::LEVELS.iter().map(|(level, _)| term::facet(&format!("{facet}-{level}"), term::LONG)).collect();
    let mut year = first;
    while year <= last {
        let fits = |&&(_, years): &&(&str, i32)| year % years == 0 && year + years - 1 <= last;
        let (level, years) = term::LEVELS.iter().rev().find(fits).expect("a year fits into a year");
        tokens.push(term::facet(&format!("{facet}-{level}"), &(year / years).to_string()));
        year += years;
    }
    tokens
}

/// A question in the language of SQLite's FTS5.
fn fts5(wanted: &[Terms], unwanted: &[Terms]) -> String {
    fn quote(text: &str) -> String {
        format!("\"{}\"", text.replace('"', "\"\""))
    }
    fn write(terms: &Terms) -> String {
        match terms {
            Terms::Token(token) => quote(token),
            Terms::Phrase(words) => quote(&words.join(" ")),
            Terms::Any(any) => format!("({})", any.iter().map(write).collect::<Vec<_>>().join(" OR ")),
        }
    }
    let all = Terms::Token(term::ALL.to_owned());
    let wanted = if wanted.is_empty() { std::slice::from_ref(&all) } else { wanted };
    let mut out = wanted.iter().map(write).collect::<Vec<_>>().join(" AND ");
    if !unwanted.is_empty() {
        let not = unwanted.iter().map(write).collect::<Vec<_>>().join(" OR ");
        out = format!("({out}) NOT ({not})");
    }
    out
}

/// A question in the language of PostgreSQL's `tsquery`.
fn tsquery(wanted: &[Terms], unwanted: &[Terms]) -> String {
    fn quote(text: &str) -> String {
        format!("'{}'", text.replace('\\', "\\\\").replace('\'', "''"))
    }
    fn write(terms: &Terms) -> String {
        match terms {
            Terms::Token(token) => quote(token),
            Terms::Phrase(words) => {
                format!("({})", words.iter().map(|w| quote(w)).collect::<Vec<_>>().join(" <-> "))
            }
            Terms::Any(any) => format!("({})", any.iter().map(write).collect::<Vec<_>>().join(" | ")),
        }
    }
    let all = Terms::Token(term::ALL.to_owned());
    let wanted = if wanted.is_empty() { std::slice::from_ref(&all) } else { wanted };
    let not = unwanted.iter().map(|t| format!("!{}", write(t)));
    wanted.iter().map(write).chain(not).collect::<Vec<_>>().join(" & ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn open_stretches_of_years_are_few_words() {
        let names = |first, last| {
            let tokens = years("day", first, last);
            tokens[3..].iter().map(|t| t.replace('\u{E000}', " ")).collect::<Vec<_>>()
        };
        assert_eq!(names(2098, 2199), ["day-year 2098", "day-year 2099", "day-century 21"]);
        assert_eq!(names(2019, 2030), ["day-year 2019", "day-decade 202", "day-year 2030"]);
        assert!(names(2023, YEARS.1).len() < 16 && names(YEARS.0, 2001).len() < 8);
    }
}
