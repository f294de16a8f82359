//! Which reports of the ledger tell of one event, and how do their sources stand to each other?

use std::collections::BTreeMap;
use std::sync::Arc;

use rustc_hash::FxHashMap;
use sayso_incidents::{Article, Decided, Gathered};
use sayso_link::commitment::{Commitment, Outcome};
use sayso_link::matrix::Attribute;
use sayso_link::{Incident, Key, Matrix, Report, Rule, aggregate, incident_id, matrix};
use sayso_store::query::Query;
use sayso_store::{Result, Store};
use smol_str::SmolStr;

use crate::index::{Index, Line};

/// Incidents and commitments of one state of the ledger.
#[derive(Default)]
pub struct Incidents {
    /// The state: see [`crate::index::Index::state`].
    pub state: (i64, usize),
    /// Those with most articles first.
    pub all: Vec<Linked>,
    /// Threats, promises, demands, refusals, the earliest first.
    pub commitments: Vec<(Commitment, Outcome)>,
    /// Articles by identifier.
    pub articles: BTreeMap<SmolStr, Article>,
    /// The incident of an event, by the event's identifier.
    pub of_event: FxHashMap<String, usize>,
    /// What people decided of two events.
    pub decided: Vec<Decided>,
    families: BTreeMap<SmolStr, SmolStr>,
}

/// An incident with what its reports say.
pub struct Linked {
    /// Which reports, and why they are joined.
    pub incident: Incident,
    /// The reports.
    pub told: Vec<Report>,
    /// Origins by attributes.
    pub matrix: Matrix,
    /// `disputed`, `denied only`, `one origin`, `not disputed`. Never "confirmed": two origins may both be wrong.
    pub standing: &'static str,
}

/// Incidents by the lines of an index.
pub struct Joined {
    /// The incidents.
    pub linked: Arc<Incidents>,
    head: i64,
    of_line: Vec<u32>,
}

impl Joined {
    /// Looks up the incident of each line.
    pub fn new(linked: Arc<Incidents>, index: &Index) -> Self {
        let number = |line: &Line| linked.of_event.get(index.word(line.event)).map_or(0, |&at| at as u32 + 1);
        let of_line = index.lines.iter().map(number).collect();
        Self { linked, head: index.head, of_line }
    }

    /// True if it was made from these.
    pub fn is_of(&self, linked: &Incidents, index: &Index) -> bool {
        self.linked.state == linked.state && self.head == index.head
    }

    /// The number of a line's incident.
    pub fn number(&self, line: u32) -> Option<usize> {
        self.of_line.get(line as usize)?.checked_sub(1).map(|n| n as usize)
    }

    /// A line's incident.
    pub fn at(&self, line: u32) -> Option<&Linked> {
        self.number(line).map(|n| &self.linked.all[n])
    }
}

impl Linked {
    /// What a rule picks for each attribute, in words.
    pub fn picked(&self, rule: Rule) -> BTreeMap<Attribute, String> {
        aggregate(&self.matrix, rule).into_iter().map(|p| (p.attribute, p.value.text)).collect()
    }
}

impl Incidents {
    /// Links all articles of a ledger.
    pub fn of(store: &mut Store, state: (i64, usize)) -> Result<Self> {
        let gathered = Gathered::read(store, &Query::default())?;
        let linked = |(incident, told): (Incident, Vec<&Report>)| {
            let matrix = matrix(&told);
            let standing = matrix.standing();
            Linked { incident, told: told.into_iter().cloned().collect(), matrix, standing }
        };
        let all: Vec<Linked> = gathered.incidents().into_iter().map(linked).collect();
        let mut of_event = FxHashMap::default();
        for (at, linked) in all.iter().enumerate() {
            let events = linked.incident.reports.iter().filter_map(|key| gathered.event(key));
            of_event.extend(events.map(|(_, event)| (event.to_owned(), at)));
        }
        let commitments = gathered.commitments();
        let Gathered { articles, families, decided, .. } = gathered;
        Ok(Self { state, all, commitments, articles, of_event, decided, families })
    }

    /// An incident by its identifier. It is named after its first report; where an earlier one came since, or two incidents
    /// became one, the old identifier still leads to the incident that its report is of.
    pub fn find(&self, id: &str) -> Option<&Linked> {
        let now = self.all.iter().find(|l| l.incident.id == id);
        now.or_else(|| self.all.iter().find(|l| l.incident.reports.iter().any(|k| incident_id(k) == id)))
    }

    /// The article of a report.
    pub fn article(&self, key: &Key) -> Option<&Article> {
        self.articles.get(&key.document)
    }

    /// Identifier of a report's event.
    pub fn event(&self, key: &Key) -> Option<&str> {
        self.articles.get(&key.document)?.events.get((key.event as usize).checked_sub(1)?).map(String::as_str)
    }

    /// Other articles that carry a text, with small changes or none.
    pub fn copies_of(&self, id: &str) -> Vec<&Article> {
        let Some(family) = self.families.get(id) else { return Vec::new() };
        let others = self.families.iter().filter(|(other, f)| *f == family && other.as_str() != id);
        others.filter_map(|(other, _)| self.articles.get(other)).collect()
    }
}
