//! Which mark closes which?
//!
//! Marks are matched paragraph by paragraph. A quotation left open goes on only where the next paragraph opens
//! with a mark again, or closes one that it did not open; else it ends before the next opening mark or with its
//! paragraph. So no slip of the typesetter can swallow the document.

use super::mark::{Family, Mark, Side, marks};

/// Most paragraphs that one quotation may run over.
const PARAGRAPHS_MAX: usize = 60;

/// How far back the sentence of a close without an opening is looked for.
const SENTENCE_MAX_BYTES: usize = 1200;

/// A quotation in bytes of the text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Pair {
    /// First byte of the opening mark.
    pub outer_start: usize,
    /// First byte after the opening mark.
    pub inner_start: usize,
    /// First byte of the closing mark, or the end where none closes.
    pub inner_end: usize,
    /// One past the closing mark.
    pub outer_end: usize,
    /// Marks that open a further paragraph of it.
    pub reopened: Vec<(usize, usize)>,
}

/// A quotation that its paragraph leaves open.
struct Tail {
    pair: Pair,
    family: Family,
    paragraphs: usize,
}

/// Finds the quotations of paragraphs of running text: `(start, end)` bytes of each, in order.
pub(super) fn pairs(text: &str, paragraphs: &[(usize, usize)]) -> Vec<Pair> {
    let mut found = Vec::new();
    let mut tail: Option<Tail> = None;
    let mut next = paragraphs.first().map(|&(start, end)| shifted(text, start, end));
    for (i, &(start, end)) in paragraphs.iter().enumerate() {
        let here = next.take().unwrap_or_default();
        next = paragraphs.get(i + 1).map(|&(start, end)| shifted(text, start, end));
        let following = paragraphs.get(i + 1).map_or(0, |p| p.0);
        let follows = next.as_deref().unwrap_or_default();
        tail = paragraph(text, (start, end), &here, tail, &mut found, |family| {
            goes_on(family, follows, following)
        });
    }
    if let Some(tail) = tail {
        found.push(tail.pair);
    }
    found.sort_by_key(|p| (p.outer_start, std::cmp::Reverse(p.outer_end)));
    found
}

fn shifted(text: &str, start: usize, end: usize) -> Vec<Mark> {
    let mut found = marks(&text[start..end]);
    for mark in &mut found {
        mark.at += start;
    }
    found
}

/// True if a quotation of `family` that was left open runs on into the paragraph that has `marks`.
fn goes_on(family: Family, marks: &[Mark], start: usize) -> bool {
    let of_family = |m: &&Mark| m.family == family;
    match marks.iter().find(of_family) {
        Some(mark) if mark.at == start && mark.may_open() => true,
        // The paragraph closes what it did not open. Apostrophes make this unsure for single marks.
        Some(mark) => mark.side == Side::Close && family != Family::Single,
        None => false,
    }
}

/// Matches the marks of one paragraph; gives back what runs on into the next.
fn paragraph(
    text: &str,
    (start, end): (usize, usize),
    marks: &[Mark],
    tail: Option<Tail>,
    found: &mut Vec<Pair>,
    goes_on: impl Fn(Family) -> bool,
) -> Option<Tail> {
    let mut doubles: Vec<Pair> = Vec::new();
    let mut left_open = None;
    let mut tail = tail;
    for family in [Family::Double, Family::Guillemet, Family::SingleGuillemet] {
        let of_family: Vec<Mark> = marks.iter().copied().filter(|m| m.family == family).collect();
        let carried = tail.take_if(|t| t.family == family);
        if of_family.is_empty() && carried.is_none() {
            continue;
        }
        let open = match_stack(text, (start, end), &of_family, carried, &mut doubles, goes_on(family));
        left_open = left_open.or(open.map(|(pair, paragraphs)| Tail { pair, family, paragraphs }));
    }
    let singles: Vec<Mark> = marks.iter().copied().filter(|m| m.family == Family::Single).collect();
    if !singles.is_empty() || tail.is_some() {
        let open =
            match_singles((start, end), &singles, &doubles, tail.take(), found, goes_on(Family::Single));
        left_open = left_open.or(open);
    }
    found.append(&mut doubles);
    left_open
}

