//! What did people decide about the machine's records? Decisions are entries of the ledger beside the records, which stay.
//!
//! A person has one judgement of a claim (`accept`, `reject`, `unsure`) and one correction for each field. A later one takes
//! the place of an earlier one of the same person; those of two persons stand side by side.

use std::collections::BTreeMap;
use std::ops::ControlFlow;

use serde::{Deserialize, Serialize};

use crate::entry::{Draft, Kind, Op};
use crate::query::Change;
use crate::record::claim::{Claim, Days, Figure, Named, Site};
use crate::record::run::Run;
use crate::{Result, Store, id};

/// Claims that one decision may be about.
pub const TARGETS_MAX: usize = 5_000;

/// What can be decided.
pub const ACTIONS: [&str; 4] = ["accept", "correct", "reject", "unsure"];

/// Which values are shown: the machine's, or those with what people corrected.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Layer {
    /// As the machine wrote it.
    #[default]
    Machine,
    /// Only what somebody accepted or corrected, with the corrections.
    Reviewed,
    /// All that nobody rejected, with the corrections.
    Merged,
}

impl Layer {
    /// All layers with their words.
    pub const ALL: [(Layer, &'static str); 3] =
        [(Layer::Machine, "machine"), (Layer::Reviewed, "reviewed"), (Layer::Merged, "merged")];

    /// The word of the address and of the command line.
    pub fn as_str(self) -> &'static str {
        Self::ALL.iter().find(|l| l.0 == self).map_or("machine", |l| l.1)
    }

    /// The states of review whose claims it shows.
    pub fn states(self) -> Vec<&'static str> {
        match self {
            Layer::Machine => STATES.to_vec(),
            Layer::Reviewed => vec!["accepted", "corrected"],
            Layer::Merged => STATES.iter().filter(|s| **s != "rejected").copied().collect(),
        }
    }
}

/// Why something is rejected or corrected: the code that is kept, the key, and what a reader sees.
pub const REASONS: [(&str, char, &str); 13] = [
    ("wrong-actor", '1', "wrong actor"),
    ("wrong-target", '2', "wrong target"),
    ("wrong-event", '3', "wrong event"),
    ("wrong-place", '4', "wrong place"),
    ("wrong-date", '5', "wrong date"),
    ("wrong-number", '6', "wrong number"),
    ("wrong-source", '7', "wrong source"),
    ("wrong-status", '8', "wrong status"),
    ("not-an-event", '9', "not an event"),
    ("duplicate", 'd', "duplicate"),
    ("bad-text", 'b', "bad text"),
    ("out-of-scope", 'o', "out of scope"),
    ("other", '0', "other"),
];

/// Fields that can be corrected, and what a reader calls them.
pub const FIELDS: [(&str, &str); 9] = [
    ("type", "event"),
    ("status", "status"),
    ("actor", "who"),
    ("target", "to whom"),
    ("place", "where"),
    ("date", "when"),
    ("killed", "killed"),
    ("wounded", "wounded"),
    ("source", "on whose say-so"),
];

/// The body of a decision, as the ledger keeps it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Body {
    /// The claim.
    pub target: String,
    /// One of [`ACTIONS`].
    pub action: String,
    /// One of [`REASONS`].
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reason: Option<String>,
    /// The field that is corrected.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub field: Option<String>,
    /// What the machine says there.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub old: Option<String>,
    /// What the person says; empty where there is nothing to say.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub new: Option<String>,
    /// By which way it came: `page`, `api`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub via: Option<String>,
}

/// A decision that stands.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Decided {
    /// Number of its entry.
    pub seq: i64,
    /// Identifier.
    pub id: String,
    /// Milliseconds since 1970 in UTC.
    pub at_ms: i64,
    /// The person.
    pub by: String,
    /// Their words.
    pub note: Option<String>,
    /// What was decided.
    #[serde(flatten)]
    pub body: Body,
}

