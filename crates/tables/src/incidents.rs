//! One row for each incident: which columns? The values are those that a named rule picks among the claims.

use std::collections::BTreeMap;

use jiff::civil::Date;
use sayso_link::matrix::{Attribute, matrix};
use sayso_link::report::{Days, Party, Place};
use sayso_link::{Incident, Matrix, Report, Rule, aggregate};

use crate::Cell;
use crate::column::{Column, columns};
use sayso_incidents::Gathered;

/// An incident, and what a rule picks.
#[derive(Clone, Debug)]
pub struct Row {
    /// Identifier.
    pub id: String,
    /// Type of the ontology.
    pub kind: String,
    /// Mode of the type.
    pub mode: Option<String>,
    /// How it stands.
    pub standing: &'static str,
    /// The rule that picks.
    pub rule: Rule,
    /// Articles that report it.
    pub articles: usize,
    /// Origins that speak of it.
    pub origins: usize,
    /// Of these, those that repeat nobody.
    pub independent: usize,
    /// What is picked, in words.
    pub picked: BTreeMap<Attribute, String>,
    /// Lowest and highest of the figures that are picked.
    pub figures: BTreeMap<Attribute, (Option<u64>, Option<u64>)>,
    /// Lowest and highest of the figures that anybody gives.
    pub ranges: BTreeMap<Attribute, (Option<u64>, Option<u64>)>,
    /// Who gives the number of dead that is picked.
    pub claimants: Vec<String>,
    /// The days that are picked.
    pub days: Option<Days>,
    /// The place that is picked.
    pub place: Option<Place>,
    /// Who is picked as the doer.
    pub doer: Option<Party>,
    /// Who is picked as the one to whom it was done.
    pub target: Option<Party>,
    /// What each origin says of whether it happened.
    pub statuses: Vec<String>,
    /// First and last day of publication.
    pub published: Option<(Date, Date)>,
    /// Article and event of each report.
    pub members: Vec<Member>,
}

/// A report of an incident.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Member {
    /// The incident.
    pub incident: String,
    /// The article.
    pub document: String,
    /// The event in it.
    pub event: String,
}

