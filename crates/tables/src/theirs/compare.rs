//! Each of their events is looked for among the incidents by day, place, type, sides and dead. What two things have in common adds
//! to a score, what sets them apart takes from it; the highest above a mark is the same event.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::LazyLock;

use jiff::ToSpan;
use jiff::civil::Date;
use sayso_link::matrix::Attribute as Kept;
use sayso_link::report::Party;
use serde::Serialize;
use serde_json::{Value, json};

use super::Event;
use crate::incidents::Row;

/// In what two records of one event may differ.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Attribute {
    /// When.
    Date,
    /// Where.
    Place,
    /// What.
    Type,
    /// Who.
    Actors,
    /// How many died.
    Deaths,
}

impl Attribute {
    /// All of them.
    pub const ALL: [Attribute; 5] =
        [Attribute::Date, Attribute::Place, Attribute::Type, Attribute::Actors, Attribute::Deaths];

    /// The name in records.
    pub fn as_str(self) -> &'static str {
        match self {
            Attribute::Date => "date",
            Attribute::Place => "place",
            Attribute::Type => "type",
            Attribute::Actors => "actors",
            Attribute::Deaths => "deaths",
        }
    }
}

/// How near is near.
#[derive(Clone, Copy, Debug)]
pub struct Settings {
    /// Days between two records of one event.
    pub days: i32,
    /// Kilometres within which two places are one.
    pub km: f64,
    /// The score from which on two records are of one event.
    pub least: f64,
}

impl Default for Settings {
    fn default() -> Self {
        Self { days: 3, km: 50.0, least: 4.0 }
    }
}

/// What both say of an attribute in which they differ.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Difference {
    /// Theirs.
    pub theirs: Value,
    /// Ours.
    pub ours: Value,
}

/// One of their events, and what the ledger has of it.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Compared {
    /// Theirs.
    pub theirs: Event,
    /// The incident; none if the ledger has no such event.
    pub incident: Option<String>,
    /// How well they fit; of the best that does not fit well enough where there is no incident.
    pub score: Option<f64>,
    /// What each attribute adds to it.
    pub parts: BTreeMap<Attribute, f64>,
    /// In what they differ.
    pub differs: BTreeMap<Attribute, Difference>,
    /// How many of their events are this incident.
    pub shared: usize,
}

/// An incident, and the words that tell who its sides are.
struct Ours<'a> {
    row: &'a Row,
    sides: [Vec<String>; 2],
}

impl<'a> Ours<'a> {
    fn new(row: &'a Row) -> Self {
        let words = |party: &Option<Party>, attribute| {
            let mut words: Vec<String> = row.picked.get(&attribute).map(|n| words_of(n)).unwrap_or_default();
            let code = party.as_ref().and_then(|p| p.country.as_deref());
            words.extend(code.into_iter().flat_map(crate::country::names).flat_map(telling));
            words
        };
        Self { row, sides: [words(&row.doer, Kept::Doer), words(&row.target, Kept::Recipient)] }
    }

    /// How many of the two sides some of theirs name: by a word that tells, or by the country.
    fn common(&self, theirs: &BTreeSet<String>) -> usize {
        self.sides.iter().filter(|words| words.iter().any(|w| theirs.contains(w))).count()
    }
}

/// Looks for each of their events.
pub fn compare(theirs: Vec<Event>, ours: &[Row], settings: &Settings) -> Vec<Compared> {
    let ours: Vec<Ours<'_>> = ours.iter().map(Ours::new).collect();
    let mut by_day: BTreeMap<Date, Vec<&Ours<'_>>> = BTreeMap::new();
    // An incident that lasts stands on each of its first days: a long one is found by its beginning.
    for one in &ours {
        for day in days_of(one.row).map(|(from, to)| spread(from, to)).unwrap_or_default() {
            by_day.entry(day).or_default().push(one);
        }
    }
    let mut out: Vec<Compared> = theirs.into_iter().map(|event| find(event, &by_day, settings)).collect();
    let mut counts: BTreeMap<String, usize> = BTreeMap::new();
    for id in out.iter().filter_map(|c| c.incident.clone()) {
        *counts.entry(id).or_default() += 1;
    }
    for one in &mut out {
        one.shared = one.incident.as_ref().and_then(|id| counts.get(id)).copied().unwrap_or(0);
    }
    out
}

