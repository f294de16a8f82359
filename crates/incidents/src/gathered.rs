//! What do the articles of a ledger report, and which incidents and commitments come of it?

use std::collections::{BTreeMap, BTreeSet};
use std::ops::ControlFlow;

use rustc_hash::{FxHashMap, FxHashSet};
use sayso_link::commitment::{self, Commitment, Outcome, Pledge, Reported};
use sayso_link::gather::families_of;
use sayso_link::{Decisions, Incident, Key, Report, block, copy, incidents, unite};
use sayso_store::query::Query;
use sayso_store::record::claim::Claim;
use sayso_store::{Result, Store, memo as kept};
use smol_str::SmolStr;

use crate::decision::{Decided, decided, decisions};
use crate::memo::{MAKER, Reader, Recalled};

/// The reports and pledges of all articles, and what of them was asked for.
#[derive(Default)]
pub struct Gathered {
    /// All reports, by block.
    pub blocks: BTreeMap<SmolStr, Vec<Report>>,
    /// The threats, promises, demands and refusals that were asked for.
    pub pledges: Vec<Pledge>,
    /// All articles, by identifier.
    pub articles: BTreeMap<SmolStr, Article>,
    /// For each article that has copies, the name of the group.
    pub families: BTreeMap<SmolStr, SmolStr>,
    /// What people decided of two events.
    pub decided: Vec<Decided>,
    /// Of which articles sayings that take something back are known.
    sayings: Vec<Pledge>,
    /// Events that were asked for; all if there is none.
    wanted: Option<FxHashSet<Key>>,
}

/// An article as lists name it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Article {
    /// Identifier.
    pub id: String,
    /// Headline, or where it was read.
    pub name: String,
    /// Who published it.
    pub publisher: Option<String>,
    /// When.
    pub published: Option<String>,
    /// Identifiers of its events, in their order.
    pub events: Vec<String>,
}

impl Gathered {
    /// Reads a ledger for a question: all articles are linked, and those incidents count of which a claim passes, those
    /// pledges whose article does. A limit is one of incidents, and none of what they are made of.
    pub fn read(store: &mut Store, asked: &Query) -> Result<Self> {
        let query = &Query { limit: None, after: None, newest_first: false, ..asked.clone() };
        let mut out = Self::default();
        let mut pairs: Vec<(SmolStr, SmolStr)> = Vec::new();
        let mut reader = Reader::new(query.as_of.is_none());
        let missing = match query.as_of {
            // Memos are of now.
            Some(_) => out.list(store, query.as_of)?,
            None => {
                store.each_memo(MAKER, |article, body| {
                    if let Some(recalled) = Recalled::read(&body) {
                        out.add(article, recalled, &mut pairs);
                    }
                    Ok(ControlFlow::Continue(()))
                })?;
                let missing = store.unremembered(MAKER)?;
                missing.into_iter().filter(|a| !out.articles.contains_key(a.id.as_str())).collect()
            }
        };
        for article in missing {
            if let Some((recalled, _)) = reader.read(store, &article, query.as_of)? {
                out.add(article, recalled, &mut pairs);
            }
        }
        out.finish(&pairs);
        out.decided = decided(store, query.as_of)?.0;
        if !query.filter.is_empty() {
            out.choose(store, query)?;
        }
        Ok(out)
    }

    fn list(&self, store: &mut Store, as_of: Option<i64>) -> Result<Vec<kept::Article>> {
        let rows = store.documents(&Query { as_of, ..Query::default() })?;
        let article = |row: sayso_store::query::DocumentRow| kept::Article {
            n: row.seq,
            id: row.id,
            last: row.seq,
            name: row.title.unwrap_or(row.name),
            publisher: row.publisher,
            published: row.published,
        };
        Ok(rows.into_iter().map(article).collect())
    }

    pub(crate) fn add(
        &mut self,
        article: kept::Article,
        recalled: Recalled,
        pairs: &mut Vec<(SmolStr, SmolStr)>,
    ) {
        let id = SmolStr::new(&article.id);
        for report in recalled.told() {
            self.blocks.entry(block(&report)).or_default().push(report);
        }
        pairs.extend(recalled.copies.into_iter().map(|other| (id.clone(), other)));
        self.pledges.extend(recalled.pledges);
        let kept::Article { name, publisher, published, .. } = article;
        let article = Article { id: article.id, name, publisher, published, events: recalled.events };
        self.articles.insert(id, article);
    }

    /// Marks the reports of copies, once all pairs of copies are known.
    pub(crate) fn finish(&mut self, pairs: &[(SmolStr, SmolStr)]) {
        self.families = families(pairs);
        for report in self.blocks.values_mut().flatten() {
            report.copies = self.families.get(&report.key.document).cloned();
        }
        self.sayings = self.pledges.iter().filter(|p| p.takes_back).cloned().collect();
    }

