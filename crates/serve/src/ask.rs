//! What does an address ask for? Filter, order, layer and place, read from the query and written back into links.

use std::fmt::Write;

use sayso_store::filter::{FIELDS, Filter};

use crate::index::Order;
use crate::problem::Problem;
pub use crate::review::Layer;
use crate::review::STATES;

/// A question, read from an address.
#[derive(Clone, Debug, Default)]
pub struct Ask {
    /// Tests of fields as they stand in the address: name, with its ending, and value.
    pub tests: Vec<(String, String)>,
    /// What was typed into the box.
    pub q: String,
    /// Both as the store takes them.
    pub filter: Filter,
    /// States of review; all if empty.
    pub review: Vec<String>,
    /// Order.
    pub order: Order,
    /// Layer.
    pub layer: Layer,
    /// As the ledger was after an entry, on a day or at a time.
    pub as_of: Option<String>,
    /// After this cursor.
    pub after: Option<i64>,
    /// At most so many.
    pub limit: Option<usize>,
    /// From this place in the order.
    pub from: usize,
    /// Other parameters of a page.
    pub more: Vec<(String, String)>,
    /// How the incident of a claim stands: some of [`STANDINGS`]; all if empty.
    pub standing: Vec<String>,
    /// How exact its place is: some of [`PRECISIONS`]; all if empty.
    pub precision: Vec<String>,
}

/// How an incident may stand; `none` is that of a claim which is of no incident.
pub const STANDINGS: [&str; 5] = ["disputed", "denied only", "one origin", "not disputed", "none"];
/// How exact a place may be; `none` where the text gives no place.
pub const PRECISIONS: [&str; 7] = ["facility", "city", "admin1", "region", "water", "country", "none"];

/// The most rows of one answer.
pub const LIMIT_MAX: usize = 1000;

/// Parameters that every list understands.
const COMMON: [&str; 10] =
    ["q", "review", "standing", "precision", "sort", "layer", "as_of", "after", "limit", "from"];

/// The values of a parameter that has only some.
fn words(what: &str, value: &str, all: &[&str]) -> Result<Vec<String>, Problem> {
    let words: Vec<String> = value.split(',').map(str::to_owned).collect();
    match words.iter().find(|w| !all.contains(&w.as_str())) {
        Some(bad) => {
            Err(Problem::bad(format!("`{bad}` is no {what}")).hint(format!("one of {}", all.join(", "))))
        }
        None => Ok(words),
    }
}

impl Ask {
    /// Reads a query. `more` names the parameters of the page itself; all others are refused.
    pub fn read(query: &str, more: &[&str]) -> Result<Self, Problem> {
        let mut ask = Ask::default();
        for (name, value) in pairs(query) {
            if value.is_empty() {
                continue;
            }
            match name.as_str() {
                "q" => ask.q = value.trim().to_owned(),
                "review" => ask.review = words("state of review", &value, &STATES)?,
                "standing" => ask.standing = words("standing of an incident", &value, &STANDINGS)?,
                "precision" => ask.precision = words("precision of a place", &value, &PRECISIONS)?,
                "sort" => {
                    ask.order = Order::from_name(&value).ok_or_else(|| {
                        let names: Vec<&str> = Order::ALL.iter().map(|o| o.1).collect();
                        Problem::bad(format!("`{value}` is no order"))
                            .hint(format!("one of {}", names.join(", ")))
                    })?;
                }
                "layer" => {
                    let found = Layer::ALL.iter().find(|l| l.1 == value);
                    ask.layer = found.map(|l| l.0).ok_or_else(|| {
                        Problem::bad(format!("`{value}` is no layer"))
                            .hint("one of machine, reviewed, merged")
                    })?;
                }
                "as_of" => ask.as_of = Some(value),
                "after" => match number::<i64>(&name, &value)? {
                    seq if seq < 0 => return Err(Problem::bad("`after` is a cursor, as `next` gives it")),
                    seq => ask.after = Some(seq),
                },
                "limit" => {
                    let limit: usize = number(&name, &value)?;
                    if limit == 0 || limit > LIMIT_MAX {
                        return Err(Problem::bad(format!("`limit` is from 1 to {LIMIT_MAX}")));
                    }
                    ask.limit = Some(limit);
                }
                "from" => ask.from = number::<u32>(&name, &value)? as usize,
                other if more.contains(&other) => ask.more.push((name, value)),
                other if is_field(other) => ask.tests.push((name, value)),
                other => return Err(unknown(other, more)),
            }
        }
        ask.filter = ask.parse()?;
        if ask.layer != Layer::Machine && ask.review.is_empty() {
            ask.review = ask.layer.states().into_iter().map(str::to_owned).collect();
        }
        Ok(ask)
    }

