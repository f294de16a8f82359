//! Paragraphs become blocks: each is told what it is, and datelines and credits are cut off.

use sayso_model::{Block, BlockKind, Diagnostic, Span};

use crate::diagnostics;
use crate::en::{self, LineKind};
use crate::heading::{self, Context, Neighbour};
use crate::options::Limits;
use crate::paragraph::{self, Paragraph};

/// Blocks of a text in order.
pub fn blocks(text: &str, limits: Limits) -> (Vec<Block>, Vec<Diagnostic>) {
    let paragraphs = paragraph::gather(text);
    let layout = en::layout();
    let known: Vec<Option<LineKind>> = paragraphs.iter().map(|p| layout.line_kind(p.text(text))).collect();
    let mut sorter = Sorter::new(text, limits);
    let punctuated = is_punctuated(text, &paragraphs, &known);
    let (mut before, mut in_body) = (None::<Neighbour>, false);
    for (i, &paragraph) in paragraphs.iter().enumerate() {
        let line = paragraph.text(text);
        let ruled = paragraphs.get(i + 1).is_some_and(|p| !paragraph::has_word(p.text(text)));
        // A line of dashes under the first line makes it the headline, even of a page of pictures.
        let headline = i == 0 && ruled && paragraph::has_word(line);
        match known[i].filter(|_| !headline) {
            Some(LineKind::Boilerplate) => {
                sorter.push(paragraph.start, paragraph.end, BlockKind::Boilerplate)
            }
            Some(LineKind::Caption) => sorter.push(paragraph.start, paragraph.end, BlockKind::Caption),
            None if !in_body && en::is_byline(line) => {
                sorter.push(paragraph.start, paragraph.end, BlockKind::Boilerplate);
            }
            None => {
                let next: Vec<Paragraph> = after(text, &paragraphs, &known, i, in_body).take(4).collect();
                let context = Context {
                    text,
                    before,
                    after: next.first().copied(),
                    heads_sentences: next.iter().any(|p| heading::is_sentence(p.text(text))),
                    underlined: ruled,
                    set_off: paragraphs.get(i + 1).is_some_and(|p| p.after_blank),
                    in_body,
                    punctuated,
                };
                let heading = heading::is_heading(paragraph, &context);
                if heading {
                    sorter.push(paragraph.start, paragraph.end, BlockKind::Heading);
                } else {
                    sorter.push_body(paragraph.start, paragraph.end, !in_body);
                    in_body = true;
                }
                before = Some(Neighbour { text: line, heading });
            }
        }
    }
    sorter.finish()
}

/// The next paragraphs that are not known to be no text.
fn after<'a>(
    text: &'a str,
    paragraphs: &'a [Paragraph],
    known: &'a [Option<LineKind>],
    i: usize,
    in_body: bool,
) -> impl Iterator<Item = Paragraph> + 'a {
    // Far off it is nobody's heading; this also keeps a text of a million rules of dashes linear.
    let near = i + 1..paragraphs.len().min(i + 12);
    near.filter(move |&j| known[j].is_none() && (in_body || !en::is_byline(paragraphs[j].text(text))))
        .map(|j| paragraphs[j])
}

/// True if at least half of the longer paragraphs after the first end as sentences do. In a text without full
/// stops, such as a list of headlines, a line without one says nothing.
fn is_punctuated(text: &str, paragraphs: &[Paragraph], known: &[Option<LineKind>]) -> bool {
    let (mut long, mut ended) = (0, 0);
    for (paragraph, _) in paragraphs.iter().zip(known).skip(1).filter(|(_, k)| k.is_none()).take(400) {
        let line = paragraph.text(text);
        if line.len() >= 60 {
            long += 1;
            ended += usize::from(paragraph::ends_sentence(line));
        }
    }
    long > 0 && ended * 2 >= long
}

/// What is known of a paragraph before its words are looked at.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Known {
    /// The page says what it is.
    Is(BlockKind),
    /// It stands where text stands: its words say whether it is any.
    Text,
}

/// Makes blocks of paragraphs, one after the other.
pub struct Sorter<'a> {
    text: &'a str,
    limits: Limits,
    blocks: Vec<Block>,
    diagnostics: Vec<Diagnostic>,
}

