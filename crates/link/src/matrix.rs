//! Who says what of one incident? Origins by attribute, with agreement, contradiction and denial.

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use smol_str::SmolStr;

use crate::compare::{Agreement, party, widths_meet};
use crate::discrepancy;
use crate::origin::{Origin, independent, origin, rings};
use crate::report::{Key, Party, Report, Toll, View};

/// What a column of the matrix is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Attribute {
    /// Did it happen?
    Happened,
    /// Who did it?
    Doer,
    /// To whom?
    Recipient,
    /// Where?
    Place,
    /// When?
    Date,
    /// How many dead?
    Killed,
    /// How many hurt?
    Wounded,
    /// How many missing?
    Missing,
    /// How many driven from home?
    Displaced,
    /// How many held?
    Detained,
}

impl Attribute {
    /// All columns, in order.
    pub const ALL: [Attribute; 10] = [
        Attribute::Happened,
        Attribute::Doer,
        Attribute::Recipient,
        Attribute::Place,
        Attribute::Date,
        Attribute::Killed,
        Attribute::Wounded,
        Attribute::Missing,
        Attribute::Displaced,
        Attribute::Detained,
    ];

    /// Heading of the column.
    pub fn as_str(self) -> &'static str {
        match self {
            Attribute::Happened => "happened",
            Attribute::Doer => "doer",
            Attribute::Recipient => "recipient",
            Attribute::Place => "place",
            Attribute::Date => "date",
            Attribute::Killed => "killed",
            Attribute::Wounded => "wounded",
            Attribute::Missing => "missing",
            Attribute::Displaced => "displaced",
            Attribute::Detained => "detained",
        }
    }
}

/// What one origin says of one attribute, once for each value.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Value {
    /// The value in words: a status, a name, a place, a day, a range such as `14`, `≥30`, `12–20`.
    pub text: String,
    /// Reports that carry it.
    pub reports: Vec<Key>,
    /// When it was first and last published.
    pub published: Option<(Date, Date)>,
    /// True if the same origin gave another figure later.
    pub superseded: bool,
    /// The figure, in a column of figures.
    pub toll: Option<Toll>,
}

/// An origin and what it says.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Row {
    /// Who.
    pub origin: Origin,
    /// What, by column; a column that is absent is one on which it is silent.
    pub cells: BTreeMap<Attribute, Vec<Value>>,
    /// Articles that carry the origin's word.
    pub articles: BTreeSet<SmolStr>,
    /// Chains by which its word came, outermost first, where there is more than the origin itself.
    pub chains: BTreeSet<Vec<String>>,
    /// Origins whose claim it denies.
    pub denies: Vec<String>,
    /// Reports in which it denies what it said before: a retraction.
    pub takes_back: Vec<Key>,
}

/// How the origins stand to each other in one column.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Verdict {
    /// Nobody says anything.
    Silent,
    /// One origin speaks.
    Single,
    /// All say the same.
    Agreed,
    /// What they say differs, and can all be so.
    Compatible,
    /// What some say excludes what others say.
    Contradicted,
    /// Some deny what others say.
    Denied,
}

/// A column and how much is disputed in it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Column {
    /// What it is about.
    pub attribute: Attribute,
    /// How the origins stand.
    pub verdict: Verdict,
    /// `dscore` of the reports (see [`discrepancy`]).
    pub dscore: usize,
    /// One less the share of the most common value.
    pub disagreement: Option<f64>,
    /// Highest less lowest, in a column of figures.
    pub range: Option<u64>,
}

/// The matrix of one incident.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Matrix {
    /// Rows by origin: those with most articles first.
    pub rows: Vec<Row>,
    /// Columns that somebody speaks of.
    pub columns: Vec<Column>,
    /// How many articles report it.
    pub articles: usize,
    /// How many origins speak that do not merely repeat another.
    pub independent: usize,
    /// Outlets that cite each other in a ring.
    pub rings: Vec<Vec<String>>,
}

impl Matrix {
    /// How the incident stands: `denied only`, `disputed`, `one origin`, `not disputed`. Never "confirmed": two origins may both
    /// be wrong.
    pub fn standing(&self) -> &'static str {
        let contradicted = |v: Verdict| matches!(v, Verdict::Contradicted | Verdict::Denied);
        let denied = |row: &Row| {
            row.cells.get(&Attribute::Happened).is_some_and(|c| c.iter().all(|v| v.text == "denied"))
        };
        match () {
            () if !self.rows.is_empty() && self.rows.iter().all(denied) => "denied only",
            () if self.columns.iter().any(|c| contradicted(c.verdict)) => "disputed",
            () if self.independent <= 1 => "one origin",
            () => "not disputed",
        }
    }
}

impl Row {
    /// True if it said before a day that it happened.
    fn has_said(&self, day: Option<Date>) -> bool {
        let values = self.cells.get(&Attribute::Happened).into_iter().flatten();
        let mut said = values.filter(|v| v.text != "denied").filter_map(|v| v.published);
        said.any(|(first, _)| day.is_some_and(|day| first < day))
    }
}

