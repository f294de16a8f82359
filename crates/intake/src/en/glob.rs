//! Patterns with `*`, as in file names, over lower-case text.

/// True if the whole of `text` matches `pattern`, where `*` stands for any characters.
///
/// Pieces between stars are found from left to right, which is right for this kind of pattern and linear.
pub fn matches(pattern: &str, text: &str) -> bool {
    let mut pieces = pattern.split('*');
    let first = pieces.next().unwrap_or("");
    let Some(mut rest) = text.strip_prefix(first) else { return false };
    let mut pieces = pieces.peekable();
    if pieces.peek().is_none() {
        return rest.is_empty();
    }
    while let Some(piece) = pieces.next() {
        if pieces.peek().is_none() {
            return rest.ends_with(piece);
        }
        match rest.find(piece) {
            Some(at) => rest = &rest[at + piece.len()..],
            None => return false,
        }
    }
    true
}

#[cfg(test)]
mod tests {
    use super::matches;

    #[test]
    fn stars_stand_for_anything() {
        for (pattern, text, expect) in [
            ("photo", "photo", true),
            ("photo", "photos", false),
            ("photo:*", "photo: a street", true),
            ("*[*/reuters]", "a street [j. doe/reuters]", true),
            ("*[*/reuters]", "a street [j. doe/reuters] burnt", false),
            ("(*editing by *)", "(reporting by a; editing by b)", true),
            ("a*a", "a", false),
            ("*", "", true),
        ] {
            assert_eq!(matches(pattern, text), expect, "{pattern} {text}");
        }
    }
}
