//! ICEWS' table of events: twenty columns, tabs, empty for what is missing.

use sayso_store::record::claim::Named;

use super::{day, scale};
use crate::Cell;
use crate::column::{Column, columns};
use crate::reports::{Row, name, site};

/// What none of its columns has a place for.
pub const NEVER: &[&str] = &[
    "further actors, targets and places: the first of each stands in the row",
    "who says so, and how it is presented: claims that are denied, possible, conditional, planned or demanded are left out",
    "numbers of victims",
    "offsets of the words that say so, and the number of the sentence",
    "CAMEO's intensity: PLOVER's stands in its place",
];

/// In the order of the published files.
pub static COLUMNS: &[Column<Row>] = columns![Row;
    "Event ID" Number "Number of the claim's entry in the ledger: unique in it." "entry.seq" |r| Cell::Number(r.seq);
    "Event Date" Day "First day of the event, or else the day of publication." "claim.date.from" day;
    "Source Name" Text "Who does it." "claim.actors[0].name" |r| r.claim.actors.first().map_or(Cell::Missing, |n| name(n).into());
    "Source Sectors" Text "Sector of who does it." "claim.actors[0].role" |r| of(&r.claim.actors, |n| &n.role);
    "Source Country" Text "ISO 3166-1 alpha-3, where ICEWS writes names of countries." "claim.actors[0].country" |r| of(&r.claim.actors, |n| &n.country);
    "Event Text" Text "PLOVER type and mode, where ICEWS writes CAMEO's words." "claim.type" |r| kind(r);
    "CAMEO Code" Text "Nearest CAMEO code. Text: leading zeros count." "claim.cameo" |r| Cell::text(&r.claim.cameo);
    "Intensity" Real "PLOVER's intensity." "ontology" |r| Cell::real(scale(&r.claim.kind, r.claim.mode.as_deref()).map(|s| s.1));
    "Target Name" Text "To whom." "claim.recipients[0].name" |r| r.claim.recipients.first().map_or(Cell::Missing, |n| name(n).into());
    "Target Sectors" Text "Sector of the target." "claim.recipients[0].role" |r| of(&r.claim.recipients, |n| &n.role);
    "Target Country" Text "ISO 3166-1 alpha-3." "claim.recipients[0].country" |r| of(&r.claim.recipients, |n| &n.country);
    "Story ID" Text "The article." "claim.document" |r| r.claim.document.as_str().into();
    "Sentence Number" Number "Not given." "" |_| Cell::Missing;
    "Publisher" Text "Who published the article." "claim.publisher" |r| Cell::text(&r.claim.publisher);
    "City" Text "The first place, if it is a town." "claim.places[0].name" |r| site(r).filter(|s| s.precision.as_deref() == Some("city")).map_or(Cell::Missing, |s| Cell::text(&s.name));
    "District" Text "Not given." "" |_| Cell::Missing;
    "Province" Text "First-order division." "claim.places[0].admin1" |r| site(r).map_or(Cell::Missing, |s| Cell::text(&s.admin1));
    "Country" Text "ISO 3166-1 alpha-3." "claim.places[0].country" |r| site(r).map_or(Cell::Missing, |s| Cell::text(&s.country));
    "Latitude" Real "Degrees north." "claim.places[0].latitude" |r| Cell::real(site(r).and_then(|s| s.latitude));
    "Longitude" Real "Degrees east." "claim.places[0].longitude" |r| Cell::real(site(r).and_then(|s| s.longitude));
];

fn of<'a>(list: &'a [Named], field: impl Fn(&'a Named) -> &'a Option<String>) -> Cell<'a> {
    list.first().map_or(Cell::Missing, |n| Cell::text(field(n)))
}

fn kind(row: &Row) -> Cell<'_> {
    match &row.claim.mode {
        Some(mode) => Cell::Text(format!("{}/{mode}", row.claim.kind).into()),
        None => row.claim.kind.as_str().into(),
    }
}
