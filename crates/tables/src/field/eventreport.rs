//! Reports of incidents as R's `eventreport` compares and aggregates them: one row for each claim, with the incident in
//! `event_id`.

use crate::Cell;
use crate::column::{Column, columns};
use crate::reports::{Row, figure, name};

/// What none of its columns has a place for.
pub const NEVER: &[&str] =
    &["further actors, targets and places, and chains of sources: the first of each stands in the row"];

/// Names as the package's own examples have them, in lower case with underscores.
pub static COLUMNS: &[Column<Row>] = columns![Row;
    "event_id" Text "The incident: what reports are grouped by." "incident" |r| Cell::text(&r.incident);
    "report_id" Text "The claim." "claim.id" |r| r.claim.id.as_str().into();
    "article_id" Text "The article." "claim.document" |r| r.claim.document.as_str().into();
    "source" Text "Innermost source; the publisher for the article's own voice." "claim.says[last]" |r| r.claim.says.last().map_or_else(|| Cell::text(&r.claim.publisher), |n| name(n).into());
    "source_type" Text "Kind of the source." "claim.says[last].class" |r| r.claim.says.last().map_or(Cell::Missing, |n| Cell::text(&n.class));
    "publisher" Text "Who published the article." "claim.publisher" |r| Cell::text(&r.claim.publisher);
    "date_published" Day "Day of publication." "claim.published" |r| Cell::day(&r.claim.published);
    "event_type" Text "PLOVER event type." "claim.type" |r| r.claim.kind.as_str().into();
    "event_mode" Text "PLOVER mode." "claim.mode" |r| Cell::text(&r.claim.mode);
    "status" Text "asserted, alleged or denied." "claim.status" |r| r.claim.status.as_str().into();
    "actor1" Text "Who does it." "claim.actors[0]" |r| r.claim.actors.first().map_or(Cell::Missing, |n| name(n).into());
    "actor2" Text "To whom." "claim.recipients[0]" |r| r.claim.recipients.first().map_or(Cell::Missing, |n| name(n).into());
    "date_start" Day "First day." "claim.date.from" |r| r.claim.date.as_ref().map_or(Cell::Missing, |d| Cell::day(&d.from));
    "date_end" Day "Last day." "claim.date.to" |r| r.claim.date.as_ref().map_or(Cell::Missing, |d| Cell::day(&d.to));
    "location" Text "First place." "claim.places[0]" |r| r.claim.places.first().map_or(Cell::Missing, |s| s.name.as_deref().unwrap_or(&s.text).into());
    "country" Text "ISO 3166-1 alpha-3." "claim.places[0].country" |r| r.claim.places.first().map_or(Cell::Missing, |s| Cell::text(&s.country));
    "deaths_low" Number "Lowest number of dead of this source." "claim.casualties[killed].low" |r| Cell::number(figure(&r.claim, "killed").and_then(|f| f.low));
    "deaths_best" Number "The same, or the highest where it gives no lowest." "claim.casualties[killed]" |r| Cell::number(figure(&r.claim, "killed").and_then(|f| f.low.or(f.high)));
    "deaths_high" Number "Highest number of dead of this source." "claim.casualties[killed].high" |r| Cell::number(figure(&r.claim, "killed").and_then(|f| f.high));
    "injuries_best" Number "Number of wounded of this source." "claim.casualties[wounded]" |r| Cell::number(figure(&r.claim, "wounded").and_then(|f| f.low.or(f.high)));
];

/// Why a claim is no row.
pub fn unfit(row: &Row) -> Option<&'static str> {
    row.incident
        .is_none()
        .then_some("left out: claims of no incident (threats, plans, what is said by saying it)")
}
