//! Reading their files: whatever separates the cells, in UTF-8 or Latin 1. A line that does not read is refused with its place, and
//! the others are read.

use std::collections::BTreeMap;
use std::path::Path;

use jiff::civil::Date;
use serde::Serialize;

use super::{Event, Whose};
use crate::{Error, Result, country};

/// What a file holds.
#[derive(Debug)]
pub struct Read {
    /// Whose file it is.
    pub whose: Whose,
    /// Its events, in order.
    pub events: Vec<Event>,
    /// Lines that do not read.
    pub refused: Vec<Refused>,
}

/// A line that does not read.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Refused {
    /// Line of the file, from 1.
    pub line: u64,
    /// Why.
    pub why: String,
}

/// Columns without which a file cannot be compared; the first tells whose it is.
const NEEDED: [(Whose, &[&str]); 3] = [
    (
        Whose::Acled,
        &[
            "event_id_cnty",
            "event_date",
            "event_type",
            "sub_event_type",
            "actor1",
            "actor2",
            "country",
            "fatalities",
        ],
    ),
    (
        Whose::Ucdp,
        &[
            "type_of_violence",
            "id",
            "date_start",
            "date_end",
            "side_a",
            "side_b",
            "country",
            "best",
            "low",
            "high",
        ],
    ),
    (Whose::Polecat, &["event id", "event date", "event type", "actor name", "recipient name", "country"]),
];

/// Reads a file; whose it is is told by its header, unless that is said.
pub fn read(path: &Path, whose: Option<Whose>) -> Result<Read> {
    let place = path.display().to_string();
    let bytes = std::fs::read(path).map_err(|source| Error::Read { place: place.clone(), source })?;
    let text = decode(&bytes);
    let head = text.lines().next().unwrap_or_default();
    let between = [b'\t', b',', b';'].into_iter().max_by_key(|b| head.bytes().filter(|c| c == b).count());
    let between = between.expect("there are three");
    let mut builder = csv::ReaderBuilder::new();
    // Files with tabs know no quotation marks.
    builder.delimiter(between).quoting(between != b'\t').flexible(true);
    let mut rows = builder.from_reader(text.as_bytes());
    let unreadable = |e: csv::Error| Error::Asked(format!("`{place}`: {e}"));
    let names: Vec<String> =
        rows.headers().map_err(unreadable)?.iter().map(|n| n.trim().to_lowercase()).collect();
    let has = |name: &str| names.iter().any(|n| n == name);
    let whose = whose.or_else(|| NEEDED.iter().find(|(_, columns)| has(columns[0])).map(|n| n.0));
    let Some(whose) = whose else {
        let first =
            NEEDED.map(|(whose, columns)| format!("`{}` of {}", columns[0], whose.as_str())).join(", ");
        return Err(Error::Asked(format!(
            "`{place}:1` has no column by which it could be told whose it is: {first}"
        )));
    };
    let needed = NEEDED.iter().find(|n| n.0 == whose).map(|n| n.1).unwrap_or_default();
    if let Some(missing) = needed.iter().find(|name| !has(name)) {
        return Err(Error::Asked(format!(
            "`{place}:1` has no column `{missing}`, which files of {} have",
            whose.as_str()
        )));
    }
    let at: BTreeMap<&str, usize> = names.iter().enumerate().map(|(at, name)| (name.as_str(), at)).collect();
    let mut out = Read { whose, events: Vec::new(), refused: Vec::new() };
    for row in rows.records() {
        let row = match row {
            Ok(row) => row,
            Err(error) => {
                let line = error.position().map_or(0, csv::Position::line);
                out.refused.push(Refused { line, why: error.to_string() });
                continue;
            }
        };
        let line = row.position().map_or(0, csv::Position::line);
        let cells = Cells { at: &at, row: &row };
        let read = if row.len() == names.len() {
            cells.event(whose, line)
        } else {
            Err(format!("{} cells where the header has {}", row.len(), names.len()))
        };
        match read {
            Ok(event) => out.events.push(event),
            Err(why) => out.refused.push(Refused { line, why }),
        }
    }
    Ok(out)
}

