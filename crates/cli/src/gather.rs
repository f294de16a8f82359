//! What do the articles of a ledger report, as far as linking looks at it?

use std::collections::BTreeMap;

use sayso_link::commitment::{Pledge, pledges};
use sayso_link::copy::{self, Memory, Relation};
use sayso_link::story::Background;
use sayso_link::{Decisions, Incident, Report, block, incidents, reports};
use sayso_store::query::Query;
use sayso_store::{Open, Result, Store};
use smol_str::{SmolStr, format_smolstr};

use crate::exit::Exit;
use crate::flags::QueryFlags;
use crate::ledger;

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
    pub id: String,
    pub name: String,
}

impl Gathered {
    /// Opens the ledger and reads what a filter asks for.
    pub fn new(flags: &QueryFlags) -> std::result::Result<Self, Exit> {
        let mut store = ledger::open(&flags.ledger, Open::Existing)?;
        let asked = ledger::query(flags, &mut store, false)?;
        // A limit is one of incidents, not of the articles that they are made of.
        let asked = Query { limit: None, after: None, newest_first: false, ..asked };
        Self::read(&mut store, &asked).map_err(|e| ledger::fail(&e))
    }

    fn read(store: &mut Store, query: &Query) -> Result<Self> {
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
            out.articles.insert(hash, Article { id: row.id, name: row.title.unwrap_or(row.name) });
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
}
