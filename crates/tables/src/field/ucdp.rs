//! The table of UCDP's georeferenced events: forty-nine columns, made of incidents with dead. Like theirs, not theirs.

use sayso_link::matrix::Attribute;
use sayso_model::precision;

use super::acled::{armed, civilian, day};
use crate::Cell;
use crate::column::{Column, columns};
use crate::incidents::Row;

/// What none of its columns has a place for.
pub const NEVER: &[&str] = &[
    "incidents in which nobody is said to have died, and those that are only denied: they are left out",
    "identifiers of conflicts, dyads, sides, countries and cells of UCDP's own, and its threshold of 25 dead a year",
    "whose the dead are: all stand in `deaths_unknown`",
    "names of countries: their ISO 3166-1 alpha-3 codes stand in `country`",
    "actors and targets besides those that the rule picks",
];

/// In the order of the published files.
pub static COLUMNS: &[Column<Row>] = columns![Row;
    "id" Text "Identifier of the incident." "incident_id" |r| r.id.as_str().into();
    "relid" Text "The same." "incident_id" |r| r.id.as_str().into();
    "year" Number "Year of the first day." "date_low" |r| day(r).map_or(Cell::Missing, |d| Cell::Number(i64::from(d.year())));
    "active_year" Number "Not given." "" |_| Cell::Missing;
    "code_status" Text "How the incident stands." "standing" |r| r.standing.into();
    "type_of_violence" Number "1 a state against an armed side, 2 armed sides without a state, 3 against civilians." "actor_sector, target_sector" violence;
    "conflict_dset_id" Text "Not given." "" |_| Cell::Missing;
    "conflict_new_id" Text "Not given." "" |_| Cell::Missing;
    "conflict_name" Text "Not given." "" |_| Cell::Missing;
    "dyad_dset_id" Text "Not given." "" |_| Cell::Missing;
    "dyad_new_id" Text "Not given." "" |_| Cell::Missing;
    "dyad_name" Text "Both sides, where both are known." "actor_name, target_name" dyad;
    "side_a_dset_id" Text "Not given." "" |_| Cell::Missing;
    "side_a_new_id" Text "Not given." "" |_| Cell::Missing;
    "side_a" Text "Who did it, as the rule picks." "actor_name" |r| word(r, Attribute::Doer);
    "side_b_dset_id" Text "Not given." "" |_| Cell::Missing;
    "side_b_new_id" Text "Not given." "" |_| Cell::Missing;
    "side_b" Text "To whom." "target_name" |r| word(r, Attribute::Recipient);
    "number_of_sources" Number "Origins that repeat nobody." "n_independent_sources" |r| r.independent.into();
    "source_article" Text "Articles that report it." "members.doc_id" |r| Cell::many(r.members.iter().map(|m| m.document.as_str()), ";");
    "source_office" Text "Not given." "" |_| Cell::Missing;
    "source_date" Day "When it was first published." "first_published" |r| r.published.map_or(Cell::Missing, |p| Cell::Day(p.0));
    "source_headline" Text "Not given." "" |_| Cell::Missing;
    "source_original" Text "Origins of the number of dead." "killed_claimant" |r| Cell::many(r.claimants.iter().map(String::as_str), ";");
    "where_prec" Number "1 a town or facility, 3 second-order division, 4 first-order division, 5 a region, 6 a country, 7 water." "geo_precision" place_precision;
    "where_coordinates" Text "The place that the rule picks." "place" |r| word(r, Attribute::Place);
    "where_description" Text "The same." "place" |r| word(r, Attribute::Place);
    "adm_1" Text "First-order division." "admin1" |r| r.place.as_ref().map_or(Cell::Missing, |p| Cell::text(&p.admin1));
    "adm_2" Text "Not given." "" |_| Cell::Missing;
    "latitude" Real "Degrees north." "latitude" |r| Cell::real(r.place.as_ref().and_then(|p| p.point).map(|p| p.0));
    "longitude" Real "Degrees east." "longitude" |r| Cell::real(r.place.as_ref().and_then(|p| p.point).map(|p| p.1));
    "geom_wkt" Text "The point." "latitude, longitude" |r| r.place.as_ref().and_then(|p| p.point).map_or(Cell::Missing, |(north, east)| Cell::Text(format!("POINT ({east} {north})").into()));
    "priogrid_gid" Number "Not given." "" |_| Cell::Missing;
    "country" Text "ISO 3166-1 alpha-3." "country" |r| r.place.as_ref().and_then(|p| p.country.as_deref()).map_or(Cell::Missing, Cell::from);
    "country_id" Number "Not given." "" |_| Cell::Missing;
    "region" Text "Not given." "" |_| Cell::Missing;
    "event_clarity" Number "1: reported as one event." "" |_| Cell::Number(1);
    "date_prec" Number "1 a day, 2 up to six days, 3 a week, 4 a month, 5 more or unknown." "date_low, date_high" date_precision;
    "date_start" Day "First day, or else that of the first publication (then `date_prec` is 5)." "date_low" |r| day(r).map_or(Cell::Missing, Cell::Day);
    "date_end" Day "Last day." "date_high" |r| r.days.map(|d| d.to).or(day(r)).map_or(Cell::Missing, Cell::Day);
    "deaths_a" Number "Not given." "" |_| Cell::Missing;
    "deaths_b" Number "Not given." "" |_| Cell::Missing;
    "deaths_civilians" Number "Not given." "" |_| Cell::Missing;
    "deaths_unknown" Number "As `best`." "killed_min" best;
    "best" Number "Lower end of the number of dead that the rule picks." "killed_min" best;
    "high" Number "Highest number that any origin gives." "killed_highest" |r| Cell::number(dead(r).1);
    "low" Number "Lowest number that any origin gives." "killed_lowest" |r| Cell::number(dead(r).0);
    "gwnoa" Number "Not given." "" |_| Cell::Missing;
    "gwnob" Number "Not given." "" |_| Cell::Missing;
];

