//! Where does a claim come from? The origin is the innermost source of a chain, or the article itself.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};
use smol_str::SmolStr;

use crate::report::{Report, View};

/// Who put a claim into the world, as far as the articles tell.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Origin {
    /// The same for one origin in all articles.
    pub id: String,
    /// Its name, or the words for an unnamed one.
    pub name: String,
    /// Class of the source: `person`, `government`, `media` …; `None` for an article's own voice.
    pub class: Option<SmolStr>,
    /// True for a source with a name.
    pub named: bool,
    /// True if it is an article speaking in its own voice.
    pub own_voice: bool,
}

/// The origin of a view.
///
/// A named source is one origin wherever it is quoted. An unnamed one ("two officials") is the same only within one text
/// and its copies. An article's own voice is its publisher's, and that of a copy is the text's it was copied from.
pub fn origin(report: &Report, view: &View) -> Origin {
    let text = report.copies.as_ref().unwrap_or(&report.key.document);
    let Some(innermost) = view.chain.last() else {
        let (id, name) = match (&report.copies, &report.publisher) {
            (Some(copies), publisher) => {
                (format!("text:{copies}"), publisher.clone().unwrap_or_else(|| "the article".to_owned()))
            }
            (None, Some(publisher)) => (format!("publisher:{}", publisher.to_lowercase()), publisher.clone()),
            (None, None) => (format!("text:{text}"), "the article".to_owned()),
        };
        return Origin { id, name, class: None, named: true, own_voice: true };
    };
    let party = &innermost.party;
    let folded = party.name.to_lowercase();
    let id = match &party.entry {
        Some(entry) => format!("entry:{entry}"),
        None if innermost.named => format!("name:{folded}"),
        None => format!("in:{text}:{folded}"),
    };
    let class = innermost.class.clone();
    Origin { id, name: party.name.clone(), class, named: innermost.named, own_voice: false }
}

/// Origins that do not merely repeat each other: all sources, and the voice of an article only where the article names no
/// source for the event.
pub fn independent(reports: &[&Report]) -> BTreeSet<String> {
    let of_report = |report: &&Report| {
        let sourced: Vec<String> = report
            .views
            .iter()
            .filter(|v| v.is_of_incident() && !v.chain.is_empty())
            .map(|v| origin(report, v).id)
            .collect();
        if !sourced.is_empty() {
            return sourced;
        }
        report.views.iter().filter(|v| v.is_of_incident()).map(|v| origin(report, v).id).collect()
    };
    reports.iter().flat_map(of_report).collect()
}

/// Outlets that cite each other in a ring for what the reports tell, each ring in the order of names.
///
/// A ring is circular reporting: none of its outlets is a witness for the others.
pub fn rings(reports: &[&Report]) -> Vec<Vec<String>> {
    let mut cites: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    for report in reports {
        for view in &report.views {
            let mut hops: Vec<String> = report.publisher.iter().map(|p| p.to_lowercase()).collect();
            hops.extend(view.chain.iter().map(|h| h.party.name.to_lowercase()));
            for pair in hops.windows(2).filter(|p| p[0] != p[1]) {
                cites.entry(pair[0].clone()).or_default().insert(pair[1].clone());
            }
        }
    }
    let reaches = |from: &str| {
        let mut seen: BTreeSet<&str> = BTreeSet::new();
        let mut open: Vec<&str> = vec![from];
        while let Some(at) = open.pop() {
            for next in cites.get(at).into_iter().flatten() {
                if seen.insert(next) {
                    open.push(next);
                }
            }
        }
        seen
    };
    let reach: BTreeMap<&str, BTreeSet<&str>> = cites.keys().map(|k| (k.as_str(), reaches(k))).collect();
    let mut out: BTreeSet<Vec<String>> = BTreeSet::new();
    for (from, there) in &reach {
        if there.contains(from) {
            let ring = there.iter().filter(|t| reach.get(**t).is_some_and(|back| back.contains(from)));
            out.insert(ring.map(|t| (*t).to_owned()).collect());
        }
    }
    out.into_iter().collect()
}
