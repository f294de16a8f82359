//! `data/en/intake/layout.tsv`, read once.

use std::sync::LazyLock;

use rustc_hash::FxHashSet;

use super::glob;

/// Lines that are no running text, and the words that datelines and time stamps are made of.
pub struct Layout {
    boilerplate: Patterns,
    caption: Patterns,
    box_heading: Patterns,
    credits: Vec<&'static str>,
    agencies: FxHashSet<&'static str>,
    connectors: FxHashSet<&'static str>,
    months: FxHashSet<&'static str>,
    stamps: FxHashSet<&'static str>,
}

/// Patterns by the first three bytes of the line, so that a line meets few of them.
#[derive(Default)]
struct Patterns {
    anchored: Vec<(&'static str, &'static str)>,
    floating: Vec<&'static str>,
}

/// What a whole line is known to be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LineKind {
    Boilerplate,
    Caption,
}

/// A line longer than this is running text whatever it begins with.
const LINE_BYTES_MAX: usize = 1200;

static LAYOUT: LazyLock<Layout> =
    LazyLock::new(|| Layout::read(include_str!("../../../../data/en/intake/layout.tsv")));

/// The layout of English pages.
pub fn layout() -> &'static Layout {
    &LAYOUT
}

impl Patterns {
    fn new(patterns: impl Iterator<Item = &'static str>) -> Self {
        let mut all = Self::default();
        for pattern in patterns {
            let lead = pattern.split('*').next().unwrap_or("");
            match lead.get(..lead.len().min(3)) {
                Some(key) if !key.is_empty() => all.anchored.push((key, pattern)),
                _ => all.floating.push(pattern),
            }
        }
        all.anchored.sort_unstable();
        all
    }

    fn matches(&self, line: &str) -> bool {
        (1..=3).filter_map(|n| line.get(..n)).any(|key| {
            let from = self.anchored.partition_point(|&(k, _)| k < key);
            self.anchored[from..].iter().take_while(|&&(k, _)| k == key).any(|(_, p)| glob::matches(p, line))
        }) || self.floating.iter().any(|p| glob::matches(p, line))
    }
}

impl Layout {
    fn read(text: &'static str) -> Self {
        let entries: Vec<(&str, &str)> = text
            .lines()
            .filter(|l| !l.trim().is_empty() && !l.starts_with('#'))
            .map(|l| l.split_once('\t').unwrap_or_else(|| panic!("layout.tsv: no tab in `{l}`")))
            .collect();
        let of = |kind: &'static str| entries.iter().filter(move |(k, _)| *k == kind).map(|&(_, p)| p);
        Self {
            boilerplate: Patterns::new(of("boilerplate")),
            caption: Patterns::new(of("caption")),
            box_heading: Patterns::new(of("box")),
            credits: of("credit").collect(),
            agencies: of("agency").collect(),
            connectors: of("connector").collect(),
            months: of("month").collect(),
            stamps: of("stamp").collect(),
        }
    }

    /// What a line is, if it is known to be no running text.
    pub fn line_kind(&self, line: &str) -> Option<LineKind> {
        if !line.chars().any(char::is_alphanumeric) || is_address(line) || self.is_time_stamp(line) {
            return Some(LineKind::Boilerplate);
        }
        if line.len() > LINE_BYTES_MAX {
            return None;
        }
        let lower = line.to_lowercase();
        let bare = lower.trim_end_matches(['.', ':', '…', '!']);
        let any = |patterns: &Patterns| patterns.matches(&lower) || patterns.matches(bare);
        // A caption's pattern says more than a line of boilerplate's.
        if any(&self.caption) {
            Some(LineKind::Caption)
        } else if any(&self.boilerplate) {
            Some(LineKind::Boilerplate)
        } else {
            None
        }
    }

    /// True for the heading of a box that is no part of the article.
    pub fn is_box_heading(&self, heading: &str) -> bool {
        let lower = heading.to_lowercase().replace('’', "'");
        let bare = lower.trim_end_matches(['.', ':', '…', '!', '?', '»', ' ']);
        heading.len() <= 80 && self.box_heading.matches(bare)
    }

