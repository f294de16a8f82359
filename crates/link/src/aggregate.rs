//! What does one row for one incident say? What a named rule picks among the claims; never an average.

use serde::{Deserialize, Serialize};

use crate::matrix::{Attribute, Matrix, Row, Value};

/// By which rule one value is picked among several.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Rule {
    /// The lowest figure that somebody gives; what most origins say of the rest. Also called conservative.
    Lowest,
    /// The highest figure that somebody gives; what most origins say of the rest. Also called informative.
    Highest,
    /// What most origins say; of equals the lower figure. Also called representative.
    MostSources,
    /// What was published last.
    MostRecent,
    /// What officials say: government, military, police, courts, intergovernmental bodies.
    Official,
}

impl Rule {
    /// All rules.
    pub const ALL: [Rule; 5] =
        [Rule::Lowest, Rule::Highest, Rule::MostSources, Rule::MostRecent, Rule::Official];

    /// The name that is stamped on what the rule yields.
    pub fn as_str(self) -> &'static str {
        match self {
            Rule::Lowest => "lowest",
            Rule::Highest => "highest",
            Rule::MostSources => "most-sources",
            Rule::MostRecent => "most-recent",
            Rule::Official => "official",
        }
    }

    /// The rule of a name; the names that `eventreport` gives its aggregations are understood.
    pub fn from_name(name: &str) -> Option<Self> {
        match name {
            "conservative" => Some(Rule::Lowest),
            "informative" => Some(Rule::Highest),
            "representative" => Some(Rule::MostSources),
            _ => Rule::ALL.into_iter().find(|r| r.as_str() == name),
        }
    }
}

/// A value that a rule has picked.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Picked {
    /// The column.
    pub attribute: Attribute,
    /// The value, as in the matrix.
    pub value: Value,
    /// Identifiers of the origins that say it.
    pub origins: Vec<String>,
    /// The rule.
    pub rule: Rule,
}

/// What a rule picks from a matrix, one value for each column on which it finds one.
pub fn aggregate(matrix: &Matrix, rule: Rule) -> Vec<Picked> {
    let rows: Vec<&Row> = matrix.rows.iter().filter(|r| rule != Rule::Official || is_official(r)).collect();
    Attribute::ALL.into_iter().filter_map(|attribute| pick(&rows, attribute, rule)).collect()
}

fn pick(rows: &[&Row], attribute: Attribute, rule: Rule) -> Option<Picked> {
    let mut options: Vec<(Value, Vec<String>)> = Vec::new();
    for row in rows {
        for value in row.cells.get(&attribute).into_iter().flatten() {
            match options.iter_mut().find(|(v, _)| v.text == value.text) {
                Some((known, origins)) => {
                    known.superseded &= value.superseded;
                    known.published = match (known.published, value.published) {
                        (Some(a), Some(b)) => Some((a.0.min(b.0), a.1.max(b.1))),
                        (a, b) => a.or(b),
                    };
                    known.reports.extend(
                        value
                            .reports
                            .iter()
                            .filter(|r| !known.reports.contains(r))
                            .cloned()
                            .collect::<Vec<_>>(),
                    );
                    origins.push(row.origin.id.clone());
                }
                None => options.push((value.clone(), vec![row.origin.id.clone()])),
            }
        }
    }
    let figure = |v: &Value| v.toll.as_ref().and_then(|t| t.low.or(t.high));
    // Larger is better; the text settles what is still equal.
    let better = |(v, origins): &(Value, Vec<String>)| {
        let low = figure(v).map_or(i128::MIN, |n| -i128::from(n));
        let high = figure(v).map_or(i128::MIN, i128::from);
        let (most, last) = (origins.len(), v.published.map(|p| p.1));
        match rule {
            Rule::Lowest if figure(v).is_some() => (low, None, most),
            Rule::Highest if figure(v).is_some() => (high, None, most),
            Rule::MostRecent => (i128::from(!v.superseded), last, most),
            _ => (i128::from(!v.superseded), None, most),
        }
    };
    let tie = |v: &Value| figure(v).map_or(0, |n| -i128::from(n));
    let best = options.into_iter().max_by(|a, b| {
        better(a)
            .cmp(&better(b))
            .then_with(|| tie(&a.0).cmp(&tie(&b.0)))
            .then_with(|| b.0.text.cmp(&a.0.text))
    });
    best.map(|(value, origins)| Picked { attribute, value, origins, rule })
}

fn is_official(row: &Row) -> bool {
    let class = row.origin.class.as_deref();
    matches!(class, Some("government" | "military" | "police" | "court" | "igo" | "unnamed-official"))
}
