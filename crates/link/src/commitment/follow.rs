//! What has become of a commitment? Later reports of its condition and of its deed, and later words of its speaker.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::group::Commitment;
use super::pledge::{Deed, Kind, Pledge, speaker};
use crate::compare::{Agreement, parties};
use crate::report::{Key, Party, Report};

/// How a commitment stands. Only what articles report is known: an open one may have been kept unseen.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum State {
    /// Nothing later is reported of it.
    Open,
    /// Its condition is reported met, and the deed is not.
    ConditionReportedMet,
    /// The deed is reported.
    Done,
    /// Its speaker is reported to have taken it back.
    Withdrawn,
}

impl State {
    /// The state as it is written in records.
    pub fn as_str(self) -> &'static str {
        match self {
            State::Open => "open",
            State::ConditionReportedMet => "condition reported met",
            State::Done => "done",
            State::Withdrawn => "withdrawn",
        }
    }
}

/// How a commitment stands, and what shows it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Outcome {
    /// How it stands.
    pub state: State,
    /// Later reports of the deed.
    pub deed: Vec<Key>,
    /// Later reports of what the condition speaks of.
    pub condition: Vec<Key>,
    /// Later sayings that take it back.
    pub withdrawal: Vec<Key>,
}

/// Likeness of words from which a withdrawal is one of this commitment.
const LIKE: f32 = 0.15;

/// Reports by type, so that what became of a commitment is looked for among those that can tell.
#[derive(Clone, Debug, Default)]
pub struct Reported<'a> {
    of_kind: BTreeMap<&'a str, Vec<&'a Report>>,
}

impl<'a> Reported<'a> {
    /// The reports that somebody asserts or alleges.
    pub fn new(reports: impl IntoIterator<Item = &'a Report>) -> Self {
        let mut of_kind: BTreeMap<&str, Vec<&Report>> = BTreeMap::new();
        let happened =
            |r: &&Report| r.views.iter().any(|v| matches!(v.status.as_str(), "asserted" | "alleged"));
        for report in reports.into_iter().filter(happened) {
            of_kind.entry(report.kind.as_str()).or_default().push(report);
        }
        Self { of_kind }
    }

    fn of(&self, deeds: &[Deed]) -> impl Iterator<Item = &'a Report> {
        let mut kinds: Vec<&str> = deeds.iter().map(|d| d.kind.as_str()).collect();
        kinds.sort_unstable();
        kinds.dedup();
        kinds.into_iter().filter_map(|k| self.of_kind.get(k)).flatten().copied()
    }
}

/// Looks for what became of a commitment among reports and sayings of any time; what is not later does not count.
pub fn follow(commitment: &Commitment, reports: &Reported<'_>, sayings: &[&Pledge]) -> Outcome {
    let first = &commitment.pledges[0];
    let later = |r: &&Report| {
        let day = r.date.map(|d| d.from).or(r.published);
        !commitment.pledges.iter().any(|p| p.key.document == r.key.document)
            && first.published.zip(day).is_some_and(|(said, day)| day >= said && r.published >= Some(said))
    };
    let found = |deeds: &dyn Fn(&Pledge) -> Vec<Deed>| -> Vec<Key> {
        let deeds: Vec<Deed> = commitment.pledges.iter().flat_map(deeds).collect();
        let tells = |r: &&Report| deeds.iter().any(|d| is_deed(r, d));
        reports.of(&deeds).filter(later).filter(tells).map(|r| r.key.clone()).collect()
    };
    // A refusal is kept by nothing happening: its deed reported is a broken refusal and shows as done all the same.
    let deed = found(&|p: &Pledge| p.deeds.iter().map(|d| with_doer(p, d)).collect());
    let condition = found(&|p: &Pledge| p.conditions.clone());
    let takes_back = |p: &&&Pledge| {
        p.takes_back
            && speaker(p) == speaker(first)
            && p.published >= first.published
            && commitment.pledges.iter().any(|q| q.sketch.likeness(&p.sketch) >= LIKE)
    };
    let withdrawal: Vec<Key> = sayings.iter().filter(takes_back).map(|p| p.key.clone()).collect();
    let state = match () {
        () if !deed.is_empty() => State::Done,
        () if !withdrawal.is_empty() => State::Withdrawn,
        () if !condition.is_empty() => State::ConditionReportedMet,
        () => State::Open,
    };
    Outcome { state, deed, condition, withdrawal }
}

/// The deed with its doer filled in: a threat and a promise are the speaker's own, a demand is on the one asked.
fn with_doer(pledge: &Pledge, deed: &Deed) -> Deed {
    let mut deed = deed.clone();
    if deed.actors.is_empty() {
        deed.actors = match pledge.kind {
            Kind::Demand => pledge.to.clone(),
            _ => vec![pledge.by.party.clone()],
        };
    }
    deed
}

/// True if a report tells of the deed: its type, done by a doer that may be the one, to somebody that may be the one.
fn is_deed(report: &Report, deed: &Deed) -> bool {
    let known = |a: &[Party], b: &[Party]| parties(a, b) >= Agreement::Compatible;
    let modes = match (&report.mode, &deed.mode) {
        (Some(a), Some(b)) => crate::words::are_alike(&deed.kind, a, b),
        _ => true,
    };
    let doer = known(&report.actors, &deed.actors);
    let recipient = known(&report.recipients, &deed.recipients);
    let no_other = parties(&report.actors, &deed.actors) >= Agreement::Open
        && parties(&report.recipients, &deed.recipients) >= Agreement::Open;
    report.kind == deed.kind && modes && no_other && doer && (recipient || deed.recipients.is_empty())
}
