//! What are these bytes? Told by what they begin with, and where that says nothing, by the name.

use std::fmt;
use std::str::FromStr;

/// A format that documents come in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Format {
    /// Plain text in UTF-8, one article.
    Text,
    /// A web page.
    Html,
    /// RSS, Atom or JSON Feed: an entry is a document.
    Feed,
    /// JSON objects, one a line: a line is a document.
    Jsonl,
    /// A table with a row of names: a row is a document.
    Csv,
    /// The same with tabs.
    Tsv,
    /// A web archive, compressed or not: a response with a page is a document.
    Warc,
    /// A zip file of web archives.
    Wacz,
}

impl Format {
    /// All formats, in the order in which help lists them.
    pub const ALL: [Format; 8] = [
        Format::Text,
        Format::Html,
        Format::Feed,
        Format::Jsonl,
        Format::Csv,
        Format::Tsv,
        Format::Warc,
        Format::Wacz,
    ];

    /// Name, as `--input` takes it.
    pub fn as_str(self) -> &'static str {
        match self {
            Format::Text => "text",
            Format::Html => "html",
            Format::Feed => "feed",
            Format::Jsonl => "jsonl",
            Format::Csv => "csv",
            Format::Tsv => "tsv",
            Format::Warc => "warc",
            Format::Wacz => "wacz",
        }
    }

    /// True if a source of this format is one document.
    pub fn is_single(self) -> bool {
        matches!(self, Format::Text | Format::Html)
    }

    /// Recognises a format. `head` are the first bytes, already unpacked; `name` is a path or an address.
    ///
    /// ```
    /// use sayso_intake::Format;
    /// assert_eq!(Format::recognise(b"<!doctype html><title>A</title>", "saved"), Format::Html);
    /// assert_eq!(Format::recognise(b"id,body\n1,No.", "news.csv.gz"), Format::Csv);
    /// assert_eq!(Format::recognise(b"Rebels deny attack", "a.txt"), Format::Text);
    /// ```
    pub fn recognise(head: &[u8], name: &str) -> Self {
        by_content(head).unwrap_or_else(|| by_name(name).unwrap_or(Format::Text))
    }
}

fn by_content(head: &[u8]) -> Option<Format> {
    if head.starts_with(b"WARC/") {
        return Some(Format::Warc);
    }
    if head.starts_with(b"PK\x03\x04") {
        return Some(Format::Wacz);
    }
    let text = opening(head);
    let lower = text.to_ascii_lowercase();
    if lower.starts_with('{') {
        return json(&text, &lower);
    }
    let markup = skip_prologue(&lower);
    if markup.starts_with("<!doctype html") || tag(markup, "html") || tag(markup, "head") {
        return Some(Format::Html);
    }
    if ["rss", "feed", "rdf:rdf"].iter().any(|t| tag(markup, t)) {
        return Some(Format::Feed);
    }
    // A page cut out of a page, or one whose author left out what may be left out.
    let early = ["title", "meta", "body", "article", "div", "p", "h1", "section", "main"];
    (markup.starts_with('<') && early.iter().any(|t| tag(markup, t))).then_some(Format::Html)
}

/// An object on one line is a line of JSONL; a feed says that it is one.
fn json(text: &str, lower: &str) -> Option<Format> {
    if lower.contains("jsonfeed.org/version") {
        return Some(Format::Feed);
    }
    let second = text[1..].trim_start().chars().next();
    let line = text.lines().next().unwrap_or_default().trim_end();
    let whole = line.ends_with('}') || !text.contains('\n');
    (second == Some('"') && whole && line.contains(':')).then_some(Format::Jsonl)
}

/// The head as text, whatever its encoding: markup is ASCII in all that are in use.
fn opening(head: &[u8]) -> String {
    let wide = match head {
        [0xFF, 0xFE, ..] => Some(encoding_rs::UTF_16LE),
        [0xFE, 0xFF, ..] => Some(encoding_rs::UTF_16BE),
        _ => None,
    };
    let text = wide.unwrap_or(encoding_rs::UTF_8).decode(head).0;
    text.trim_start_matches(|c: char| c.is_whitespace() || c == '\u{FEFF}').to_owned()
}