impl<'a> Sorter<'a> {
    pub fn new(text: &'a str, limits: Limits) -> Self {
        Self { text, limits, blocks: Vec::new(), diagnostics: Vec::new() }
    }

    pub fn finish(self) -> (Vec<Block>, Vec<Diagnostic>) {
        (self.blocks, self.diagnostics)
    }

    /// Takes in a paragraph whose place in the page is known. True if it is running text.
    pub fn take(&mut self, span: Span, known: Known, in_body: bool) -> bool {
        let line = span.text(self.text);
        let kind = match known {
            Known::Is(kind) => Some(kind),
            Known::Text => match en::layout().line_kind(line) {
                Some(LineKind::Boilerplate) => Some(BlockKind::Boilerplate),
                Some(LineKind::Caption) => Some(BlockKind::Caption),
                None => (!in_body && en::is_byline(line)).then_some(BlockKind::Boilerplate),
            },
        };
        match kind {
            Some(kind) => self.push(span.start(), span.end(), kind),
            None => self.push_body(span.start(), span.end(), !in_body),
        }
        kind.is_none()
    }

    fn push(&mut self, start: usize, end: usize, kind: BlockKind) {
        let pieces = cut(self.text, start, end, self.limits.block_bytes_max);
        if pieces.len() > 1 {
            self.diagnostics.push(diagnostics::long_paragraph(Span::new(start, end), pieces.len()));
        }
        self.blocks.extend(pieces.into_iter().map(|span| Block { span, kind }));
    }

    fn push_body(&mut self, start: usize, end: usize, leads: bool) {
        let mut start = start;
        if let Some(length) = en::dateline::dateline(&self.text[start..end], leads) {
            self.push(start, start + length, BlockKind::Dateline);
            start += length;
            start += blank_before(&self.text[start..end]);
        }
        match en::layout().credit_at(&self.text[start..end]) {
            Some(at) => {
                let body = self.text[start..start + at].trim_end().len();
                self.push(start, start + body, BlockKind::Body);
                self.push(start + at, end, BlockKind::Boilerplate);
            }
            None => self.push(start, end, BlockKind::Body),
        }
    }
}

/// Bytes of white space that a text opens with.
fn blank_before(text: &str) -> usize {
    text.len() - text.trim_start_matches(crate::lines::is_blank).len()
}

/// Cuts a range into pieces of at most `bytes_max` bytes: after a sentence if one ends in the second half of the
/// piece, else between words, else between characters.
fn cut(text: &str, start: usize, end: usize, bytes_max: usize) -> Vec<Span> {
    let bytes_max = bytes_max.max(8);
    let mut pieces = Vec::new();
    let mut at = start;
    while end - at > bytes_max {
        let mut stop = at + bytes_max;
        while !text.is_char_boundary(stop) {
            stop -= 1;
        }
        let window = &text[at..stop];
        let half = window.len() / 2;
        let sentence = [". ", "! ", "? ", ".” ", ".\" ", ".\n"]
            .iter()
            .filter_map(|mark| window.rfind(mark).map(|i| i + mark.len()))
            .max()
            .filter(|&i| i > half);
        let word = window.rfind(char::is_whitespace).filter(|&i| i > half);
        let length = sentence.or(word).unwrap_or(window.len());
        let piece = text[at..at + length].trim_end_matches(crate::lines::is_blank);
        if !piece.is_empty() {
            pieces.push(Span::new(at, at + piece.len()));
        }
        at += length;
        at += blank_before(&text[at..end]);
    }
    if at < end {
        pieces.push(Span::new(at, end));
    }
    pieces
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn long_paragraphs_are_cut_between_sentences() {
        let text = "The army left. ".repeat(100);
        let pieces = cut(&text, 0, text.trim_end().len(), 100);
        assert!(pieces.iter().all(|p| p.len() <= 100 && p.text(&text).ends_with("left.")));
        assert_eq!(pieces.iter().map(|p| p.text(&text).matches("army").count()).sum::<usize>(), 100);
    }

    #[test]
    fn what_cannot_be_cut_well_is_cut_between_characters() {
        let text = "字".repeat(1000);
        let pieces = cut(&text, 0, text.len(), 100);
        assert!(pieces.iter().all(|p| p.len() <= 100));
        assert_eq!(pieces.iter().map(|p| p.len()).sum::<usize>(), text.len());
    }
}
