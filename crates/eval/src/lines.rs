//! Where does a line end? Where Python's `str.splitlines` says so, which the scorers in Python use.

const ENDS: &[char] =
    &['\n', '\r', '\u{b}', '\u{c}', '\u{1c}', '\u{1d}', '\u{1e}', '\u{85}', '\u{2028}', '\u{2029}'];

/// The lines of a text without their ends.
///
/// ```
/// assert_eq!(sayso_eval::lines::python("a\r\nb\u{85}c\n"), ["a", "b", "c"]);
/// ```
pub fn python(text: &str) -> Vec<&str> {
    let mut lines = Vec::new();
    let mut rest = text;
    while !rest.is_empty() {
        let Some(at) = rest.find(ENDS) else {
            lines.push(rest);
            break;
        };
        lines.push(&rest[..at]);
        let end = rest[at..].chars().next().map_or(0, char::len_utf8);
        let end = if rest[at..].starts_with("\r\n") { 2 } else { end };
        rest = &rest[at + end..];
    }
    lines
}
