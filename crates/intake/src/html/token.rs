//! Tags and text of a page, with the bytes at which they stand: the tokenizer of the HTML standard without its tree.
//!
//! Trees that HTML parsers build do not say where a text stood in the page. This one does, and for a page that is
//! well formed, or badly formed in the usual ways, it sees the same texts.

/// A piece of a page. Ranges are bytes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Token<'a> {
    /// `<p class="lead">`
    Open {
        /// Name as it stands in the page, in any case.
        name: &'a str,
        /// What stands between name and `>`.
        attributes: &'a str,
        /// First byte.
        start: usize,
    },
    /// `</p>`
    Close {
        /// Name as it stands in the page, in any case.
        name: &'a str,
        /// First byte.
        start: usize,
    },
    /// Text with its entities as they stand there.
    Text {
        /// The text.
        raw: &'a str,
        /// First byte.
        start: usize,
    },
    /// What stands inside an element that holds no markup: a script, a style.
    Raw {
        /// The element's name as it stands in the page.
        within: &'a str,
        /// Its content.
        raw: &'a str,
        /// First byte.
        start: usize,
    },
}

/// Elements whose content is text to the closing tag, whatever stands in it. Entities count in the last two.
const RAW: [&str; 9] =
    ["script", "style", "xmp", "iframe", "noembed", "noframes", "noscript", "textarea", "title"];

/// The tokens of a page.
pub struct Tokens<'a> {
    page: &'a str,
    at: usize,
    /// The element whose raw content comes next.
    raw: Option<&'a str>,
}

impl<'a> Tokens<'a> {
    pub fn new(page: &'a str) -> Self {
        Self { page, at: 0, raw: None }
    }

    /// What stands up to the closing tag of `within`.
    fn raw(&mut self, within: &'a str) -> Option<Token<'a>> {
        let start = self.at;
        let rest = &self.page[start..];
        let mut from = 0;
        let end = loop {
            let Some(found) = rest[from..].find("</") else { break rest.len() };
            let at = from + found;
            let after = &rest.as_bytes()[at + 2..];
            let named = after.len() >= within.len()
                && after[..within.len()].eq_ignore_ascii_case(within.as_bytes())
                && after
                    .get(within.len())
                    .is_none_or(|b| b.is_ascii_whitespace() || matches!(b, b'>' | b'/'));
            if named {
                break at;
            }
            from = at + 2;
        };
        self.at = start + end;
        (end > 0).then_some(Token::Raw { within, raw: &rest[..end], start })
    }

    /// A comment, a declaration or an instruction, from its `<` on: where it ends.
    fn skip_comment(&self, start: usize) -> usize {
        let rest = &self.page[start..];
        if let Some(body) = rest.strip_prefix("<!--") {
            if body.starts_with('>') || body.starts_with("->") {
                return start + 4 + body.find('>').map_or(0, |at| at + 1);
            }
            // One look through the comment: looking for each end by itself would go through the whole page for the rare one.
            let mut ends = body.match_indices('>').map(|(at, _)| at);
            let end = ends.find(|&at| body[..at].ends_with("--") || body[..at].ends_with("--!"));
            return end.map_or(self.page.len(), |at| start + 4 + at + 1);
        }
        rest.find('>').map_or(self.page.len(), |at| start + at + 1)
    }
}

impl<'a> Iterator for Tokens<'a> {
    type Item = Token<'a>;

    fn next(&mut self) -> Option<Token<'a>> {
        if let Some(within) = self.raw.take()
            && let Some(token) = self.raw(within)
        {
            return Some(token);
        }
        loop {
            let start = self.at;
            let rest = &self.page[start..];
            let bytes = rest.as_bytes();
            let second = bytes.get(1).copied().unwrap_or(b' ');
            match bytes.first()? {
                b'<' if second == b'!' || second == b'?' => self.at = self.skip_comment(start),
                b'<' if second == b'/' => match bytes.get(2) {
                    Some(b) if b.is_ascii_alphabetic() => {
                        let (name, _, end) = tag(&rest[2..]);
                        self.at = start + 2 + end;
                        return Some(Token::Close { name, start });
                    }
                    Some(b'>') => self.at = start + 3,
                    Some(_) => self.at = self.skip_comment(start),
                    None => {
                        self.at = self.page.len();
                        return Some(Token::Text { raw: rest, start });
                    }
                },
                b'<' if second.is_ascii_alphabetic() => {
                    let (name, attributes, end) = tag(&rest[1..]);
                    self.at = start + 1 + end;
                    self.raw = RAW.iter().any(|r| name.eq_ignore_ascii_case(r)).then_some(name);
                    return Some(Token::Open { name, attributes, start });
                }
                _ => {
                    let end = text_end(bytes);
                    self.at = start + end;
                    return Some(Token::Text { raw: &rest[..end], start });
                }
            }
        }
    }
}

/// Where a text ends: before the next `<` that opens something.
fn text_end(bytes: &[u8]) -> usize {
    let mut at = 1;
    while let Some(found) = bytes[at..].iter().position(|&b| b == b'<') {
        at += found;
        match bytes.get(at + 1) {
            Some(b) if b.is_ascii_alphabetic() || matches!(b, b'!' | b'/' | b'?') => return at,
            _ => at += 1,
        }
    }
    bytes.len()
}

