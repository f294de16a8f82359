//! Rows of a table, one by one. A quote that nothing closes costs the row that it stands in, not the rest of the file.

use std::io::{self, BufRead};

use csv_core::{ReadFieldResult, Reader, ReaderBuilder};
use sayso_model::Container;

use crate::record::Body;
use crate::{Failure, Format, Record, charset};

/// Columns that a row may have.
const COLUMNS_MAX: usize = 4096;

/// Records of a table.
pub struct Rows<R> {
    name: String,
    source: R,
    format: Format,
    reader: Reader,
    columns: Vec<String>,
    /// Rows seen, the one with names not counted.
    row: u64,
    bytes_max: usize,
    done: bool,
}

/// What came of reading one row.
enum Row {
    Cells(Vec<Vec<u8>>),
    TooLong(String),
    End,
}

impl<R: BufRead> Rows<R> {
    pub fn new(name: String, source: R, format: Format, bytes_max: usize) -> Self {
        let reader = reader(format);
        Self { name, source, format, reader, columns: Vec::new(), row: 0, bytes_max, done: false }
    }

    fn row(&mut self) -> io::Result<Row> {
        let (mut cells, mut cell, mut length) = (Vec::new(), Vec::new(), 0usize);
        let mut out = [0u8; 4096];
        loop {
            let buffer = match self.source.fill_buf() {
                Err(error) if error.kind() == io::ErrorKind::Interrupted => continue,
                buffer => buffer?,
            };
            let at_end = buffer.is_empty();
            let (result, read, written) = self.reader.read_field(buffer, &mut out);
            self.source.consume(read);
            cell.extend_from_slice(&out[..written]);
            length += read;
            if length > self.bytes_max {
                let limit = self.bytes_max;
                let what = format!("row of more than {length} bytes is longer than the limit of {limit}");
                return Ok(Row::TooLong(what));
            }
            if cells.len() > COLUMNS_MAX {
                return Ok(Row::TooLong(format!("row has more than {COLUMNS_MAX} columns")));
            }
            match result {
                ReadFieldResult::InputEmpty if at_end => {}
                ReadFieldResult::InputEmpty | ReadFieldResult::OutputFull => {}
                ReadFieldResult::Field { record_end } => {
                    cells.push(std::mem::take(&mut cell));
                    if record_end {
                        return Ok(Row::Cells(cells));
                    }
                }
                ReadFieldResult::End => return Ok(Row::End),
            }
        }
    }

    /// Starts afresh at the next line.
    fn recover(&mut self) -> io::Result<()> {
        self.reader = reader(self.format);
        loop {
            let buffer = self.source.fill_buf()?;
            if buffer.is_empty() {
                return Ok(());
            }
            let end = buffer.iter().position(|&b| b == b'\n');
            let used = end.map_or(buffer.len(), |end| end + 1);
            self.source.consume(used);
            if end.is_some() {
                return Ok(());
            }
        }
    }
}

fn reader(format: Format) -> Reader {
    let delimiter = if format == Format::Tsv { b'\t' } else { b',' };
    ReaderBuilder::new().delimiter(delimiter).build()
}

impl<R: BufRead> Iterator for Rows<R> {
    type Item = Result<Record, Failure>;

    fn next(&mut self) -> Option<Self::Item> {
        while !self.done {
            let read = self.row();
            let heads = self.columns.is_empty();
            self.row += u64::from(!heads);
            let name = format!("{}#{}", self.name, self.row);
            let cells = match read {
                Ok(Row::Cells(cells)) => cells,
                Ok(Row::End) => return None,
                Ok(Row::TooLong(what)) => {
                    let failure = Failure::record(name, what)
                        .hint("a quote may be open; rows are read again from the next line on");
                    if let Err(error) = self.recover() {
                        self.done = true;
                        return Some(Err(Failure::io(&self.name, &error)));
                    }
                    return Some(Err(failure));
                }
                Err(error) if error.kind() == io::ErrorKind::InvalidData => {
                    self.reader = reader(self.format);
                    return Some(Err(Failure::record(name, error.to_string())));
                }
                Err(error) => {
                    self.done = true;
                    return Some(Err(Failure::io(&self.name, &error)));
                }
            };
            // A row is in one encoding, told by all its cells.
            let encoding = charset::encoding(&cells.join(&b'\n'), None);
            let cells: Vec<String> = cells.iter().map(|c| encoding.decode(c).0.into_owned()).collect();
            if heads {
                self.columns = cells.iter().map(|c| c.trim().to_owned()).collect();
                continue;
            }
            if cells.iter().all(|c| c.trim().is_empty()) {
                continue;
            }
            let row = self.columns.iter().cloned().zip(cells).collect();
            let container = Container { name: self.name.clone(), record: self.row, record_id: None };
            return Some(Ok(Record::part(self.format, container, Body::Row(row))));
        }
        None
    }
}
