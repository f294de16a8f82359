//! The formats that are no tables: objects, graphs and texts with marks, as the programs of others read them.
//!
//! Each says of what members its objects are made; the codebook is made from the same lists.

pub(crate) mod annotation;
pub(crate) mod ftm;
pub(crate) mod geojson;
pub(crate) mod networks;
pub(crate) mod plover;
pub(crate) mod standoff;
pub(crate) mod stix;

use crate::codebook::Line;
use crate::shape::Shape;

/// What a reader needs to know of a format that is no table.
pub(crate) struct Form {
    /// What it is called, also in names of files.
    pub name: &'static str,
    /// What an object of it is.
    pub about: &'static str,
    /// Its members.
    pub lines: fn() -> Vec<Line>,
    /// What it has no place for.
    pub never: &'static [&'static str],
}

/// The forms that are no tables, in the order of the codebook.
pub(crate) static FORMS: [(Shape, &Form); 10] = [
    (Shape::Plover, &plover::FORM),
    (Shape::Geojson, &geojson::FORM),
    (Shape::Gexf, &networks::FORM),
    (Shape::Graphml, &networks::FORM),
    (Shape::Annotation, &annotation::FORM),
    (Shape::Ftm, &ftm::FORM),
    (Shape::Stix, &stix::FORM),
    (Shape::Brat, &standoff::brat::FORM),
    (Shape::Citron, &standoff::citron::FORM),
    (Shape::Html, &DOSSIERS),
];

/// Pages of incidents.
static DOSSIERS: Form = Form {
    name: "dossiers",
    about: "A page for each incident, named after it: one file in HTML that loads nothing and opens from disk, as the pages of \
            `sayso serve` have it.",
    lines: || {
        let line = |name: &str, meaning: &str, from: &str| Line {
            name: name.to_owned(),
            kind: "section",
            meaning: meaning.to_owned(),
            from: from.to_owned(),
        };
        vec![
            line("Who says what", "Origins down, attributes across.", "matrix"),
            line("Toll", "How the figures of each origin rose.", "matrix.killed"),
            line("One value by a named rule", "What each rule would pick.", "picked"),
            line("Articles", "Where it was read; copies of one text together.", "incident.reports"),
            line("Why these reports are one incident", "What was found to be alike.", "incident.joins"),
        ]
    },
    never: &["the texts of the articles; the other incidents of the ledger"],
};

/// The form of a shape; none for tables.
pub(crate) fn of(shape: Shape) -> Option<&'static Form> {
    FORMS.iter().find(|f| f.0 == shape).map(|f| f.1)
}
