//! The sentences around a record, with the words that make it marked.

use sayso_model::{Ledger, Span};

use super::page::{Page, Run, run};
use super::style::{self, FAINT, PLAIN, Style};

/// What a piece of text is to the record.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Mark {
    Content,
    Setting,
    Condition,
    Party,
    /// The cue of a statement, the trigger of an event.
    Key,
}

impl Mark {
    fn style(self) -> Style {
        match self {
            Mark::Content => PLAIN,
            Mark::Setting => style::SETTING,
            Mark::Condition => style::CONDITION,
            Mark::Party => style::PARTY,
            Mark::Key => style::ACT.bold(),
        }
        .underline()
    }

    /// What stands for the style where there is none.
    fn brackets(self) -> Option<(char, char)> {
        match self {
            Mark::Content => Some(('{', '}')),
            Mark::Party => Some(('[', ']')),
            Mark::Key => Some(('<', '>')),
            Mark::Setting | Mark::Condition => None,
        }
    }
}

/// Longest passage, and how far it may reach beyond the marks to the ends of the sentence.
const PASSAGE_BYTES_MAX: usize = 900;
const REACH_BYTES_MAX: usize = 240;
/// A quotation that runs over many paragraphs is shown by its first ones.
const PASSAGES_MAX: usize = 3;

/// Shows the passages that hold the marks: one for each block of the text.
pub fn show(ledger: &Ledger, marks: &[(Span, Mark)], page: &mut Page) {
    let text = ledger.document.text.as_str();
    let mut blocks: Vec<(Span, Vec<(Span, Mark)>)> = Vec::new();
    let mut marks: Vec<(Span, Mark)> = marks.iter().copied().filter(|(s, _)| !s.is_empty()).collect();
    marks.sort_by_key(|&(span, mark)| (span.start_byte, std::cmp::Reverse(span.end_byte), mark));
    for (span, mark) in marks {
        let i = ledger.document.blocks.partition_point(|b| b.span.end() <= span.start());
        let block = ledger.document.blocks.get(i).map_or(span, |b| b.span.cover(span));
        match blocks.iter_mut().find(|(b, _)| b.overlaps(block)) {
            Some((_, held)) => held.push((span, mark)),
            None => blocks.push((block, vec![(span, mark)])),
        }
    }
    let more = blocks.len().saturating_sub(PASSAGES_MAX);
    for (block, held) in blocks.into_iter().take(PASSAGES_MAX) {
        let runs = passage(text, block, &held, page.color());
        let bar = [run("     │ ", FAINT)];
        page.flow(&bar, &bar, &runs);
    }
    if more > 0 {
        let bar = [run("     │ ", FAINT)];
        page.flow(
            &bar,
            &bar,
            &[run(format!("… and {} more", super::figure::count(more, "paragraph")), FAINT)],
        );
    }
}

fn passage(text: &str, block: Span, marks: &[(Span, Mark)], color: bool) -> Vec<Run> {
    let hull = marks.iter().map(|&(s, _)| s).reduce(Span::cover).unwrap_or(block);
    let start = sentence_start(text, block.start(), hull.start());
    let mut end = sentence_end(text, hull.end(), block.end());
    let cut = end - start > PASSAGE_BYTES_MAX;
    if cut {
        end = floor(text, start + PASSAGE_BYTES_MAX);
    }
    let mut runs = Vec::new();
    if start > block.start() && !is_sentence_start(text, start) {
        runs.push(run("…", FAINT));
    }
    // Marks may nest; the strongest one in force gives the style.
    let mut at = start;
    for edge in edges(marks, start, end) {
        push(&mut runs, &text[at..edge], style_at(marks, at));
        at = edge;
        if !color {
            let closing = marks.iter().rev().filter(|(s, _)| s.end() == edge);
            closing.filter_map(|(_, m)| m.brackets()).for_each(|(_, c)| runs.push(run(c, PLAIN)));
            let opening = marks.iter().filter(|(s, _)| s.start() == edge && s.end() > edge);
            opening.filter_map(|(_, m)| m.brackets()).for_each(|(o, _)| runs.push(run(o, PLAIN)));
        }
    }
    push(&mut runs, &text[at..end], style_at(marks, at));
    if cut {
        runs.push(run(" …", FAINT));
    }
    runs
}

/// Where marks begin and end within a range.
fn edges(marks: &[(Span, Mark)], start: usize, end: usize) -> Vec<usize> {
    let mut edges: Vec<usize> = marks.iter().flat_map(|(s, _)| [s.start(), s.end()]).collect();
    edges.retain(|&e| (start..=end).contains(&e));
    edges.sort_unstable();
    edges.dedup();
    edges
}

fn style_at(marks: &[(Span, Mark)], at: usize) -> Style {
    let here = marks.iter().filter(|(s, _)| s.start() <= at && at < s.end());
    here.map(|&(_, m)| m).max().map_or(PLAIN, Mark::style)
}

fn push(runs: &mut Vec<Run>, text: &str, style: Style) {
    if !text.is_empty() {
        // No-break spaces of the text would make lines that do not fit.
        runs.push(run(text.replace('\u{A0}', " "), style));
    }
}

/// The start of the sentence that `at` is in, not before `from`.
fn sentence_start(text: &str, from: usize, at: usize) -> usize {
    if is_sentence_start(text, at) {
        return at;
    }
    let from = from.max(floor(text, at.saturating_sub(REACH_BYTES_MAX)));
    let window = &text[from..at];
    let mut starts = window.char_indices().map(|(i, _)| from + i).filter(|&i| is_sentence_start(text, i));
    let found = starts.next_back().filter(|&i| i > from);
    found.unwrap_or_else(|| {
        // Not in the middle of a word.
        let middle = from > 0 && !text[..from].ends_with(char::is_whitespace);
        let space = if middle { window.find(char::is_whitespace) } else { None };
        space.map_or(from, |i| from + i)
    })
}

/// The end of the sentence that `at` is in, not beyond `to`.
fn sentence_end(text: &str, at: usize, to: usize) -> usize {
    let to = to.max(at).min(floor(text, at + REACH_BYTES_MAX).max(at));
    let starts =
        text[at..to].char_indices().map(|(i, _)| at + i).filter(|&i| i > at && is_sentence_start(text, i));
    let mut starts = starts.peekable();
    match starts.peek() {
        Some(&next) => at + text[at..next].trim_end().len(),
        None => to,
    }
}

/// True if a sentence is likely to begin here: good enough to cut a passage.
fn is_sentence_start(text: &str, at: usize) -> bool {
    let before = &text[..at];
    let Some(next) = text[at..].chars().next() else { return false };
    if !before.ends_with(char::is_whitespace) || next.is_whitespace() {
        return at == 0;
    }
    let opens = next.is_uppercase() || matches!(next, '"' | '“' | '‘' | '(' | '[');
    let before = before.trim_end().trim_end_matches(['"', '”', '’', '\'', ')', ']']);
    let Some(before) = before.strip_suffix(['.', '?', '!', '…']) else { return false };
    let word = before.rsplit(|c: char| !c.is_alphanumeric() && c != '.').next().unwrap_or("");
    let initial = word.starts_with(char::is_uppercase) && (word.len() == 1 || word.contains('.'));
    let abbreviation = initial || super::en::TITLES.contains(&word);
    opens && !abbreviation
}

fn floor(text: &str, at: usize) -> usize {
    let mut at = at.min(text.len());
    while !text.is_char_boundary(at) {
        at -= 1;
    }
    at
}
