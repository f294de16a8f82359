//! Which reports of a block tell of one event?

use std::collections::BTreeMap;

use rustc_hash::FxHashMap;
use serde::{Deserialize, Serialize};
use smol_str::SmolStr;

use crate::compare::days_apart;
use crate::report::{Days, Key, Report};
use crate::score::{Link, link};

/// Reports of one event.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Incident {
    /// Identifier, made from the key of its first report.
    pub id: SmolStr,
    /// Its reports, in the order of time and key.
    pub reports: Vec<Key>,
    /// For each report but the first, the one it was joined to and why.
    pub joins: Vec<Join>,
}

impl Incident {
    /// True if this is the identifier of the incident, or was before an earlier report came or two incidents became one.
    pub fn is_called(&self, id: &str) -> bool {
        self.id == id || self.reports.iter().any(|key| incident_id(key) == id)
    }
}

/// Why a report belongs to an incident.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Join {
    /// The report.
    pub report: Key,
    /// The one it was found to be one with.
    pub with: Key,
    /// The reasons.
    pub link: Link,
}

/// What people have decided: these two are one event, those two are not.
#[derive(Clone, Debug, Default)]
pub struct Decisions {
    /// Pairs that are one.
    pub same: Vec<(Key, Key)>,
    /// Pairs that are not.
    pub different: Vec<(Key, Key)>,
}

/// How many earlier reports that share one trait a report is compared with.
const NEIGHBOURS: usize = 32;
/// Days between two reports beyond which they are not compared.
const DAYS: i32 = 10;
/// Words of its article by which a report finds others.
const TERMS: usize = 6;

/// Groups the reports of one block into incidents.
///
/// A function of its arguments alone; the order of the reports does not matter. Pairs are joined from the most certain
/// down, as long as no two reports of the joined groups exclude each other.
pub fn incidents(block: &[Report], decisions: &Decisions) -> Vec<Incident> {
    let mut reports: Vec<&Report> = block.iter().filter(|r| r.is_incident()).collect();
    reports.sort_by(|a, b| time_of(a).cmp(&time_of(b)).then_with(|| a.key.cmp(&b.key)));
    let mut groups = Groups::new(&reports, decisions);
    let mut pairs = pairs(&reports);
    // What one article tells in several places is put together first, so that it is compared as a whole.
    let across = |p: &(usize, usize, Link)| reports[p.0].key.document != reports[p.1].key.document;
    pairs.sort_by(|a, b| {
        let order = across(a).cmp(&across(b)).then(b.2.score.total_cmp(&a.2.score));
        order.then(a.0.cmp(&b.0)).then(a.1.cmp(&b.1))
    });
    for (a, b, why) in pairs {
        groups.join(a, b, why);
    }
    groups.finish()
}

/// Joins incidents of several blocks that people decided to be one. What [`incidents`] gives for one block is so already.
pub fn unite(found: Vec<Incident>, decisions: &Decisions) -> Vec<Incident> {
    let mut at: FxHashMap<Key, usize> = FxHashMap::default();
    for (number, incident) in found.iter().enumerate() {
        at.extend(incident.reports.iter().map(|key| (key.clone(), number)));
    }
    let mut out: Vec<Option<Incident>> = found.into_iter().map(Some).collect();
    let apart = |a: &Incident, b: &Incident| {
        let between = |x: &Key, y: &Key| a.reports.contains(x) && b.reports.contains(y);
        decisions.different.iter().any(|(x, y)| between(x, y) || between(y, x))
    };
    let mut same: Vec<&(Key, Key)> = decisions.same.iter().collect();
    same.sort_unstable();
    for (a, b) in same {
        let (Some(&x), Some(&y)) = (at.get(a), at.get(b)) else { continue };
        let (into, from) = (x.min(y), x.max(y));
        if x == y || out[into].as_ref().zip(out[from].as_ref()).is_none_or(|(i, j)| apart(i, j)) {
            continue;
        }
        let (Some(mut one), Some(other)) = (out[into].take(), out[from].take()) else { continue };
        at.extend(other.reports.iter().map(|key| (key.clone(), into)));
        one.reports.extend(other.reports);
        one.joins.extend(other.joins);
        one.joins.push(Join { report: b.clone(), with: a.clone(), link: Link::decided() });
        out[into] = Some(one);
    }
    out.into_iter().flatten().collect()
}