/// An opening mark that waits for its close.
struct Waiting {
    pair: Pair,
    paragraphs: usize,
}

fn waiting(mark: &Mark) -> Waiting {
    let pair = Pair {
        outer_start: mark.at,
        inner_start: mark.end(),
        inner_end: mark.end(),
        outer_end: mark.end(),
        reopened: Vec::new(),
    };
    Waiting { pair, paragraphs: 1 }
}

fn close(mut waiting: Waiting, inner_end: usize, outer_end: usize) -> Pair {
    waiting.pair.inner_end = inner_end;
    waiting.pair.outer_end = outer_end;
    waiting.pair
}

fn match_stack(
    text: &str,
    (start, end): (usize, usize),
    marks: &[Mark],
    carried: Option<Tail>,
    found: &mut Vec<Pair>,
    goes_on: bool,
) -> Option<(Pair, usize)> {
    let mut stack: Vec<Waiting> = Vec::new();
    let mut marks = marks;
    if let Some(tail) = carried {
        let mut pair = tail.pair;
        if let Some((first, rest)) = marks.split_first()
            && first.at == start
            && first.may_open()
        {
            pair.reopened.push((first.at, first.end()));
            marks = rest;
        }
        stack.push(Waiting { pair, paragraphs: tail.paragraphs + 1 });
    }
    // Where what has been matched so far ends: a close without an opening does not reach before it.
    let mut settled = start;
    for (i, mark) in marks.iter().enumerate() {
        let opens = match mark.side {
            Side::Open => true,
            Side::Either => stack.is_empty(),
            Side::Measure => {
                let closed_later = marks[i + 1..].iter().find(|m| m.side != Side::Measure).map(|m| m.side);
                if stack.is_empty() || closed_later == Some(Side::Close) {
                    continue;
                }
                false
            }
            Side::Close | Side::WeakClose => false,
        };
        if opens {
            stack.push(waiting(mark));
        } else if let Some(open) = stack.pop() {
            found.push(close(open, mark.at, mark.end()));
            settled = mark.end();
        } else if let Some(from) = supposed_start(text, settled, mark.at) {
            let pair = Pair {
                outer_start: from,
                inner_start: from,
                inner_end: mark.at,
                outer_end: mark.end(),
                reopened: Vec::new(),
            };
            found.push(pair);
            settled = mark.end();
        }
    }
    let continues = goes_on && stack.last().is_some_and(|w| w.paragraphs < PARAGRAPHS_MAX);
    let last = if continues { stack.pop() } else { None };
    let mut starts: Vec<usize> = found.iter().map(|p| p.outer_start).collect();
    starts.extend(stack.iter().chain(&last).map(|w| w.pair.outer_start));
    starts.sort_unstable();
    for open in stack {
        // Another quotation opened before this one closed, or the paragraph ends.
        let after = starts.partition_point(|&at| at <= open.pair.outer_start.max(start));
        let stop = starts.get(after).copied().unwrap_or(end).max(open.pair.inner_start);
        let stop = open.pair.inner_start + text[open.pair.inner_start..stop].trim_end().len();
        found.push(close(open, stop, stop));
    }
    last.map(|open| {
        let paragraphs = open.paragraphs;
        (close(open, end, end), paragraphs)
    })
}

