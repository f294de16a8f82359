//! Incidents as lines of JSON: those of the command `sayso incidents`, letter for letter.

use std::collections::BTreeMap;

use sayso_incidents::Gathered;
use sayso_link::matrix::Matrix;
use sayso_link::{Decisions, Incident, Key, Report, Rule, aggregate, matrix};
use serde_json::{Value, json};
use smol_str::SmolStr;

/// An article as lists name it.
pub struct Article {
    pub id: String,
    pub name: String,
}

/// Articles by the hash of their text.
pub type Articles = BTreeMap<SmolStr, Article>;

/// An incident of a block with what its reports say.
pub struct Linked<'a> {
    pub incident: Incident,
    told: Vec<&'a Report>,
    matrix: Matrix,
}

/// All incidents of a block.
pub fn link(block: &[Report]) -> Vec<Linked<'_>> {
    let found = sayso_link::incidents(block, &Decisions::default());
    let mut places: BTreeMap<&Key, Vec<usize>> = BTreeMap::new();
    for (at, report) in block.iter().enumerate() {
        places.entry(&report.key).or_default().push(at);
    }
    let linked = |incident: Incident| {
        let mut told: Vec<usize> =
            incident.reports.iter().filter_map(|key| places.get(key)).flatten().copied().collect();
        told.sort_unstable();
        told.dedup();
        let told: Vec<&Report> = told.into_iter().map(|at| &block[at]).collect();
        Linked::new(incident, told)
    };
    found.into_iter().map(linked).collect()
}

impl<'a> Linked<'a> {
    /// An incident with its reports.
    pub fn new(incident: Incident, told: Vec<&'a Report>) -> Self {
        let matrix = matrix(&told);
        Self { incident, told, matrix }
    }

    /// One row: the values that a rule picks.
    pub fn row(&self, rule: Rule, articles: &Articles) -> Value {
        let picked = aggregate(&self.matrix, rule);
        let values: BTreeMap<&str, &str> =
            picked.iter().map(|p| (p.attribute.as_str(), p.value.text.as_str())).collect();
        json!({
            "incident": self.incident.id, "type": self.told[0].kind, "articles": self.matrix.articles,
            "origins": self.matrix.rows.len(), "independent_origins": self.matrix.independent,
            "standing": self.standing(), "rule": rule.as_str(), "values": values,
            "reports": self.reports(articles),
        })
    }

    /// The first day on which an article that reports it was published.
    pub fn first_published(&self) -> Option<jiff::civil::Date> {
        self.told.iter().filter_map(|r| r.published).min()
    }

    /// The whole matrix, with what people decided and what the rule of the command line picks.
    pub fn sheet(&self, articles: &Articles, gathered: &Gathered) -> Value {
        let rule = Rule::MostSources;
        json!({"incident": self.incident.id, "reports": self.reports(articles), "joins": self.incident.joins,
            "decisions": gathered.decisions_on(&self.incident), "matrix": self.matrix, "steps": self.matrix.steps(),
            "rule": rule.as_str(), "picked": aggregate(&self.matrix, rule)})
    }

    /// How it stands.
    pub fn standing(&self) -> &'static str {
        self.matrix.standing()
    }

    fn reports(&self, articles: &Articles) -> Vec<Value> {
        let of = |key: &Key| {
            let article = articles.get(&key.document);
            json!({"document": article.map(|a| &a.id), "name": article.map(|a| &a.name),
                "event": format!("e{}", key.event)})
        };
        self.incident.reports.iter().map(of).collect()
    }
}

/// The rule of a name.
pub fn rule(name: &str) -> Result<Rule, pyo3::PyErr> {
    Rule::from_name(name).ok_or_else(|| {
        let names = Rule::ALL.map(Rule::as_str).join(", ");
        crate::problem::value(format_args!("there is no rule `{name}`"), Some(&format!("one of: {names}")))
    })
}
