//! Do two reports tell of one event, and why?

use serde::{Deserialize, Serialize};
use smol_str::SmolStr;

use crate::compare::{Agreement, dates, parties, places, tolls};
use crate::report::Report;
use crate::words;

/// Why two reports are taken for one event, or for two.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Link {
    /// Sum of the reasons' weights: log-odds that the two are one.
    pub score: f32,
    /// Each reason with what it weighs.
    pub reasons: Vec<Reason>,
    /// True if they agree on something that one event has and another has not: a place, a day, a party, a figure, a word.
    pub concrete: bool,
}

/// One reason for or against.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Reason {
    /// What was compared and how it came out.
    pub name: SmolStr,
    /// Log-odds, positive for one event.
    pub weight: f32,
}

/// What a person's decision weighs: more than all that can be found.
const DECIDED: f32 = 100.0;

impl Link {
    /// Two reports that a person decided to be one.
    pub fn decided() -> Self {
        let reason = Reason { name: SmolStr::new_static("decided by a person"), weight: DECIDED };
        Self { score: DECIDED, reasons: vec![reason], concrete: true }
    }

    /// Probability that the two are one event.
    pub fn probability(&self) -> f32 {
        1.0 / (1.0 + (-self.score).exp())
    }
}

/// Compares two reports; `None` if something excludes that they are one.
pub fn link(a: &Report, b: &Report) -> Option<Link> {
    if a.kind != b.kind || !(a.is_incident() && b.is_incident()) {
        return None;
    }
    let one_article = a.key.document == b.key.document;
    let (place, when) = (places(&a.places, &b.places), dates(a, b));
    if place == Agreement::Excluded || when == Agreement::Excluded || is_answer(a, b) {
        return None;
    }
    let mut out = Link { score: 0.0, reasons: Vec::with_capacity(8), concrete: false };
    let mut add = |name: &'static str, weight: f32| {
        if weight != 0.0 {
            out.score += weight;
            out.reasons.push(Reason { name: SmolStr::new_static(name), weight });
        }
    };
    if one_article {
        // The article itself told them apart, unless one of the two only points back.
        let points_back = |r: &Report| r.is_bare() && words::is_general(&r.trigger);
        match points_back(a) || points_back(b) {
            true => add("points back within the article", 0.6),
            false => add("told in one article", -1.0),
        }
    } else {
        add("two articles", -3.0);
        add("articles alike", STORY * a.story.likeness(&b.story).min(STORY_MAX));
    }
    let (name, weight) = match place {
        Agreement::Same => ("same place", 2.0),
        Agreement::Compatible => ("places near or wide", 0.5),
        Agreement::Differs => ("other place", -2.0),
        _ => ("", 0.0),
    };
    add(name, weight);
    let (name, weight) = match when {
        Agreement::Same => ("same date", 1.2),
        Agreement::Compatible => ("dates can meet", 0.4),
        Agreement::Differs => ("told at other times", -2.5),
        _ => ("", 0.0),
    };
    add(name, weight);
    for (who, names) in [
        (parties(&a.actors, &b.actors), ["same doer", "doers may be one", "other doer"]),
        (
            parties(&a.recipients, &b.recipients),
            ["same recipient", "recipients may be one", "other recipient"],
        ),
    ] {
        let (name, weight) = match who {
            Agreement::Same => (names[0], 1.0),
            Agreement::Compatible => (names[1], 0.5),
            Agreement::Differs => (names[2], -1.2),
            _ => ("", 0.0),
        };
        add(name, weight);
    }
    let (name, weight) = match tolls(&a.tolls, &b.tolls) {
        Agreement::Same => ("same figure", 1.5),
        Agreement::Compatible => ("figures can meet", 0.4),
        Agreement::Differs => ("other figures", -1.5),
        _ => ("", 0.0),
    };
    add(name, weight);
    match (&a.mode, &b.mode) {
        (Some(x), Some(y)) if x == y => add("same mode", 0.5),
        (Some(x), Some(y)) if words::are_alike(&a.kind, x, y) => {}
        (Some(_), Some(_)) if one_article => return None,
        (Some(_), Some(_)) => add("other mode", -1.5),
        _ => {}
    }
    let specific = |r: &Report| !words::is_general(&r.trigger);
    if a.trigger == b.trigger {
        add("same word", 0.4);
    } else if specific(a) && specific(b) && (a.mode.is_none() || b.mode.is_none()) {
        add("other word", -1.0);
    }
    let concrete = |r: &Reason| r.weight > 0.0 && !VAGUE.contains(&r.name.as_str());
    out.concrete = out.reasons.iter().any(concrete);
    Some(out)
}

/// Reasons that say no more than that two articles are on one matter at one time.
const VAGUE: [&str; 4] = ["articles alike", "dates can meet", "same mode", "points back within the article"];

/// Weight of the likeness of two articles.
const STORY: f32 = 7.0;
/// Likeness beyond which two articles on one matter are not more likely to tell of one event.
const STORY_MAX: f32 = 0.5;

/// True if one side's deed against the other is told beside the other's deed against it: an attack and its answer.
fn is_answer(a: &Report, b: &Report) -> bool {
    let crossed = parties(&a.actors, &b.recipients) >= Agreement::Compatible
        && parties(&a.recipients, &b.actors) >= Agreement::Compatible;
    crossed
        && parties(&a.actors, &b.actors) < Agreement::Compatible
        && parties(&a.recipients, &b.recipients) < Agreement::Compatible
}
