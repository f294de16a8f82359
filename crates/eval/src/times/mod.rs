//! `sayso-eval times DIR`: how well are times found and placed on the calendar?

mod score;

use std::fmt::Write as _;
use std::path::{Path, PathBuf};

use sayso_annotate::Annotator;
use sayso_model::{Block, BlockKind, Document, Span};
use sayso_time::TimeGrammar;
use serde::Serialize;

pub use score::{TimeMl, TimeScore, Timex};

use crate::error::read;
use crate::{Error, Report};

/// Score time expressions against TimeML
///
/// DIR holds `*.tml` files, such as `data/timeml/TimeBank`. The document creation time is the day of writing.
#[derive(Clone, Debug, clap::Args)]
pub struct Args {
    /// Folder with TimeML files
    pub dir: PathBuf,
    /// Only every second file by name, from the first (`even`) or from the second (`odd`)
    #[arg(long)]
    pub half: Option<Half>,
    /// List what was missed, invented, cut or placed otherwise
    #[arg(long)]
    pub misses: bool,
}

/// Half of the files of a folder.
#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
pub enum Half {
    /// The first, third, …
    Even,
    /// The second, fourth, …
    Odd,
}

/// The figures that are printed.
#[derive(Clone, Copy, Debug, Serialize)]
struct Row {
    documents: usize,
    gold: usize,
    given: usize,
    strict_f1: f64,
    relaxed_f1: f64,
    value_f1: f64,
}

impl Args {
    /// The folder with nothing else asked for.
    pub fn of(dir: &Path) -> Self {
        Self { dir: dir.to_owned(), half: None, misses: false }
    }
}

/// Scores the files of a folder.
pub fn run(args: &Args) -> Result<Report, Error> {
    let grammar = TimeGrammar::load().map_err(|e| Error::new(&args.dir, e))?;
    let annotator = Annotator::load().map_err(|e| Error::new(&args.dir, e))?;
    let entries = std::fs::read_dir(&args.dir).map_err(|e| Error::new(&args.dir, e))?;
    let mut files: Vec<PathBuf> = entries.filter_map(|e| Some(e.ok()?.path())).collect();
    files.retain(|f| f.extension().is_some_and(|e| e == "tml"));
    files.sort();
    let (mut total, mut documents, mut listing) = (TimeScore::default(), 0, String::new());
    for (i, file) in files.iter().enumerate() {
        if args.half.is_some_and(|half| (i % 2 == 0) != (half == Half::Even)) {
            continue;
        }
        let doc = TimeMl::parse(&read(file)?).ok_or_else(|| Error::new(file, "no TimeML document"))?;
        let found = grammar.find(&doc.text, &annotator.annotate(&document(&doc.text)).0, doc.created);
        let given: Vec<Timex> = found
            .into_iter()
            .map(|t| Timex { range: t.span.start()..t.span.end(), value: t.value })
            .collect();
        total.add(&doc.gold, &given);
        documents += 1;
        if args.misses {
            list(&mut listing, &doc, &given);
        }
    }
    let row = Row {
        documents,
        gold: total.gold,
        given: total.given,
        strict_f1: total.strict_f1(),
        relaxed_f1: total.relaxed_f1(),
        value_f1: total.value_f1(),
    };
    let text = format!(
        "{listing}documents {}  gold {}  given {}  F1: extent {:.3}  overlap {:.3}  value {:.3}\n",
        row.documents, row.gold, row.given, row.strict_f1, row.relaxed_f1, row.value_f1
    );
    Ok(Report::new(text, &row))
}

/// The text with a block for each paragraph between blank lines.
fn document(text: &str) -> Document {
    let mut blocks = Vec::new();
    let mut at = 0;
    for paragraph in text.split_inclusive("\n\n") {
        let start = at + paragraph.len() - paragraph.trim_start().len();
        let end = at + paragraph.trim_end().len();
        if start < end {
            blocks.push(Block { span: Span::new(start, end), kind: BlockKind::Body });
        }
        at += paragraph.len();
    }
    Document { text: text.to_owned(), blocks, ..Document::default() }
}

fn list(out: &mut String, doc: &TimeMl, given: &[Timex]) {
    let created = doc.created.map(|d| d.to_string()).unwrap_or_default();
    for gold in &doc.gold {
        let found = given.iter().find(|s| s.range == gold.range);
        let words = &doc.text[gold.range.clone()];
        let context = context(doc, gold);
        let _ = match found.or_else(|| given.iter().find(|s| s.overlaps(gold))) {
            None => writeln!(out, "missed\t{words}\t{}\t{context}", gold.value),
            Some(s) if s.range != gold.range => {
                writeln!(out, "extent\t{words} | {}\t{context}", &doc.text[s.range.clone()])
            }
            Some(s) if s.value != gold.value => {
                writeln!(out, "value\t{words}\t{} | {}\t{created}\t{context}", gold.value, s.value)
            }
            Some(_) => Ok(()),
        };
    }
    for s in given.iter().filter(|s| !doc.gold.iter().any(|g| g.overlaps(s))) {
        let _ = writeln!(out, "invented\t{}\t{}\t{}", &doc.text[s.range.clone()], s.value, context(doc, s));
    }
}

fn context(doc: &TimeMl, timex: &Timex) -> String {
    let from = doc.text.floor_char_boundary(timex.range.start.saturating_sub(50));
    let to = doc.text.ceil_char_boundary((timex.range.end + 30).min(doc.text.len()));
    doc.text[from..to].replace('\n', " ")
}
