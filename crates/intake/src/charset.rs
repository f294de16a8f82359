//! Which characters do these bytes stand for?
//!
//! In order: a byte-order mark; bytes that are UTF-8 and hold more than ASCII, whatever they are said to be; what
//! the server said; what the page says of itself; and what Firefox's detector takes them for.

use encoding_rs::{Encoding, UTF_8, UTF_16BE, UTF_16LE, WINDOWS_1252};

/// How much of a page is searched for what it says of its encoding.
const DECLARATION_BYTES: usize = 4096;

/// Bytes as text.
pub struct Decoded {
    pub text: String,
    pub encoding: &'static Encoding,
    /// Some bytes stand for no character, and are replaced.
    pub damaged: bool,
}

/// Decodes a page. `declared` is the value of the header `Content-Type`, or a charset's name.
pub fn decode(bytes: &[u8], declared: Option<&str>) -> Decoded {
    let encoding = encoding(bytes, declared);
    let (text, encoding, damaged) = encoding.decode(bytes);
    Decoded { text: text.into_owned(), encoding, damaged }
}

/// The encoding that bytes are in.
pub fn encoding(bytes: &[u8], declared: Option<&str>) -> &'static Encoding {
    if let Some((encoding, _)) = Encoding::for_bom(bytes) {
        return encoding;
    }
    let named = declared.and_then(label).or_else(|| declaration(bytes));
    // A server that says UTF-16 is believed only if every other byte is a zero.
    let wide = wide_without_mark(bytes);
    if wide.is_some() {
        return wide.unwrap_or(UTF_8);
    }
    let valid = std::str::from_utf8(bytes).is_ok();
    match named.filter(|&e| e != UTF_16LE && e != UTF_16BE) {
        // ISO-2022-JP is ASCII to the eye.
        Some(named) if !valid || (bytes.is_ascii() && named.name() == "ISO-2022-JP") => {
            // UTF-8 with slips is still more UTF-8 than anything else.
            if named == UTF_8 && mostly_not_utf8(bytes) { guess(bytes) } else { named }
        }
        _ if valid => UTF_8,
        _ => guess(bytes),
    }
}

/// More than one in ten of the bytes beyond ASCII is no part of a character of UTF-8.
fn mostly_not_utf8(bytes: &[u8]) -> bool {
    let head = &bytes[..bytes.len().min(1 << 16)];
    let wide = head.iter().filter(|b| !b.is_ascii()).count();
    let bad: usize = head.utf8_chunks().map(|chunk| chunk.invalid().len()).sum();
    bad * 10 > wide
}

fn guess(bytes: &[u8]) -> &'static Encoding {
    let mut detector = chardetng::EncodingDetector::new(chardetng::Iso2022JpDetection::Deny);
    // Frequencies settle within a part of a long page.
    let head = &bytes[..bytes.len().min(1 << 18)];
    detector.feed(head, true);
    let found = detector.guess(None, chardetng::Utf8Detection::Allow);
    if found == UTF_8 && std::str::from_utf8(bytes).is_err() { WINDOWS_1252 } else { found }
}

/// The charset that a header or a `meta` element names: `text/html; charset=koi8-r`.
fn label(value: &str) -> Option<&'static Encoding> {
    let lower = value.to_ascii_lowercase();
    let name = match lower.find("charset") {
        Some(at) => lower[at + 7..].trim_start().strip_prefix('=')?.trim_start(),
        None if lower.contains('/') => return None,
        None => lower.as_str(),
    };
    let name = name.trim_start_matches(['"', '\'']);
    let end = name.find(|c: char| c.is_whitespace() || matches!(c, ';' | '"' | '\'')).unwrap_or(name.len());
    Encoding::for_label(&name.as_bytes()[..end])
}