    fn parse(&self) -> Result<Filter, Problem> {
        let mut text = self.q.clone();
        for (name, value) in &self.tests {
            let values: Vec<String> = value
                .split(',')
                .map(|v| {
                    if v.contains(char::is_whitespace) {
                        format!("\"{}\"", v.replace('"', ""))
                    } else {
                        v.to_owned()
                    }
                })
                .collect();
            write!(text, " {name}={}", values.join(",")).expect("a string takes all that is written");
        }
        text.parse::<Filter>().map_err(|problem| {
            let hint = problem.hint.clone();
            Problem::bad(problem.to_string()).hint(hint.unwrap_or_default())
        })
    }

    /// True if it asks for what the index knows and the store does not.
    pub fn is_of_index(&self) -> bool {
        !self.review.is_empty() || !self.standing.is_empty() || !self.precision.is_empty()
    }

    /// True if nothing narrows it.
    pub fn is_all(&self) -> bool {
        self.filter.is_empty() && !self.is_of_index()
    }

    /// A parameter of the page.
    pub fn get(&self, name: &str) -> Option<&str> {
        self.more.iter().find(|p| p.0 == name).map(|p| p.1.as_str())
    }

    /// The same question as the query of an address, without the place in the list; begins with `?` unless empty.
    pub fn query(&self) -> String {
        let mut out = String::new();
        let mut add = |name: &str, value: &str| {
            out.push(if out.is_empty() { '?' } else { '&' });
            out.push_str(name);
            out.push('=');
            out.push_str(&escape(value));
        };
        if !self.q.is_empty() {
            add("q", &self.q);
        }
        for (name, value) in self.tests.iter().chain(&self.more) {
            add(name, value);
        }
        if !self.review.is_empty() && self.layer == Layer::Machine {
            add("review", &self.review.join(","));
        }
        for (name, list) in [("standing", &self.standing), ("precision", &self.precision)] {
            if !list.is_empty() {
                add(name, &list.join(","));
            }
        }
        if self.order != Order::default() {
            add("sort", self.order.as_str());
        }
        if self.layer != Layer::Machine {
            add("layer", self.layer.as_str());
        }
        if let Some(as_of) = &self.as_of {
            add("as_of", as_of);
        }
        out
    }

    /// The same with other parameters of the page left out.
    pub fn bare(&self) -> Self {
        Self { more: Vec::new(), ..self.clone() }
    }

    /// The same with one more parameter.
    pub fn with(&self, name: &str, value: &str) -> Self {
        let mut out = self.clone();
        out.more.retain(|p| p.0 != name);
        out.more.push((name.to_owned(), value.to_owned()));
        out
    }

    /// Values of a parameter that the index answers, not the store.
    fn list(&self, name: &str) -> Option<&[String]> {
        match name {
            "review" if self.layer != Layer::Machine => Some(&[]),
            "review" => Some(&self.review),
            "standing" => Some(&self.standing),
            "precision" => Some(&self.precision),
            _ => None,
        }
    }

