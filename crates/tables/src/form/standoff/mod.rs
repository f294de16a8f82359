//! Texts with marks beside them: an article a file, for tools that annotate and for corpora of attribution.

pub(crate) mod brat;
pub(crate) mod citron;

use std::path::{Path, PathBuf};
use std::rc::Rc;

use sayso_model::{Ledger, OffsetIndex, Party, Span};

use crate::losses::Losses;
use crate::manifest::Piece;
use crate::sink::Out;
use crate::{Error, Result};

/// An article, and where its characters stand.
pub(crate) struct Marked {
    /// Identifier.
    pub id: String,
    /// Its text and records.
    pub ledger: Ledger,
    index: OffsetIndex,
}

impl Marked {
    pub fn new(id: String, ledger: Ledger) -> Rc<Self> {
        let index = OffsetIndex::new(&ledger.document.text);
        Rc::new(Self { id, ledger, index })
    }

    fn text(&self, span: Span) -> &str {
        span.text(&self.ledger.document.text)
    }

    /// First character and one past the last.
    fn chars(&self, span: Span) -> (usize, usize) {
        let text = &self.ledger.document.text;
        (self.index.char_at(text, span.start()), self.index.char_at(text, span.end()))
    }
}

/// The words of parties, in order.
fn words<'a>(parties: impl IntoIterator<Item = &'a Party>) -> Vec<Span> {
    let mut out: Vec<Span> = parties.into_iter().filter_map(|p| p.span).collect();
    out.sort_unstable_by_key(|s| (s.start_byte, s.end_byte));
    out.dedup();
    out
}

/// Writes one article into files of a folder.
pub(crate) type Write = fn(&Path, &Rc<Marked>, &mut Losses) -> Result<Vec<Piece>>;

/// A page in a folder.
pub(crate) fn page(folder: &Path, id: &str, text: &str) -> Result<Piece> {
    file(folder, &format!("{id}.html"), text, 1)
}

/// A file in a folder, named as the manifest names it.
fn file(folder: &Path, name: &str, text: &str, rows: usize) -> Result<Piece> {
    let mut out = Out::create(&folder.join(name))?;
    out.put(text.as_bytes())?;
    let mut piece = out.finish(rows as u64)?;
    let folder = folder.file_name().unwrap_or_default().to_string_lossy();
    piece.name = format!("{folder}/{name}");
    Ok(piece)
}

/// Makes the folder.
pub(crate) fn folder(path: &Path) -> Result<PathBuf> {
    std::fs::create_dir_all(path).map_err(Error::write(path))?;
    Ok(path.to_owned())
}