/// What a page or an XML file says of itself within its first bytes.
fn declaration(bytes: &[u8]) -> Option<&'static Encoding> {
    let head = String::from_utf8_lossy(&bytes[..bytes.len().min(DECLARATION_BYTES)]).to_ascii_lowercase();
    if let Some(xml) = head.trim_start().strip_prefix("<?xml")
        && let Some(value) = xml.split("?>").next().and_then(|d| d.split("encoding").nth(1))
    {
        let value = value.trim_start().trim_start_matches('=').trim_start();
        return label(value.trim_start_matches(['"', '\'']));
    }
    let mut rest = head.as_str();
    while let Some(at) = rest.find("<meta") {
        rest = &rest[at + 5..];
        let tag = rest.split('>').next().unwrap_or(rest);
        if tag.contains("charset")
            && let Some(encoding) = label(tag)
        {
            // A page that could say so in ASCII is not in UTF-16.
            return Some(if encoding == UTF_16LE || encoding == UTF_16BE { UTF_8 } else { encoding });
        }
    }
    None
}

/// Latin letters and tags in UTF-16 have a zero as every other byte.
fn wide_without_mark(bytes: &[u8]) -> Option<&'static Encoding> {
    let head = &bytes[..bytes.len().min(1024)];
    let zeros = |odd: usize| head.iter().skip(odd).step_by(2).filter(|&&b| b == 0).count();
    let (even, odd, most) = (zeros(0), zeros(1), head.len() / 2 * 7 / 10);
    match () {
        () if head.len() < 8 => None,
        () if odd > most && even == 0 => Some(UTF_16LE),
        () if even > most && odd == 0 => Some(UTF_16BE),
        () => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(bytes: &[u8], declared: Option<&str>, encoding: &str, text: &str) {
        let decoded = decode(bytes, declared);
        assert_eq!((decoded.encoding.name(), decoded.text.as_str()), (encoding, text), "{declared:?}");
    }

    #[test]
    fn what_is_said_of_bytes_is_weighed() {
        check(b"\xEF\xBB\xBFcaf\xC3\xA9", Some("text/html; charset=latin1"), "UTF-8", "café");
        check(b"caf\xC3\xA9", Some("text/html; charset=iso-8859-1"), "UTF-8", "café");
        check(b"caf\xE9", Some("text/html; charset=ISO-8859-1"), "windows-1252", "café");
        check(b"\xF0\xF2\xC9", Some("text/html; charset=\"koi8-r\""), "KOI8-R", "ПРи");
        check(
            b"<meta charset='windows-1251'>\xCA\xE8\xE5\xE2",
            None,
            "windows-1251",
            "<meta charset='windows-1251'>Киев",
        );
        let old = b"<META http-equiv=Content-Type content=\"text/html; charset=iso-8859-9\">\xDE";
        assert!(decode(old, Some("text/html")).text.ends_with('Ş'));
        check(
            b"<?xml version='1.0' encoding='iso-8859-1'?><a>\xE9</a>",
            None,
            "windows-1252",
            "<?xml version='1.0' encoding='iso-8859-1'?><a>é</a>",
        );
        check(b"a\0b\0c\0d\0e\0", None, "UTF-16LE", "abcde");
        check(b"<meta charset=utf-16>abc", None, "UTF-8", "<meta charset=utf-16>abc");
        check(b"abc", Some("text/html; charset=nonsense"), "UTF-8", "abc");
        check(b"", None, "UTF-8", "");
    }

    #[test]
    fn bytes_that_say_nothing_are_guessed() {
        let russian =
            "Министр сказал в понедельник, что переговоры провалились и стороны больше не встретятся.";
        let (bytes, _, _) = encoding_rs::WINDOWS_1251.encode(russian);
        check(&bytes, None, "windows-1251", russian);
        // Said to be UTF-8, and it is not.
        check(&bytes, Some("text/html; charset=utf-8"), "windows-1251", russian);
    }

    #[test]
    fn a_slip_in_utf8_costs_a_character() {
        let mut bytes = "é".repeat(40).into_bytes();
        bytes.insert(20, 0xFF);
        let decoded = decode(&bytes, Some("text/html; charset=utf-8"));
        assert!(decoded.damaged && decoded.encoding == UTF_8);
        assert_eq!(decoded.text.matches('é').count(), 40);
    }
}
