//! ACLED's table: thirty-one columns, made of incidents. Like theirs, not theirs: nobody at ACLED has seen a row.

use sayso_link::report::Party;
use sayso_model::precision;

use crate::Cell;
use crate::column::{Column, columns};
use crate::incidents::Row;
use sayso_link::matrix::Attribute;

/// What none of its columns has a place for.
pub const NEVER: &[&str] = &[
    "how the incident stands: `tags` says it in words",
    "who was wounded, displaced, missing or detained",
    "actors besides the one that the rule picks; codes of actors (inter1, inter2, interaction), `iso` and `region`",
    "names of countries: their ISO 3166-1 alpha-3 codes stand in `country`",
];

/// In the order of the published files.
pub static COLUMNS: &[Column<Row>] = columns![Row;
    "event_id_cnty" Text "Identifier of the incident." "incident_id" |r| r.id.as_str().into();
    "event_date" Day "First day of the incident, or else of its first publication (then `time_precision` is 3)." "date_low" |r| day(r).map_or(Cell::Missing, Cell::Day);
    "year" Number "Its year." "date_low" |r| day(r).map_or(Cell::Missing, |d| Cell::Number(i64::from(d.year())));
    "time_precision" Number "1 a day, 2 a week, 3 less exact." "date_low, date_high" |r| Cell::Number(time_precision(r));
    "disorder_type" Text "Political violence, Demonstrations or Strategic developments, as event_type has it." "event_type" |r| disorder(r).map_or(Cell::Missing, Cell::from);
    "event_type" Text "ACLED's type nearest to PLOVER's (data/ontology/acled.tsv)." "event_type" |r| kind(r).map_or(Cell::Missing, |k| k.0.into());
    "sub_event_type" Text "ACLED's sub-type nearest to PLOVER's." "event_mode" |r| kind(r).map_or(Cell::Missing, |k| k.1.into());
    "actor1" Text "Who did it, as the rule picks." "actor_name" |r| word(r, Attribute::Doer);
    "assoc_actor_1" Text "Not given." "" |_| Cell::Missing;
    "inter1" Text "Not given." "" |_| Cell::Missing;
    "actor2" Text "To whom." "target_name" |r| word(r, Attribute::Recipient);
    "assoc_actor_2" Text "Not given." "" |_| Cell::Missing;
    "inter2" Text "Not given." "" |_| Cell::Missing;
    "interaction" Text "Not given." "" |_| Cell::Missing;
    "civilian_targeting" Text "`Civilian targeting` where civilians are acted upon." "target_sector" |r| if civilian(&r.target) { "Civilian targeting".into() } else { Cell::Missing };
    "iso" Text "Not given." "" |_| Cell::Missing;
    "region" Text "Not given." "" |_| Cell::Missing;
    "country" Text "ISO 3166-1 alpha-3." "country" |r| r.place.as_ref().and_then(|p| p.country.as_deref()).map_or(Cell::Missing, Cell::from);
    "admin1" Text "First-order division." "admin1" |r| r.place.as_ref().map_or(Cell::Missing, |p| Cell::text(&p.admin1));
    "admin2" Text "Not given." "" |_| Cell::Missing;
    "admin3" Text "Not given." "" |_| Cell::Missing;
    "location" Text "The place that the rule picks." "place" |r| word(r, Attribute::Place);
    "latitude" Real "Degrees north." "latitude" |r| Cell::real(r.place.as_ref().and_then(|p| p.point).map(|p| p.0));
    "longitude" Real "Degrees east." "longitude" |r| Cell::real(r.place.as_ref().and_then(|p| p.point).map(|p| p.1));
    "geo_precision" Number "1 a town or facility, 2 a second-order division, 3 a province or more." "geo_precision" |r| geo_precision(r);
    "source" Text "Articles are in the table of members; here the origins of the number of dead." "killed_claimant" |r| Cell::many(r.claimants.iter().map(String::as_str), "; ");
    "source_scale" Text "Not given." "" |_| Cell::Missing;
    "notes" Text "What the row is made of." "n_articles, n_origins" |r| Cell::Text(format!("{} articles, {} origins, {} independent; picked by the rule {}", r.articles, r.origins, r.independent, r.rule.as_str()).into());
    "fatalities" Number "Lower end of the number of dead that the rule picks; missing, not 0, where nobody gives one." "killed_min" |r| Cell::number(r.figures.get(&Attribute::Killed).and_then(|f| f.0.or(f.1)));
    "tags" Text "How the incident stands." "standing" |r| Cell::Text(format!("standing={}", r.standing).into());
    "timestamp" Text "Not given." "" |_| Cell::Missing;
];

/// Why an incident is no row.
pub fn unfit(row: &Row) -> Option<&'static str> {
    match () {
        () if row.standing == "denied only" => Some("left out: incidents that are only denied"),
        () if kind(row).is_none() => Some("left out: of no type of ACLED's"),
        () if day(row).is_none() => Some("left out: neither dated nor published on a day that is known"),
        () => None,
    }
}

fn kind(row: &Row) -> Option<(&'static str, &'static str)> {
    let lines = include_str!("../../../../data/ontology/acled.tsv").lines().filter(|l| !l.starts_with('#'));
    let mode = row.mode.as_deref().unwrap_or("-");
    lines.filter_map(|l| l.split('\t').collect::<Vec<_>>().try_into().ok()).find_map(
        |[kind, of_mode, parties, event, sub]: [&str; 5]| {
            let who = match parties {
                "civilians" => civilian(&row.target),
                "armed" => armed(&row.doer) && armed(&row.target),
                _ => true,
            };
            (kind == row.kind && (of_mode == "*" || of_mode == mode) && who).then_some((event, sub))
        },
    )
}

fn disorder(row: &Row) -> Option<&'static str> {
    Some(match kind(row)?.0 {
        "Protests" | "Riots" => "Demonstrations",
        "Strategic developments" => "Strategic developments",
        _ => "Political violence",
    })
}

fn role(party: &Option<Party>) -> Option<&str> {
    party.as_ref().and_then(|p| p.role.as_deref())
}

/// Somebody who carries arms: sectors of PLOVER.
pub(crate) fn armed(party: &Option<Party>) -> bool {
    matches!(role(party), Some("MIL" | "REB" | "PRM" | "UAF" | "COP" | "SPY" | "state"))
}

/// Somebody who carries none.
pub(crate) fn civilian(party: &Option<Party>) -> bool {
    let civil = ["CVL", "AGR", "BUS", "EDU", "JRN", "LAB", "MED", "REF", "REL", "SOC", "NGO"];
    role(party).is_some_and(|role| civil.contains(&role))
}

fn word(row: &Row, attribute: Attribute) -> Cell<'_> {
    row.picked.get(&attribute).map_or(Cell::Missing, |t| t.as_str().into())
}

/// The day of an incident, or else of the first report of it.
pub(crate) fn day(row: &Row) -> Option<jiff::civil::Date> {
    row.days.map(|d| d.from).or(row.published.map(|p| p.0))
}

fn time_precision(row: &Row) -> i64 {
    row.days.map_or(3, |d| i64::from(precision::acled_days(d.from, d.to)))
}

fn geo_precision(row: &Row) -> Cell<'static> {
    let code = row.place.as_ref().and_then(|p| precision::acled_place(p.precision.as_deref()?));
    code.map_or(Cell::Missing, |code| Cell::Number(code.into()))
}
