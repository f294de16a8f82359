//! Which agency does a text say that it comes from? `data/en/link/credits.tsv`.

use std::sync::LazyLock;

use sayso_model::{BlockKind, Document, Field, Span};

use super::agency::{Agency, agencies};

/// Where a text names an agency as where it comes from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Credit {
    /// Which agency.
    pub agency: Agency,
    /// In what place, which says how much it weighs.
    pub kind: CreditKind,
    /// The words, if they stand in the text.
    pub span: Option<Span>,
    /// Where in the metadata, if they stand there: `json-ld author`.
    pub origin: Option<String>,
}

/// In what place a text names an agency, strongest first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum CreditKind {
    /// The publisher is the agency itself.
    Publisher,
    /// `KABUL (Reuters) -`
    Dateline,
    /// The author of the text.
    Author,
    /// A line of its own: `By Reuters`, `Source: AFP`.
    Line,
    /// In brackets at the end: `(AFP)`.
    Closing,
    /// A part of its address: `/wires/ap/`.
    Address,
    /// `With agencies`, `AFP contributed to this report`: the outlet's own text, with help.
    With,
}

/// A pattern: what stands before the agency, behind it, and whether anything may.
struct Pattern {
    place: &'static str,
    with: bool,
    parts: Vec<&'static str>,
}

static PATTERNS: LazyLock<Vec<Pattern>> = LazyLock::new(|| {
    let text = include_str!("../../../../data/en/link/credits.tsv");
    let lines = text.lines().filter(|l| !l.is_empty() && !l.starts_with('#'));
    lines
        .map(|line| {
            let cells: Vec<&str> = line.split('\t').collect();
            let [place, kind @ ("whole" | "with"), pattern] = cells[..] else {
                panic!("credits.tsv: place, kind, pattern in `{line}`");
            };
            assert!(pattern.contains("{}"), "credits.tsv: no agency in `{pattern}`");
            Pattern { place, with: kind == "with", parts: pattern.split(' ').collect() }
        })
        .collect()
});

/// A line that is longer credits nobody.
const LINE_BYTES_MAX: usize = 160;
/// Words that an agency's name has at most.
const NAME_WORDS_MAX: usize = 5;

/// The agencies that a document names as where it comes from, strongest first.
pub fn credits(document: &Document) -> Vec<Credit> {
    let mut found = Vec::new();
    for metadatum in &document.provenance.metadata {
        let kind = match metadatum.field {
            Field::Publisher => CreditKind::Publisher,
            Field::Author => CreditKind::Author,
            Field::Agency => CreditKind::Author,
            _ => continue,
        };
        let origin = Some(metadatum.origin.clone());
        if kind == CreditKind::Publisher {
            let agency = agencies().named(&metadatum.value);
            found.extend(agency.map(|agency| Credit { agency, kind, span: None, origin }));
        } else if let Some((agency, with)) = matched("author", &metadatum.value) {
            let kind = if with { CreditKind::With } else { kind };
            found.push(Credit { agency, kind, span: None, origin });
        }
    }
    if document.provenance.metadata.is_empty()
        && let Some(agency) = document.publisher.as_deref().and_then(|p| agencies().named(p))
    {
        found.push(Credit { agency, kind: CreditKind::Publisher, span: None, origin: None });
    }
    if let Some(agency) = document.url.as_deref().and_then(in_address) {
        found.push(Credit { agency, kind: CreditKind::Address, span: None, origin: Some("url".into()) });
    }
    let mut last_body = None;
    for block in &document.blocks {
        let words = block.span.text(&document.text);
        let credit = match block.kind {
            BlockKind::Dateline => dateline(words).map(|agency| (agency, CreditKind::Dateline)),
            BlockKind::Boilerplate | BlockKind::Body if words.len() <= LINE_BYTES_MAX => {
                let line = matched("line", words);
                line.map(|(agency, with)| (agency, if with { CreditKind::With } else { CreditKind::Line }))
            }
            _ => None,
        };
        if let Some((agency, kind)) = credit {
            found.push(Credit { agency, kind, span: Some(block.span), origin: None });
        }
        if block.kind == BlockKind::Body {
            last_body = Some(block.span);
        }
    }
    if let Some(span) = last_body {
        found.extend(closing(span, &document.text));
    }
    found.sort_by_key(|c| (c.kind, c.span.map(Span::start)));
    found.dedup_by_key(|c| (c.kind, c.agency));
    found
}

/// The agency in the brackets of a dateline, or behind its comma: `KABUL, May 3 (Reuters) —`, `BEIJING, Xinhua —`.
fn dateline(words: &str) -> Option<Agency> {
    let within = |text: &'_ str| text.split(['/', ',', ';']).find_map(|part| agencies().named(part));
    if let Some((_, rest)) = words.split_once('(')
        && let Some(agency) = rest.split(')').next().and_then(within)
    {
        return Some(agency);
    }
    within(words.trim_end_matches(|c: char| !c.is_alphanumeric()))
}