/// UTF-8 with or without a byte order mark; else Latin 1, in which any bytes are text.
fn decode(bytes: &[u8]) -> String {
    match std::str::from_utf8(bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes)) {
        Ok(text) => text.to_owned(),
        Err(_) => bytes.iter().map(|b| *b as char).collect(),
    }
}

/// A row by the names of its columns.
struct Cells<'a> {
    at: &'a BTreeMap<&'a str, usize>,
    row: &'a csv::StringRecord,
}

type Told<T> = std::result::Result<T, String>;

impl Cells<'_> {
    fn get(&self, name: &str) -> Option<&str> {
        let cell = self.row.get(*self.at.get(name)?)?.trim();
        (!matches!(cell, "" | "None" | "NA" | "NULL" | "nan")).then_some(cell)
    }

    fn needed(&self, name: &str) -> Told<&str> {
        self.get(name).ok_or_else(|| format!("`{name}` is empty"))
    }

    fn day(&self, name: &str) -> Told<Date> {
        let text = self.needed(name)?;
        day(text).ok_or_else(|| {
            format!("`{name}` is `{text}`, which is no day such as `2024-04-01` or `1 April 2024`")
        })
    }

    fn count(&self, name: &str) -> Told<Option<u64>> {
        let Some(text) = self.get(name) else { return Ok(None) };
        let whole = text.strip_suffix(".0").unwrap_or(text);
        whole.parse().map(Some).map_err(|_| format!("`{name}` is `{text}`, which is no number of dead"))
    }

    fn point(&self) -> Told<Option<(f64, f64)>> {
        let degrees = |name: &str, most: f64| match self.get(name) {
            None => Ok(None),
            Some(text) => match text.parse::<f64>() {
                Ok(n) if n.abs() <= most => Ok(Some(n)),
                _ => Err(format!("`{name}` is `{text}`, which are no degrees")),
            },
        };
        Ok(degrees("latitude", 90.0)?.zip(degrees("longitude", 180.0)?))
    }

    /// The cells of some columns, each of which may hold several.
    fn sides(&self, names: &[&str]) -> Vec<String> {
        let cells = names.iter().filter_map(|name| self.get(name));
        let each = cells.flat_map(|cell| cell.split(';')).map(str::trim);
        each.filter(|side| !side.is_empty()).map(str::to_owned).collect()
    }

    fn event(&self, whose: Whose, line: u64) -> Told<Event> {
        let place = |names: &[&str]| names.iter().find_map(|n| self.get(n)).map(str::to_owned);
        let country = self.get("country").and_then(country::alpha3);
        let point = self.point()?;
        Ok(match whose {
            Whose::Acled => {
                let day = self.day("event_date")?;
                let (kind, sub) =
                    (self.needed("event_type")?, self.get("sub_event_type").unwrap_or_default());
                Event {
                    line,
                    id: self.needed("event_id_cnty")?.to_owned(),
                    from: day,
                    to: day,
                    kind: if sub.is_empty() { kind.to_owned() } else { format!("{kind}: {sub}") },
                    plover: plover(kind, sub),
                    country,
                    place: place(&["location", "admin1"]),
                    point,
                    exact: self.get("geo_precision") != Some("3"),
                    sides: self.sides(&["actor1", "assoc_actor_1", "actor2", "assoc_actor_2"]),
                    dead: self.count("fatalities")?.map(|n| (n, n)),
                }
            }
            Whose::Ucdp => {
                let (best, low, high) = (self.count("best")?, self.count("low")?, self.count("high")?);
                let (from, to) = (self.day("date_start")?, self.day("date_end")?);
                if to < from {
                    return Err(format!("`date_end` {to} is before `date_start` {from}"));
                }
                Event {
                    line,
                    id: self.needed("id")?.to_owned(),
                    from,
                    to,
                    kind: match self.get("type_of_violence") {
                        None => "violence".to_owned(),
                        Some("1") => "state-based violence".to_owned(),
                        Some("2") => "non-state violence".to_owned(),
                        Some("3") => "one-sided violence".to_owned(),
                        Some(other) => return Err(format!("`type_of_violence` is `{other}`, not 1, 2 or 3")),
                    },
                    plover: vec!["ASSAULT".to_owned()],
                    country,
                    place: place(&["where_coordinates", "where_description", "adm_1"]),
                    point,
                    exact: matches!(self.get("where_prec"), None | Some("1" | "2")),
                    sides: self.sides(&["side_a", "side_b"]),
                    dead: low.or(best).zip(high.or(best)),
                }
            }
            Whose::Polecat => {
                let day = self.day("event date")?;
                let kind = self.needed("event type")?;
                let mode = self.get("event mode").map(|m| format!("/{m}")).unwrap_or_default();
                Event {
                    line,
                    id: self.needed("event id")?.to_owned(),
                    from: day,
                    to: day,
                    kind: format!("{kind}{mode}"),
                    plover: vec![kind.to_uppercase()],
                    country,
                    place: place(&["placename", "city", "province"]),
                    point,
                    exact: self.get("city").is_some() || !self.at.contains_key("city"),
                    sides: self.sides(&["actor name", "recipient name"]),
                    dead: None,
                }
            }
        })
    }
}