    fn choose(&mut self, store: &mut Store, query: &Query) -> Result<()> {
        let mut wanted: FxHashSet<String> = FxHashSet::default();
        store.each_claim(query, |row| {
            if let Ok(claim) = serde_json::from_str::<Claim>(&row.body) {
                wanted.insert(claim.event);
            }
            Ok(ControlFlow::Continue(()))
        })?;
        let articles: BTreeSet<String> = store.documents(query)?.into_iter().map(|row| row.id).collect();
        self.pledges.retain(|p| articles.contains(p.key.document.as_str()));
        let mut keys = FxHashSet::default();
        for (id, article) in &self.articles {
            for (event, number) in article.events.iter().zip(1..) {
                if wanted.contains(event) {
                    keys.insert(Key { document: id.clone(), event: number });
                }
            }
        }
        self.wanted = Some(keys);
        Ok(())
    }

    /// The incidents that were asked for with their reports, those with most articles first and of equals the earlier.
    pub fn incidents(&self) -> Vec<(Incident, Vec<&Report>)> {
        let told: FxHashMap<&Key, &Report> = self.blocks.values().flatten().map(|r| (&r.key, r)).collect();
        let mut out = Vec::new();
        for incident in self.linked() {
            let asked = |key: &Key| self.wanted.as_ref().is_none_or(|w| w.contains(key));
            if incident.reports.iter().any(asked) {
                let reports: Vec<&Report> =
                    incident.reports.iter().filter_map(|k| told.get(k).copied()).collect();
                out.push((incident, reports));
            }
        }
        let articles = |incident: &Incident| {
            let documents: BTreeSet<&SmolStr> = incident.reports.iter().map(|k| &k.document).collect();
            documents.len()
        };
        out.sort_by_cached_key(|(i, _)| (std::cmp::Reverse(articles(i)), i.reports.clone()));
        out
    }

    /// All incidents of all blocks.
    pub(crate) fn linked(&self) -> Vec<Incident> {
        let decisions = self.decisions();
        let found = self.blocks.values().flat_map(|block| incidents(block, &decisions)).collect();
        unite(found, &decisions)
    }

    fn decisions(&self) -> Decisions {
        decisions(&self.decided, |document, event| self.key(document, event))
    }

    /// The commitments that were asked for, and what became of them; the earliest first.
    pub fn commitments(&self) -> Vec<(Commitment, Outcome)> {
        let told = Reported::new(self.blocks.values().flatten());
        let said: Vec<&Pledge> = self.sayings.iter().collect();
        let mut blocks: BTreeMap<_, Vec<Pledge>> = BTreeMap::new();
        for pledge in &self.pledges {
            blocks.entry(commitment::block(pledge)).or_default().push(pledge.clone());
        }
        let mut out: Vec<(Commitment, Outcome)> = Vec::new();
        for found in blocks.values().flat_map(|block| commitment::commitments(block)) {
            let outcome = commitment::follow(&found, &told, &said);
            out.push((found, outcome));
        }
        out.sort_by_cached_key(|(c, _)| (c.pledges[0].published, c.pledges[0].key.clone()));
        out
    }

    /// The article of a report, and the identifier of its event.
    pub fn event(&self, key: &Key) -> Option<(&str, &str)> {
        let article = self.articles.get(&key.document)?;
        let event = article.events.get((key.event as usize).checked_sub(1)?)?;
        Some((&article.id, event))
    }

    /// What people decided of an incident's reports.
    pub fn decisions_on(&self, incident: &Incident) -> Vec<&Decided> {
        let events: Vec<&str> = incident.reports.iter().filter_map(|k| self.event(k)).map(|e| e.1).collect();
        let about =
            |d: &&Decided| events.contains(&d.body.target.as_str()) || events.contains(&d.body.with.as_str());
        self.decided.iter().filter(about).collect()
    }

    /// The report of an event.
    pub fn key(&self, document: &str, event: &str) -> Option<Key> {
        let at = self.articles.get(document)?.events.iter().position(|e| e == event)?;
        Some(Key { document: SmolStr::new(document), event: at as u32 + 1 })
    }
}

/// For each article that has copies, the name of the group of them.
pub(crate) fn families(pairs: &[(SmolStr, SmolStr)]) -> BTreeMap<SmolStr, SmolStr> {
    let mut names: Vec<&SmolStr> = pairs.iter().flat_map(|(a, b)| [a, b]).collect();
    names.sort_unstable();
    names.dedup();
    let number = |name: &SmolStr| names.binary_search(&name).map_or(0, |at| at as u64);
    let groups = copy::groups(pairs.iter().map(|(a, b)| (number(a), number(b))));
    families_of(groups.into_iter().map(|g| g.iter().map(|&n| names[n as usize].clone()).collect()))
}