/// A figure as it was put forward on a day.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Step {
    /// When the article was published that gives it first.
    pub published: Option<Date>,
    /// `killed`, `wounded` …
    pub attribute: Attribute,
    /// Identifier of the origin that gives it.
    pub origin: String,
    /// The name of that origin.
    pub name: String,
    /// The figure.
    pub figure: String,
    /// What the same origin said before, if it said something else.
    pub before: Option<String>,
}

impl Matrix {
    /// How the figures moved over time, and by whom: each figure of each origin where it is first given.
    pub fn steps(&self) -> Vec<Step> {
        let mut out: Vec<Step> = Vec::new();
        for row in &self.rows {
            for (&attribute, values) in row.cells.iter().filter(|(_, v)| v.iter().any(|v| v.toll.is_some())) {
                let mut values: Vec<&Value> = values.iter().filter(|v| v.toll.is_some()).collect();
                values.sort_by_key(|v| v.published);
                let mut before: Option<&Value> = None;
                for value in values {
                    // Two figures of one day are two figures, and none takes the other's place.
                    let earlier = before.filter(|b| b.superseded && b.published < value.published);
                    out.push(Step {
                        published: value.published.map(|p| p.0),
                        attribute,
                        origin: row.origin.id.clone(),
                        name: row.origin.name.clone(),
                        figure: value.text.clone(),
                        before: earlier.map(|b| b.text.clone()),
                    });
                    before = Some(value);
                }
            }
        }
        out.sort_by(|a, b| {
            let key = |s: &Step| (s.attribute, s.published, s.name.clone(), s.origin.clone());
            key(a).cmp(&key(b))
        });
        out
    }
}

/// The matrix of the reports of one incident.
pub fn matrix(reports: &[&Report]) -> Matrix {
    let mut ordered: Vec<&Report> = reports.to_vec();
    ordered.sort_by(|a, b| a.published.cmp(&b.published).then_with(|| a.key.cmp(&b.key)));
    let mut rows: BTreeMap<String, Row> = BTreeMap::new();
    for report in &ordered {
        for view in report.views.iter().filter(|v| v.is_of_incident()) {
            let from = origin(report, view);
            let row = rows.entry(from.id.clone()).or_insert_with(|| Row {
                origin: from,
                cells: BTreeMap::new(),
                articles: BTreeSet::new(),
                chains: BTreeSet::new(),
                denies: Vec::new(),
                takes_back: Vec::new(),
            });
            row.articles.insert(report.key.document.clone());
            if view.chain.len() > 1 {
                row.chains.insert(view.chain.iter().map(|h| h.party.name.clone()).collect());
            }
            if view.status == "denied" && row.has_said(report.published) {
                row.takes_back.push(report.key.clone());
            }
            for (attribute, text, toll) in said(report, view) {
                put(row.cells.entry(attribute).or_default(), report, text, toll);
            }
        }
    }
    let mut rows: Vec<Row> = rows.into_values().collect();
    link_denials(&mut rows);
    rows.sort_by(|a, b| b.articles.len().cmp(&a.articles.len()).then_with(|| a.origin.cmp(&b.origin)));
    let columns: Vec<Column> = Attribute::ALL.iter().filter_map(|&a| column(a, &rows, &ordered)).collect();
    let articles: BTreeSet<&SmolStr> = ordered.iter().map(|r| &r.key.document).collect();
    let independent = independent(&ordered).len();
    Matrix { rows, columns, articles: articles.len(), independent, rings: rings(&ordered) }
}

/// What a view says, attribute by attribute.
fn said(report: &Report, view: &View) -> Vec<(Attribute, String, Option<Toll>)> {
    let mut out = vec![(Attribute::Happened, view.status.to_string(), None)];
    if view.status != "denied" {
        let parties = |list: &[Party], attribute| -> Vec<_> {
            list.iter().map(|p| (attribute, p.name.clone(), None)).collect()
        };
        out.extend(parties(&report.actors, Attribute::Doer));
        out.extend(parties(&report.recipients, Attribute::Recipient));
        out.extend(report.places.iter().map(|p| (Attribute::Place, p.name.clone(), None)));
        if let Some(days) = report.date {
            let text = match days.from == days.to {
                true => days.from.to_string(),
                false => format!("{}/{}", days.from, days.to),
            };
            out.push((Attribute::Date, text, None));
        }
    }
    let own = report.tolls.iter().filter(|t| t.statement == view.statement);
    out.extend(own.filter_map(|t| Some((of_kind(&t.kind)?, figure(t), Some(t.clone())))));
    out
}

fn of_kind(kind: &str) -> Option<Attribute> {
    Attribute::ALL.into_iter().find(|a| a.as_str() == kind)
}

/// A range in few characters.
pub fn figure(toll: &Toll) -> String {
    let text = match (toll.low, toll.high) {
        (Some(low), Some(high)) if low == high => low.to_string(),
        (Some(low), Some(high)) => format!("{low}–{high}"),
        (Some(low), None) => format!("≥{low}"),
        (None, Some(high)) => format!("≤{high}"),
        (None, None) => "?".to_owned(),
    };
    if toll.approximate { format!("~{text}") } else { text }
}

