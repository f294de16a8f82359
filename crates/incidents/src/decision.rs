//! What have people decided of reports: these two are one event, those two are not?
//!
//! A decision is an entry of the ledger with who and why. It names two events by their identifiers, which stay when a text is
//! coded again. Of two persons' decisions on one pair the later one counts, and both stay; one that is taken back counts no more.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::ControlFlow;

use sayso_link::{Decisions, Key};
use sayso_store::entry::{Draft, Kind, Op};
use sayso_store::{Result, Store, id};
use serde::{Deserialize, Serialize};

/// What was decided of two reports.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Verdict {
    /// They tell of one event.
    Same,
    /// They do not.
    Different,
}

impl Verdict {
    /// The verdict as it is written.
    pub fn as_str(self) -> &'static str {
        match self {
            Verdict::Same => "same",
            Verdict::Different => "different",
        }
    }
}

/// Body of the entry of a decision about two events.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Body {
    /// The one event.
    pub target: String,
    /// The other.
    pub with: String,
    /// What was decided.
    pub action: Verdict,
    /// Documents of the two events.
    pub documents: [String; 2],
    /// By which way it came: `command`, `page`.
    pub via: String,
}

/// A decision that stands.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Decided {
    /// Number of its entry.
    pub seq: i64,
    /// Identifier.
    pub id: String,
    /// The person.
    pub by: String,
    /// Their reason.
    pub why: Option<String>,
    /// What was decided.
    #[serde(flatten)]
    pub body: Body,
}

/// An event, and the document that it is told in.
pub type Told = (String, String);

/// The decisions of a person on all pairs of two lists of events, each of which is known by its document. Other than for
/// the same event, which needs none.
pub fn drafts(verdict: Verdict, these: &[Told], those: &[Told], by: &str, via: &str) -> Vec<Draft> {
    let mut pairs: BTreeSet<(&Told, &Told)> = BTreeSet::new();
    for a in these {
        pairs.extend(those.iter().filter(|b| b.0 != a.0).map(|b| if a.0 < b.0 { (a, b) } else { (b, a) }));
    }
    let draft = |(a, b): (&Told, &Told)| {
        let body = Body {
            target: a.0.clone(),
            with: b.0.clone(),
            action: verdict,
            documents: [a.1.clone(), b.1.clone()],
            via: via.to_owned(),
        };
        let body = serde_json::to_string(&body).expect("a decision is JSON");
        Draft { kind: Kind::Decision, id: id::of("dec", &["events", &a.0, &b.0, by]), body }
    };
    pairs.into_iter().map(draft).collect()
}

/// All decisions about two events that stand, or stood after an entry, the earliest first; and the documents of all that were
/// ever made.
pub fn decided(store: &mut Store, as_of: Option<i64>) -> Result<(Vec<Decided>, BTreeSet<String>)> {
    let (mut standing, mut documents) = (BTreeMap::new(), BTreeSet::new());
    store.each_change(0, &[Kind::Decision], |change| {
        let entry = &change.entry;
        if as_of.is_some_and(|as_of| entry.seq > as_of) {
            return Ok(ControlFlow::Break(()));
        }
        if entry.op == Op::Retract {
            standing.remove(&entry.id);
            return Ok(ControlFlow::Continue(()));
        }
        let body = entry.body.as_deref().and_then(|b| serde_json::from_str::<Body>(b).ok());
        if let Some(body) = body {
            documents.extend(body.documents.iter().cloned());
            let (seq, id, by, why) = (entry.seq, entry.id.clone(), change.by.clone(), entry.why.clone());
            standing.insert(entry.id.clone(), Decided { seq, id, by, why, body });
        }
        Ok(ControlFlow::Continue(()))
    })?;
    let mut standing: Vec<Decided> = standing.into_values().collect();
    standing.sort_by_key(|d| d.seq);
    Ok((standing, documents))
}

/// What the decisions come to, by the keys of reports: of one pair the last one counts.
pub fn decisions(all: &[Decided], key: impl Fn(&str, &str) -> Option<Key>) -> Decisions {
    let mut last: BTreeMap<(Key, Key), Verdict> = BTreeMap::new();
    for decided in all {
        let Body { target, with, documents, action, .. } = &decided.body;
        let (Some(a), Some(b)) = (key(&documents[0], target), key(&documents[1], with)) else { continue };
        last.insert(if a < b { (a, b) } else { (b, a) }, *action);
    }
    let mut out = Decisions::default();
    for (pair, verdict) in last {
        match verdict {
            Verdict::Same => out.same.push(pair),
            Verdict::Different => out.different.push(pair),
        }
    }
    out
}

/// The event that an identifier of an event or a claim names; `None` if the ledger has no such thing now.
pub fn event_of(store: &mut Store, id: &str) -> Result<Option<Told>> {
    #[derive(Deserialize)]
    struct Claim {
        event: String,
        document: String,
    }
    let Some(entry) = store.record(id, None)? else { return Ok(None) };
    let body = entry.body.as_deref().unwrap_or_default();
    Ok(match entry.kind {
        Kind::Event => {
            let document = entry.document.map(|n| store.entry(n)).transpose()?.flatten();
            document.map(|d| (entry.id, d.id))
        }
        Kind::Claim => serde_json::from_str::<Claim>(body).ok().map(|c| (c.event, c.document)),
        _ => None,
    })
}
