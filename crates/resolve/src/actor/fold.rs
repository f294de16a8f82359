//! How is a name written so that its spellings meet? Used when the knowledge base is compiled and when it is asked.

use super::latin::PLAIN;

/// A name in lower case, without marks on letters, apostrophes, full stops and a leading article; other punctuation
/// becomes a space.
pub fn fold(name: &str) -> String {
    let mut out = String::with_capacity(name.len());
    let mut space = false;
    for c in name.chars() {
        match c {
            '\'' | '’' | '‘' | '`' | 'ʼ' | 'ʿ' | 'ʾ' | '´' | '.' => {}
            c if c.is_ascii_alphanumeric() => push(&mut out, &mut space, &[c.to_ascii_lowercase() as u8]),
            '&' => {
                space = true;
                push(&mut out, &mut space, b"and");
                space = true;
            }
            c if c.is_ascii() => space = true,
            c => match plain(c) {
                Some(letters) => push(&mut out, &mut space, letters.as_bytes()),
                None if c.is_alphanumeric() => {
                    let mut buffer = [0; 4];
                    for lower in c.to_lowercase() {
                        push(&mut out, &mut space, lower.encode_utf8(&mut buffer).as_bytes());
                    }
                }
                // Combining marks join what they stand in; anything else parts it.
                None if ('\u{300}'..='\u{36f}').contains(&c) => {}
                None => space = true,
            },
        }
    }
    for article in ["the ", "a ", "an "] {
        if let Some(rest) = out.strip_prefix(article) {
            return rest.to_owned();
        }
    }
    out
}

fn push(out: &mut String, space: &mut bool, letters: &[u8]) {
    if std::mem::take(space) && !out.is_empty() {
        out.push(' ');
    }
    out.push_str(std::str::from_utf8(letters).unwrap_or_default());
}

/// The plain letters of a Latin letter with marks.
fn plain(c: char) -> Option<&'static str> {
    ('\u{c0}'..'\u{1f00}').contains(&c).then_some(())?;
    PLAIN.iter().find(|(_, marked)| marked.contains(c)).map(|&(letters, _)| letters)
}

/// The consonants that survive transliteration: `tehreek taliban` and `tehrik taliban` have one skeleton. `None` for
/// names too short to be told apart by it.
pub fn skeleton(folded: &str) -> Option<String> {
    let mut out = String::new();
    let mut words = 0;
    for word in folded.split(' ') {
        if matches!(
            word,
            "al" | "el"
                | "ul"
                | "ad"
                | "as"
                | "az"
                | "an"
                | "ar"
                | "e"
                | "i"
                | "u"
                | "o"
                | "bin"
                | "ibn"
                | "ben"
        ) {
            continue;
        }
        if !word.is_ascii() {
            return None;
        }
        if words > 0 {
            out.push(' ');
        }
        words += 1;
        let start = out.len();
        let bytes = word.as_bytes();
        for (i, &b) in bytes.iter().enumerate() {
            let kept = match b {
                b'a' | b'e' | b'i' | b'o' | b'u' | b'y' if i > 0 => continue,
                b'a' | b'e' | b'i' | b'o' | b'u' => b'a',
                b'h' if i > 0 => continue,
                b'w' | b'v' => b'v',
                b'q' | b'c' => b'k',
                b'z' => b's',
                b'j' => b'j',
                other => other,
            };
            if out.len() == start || out.as_bytes()[out.len() - 1] != kept {
                out.push(kept as char);
            }
        }
    }
    (words >= 2 && out.len() >= 7).then_some(out)
}
