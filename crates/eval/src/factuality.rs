//! `sayso-eval factuality FILE.jsonl`: did it happen, as the text has it?
//!
//! Each line has a `text` of words between spaces and `targets`, words with a `label` from -3 (certainly did not
//! happen) to 3 (certainly did), the mean of several annotators. The grammar's status of each word, as the author
//! presents it, is read as the number that people give to such events; its sign is what the author commits to.

use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};

use sayso_annotate::Annotator;
use sayso_extract::Extractor;
use sayso_model::{Block, BlockKind, Document, Span, Status};

use crate::coder;
use crate::marked::Page;
use crate::score::{Count, ratio};
use crate::{Error, Report, error};

/// Score the status of events against judgements of factuality
#[derive(Clone, Debug, clap::Args)]
pub struct Args {
    /// One JSON object a line: `text`, `targets`
    pub file: PathBuf,
    /// List events that are judged otherwise by more than this
    #[arg(long, value_name = "DIFFERENCE", num_args = 0..=1, default_missing_value = "1.5")]
    misses: Option<f64>,
}

/// A line of the file.
#[derive(Deserialize)]
struct Line {
    text: String,
    targets: Vec<Target>,
}

#[derive(Deserialize)]
struct Target {
    /// Half-open, in words.
    span1: (usize, usize),
    label: f64,
}

/// The figures.
#[derive(Serialize)]
struct Figures {
    /// Mean absolute error.
    mae: f64,
    /// The same if every event were asserted.
    mae_asserted: f64,
    pearson_r: f64,
    /// Share of events whose sign is right; one that people put at 0 never is.
    sign_accuracy: f64,
    /// The same if every event were asserted.
    sign_accuracy_asserted: f64,
    /// Of those that did not happen, by the gold or by us.
    negative_precision: f64,
    negative_recall: f64,
    compared: usize,
    all: usize,
}

impl Args {
    /// The file with nothing else asked for.
    pub fn of(file: &Path) -> Self {
        Self { file: file.to_owned(), misses: None }
    }
}

/// Scores all lines of a file.
pub fn run(args: &Args) -> Result<Report, Error> {
    let lines: Vec<Line> = coder::records(&args.file, &error::read(&args.file)?)?;
    let annotator = Annotator::load().map_err(|e| Error::new(&args.file, e))?;
    let extractor = Extractor::load().map_err(|e| Error::new(&args.file, e))?;
    let (mut pairs, mut all, mut listed) = (Vec::new(), 0, String::new());
    for line in &lines {
        let block = Block { span: Span::new(0, line.text.len()), kind: BlockKind::Body };
        let document = Document { text: line.text.clone(), blocks: vec![block], ..Document::default() };
        let (annotated, _) = annotator.annotate(&document);
        let words = words(&line.text);
        for target in &line.targets {
            all += 1;
            let Some(&(start, end)) = words.get(target.span1.0) else { continue };
            let byte = line.text.char_indices().nth(start).map_or(line.text.len(), |(at, _)| at);
            let Some(token) = annotated.token_at(byte) else { continue };
            let given = degree(extractor.presented(&annotated, token).0);
            pairs.push((target.label, given));
            if args.misses.is_some_and(|least| (target.label - given).abs() > least) {
                let marked = Page::new(&line.text).marked(&[((start, end), "event")]);
                listed.push_str(&format!("{given:+.1} not {:+.1}: {marked}\n", target.label));
            }
        }
    }
    let error = |f: &dyn Fn(f64, f64) -> f64| {
        pairs.iter().map(|&(gold, given)| f(gold, given)).sum::<f64>() / pairs.len().max(1) as f64
    };
    let right = |f: &dyn Fn(f64) -> f64| pairs.iter().filter(|p| p.0 * f(p.1) > 0.0).count();
    let mut negative = Count::default();
    for &(gold, given) in &pairs {
        let (gold, given) = (gold < 0.0, given < 0.0);
        negative.add(usize::from(gold && given), usize::from(gold), usize::from(given));
    }
    let figures = Figures {
        mae: error(&|gold, given| (gold - given).abs()),
        mae_asserted: error(&|gold, _| (gold - ASSERTED).abs()),
        pearson_r: pearson(&pairs),
        sign_accuracy: ratio(right(&|given| given), pairs.len()),
        sign_accuracy_asserted: ratio(right(&|_| ASSERTED), pairs.len()),
        negative_precision: negative.precision(),
        negative_recall: negative.recall(),
        compared: pairs.len(),
        all,
    };
    let Figures { mae, mae_asserted, pearson_r, compared, all, .. } = &figures;
    let (signs, asserted) = (figures.sign_accuracy, figures.sign_accuracy_asserted);
    let (p, r) = (figures.negative_precision, figures.negative_recall);
    let text = format!(
        "factuality  compared {compared} of {all}  sign right {signs:.3} (all asserted: {asserted:.3}), not happened P {p:.3} R {r:.3}\n\
         mean absolute error {mae:.3} (all asserted: {mae_asserted:.3})  r {pearson_r:.3}\n"
    );
    Ok(Report::new(text + &listed, &figures))
}

const ASSERTED: f64 = 2.7;

/// The number that people give to events of a status.
fn degree(status: Status) -> f64 {
    match status {
        Status::Asserted => ASSERTED,
        Status::Alleged => 1.5,
        Status::Possible | Status::Planned => 0.7,
        Status::Conditional | Status::Demanded => 0.2,
        Status::Denied => -2.0,
    }
}

/// Character ranges of words between spaces.
fn words(text: &str) -> Vec<(usize, usize)> {
    let mut out = Vec::new();
    let mut at = 0;
    for word in text.split(' ') {
        let length = word.chars().count();
        out.push((at, at + length));
        at += length + 1;
    }
    out
}

fn pearson(pairs: &[(f64, f64)]) -> f64 {
    let n = pairs.len() as f64;
    let (mx, my) = (pairs.iter().map(|p| p.0).sum::<f64>() / n, pairs.iter().map(|p| p.1).sum::<f64>() / n);
    let sum = |f: &dyn Fn(f64, f64) -> f64| pairs.iter().map(|p| f(p.0 - mx, p.1 - my)).sum::<f64>();
    let (xy, xx, yy) = (sum(&|x, y| x * y), sum(&|x, _| x * x), sum(&|_, y| y * y));
    if xx * yy > 0.0 { xy / (xx * yy).sqrt() } else { 0.0 }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_ranges_of_characters() {
        assert_eq!(words("Él said  so"), [(0, 2), (3, 7), (8, 8), (9, 11)]);
    }

    #[test]
    fn correlation_is_of_deviations() {
        assert!((pearson(&[(1.0, 2.0), (2.0, 4.0), (3.0, 6.0)]) - 1.0).abs() < 1e-12);
        assert!((pearson(&[(1.0, 1.0), (2.0, -1.0), (3.0, 1.0)])).abs() < 1e-12);
        assert_eq!(pearson(&[]), 0.0);
    }
}
