//! Which signs are cut from the ends of a chunk, and where is its inside cut?

use serde::Deserialize;

use crate::vocab::{CharSet, Classes};

/// Strings of the patterns, as the model file has them.
#[derive(Deserialize)]
pub(super) struct Lists {
    prefixes: Vec<String>,
    suffixes: Vec<String>,
    after_digit: Vec<String>,
    hyphens: Vec<String>,
}

/// Strings that end a chunk, by their last character.
#[derive(Debug)]
struct Endings {
    last: CharSet,
    longer: Vec<String>,
}

impl Endings {
    fn new(list: Vec<String>) -> Self {
        let (single, longer) = list.into_iter().partition::<Vec<_>, _>(|s| s.chars().count() == 1);
        Self { last: CharSet::from_chars(single.iter().flat_map(|s| s.chars())), longer }
    }

    /// Length in bytes of the longest of them that ends `text` and stands behind what `before` accepts.
    fn longest(&self, text: &str, before: impl Fn(&str) -> bool) -> usize {
        let single = text.chars().next_back().filter(|&c| self.last.has(c)).map_or(0, char::len_utf8);
        let longer = self.longer.iter().filter(|s| text.ends_with(s.as_str())).map(String::len);
        longer.chain([single]).filter(|&n| n > 0 && before(&text[..text.len() - n])).max().unwrap_or(0)
    }
}

#[derive(Debug)]
pub(super) struct Affixes {
    prefix: CharSet,
    longer_prefixes: Vec<String>,
    suffixes: Endings,
    after_digit: Endings,
    hyphens: Vec<String>,
}

fn ends_with_digit(text: &str) -> bool {
    text.ends_with(|c: char| c.is_ascii_digit())
}

impl Affixes {
    pub(super) fn new(lists: Lists) -> Self {
        let prefixes = Endings::new(lists.prefixes);
        Self {
            prefix: prefixes.last,
            longer_prefixes: prefixes.longer,
            suffixes: Endings::new(lists.suffixes),
            after_digit: Endings::new(lists.after_digit),
            hyphens: lists.hyphens,
        }
    }

    /// Length in bytes of the prefix to cut, 0 if there is none.
    pub(super) fn prefix(&self, classes: &Classes, text: &str) -> usize {
        let mut chars = text.chars();
        let Some(first) = chars.next() else { return 0 };
        match first {
            '+' => return usize::from(!chars.next().is_some_and(|c| c.is_ascii_digit())),
            '.' => return dots(text.bytes()),
            _ => {}
        }
        if self.prefix.has(first) || classes.icon.has(first) {
            return first.len_utf8();
        }
        self.longer_prefixes.iter().find(|p| text.starts_with(p.as_str())).map_or(0, String::len)
    }

    /// Length in bytes of the suffix to cut, 0 if there is none. Of all that match, the longest is cut.
    pub(super) fn suffix(&self, classes: &Classes, text: &str) -> usize {
        let Some(last) = text.chars().next_back() else { return 0 };
        // Words end in letters nearly always; suffixes that do are `'s` and units, which follow a digit closely.
        let tail = &text.as_bytes()[text.len().saturating_sub(8)..];
        if last.is_ascii_lowercase() && last != 's' && !tail.iter().any(u8::is_ascii_digit) {
            return 0;
        }
        let mut longest = self.suffixes.longest(text, |_| true);
        longest = longest.max(self.after_digit.longest(text, ends_with_digit));
        let before = &text[..text.len() - last.len_utf8()];
        match last {
            '.' => {
                longest = longest.max(dots(text.bytes().rev()));
                if longest == 0 && self.is_full_stop(classes, before) {
                    longest = 1;
                }
            }
            '+' if ends_with_digit(before) => longest = longest.max(1),
            _ if classes.icon.has(last) => longest = longest.max(last.len_utf8()),
            _ => {}
        }
        longest
    }

    /// True if a period behind `before` is a token of its own.
    fn is_full_stop(&self, classes: &Classes, before: &str) -> bool {
        let mut back = before.chars().rev();
        let Some(last) = back.next() else { return false };
        let second = back.next();
        classes.before_period.has(last)
            || (second == Some('°') && "FfCcKk".contains(last))
            || (classes.alpha_upper.has(last) && second.is_some_and(|c| classes.alpha_upper.has(c)))
    }

    /// Calls `take` for the parts between infixes and for the infixes.
    pub(super) fn for_infixes<'a>(&self, classes: &Classes, text: &'a str, mut take: impl FnMut(&'a str)) {
        let (mut start, mut skip_to, mut before) = (0, 0, None);
        for (at, c) in text.char_indices() {
            if at >= skip_to {
                let len = self.infix(classes, &text[at..], c, before);
                if len > 0 {
                    // An infix at the very beginning is not cut.
                    if at > 0 {
                        if at > start {
                            take(&text[start..at]);
                        }
                        take(&text[at..at + len]);
                        start = at + len;
                    }
                    skip_to = at + len;
                }
            }
            before = Some(c);
        }
        if start < text.len() {
            take(&text[start..]);
        }
    }

    /// True if there is an infix anywhere, even at the beginning.
    pub(super) fn has_infix(&self, classes: &Classes, text: &str) -> bool {
        let mut before = None;
        text.char_indices().any(|(at, c)| self.infix(classes, &text[at..], c, before.replace(c)) > 0)
    }

    /// Length in bytes of the infix at the beginning of `text`, which starts with `c` and follows `before`.
    fn infix(&self, classes: &Classes, text: &str, c: char, before: Option<char>) -> usize {
        if c.is_ascii_alphanumeric() {
            return 0;
        }
        if c == '.' {
            let dots = dots(text.bytes());
            if dots > 0 {
                return dots;
            }
        }
        if c == '…' || classes.icon.has(c) {
            return c.len_utf8();
        }
        let Some(before) = before else { return 0 };
        let after = |len: usize| text[len..].chars().next();
        let next = after(c.len_utf8());
        let next_alpha = next.is_some_and(|n| classes.alpha.has(n));
        match c {
            '+' | '-' | '*' | '^'
                if before.is_ascii_digit() && next.is_some_and(|n| n.is_ascii_digit() || n == '-') =>
            {
                return 1;
            }
            '.' if classes.lower_or_quote.has(before) => {
                return usize::from(next.is_some_and(|n| classes.upper_or_quote.has(n)));
            }
            ',' if classes.alpha.has(before) => return usize::from(next_alpha),
            _ => {}
        }
        if !classes.alpha.has(before) && !before.is_ascii_digit() {
            return 0;
        }
        if matches!(c, ':' | '<' | '>' | '=' | '/') {
            return usize::from(next_alpha);
        }
        let follows = |h: &&String| {
            text.starts_with(h.as_str()) && after(h.len()).is_some_and(|n| classes.alpha.has(n))
        };
        self.hyphens.iter().find(follows).map_or(0, String::len)
    }
}

/// Number of periods at the beginning, if there are at least two.
fn dots(bytes: impl Iterator<Item = u8>) -> usize {
    let n = bytes.take_while(|&b| b == b'.').count();
    if n >= 2 { n } else { 0 }
}