/// Why an incident is no row.
pub fn unfit(row: &Row) -> Option<&'static str> {
    match () {
        () if row.standing == "denied only" => Some("left out: incidents that are only denied"),
        () if row.kind != "ASSAULT" => Some("left out: no violence"),
        () if dead(row).1.is_none_or(|n| n == 0) => Some("left out: nobody is said to have died"),
        () if day(row).is_none() => Some("left out: neither dated nor published on a day that is known"),
        () => None,
    }
}

fn dead(row: &Row) -> (Option<u64>, Option<u64>) {
    row.ranges.get(&Attribute::Killed).copied().unwrap_or_default()
}

fn best(row: &Row) -> Cell<'_> {
    Cell::number(row.figures.get(&Attribute::Killed).and_then(|f| f.0.or(f.1)))
}

fn word(row: &Row, attribute: Attribute) -> Cell<'_> {
    row.picked.get(&attribute).map_or(Cell::Missing, |t| t.as_str().into())
}

fn dyad(row: &Row) -> Cell<'_> {
    let (Some(a), Some(b)) = (row.picked.get(&Attribute::Doer), row.picked.get(&Attribute::Recipient)) else {
        return Cell::Missing;
    };
    Cell::Text(format!("{a} - {b}").into())
}

fn violence(row: &Row) -> Cell<'_> {
    let state = |party: &Option<sayso_link::report::Party>| {
        let role = party.as_ref().and_then(|p| p.role.as_deref());
        matches!(role, Some("MIL" | "COP" | "SPY" | "state"))
    };
    match () {
        () if armed(&row.doer) && civilian(&row.target) => Cell::Number(3),
        () if !armed(&row.doer) || !armed(&row.target) => Cell::Missing,
        () if state(&row.doer) || state(&row.target) => Cell::Number(1),
        () => Cell::Number(2),
    }
}

fn place_precision(row: &Row) -> Cell<'_> {
    let code = row.place.as_ref().and_then(|p| precision::ucdp_place(p.precision.as_deref()?));
    code.map_or(Cell::Missing, |code| Cell::Number(code.into()))
}

fn date_precision(row: &Row) -> Cell<'_> {
    Cell::Number(row.days.map_or(5, |d| i64::from(precision::ucdp_days(d.from, d.to))))
}
