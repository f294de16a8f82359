use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};

use super::{Overlap, Relation, Sketch};

/// Texts that are known, as far as finding copies needs them.
pub trait Library {
    /// Documents one of whose keys this is, in any order.
    fn holders(&self, key: u64) -> Vec<u64>;
    /// The sketch of a document, stored or made again from its text.
    fn sketch(&self, document: u64) -> Option<Cow<'_, Sketch>>;
}

/// A document that shares text with another one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Neighbour {
    /// Which.
    pub document: u64,
    /// How much is shared: `left` is the text that was asked about.
    pub overlap: Overlap,
    /// What the two are to each other.
    pub relation: Relation,
}

/// Keys that must be shared before two texts are compared in full.
const KEYS_SHARED_MIN: usize = 2;
/// If one of the two has fewer runs, one key is enough.
const RUNS_FEW: usize = 200;

/// The copies of a text, and texts that it shares a part with, in the order of their numbers.
pub fn neighbours(sketch: &Sketch, library: &impl Library) -> Vec<Neighbour> {
    let keys = sketch.keys();
    let mut counts: BTreeMap<u64, usize> = BTreeMap::new();
    for &key in &keys {
        for document in library.holders(key) {
            *counts.entry(document).or_default() += 1;
        }
    }
    let compare = |(document, count): (u64, usize)| {
        let other = library.sketch(document)?;
        if !is_candidate(count, sketch, &other) {
            return None;
        }
        let overlap = Overlap::between(sketch, &other);
        Some(Neighbour { document, overlap, relation: overlap.relation()? })
    };
    counts.into_iter().filter_map(compare).collect()
}

/// True if two texts that share so many keys are worth comparing in full; the same whichever of the two is asked about.
pub fn is_candidate(keys_shared: usize, one: &Sketch, other: &Sketch) -> bool {
    let few = one.len().min(other.len()) < RUNS_FEW;
    keys_shared >= if few { 1 } else { KEYS_SHARED_MIN }
}

/// Documents that are copies of each other, by way of others or at once. Groups stand in the order of their first
/// member and members in the order of their numbers; documents without a copy are in none.
///
/// The groups are the same in whatever order the pairs come, so that a new document changes only those that it joins.
///
/// ```
/// assert_eq!(sayso_link::copy::groups([(5, 3), (9, 1), (3, 8)]), [vec![1, 9], vec![3, 5, 8]]);
/// ```
pub fn groups(copies: impl IntoIterator<Item = (u64, u64)>) -> Vec<Vec<u64>> {
    let mut links: BTreeMap<u64, BTreeSet<u64>> = BTreeMap::new();
    for (a, b) in copies {
        links.entry(a).or_default().insert(b);
        links.entry(b).or_default().insert(a);
    }
    let mut seen = BTreeSet::new();
    let mut groups = Vec::new();
    for &start in links.keys() {
        let (mut group, mut open) = (Vec::new(), vec![start]);
        while let Some(document) = open.pop() {
            if seen.insert(document) {
                group.push(document);
                open.extend(&links[&document]);
            }
        }
        if group.len() > 1 {
            group.sort_unstable();
            groups.push(group);
        }
    }
    groups
}

/// A library in memory.
#[derive(Clone, Debug, Default)]
pub struct Memory {
    holders: BTreeMap<u64, Vec<u64>>,
    sketches: BTreeMap<u64, Sketch>,
}

impl Memory {
    /// Adds a document under its number.
    pub fn add(&mut self, document: u64, sketch: Sketch) {
        for key in sketch.keys() {
            self.holders.entry(key).or_default().push(document);
        }
        self.sketches.insert(document, sketch);
    }

    /// All pairs of copies, each once.
    pub fn copies(&self) -> Vec<(u64, u64)> {
        let mut pairs = Vec::new();
        for (&document, sketch) in &self.sketches {
            let found = neighbours(sketch, self);
            let copies = found.iter().filter(|n| n.document > document && n.relation == Relation::Copy);
            pairs.extend(copies.map(|n| (document, n.document)));
        }
        pairs
    }
}

impl Library for Memory {
    fn holders(&self, key: u64) -> Vec<u64> {
        self.holders.get(&key).cloned().unwrap_or_default()
    }

    fn sketch(&self, document: u64) -> Option<Cow<'_, Sketch>> {
        self.sketches.get(&document).map(Cow::Borrowed)
    }
}
