//! A ledger for a person at a terminal: who says what, with the chain of sources and the words that show it, and
//! what happens, with who puts it forward and how.
//!
//! Everything that colour says is also said in words or brackets, so that nothing is lost without it: `[source]`,
//! `<cue>` and `{content}` in statements; `[actor]`, `<trigger>` and `[recipient]` in events.

mod document;
mod en;
mod event;
mod figure;
mod page;
mod passage;
mod statement;
mod style;

use std::io::Write;

use sayso_model::Ledger;

use crate::Error;
use page::Page;

/// How the text is laid out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct View {
    /// Colours and underlines by ANSI escapes.
    pub color: bool,
    /// Columns of a line.
    pub width: usize,
}

impl Default for View {
    fn default() -> Self {
        Self { color: false, width: 80 }
    }
}

/// Narrowest lines that still can be read, and widest.
const WIDTH: std::ops::RangeInclusive<usize> = 40..=110;

/// Writes all records of a document, and an empty line after them.
pub fn write(ledger: &Ledger, view: View, out: &mut impl Write) -> Result<(), Error> {
    crate::error::check(ledger)?;
    let width = view.width.clamp(*WIDTH.start(), *WIDTH.end());
    let mut page = Page::new(View { width, ..view });
    document::head(ledger, &mut page);
    if !ledger.statements.is_empty() {
        page.section("Who says what", "[source] <cue> {content}");
        ledger.statements.iter().for_each(|s| statement::show(ledger, s, &mut page));
    }
    if !ledger.events.is_empty() {
        page.section("What happens", "[party] <trigger>");
        ledger.events.iter().for_each(|e| event::show(ledger, e, &mut page));
    }
    document::foot(ledger, &mut page);
    Ok(out.write_all(page.finish().as_bytes())?)
}
