//! How is a data file of tab-separated columns read? Comments begin with `#`; every row knows its file and line.

use crate::Error;

/// One row of a table.
pub(crate) struct Row<'a> {
    file: &'a str,
    line: usize,
    cells: Vec<&'a str>,
}

impl<'a> Row<'a> {
    /// The cell in column `i`, which must be there.
    pub(crate) fn cell(&self, i: usize) -> Result<&'a str, Error> {
        self.cells.get(i).copied().ok_or_else(|| self.error(format!("has no column {}", i + 1)))
    }

    /// `key=value` pairs of column `i`, which may be absent.
    pub(crate) fn pairs(&self, i: usize) -> impl Iterator<Item = (&'a str, &'a str)> {
        self.cells.get(i).copied().unwrap_or("").split(' ').filter_map(|p| p.split_once('='))
    }

    /// An error at this row.
    pub(crate) fn error(&self, message: impl Into<String>) -> Error {
        Error::Data { file: self.file.to_owned(), line: self.line, message: message.into() }
    }
}

/// Rows of a table.
pub(crate) fn rows<'a>(file: &'a str, text: &'a str) -> impl Iterator<Item = Row<'a>> {
    text.lines()
        .enumerate()
        .filter(|(_, l)| !l.starts_with('#') && !l.trim().is_empty())
        .map(move |(i, l)| Row { file, line: i + 1, cells: l.split('\t').map(str::trim).collect() })
}

/// A data file of the project, by its path from the root of the repository.
macro_rules! data_file {
    ($path:literal) => {
        ($path, include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/../../", $path)))
    };
}
pub(crate) use data_file;
