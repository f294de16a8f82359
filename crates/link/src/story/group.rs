//! Which articles are about the same happening?

use std::collections::BTreeMap;

use jiff::civil::Date;
use rustc_hash::FxHashMap;

use super::Sketch;

/// An article to be grouped.
#[derive(Clone, Debug)]
pub struct Article<'a> {
    /// Its identifier; the order of identifiers decides whatever else leaves open.
    pub id: &'a str,
    /// When it was published.
    pub published: Option<Date>,
    /// What it is about.
    pub sketch: &'a Sketch,
}

/// Mean likeness from which two groups of articles are one story.
///
/// On the news-clusters set pairs of articles joined at this value are right in 97 of 100 cases and 88 of 100 pairs are
/// found; see docs/incidents.md.
pub const JOIN: f32 = 0.18;
/// How long after the last article on a story another may still join it.
const DAYS: i32 = 366;
/// Terms of an article by which others are found, and how many articles one term may bring in.
const PROBES: usize = 16;
const NEIGHBOURS: usize = 64;
/// Likeness below which a pair is not looked at again.
const FLOOR: f32 = 0.04;

/// Groups of articles on one happening, each in the order given and the groups in the order of their first article.
///
/// Average linkage over the pairs that share a weighty term. The result does not depend on the order of the articles
/// but for the order in which groups are listed.
pub fn stories(articles: &[Article<'_>]) -> Vec<Vec<usize>> {
    let mut order: Vec<usize> = (0..articles.len()).collect();
    order.sort_by_key(|&i| (articles[i].published, articles[i].id));
    let mut clusters = Clusters::new(articles, &order);
    clusters.join_all();
    clusters.groups(articles.len())
}

/// Groups on the way to being joined. Indices are ranks in time.
struct Clusters {
    order: Vec<usize>,
    /// For each live group, the sum of likenesses to each neighbour.
    links: Vec<BTreeMap<usize, f32>>,
    members: Vec<Vec<usize>>,
}

impl Clusters {
    fn new(articles: &[Article<'_>], order: &[usize]) -> Self {
        let mut links: Vec<BTreeMap<usize, f32>> = vec![BTreeMap::new(); order.len()];
        let mut recent: FxHashMap<u64, Vec<usize>> = FxHashMap::default();
        for (rank, &at) in order.iter().enumerate() {
            let article = &articles[at];
            let mut near: Vec<usize> = Vec::new();
            for term in article.sketch.heaviest(PROBES) {
                let list = recent.entry(term).or_default();
                near.extend(list.iter().rev().take(NEIGHBOURS));
                list.push(rank);
            }
            near.sort_unstable();
            near.dedup();
            for other in near {
                let that = &articles[order[other]];
                let apart =
                    article.published.zip(that.published).map_or(0, |(a, b)| (a - b).get_days().abs());
                let likeness = article.sketch.likeness(that.sketch);
                if likeness >= FLOOR && apart <= DAYS {
                    links[rank].insert(other, likeness);
                    links[other].insert(rank, likeness);
                }
            }
        }
        Self { order: order.to_vec(), links, members: (0..order.len()).map(|r| vec![r]).collect() }
    }

    /// Mean likeness of two groups; pairs that share nothing count as 0.
    fn mean(&self, a: usize, b: usize, sum: f32) -> f32 {
        sum / (self.members[a].len() * self.members[b].len()) as f32
    }

    /// The best partner of a group: the likest, and of equals the earliest.
    fn best(&self, a: usize) -> Option<(f32, usize)> {
        let means = self.links[a].iter().map(|(&b, &sum)| (self.mean(a, b, sum), b));
        means.max_by(|x, y| x.0.total_cmp(&y.0).then(y.1.cmp(&x.1)))
    }

    /// Joins groups that are each other's best partner until none reach [`JOIN`].
    ///
    /// With average linkage the order in which mutual partners are joined does not matter.
    fn join_all(&mut self) {
        let mut chain: Vec<usize> = Vec::new();
        for start in 0..self.members.len() {
            chain.push(start);
            while let Some(&top) = chain.last() {
                if self.members[top].is_empty() {
                    chain.pop();
                    continue;
                }
                match self.best(top).filter(|(mean, _)| *mean >= JOIN) {
                    None => drop(chain.pop()),
                    Some((_, next)) if self.best(next).is_some_and(|(_, back)| back == top) => {
                        self.join(top.min(next), top.max(next));
                        chain.clear();
                        chain.push(top.min(next));
                    }
                    Some((_, next)) if chain.contains(&next) => {
                        // Equal likenesses may lead in a ring: its first two are as good as any.
                        self.join(top.min(next), top.max(next));
                        chain.clear();
                    }
                    Some((_, next)) => chain.push(next),
                }
            }
        }
    }

    fn join(&mut self, into: usize, from: usize) {
        let moved = std::mem::take(&mut self.members[from]);
        self.members[into].extend(moved);
        for (other, sum) in std::mem::take(&mut self.links[from]) {
            self.links[other].remove(&from);
            if other != into {
                *self.links[into].entry(other).or_default() += sum;
                *self.links[other].entry(into).or_default() += sum;
            }
        }
        self.links[into].remove(&from);
    }

    fn groups(self, count: usize) -> Vec<Vec<usize>> {
        let mut out: Vec<Vec<usize>> = self
            .members
            .into_iter()
            .filter(|m| !m.is_empty())
            .map(|m| {
                let mut group: Vec<usize> = m.into_iter().map(|r| self.order[r]).collect();
                group.sort_unstable();
                group
            })
            .collect();
        out.sort();
        debug_assert_eq!(out.iter().map(Vec::len).sum::<usize>(), count);
        out
    }
}
