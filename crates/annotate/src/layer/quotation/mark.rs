//! Which characters are quotation marks, and which way do they face?
//!
//! An apostrophe, a possessive, an elision ('90s, 'em), inches and feet are no marks. A straight mark faces the
//! way its surroundings say: blank before and a letter after opens, the other way round closes.

use crate::layer::en;

/// Marks that close each other.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Family {
    /// “ ” „ " '' ``
    Double,
    /// ‘ ’ ‚ ' `
    Single,
    /// « »
    Guillemet,
    /// ‹ ›
    SingleGuillemet,
}

/// Which way a mark faces.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Side {
    Open,
    Close,
    /// A close that may be a possessive: `workers' rights`.
    WeakClose,
    /// A double mark after a figure: a close if nothing else closes, else inches.
    Measure,
    /// The surroundings do not tell.
    Either,
}

/// A character, or a doubled one, that may open or close a quotation.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Mark {
    /// First byte.
    pub at: usize,
    /// Length in bytes.
    pub len: usize,
    pub family: Family,
    pub side: Side,
}

impl Mark {
    /// One past the last byte.
    pub fn end(&self) -> usize {
        self.at + self.len
    }

    pub fn may_open(&self) -> bool {
        matches!(self.side, Side::Open | Side::Either)
    }
}

fn is_mark(c: char) -> bool {
    matches!(
        c,
        '"' | '\''
            | '`'
            | '“'
            | '”'
            | '„'
            | '‟'
            | '＂'
            | '‘'
            | '’'
            | '‚'
            | '‛'
            | '´'
            | '″'
            | '«'
            | '»'
            | '‹'
            | '›'
    )
}

fn is_dash(c: char) -> bool {
    matches!(c, '-' | '–' | '—' | '―' | '−')
}

/// Most characters looked at on each side of a mark, so that a long row of marks costs no more than its length.
const RUN_MAX: usize = 6;

/// What stands beside a mark, other marks skipped.
struct Sides {
    /// Character before, `None` at the start of the paragraph.
    before: Option<char>,
    /// Character after, `None` at the end of the paragraph.
    after: Option<char>,
    /// The very next characters, marks or not.
    touching: (Option<char>, Option<char>),
}

impl Sides {
    fn of(text: &str, at: usize, end: usize) -> Self {
        let (left, right) = (&text[..at], &text[end..]);
        Self {
            before: left.chars().rev().take(RUN_MAX).find(|&c| !is_mark(c)),
            after: right.chars().take(RUN_MAX).find(|&c| !is_mark(c)),
            touching: (left.chars().next_back(), right.chars().next()),
        }
    }

    /// Nothing that a word could end with stands before.
    fn opens(&self) -> bool {
        self.before.is_none_or(|c| c.is_whitespace() || matches!(c, '(' | '[' | '{' | '/') || is_dash(c))
    }

    /// Nothing that a word could begin with stands after.
    fn closes(&self) -> bool {
        self.after.is_none_or(|c| {
            c.is_whitespace()
                || is_dash(c)
                || matches!(c, '.' | ',' | ';' | ':' | '?' | '!' | '…' | ')' | ']' | '}' | '/')
        })
    }

    fn is_inside_word(&self) -> bool {
        let letter = |c: Option<char>| c.is_some_and(char::is_alphanumeric);
        letter(self.touching.0) && letter(self.touching.1)
    }

    fn facing(&self) -> Side {
        let blank = |c: Option<char>| c.is_none_or(char::is_whitespace);
        match (self.opens(), self.closes()) {
            (true, false) => Side::Open,
            (false, true) => Side::Close,
            // White space tells more than a dash or a bracket does.
            (true, true) if blank(self.before) && !blank(self.after) => Side::Open,
            (true, true) if blank(self.after) && !blank(self.before) => Side::Close,
            _ => Side::Either,
        }
    }
}

/// Marks of a paragraph in order. Offsets count from the start of `text`.
pub(super) fn marks(text: &str) -> Vec<Mark> {
    let mut found = Vec::new();
    let mut skip_to = 0;
    for (at, c) in text.char_indices() {
        if at < skip_to || !is_mark(c) {
            continue;
        }
        let mut len = c.len_utf8();
        let sides = Sides::of(text, at, at + len);
        let row = text[at..].bytes().take(4).take_while(|&b| b == c as u32 as u8).count();
        // Of three the inner one is single: the last of an opening, the first of a close.
        let doubled = matches!(c, '\'' | '`') && row > 1 && !(row == 3 && sides.facing() == Side::Close);
        if doubled {
            len *= 2;
        }
        skip_to = at + len;
        let mark = match c {
            '"' | '“' | '”' | '„' | '‟' | '＂' | '″' => double(text, at, c, &sides),
            '\'' | '`' if doubled => Some((Family::Double, sides.facing())),
            '«' | '»' => Some((Family::Guillemet, directed(c == '«', &sides))),
            '‹' | '›' => Some((Family::SingleGuillemet, directed(c == '‹', &sides))),
            _ => single(text, at, len, c, &sides).map(|side| (Family::Single, side)),
        };
        if let Some((family, side)) = mark {
            found.push(Mark { at, len, family, side });
        }
    }
    found
}

/// A mark with a direction of its own, unless its surroundings say plainly that it is used the other way.
fn directed(opens: bool, sides: &Sides) -> Side {
    match (opens, sides.facing()) {
        (true, Side::Close) => Side::Close,
        (false, Side::Open) => Side::Open,
        (true, _) => Side::Open,
        (false, _) => Side::Close,
    }
}

fn double(text: &str, at: usize, c: char, sides: &Sides) -> Option<(Family, Side)> {
    let side = match c {
        '“' => directed(true, sides),
        '”' => directed(false, sides),
        '„' | '‟' => Side::Open,
        _ => {
            if sides.touching.0.is_some_and(|p| p.is_ascii_digit()) {
                // 6'2" is a height whatever stands around it.
                let figures = text[..at].trim_end_matches(|p: char| p.is_ascii_digit() || p == '.');
                if c == '″' || figures.ends_with(['\'', '’', '′']) {
                    return None;
                }
                if sides.closes() {
                    return Some((Family::Double, Side::Measure));
                }
            }
            sides.facing()
        }
    };
    Some((Family::Double, side))
}

fn single(text: &str, at: usize, len: usize, c: char, sides: &Sides) -> Option<Side> {
    if sides.is_inside_word() {
        return None;
    }
    let (before, after) = sides.touching;
    let word_after = after
        .is_some_and(|a| a.is_alphanumeric() || matches!(a, '$' | '£' | '€' | '#' | '@' | '[' | '…'))
        || (after.is_some_and(is_mark) && !sides.closes());
    if sides.opens() && word_after && !matches!(c, '’' | '´') {
        let rest = &text[at + len..];
        return (!en::is_elision(rest)).then_some(Side::Open);
    }
    if sides.before.is_none_or(char::is_whitespace) || !sides.closes() {
        return None;
    }
    let blank_after = after.is_none_or(char::is_whitespace);
    if before.is_some_and(|b| b.is_ascii_digit()) && c == '\'' && blank_after {
        // 6' or 6' 2": feet.
        return Some(Side::WeakClose);
    }
    if blank_after && after.is_some() && en::ends_like_possessive(&text[..at]) {
        return Some(Side::WeakClose);
    }
    Some(Side::Close)
}
