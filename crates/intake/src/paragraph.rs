//! Which lines belong together.

use crate::lines::{self, Line};

/// One line, or several that were one before something broke it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Paragraph {
    /// First byte.
    pub start: usize,
    /// One past the last byte.
    pub end: usize,
    /// How many lines it has.
    pub lines: u32,
    /// A blank line stands before it, or nothing does.
    pub after_blank: bool,
}

impl Paragraph {
    pub fn text(self, text: &str) -> &str {
        &text[self.start..self.end]
    }
}

/// Joins the lines of a text to paragraphs.
pub fn gather(text: &str) -> Vec<Paragraph> {
    let lines = lines::split(text);
    let wrap = lines::wrap_width(text, &lines);
    let indents = lines.iter().filter(|l| l.indented).count();
    // In a text nearly all of whose lines are indented an indent opens no paragraph.
    let indent_opens = indents * 10 < lines.len() * 7;
    let mut paragraphs: Vec<Paragraph> = Vec::with_capacity(lines.len());
    let mut previous: Option<Line> = None;
    for line in lines {
        let opens = line.after_blank || (indent_opens && line.indented);
        let joins = previous.is_some_and(|last| match wrap {
            _ if opens => false,
            Some(width) => continues_wrapped(text, last, line, width),
            None => continues_broken(text, last, line),
        });
        match paragraphs.last_mut() {
            Some(open) if joins => {
                open.end = line.end;
                open.lines += 1;
            }
            _ => paragraphs.push(Paragraph {
                start: line.start,
                end: line.end,
                lines: 1,
                after_blank: line.after_blank,
            }),
        }
        previous = Some(line);
    }
    paragraphs
}

/// In wrapped text a line goes on on the next unless it ends a sentence with room to spare.
fn continues_wrapped(text: &str, last: Line, line: Line, width: usize) -> bool {
    let (last, next) = (last.text(text), line.text(text));
    if !has_word(last) || !has_word(next) || opens_item(next) {
        return false;
    }
    next.starts_with(char::is_lowercase)
        || lines::is_full(last.chars().count(), next, width)
        || (!ends_sentence(last) && last.chars().count() * 4 > width * 3)
}

/// In other text a line goes on on the next only where something, such as a link in it, has torn it.
fn continues_broken(text: &str, last: Line, line: Line) -> bool {
    let (last, next) = (last.text(text), line.text(text));
    next.starts_with(char::is_lowercase)
        && last.ends_with(|c: char| c.is_lowercase() || c == ',')
        && last.chars().count() > 40
}

/// True if the text ends as a sentence does: a full stop, question mark or exclamation mark, and then at most
/// quotation marks and brackets.
pub fn ends_sentence(text: &str) -> bool {
    let closers = ['"', '\'', '”', '’', '»', ')', ']', '}'];
    text.trim_end_matches(closers).ends_with(['.', '!', '?', '…', '؟', '。'])
}

/// True if the text holds a letter or a digit.
pub fn has_word(text: &str) -> bool {
    text.chars().any(char::is_alphanumeric)
}

/// A bullet, a dash or a number with a point or bracket.
fn opens_item(text: &str) -> bool {
    let mut chars = text.chars();
    match chars.next() {
        Some('•' | '*' | '·' | '▪' | '-' | '–' | '—') => chars.next() == Some(' '),
        Some(c) if c.is_ascii_digit() => {
            let rest = text.trim_start_matches(|c: char| c.is_ascii_digit());
            rest.starts_with(". ") || rest.starts_with(") ")
        }
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, expect: &[&str]) {
        let found: Vec<&str> = gather(text).into_iter().map(|p| p.text(text)).collect();
        assert_eq!(found, expect);
    }

    #[test]
    fn long_lines_are_paragraphs() {
        check(
            "One thing happened.\nAnother did.\n\nA third.",
            &["One thing happened.", "Another did.", "A third."],
        );
    }

    #[test]
    fn a_torn_line_is_mended() {
        check(
            "The army said on Monday that it had struck\nthree depots in the north.\nNobody was hurt.",
            &["The army said on Monday that it had struck\nthree depots in the north.", "Nobody was hurt."],
        );
        // A short line before a lower-case one is a heading or an item of a list.
        check("Key points\niron ore fell.", &["Key points", "iron ore fell."]);
    }

    #[test]
    fn wrapped_lines_are_joined_and_their_paragraphs_kept_apart() {
        let text = "Rebels deny market attack\n\n\
                    The minister said on Monday that the talks in the capital\n\
                    had been useful and that both sides would meet again next\n\
                    week. He did not say where. Officials from the other side\n\
                    did not answer.\n\
                    The army denied that its planes had struck the market in\n\
                    the north and called the report a fabrication.\n\n\
                    It gave no details of the flights that were made over the\n\
                    town that day.\n";
        let found = gather(text);
        let lines: Vec<u32> = found.iter().map(|p| p.lines).collect();
        assert_eq!(lines, [1, 4, 2, 2]);
    }

    #[test]
    fn ends_of_sentences() {
        for yes in ["He left.", "“He left.”", "Why?", "He left (at noon.)", "Go!’"] {
            assert!(ends_sentence(yes), "{yes}");
        }
        for no in ["Rebels deny attack", "Guests:", "'Not us'", "he said,", ""] {
            assert!(!ends_sentence(no), "{no}");
        }
    }
}
