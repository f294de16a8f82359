//! The measures of TempEval-3 over TimeML files.
//!
//! UzZaman et al. 2013, SemEval-2013 Task 1: an expression is found strictly if its extent is the gold one, relaxed if it
//! overlaps; F1 for values is relaxed F1 times the share of found expressions whose TIMEX3 value is the gold one.

use std::ops::Range;

use jiff::civil::Date;

/// One TIMEX3 of a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Timex {
    /// Bytes of the expression.
    pub range: Range<usize>,
    /// TIMEX3 value.
    pub value: String,
}

impl Timex {
    /// True if a byte is in both.
    pub fn overlaps(&self, other: &Timex) -> bool {
        self.range.start < other.range.end && other.range.start < self.range.end
    }
}

/// A TimeML document: its text without markup, the day of writing, and the gold expressions.
#[derive(Clone, Debug)]
pub struct TimeMl {
    /// Text of the body.
    pub text: String,
    /// Value of the document creation time.
    pub created: Option<Date>,
    /// Gold expressions in order.
    pub gold: Vec<Timex>,
}

impl TimeMl {
    /// Reads a TimeML file.
    pub fn parse(xml: &str) -> Option<Self> {
        let created =
            xml.split_once("<DCT>").and_then(|(_, rest)| attribute(rest.split_once('>')?.0, "value"));
        let created = created.and_then(|v| v.get(..10)?.parse().ok());
        let body = xml.split_once("<TEXT>")?.1;
        let body = body.split_once("</TEXT>").map_or(body, |(b, _)| b);
        let (mut text, mut gold, mut open) = (String::new(), Vec::new(), None);
        let mut rest = body;
        while let Some(at) = rest.find('<') {
            push_text(&mut text, &rest[..at]);
            let (tag, after) = rest[at + 1..].split_once('>')?;
            if tag.starts_with("TIMEX3") {
                open = Some((text.len(), attribute(tag, "value").unwrap_or_default()));
            } else if tag == "/TIMEX3"
                && let Some((start, value)) = open.take()
            {
                gold.push(Timex { range: start..text.len(), value });
            }
            rest = after;
        }
        push_text(&mut text, rest);
        Some(Self { text, created, gold })
    }
}

fn push_text(text: &mut String, xml: &str) {
    text.push_str(
        &xml.replace("&lt;", "<")
            .replace("&gt;", ">")
            .replace("&quot;", "\"")
            .replace("&apos;", "'")
            .replace("&amp;", "&"),
    );
}

fn attribute(tag: &str, name: &str) -> Option<String> {
    let (_, rest) = tag.split_once(&format!(" {name}=\""))?;
    Some(rest.split_once('"')?.0.to_owned())
}

/// Counts over documents.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct TimeScore {
    /// Gold expressions.
    pub gold: usize,
    /// Expressions that the program gave.
    pub given: usize,
    /// Gold expressions with exactly such an extent given.
    pub strict: usize,
    /// Gold expressions that a given one overlaps.
    pub relaxed: usize,
    /// Given expressions that a gold one overlaps.
    pub relaxed_given: usize,
    /// Gold expressions found (relaxed) with their value.
    pub value: usize,
}

impl TimeScore {
    /// Adds a document.
    pub fn add(&mut self, gold: &[Timex], given: &[Timex]) {
        self.gold += gold.len();
        self.given += given.len();
        self.relaxed_given += given.iter().filter(|s| gold.iter().any(|g| g.overlaps(s))).count();
        for g in gold {
            let exact = given.iter().find(|s| s.range == g.range);
            let found = exact.or_else(|| given.iter().find(|s| g.overlaps(s)));
            self.strict += usize::from(exact.is_some());
            self.relaxed += usize::from(found.is_some());
            self.value += usize::from(found.is_some_and(|s| s.value == g.value));
        }
    }

    /// F1 with exact extents.
    pub fn strict_f1(&self) -> f64 {
        f1(self.strict, self.given, self.strict, self.gold)
    }

    /// F1 with overlapping extents.
    pub fn relaxed_f1(&self) -> f64 {
        f1(self.relaxed_given, self.given, self.relaxed, self.gold)
    }

    /// Relaxed F1 times the share of right values.
    pub fn value_f1(&self) -> f64 {
        self.relaxed_f1() * self.value as f64 / (self.relaxed.max(1)) as f64
    }
}

fn f1(right_given: usize, given: usize, right_gold: usize, gold: usize) -> f64 {
    let (p, r) = (right_given as f64 / given.max(1) as f64, right_gold as f64 / gold.max(1) as f64);
    if p + r == 0.0 { 0.0 } else { 2.0 * p * r / (p + r) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_and_scores() {
        let xml = r#"<DCT><TIMEX3 tid="t0" value="1998-01-08">x</TIMEX3></DCT><TEXT>On <TIMEX3 tid="t1" value="1998-01-07">Wednesday</TIMEX3> A&amp;B <EVENT>left</EVENT> in <TIMEX3 value="1990">1990</TIMEX3>.</TEXT>"#;
        let doc = TimeMl::parse(xml).unwrap();
        assert_eq!(doc.text, "On Wednesday A&B left in 1990.");
        assert_eq!(doc.created.unwrap().to_string(), "1998-01-08");
        assert_eq!(&doc.text[doc.gold[0].range.clone()], "Wednesday");
        let mut score = TimeScore::default();
        let given = [
            Timex { range: 0..12, value: "1998-01-07".into() },
            Timex { range: 13..16, value: "1998".into() },
        ];
        score.add(&doc.gold, &given);
        assert_eq!((score.strict, score.relaxed, score.relaxed_given, score.value), (0, 1, 1, 1));
        assert!((score.relaxed_f1() - 0.5).abs() < 1e-9 && (score.value_f1() - 0.5).abs() < 1e-9);
    }
}