fn put(values: &mut Vec<Value>, report: &Report, text: String, toll: Option<Toll>) {
    // A figure takes the place of an earlier one, and a denial that of what its origin said to have happened.
    let turns = |v: &Value| (v.text == "denied") != (text == "denied");
    if toll.is_some() || values.iter().any(turns) {
        for earlier in values.iter_mut().filter(|v| v.text != text) {
            earlier.superseded |= earlier.published.is_some_and(|(_, last)| Some(last) < report.published);
        }
    }
    let at = values.iter().position(|v| v.text == text).unwrap_or_else(|| {
        values.push(Value { text, reports: Vec::new(), published: None, superseded: false, toll });
        values.len() - 1
    });
    let value = &mut values[at];
    if !value.reports.contains(&report.key) {
        value.reports.push(report.key.clone());
    }
    if let Some(day) = report.published {
        value.published =
            Some(value.published.map_or((day, day), |(first, last)| (first.min(day), last.max(day))));
    }
}

/// Whoever denies that it happened, denies those who say that it did.
fn link_denials(rows: &mut [Row]) {
    let has = |row: &Row, wanted: &[&str]| {
        let values = row.cells.get(&Attribute::Happened).into_iter().flatten();
        values.into_iter().any(|v| !v.superseded && wanted.contains(&v.text.as_str()))
    };
    let claimants: Vec<String> =
        rows.iter().filter(|r| has(r, &["asserted", "alleged"])).map(|r| r.origin.id.clone()).collect();
    for row in rows.iter_mut().filter(|r| has(r, &["denied"])) {
        row.denies = claimants.iter().filter(|id| **id != row.origin.id).cloned().collect();
    }
}

fn column(attribute: Attribute, rows: &[Row], reports: &[&Report]) -> Option<Column> {
    let speaking: Vec<Vec<&Value>> = rows
        .iter()
        .filter_map(|r| r.cells.get(&attribute))
        .map(|values| values.iter().filter(|v| !v.superseded).collect())
        .collect();
    if speaking.is_empty() {
        return None;
    }
    let verdict = verdict(attribute, &speaking, reports);
    let values: Vec<Option<String>> = reports
        .iter()
        .flat_map(|r| r.views.iter().filter(|v| v.is_of_incident()).map(move |v| (r, v)))
        .map(|(r, v)| said(r, v).into_iter().find(|s| s.0 == attribute).map(|s| s.1))
        .collect();
    let figures: Vec<Option<u64>> = reports
        .iter()
        .flat_map(|r| r.tolls.iter().filter(|t| of_kind(&t.kind) == Some(attribute)))
        .map(|t| t.low.or(t.high))
        .collect();
    Some(Column {
        attribute,
        verdict,
        dscore: discrepancy::dscore(&values),
        disagreement: discrepancy::disagreement(&values),
        range: discrepancy::range(&figures),
    })
}

fn verdict(attribute: Attribute, speaking: &[Vec<&Value>], reports: &[&Report]) -> Verdict {
    if attribute == Attribute::Happened {
        let any = |wanted: &[&str]| speaking.iter().flatten().any(|v| wanted.contains(&v.text.as_str()));
        return match (any(&["denied"]), any(&["asserted", "alleged"])) {
            (true, true) => Verdict::Denied,
            _ if speaking.len() == 1 => Verdict::Single,
            _ => Verdict::Agreed,
        };
    }
    if speaking.len() == 1 {
        return Verdict::Single;
    }
    let texts: BTreeSet<&str> = speaking.iter().flatten().map(|v| v.text.as_str()).collect();
    if texts.len() == 1 {
        return Verdict::Agreed;
    }
    let meet = |a: &Value, b: &Value| match (attribute, &a.toll, &b.toll) {
        (_, Some(x), Some(y)) => widths_meet(x, y),
        (Attribute::Doer, ..) => may_be_one(reports.iter().flat_map(|r| &r.actors), a, b),
        (Attribute::Recipient, ..) => may_be_one(reports.iter().flat_map(|r| &r.recipients), a, b),
        _ => true,
    };
    let each =
        |a: &Vec<&Value>, b: &Vec<&Value>| a.iter().any(|x| b.iter().any(|y| x.text == y.text || meet(x, y)));
    let all = speaking.iter().enumerate().all(|(i, a)| speaking[i + 1..].iter().all(|b| each(a, b)));
    if all { Verdict::Compatible } else { Verdict::Contradicted }
}

fn may_be_one<'a>(parties: impl Iterator<Item = &'a Party> + Clone, a: &Value, b: &Value) -> bool {
    let find = |text: &str| parties.clone().find(|p| p.name == text);
    find(&a.text).zip(find(&b.text)).is_none_or(|(x, y)| party(x, y) >= Agreement::Open)
}
