//! The tables of the field, column for column, so that scripts which read theirs read ours.
//!
//! What a claim has and these have no place for is told in the losses; nothing is put where it does not belong.

pub mod acled;
pub mod eventreport;
pub mod icews;
pub mod polecat;
pub mod ucdp;

use sayso_store::record::claim::Claim;

use crate::reports::Row;

/// PLOVER's numbers for a type and mode: class of four, and intensity from -10 to 10.
pub(crate) fn scale(kind: &str, mode: Option<&str>) -> Option<(i64, f64)> {
    let lines = include_str!("../../../../data/ontology/plover.tsv").lines();
    let rows = lines.filter(|l| !l.starts_with('#')).map(|l| l.split('\t').collect::<Vec<_>>());
    let mut of_type = None;
    for row in rows.filter(|r| r.len() > 4 && r[0] == kind) {
        let numbers = row[3].parse().ok().zip(row[4].parse().ok());
        if Some(row[1]) == mode {
            return numbers;
        }
        if row[1] == "-" {
            of_type = numbers;
        }
    }
    of_type
}

/// Why a claim is no row of a table that has no column for how it is presented. In such a table a row says that it happened.
pub(crate) fn unfit(row: &Row) -> Option<&'static str> {
    match row.claim.status.as_str() {
        "asserted" | "alleged" => None,
        "denied" => Some("left out: claims that it did not happen"),
        _ => Some("left out: what is possible, conditional, planned or demanded"),
    }
}

/// The first day of an event, as the text says.
pub(crate) fn own_day(claim: &Claim) -> Option<&str> {
    claim.date.as_ref().and_then(|d| d.from.as_deref().or(d.to.as_deref()))
}

/// The day of an event as these tables want one: its first day, or else that of publication.
pub(crate) fn day(row: &Row) -> crate::Cell<'static> {
    let day = own_day(&row.claim).or(row.claim.published.as_deref());
    day.and_then(|d| d.parse().ok()).map_or(crate::Cell::Missing, crate::Cell::Day)
}
