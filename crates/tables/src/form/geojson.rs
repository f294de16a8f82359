//! GeoJSON (RFC 7946): a feature for each row of a table of ours, with its columns as properties.

use serde_json::{Value, json};

use super::Form;
use crate::codebook::Line;
use crate::file::{File, Table, value};
use crate::list::List;
use crate::losses::Losses;
use crate::manifest::Piece;
use crate::sink::Out;
use crate::{Cell, Result};

pub(crate) static FORM: Form = Form {
    name: "geojson",
    about: "GeoJSON (RFC 7946): a feature for each claim in each article, or with `--grain incidents` for each incident. `properties` \
            are the columns of that table, and say how exact the point is (`geo_precision`): the point of a country or of a \
            division is its middle or seat and no place where something happened.",
    lines: || {
        let line = |name: &str, kind, meaning: &str| Line {
            name: name.to_owned(),
            kind,
            meaning: meaning.to_owned(),
            from: String::new(),
        };
        vec![
            line("id", "string", "The claim or the incident."),
            line(
                "geometry",
                "object",
                "A point: degrees east, degrees north (WGS 84). `null` where the place is not known in degrees.",
            ),
            line(
                "properties",
                "object",
                "The columns of `reports` or `incidents`; what is missing is `null`.",
            ),
        ]
    },
    never: &["areas: a country or a division is a point, and `geo_precision` says so"],
};

/// A collection of features.
pub(crate) struct Geojson<R: 'static> {
    table: &'static Table<R>,
    list: List,
    degrees: [usize; 2],
}

impl<R> Geojson<R> {
    pub fn new(table: &'static Table<R>, out: Out) -> Result<Self> {
        let column = |name: &str| table.columns.iter().position(|c| c.name == name);
        let degrees = ["longitude", "latitude"].map(|name| column(name).expect("both tables have degrees"));
        let begin = "{\"type\":\"FeatureCollection\",\"features\":[";
        Ok(Self { table, list: List::within(out, begin, "]}")?, degrees })
    }
}

impl<R> File<R> for Geojson<R> {
    fn row(&mut self, row: &R, losses: &mut Losses) -> Result<bool> {
        let id = (self.table.id)(row);
        let degrees = self.degrees.map(|at| (self.table.columns[at].cell)(row));
        let geometry = match degrees {
            [Cell::Real(east), Cell::Real(north)] => json!({"type": "Point", "coordinates": [east, north]}),
            _ => {
                losses.add("no point: the place is not known in degrees", id);
                Value::Null
            }
        };
        let mut cell = |cell: Cell<'_>| match value(cell) {
            // GDAL and what is built on it end a text at NUL.
            Value::String(text) if text.contains('\0') => {
                losses.add("NUL became U+FFFD", id);
                Value::String(text.replace('\0', "\u{FFFD}"))
            }
            value => value,
        };
        let columns = self.table.columns.iter().map(|c| (c.name.to_owned(), cell((c.cell)(row))));
        let properties = Value::Object(columns.collect());
        self.list
            .add(&json!({"type": "Feature", "id": id, "geometry": geometry, "properties": properties}))?;
        Ok(true)
    }

    fn finish(self: Box<Self>) -> Result<Vec<Piece>> {
        Ok(vec![self.list.finish()?])
    }
}