/// Skips the XML declaration, comments and processing instructions.
fn skip_prologue(text: &str) -> &str {
    let mut rest = text.trim_start();
    loop {
        let end = match rest {
            r if r.starts_with("<?") => "?>",
            r if r.starts_with("<!--") => "-->",
            r if r.starts_with("<!doctype") && !r.starts_with("<!doctype html") => ">",
            _ => return rest,
        };
        match rest.find(end) {
            Some(at) => rest = rest[at + end.len()..].trim_start(),
            None => return rest,
        }
    }
}

fn tag(text: &str, name: &str) -> bool {
    text.strip_prefix('<').and_then(|t| t.strip_prefix(name)).is_some_and(|rest| {
        rest.starts_with(|c: char| c == '>' || c == '/' || c.is_whitespace()) || rest.is_empty()
    })
}

/// The format that a name's ending stands for.
fn by_name(name: &str) -> Option<Format> {
    let path = name.split(['?', '#']).next().unwrap_or(name);
    let lower = path.to_ascii_lowercase();
    let bare = lower.strip_suffix(".gz").unwrap_or(&lower);
    let ending = bare.rsplit_once('.')?.1;
    Some(match ending {
        "txt" | "text" => Format::Text,
        "html" | "htm" | "xhtml" => Format::Html,
        "rss" | "atom" | "rdf" => Format::Feed,
        "jsonl" | "ndjson" => Format::Jsonl,
        "csv" => Format::Csv,
        "tsv" | "tab" => Format::Tsv,
        "warc" => Format::Warc,
        "wacz" => Format::Wacz,
        _ => return None,
    })
}

impl fmt::Display for Format {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

impl FromStr for Format {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let names = || Format::ALL.map(Format::as_str).join(", ");
        Format::ALL.into_iter().find(|f| f.as_str() == text).ok_or_else(|| format!("not one of {}", names()))
    }
}

#[cfg(test)]
mod tests {
    use super::Format::*;
    use super::*;

    #[test]
    fn bytes_say_more_than_names() {
        let table: &[(&[u8], &str, Format)] = &[
            (b"WARC/1.0\r\n", "x", Warc),
            (b"PK\x03\x04....", "x", Wacz),
            (b"\xEF\xBB\xBF<!DOCTYPE html>", "a.txt", Html),
            (b"<!-- saved -->\n<HTML lang=en>", "a", Html),
            (b"\xFF\xFE<\0h\0t\0m\0l\0>\0", "a", Html),
            (b"<?xml version='1.0'?>\n<rss version='2.0'>", "a.html", Feed),
            (b"<?xml version='1.0'?><!-- x --><feed xmlns='http://www.w3.org/2005/Atom'>", "a", Feed),
            (b"{\"version\": \"https://jsonfeed.org/version/1.1\", \"items\": []}", "a.json", Feed),
            (b"{\"id\": 1, \"text\": \"No.\"}\n{\"id\"", "a.txt", Jsonl),
            (b"{minister} said", "a.txt", Text),
            (b"<3 from Kabul", "a", Text),
            (b"<person> said he left", "a.txt", Text),
            (b"id\tbody\n", "a.TSV", Tsv),
            (b"id,body\n", "a.csv.gz", Csv),
            (b"plain", "a.html?x=1", Html),
            (b"", "", Text),
        ];
        for (head, name, expect) in table {
            assert_eq!(Format::recognise(head, name), *expect, "{}", String::from_utf8_lossy(head));
        }
    }

    #[test]
    fn names_read_back() {
        for format in Format::ALL {
            assert_eq!(format.as_str().parse(), Ok(format));
        }
        assert!("pdf".parse::<Format>().unwrap_err().contains("wacz"));
    }
}