/// Columns of incidents. New ones are added at the end only.
pub static COLUMNS: &[Column<Row>] = columns![Row;
    "grain" Text "What a row is: always `incidents`, one event of the world as far as its reports were joined." "" |_| "incidents".into();
    "incident_id" Text "Identifier, made from its first report; it may change when an earlier report comes in." "incident.id" |r| r.id.as_str().into();
    "rule" Text "By which rule one value was picked where sources differ: lowest, highest, most-sources, most-recent, official." "--rule" |r| r.rule.as_str().into();
    "event_type" Text "PLOVER event type." "reports[0].type" |r| r.kind.as_str().into();
    "event_mode" Text "PLOVER mode of the first report." "reports[0].mode" |r| Cell::text(&r.mode);
    "standing" Text "`disputed`, `denied only`, `one origin` or `not disputed`. Never confirmed: two origins may both be wrong." "matrix" |r| r.standing.into();
    "n_articles" Number "Articles that report it." "matrix.articles" |r| r.articles.into();
    "n_origins" Number "Origins that speak of it: who put a claim into the world." "matrix.rows" |r| r.origins.into();
    "n_independent_sources" Number "Origins that do not merely repeat another." "matrix.independent" |r| r.independent.into();
    "statuses" Text "How origins present it, each status once." "matrix.happened" |r| Cell::many(r.statuses.iter().map(String::as_str), "; ");
    "happened" Text "The status that the rule picks." "picked.happened" |r| picked(r, Attribute::Happened);
    "actor_name" Text "Who did it, as the rule picks." "picked.doer" |r| picked(r, Attribute::Doer);
    "actor_id" Text "Entry of the knowledge base." "reports.actors.entry" |r| entry(&r.doer);
    "actor_country" Text "ISO 3166-1 alpha-3." "reports.actors.country" |r| country(&r.doer);
    "actor_sector" Text "Sector." "reports.actors.role" |r| role(&r.doer);
    "target_name" Text "To whom, as the rule picks." "picked.recipient" |r| picked(r, Attribute::Recipient);
    "target_id" Text "Entry of the knowledge base." "reports.recipients.entry" |r| entry(&r.target);
    "target_country" Text "ISO 3166-1 alpha-3." "reports.recipients.country" |r| country(&r.target);
    "target_sector" Text "Sector." "reports.recipients.role" |r| role(&r.target);
    "place" Text "Where, as the rule picks." "picked.place" |r| picked(r, Attribute::Place);
    "geonameid" Number "GeoNames identifier of that place." "reports.places.geonames" |r| Cell::number(r.place.as_ref().and_then(|p| p.geonames).map(u64::from));
    "latitude" Real "Degrees north." "reports.places.point" |r| Cell::real(r.place.as_ref().and_then(|p| p.point).map(|p| p.0));
    "longitude" Real "Degrees east." "reports.places.point" |r| Cell::real(r.place.as_ref().and_then(|p| p.point).map(|p| p.1));
    "country" Text "ISO 3166-1 alpha-3 of that place." "reports.places.country" |r| r.place.as_ref().and_then(|p| p.country.as_deref()).map_or(Cell::Missing, Cell::from);
    "admin1" Text "First-order division of that place." "reports.places.admin1" |r| r.place.as_ref().map_or(Cell::Missing, |p| Cell::text(&p.admin1));
    "geo_precision" Text "How exact it is." "reports.places.precision" |r| r.place.as_ref().and_then(|p| p.precision.as_deref()).map_or(Cell::Missing, Cell::from);
    "date_low" Day "First day, as the rule picks; missing if no report dates it." "picked.date" |r| r.days.map_or(Cell::Missing, |d| Cell::Day(d.from));
    "date_high" Day "Last day." "picked.date" |r| r.days.map_or(Cell::Missing, |d| Cell::Day(d.to));
    "killed_min" Number "Lowest end of the number of dead that the rule picks." "picked.killed" |r| low(&r.figures, Attribute::Killed);
    "killed_max" Number "Highest end of that number." "picked.killed" |r| high(&r.figures, Attribute::Killed);
    "killed_claimant" Text "Origins that give the number that is picked." "picked.killed.origins" |r| Cell::many(r.claimants.iter().map(String::as_str), "; ");
    "killed_lowest" Number "Lowest number of dead that any origin gives." "matrix.killed" |r| low(&r.ranges, Attribute::Killed);
    "killed_highest" Number "Highest number of dead that any origin gives." "matrix.killed" |r| high(&r.ranges, Attribute::Killed);
    "injured_min" Number "Lowest end of the number of wounded that the rule picks." "picked.wounded" |r| low(&r.figures, Attribute::Wounded);
    "injured_max" Number "Highest end of that number." "picked.wounded" |r| high(&r.figures, Attribute::Wounded);
    "missing_min" Number "The same of missing persons." "picked.missing" |r| low(&r.figures, Attribute::Missing);
    "missing_max" Number "The same of missing persons." "picked.missing" |r| high(&r.figures, Attribute::Missing);
    "displaced_min" Number "The same of displaced persons." "picked.displaced" |r| low(&r.figures, Attribute::Displaced);
    "displaced_max" Number "The same of displaced persons." "picked.displaced" |r| high(&r.figures, Attribute::Displaced);
    "detained_min" Number "The same of detained persons." "picked.detained" |r| low(&r.figures, Attribute::Detained);
    "detained_max" Number "The same of detained persons." "picked.detained" |r| high(&r.figures, Attribute::Detained);
    "first_published" Day "When the first dated report was published." "reports.published" |r| r.published.map_or(Cell::Missing, |p| Cell::Day(p.0));
    "last_published" Day "When the last dated report was published." "reports.published" |r| r.published.map_or(Cell::Missing, |p| Cell::Day(p.1));
];

/// Which reports an incident is made of.
pub static MEMBERS: &[Column<Member>] = columns![Member;
    "incident_id" Text "The incident." "incident.id" |m| m.incident.as_str().into();
    "doc_id" Text "The article." "incident.reports" |m| m.document.as_str().into();
    "event_id" Text "The event in it; no event is in two incidents." "incident.reports" |m| m.event.as_str().into();
];

fn picked(row: &Row, attribute: Attribute) -> Cell<'_> {
    row.picked.get(&attribute).map_or(Cell::Missing, |t| t.as_str().into())
}

fn entry(party: &Option<Party>) -> Cell<'_> {
    party.as_ref().and_then(|p| p.entry.as_deref()).map_or(Cell::Missing, Cell::from)
}

fn country(party: &Option<Party>) -> Cell<'_> {
    party.as_ref().and_then(|p| p.country.as_deref()).map_or(Cell::Missing, Cell::from)
}