    /// Where the credit in brackets begins that a paragraph ends with: "… on Monday. (Reporting by J. Roe)".
    pub fn credit_at(&self, paragraph: &str) -> Option<usize> {
        if !paragraph.ends_with(')') {
            return None;
        }
        let open = paragraph.rfind('(')?;
        let inside = paragraph[open + 1..].to_lowercase();
        (open > 0 && self.credits.iter().any(|c| inside.starts_with(c))).then_some(open)
    }

    /// True for a news agency as datelines name it, alone or with others: "Reuters", "AP/CNN".
    pub fn is_agency(&self, name: &str) -> bool {
        let lower = name.trim().to_lowercase();
        self.agencies.contains(lower.as_str())
            || (lower.contains('/') && lower.split('/').all(|part| self.agencies.contains(part.trim())))
    }

    /// True for a lower-case word that place names hold.
    pub fn is_connector(&self, word: &str) -> bool {
        self.connectors.contains(word)
    }

    /// True for the name of a month or its abbreviation, with or without a point.
    pub fn is_month(&self, word: &str) -> bool {
        self.months.contains(word.trim_end_matches('.').to_lowercase().as_str())
    }

    /// True if the line is a time and nothing else: "21 May 2021 - 04:51 GMT".
    fn is_time_stamp(&self, line: &str) -> bool {
        if line.len() > 80 || !line.bytes().any(|b| b.is_ascii_digit()) {
            return false;
        }
        let mut marks = 0;
        let fits = line
            .split([' ', ',', '\u{A0}', '-', '–', '|', ':', '/', '(', ')'])
            .filter(|w| !w.is_empty())
            .all(|w| {
                let digits = w.trim_start_matches(|c: char| c.is_ascii_digit());
                let word = digits.trim_end_matches('.').to_lowercase();
                let known = self.months.contains(word.as_str()) || self.stamps.contains(word.as_str());
                marks += usize::from(known);
                known || matches!(word.as_str(), "" | "st" | "nd" | "rd" | "th")
            });
        // Bare numbers may be a result or an item of a list.
        fits && marks > 0
    }
}

/// True for one address of the Web and nothing else.
fn is_address(line: &str) -> bool {
    let starts = ["http://", "https://", "www.", "pic.twitter.com/", "t.co/"];
    !line.contains(char::is_whitespace) && starts.iter().any(|s| line.starts_with(s))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(line: &str, expect: Option<LineKind>) {
        assert_eq!(layout().line_kind(line), expect, "{line}");
    }

    #[test]
    fn lines_that_are_no_text() {
        for line in [
            "-----",
            "* * *",
            "Advertisement",
            "ADVERTISEMENT",
            "Read more: the war in ten maps",
            "© 2024 The Example Times",
            "This article was originally published in The Example.",
            "21 May 2021 - 04:51 GMT",
            "9:05 p.m.",
            "Updated on March 3rd, 2024 at 5 pm",
            "https://example.org/a",
            "pic.twitter.com/a1b2",
            "(Additional reporting by A. Bee; Editing by C. Dee)",
        ] {
            check(line, Some(LineKind::Boilerplate));
        }
        for line in
            ["Photo", "Photo: a street", "Smoke over the port [J. Doe/Reuters]", "File photo of the port"]
        {
            check(line, Some(LineKind::Caption));
        }
    }

    #[test]
    fn lines_that_are_text() {
        for line in [
            "Read more than one paper, he said.",
            "Share prices fell.",
            "Three people were killed in May 2021.",
            "Videos show smoke over the port.",
            "Copyright law was changed in 1976.",
            "3-1",
            "Closed on Monday, the crossing opened again.",
        ] {
            check(line, None);
        }
    }

    #[test]
    fn credits_end_paragraphs() {
        let text = "It went viral. (Reporting by A. Bee and C. Dee)";
        assert_eq!(layout().credit_at(text), text.find('('));
        assert_eq!(layout().credit_at("It went viral (as they say)"), None);
        assert_eq!(layout().credit_at("(Reporting by A. Bee)"), None);
    }
}
