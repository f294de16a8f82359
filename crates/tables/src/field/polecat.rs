//! POLECAT's table: forty columns, tabs, `None` for what is missing.

use sayso_store::record::claim::Named;

use super::{day, scale};
use crate::Cell;
use crate::column::{Column, columns};
use crate::reports::{Row, name, site};

/// What none of its columns has a place for.
pub const NEVER: &[&str] = &[
    "who says so: Source and the story columns hold the outlet and who is named, not chains of sources",
    "how it is presented: a row says that it happened, so claims that are denied, possible, conditional, planned or demanded \
     are left out",
    "numbers of victims",
    "the words that say so, and where they stand",
];

/// In the order of the published files.
pub static COLUMNS: &[Column<Row>] = columns![Row;
    "Event ID" Text "Identifier of the claim." "claim.id" |r| r.claim.id.as_str().into();
    "Event Date" Day "First day of the event, or else the day of publication." "claim.date.from" day;
    "Event Type" Text "PLOVER event type." "claim.type" |r| r.claim.kind.as_str().into();
    "Event Mode" Text "PLOVER mode." "claim.mode" |r| Cell::text(&r.claim.mode);
    "Intensity" Real "PLOVER's intensity of the type and mode." "ontology" |r| Cell::real(scale(&r.claim.kind, r.claim.mode.as_deref()).map(|s| s.1));
    "Quad Code" Number "1 verbal cooperation, 2 material cooperation, 3 verbal conflict, 4 material conflict." "ontology" |r| scale(&r.claim.kind, r.claim.mode.as_deref()).map_or(Cell::Missing, |s| Cell::Number(s.0));
    "Contexts" Text "PLOVER contexts." "claim.contexts" |r| Cell::many(r.claim.contexts.iter().map(String::as_str), ";");
    "Actor Name" Text "Who does it." "claim.actors.name" |r| names(&r.claim.actors);
    "Actor Country" Text "ISO 3166-1 alpha-3." "claim.actors.country" |r| all(&r.claim.actors, |n| &n.country);
    "Actor COW" Text "Not given." "" |_| Cell::Missing;
    "Primary Actor Sector" Text "Sector of the first." "claim.actors[0].role" |r| first(&r.claim.actors, |n| &n.role);
    "Actor Sectors" Text "Sectors." "claim.actors.role" |r| all(&r.claim.actors, |n| &n.role);
    "Actor Title" Text "Not given." "" |_| Cell::Missing;
    "Actor Name Raw" Text "Words of the article." "claim.actors.text" |r| all(&r.claim.actors, |n| &n.text);
    "Wikipedia Actor ID" Text "Item of Wikidata, where that is known." "claim.actors.key" |r| items(&r.claim.actors);
    "Recipient Name" Text "To whom." "claim.recipients.name" |r| names(&r.claim.recipients);
    "Recipient Country" Text "ISO 3166-1 alpha-3." "claim.recipients.country" |r| all(&r.claim.recipients, |n| &n.country);
    "Recipient COW" Text "Not given." "" |_| Cell::Missing;
    "Primary Recipient Sector" Text "Sector of the first." "claim.recipients[0].role" |r| first(&r.claim.recipients, |n| &n.role);
    "Recipient Sectors" Text "Sectors." "claim.recipients.role" |r| all(&r.claim.recipients, |n| &n.role);
    "Recipient Title" Text "Not given." "" |_| Cell::Missing;
    "Recipient Name Raw" Text "Words of the article." "claim.recipients.text" |r| all(&r.claim.recipients, |n| &n.text);
    "Wikipedia Recipient ID" Text "Item of Wikidata, where that is known." "claim.recipients.key" |r| items(&r.claim.recipients);
    "Placename" Text "Canonical name of the first place." "claim.places[0].name" |r| site(r).map_or(Cell::Missing, |s| Cell::text(&s.name));
    "City" Text "The same, if it is a town." "claim.places[0].name" |r| site(r).filter(|s| s.precision.as_deref() == Some("city")).map_or(Cell::Missing, |s| Cell::text(&s.name));
    "District" Text "Not given." "" |_| Cell::Missing;
    "Province" Text "First-order division." "claim.places[0].admin1" |r| site(r).map_or(Cell::Missing, |s| Cell::text(&s.admin1));
    "Country" Text "ISO 3166-1 alpha-3." "claim.places[0].country" |r| site(r).map_or(Cell::Missing, |s| Cell::text(&s.country));
    "Latitude" Real "Degrees north." "claim.places[0].latitude" |r| Cell::real(site(r).and_then(|s| s.latitude));
    "Longitude" Real "Degrees east." "claim.places[0].longitude" |r| Cell::real(site(r).and_then(|s| s.longitude));
    "GeoNames ID" Number "GeoNames identifier." "claim.places[0].geonames" |r| Cell::number(site(r).and_then(|s| s.geonames).map(u64::from));
    "Raw Placename" Text "Words of the article." "claim.places[0].text" |r| site(r).map_or(Cell::Missing, |s| s.text.as_str().into());
    "Feature Type" Text "country, admin1, city, facility, region, water." "claim.places[0].precision" |r| site(r).map_or(Cell::Missing, |s| Cell::text(&s.precision));
    "Source" Text "Who published the article." "claim.publisher" |r| Cell::text(&r.claim.publisher);
    "Publication Date" Day "Day of publication." "claim.published" |r| Cell::day(&r.claim.published);
    "Story People" Text "Not given." "" |_| Cell::Missing;
    "Story Organizations" Text "Not given." "" |_| Cell::Missing;
    "Story Locations" Text "Places of the event." "claim.places" |r| Cell::many(r.claim.places.iter().map(|s| s.name.as_deref().unwrap_or(&s.text)), ";");
    "Language" Text "Language of the article." "claim.language" |r| Cell::text(&r.claim.language);
    "Version" Text "The rule that found the event." "claim.rule" |r| r.claim.rule.as_str().into();
];

fn names(list: &[Named]) -> Cell<'static> {
    Cell::many(list.iter().map(name), ";")
}

fn all(list: &[Named], of: impl Fn(&Named) -> &Option<String>) -> Cell<'static> {
    let known = list.iter().any(|n| of(n).is_some());
    if !known {
        Cell::Missing
    } else {
        Cell::many(list.iter().map(|n| of(n).as_deref().unwrap_or("None")), ";")
    }
}

fn first<'a>(list: &'a [Named], of: impl Fn(&'a Named) -> &'a Option<String>) -> Cell<'a> {
    list.first().map_or(Cell::Missing, |n| Cell::text(of(n)))
}

/// An item of Wikidata; other keys are our own.
pub(crate) fn item(named: &Named) -> Option<&str> {
    let key = named.key.as_deref()?;
    let number = key.strip_prefix('Q')?;
    (!number.is_empty() && number.bytes().all(|b| b.is_ascii_digit())).then_some(key)
}

fn items(list: &[Named]) -> Cell<'static> {
    let known = list.iter().any(|n| item(n).is_some());
    if !known { Cell::Missing } else { Cell::many(list.iter().map(|n| item(n).unwrap_or("None")), ";") }
}