impl Decided {
    /// The decision of an entry; none if it is taken back, or says nothing that is known here.
    pub fn read(change: &Change) -> Option<Self> {
        let entry = &change.entry;
        if entry.op == Op::Retract {
            return None;
        }
        let body: Body = serde_json::from_str(entry.body.as_deref()?).ok()?;
        if !ACTIONS.contains(&body.action.as_str()) {
            return None;
        }
        let by = change.by.clone();
        Some(Self {
            seq: entry.seq,
            id: entry.id.clone(),
            at_ms: entry.at_ms,
            by,
            note: entry.why.clone(),
            body,
        })
    }

    /// When, as a person reads it.
    pub fn at(&self) -> String {
        let at = jiff::Timestamp::from_millisecond(self.at_ms);
        at.map(|t| t.strftime("%Y-%m-%d %H:%M UTC").to_string()).unwrap_or_default()
    }
}

/// How a claim stands with those who looked at it.
#[derive(Clone, Debug, Default, Serialize)]
pub struct Standing {
    /// Decisions, the first first.
    pub decisions: Vec<Decided>,
}

/// What a claim's review may have come to.
pub const STATES: [&str; 6] = ["open", "accepted", "corrected", "rejected", "unsure", "contested"];

impl Standing {
    /// Adds a decision, the later after the earlier.
    pub fn add(&mut self, decided: Decided) {
        self.decisions.push(decided);
    }

    /// One of [`STATES`].
    pub fn state(&self) -> &'static str {
        let mut of_persons: BTreeMap<&str, &'static str> = BTreeMap::new();
        for decided in &self.decisions {
            let state = match decided.body.action.as_str() {
                "accept" => "accepted",
                "reject" => "rejected",
                "correct" => "corrected",
                _ => "unsure",
            };
            let known = of_persons.entry(&decided.by).or_insert(state);
            // A claim that is rejected as a whole stays so, whatever was corrected in it before.
            let weight =
                |s: &str| ["unsure", "accepted", "corrected", "rejected"].iter().position(|w| *w == s);
            if weight(state) > weight(known) {
                *known = state;
            }
        }
        let mut states: Vec<&str> = of_persons.into_values().collect();
        states.sort_unstable();
        states.dedup();
        match states[..] {
            [] => "open",
            [one] => STATES.iter().find(|s| **s == one).copied().unwrap_or("unsure"),
            _ => "contested",
        }
    }

    /// Corrections that nobody contradicts: field and value.
    pub fn corrections(&self) -> BTreeMap<&str, &str> {
        let mut out: BTreeMap<&str, Option<&str>> = BTreeMap::new();
        for decided in &self.decisions {
            if let (Some(field), Some(new)) = (&decided.body.field, &decided.body.new) {
                let value = out.entry(field).or_insert(Some(new));
                if value.is_some_and(|v| v != new) {
                    *value = None;
                }
            }
        }
        out.into_iter().filter_map(|(field, value)| Some((field, value?))).collect()
    }

    /// The claim with the corrections in place of what the machine wrote.
    pub fn merge(&self, claim: &mut Claim) {
        let named = |text: &str| Named { name: Some(text.to_owned()), ..Named::default() };
        let list = |text: &str| if text.is_empty() { Vec::new() } else { vec![named(text)] };
        for (field, new) in self.corrections() {
            match field {
                "type" => claim.kind = new.to_owned(),
                "status" => claim.status = new.to_owned(),
                "actor" => claim.actors = list(new),
                "target" => claim.recipients = list(new),
                "source" => claim.says = list(new),
                "place" => {
                    claim.places.clear();
                    if !new.is_empty() {
                        claim.places.push(site(new));
                    }
                }
                "date" => claim.date = (!new.is_empty()).then(|| days(new)),
                kind => {
                    claim.casualties.retain(|c| c.kind != kind);
                    if let Some(figure) = figure(kind, new) {
                        claim.casualties.push(figure);
                    }
                }
            }
        }
    }
}

fn site(name: &str) -> Site {
    Site {
        name: Some(name.to_owned()),
        text: name.to_owned(),
        geonames: None,
        latitude: None,
        longitude: None,
        country: None,
        admin1: None,
        precision: None,
    }
}

fn days(text: &str) -> Days {
    let (from, to) = text.split_once("..").unwrap_or((text, text));
    Days {
        from: Some(from.to_owned()),
        to: Some(to.to_owned()),
        precision: if from == to { "day" } else { "days" }.to_owned(),
        text: text.to_owned(),
    }
}

