//! What was missed, what was invented, and by which rule?

use std::collections::BTreeMap;
use std::fmt::Write as _;

use super::compare::{Given, Measure};
use super::gold::{Annotated, Attribution};
use crate::chars::Chars;
use crate::contract::Statement;
use crate::marked::Page;
use crate::table;

/// Options of the listing.
#[derive(Clone, Debug, Default, clap::Args)]
pub struct Listing {
    /// List what was missed and what was invented, in its sentence
    #[arg(long)]
    misses: bool,
    /// Only list these kinds
    #[arg(long, value_enum, value_delimiter = ',')]
    only: Vec<Kind>,
    /// Only list statements of rules whose name holds this
    #[arg(long, value_name = "PART")]
    rule: Option<String>,
    /// Only list gold whose cue holds this
    #[arg(long, value_name = "PART")]
    cue: Option<String>,
    /// List at most this many, spread evenly over the texts
    #[arg(long, value_name = "NUMBER")]
    limit: Option<usize>,
    /// Count right and wrong statements by rule
    #[arg(long)]
    by_rule: bool,
    /// Count found and missed attributions by cue
    #[arg(long)]
    by_cue: bool,
}

/// What went wrong with a record.
#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
enum Kind {
    /// An attribution that no statement is
    Missed,
    /// A statement that is no attribution
    Invented,
    /// The content is an attribution's, the source is not
    Source,
    /// Content and source meet, but the content has other ends
    Ends,
}

impl Kind {
    fn name(self) -> &'static str {
        match self {
            Kind::Missed => "missed",
            Kind::Invented => "invented",
            Kind::Source => "source",
            Kind::Ends => "ends",
        }
    }
}

/// How statements of one rule fared.
#[derive(Clone, Copy, Default)]
struct Fared {
    given: usize,
    content: usize,
    source: usize,
    ends: usize,
}

/// Collects what went wrong over the texts.
pub(super) struct Misses<'a> {
    args: &'a Listing,
    listed: Vec<(Kind, String)>,
    rules: BTreeMap<String, Fared>,
    cues: BTreeMap<String, (usize, usize)>,
}

impl<'a> Misses<'a> {
    pub(super) fn new(args: &'a Listing) -> Self {
        Self { args, listed: Vec::new(), rules: BTreeMap::new(), cues: BTreeMap::new() }
    }

    /// Adds one text.
    pub(super) fn add(
        &mut self,
        text: &Annotated,
        page: &Page,
        gold: &[Attribution],
        statements: &[Statement],
        given: &[Given],
    ) {
        let file = text.path.file_stem().unwrap_or_default().to_string_lossy().into_owned();
        for g in gold {
            let found = given.iter().any(|p| Measure::Content.agrees(g, p));
            let cue = words(page, &g.cue);
            let at = self.cues.entry(cue.to_lowercase()).or_default();
            at.0 += 1;
            at.1 += usize::from(found);
            if !found {
                let line = format!("{file}  cue `{cue}`\n    {}", page.marked(&spans(g)));
                self.list(Kind::Missed, line, None, &cue);
            }
        }
        for (statement, p) in std::iter::zip(statements, given) {
            let best = |m: Measure| gold.iter().find(|g| m.agrees(g, p));
            let (content, source, strict) =
                (best(Measure::Content), best(Measure::ContentSource), best(Measure::ContentSourceStrict));
            if p.nested && content.is_none() {
                continue;
            }
            let rule = statement.rule.as_deref().unwrap_or("(no rule)");
            let fared = self.rules.entry(rule.to_owned()).or_default();
            fared.given += 1;
            fared.content += usize::from(content.is_some());
            fared.source += usize::from(source.is_some());
            fared.ends += usize::from(strict.is_some());
            let (kind, other) = match (content, source, strict) {
                (None, ..) => (Kind::Invented, None),
                (Some(g), None, _) => (Kind::Source, Some(g)),
                (_, Some(g), None) => (Kind::Ends, Some(g)),
                _ => continue,
            };
            let confidence = statement.confidence.map_or(String::new(), |c| format!(" {c:.2}"));
            let mut line = format!("{file}  {rule}{confidence}\n    {}", page.marked(&given_spans(p)));
            if let Some(g) = other {
                let _ = write!(line, "\n    gold: {}", page.marked(&spans(g)));
            }
            let cue = other.map_or_else(|| words(page, &p.cue), |g| words(page, &g.cue));
            self.list(kind, line, Some(rule), &cue);
        }
    }

