//! Physical lines of a text, and whether their ends mean anything.

/// A line without the white space around it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Line {
    /// First byte that is no white space.
    pub start: usize,
    /// One past the last byte that is no white space.
    pub end: usize,
    /// A blank line stands before it, or nothing does.
    pub after_blank: bool,
    /// White space stands before its first word.
    pub indented: bool,
}

impl Line {
    pub fn text(self, text: &str) -> &str {
        &text[self.start..self.end]
    }
}

/// Characters that end a line. A carriage return before a line feed makes an empty line, which is told apart
/// from a blank one below.
const BREAKS: [char; 6] = ['\n', '\r', '\u{B}', '\u{C}', '\u{2028}', '\u{2029}'];

/// White space, and marks that show nothing: byte-order mark, zero-width space, directional marks.
pub fn is_blank(c: char) -> bool {
    c.is_whitespace()
        || c == '\u{FEFF}'
        || matches!(c, '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2060}')
}

/// All lines that are not blank.
pub fn split(text: &str) -> Vec<Line> {
    let mut lines = Vec::new();
    let mut after_blank = true;
    let mut at = 0;
    while at < text.len() {
        let rest = &text[at..];
        let length = rest.find(BREAKS).unwrap_or(rest.len());
        let (line, tail) = rest.split_at(length);
        let width = if tail.starts_with("\r\n") { 2 } else { tail.chars().next().map_or(0, char::len_utf8) };
        let body = line.trim_matches(is_blank);
        if body.is_empty() {
            after_blank = true;
        } else {
            let lead = line.len() - line.trim_start_matches(is_blank).len();
            let start = at + lead;
            lines.push(Line { start, end: start + body.len(), after_blank, indented: lead > 0 });
            after_blank = false;
        }
        at += length + width;
    }
    lines
}

/// Narrowest and widest column at which mail programs, terminals and agencies' wires break lines.
const WRAP_CHARS: std::ops::RangeInclusive<usize> = 30..=120;

/// The column at which a program broke the lines of the text to make them fit, if one did: in such a text the
/// first word of a line would not have fitted on the line before it, and lines begin in mid-sentence.
pub fn wrap_width(text: &str, lines: &[Line]) -> Option<usize> {
    if lines.len() < 4 {
        return None;
    }
    let widths: Vec<usize> = lines.iter().map(|l| l.text(text).chars().count()).collect();
    // A few lines are longer than the column: addresses that could not be broken.
    let mut sorted = widths.clone();
    sorted.sort_unstable();
    let width = sorted[(sorted.len() - 1) * 98 / 100];
    if !WRAP_CHARS.contains(&width) {
        return None;
    }
    let (mut joined, mut full, mut lower) = (0, 0, 0);
    for (i, pair) in lines.windows(2).enumerate() {
        if pair[1].after_blank {
            continue;
        }
        joined += 1;
        let next = pair[1].text(text);
        full += usize::from(is_full(widths[i], next, width));
        lower += usize::from(next.starts_with(char::is_lowercase));
    }
    // Half of the joints may be ends of paragraphs, when no blank lines stand between them.
    (joined >= 3 && full * 2 >= joined && lower * 4 >= joined).then_some(width)
}

/// True if the first word of `next` would not have fitted on a line that is `used` characters long.
pub fn is_full(used: usize, next: &str, width: usize) -> bool {
    let word = next.split_whitespace().next().unwrap_or("");
    used + 1 + word.chars().count() > width
}

#[cfg(test)]
mod tests {
    use super::*;

    fn texts(text: &str) -> Vec<&str> {
        split(text).into_iter().map(|l| l.text(text)).collect()
    }

    #[test]
    fn every_kind_of_line_end_counts_once() {
        for text in ["a\nb", "a\r\nb", "a\rb", "a\u{2028}b", " a \n\tb ", "\u{FEFF}a\nb"] {
            assert_eq!(texts(text), ["a", "b"], "{text:?}");
            assert!(!split(text)[1].after_blank, "{text:?}");
        }
        assert!(split("a\r\n\r\nb")[1].after_blank);
        assert!(split("a\n \nb")[1].after_blank);
        assert!(split("\u{FEFF}\n\u{200F}\n").is_empty());
    }

    #[test]
    fn wrapped_text_is_told_from_short_paragraphs() {
        let wrapped = "The minister said on Monday that the talks in the capital\n\
                       had been useful and that both sides would meet again next\n\
                       week. He did not say where. Officials from the other side\n\
                       did not answer.\n\
                       The army denied that its planes had struck the market in\n\
                       the north and called the report a fabrication.\n";
        assert!(wrap_width(wrapped, &split(wrapped)).is_some());
        let paragraphs = "The minister said the talks had been useful.\n\
                          Both sides would meet again next week, he said.\n\
                          He did not say where.\n\
                          The army denied the report.\n\
                          It called it a fabrication.\n";
        assert_eq!(wrap_width(paragraphs, &split(paragraphs)), None);
    }
}