fn time_of(report: &Report) -> Option<(jiff::civil::Date, jiff::civil::Date)> {
    report.window().map(|d| (d.to, d.from))
}

/// Pairs worth joining: those that share a trait, lie near in time and score above even odds.
fn pairs(reports: &[&Report]) -> Vec<(usize, usize, Link)> {
    let mut recent = Recent::default();
    let mut out = Vec::new();
    for (at, report) in reports.iter().enumerate() {
        for other in recent.sharing(at, report) {
            if !is_near(reports[other].window(), report.window()) {
                continue;
            }
            // A mention that points back has its own article to point into, and no other.
            let one_article = reports[other].key.document == report.key.document;
            if let Some(why) = link(reports[other], report)
                && why.score > 0.0
                && (why.concrete || one_article)
            {
                out.push((other, at, why));
            }
        }
    }
    out
}

/// Which reports had a trait, among those of the last month or two: what is older is forgotten, so that the cost of a
/// report does not grow with the years.
#[derive(Default)]
struct Recent {
    undated: FxHashMap<u64, Vec<usize>>,
    last: FxHashMap<u64, Vec<usize>>,
    this: FxHashMap<u64, Vec<usize>>,
    /// First day of `this`.
    since: Option<jiff::civil::Date>,
}

impl Recent {
    /// Earlier reports that share a trait with this one, which is remembered. Reports come in the order of time.
    fn sharing(&mut self, at: usize, report: &Report) -> Vec<usize> {
        let day = report.window().map(|d| d.to);
        if let Some(day) = day
            && self.since.is_none_or(|since| (day - since).get_days() >= SPAN)
        {
            let gap = self.since.is_none_or(|since| (day - since).get_days() >= 2 * SPAN);
            self.last = if gap { FxHashMap::default() } else { std::mem::take(&mut self.this) };
            self.this.clear();
            self.since = Some(day);
        }
        let mut near: Vec<usize> = Vec::new();
        for mark in traits(report) {
            for list in [&self.this, &self.last, &self.undated].into_iter().filter_map(|m| m.get(&mark)) {
                near.extend(list.iter().rev().take(NEIGHBOURS));
            }
            let home = if day.is_some() { &mut self.this } else { &mut self.undated };
            home.entry(mark).or_default().push(at);
        }
        near.sort_unstable();
        near.dedup();
        near
    }
}

/// Days after which reports may be forgotten; longer than [`DAYS`].
const SPAN: i32 = 31;

fn is_near(a: Option<Days>, b: Option<Days>) -> bool {
    a.zip(b).is_none_or(|(a, b)| days_apart(a, b) <= DAYS)
}

/// What a report can be found by: its places, parties, figures, article and the weighty words of its article.
fn traits(report: &Report) -> Vec<u64> {
    use crate::story::hash;
    let mut out: Vec<u64> = report.story.heaviest(TERMS);
    out.push(hash(&report.key.document));
    out.extend(report.places.iter().map(|p| hash(&p.name.to_lowercase())));
    let parties = report.actors.iter().chain(&report.recipients);
    out.extend(parties.map(|p| hash(p.entry.as_deref().unwrap_or(&p.name))));
    let figures =
        report.tolls.iter().filter_map(|t| Some(hash(&format!("{} {}", t.kind, t.low.or(t.high)?))));
    out.extend(figures);
    out.sort_unstable();
    out.dedup();
    out
}

/// Groups on the way to being joined, as a forest with the members at each root.
struct Groups<'a> {
    reports: &'a [&'a Report],
    parent: Vec<usize>,
    members: Vec<Vec<usize>>,
    joins: Vec<(usize, usize, Link)>,
    apart: FxHashMap<usize, Vec<usize>>,
}