/// `2024-04-01`, also with a time behind it; `1 April 2024`, `01-Apr-2024`, as ACLED writes.
fn day(text: &str) -> Option<Date> {
    let iso = text.get(..10).and_then(|d| d.parse().ok());
    let is_time = |rest: &str| rest.is_empty() || rest.starts_with([' ', 'T']);
    if let (Some(day), true) = (iso, text.get(10..).is_some_and(is_time)) {
        return Some(day);
    }
    let parts: Vec<&str> = text.split([' ', '-']).collect();
    let [day, month, year] = parts[..] else { return None };
    let months = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];
    let short = month.get(..3)?.to_lowercase();
    let month = months.iter().position(|m| *m == short)? as i8 + 1;
    Date::new(year.parse().ok()?, month, day.parse().ok()?).ok()
}

/// The types of PLOVER that a type of ACLED's may be: by its sub-type, or else by its type.
fn plover(kind: &str, sub: &str) -> Vec<String> {
    let lines = include_str!("../../../../data/ontology/acled.tsv").lines().filter(|l| !l.starts_with('#'));
    let rows: Vec<Vec<&str>> =
        lines.map(|l| l.split('\t').collect()).filter(|r: &Vec<&str>| r.len() == 5).collect();
    let of = |fits: &dyn Fn(&[&str]) -> bool| {
        let mut out: Vec<String> = rows.iter().filter(|r| fits(r)).map(|r| r[0].to_owned()).collect();
        out.sort();
        out.dedup();
        out
    };
    let exact = of(&|r| r[3] == kind && r[4] == sub);
    if exact.is_empty() { of(&|r| r[3] == kind) } else { exact }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_are_read_as_others_write_them() {
        let wanted = Some(jiff::civil::date(2024, 4, 1));
        for text in
            ["2024-04-01", "2024-04-01 00:00:00.000", "2024-04-01T12:00", "1 April 2024", "01-Apr-2024"]
        {
            assert_eq!(day(text), wanted, "{text}");
        }
        for text in ["2024-04-013", "04/01/2024", "31 April 2024", "Ñandú", ""] {
            assert_eq!(day(text), None, "{text}");
        }
    }

    #[test]
    fn types_of_acled_are_types_of_plover() {
        assert_eq!(plover("Battles", "Armed clash"), ["ASSAULT"]);
        assert_eq!(plover("Protests", "Protest with intervention"), ["PROTEST"]);
        assert_eq!(plover("Explosions/Remote violence", "Grenade"), ["ASSAULT"]);
        assert!(plover("Weather", "Rain").is_empty());
    }
}