    fn list(&mut self, kind: Kind, line: String, rule: Option<&str>, cue: &str) {
        let args = self.args;
        let kinds = if args.only.is_empty() { true } else { args.only.contains(&kind) };
        let rules = args.rule.as_deref().is_none_or(|part| rule.is_some_and(|r| r.contains(part)));
        let cues = args.cue.as_deref().is_none_or(|part| cue.contains(part));
        if args.misses && kinds && rules && cues {
            self.listed.push((kind, line));
        }
    }

    /// The listings that were asked for.
    pub(super) fn print(&self) -> String {
        let mut out = String::new();
        if self.args.by_rule {
            out.push('\n');
            out.push_str(&self.print_rules());
        }
        if self.args.by_cue {
            out.push('\n');
            out.push_str(&self.print_cues());
        }
        let all = self.listed.len();
        let shown = self.args.limit.unwrap_or(all).min(all);
        for i in 0..shown {
            let (kind, line) = &self.listed[i * all / shown];
            let _ = write!(out, "\n{:8} {line}\n", kind.name());
        }
        if shown < all {
            let _ = write!(out, "\n{shown} of {all} listed\n");
        }
        out
    }

    fn print_rules(&self) -> String {
        let mut rows: Vec<_> = self.rules.iter().collect();
        rows.sort_by_key(|(_, f)| std::cmp::Reverse(f.given - f.source));
        let share = |part: usize, f: &Fared| format!("{:.3}", part as f64 / f.given.max(1) as f64);
        let cells: Vec<_> = rows
            .into_iter()
            .map(|(rule, f)| {
                let shares = [f.content, f.source, f.ends].map(|part| share(part, f));
                let mut row = vec![rule.clone(), f.given.to_string()];
                row.extend(shares);
                row
            })
            .collect();
        table::columns(&["rule", "given", "content", "+source", "+ends"], &cells)
    }

    fn print_cues(&self) -> String {
        let mut rows: Vec<_> = self.cues.iter().collect();
        rows.sort_by_key(|(_, (gold, found))| std::cmp::Reverse(gold - found));
        let cells: Vec<_> = rows
            .into_iter()
            .map(|(cue, (gold, found))| {
                let cue = if cue.is_empty() { "(none)" } else { cue };
                vec![cue.to_owned(), gold.to_string(), found.to_string(), (gold - found).to_string()]
            })
            .collect();
        table::columns(&["cue", "gold", "found", "missed"], &cells)
    }
}

fn words(page: &Page, chars: &Chars) -> String {
    let pieces: Vec<_> = chars.ranges().iter().map(|&(s, e)| page.text(s, e)).collect();
    pieces.join(" … ").split_whitespace().collect::<Vec<_>>().join(" ")
}

fn named(source: &Chars, cue: &Chars, content: &Chars) -> Vec<((usize, usize), &'static str)> {
    let parts = [(source, "source"), (cue, "cue"), (content, "content")];
    parts.into_iter().flat_map(|(c, name)| c.ranges().iter().map(move |&r| (r, name))).collect()
}

fn spans(g: &Attribution) -> Vec<((usize, usize), &'static str)> {
    named(&g.source, &g.cue, &g.content)
}

fn given_spans(p: &Given) -> Vec<((usize, usize), &'static str)> {
    named(&p.source, &p.cue, &p.content)
}