    /// True if any value of a facet is asked for.
    pub fn narrows(&self, name: &str) -> bool {
        self.list(name).map_or_else(|| self.tests.iter().any(|t| t.0 == name), |l| !l.is_empty())
    }

    /// The same question without the tests of a facet: what else could be chosen there.
    pub fn widened(&self, name: &str) -> Self {
        let mut out = self.clone();
        match name {
            "review" => out.review.clear(),
            "standing" => out.standing.clear(),
            "precision" => out.precision.clear(),
            _ => {
                out.tests.retain(|t| t.0 != name);
                out.filter = out.parse().unwrap_or_default();
            }
        }
        out
    }

    /// True if a value of a facet is asked for.
    pub fn has(&self, name: &str, value: &str) -> bool {
        if let Some(list) = self.list(name) {
            return list.iter().any(|r| r == value);
        }
        let value = plain(value);
        self.tests.iter().any(|t| t.0 == name && t.1.split(',').any(|v| v == value))
    }

    /// The same question with a value of a facet asked for, or no more if it was.
    pub fn toggle(&self, name: &str, value: &str) -> Self {
        let mut out = self.clone();
        let value = plain(value);
        let flip = |values: &mut Vec<String>| {
            let before = values.len();
            values.retain(|v| *v != value);
            if values.len() == before {
                values.push(value.clone());
            }
        };
        match name {
            "review" => {
                out.layer = Layer::Machine;
                out.review = if self.layer == Layer::Machine { out.review } else { Vec::new() };
                flip(&mut out.review);
                return out;
            }
            "standing" => {
                flip(&mut out.standing);
                return out;
            }
            "precision" => {
                flip(&mut out.precision);
                return out;
            }
            _ => {}
        }
        let at = out.tests.iter().position(|t| t.0 == name).unwrap_or_else(|| {
            out.tests.push((name.to_owned(), String::new()));
            out.tests.len() - 1
        });
        let mut values: Vec<String> =
            out.tests[at].1.split(',').filter(|v| !v.is_empty()).map(str::to_owned).collect();
        flip(&mut values);
        out.tests[at].1 = values.join(",");
        out.tests.retain(|t| !t.1.is_empty());
        out
    }

    /// The same without a test.
    pub fn without(&self, at: usize) -> Self {
        let mut out = self.clone();
        out.tests.remove(at);
        out
    }

    /// What tells one question from another, for what is kept ready.
    pub fn key(&self) -> String {
        format!("{}|{}", self.bare().query(), self.review.join(","))
    }
}

/// A value without the sign that sets values apart; the filter passes over it.
fn plain(value: &str) -> String {
    value.replace(',', " ")
}

fn is_field(name: &str) -> bool {
    let stem = name.split_once("__").map_or(name, |n| n.0);
    FIELDS.iter().any(|f| f.name == stem)
}

fn unknown(name: &str, more: &[&str]) -> Problem {
    let known = COMMON.iter().copied().chain(more.iter().copied()).chain(FIELDS.iter().map(|f| f.name));
    let shared =
        |a: &str, b: &str| a.chars().zip(b.chars()).take_while(|(x, y)| x.eq_ignore_ascii_case(y)).count();
    let near = known.max_by_key(|k| shared(k, name)).filter(|k| shared(k, name) > 1);
    Problem::bad(format!("there is no parameter `{name}`"))
        .hint(near.map_or_else(|| "see /openapi.json".to_owned(), |n| format!("did you mean `{n}`?")))
}

fn number<T: std::str::FromStr>(name: &str, value: &str) -> Result<T, Problem> {
    value.parse().map_err(|_| Problem::bad(format!("`{name}` is a number, and `{value}` is none")))
}

/// Names and values of a query, decoded.
pub fn pairs(query: &str) -> Vec<(String, String)> {
    query
        .split('&')
        .filter(|p| !p.is_empty())
        .map(|pair| {
            let (name, value) = pair.split_once('=').unwrap_or((pair, ""));
            (unescape(name), unescape(value))
        })
        .collect()
}