fn figure(kind: &str, text: &str) -> Option<Figure> {
    let (low, high) = text.split_once("..").unwrap_or((text, text));
    let (low, high) = (low.parse().ok(), high.parse().ok());
    (low.is_some() || high.is_some()).then(|| Figure {
        kind: kind.to_owned(),
        low,
        high,
        approximate: false,
        text: text.to_owned(),
    })
}

/// What the machine says in a field, in words.
pub fn value_of(claim: &Claim, field: &str) -> String {
    let names = |list: &[Named], between: &str| {
        let name = |n: &Named| n.name.clone().or_else(|| n.text.clone()).unwrap_or_default();
        list.iter().map(name).collect::<Vec<_>>().join(between)
    };
    match field {
        "type" => claim.kind.clone(),
        "status" => claim.status.clone(),
        "actor" => names(&claim.actors, ", "),
        "target" => names(&claim.recipients, ", "),
        "source" => names(&claim.says, " ▸ "),
        "place" => {
            let name = |s: &Site| s.name.clone().unwrap_or_else(|| s.text.clone());
            claim.places.iter().map(name).collect::<Vec<_>>().join(", ")
        }
        "date" => claim.date.as_ref().map_or(String::new(), |d| match (&d.from, &d.to) {
            (Some(from), Some(to)) if from != to => format!("{from}..{to}"),
            (from, to) => from.clone().or(to.clone()).unwrap_or_default(),
        }),
        kind => {
            let found = claim.casualties.iter().find(|c| c.kind == kind);
            found.map_or(String::new(), |c| match (c.low, c.high) {
                (Some(low), Some(high)) if low != high => format!("{low}..{high}"),
                (low, high) => low.or(high).map(|n| n.to_string()).unwrap_or_default(),
            })
        }
    }
}

/// The draft of a decision of a person.
pub fn draft(by: &str, body: &Body) -> Draft {
    let field = body.field.as_deref().unwrap_or("");
    let id = id::of("dec", &[&body.target, by, field]);
    let body = serde_json::to_string(body).expect("a decision is JSON");
    Draft { kind: Kind::Decision, id, body }
}

/// Writes what a person decided, all or nothing; gives the identifiers. `version` is that of the program.
pub fn write(
    store: &mut Store,
    (by, version): (&str, &str),
    bodies: &[Body],
    note: Option<&str>,
) -> Result<Vec<String>> {
    let drafts: Vec<Draft> = bodies.iter().map(|body| draft(by, body)).collect();
    store.writer(run(by, version)).decide_all(&drafts, note)?;
    Ok(drafts.into_iter().map(|d| d.id).collect())
}

/// Takes decisions back.
pub fn undo(store: &mut Store, (by, version): (&str, &str), ids: &[String]) -> Result<usize> {
    Ok(store.writer(run(by, version)).withdraw(ids, Some("undone"))?.len())
}

fn run(by: &str, version: &str) -> Run {
    Run {
        command: "review".into(),
        version: version.to_owned(),
        by: Some(by.to_owned()),
        arguments: Vec::new(),
    }
}

/// How each claim stood after an entry; `None` is now.
pub fn standings(store: &mut Store, as_of: Option<i64>) -> Result<BTreeMap<String, Standing>> {
    let mut decisions: BTreeMap<String, Decided> = BTreeMap::new();
    store.each_change(0, &[Kind::Decision], |change| {
        if as_of.is_some_and(|seq| change.entry.seq > seq) {
            return Ok(ControlFlow::Break(()));
        }
        match Decided::read(&change) {
            Some(decided) => decisions.insert(change.entry.id.clone(), decided),
            None => decisions.remove(&change.entry.id),
        };
        Ok(ControlFlow::Continue(()))
    })?;
    let mut all: Vec<Decided> = decisions.into_values().collect();
    all.sort_by_key(|d| d.seq);
    let mut out: BTreeMap<String, Standing> = BTreeMap::new();
    for decided in all {
        out.entry(decided.body.target.clone()).or_default().add(decided);
    }
    Ok(out)
}
