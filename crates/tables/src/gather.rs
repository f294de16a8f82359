//! What do the articles of a ledger report, as far as linking looks at it?

use std::collections::BTreeMap;

use sayso_link::commitment::{Pledge, pledges};
use sayso_link::copy::{self, Memory, Relation};
use sayso_link::matrix::{Attribute, Row, Verdict};
use sayso_link::story::Background;
use sayso_link::{Decisions, Incident, Key, Matrix, Report, block, incidents, reports};
use sayso_store::query::Query;
use sayso_store::record::coding::Coding;
use sayso_store::{Result, Store, id};
use smol_str::{SmolStr, format_smolstr};

/// The reports and pledges of the articles that were asked for.
pub struct Gathered {
    /// All reports, by block.
    pub blocks: BTreeMap<SmolStr, Vec<Report>>,
    /// All threats, promises, demands and refusals.
    pub pledges: Vec<Pledge>,
    /// Identifier and headline of each article, by the hash of its text.
    pub articles: BTreeMap<SmolStr, Article>,
}

/// An article as lists name it.
pub struct Article {
    /// Identifier.
    pub id: String,
    /// Headline, or where it was read.
    pub name: String,
    /// Identifiers of its events, in their order.
    pub events: Vec<String>,
}

impl Gathered {
    /// Reads what a question asks for. A limit is one of incidents, not of the articles that they are made of.
    pub fn read(store: &mut Store, asked: &Query) -> Result<Self> {
        let query = &Query { limit: None, after: None, newest_first: false, ..asked.clone() };
        let background = Background::shipped();
        let mut out = Self { blocks: BTreeMap::new(), pledges: Vec::new(), articles: BTreeMap::new() };
        let (mut memory, mut copies, mut hashes) = (Memory::default(), Vec::new(), Vec::new());
        let mut told: Vec<Report> = Vec::new();
        for row in store.documents(query)? {
            let Some((ledger, _)) = store.ledger(&row.id, query.as_of)? else { continue };
            let number = hashes.len() as u64;
            let sketch = copy::Sketch::of_document(&ledger.document);
            let alike = copy::neighbours(&sketch, &memory);
            copies
                .extend(alike.iter().filter(|n| n.relation == Relation::Copy).map(|n| (n.document, number)));
            memory.add(number, sketch);
            let hash = SmolStr::new(&ledger.document.sha256);
            hashes.push(hash.clone());
            out.pledges.extend(pledges(&ledger, background));
            told.extend(reports(&ledger, background));
            let events = events(store, &row.id, query.as_of)?;
            out.articles.insert(hash, Article { id: row.id, name: row.title.unwrap_or(row.name), events });
        }
        let mut group_of: BTreeMap<&SmolStr, SmolStr> = BTreeMap::new();
        for group in copy::groups(copies) {
            let first = &hashes[group[0] as usize];
            for &member in &group {
                group_of.insert(&hashes[member as usize], format_smolstr!("copies of {first}"));
            }
        }
        for mut report in told {
            report.copies = group_of.get(&report.key.document).cloned();
            out.blocks.entry(block(&report)).or_default().push(report);
        }
        Ok(out)
    }

    /// All incidents with their reports, those with most articles first and of equals the earlier.
    pub fn incidents(&self) -> Vec<(Incident, Vec<&Report>)> {
        let mut out = Vec::new();
        for block in self.blocks.values() {
            for incident in incidents(block, &Decisions::default()) {
                let told: Vec<&Report> = block.iter().filter(|r| incident.reports.contains(&r.key)).collect();
                out.push((incident, told));
            }
        }
        let articles = |told: &[&Report]| {
            let mut documents: Vec<&SmolStr> = told.iter().map(|r| &r.key.document).collect();
            documents.sort_unstable();
            documents.dedup();
            documents.len()
        };
        out.sort_by(|a, b| articles(&b.1).cmp(&articles(&a.1)).then_with(|| a.0.reports.cmp(&b.0.reports)));
        out
    }

    /// The article of a report, and the identifier of its event.
    pub fn event(&self, key: &Key) -> Option<(&str, &str)> {
        let article = self.articles.get(&key.document)?;
        let event = article.events.get((key.event as usize).checked_sub(1)?)?;
        Some((&article.id, event))
    }
}

fn events(store: &mut Store, document: &str, as_of: Option<i64>) -> Result<Vec<String>> {
    let coding = store.record(&id::of("cod", &[document]), as_of)?.and_then(|e| e.body);
    let coding = coding.and_then(|body| serde_json::from_str::<Coding>(&body).ok());
    Ok(coding.map(|c| c.events).unwrap_or_default())
}

/// How an incident stands. Never "confirmed": two origins may both be wrong.
pub fn standing(matrix: &Matrix) -> &'static str {
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