/// The agency that a part of an address names.
fn in_address(address: &str) -> Option<Agency> {
    let path = address.split_once("://").map_or(address, |(_, rest)| rest).to_lowercase();
    PATTERNS.iter().filter(|p| p.place == "address").find_map(|pattern| {
        let (before, after) = pattern.parts[0].split_once("{}")?;
        path.match_indices(before).find_map(|(at, _)| {
            let rest = &path[at + before.len()..];
            let name = &rest[..rest.find('/')? + 1];
            agencies().named(name.strip_suffix(after)?)
        })
    })
}

/// The agency in brackets at the end of a paragraph.
fn closing(span: Span, text: &str) -> Option<Credit> {
    let words = span.text(text);
    let inner = words.trim_end().strip_suffix([')', ']'])?;
    let at = inner.rfind(['(', '['])?;
    let (agency, with) = matched("closing", &inner[at + 1..])?;
    let kind = if with { CreditKind::With } else { CreditKind::Closing };
    Some(Credit { agency, kind, span: Some(Span::new(span.start() + at, span.end())), origin: None })
}

/// The agency of a line that is a credit, and whether it only helped.
fn matched(place: &str, line: &str) -> Option<(Agency, bool)> {
    if line.len() > LINE_BYTES_MAX {
        return None;
    }
    let words: Vec<&str> = line.split_whitespace().collect();
    let patterns = PATTERNS.iter().filter(|p| p.place == place);
    // An agency that only helped is told by more words, and those decide.
    let found =
        |with: bool| patterns.clone().filter(move |p| p.with == with).find_map(|p| fits(&p.parts, &words));
    found(true).map(|agency| (agency, true)).or_else(|| found(false).map(|agency| (agency, false)))
}

fn fits(parts: &[&str], words: &[&str]) -> Option<Agency> {
    let (&first, rest) = parts.split_first()?;
    match first {
        "*" => (1..words.len()).find_map(|n| fits(rest, &words[n..])),
        "{}" => (1..=words.len().min(NAME_WORDS_MAX)).find_map(|n| {
            let name = words[..n].join(" ");
            let agency = agencies().named(&name)?;
            let behind = &words[n..];
            remainder(rest, behind).then_some(agency)
        }),
        literal => {
            let (&word, behind) = words.split_first()?;
            let bare = word.trim_end_matches(['.', ':']);
            (literal.eq_ignore_ascii_case(word) || literal.trim_end_matches(':').eq_ignore_ascii_case(bare))
                .then(|| fits(rest, behind))?
        }
    }
}

/// True if the words behind an agency are those of a pattern.
fn remainder(parts: &[&str], words: &[&str]) -> bool {
    match parts.split_first() {
        None => words.is_empty(),
        Some((&"*", _)) => !words.is_empty(),
        Some((part, rest)) => words.split_first().is_some_and(|(word, behind)| {
            word.trim_end_matches(['.', ',']).eq_ignore_ascii_case(part) && remainder(rest, behind)
        }),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(place: &str, line: &str, expect: Option<(&str, bool)>) {
        assert_eq!(matched(place, line).map(|(a, with)| (a.id, with)), expect, "{line}");
    }

    #[test]
    fn lines() {
        check("line", "By Associated Press", Some(("ap", false)));
        check("line", "By A. Roe, The Associated Press", Some(("ap", false)));
        check("line", "Reuters", Some(("reuters", false)));
        check("line", "Xinhua | Updated: 2017-09-15 17:52", Some(("xinhua", false)));
        check("line", "Source: AFP.", Some(("afp", false)));
        check("line", "© AFP 2024", Some(("afp", false)));
        check("line", "Copyright 2017 The Associated Press. All rights reserved.", Some(("ap", false)));
        check("line", "With agencies", Some(("agencies", true)));
        check("line", "The Associated Press contributed to this report.", Some(("ap", true)));
        check("line", "By A. Roe with Reuters", Some(("reuters", true)));
        check("line", "The minister spoke to Reuters", None);
        check("line", "By A. Roe", None);
        check("closing", "AFP", Some(("afp", false)));
        check("closing", "with inputs from PTI", Some(("pti", true)));
        check("closing", "who told AFP so", None);
        check("author", "Staff and agencies", Some(("agencies", true)));
        check("author", "Associated Press", Some(("ap", false)));
    }

    #[test]
    fn addresses() {
        let id = |address: &str| in_address(address).map(|a| a.id);
        assert_eq!(id("http://a.example/wires/ap/article-1/Talks.html"), Some("ap"));
        assert_eq!(id("https://a.example/aponline/2017/12/27/talks.html"), Some("ap"));
        assert_eq!(id("https://a.example/wires/"), None);
        assert_eq!(id("https://a.example/ap/talks.html"), None);
    }

    #[test]
    fn datelines() {
        let id = |words: &str| dateline(words).map(|a| a.id);
        assert_eq!(id("KABUL, May 3 (Reuters) —"), Some("reuters"));
        assert_eq!(id("PORT SAHEL, Oct. 2 (Xinhua/AFP) -"), Some("xinhua"));
        assert_eq!(id("BEIJING --"), None);
    }
}
