//! How do incidents get into the ledger, and what changes when an article is added, coded again, or decided about?

use std::collections::{BTreeMap, BTreeSet};
use std::sync::atomic::{AtomicBool, Ordering};

use rustc_hash::FxHashMap;
use sayso_link::{Incident, Key, Reason};
use sayso_store::entry::{Draft, Kind};
use sayso_store::record::run::Run;
use sayso_store::{Changed, Result, Store};
use serde::{Deserialize, Serialize};
use smol_str::SmolStr;

use crate::decision::decided;
use crate::gathered::{Gathered, families};
use crate::memo::{MAKER, PAIR, PAIRED, Reader, Recalled, block_key, memo, touched_key};

/// Body of the entry of an incident.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Kept {
    /// The block that its first report belongs to.
    pub block: String,
    /// Type of its first report.
    #[serde(rename = "type")]
    pub kind: String,
    /// Its reports, in the order of time.
    pub reports: Vec<Place>,
    /// For each report but the first, the one it was joined to, and why.
    pub joins: Vec<Join>,
    /// Decisions of persons about any of its reports.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub decisions: Vec<String>,
}

/// One event in one article.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Place {
    /// The article.
    pub document: String,
    /// The event.
    pub event: String,
}

/// Why a report belongs to an incident.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Join {
    /// The event that was joined.
    pub event: String,
    /// The one that it was joined to.
    pub with: String,
    /// Log-odds that the two are one.
    pub score: f32,
    /// What makes up the score.
    pub reasons: Vec<Reason>,
}

/// What linking did.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Linked {
    /// Articles that were read.
    pub articles: usize,
    /// Blocks that were linked again.
    pub blocks: usize,
    /// Incidents: new, changed, gone, unchanged among those blocks.
    pub incidents: Changed,
}

/// Articles that are remembered in one transaction.
const BATCH: usize = 64;
/// Articles that are held for finding copies among them, before they are looked for in what is remembered.
const HELD: usize = 512;

/// Brings the incidents of a ledger up to date. Ends early, with the ledger whole, if told to stop.
pub fn keep(store: &mut Store, run: &Run, stop: &AtomicBool, told: &mut dyn FnMut(usize)) -> Result<Linked> {
    let mut linked = Linked { articles: remember(store, run, stop, told)?, ..Linked::default() };
    if stop.load(Ordering::Relaxed) {
        return Ok(linked);
    }
    let (gathered, settled, blocks) = touched(store)?;
    linked.blocks = blocks.len();
    let before: BTreeMap<String, Kept> = store
        .incidents(None)?
        .into_iter()
        .filter_map(|e| Some((e.id, serde_json::from_str::<Kept>(e.body.as_deref()?).ok()?)))
        .filter(|(_, kept)| blocks.contains(kept.block.as_str()))
        .collect();
    let found: BTreeMap<String, Kept> = all(&gathered);
    let mut home: BTreeMap<&str, &str> = BTreeMap::new();
    for (id, kept) in &found {
        home.extend(kept.reports.iter().map(|r| (r.event.as_str(), id.as_str())));
    }
    let mut gone = Vec::new();
    for (id, kept) in before.iter().filter(|(id, _)| !found.contains_key(*id)) {
        let mut into: Vec<&str> =
            kept.reports.iter().filter_map(|r| home.get(r.event.as_str()).copied()).collect();
        into.dedup();
        let why = match into[..] {
            [] => "its reports are no more".to_owned(),
            _ => format!("its reports are in {}", into.join(", ")),
        };
        gone.push((Draft { kind: Kind::Incident, id: id.clone(), body: String::new() }, why));
    }
    let draft = |(id, kept): (&String, &Kept)| Draft {
        kind: Kind::Incident,
        id: id.clone(),
        body: serde_json::to_string(kept).expect("an incident is JSON"),
    };
    let drafts: Vec<Draft> = found.iter().map(draft).collect();
    linked.incidents = store.writer(run.clone()).settle(&drafts, &gone, &settled)?;
    Ok(linked)
}

/// Remembers the articles that are new or were coded again; gives how many.
fn remember(store: &mut Store, run: &Run, stop: &AtomicBool, told: &mut dyn FnMut(usize)) -> Result<usize> {
    let missing = store.unremembered(MAKER)?;
    let mut reader = Reader::new(true);
    let (mut batch, mut count) = (Vec::new(), 0);
    for article in missing {
        if stop.load(Ordering::Relaxed) {
            break;
        }
        if let Some((recalled, sketch)) = reader.read(store, &article, None)? {
            batch.push(memo(store, article, &recalled, &sketch)?);
        }
        count += 1;
        if batch.len() == BATCH {
            store.writer(run.clone()).remember(MAKER, &std::mem::take(&mut batch))?;
            told(count);
        }
        if count % HELD == 0 && batch.is_empty() {
            reader.forget();
        }
    }
    if !batch.is_empty() {
        store.writer(run.clone()).remember(MAKER, &batch)?;
    }
    told(count);
    Ok(count)
}

