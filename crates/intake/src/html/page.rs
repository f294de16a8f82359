//! What stands in a page, block by block, and where? One pass over its tokens, no tree.

use std::hash::BuildHasher;

use rustc_hash::FxBuildHasher;

use super::element::{self, Marks};
use super::entity::{self, Decoded};
use super::head::Head;
use super::token::{self, Token, Tokens, attribute};

/// What a page holds.
#[derive(Debug, Default)]
pub struct Page {
    /// Runs of text that no other block stands in, in the order of the page.
    pub blocks: Vec<PageBlock>,
    /// What the page says of itself.
    pub head: Head,
    /// How deep elements stand inside each other.
    pub depth: usize,
    /// How many there are.
    pub elements: usize,
    /// Some element has more attributes than anybody writes.
    pub is_overloaded: bool,
}

/// Attributes of an element. A parser that looks for doubles compares each with each.
const ATTRIBUTES_MAX: usize = 200;

/// A run of text.
#[derive(Clone, Debug, Default)]
pub struct PageBlock {
    /// Its text: entities decoded, white space folded, invisible characters left out.
    pub text: String,
    /// Where it stands in the page.
    pub pieces: Vec<Piece>,
    /// What it stands in.
    pub place: Place,
    /// Bytes of it that are links.
    pub link_bytes: usize,
    /// Bytes of it that are bold.
    pub bold_bytes: usize,
    /// Bytes of it that are in italics.
    pub italic_bytes: usize,
}

impl PageBlock {
    /// Bytes of the text that are no white space: what the other counts are shares of.
    pub fn ink_bytes(&self) -> usize {
        self.text.bytes().filter(|b| *b != b' ').count()
    }
}

/// A piece of a block's text, and the piece of the page that it was made from, in bytes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Piece {
    pub text_start: usize,
    pub text_end: usize,
    pub page_start: usize,
    pub page_end: usize,
}

/// What a text stands in.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Place {
    /// Number of the element that holds the block's element.
    pub container: u32,
    /// Name and class of that element, hashed: a page makes its parts of one kind alike.
    pub container_kind: u64,
    /// Level of the heading, or zero.
    pub heading: u8,
    pub furniture: bool,
    pub furniture_class: bool,
    pub caption: bool,
    pub byline: bool,
    pub comment: bool,
    pub item: bool,
    pub cell: bool,
    /// The innermost block is one of running text: a paragraph, a quotation.
    pub paragraph: bool,
    skip: bool,
    link: bool,
    bold: bool,
    italic: bool,
}

struct Open {
    name: String,
    marks: Marks,
    number: u32,
    kind: u64,
    /// What text stands in once the element is closed.
    outer: Place,
}

struct Reader<'a> {
    page: &'a str,
    out: Page,
    stack: Vec<Open>,
    place: Place,
    block: PageBlock,
    /// White space was seen since the last character.
    blank: bool,
    /// A line break was, with nothing since.
    broken: bool,
    /// Text was left out since: the next character opens a new piece.
    torn: bool,
    numbers: u32,
    depth_max: usize,
}

impl Page {
    /// Reads a page. Elements deeper than `depth_max` are counted with the one that holds them.
    pub fn read(page: &str, depth_max: usize) -> Self {
        let mut reader = Reader {
            page,
            out: Page::default(),
            stack: Vec::new(),
            place: Place::default(),
            block: PageBlock::default(),
            blank: false,
            broken: false,
            torn: true,
            numbers: 0,
            depth_max,
        };
        for token in Tokens::new(page) {
            reader.take(token);
        }
        reader.flush();
        reader.out
    }
}

