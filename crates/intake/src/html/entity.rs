//! Character references: `&amp;`, `&#8217;`, `&nbsp`.

use std::borrow::Cow;

use web_atoms::NAMED_ENTITIES;

/// A character reference at the head of a text: what it stands for, and how many bytes it is long.
///
/// In an attribute's value a name without a semicolon before `=` or a letter is no reference, as in `?a=1&copy=2`.
pub fn at(text: &str, in_attribute: bool) -> Option<(Decoded, usize)> {
    let bytes = text.as_bytes();
    if bytes.first() != Some(&b'&') {
        return None;
    }
    if bytes.get(1) == Some(&b'#') {
        return number(text);
    }
    // The longest name is `CounterClockwiseContourIntegral;`.
    let letters = bytes[1..].iter().take(32).take_while(|b| b.is_ascii_alphanumeric()).count();
    let with_end = letters + usize::from(bytes.get(1 + letters) == Some(&b';'));
    // Old pages leave the semicolon out: the longest name that needs none wins, as in `&notit;`.
    (1..=with_end).rev().find_map(|length| {
        let name = &text[1..=length];
        let &(first, second) = NAMED_ENTITIES.get(name)?;
        if first == 0 {
            return None;
        }
        let next = bytes.get(1 + length);
        let goes_on = next.is_some_and(|b| *b == b'=' || b.is_ascii_alphanumeric());
        if in_attribute && !name.ends_with(';') && goes_on {
            return None;
        }
        Some((Decoded(char::from_u32(first)?, char::from_u32(second).filter(|c| *c != '\0')), 1 + length))
    })
}

/// One character, or two.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Decoded(pub char, pub Option<char>);

fn number(text: &str) -> Option<(Decoded, usize)> {
    let rest = &text[2..];
    let (radix, head) = if rest.starts_with(['x', 'X']) { (16, 3) } else { (10, 2) };
    let digits = text[head..].bytes().take_while(|b| (*b as char).is_digit(radix)).count();
    if digits == 0 {
        return None;
    }
    // Numbers past the last character saturate, and are replaced.
    let value = text[head..head + digits].bytes().take(12).fold(0u32, |value, digit| {
        value.saturating_mul(radix).saturating_add((digit as char).to_digit(radix).unwrap_or(0))
    });
    let end = head + digits + usize::from(text.as_bytes().get(head + digits) == Some(&b';'));
    let char = match value {
        0x80..=0x9F => windows_1252(value as u8),
        0 => '\u{FFFD}',
        _ if digits > 12 => '\u{FFFD}',
        _ => char::from_u32(value).unwrap_or('\u{FFFD}'),
    };
    Some((Decoded(char, None), end))
}

/// Old pages number these characters as Windows does.
fn windows_1252(byte: u8) -> char {
    encoding_rs::WINDOWS_1252.decode_without_bom_handling(&[byte]).0.chars().next().unwrap_or('\u{FFFD}')
}

/// A value of an attribute, or a script's string, with its references decoded.
pub fn decode(text: &str) -> String {
    decode_as(text, true).into_owned()
}

/// Running text with its references decoded.
pub fn decode_text(text: &str) -> Cow<'_, str> {
    decode_as(text, false)
}

fn decode_as(text: &str, in_attribute: bool) -> Cow<'_, str> {
    if !text.contains('&') {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(found) = rest.find('&') {
        out.push_str(&rest[..found]);
        rest = &rest[found..];
        match at(rest, in_attribute) {
            Some((Decoded(first, second), length)) => {
                out.push(first);
                out.extend(second);
                rest = &rest[length..];
            }
            None => {
                out.push('&');
                rest = &rest[1..];
            }
        }
    }
    out.push_str(rest);
    Cow::Owned(out)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn references() {
        let table = [
            ("a &amp; b", "a & b"),
            ("&lt;p&gt;", "<p>"),
            ("&#8217;&#x2019;&#X2019", "’’’"),
            ("&#146;", "’"),
            ("&#0;&#x110000;&#99999999999999;", "\u{FFFD}\u{FFFD}\u{FFFD}"),
            ("AT&T &T; &;", "AT&T &T; &;"),
            ("&notit; &eacute", "¬it; é"),
            ("&NotEqualTilde;", "≂̸"),
            ("&#; &#x;", "&#; &#x;"),
            ("&", "&"),
        ];
        for (text, expect) in table {
            assert_eq!(decode_text(text), expect, "{text}");
        }
        assert_eq!(decode("?a=1&copy=2&amp;b"), "?a=1&copy=2&b");
    }
}