/// Days on which an incident is looked for.
const SPREAD: usize = 31;

fn spread(from: Date, to: Date) -> Vec<Date> {
    from.series(1.day()).take_while(|day| *day <= to).take(SPREAD).collect()
}

fn find(event: Event, by_day: &BTreeMap<Date, Vec<&Ours<'_>>>, settings: &Settings) -> Compared {
    let sides: BTreeSet<String> = event.sides.iter().flat_map(|s| words_of(s)).collect();
    let span = settings.days.days();
    let from = event.from.checked_sub(span).unwrap_or(Date::MIN);
    let to = event.to.checked_add(span).unwrap_or(Date::MAX);
    let mut seen = BTreeSet::new();
    let mut best: Option<(f64, BTreeMap<Attribute, f64>, &Ours<'_>)> = None;
    for ours in by_day.range(from..=to).flat_map(|d| d.1).filter(|o| seen.insert(o.row.id.as_str())) {
        let Some(parts) = parts(&event, &sides, ours, settings) else { continue };
        let score = parts.values().sum::<f64>();
        // Of equals the first by identifier, whatever the order of incidents.
        let better = best.as_ref().is_none_or(|b| score > b.0 || (score == b.0 && ours.row.id < b.2.row.id));
        if better {
            best = Some((score, parts, ours));
        }
    }
    match best {
        Some((score, parts, ours)) if score >= settings.least => {
            let differs = differences(&event, &sides, ours, settings);
            let incident = Some(ours.row.id.clone());
            Compared { theirs: event, incident, score: Some(score), parts, differs, shared: 0 }
        }
        other => Compared {
            theirs: event,
            incident: None,
            score: other.map(|b| b.0),
            parts: BTreeMap::new(),
            differs: BTreeMap::new(),
            shared: 0,
        },
    }
}

/// Two towns are two places if they are so many times farther apart than one place is wide.
const FAR: f64 = 4.0;

/// What speaks for one event and against it; none if two countries or two towns settle that they are two.
fn parts(
    event: &Event,
    sides: &BTreeSet<String>,
    ours: &Ours<'_>,
    settings: &Settings,
) -> Option<BTreeMap<Attribute, f64>> {
    let row = ours.row;
    let mut out = BTreeMap::new();
    let (from, to) = days_of(row)?;
    let own = if row.days.is_some() { 3.0 } else { 2.0 };
    out.insert(Attribute::Date, own - f64::from(apart(event, (from, to))));
    let country = row.place.as_ref().and_then(|p| p.country.as_deref());
    let place = match (event.country, country, distance(event, row)) {
        (_, _, Some(km)) if km <= settings.km => 3.0,
        (Some(a), Some(b), _) if a != b => return None,
        (_, _, Some(km)) if event.exact && is_exact(row) && km > FAR * settings.km => return None,
        (_, _, Some(_)) if event.exact && is_exact(row) => -1.0,
        (Some(_), Some(_), _) => 0.5,
        _ if same_name(event, row) => 2.0,
        _ => 0.0,
    };
    out.insert(Attribute::Place, place);
    out.insert(Attribute::Type, if event.plover.contains(&row.kind) { 2.0 } else { -2.0 });
    out.insert(Attribute::Actors, ours.common(sides) as f64);
    if let (Some(theirs), Some(ours)) = (event.dead, dead(row)) {
        out.insert(Attribute::Deaths, if overlap(theirs, ours) { 1.0 } else { -0.5 });
    }
    Some(out)
}

fn differences(
    event: &Event,
    words: &BTreeSet<String>,
    ours: &Ours<'_>,
    settings: &Settings,
) -> BTreeMap<Attribute, Difference> {
    let row = ours.row;
    let mut out = BTreeMap::new();
    let mut add = |attribute, theirs, ours| drop(out.insert(attribute, Difference { theirs, ours }));
    let own = row.days.map(|d| (d.from, d.to));
    if let Some((from, to)) = own.filter(|d| apart(event, *d) > 0) {
        add(Attribute::Date, json!([event.from, event.to]), json!([from, to]));
    }
    let name = row.picked.get(&Kept::Place);
    if let Some(km) = distance(event, row).filter(|km| *km > settings.km && event.exact && is_exact(row)) {
        let ours = json!({"name": name, "km": (km * 10.0).round() / 10.0});
        add(Attribute::Place, json!({"name": event.place}), ours);
    }
    if !event.plover.contains(&row.kind) {
        let mode = row.mode.as_ref().map(|m| format!("/{m}")).unwrap_or_default();
        add(Attribute::Type, json!(event.kind), json!(format!("{}{mode}", row.kind)));
    }
    let sides: Vec<&String> =
        [Kept::Doer, Kept::Recipient].iter().filter_map(|a| row.picked.get(a)).collect();
    if !sides.is_empty() && !event.sides.is_empty() && ours.common(words) == 0 {
        add(Attribute::Actors, json!(event.sides), json!(sides));
    }
    if let (Some(theirs), Some(given)) = (event.dead, dead(row))
        && !overlap(theirs, given)
    {
        add(Attribute::Deaths, json!([theirs.0, theirs.1]), json!([given.0, given.1]));
    }
    out
}

/// The days of an incident, or else those of its first and last publication.
fn days_of(row: &Row) -> Option<(Date, Date)> {
    row.days.map(|d| (d.from, d.to)).or(row.published.map(|p| (p.0, p.0)))
}

/// Days between two spans of days; 0 if they overlap.
fn apart(event: &Event, ours: (Date, Date)) -> i32 {
    let after = (ours.0 - event.to).get_days();
    let before = (event.from - ours.1).get_days();
    after.max(before).max(0)
}

fn is_exact(row: &Row) -> bool {
    matches!(row.place.as_ref().and_then(|p| p.precision.as_deref()), Some("city" | "facility"))
}

/// Kilometres over the ground; none where one has no point.
fn distance(event: &Event, row: &Row) -> Option<f64> {
    let (a, b) = (event.point?, row.place.as_ref()?.point?);
    let (north_a, north_b) = (a.0.to_radians(), b.0.to_radians());
    let (dn, de) = (north_b - north_a, (b.1 - a.1).to_radians());
    let h = (dn / 2.0).sin().powi(2) + north_a.cos() * north_b.cos() * (de / 2.0).sin().powi(2);
    Some(2.0 * 6371.0 * h.sqrt().min(1.0).asin())
}

fn same_name(event: &Event, row: &Row) -> bool {
    let ours = row.picked.get(&Kept::Place).map(|p| p.to_lowercase());
    event.place.as_ref().map(|p| p.to_lowercase()).zip(ours).is_some_and(|(a, b)| a == b)
}

fn dead(row: &Row) -> Option<(u64, u64)> {
    let (low, high) = row.ranges.get(&Kept::Killed)?;
    low.or(*high).zip(high.or(*low))
}

fn overlap(a: (u64, u64), b: (u64, u64)) -> bool {
    a.0 <= b.1 && b.0 <= a.1
}

/// A name as a whole, and its words that tell.
fn words_of(name: &str) -> Vec<String> {
    telling(name).chain([name.to_lowercase()]).collect()
}

/// Words of a name that tell who it is: none of the kinds of bodies that every country has.
fn telling(name: &str) -> impl Iterator<Item = String> + use<'_> {
    static KINDS: LazyLock<BTreeSet<&str>> =
        LazyLock::new(|| include_str!("../../../../data/en/link/kinds-of-bodies.txt").lines().collect());
    let words = name.split(|c: char| !c.is_alphanumeric()).filter(|w| w.chars().count() > 2);
    let words = words.filter(|w| !w.bytes().all(|b| b.is_ascii_digit())).map(str::to_lowercase);
    words.filter(|w| !KINDS.contains(w.as_str()))
}