impl<'a> Groups<'a> {
    fn new(reports: &'a [&'a Report], decisions: &Decisions) -> Self {
        let index: BTreeMap<&Key, usize> = reports.iter().enumerate().map(|(i, r)| (&r.key, i)).collect();
        let known = |pairs: &[(Key, Key)]| -> Vec<(usize, usize)> {
            pairs.iter().filter_map(|(a, b)| Some((*index.get(a)?, *index.get(b)?))).collect()
        };
        let mut apart: FxHashMap<usize, Vec<usize>> = FxHashMap::default();
        for (a, b) in known(&decisions.different) {
            apart.entry(a).or_default().push(b);
            apart.entry(b).or_default().push(a);
        }
        let mut same = known(&decisions.same);
        same.sort_unstable();
        let mut groups = Self {
            reports,
            parent: (0..reports.len()).collect(),
            members: (0..reports.len()).map(|i| vec![i]).collect(),
            joins: Vec::new(),
            apart,
        };
        for (a, b) in same {
            let (x, y) = (groups.root(a), groups.root(b));
            // Of decisions that cannot all hold, those that keep apart do.
            if x != y && !groups.are_apart(x, y) {
                groups.unite(a, b, Link::decided());
            }
        }
        groups
    }

    /// True if somebody decided that a report of the one group is none of the other.
    fn are_apart(&self, x: usize, y: usize) -> bool {
        let apart = |a: &usize| {
            self.apart
                .get(a)
                .is_some_and(|from| from.iter().any(|b| self.members[y].binary_search(b).is_ok()))
        };
        !self.apart.is_empty() && self.members[x].iter().any(apart)
    }

    fn root(&mut self, mut at: usize) -> usize {
        while self.parent[at] != at {
            self.parent[at] = self.parent[self.parent[at]];
            at = self.parent[at];
        }
        at
    }

    fn join(&mut self, a: usize, b: usize, why: Link) {
        let (x, y) = (self.root(a), self.root(b));
        if x != y && self.may_meet(x, y) {
            self.unite(a, b, why);
        }
    }

    /// True if no report of one group excludes one of the other, and they agree on the whole.
    fn may_meet(&self, x: usize, y: usize) -> bool {
        let (mut sum, mut count) = (0.0, 0);
        for &a in self.members[x].iter().take(SAMPLE) {
            for &b in self.members[y].iter().take(SAMPLE) {
                let Some(why) = link(self.reports[a], self.reports[b]) else { return false };
                sum += why.score;
                count += 1;
            }
        }
        sum / count as f32 > MEAN_MIN && !self.are_apart(x, y)
    }

    fn unite(&mut self, a: usize, b: usize, why: Link) {
        let (x, y) = (self.root(a), self.root(b));
        let (into, from) = (x.min(y), x.max(y));
        if into == from {
            return;
        }
        self.parent[from] = into;
        let moved = std::mem::take(&mut self.members[from]);
        self.members[into].extend(moved);
        self.members[into].sort_unstable();
        self.joins.push((a, b, why));
    }

    fn finish(mut self) -> Vec<Incident> {
        let mut joins: BTreeMap<usize, Vec<Join>> = BTreeMap::new();
        for (a, b, why) in std::mem::take(&mut self.joins) {
            let root = self.root(a);
            let (with, report) = (self.reports[a.min(b)].key.clone(), self.reports[a.max(b)].key.clone());
            joins.entry(root).or_default().push(Join { report, with, link: why });
        }
        let groups = self.members.iter().enumerate().filter(|(_, m)| !m.is_empty());
        groups
            .map(|(root, members)| Incident {
                id: incident_id(&self.reports[members[0]].key),
                reports: members.iter().map(|&m| self.reports[m].key.clone()).collect(),
                joins: joins.remove(&root).unwrap_or_default(),
            })
            .collect()
    }
}

/// Members of a group that stand for all of it when two groups are compared.
const SAMPLE: usize = 12;
/// Mean score over all pairs of two groups below which they are not joined, whatever the best pair says.
const MEAN_MIN: f32 = -1.0;

/// Identifier of the incident whose first report this is.
pub fn incident_id(first: &Key) -> SmolStr {
    use sha2::{Digest, Sha256};
    let digest = Sha256::digest(format!("{} {}", first.document, first.event));
    let hex: String = digest.iter().take(6).map(|b| format!("{b:02x}")).collect();
    SmolStr::new(format!("inc_{hex}"))
}
