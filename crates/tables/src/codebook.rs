//! What does each column mean? A page and a schema, made from the columns themselves.

use std::fmt::Write;

use serde_json::{Value, json};

use crate::catalogue::{MEMBERS, of_incidents, of_reports};
use crate::column::Head;
use crate::form::FORMS;
use crate::shape::Shape;

/// What a page says of one column, member or mark.
#[derive(Clone, Debug)]
pub struct Line {
    /// Its name.
    pub name: String,
    /// The type of its values.
    pub kind: &'static str,
    /// What a value says.
    pub meaning: String,
    /// Where in the ledger it is read.
    pub from: String,
}

impl From<&Head> for Line {
    fn from(head: &Head) -> Self {
        Line {
            name: head.name.to_owned(),
            kind: head.kind.as_str(),
            meaning: head.meaning.to_owned(),
            from: head.from.to_owned(),
        }
    }
}

/// The page of one table or format.
pub fn page(title: &str, about: &str, lines: impl IntoIterator<Item = Line>) -> String {
    let mut out =
        format!("## {title}\n\n{about}\n\n| name | type | meaning | read from |\n|---|---|---|---|\n");
    for line in lines {
        let cell = |text: &str| text.replace('|', "\\|");
        let (meaning, from) = (cell(&line.meaning), cell(&line.from));
        writeln!(out, "| `{}` | {} | {meaning} | {from} |", line.name, line.kind)
            .expect("a string takes all that is written");
    }
    out
}

/// The page of all tables of our own: `docs/codebook.md`.
pub fn whole() -> String {
    let mut out = String::from(
        "# Codebook\n\nMade from the columns and members that the program writes; `sayso export` puts the part for its table beside each export. \
         An empty cell (in Parquet: null) is missing, which is not zero and not \"no\". Several values in one cell are set apart \
         by `; `; that sign is taken out of the values themselves. Offsets count Unicode scalar values from 0, the end is one past \
         the last. Names, order and meaning of columns stay; new ones come at the end.\n",
    );
    for (title, about, heads) in tables() {
        out.push('\n');
        out.push_str(&page(title, about, heads.iter().map(Line::from)));
    }
    let mut last = "";
    for (_, form) in &FORMS {
        // Two shapes may be one form.
        if form.name != last {
            out.push('\n');
            out.push_str(&page(form.name, form.about, (form.lines)()));
        }
        last = form.name;
    }
    out
}

/// Tables of our own and those that are made of them: name, what a row is, columns.
pub fn tables() -> Vec<(&'static str, &'static str, Vec<Head>)> {
    let reports = [Shape::Csv, Shape::Polecat, Shape::Icews, Shape::Eventreport].map(of_reports);
    let incidents = [Shape::Csv, Shape::Acled, Shape::Ucdp].map(of_incidents);
    let mut out: Vec<_> = incidents.iter().map(|t| (t.name, t.about, t.heads())).collect();
    out.insert(1, (MEMBERS.name, MEMBERS.about, MEMBERS.heads()));
    out.splice(0..0, [(reports[0].name, reports[0].about, reports[0].heads())]);
    out.extend(reports[1..].iter().map(|t| (t.name, t.about, t.heads())));
    out
}

/// The schema as Frictionless Data has it.
pub fn schema(heads: &[Head], key: &str) -> Value {
    let field = |h: &Head| json!({"name": h.name, "type": h.kind.as_str(), "description": h.meaning});
    json!({"fields": heads.iter().map(field).collect::<Vec<_>>(), "primaryKey": key, "missingValues": [""]})
}
