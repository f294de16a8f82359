//! `sayso-eval clusters FILE.jsonl`: are the articles that editors put under one story joined, and no others?
//!
//! Each line has `id`, `event` (the editors' story), `published`, `title` and `text`. Two articles are joined if they
//! share an incident (an event of the ontology that both report) or are told to be about one happening (a story). The
//! score is over pairs of articles.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use jiff::civil::Date;
use sayso_ledger::Pipeline;
use sayso_link::story::{Article, Background, Sketch, stories};
use sayso_link::{Decisions, block, incidents, reports};
use sayso_model::Title;
use serde::Deserialize;

use crate::score::{Count, Named};
use crate::{Error, Report, coder, error, table};

/// Score the joining of articles on one happening
#[derive(Clone, Debug, clap::Args)]
pub struct Args {
    /// One JSON object a line: `id`, `event`, `published`, `title`, `text`
    pub file: PathBuf,
    /// List the pairs that were joined wrongly or not at all
    #[arg(long)]
    misses: bool,
}

impl Args {
    /// The file with nothing else asked for.
    pub fn of(file: &Path) -> Self {
        Self { file: file.to_owned(), misses: false }
    }
}

#[derive(Deserialize)]
struct Line {
    id: String,
    event: serde_json::Value,
    published: Option<String>,
    title: Option<String>,
    text: String,
}

type Pairs = BTreeSet<(usize, usize)>;

/// Scores a file.
pub fn run(args: &Args) -> Result<Report, Error> {
    let lines: Vec<Line> = coder::records(&args.file, &error::read(&args.file)?)?;
    let background = Background::shipped();
    let pipeline = Pipeline::load(sayso_ledger::Options::default()).map_err(|e| Error::new(&args.file, e))?;
    let mut blocks: BTreeMap<_, Vec<_>> = BTreeMap::new();
    let mut number: BTreeMap<String, usize> = BTreeMap::new();
    let mut sketches = Vec::new();
    let mut dates = Vec::new();
    for (at, line) in lines.iter().enumerate() {
        let published = line.published.as_deref().and_then(|d| d.get(..10)?.parse::<Date>().ok());
        let options = sayso_intake::Options { published, ..Default::default() };
        let (mut document, _) = sayso_intake::plain::read(&line.id, line.text.as_bytes(), &options)
            .map_err(|e| Error::new(&args.file, e))?;
        if let Some(title) = &line.title {
            document.title = Some(Title { text: title.clone(), span: None });
        }
        sketches.push(Sketch::of(&document, background));
        dates.push(published);
        number.insert(document.identity(), at);
        for report in reports(&pipeline.code(document), background) {
            blocks.entry(block(&report)).or_default().push(report);
        }
    }
    let mut by_incident = Pairs::new();
    for block in blocks.values() {
        for incident in incidents(block, &Decisions::default()) {
            let articles: BTreeSet<usize> =
                incident.reports.iter().filter_map(|k| number.get(k.document.as_str()).copied()).collect();
            by_incident.extend(pairs(&articles.into_iter().collect::<Vec<_>>()));
        }
    }
    let article = |at: usize| Article { id: &lines[at].id, published: dates[at], sketch: &sketches[at] };
    let articles: Vec<_> = (0..lines.len()).map(article).collect();
    let by_story: Pairs = stories(&articles).iter().flat_map(|g| pairs(g)).collect();
    let mut of_editors: BTreeMap<String, Vec<usize>> = BTreeMap::new();
    for (at, line) in lines.iter().enumerate() {
        of_editors.entry(line.event.to_string()).or_default().push(at);
    }
    let gold: Pairs = of_editors.values().flat_map(|g| pairs(g)).collect();
    let both: Pairs = by_incident.union(&by_story).copied().collect();
    let mut counts: Named<Count> = Named::default();
    for (name, found) in [("by incident", &by_incident), ("by story", &by_story), ("by either", &both)] {
        counts.at(name).add(found.intersection(&gold).count(), gold.len(), found.len());
    }
    let mut text = table::counts("articles joined, pairwise", &counts);
    if args.misses {
        let title = |at: usize| lines[at].title.as_deref().unwrap_or("-");
        for (name, list) in [("wrong", both.difference(&gold)), ("missed", gold.difference(&both))] {
            for &(a, b) in list {
                let how = if by_incident.contains(&(a, b)) { "incident" } else { "story" };
                text += &format!("{name} ({how})\t{}\t{}\n", title(a), title(b));
            }
        }
    }
    let rows = Named(counts.0.iter().map(|(name, c)| (*name, c.row())).collect());
    Ok(Report::new(text, &rows))
}

fn pairs(group: &[usize]) -> Vec<(usize, usize)> {
    let from = |(i, &a): (usize, &usize)| {
        group[i + 1..].iter().map(move |&b| (a.min(b), a.max(b))).collect::<Vec<_>>()
    };
    group.iter().enumerate().flat_map(from).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn two_reports_of_one_deed_are_joined_by_it() {
        let file = std::env::temp_dir().join(format!("sayso-clusters-{}.jsonl", std::process::id()));
        let line = |id: &str, text: &str| {
            serde_json::json!({"id": id, "event": 1, "published": "2025-10-20", "title": null, "text": text})
                .to_string()
        };
        let first = line(
            "a",
            "Militants ambushed an army convoy near Gao on Monday, killing 11 soldiers, the army said.",
        );
        let second = line(
            "b",
            "Eleven soldiers were killed on Monday when militants ambushed a convoy near Gao, officials said.",
        );
        std::fs::write(&file, format!("{first}\n{second}\n")).unwrap();
        let report = run(&Args::of(&file)).unwrap();
        std::fs::remove_file(&file).unwrap();
        let row = report.text.lines().find(|l| l.starts_with("by incident")).unwrap().to_owned();
        assert!(row.ends_with("1/1/1"), "{row}");
    }
}
