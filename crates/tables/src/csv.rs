//! Rows as text: CSV as RFC 4180 has it, and the tables with tabs of the event data sets, which know no quotation marks.

use std::borrow::Cow;

use crate::column::Head;
use crate::losses::Losses;
use crate::manifest::Piece;
use crate::sink::{Out, Sink};
use crate::{Cell, Error, Kind, Result};

/// How cells are kept apart.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Marks {
    /// Commas and quotation marks. With `guard`, what a spreadsheet would run gets an apostrophe before it.
    Commas { guard: bool },
    /// Tabs and nothing else; what is missing is this word.
    Tabs { missing: &'static str },
}

/// A file of rows.
pub(crate) struct Csv {
    rows: csv::Writer<Out>,
    marks: Marks,
    kinds: Vec<Kind>,
    count: u64,
}

impl Csv {
    pub fn new(out: Out, heads: &[Head], marks: Marks) -> Result<Self> {
        let mut builder = csv::WriterBuilder::new();
        if let Marks::Tabs { .. } = marks {
            builder.delimiter(b'\t').quote_style(csv::QuoteStyle::Never);
        }
        let mut rows = builder.buffer_capacity(1 << 16).from_writer(out);
        rows.write_record(heads.iter().map(|h| h.name)).map_err(failed)?;
        Ok(Self { rows, marks, kinds: heads.iter().map(|h| h.kind).collect(), count: 0 })
    }
}

impl Sink for Csv {
    fn row(&mut self, id: &str, cells: &[Cell<'_>], losses: &mut Losses) -> Result<()> {
        debug_assert_eq!(cells.len(), self.kinds.len());
        for (cell, kind) in cells.iter().zip(&self.kinds) {
            debug_assert!(cell.kind().is_none_or(|k| k == *kind), "{cell:?} in a column of {kind:?}");
            let mut text = cell.to_text();
            if *kind == Kind::Text {
                text = match self.marks {
                    Marks::Commas { guard } => with_commas(text, guard, id, losses),
                    Marks::Tabs { .. } => with_tabs(text, id, losses),
                };
            }
            if let (Marks::Tabs { missing }, true) = (self.marks, text.is_empty()) {
                text = Cow::Borrowed(missing);
            }
            self.rows.write_field(text.as_bytes()).map_err(failed)?;
        }
        self.rows.write_record(None::<&[u8]>).map_err(failed)?;
        self.count += 1;
        Ok(())
    }

    fn finish(self: Box<Self>) -> Result<Piece> {
        let count = self.count;
        let out = self.rows.into_inner().map_err(|e| failed(csv::Error::from(e.into_error())))?;
        out.finish(count)
    }
}

/// Readers in C end a text at NUL; a spreadsheet runs what begins like a formula.
fn with_commas<'a>(text: Cow<'a, str>, guard: bool, id: &str, losses: &mut Losses) -> Cow<'a, str> {
    let text = without_nul(text, id, losses);
    if guard && text.starts_with(['=', '+', '-', '@', '\t', '\r']) && text != "-" {
        losses.add("text that a spreadsheet would run as a formula has an apostrophe before it", id);
        return Cow::Owned(format!("'{text}"));
    }
    text
}

/// There is no way to write a tab, a line feed or a mark in these; readers in the wild take a quotation mark for the
/// beginning of a cell with tabs.
fn with_tabs<'a>(text: Cow<'a, str>, id: &str, losses: &mut Losses) -> Cow<'a, str> {
    let text = without_nul(text, id, losses);
    let breaks = |c: char| c.is_control() || matches!(c, '\u{2028}' | '\u{2029}');
    if !text.contains(|c| breaks(c) || c == '"') {
        return text;
    }
    losses.add("tabs, ends of lines and other controls became blanks, quotation marks apostrophes", id);
    let put = |c: char| match c {
        '"' => '\'',
        c if breaks(c) => ' ',
        c => c,
    };
    Cow::Owned(text.chars().map(put).collect())
}

fn without_nul<'a>(text: Cow<'a, str>, id: &str, losses: &mut Losses) -> Cow<'a, str> {
    if !text.contains('\0') {
        return text;
    }
    losses.add("NUL became U+FFFD", id);
    Cow::Owned(text.replace('\0', "\u{FFFD}"))
}

fn failed(error: csv::Error) -> Error {
    let source = match error.into_kind() {
        csv::ErrorKind::Io(error) => error,
        kind => std::io::Error::other(format!("{kind:?}")),
    };
    Error::Write { place: "the table".to_owned(), source }
}