/// Where a quotation that closes at `close` without ever opening began: with its sentence, if a stop or comma
/// stands before the mark as before the close of a quotation.
fn supposed_start(text: &str, settled: usize, close: usize) -> Option<usize> {
    let settled = text.ceil_char_boundary(settled.max(close.saturating_sub(SENTENCE_MAX_BYTES)));
    let before = text[settled..close].strip_suffix(['.', ',', '?', '!', '…'])?;
    let mut from = 0;
    let mut stopped = false;
    for (at, c) in before.char_indices() {
        if stopped && c.is_whitespace() {
            from = at;
        }
        stopped = matches!(c, '.' | '?' | '!' | '…');
    }
    let skipped = before[from..].len() - before[from..].trim_start().len();
    let begins = before[from..].trim_start().chars().next()?;
    // A sentence begins here, not the middle of one that an earlier quotation opened.
    (begins.is_uppercase()).then_some(settled + from + skipped)
}

/// Single marks: an opening needs its close in the same paragraph and on the same level of double marks, or it
/// is an apostrophe.
fn match_singles(
    (start, end): (usize, usize),
    marks: &[Mark],
    doubles: &[Pair],
    carried: Option<Tail>,
    found: &mut Vec<Pair>,
    goes_on: bool,
) -> Option<Tail> {
    // Marks on one level of double marks side by side, in order of the text.
    let mut marks = levels(marks, doubles);
    let mut from = 0;
    if let Some(tail) = carried {
        let mut open = Waiting { pair: tail.pair, paragraphs: tail.paragraphs + 1 };
        if let Some((mark, _)) = marks.first().filter(|(m, _)| m.at == start && m.may_open()) {
            open.pair.reopened.push((mark.at, mark.end()));
            marks.remove(0);
        }
        match closing(&marks, 0) {
            Some(at) => {
                found.push(close(open, marks[at].0.at, marks[at].0.end()));
                from = at + 1;
            }
            None if goes_on && open.paragraphs < PARAGRAPHS_MAX => {
                let paragraphs = open.paragraphs;
                return Some(Tail { pair: close(open, end, end), family: Family::Single, paragraphs });
            }
            None => found.push(close(open, end, end)),
        }
    }
    let mut i = from;
    while i < marks.len() {
        let (mark, level) = marks[i];
        i += 1;
        if mark.side != Side::Open {
            continue;
        }
        if let Some(at) = closing(&marks[i..], level) {
            found.push(close(waiting(&mark), marks[i + at].0.at, marks[i + at].0.end()));
            i += at + 1;
        } else if mark.at == start && goes_on && level == 0 {
            return Some(Tail {
                pair: close(waiting(&mark), end, end),
                family: Family::Single,
                paragraphs: 1,
            });
        }
    }
    None
}

/// Gives each single mark the innermost double quotation it stands in (its opening byte plus one, 0 for none),
/// and sorts by it.
fn levels(marks: &[Mark], doubles: &[Pair]) -> Vec<(Mark, usize)> {
    let mut doubles: Vec<&Pair> = doubles.iter().collect();
    doubles.sort_by_key(|p| (p.outer_start, std::cmp::Reverse(p.outer_end)));
    let mut doubles = doubles.into_iter().peekable();
    let mut open: Vec<&Pair> = Vec::new();
    let mut leveled = Vec::with_capacity(marks.len());
    for &mark in marks {
        while let Some(pair) = doubles.next_if(|p| p.outer_start < mark.at) {
            open.push(pair);
        }
        while open.last().is_some_and(|p| p.inner_end <= mark.at) {
            open.pop();
        }
        leveled.push((mark, open.last().map_or(0, |p| p.inner_start + 1)));
    }
    leveled.sort_by_key(|&(_, level)| level);
    leveled
}

/// The mark that closes a single one: the first plain close before another opening on its level, else the first
/// that may be a possessive.
fn closing(marks: &[(Mark, usize)], level: usize) -> Option<usize> {
    let mut weak = None;
    for (i, (mark, _)) in marks.iter().enumerate().take_while(|(_, (_, l))| *l == level) {
        match mark.side {
            Side::Close => return Some(i),
            Side::WeakClose => weak = weak.or(Some(i)),
            _ => return weak,
        }
    }
    weak
}
