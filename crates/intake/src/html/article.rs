//! The article as a document: its blocks one after the other, each with where it stands in the page.

use sayso_model::{BlockKind, PagePiece, Span, Title};

use super::page::{Page, PageBlock};
use crate::block::{Known, Sorter};
use crate::options::Limits;
use crate::{en, paragraph};

/// Canonical text of a page, and what its parts are.
#[derive(Debug, Default)]
pub struct Article {
    pub text: String,
    pub blocks: Vec<sayso_model::Block>,
    pub pieces: Vec<PagePiece>,
    pub title: Option<Title>,
    pub diagnostics: Vec<sayso_model::Diagnostic>,
}

/// What stands between two blocks.
const BETWEEN: &str = "\n\n";

/// Puts the chosen blocks together, under the headline if the page shows it.
pub fn compose(html: &str, page: &Page, chosen: &[usize], title: Option<&str>, limits: Limits) -> Article {
    let mut out = Article::default();
    let headline = title.and_then(|title| headline(page, title));
    let mut numbers: Vec<usize> = chosen.to_vec();
    if let Some(at) = headline.filter(|at| !numbers.contains(at)) {
        // It stands above the text wherever the page has it.
        let behind = numbers.iter().position(|&i| i > at).unwrap_or(numbers.len());
        numbers.insert(behind, at);
    }
    let mut known: Vec<(Span, Known)> = Vec::new();
    let mut chars = CharCounter::new(html);
    for &i in &numbers {
        let block = &page.blocks[i];
        if !out.text.is_empty() {
            out.text.push_str(BETWEEN);
        }
        let start = out.text.len();
        out.text.push_str(&block.text);
        let span = Span::new(start, out.text.len());
        for piece in &block.pieces {
            out.pieces.push(PagePiece {
                text: Span::new(start + piece.text_start, start + piece.text_end),
                page_start_char: chars.at(piece.page_start),
                page_end_char: chars.at(piece.page_end),
            });
        }
        if Some(i) == headline {
            out.title = Some(Title { text: block.text.clone(), span: Some(span) });
        }
        // What stands in italics under an article is a note of its editors.
        let note = Some(&i) == numbers.last() && block.italic_bytes + 8 >= block.ink_bytes();
        let kind = if note && known.len() > 2 {
            Known::Is(BlockKind::Boilerplate)
        } else {
            kind(block, Some(i) == headline)
        };
        known.push((span, kind));
    }
    let mut sorter = Sorter::new(&out.text, limits);
    let mut in_body = false;
    for (span, kind) in known {
        in_body |= sorter.take(span, kind, in_body);
    }
    (out.blocks, out.diagnostics) = sorter.finish();
    if out.title.is_none() {
        out.title = title.map(|text| Title { text: text.to_owned(), span: None });
    }
    out
}

/// The block that shows the headline: a heading with its words.
pub fn headline(page: &Page, title: &str) -> Option<usize> {
    let wanted = letters(title);
    let heads = page.blocks.iter().enumerate();
    let mut heads = heads.filter(|(_, b)| (1..=2).contains(&b.place.heading) && !b.place.comment);
    let same = |b: &PageBlock| {
        let shown = letters(&b.text);
        !shown.is_empty() && (shown == wanted || (shown.len() > 20 && wanted.starts_with(&shown)))
    };
    let by_words = heads.clone().find(|(_, b)| same(b));
    by_words.map(|(i, _)| i).or_else(|| {
        // A page may call itself otherwise for search engines than for readers.
        let mut first = heads.by_ref().filter(|(_, b)| b.place.heading == 1 && !b.place.furniture);
        let (i, _) = first.next()?;
        first.next().is_none().then_some(i)
    })
}

fn letters(text: &str) -> String {
    text.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

/// What the page says that a block is.
fn kind(block: &PageBlock, headline: bool) -> Known {
    let place = block.place;
    let ends = paragraph::ends_sentence(&block.text);
    let bold = block.bold_bytes + 4 >= block.ink_bytes() && block.text.len() <= 120 && !ends;
    match () {
        () if headline || place.heading > 0 => Known::Is(BlockKind::Heading),
        () if place.caption => Known::Is(BlockKind::Caption),
        () if place.byline && (en::is_byline(&block.text) || !ends) => Known::Is(BlockKind::Boilerplate),
        // A cell with a sentence in it is text; one with a number or a name is not.
        () if place.cell && !(ends && block.text.len() >= 60) => Known::Is(BlockKind::Boilerplate),
        () if bold => Known::Is(BlockKind::Heading),
        // Links one under the other lead elsewhere.
        () if block.link_bytes * 10 >= block.ink_bytes() * 8 && !ends => Known::Is(BlockKind::Boilerplate),
        () => Known::Text,
    }
}

/// Characters up to a byte, counted once for all.
struct CharCounter<'a> {
    text: &'a str,
    byte: usize,
    chars: u32,
}

impl<'a> CharCounter<'a> {
    fn new(text: &'a str) -> Self {
        Self { text, byte: 0, chars: 0 }
    }

    fn at(&mut self, byte: usize) -> u32 {
        if byte < self.byte {
            (self.byte, self.chars) = (0, 0);
        }
        self.chars += self.text[self.byte..byte].chars().count() as u32;
        self.byte = byte;
        self.chars
    }
}