/// Name, attributes and end of a tag that begins with its name. A tag that nothing ends is the rest of the page.
fn tag(text: &str) -> (&str, &str, usize) {
    let bytes = text.as_bytes();
    let name = bytes.iter().position(|b| b.is_ascii_whitespace() || matches!(b, b'>' | b'/'));
    let name = name.unwrap_or(bytes.len());
    let mut quote = None;
    // A quote opens a value only after `=`; elsewhere it is a slip of the pen.
    let mut after_equals = false;
    for (at, &byte) in bytes.iter().enumerate().skip(name) {
        match (quote, byte) {
            (Some(open), _) => {
                if byte == open {
                    quote = None;
                }
                continue;
            }
            (None, b'>') => return (&text[..name], &text[name..at], at + 1),
            (None, b'"' | b'\'') if after_equals => quote = Some(byte),
            _ => {}
        }
        after_equals = byte == b'=' || (after_equals && byte.is_ascii_whitespace());
    }
    (&text[..name], &text[name..], bytes.len())
}

/// Attributes of a tag: names as they stand, values with entities as they stand.
pub fn attributes(text: &str) -> impl Iterator<Item = (&str, &str)> {
    let mut rest = text;
    std::iter::from_fn(move || {
        rest = rest.trim_start_matches(|c: char| c.is_ascii_whitespace() || c == '/');
        if rest.is_empty() {
            return None;
        }
        // A name may open with any character, even `=`; the next boundary is behind it.
        let first = rest.chars().next().map_or(0, char::len_utf8);
        let ends = |c: char| c.is_ascii_whitespace() || matches!(c, '=' | '/');
        let end = rest[first..].find(ends).map(|end| end + first);
        let (name, after) = rest.split_at(end.unwrap_or(rest.len()));
        let Some(value) = after.trim_start().strip_prefix('=') else {
            rest = after;
            return Some((name, ""));
        };
        let value = value.trim_start();
        let quoted = value.chars().next().filter(|c| matches!(c, '"' | '\''));
        let value = match quoted {
            Some(quote) => {
                let inner = &value[1..];
                let end = inner.find(quote).unwrap_or(inner.len());
                rest = inner.get(end + 1..).unwrap_or("");
                &inner[..end]
            }
            None => {
                let end = value.find(|c: char| c.is_ascii_whitespace()).unwrap_or(value.len());
                rest = &value[end..];
                &value[..end]
            }
        };
        Some((name, value))
    })
}

/// The value of an attribute, with entities decoded.
pub fn attribute(text: &str, name: &str) -> Option<String> {
    attributes(text).find(|(n, _)| n.eq_ignore_ascii_case(name)).map(|(_, v)| super::entity::decode(v))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn show(page: &str) -> Vec<String> {
        let describe = |token: Token| match token {
            Token::Open { name, attributes, .. } => format!("<{name}{attributes}>"),
            Token::Close { name, .. } => format!("</{name}>"),
            Token::Text { raw, .. } => raw.to_owned(),
            Token::Raw { within, raw, .. } => format!("[{within}:{raw}]"),
        };
        Tokens::new(page).map(describe).collect()
    }

    #[test]
    fn pages_in_order_and_out_of_it() {
        let table: &[(&str, &[&str])] = &[
            ("<p>a<b>c</b></p>", &["<p>", "a", "<b>", "c", "</b>", "</p>"]),
            ("<!-- <p> --><!DOCTYPE html><?x y?>a", &["a"]),
            ("<!-->a<!--->b<!-- x --!>c", &["a", "b", "c"]),
            ("5 < 6 <3 a", &["5 < 6 <3 a"]),
            ("<a href='x>y' b=\"'>\">z", &["<a href='x>y' b=\"'>\">", "z"]),
            ("<a title=it's>z", &["<a title=it's>", "z"]),
            ("<a \">z", &["<a \">", "z"]),
            (
                "<SCRIPT>if (a</b) '<p>'</Script >x",
                &["<SCRIPT>", "[SCRIPT:if (a</b) '<p>']", "</Script>", "x"],
            ),
            ("<title>a &amp; <b></title>", &["<title>", "[title:a &amp; <b>]", "</title>"]),
            ("<script></script>x", &["<script>", "</script>", "x"]),
            ("<style>open", &["<style>", "[style:open]"]),
            ("a</ b>c</>d</", &["a", "c", "d", "</"]),
            ("<p", &["<p>"]),
            ("<", &["<"]),
            ("é<é>", &["é<é>"]),
        ];
        for (page, expect) in table {
            assert_eq!(show(page), *expect, "{page}");
        }
    }

    #[test]
    fn attributes_are_read() {
        let list: Vec<_> = attributes(r#" a b = c d="e f" G='h"i' /é=j k="#).collect();
        let expect = [("a", ""), ("b", "c"), ("d", "e f"), ("G", "h\"i"), ("é", "j"), ("k", "")];
        assert_eq!(list, expect);
        assert_eq!(attribute(" Content='A &amp; B'", "content").as_deref(), Some("A & B"));
    }
}