/// All that has to be linked again: the articles of every block with a report that is new or other, that is known to be a copy
/// since, or that somebody decided about; the keys that say so; and the blocks.
fn touched(store: &mut Store) -> Result<(Gathered, Vec<String>, BTreeSet<SmolStr>)> {
    let marks = store.memo_keys("touched ")?;
    let mut settled: Vec<String> = marks.into_iter().map(|(key, _)| key).collect();
    settled.dedup();
    let mut blocks: BTreeSet<SmolStr> =
        settled.iter().filter_map(|k| k.strip_prefix("touched ")).map(SmolStr::new).collect();
    let mut recall = Recall::default();
    // A copy more may give the group another name, so that all its members are other.
    let mut pairs: Vec<(SmolStr, SmolStr)> = Vec::new();
    for (key, n) in store.memo_keys(PAIR)? {
        let other = key.strip_prefix(PAIR).unwrap_or_default();
        pairs.push((recall.name(store, n)?, SmolStr::new(other)));
    }
    let families = families(&pairs);
    let paired = store.memo_keys(PAIRED)?;
    let mut other: BTreeSet<&SmolStr> = BTreeSet::new();
    for (_, n) in &paired {
        other.extend(families.get(&recall.name(store, *n)?));
    }
    let members: Vec<&SmolStr> = families.iter().filter(|(_, f)| other.contains(f)).map(|(m, _)| m).collect();
    let (all, documents) = decided(store, None)?;
    for name in members.into_iter().map(SmolStr::as_str).chain(documents.iter().map(String::as_str)) {
        if let Some(recalled) = recall.of(store, name)? {
            blocks.extend(recalled.blocks());
        }
    }
    if !paired.is_empty() {
        settled.push(PAIRED.to_owned());
    }
    let mut holders: BTreeSet<i64> = BTreeSet::new();
    for block in &blocks {
        holders.extend(store.holders(&block_key(block), usize::MAX >> 1)?);
    }
    let mut gathered = Gathered::default();
    gathered.decided = all;
    for n in holders {
        let Some((article, body)) = store.memo(n)? else { continue };
        if let Some(recalled) = Recalled::read(&body) {
            gathered.add(article, recalled, &mut Vec::new());
        }
    }
    gathered.finish(&pairs);
    gathered.blocks.retain(|block, _| blocks.contains(block));
    settled.extend(blocks.iter().map(|b| touched_key(b)));
    settled.sort_unstable();
    settled.dedup();
    Ok((gathered, settled, blocks))
}

/// Names and memos of single articles.
#[derive(Default)]
struct Recall {
    names: BTreeMap<i64, SmolStr>,
}

impl Recall {
    fn name(&mut self, store: &mut Store, n: i64) -> Result<SmolStr> {
        if let Some(name) = self.names.get(&n) {
            return Ok(name.clone());
        }
        let name = store.entry(n)?.map(|e| SmolStr::from(e.id)).unwrap_or_default();
        self.names.insert(n, name.clone());
        Ok(name)
    }

    fn of(&mut self, store: &mut Store, document: &str) -> Result<Option<Recalled>> {
        let Some(n) = store.record(document, None)?.and_then(|e| e.document) else { return Ok(None) };
        Ok(store.memo(n)?.and_then(|(_, body)| Recalled::read(&body)))
    }
}

/// All incidents of what was gathered, as they are kept.
fn all(gathered: &Gathered) -> BTreeMap<String, Kept> {
    let mut home: FxHashMap<&Key, (&SmolStr, &SmolStr)> = FxHashMap::default();
    for (block, reports) in &gathered.blocks {
        home.extend(reports.iter().map(|r| (&r.key, (block, &r.kind))));
    }
    let mut about: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
    for decided in &gathered.decided {
        about.entry(&decided.body.target).or_default().push(&decided.id);
        about.entry(&decided.body.with).or_default().push(&decided.id);
    }
    let kept = |incident: Incident| {
        let event = |key: &Key| gathered.event(key).map(|(_, event)| event.to_owned()).unwrap_or_default();
        let place = |key: &Key| Place { document: key.document.to_string(), event: event(key) };
        let reports: Vec<Place> = incident.reports.iter().map(place).collect();
        let joins = incident.joins.iter().map(|join| Join {
            event: event(&join.report),
            with: event(&join.with),
            score: join.link.score,
            reasons: join.link.reasons.clone(),
        });
        let decisions = reports.iter().filter_map(|r| about.get(r.event.as_str())).flatten();
        let decisions: BTreeSet<String> = decisions.map(|&id| id.to_owned()).collect();
        let (block, kind) = home[&incident.reports[0]];
        let kept = Kept {
            block: block.to_string(),
            kind: kind.to_string(),
            joins: joins.collect(),
            decisions: decisions.into_iter().collect(),
            reports,
        };
        (incident.id.to_string(), kept)
    };
    gathered.linked().into_iter().map(kept).collect()
}
