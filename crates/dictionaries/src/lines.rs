//! What is left of a file without its comments?

use std::sync::Arc;

use crate::{Line, Problem};

/// Lines with something on them, comments taken off, with where they stand.
///
/// Comments are `<!-- … -->`, also over several lines, `#` to the end of the line, and `;` as in TABARI.
pub(crate) fn lines(file: &str, text: &str, problems: &mut Vec<Problem>) -> Vec<(Line, String)> {
    let file: Arc<str> = file.into();
    let at = |number: usize| Line { file: file.clone(), number: number as u32 + 1 };
    let mut out = Vec::new();
    let mut open = None;
    for (number, raw) in text.lines().enumerate() {
        let mut kept = String::new();
        let mut rest = raw.strip_prefix('\u{feff}').unwrap_or(raw);
        loop {
            if open.is_some() {
                let Some((_, after)) = rest.split_once("-->") else { break };
                open = None;
                rest = after;
            } else if let Some((before, after)) = comment_start(rest) {
                kept.push_str(before);
                open = Some(number);
                rest = after;
            } else {
                kept.push_str(rest);
                break;
            }
        }
        let plain = kept[..comment(&kept)].trim_end();
        if !plain.trim().is_empty() {
            out.push((at(number), plain.to_owned()));
        }
    }
    if let Some(number) = open {
        problems.push(Problem { line: at(number), message: "a comment `<!--` has no `-->`".into() });
    }
    out
}

/// Where the comment of a line begins. `[###]` is a code.
fn comment(text: &str) -> usize {
    let mut at = 0;
    while let Some(mark) = text[at..].find(['#', ';', '[']).map(|m| at + m) {
        if !text[mark..].starts_with('[') {
            return mark;
        }
        let inside = &text[mark + 1..];
        let end = inside.find([']', '[', ';']).filter(|&e| inside[e..].starts_with(']'));
        at = mark + 1 + end.map_or(0, |e| e + 1);
    }
    text.len()
}

/// Text before and after the mark that opens a comment. `<! --` is seen in the wild.
fn comment_start(text: &str) -> Option<(&str, &str)> {
    let marks = ["<!--", "<! --"].into_iter().filter_map(|mark| Some((text.find(mark)?, mark.len())));
    let (at, length) = marks.min()?;
    // A mark inside a comment of the line is part of that comment.
    (!text[..at].contains('#')).then(|| (&text[..at], &text[at + length..]))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn comments_are_taken_off() {
        let text =
            "A [X] # who\n<!-- one\ntwo --> B [Y]\n; all\n\nC <!-- in --> [Z] ; 1/2/99\n# see <!-- below\nD";
        let mut problems = Vec::new();
        let got: Vec<_> =
            lines("a.txt", text, &mut problems).into_iter().map(|(at, text)| (at.number, text)).collect();
        let expect = [(1, "A [X]"), (3, " B [Y]"), (6, "C  [Z]"), (8, "D")];
        assert_eq!(got, expect.map(|(n, t)| (n, t.to_owned())));
        assert!(problems.is_empty());
        lines("a.txt", "A\n<!-- B", &mut problems);
        assert_eq!(problems[0].to_string(), "a.txt:2: a comment `<!--` has no `-->`");
    }
}