/// Text as it stands in a query or a path.
pub fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for &byte in text.as_bytes() {
        match byte {
            b'A'..=b'Z' | b'a'..=b'z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'~' | b',' | b':' => {
                out.push(byte as char)
            }
            _ => write!(out, "%{byte:02X}").expect("a string takes all that is written"),
        }
    }
    out
}

/// Text from a query; what is no UTF-8 becomes the sign for it.
pub fn unescape(text: &str) -> String {
    let bytes = text.as_bytes();
    let mut out = Vec::with_capacity(bytes.len());
    let mut at = 0;
    while at < bytes.len() {
        let hex = |i: usize| bytes.get(i).and_then(|b| (*b as char).to_digit(16));
        match bytes[at] {
            b'+' => out.push(b' '),
            b'%' => match (hex(at + 1), hex(at + 2)) {
                (Some(high), Some(low)) => {
                    out.push((high * 16 + low) as u8);
                    at += 2;
                }
                _ => out.push(b'%'),
            },
            byte => out.push(byte),
        }
        at += 1;
    }
    String::from_utf8_lossy(&out).into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_question_survives_the_way_through_an_address() {
        let ask = Ask::read("q=el+fasher&status=denied,alleged&killed__gte=10&sort=deadliest", &[]).unwrap();
        assert_eq!(ask.query(), "?q=el%20fasher&status=denied,alleged&killed__gte=10&sort=deadliest");
        let again = Ask::read(ask.query().trim_start_matches('?'), &[]).unwrap();
        assert_eq!(again.filter, ask.filter);
    }

    #[test]
    fn a_value_is_asked_for_and_no_more() {
        let ask = Ask::read("status=denied", &[]).unwrap();
        assert!(ask.has("status", "denied") && !ask.has("status", "alleged"));
        assert_eq!(ask.toggle("status", "alleged").query(), "?status=denied,alleged");
        assert_eq!(ask.toggle("status", "denied").query(), "");
        assert_eq!(
            ask.toggle("speaker", "two men, said").query(),
            "?status=denied&speaker=two%20men%20%20said"
        );
    }

    #[test]
    fn the_other_values_of_a_facet_can_still_be_chosen() {
        let ask = Ask::read("status=denied&type=ASSAULT&standing=disputed", &[]).unwrap();
        assert!(ask.narrows("status") && ask.narrows("standing") && !ask.narrows("country"));
        assert_eq!(ask.widened("status").query(), "?type=ASSAULT&standing=disputed");
        assert_eq!(ask.widened("status").filter, Ask::read("type=ASSAULT", &[]).unwrap().filter);
        assert_eq!(ask.toggle("standing", "disputed").query(), "?status=denied&type=ASSAULT");
        assert_eq!(
            ask.toggle("standing", "one origin").query(),
            "?status=denied&type=ASSAULT&standing=disputed,one%20origin"
        );
    }

    #[test]
    fn what_is_not_known_is_refused_with_a_hint() {
        let problem = Ask::read("countri=SDN", &[]).unwrap_err();
        assert_eq!((problem.status, problem.hint.as_deref()), (400, Some("did you mean `country`?")));
        let problem = Ask::read("standing=sure", &[]).unwrap_err();
        assert!(problem.hint.unwrap().contains("disputed, denied only"));
        assert!(Ask::read("status=perhaps", &[]).is_err());
        assert!(Ask::read("limit=0", &[]).is_err() && Ask::read("limit=x", &[]).is_err());
    }

    #[test]
    fn any_bytes_are_read() {
        assert_eq!(unescape("%"), "%");
        assert_eq!(unescape("%4"), "%4");
        assert_eq!(unescape("%zz+%C3%A9%FF"), "%zz é\u{FFFD}");
    }
}