impl Reader<'_> {
    fn take(&mut self, token: Token) {
        match token {
            Token::Open { name, attributes, .. } => self.open(&name.to_ascii_lowercase(), attributes),
            Token::Close { name, .. } => self.close(&name.to_ascii_lowercase()),
            Token::Text { raw, start } => self.text(raw, start),
            Token::Raw { within, raw, .. } => {
                self.torn = true;
                self.out.head.raw(&within.to_ascii_lowercase(), raw, self.in_body());
            }
        }
    }

    fn in_body(&self) -> bool {
        self.stack.iter().any(|open| open.name == "body")
    }

    fn open(&mut self, name: &str, attributes: &str) {
        self.out.elements += 1;
        // Few tags are so long that it is worth counting.
        self.out.is_overloaded |= attributes.len() > 2 * ATTRIBUTES_MAX
            && token::attributes(attributes).nth(ATTRIBUTES_MAX).is_some();
        let marks = element::marks(name, attributes);
        if name == "br" {
            // Two breaks in a row end a paragraph, as authors without paragraphs mean it.
            if self.broken {
                self.flush();
            }
            self.broken = true;
            self.blank = true;
            return;
        }
        self.out.head.element(name, attributes, self.place.furniture || self.place.comment);
        if marks.block {
            self.close_implied(name);
            self.flush();
        }
        if marks.void {
            return;
        }
        if self.stack.len() >= self.depth_max {
            self.out.depth = self.stack.len() + 1;
            return;
        }
        self.numbers += 1;
        let outer = self.place;
        let place = &mut self.place;
        place.skip |= marks.skip;
        place.furniture |= marks.furniture;
        place.furniture_class |= marks.furniture_class;
        place.caption |= marks.caption;
        place.byline |= marks.byline;
        place.comment |= marks.comment;
        place.link |= name == "a";
        place.bold |= matches!(name, "b" | "strong");
        place.italic |= matches!(name, "i" | "em");
        if marks.block {
            let holder = self.stack.iter().rev().find(|o| o.marks.block);
            (place.container, place.container_kind) = holder.map_or((0, 0), |o| (o.number, o.kind));
            place.heading = match name.as_bytes() {
                [b'h', level @ b'1'..=b'6'] => level - b'0',
                _ => place.heading,
            };
            place.item = name == "li" || (place.item && name == "p");
            place.cell = matches!(name, "td" | "th");
            place.paragraph = matches!(name, "p" | "blockquote");
        }
        // What a reader can write into is none of the page's words.
        if attribute(attributes, "contenteditable").is_some() {
            place.skip = true;
        }
        let class = attribute(attributes, "class").unwrap_or_default();
        let kind = FxBuildHasher.hash_one((name, class));
        self.stack.push(Open { name: name.to_owned(), marks, number: self.numbers, kind, outer });
        self.out.depth = self.out.depth.max(self.stack.len());
    }

    /// Ends what a tag ends without saying so: a paragraph before a block, an item before the next one.
    fn close_implied(&mut self, name: &str) {
        let (ended, kept_by): (&[&str], &[&str]) = match name {
            "li" => (&["li"], &["ul", "ol", "menu", "dir"]),
            "td" | "th" => (&["td", "th"], &["tr", "table"]),
            "tr" => (&["tr"], &["table"]),
            "dt" | "dd" => (&["dt", "dd"], &["dl"]),
            "option" => (&["option"], &["select"]),
            _ => (&[], &[]),
        };
        if let Some(at) = self.stack.iter().rposition(|o| ended.contains(&o.name.as_str()))
            && !self.stack[at..].iter().any(|o| kept_by.contains(&o.name.as_str()))
        {
            self.close_to(at);
        }
        let innermost = self.stack.iter().rposition(|o| o.marks.block);
        if let Some(at) = innermost.filter(|&at| self.stack[at].name == "p") {
            self.close_to(at);
        }
    }

    fn close(&mut self, name: &str) {
        // An inline element's end does not end the block that it stands in.
        let block = element::marks(name, "").block;
        let from =
            if block { 0 } else { self.stack.iter().rposition(|o| o.marks.block).map_or(0, |at| at + 1) };
        if let Some(at) = self.stack[from..].iter().rposition(|o| o.name == name) {
            self.close_to(from + at);
        } else if name == "p" {
            self.flush();
        }
    }

    fn close_to(&mut self, at: usize) {
        if self.stack[at..].iter().any(|o| o.marks.block) {
            self.flush();
        }
        self.place = self.stack[at].outer;
        self.stack.truncate(at);
    }

    fn text(&mut self, raw: &str, start: usize) {
        if self.place.skip {
            self.torn = true;
            return;
        }
        let mut at = 0;
        while let Some(first) = raw[at..].chars().next() {
            let reference = (first == '&').then(|| entity::at(&raw[at..], false)).flatten();
            let (Decoded(first, second), length) =
                reference.unwrap_or((Decoded(first, None), first.len_utf8()));
            self.char(first, start + at, start + at + length);
            if let Some(second) = second {
                self.char(second, start + at, start + at + length);
            }
            at += length;
        }
    }

    fn char(&mut self, c: char, page_start: usize, page_end: usize) {
        if is_blank(c) {
            self.blank = true;
            return;
        }
        if is_invisible(c) {
            return;
        }
        self.broken = false;
        let block = &mut self.block;
        if block.text.is_empty() {
            block.place = self.place;
        } else if self.blank {
            block.text.push(' ');
        }
        self.blank = false;
        let text_start = block.text.len();
        block.text.push(c);
        let text_end = block.text.len();
        let width = c.len_utf8();
        block.link_bytes += if self.place.link { width } else { 0 };
        block.bold_bytes += if self.place.bold { width } else { 0 };
        block.italic_bytes += if self.place.italic { width } else { 0 };
        match block.pieces.last_mut() {
            Some(piece) if !self.torn => {
                piece.text_end = text_end;
                piece.page_end = page_end;
            }
            _ => block.pieces.push(Piece { text_start, text_end, page_start, page_end }),
        }
        self.torn = false;
    }

    fn flush(&mut self) {
        self.blank = false;
        self.broken = false;
        self.torn = true;
        if !self.block.text.is_empty() {
            debug_assert!(self.block.pieces.iter().all(|p| self.page.is_char_boundary(p.page_end)));
            self.out.blocks.push(std::mem::take(&mut self.block));
        }
    }
}

/// White space, also that which does not break.
pub fn is_blank(c: char) -> bool {
    c.is_whitespace() || matches!(c, '\u{2060}' | '\u{0}')
}

/// Characters that no reader sees and that break words: soft hyphens, zero-width spaces, byte-order marks, controls.
pub fn is_invisible(c: char) -> bool {
    matches!(c, '\u{AD}' | '\u{200B}' | '\u{FEFF}') || (c.is_control() && !c.is_whitespace())
}
