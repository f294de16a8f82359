//! Which reports of the ledger tell of one event, and how do their sources stand to each other?

use std::collections::BTreeMap;
use std::sync::Arc;

use rustc_hash::FxHashMap;
use sayso_link::commitment::{self, Commitment, Outcome, Pledge, follow, pledges};
use sayso_link::copy::{self, Memory, Relation};
use sayso_link::matrix::{Attribute, Row, Verdict};
use sayso_link::story::Background;
use sayso_link::{
    Decisions, Incident, Key, Matrix, Report, Rule, aggregate, block, incident_id, incidents, matrix, reports,
};
use sayso_store::query::Query;
use sayso_store::record::coding::Coding;
use sayso_store::{Result, Store, id};
use smol_str::{SmolStr, format_smolstr};

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
    /// Articles by the hash of their text.
    pub articles: BTreeMap<SmolStr, Article>,
    /// The incident of an event, by the event's identifier.
    pub of_event: FxHashMap<String, usize>,
    events: FxHashMap<Key, String>,
    families: BTreeMap<SmolStr, SmolStr>,
}

/// An article as lists name it.
#[derive(Clone, Debug)]
pub struct Article {
    /// Identifier.
    pub id: String,
    /// Headline, or where it was read.
    pub name: String,
    /// Who published it.
    pub publisher: Option<String>,
    /// When.
    pub published: Option<String>,
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
        let background = Background::shipped();
        let mut out = Self { state, ..Self::default() };
        let (mut memory, mut copies, mut hashes) = (Memory::default(), Vec::new(), Vec::new());
        let (mut told, mut said): (Vec<Report>, Vec<Pledge>) = (Vec::new(), Vec::new());
        for row in store.documents(&Query::default())? {
            let Some((ledger, _)) = store.ledger(&row.id, None)? else { continue };
            let number = hashes.len() as u64;
            let sketch = copy::Sketch::of_document(&ledger.document);
            let alike = copy::neighbours(&sketch, &memory);
            copies
                .extend(alike.iter().filter(|n| n.relation == Relation::Copy).map(|n| (n.document, number)));
            memory.add(number, sketch);
            let hash = SmolStr::new(&ledger.document.sha256);
            hashes.push(hash.clone());
            said.extend(pledges(&ledger, background));
            let new = reports(&ledger, background);
            out.name_events(store, &row.id, &new)?;
            told.extend(new);
            let name = row.title.unwrap_or(row.name);
            out.articles.insert(
                hash,
                Article { id: row.id, name, publisher: row.publisher, published: row.published },
            );
        }
        let mut blocks: BTreeMap<SmolStr, Vec<Report>> = BTreeMap::new();
        let group_of = copies_of(copies, &hashes);
        for mut report in told {
            report.copies = group_of.get(&report.key.document).cloned();
            blocks.entry(block(&report)).or_default().push(report);
        }
        out.families = group_of;
        out.link(&blocks);
        out.follow(&blocks, said);
        Ok(out)
    }

    fn name_events(&mut self, store: &mut Store, document: &str, told: &[Report]) -> Result<()> {
        let coding = store.record(&id::of("cod", &[document]), None)?.and_then(|e| e.body);
        let Some(coding) = coding.and_then(|body| serde_json::from_str::<Coding>(&body).ok()) else {
            return Ok(());
        };
        for report in told {
            let at = report.key.event.checked_sub(1).map(|n| n as usize);
            if let Some(event) = at.and_then(|n| coding.events.get(n)) {
                self.events.insert(report.key.clone(), event.clone());
            }
        }
        Ok(())
    }

    fn link(&mut self, blocks: &BTreeMap<SmolStr, Vec<Report>>) {
        for reports in blocks.values() {
            let by_key: FxHashMap<&Key, &Report> = reports.iter().map(|r| (&r.key, r)).collect();
            for incident in incidents(reports, &Decisions::default()) {
                let told: Vec<Report> =
                    incident.reports.iter().filter_map(|k| by_key.get(k).map(|r| (*r).clone())).collect();
                let matrix = matrix(&told.iter().collect::<Vec<_>>());
                let standing = standing(&matrix);
                self.all.push(Linked { incident, told, matrix, standing });
            }
        }
        let order = |l: &Linked| (std::cmp::Reverse(l.matrix.articles), l.incident.reports.clone());
        self.all.sort_by_cached_key(order);
        for (at, linked) in self.all.iter().enumerate() {
            for key in &linked.incident.reports {
                if let Some(event) = self.events.get(key) {
                    self.of_event.insert(event.clone(), at);
                }
            }
        }
    }

    fn follow(&mut self, blocks: &BTreeMap<SmolStr, Vec<Report>>, said: Vec<Pledge>) {
        let told: Vec<&Report> = blocks.values().flatten().collect();
        let mut by_block: BTreeMap<SmolStr, Vec<Pledge>> = BTreeMap::new();
        for pledge in &said {
            by_block.entry(commitment::block(pledge)).or_default().push(pledge.clone());
        }
        let sayings: Vec<&Pledge> = said.iter().collect();
        for block in by_block.values() {
            for found in commitment::commitments(block) {
                let outcome = follow(&found, &told, &sayings);
                self.commitments.push((found, outcome));
            }
        }
        self.commitments.sort_by_cached_key(|c| (c.0.pledges[0].published, c.0.pledges[0].key.clone()));
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
        self.events.get(key).map(String::as_str)
    }

    /// Other articles that carry a text, with small changes or none.
    pub fn copies_of(&self, sha256: &str) -> Vec<&Article> {
        let Some(family) = self.families.get(sha256) else { return Vec::new() };
        let others = self.families.iter().filter(|(hash, f)| *f == family && hash.as_str() != sha256);
        others.filter_map(|(hash, _)| self.articles.get(hash)).collect()
    }
}

fn copies_of(copies: Vec<(u64, u64)>, hashes: &[SmolStr]) -> BTreeMap<SmolStr, SmolStr> {
    let mut group_of = BTreeMap::new();
    for group in copy::groups(copies) {
        let first = &hashes[group[0] as usize];
        for &member in &group {
            group_of.insert(hashes[member as usize].clone(), format_smolstr!("copies of {first}"));
        }
    }
    group_of
}

fn standing(matrix: &Matrix) -> &'static str {
    let contradicted = |v: Verdict| matches!(v, Verdict::Contradicted | Verdict::Denied);
    let denied =
        |row: &Row| row.cells.get(&Attribute::Happened).is_some_and(|c| c.iter().all(|v| v.text == "denied"));
    match () {
        () if !matrix.rows.is_empty() && matrix.rows.iter().all(denied) => "denied only",
        () if matrix.columns.iter().any(|c| contradicted(c.verdict)) => "disputed",
        () if matrix.independent <= 1 => "one origin",
        () => "not disputed",
    }
}