fn role(party: &Option<Party>) -> Cell<'_> {
    party.as_ref().and_then(|p| p.role.as_deref()).map_or(Cell::Missing, Cell::from)
}

type Figures = BTreeMap<Attribute, (Option<u64>, Option<u64>)>;

fn low(figures: &Figures, attribute: Attribute) -> Cell<'static> {
    Cell::number(figures.get(&attribute).and_then(|f| f.0))
}

fn high(figures: &Figures, attribute: Attribute) -> Cell<'static> {
    Cell::number(figures.get(&attribute).and_then(|f| f.1))
}

/// Rows of all incidents, those with most articles first.
pub fn rows(gathered: &Gathered, rule: Rule) -> Vec<Row> {
    let all = gathered.incidents();
    all.iter().map(|(incident, told)| row(gathered, incident, told, rule)).collect()
}

fn row(gathered: &Gathered, incident: &Incident, told: &[&Report], rule: Rule) -> Row {
    let matrix = matrix(told);
    let chosen = aggregate(&matrix, rule);
    let of = |a: Attribute| chosen.iter().find(|p| p.attribute == a);
    // What is picked is a word; all that the ledger knows of it stands in a report that carries it.
    let carrying = |a: Attribute| {
        let keys = of(a).map(|p| p.value.reports.as_slice()).unwrap_or_default();
        told.iter().filter(move |r| keys.contains(&r.key)).copied()
    };
    let named = |a: Attribute| of(a).map(|p| p.value.text.as_str()).unwrap_or_default();
    let party = |a: Attribute, list: fn(&Report) -> &[Party]| {
        carrying(a).flat_map(list).find(|p| p.name == named(a)).cloned()
    };
    let place =
        carrying(Attribute::Place).flat_map(|r| &r.places).find(|p| p.name == named(Attribute::Place));
    let tolls = chosen.iter().filter_map(|p| Some((p.attribute, p.value.toll.as_ref()?)));
    let claimants = of(Attribute::Killed).map(|p| p.origins.as_slice()).unwrap_or_default();
    let origins = matrix.rows.iter().filter(|r| claimants.contains(&r.origin.id));
    let days: Vec<Date> = told.iter().filter_map(|r| r.published).collect();
    let members = incident.reports.iter().filter_map(|key| gathered.event(key));
    Row {
        id: incident.id.to_string(),
        kind: told[0].kind.to_string(),
        mode: told[0].mode.as_ref().map(|m| m.to_string()),
        standing: matrix.standing(),
        rule,
        articles: matrix.articles,
        origins: matrix.rows.len(),
        independent: matrix.independent,
        picked: chosen.iter().map(|p| (p.attribute, p.value.text.clone())).collect(),
        figures: tolls.map(|(a, t)| (a, (t.low, t.high))).collect(),
        ranges: ranges(&matrix),
        claimants: origins.map(|r| r.origin.name.clone()).collect(),
        days: carrying(Attribute::Date).find_map(|r| r.date),
        place: place.cloned(),
        doer: party(Attribute::Doer, |r| &r.actors),
        target: party(Attribute::Recipient, |r| &r.recipients),
        statuses: statuses(&matrix),
        published: days.iter().min().zip(days.iter().max()).map(|(a, b)| (*a, *b)),
        members: members
            .map(|(document, event)| Member {
                incident: incident.id.to_string(),
                document: document.to_owned(),
                event: event.to_owned(),
            })
            .collect(),
    }
}

fn statuses(matrix: &Matrix) -> Vec<String> {
    let values = matrix.rows.iter().filter_map(|r| r.cells.get(&Attribute::Happened)).flatten();
    let mut all: Vec<String> = values.map(|v| v.text.clone()).collect();
    all.sort();
    all.dedup();
    all
}

/// What stands in no report's later figure of the same origin.
fn ranges(matrix: &Matrix) -> Figures {
    let mut out = Figures::new();
    for (attribute, values) in matrix.rows.iter().flat_map(|r| &r.cells) {
        for toll in values.iter().filter(|v| !v.superseded).filter_map(|v| v.toll.as_ref()) {
            let range = out.entry(*attribute).or_insert((None, None));
            let (low, high) = (toll.low.or(toll.high), toll.high.or(toll.low));
            range.0 = [range.0, low].into_iter().flatten().min();
            range.1 = [range.1, high].into_iter().flatten().max();
        }
    }
    out
}
