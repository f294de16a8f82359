//! `sayso-eval event-place FILE.jsonl`: where does what this verb tells of take place?
//!
//! Each line has a `text` and `spans`, one with the label `VERB` and any number with `LOCATION`. Lines whose
//! `answer` is not `accept` were not vouched for by the annotators and are left out.

use std::path::{Path, PathBuf};

use serde::Deserialize;

use crate::chars::Chars;
use crate::coder::{self, Coder, Text};
use crate::contract::{Event, Words};
use crate::marked::Page;
use crate::score::{Count, Named};
use crate::{Error, Report, error, table};

/// Score the places of events
#[derive(Clone, Debug, clap::Args)]
pub struct Args {
    /// One JSON object a line: `text`, `spans`, `answer`
    pub file: PathBuf,
    #[command(flatten)]
    coder: Coder,
    /// List the sentences whose places are others
    #[arg(long)]
    misses: bool,
}

/// A line of the file.
#[derive(Deserialize)]
struct Line {
    text: String,
    spans: Vec<Span>,
    answer: Option<String>,
}

#[derive(Deserialize)]
struct Span {
    start: usize,
    end: usize,
    label: String,
}

impl Args {
    /// The file with nothing else asked for.
    pub fn of(file: &Path) -> Self {
        Self { file: file.to_owned(), coder: Coder::default(), misses: false }
    }
}

/// Scores all vouched lines of a file.
pub fn run(args: &Args) -> Result<Report, Error> {
    let mut lines: Vec<Line> = coder::records(&args.file, &error::read(&args.file)?)?;
    lines.retain(|l| l.answer.as_deref() == Some("accept"));
    let texts: Vec<_> = lines.iter().map(|l| Text::sentence(&l.text)).collect();
    let outputs = args.coder.code(&texts)?;
    let mut counts: Named<Count> = Named::default();
    let mut listed = String::new();
    for (line, output) in std::iter::zip(&lines, &outputs) {
        let labelled = |label: &'static str| line.spans.iter().filter(move |s| s.label == label);
        let verb = Chars::new(labelled("VERB").map(|s| (s.start, s.end)));
        let at_verb = |e: &&Event| {
            std::iter::once(&e.trigger)
                .chain(&e.mentions)
                .any(|w: &Words| Chars::new([w.span()]).meets(&verb))
        };
        let events: Vec<_> = output.events.iter().filter(|e| !e.derived).filter(at_verb).collect();
        let mut given: Vec<(usize, usize)> =
            events.iter().flat_map(|e| e.place.iter().flatten()).map(|p| (p.start, p.end)).collect();
        given.sort_unstable();
        given.dedup();
        let gold: Vec<_> = labelled("LOCATION").map(|s| Chars::new([(s.start, s.end)])).collect();
        let hit = gold.iter().filter(|g| given.iter().any(|&p| Chars::new([p]).meets(g))).count();
        counts.at("event at the verb").add(usize::from(!events.is_empty()), 1, 1);
        counts.at("place").add(hit, gold.len(), given.len());
        if !events.is_empty() {
            counts.at("place, where there is an event").add(hit, gold.len(), given.len());
        }
        if args.misses && !events.is_empty() && (hit < gold.len() || given.len() > hit) {
            let page = Page::new(&line.text);
            let marks = |label| labelled(label).map(|s| (s.start, s.end)).collect::<Vec<_>>();
            let mut spans: Vec<_> = marks("VERB").into_iter().map(|s| (s, "verb")).collect();
            spans.extend(marks("LOCATION").into_iter().map(|s| (s, "gold")));
            spans.extend(given.iter().map(|&s| (s, "given")));
            listed.push_str(&format!("{}\n", page.marked(&spans)));
        }
    }
    let rows = Named(counts.0.iter().map(|(name, c)| (*name, c.row())).collect());
    Ok(Report::new(table::counts("event-place", &counts) + &listed, &rows))
}
