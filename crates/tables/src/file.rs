//! A file that takes rows of one type, whatever its form.

use serde_json::{Value, json};

use crate::codebook;
use crate::column::{Column, Head, heads};
use crate::csv::{Csv, Marks};
use crate::form::geojson::Geojson;
use crate::losses::Losses;
use crate::manifest::Piece;
use crate::parquet::Parquet;
use crate::shape::Shape;
use crate::sink::{Out, Sink};
use crate::{Cell, Result};

/// Takes rows, one after the other.
pub(crate) trait File<R> {
    /// Writes what a row is in this form, or says why it is none; whether it was written.
    fn row(&mut self, row: &R, losses: &mut Losses) -> Result<bool>;
    /// Writes what is left.
    fn finish(self: Box<Self>) -> Result<Vec<Piece>>;
}

/// Columns, and which rows they are for.
pub(crate) struct Table<R: 'static> {
    /// What the table is called.
    pub name: &'static str,
    /// What a row of it is.
    pub about: &'static str,
    /// Its columns.
    pub columns: &'static [Column<R>],
    /// What names a row.
    pub id: fn(&R) -> &str,
    /// The column that names a row.
    pub key: &'static str,
    /// Why a row is none of this table.
    pub unfit: fn(&R) -> Option<&'static str>,
    /// What it has no place for.
    pub never: &'static [&'static str],
}

impl<R> Table<R> {
    /// Its columns as readers know them.
    pub fn heads(&self) -> Vec<Head> {
        heads(self.columns)
    }

    /// Its part of the codebook.
    pub fn page(&self) -> String {
        codebook::page(self.name, self.about, self.heads().iter().map(codebook::Line::from))
    }

    /// A file of it.
    pub fn open(&'static self, shape: Shape, guard: bool, out: Out) -> Result<Box<dyn File<R>>> {
        let heads = self.heads();
        let sink: Box<dyn Sink> = match shape {
            Shape::Parquet => Box::new(Parquet::new(out, self.name, &heads)?),
            Shape::Polecat => Box::new(Csv::new(out, &heads, Marks::Tabs { missing: "None" })?),
            Shape::Icews => Box::new(Csv::new(out, &heads, Marks::Tabs { missing: "" })?),
            Shape::Jsonl => return Ok(Box::new(Lines { table: self, out, count: 0 })),
            Shape::Geojson => return Ok(Box::new(Geojson::new(self, out)?)),
            _ => Box::new(Csv::new(out, &heads, Marks::Commas { guard })?),
        };
        Ok(Box::new(Rows { table: self, sink }))
    }
}

/// Rows of cells.
struct Rows<R: 'static> {
    table: &'static Table<R>,
    sink: Box<dyn Sink>,
}

impl<R> File<R> for Rows<R> {
    fn row(&mut self, row: &R, losses: &mut Losses) -> Result<bool> {
        let id = (self.table.id)(row);
        if let Some(why) = (self.table.unfit)(row) {
            losses.add(why, id);
            return Ok(false);
        }
        let cells: Vec<Cell<'_>> = self.table.columns.iter().map(|c| (c.cell)(row)).collect();
        self.sink.row(id, &cells, losses)?;
        Ok(true)
    }

    fn finish(self: Box<Self>) -> Result<Vec<Piece>> {
        Ok(vec![self.sink.finish()?])
    }
}

/// An object a line, with the columns as its members.
struct Lines<R: 'static> {
    table: &'static Table<R>,
    out: Out,
    count: u64,
}

impl<R> File<R> for Lines<R> {
    fn row(&mut self, row: &R, _: &mut Losses) -> Result<bool> {
        let columns = self.table.columns.iter();
        let members: Vec<String> =
            columns.map(|c| format!("{}:{}", json!(c.name), value((c.cell)(row)))).collect();
        self.count += 1;
        self.out.put(format!("{{{}}}\n", members.join(",")).as_bytes())?;
        Ok(true)
    }

    fn finish(self: Box<Self>) -> Result<Vec<Piece>> {
        Ok(vec![self.out.finish(self.count)?])
    }
}

/// A cell as JSON has it.
pub(crate) fn value(cell: Cell<'_>) -> Value {
    match cell {
        Cell::Missing => Value::Null,
        Cell::Number(n) => json!(n),
        Cell::Real(n) => json!(n),
        Cell::Flag(flag) => json!(flag),
        cell => json!(cell.to_text()),
    }
}
