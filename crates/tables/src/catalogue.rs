//! Which tables are there?

use crate::field::{acled, eventreport, icews, polecat, ucdp, unfit};
use crate::file::Table;
use crate::incidents::{self, Member};
use crate::reports;
use crate::shape::Shape;

static REPORTS: Table<reports::Row> = Table {
    name: "reports",
    about: "One row for each claim in each article.",
    columns: reports::COLUMNS,
    id: |r| &r.claim.id,
    key: "claim_id",
    unfit: |_| None,
    never: &[
        "beside the first of a kind: further figures of one kind by one source; the words of figures",
        "of further places: everything but the name",
        "classes of sources that pass on another's words",
    ],
};

static POLECAT: Table<reports::Row> = Table {
    name: "polecat",
    about: "POLECAT's forty columns. One row for each claim that something happened, in each article; missing is `None`.",
    columns: polecat::COLUMNS,
    key: "Event ID",
    unfit,
    never: polecat::NEVER,
    ..REPORTS
};

static ICEWS: Table<reports::Row> = Table {
    name: "icews",
    about: "ICEWS' twenty columns. One row for each claim that something happened, in each article.",
    columns: icews::COLUMNS,
    key: "Event ID",
    unfit,
    never: icews::NEVER,
    ..REPORTS
};

static EVENTREPORT: Table<reports::Row> = Table {
    name: "eventreport",
    about: "What R's `eventreport` compares. One row for each claim of an incident; `event_id` is the incident.",
    columns: eventreport::COLUMNS,
    key: "report_id",
    unfit: eventreport::unfit,
    never: eventreport::NEVER,
    ..REPORTS
};

static INCIDENTS: Table<incidents::Row> = Table {
    name: "incidents",
    about: "One row for each incident that articles report, with the values that a named rule picks among the claims. \
            Nothing is averaged, nothing is confirmed.",
    columns: incidents::COLUMNS,
    id: |r| &r.id,
    key: "incident_id",
    unfit: |_| None,
    never: &["which origin says what: `sayso conflicts -f jsonl` has the whole matrix"],
};

static ACLED: Table<incidents::Row> = Table {
    name: "acled",
    about: "Columns like ACLED's. One row for each incident of a type that ACLED has; nobody at ACLED has seen it.",
    columns: acled::COLUMNS,
    key: "event_id_cnty",
    unfit: acled::unfit,
    never: acled::NEVER,
    ..INCIDENTS
};

static UCDP: Table<incidents::Row> = Table {
    name: "ucdp",
    about: "Columns like those of UCDP's georeferenced events. One row for each incident in which somebody is said to have died; \
            nobody at UCDP has seen it.",
    columns: ucdp::COLUMNS,
    key: "id",
    unfit: ucdp::unfit,
    never: ucdp::NEVER,
    ..INCIDENTS
};

/// Reports of incidents.
pub(crate) static MEMBERS: Table<Member> = Table {
    name: "members",
    about: "One row for each report of an incident; `event_id` is that of the table of reports.",
    columns: incidents::MEMBERS,
    id: |m| &m.event,
    key: "event_id",
    unfit: |_| None,
    never: &[],
};

/// The table of claims in a form.
pub(crate) fn of_reports(shape: Shape) -> &'static Table<reports::Row> {
    match shape {
        Shape::Polecat => &POLECAT,
        Shape::Icews => &ICEWS,
        Shape::Eventreport => &EVENTREPORT,
        _ => &REPORTS,
    }
}

/// The table of incidents in a form.
pub(crate) fn of_incidents(shape: Shape) -> &'static Table<incidents::Row> {
    match shape {
        Shape::Acled => &ACLED,
        Shape::Ucdp => &UCDP,
        _ => &INCIDENTS,
    }
}
