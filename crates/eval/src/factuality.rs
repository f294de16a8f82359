//! `sayso-eval factuality FILE.jsonl`: did it happen, as the text has it?
//!
//! Each line has a `text` of words between spaces and `targets`, words with a `label` from -3 (certainly did not
//! happen) to 3 (certainly did), the mean of several annotators. A status is read as the number that people give to
//! such events; only words that are triggers of events of ours can be compared, and the table says how many.

use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};

use crate::coder::{self, Coder, Text};
use crate::contract::Event;
use crate::marked::Page;
use crate::{Error, Report, error};

/// Score the status of events against judgements of factuality
#[derive(Clone, Debug, clap::Args)]
pub struct Args {
    /// One JSON object a line: `text`, `targets`
    pub file: PathBuf,
    #[command(flatten)]
    coder: Coder,
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
    compared: usize,
    all: usize,
}

impl Args {
    /// The file with nothing else asked for.
    pub fn of(file: &Path) -> Self {
        Self { file: file.to_owned(), coder: Coder::default(), misses: None }
    }
}

/// Scores all lines of a file.
pub fn run(args: &Args) -> Result<Report, Error> {
    let lines: Vec<Line> = coder::records(&args.file, &error::read(&args.file)?)?;
    let texts: Vec<_> = lines.iter().map(|l| Text::sentence(&l.text)).collect();
    let outputs = args.coder.code(&texts)?;
    let (mut pairs, mut all, mut listed) = (Vec::new(), 0, String::new());
    for (line, output) in std::iter::zip(&lines, &outputs) {
        let words = words(&line.text);
        for target in &line.targets {
            all += 1;
            let Some(&(start, end)) = words.get(target.span1.0) else { continue };
            let told = |e: &&Event| {
                let at = |w: &crate::contract::Words| w.start < end && w.end > start;
                !e.derived && std::iter::once(&e.trigger).chain(&e.mentions).any(at)
            };
            let Some(given) = output.events.iter().find(told).and_then(degree) else { continue };
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
    let figures = Figures {
        mae: error(&|gold, given| (gold - given).abs()),
        mae_asserted: error(&|gold, _| (gold - ASSERTED).abs()),
        pearson_r: pearson(&pairs),
        compared: pairs.len(),
        all,
    };
    let Figures { mae, mae_asserted, pearson_r, compared, all } = &figures;
    let text = format!(
        "factuality  compared {compared} of {all}  mean absolute error {mae:.3} (all asserted: {mae_asserted:.3})  r {pearson_r:.3}\n"
    );
    Ok(Report::new(text + &listed, &figures))
}

const ASSERTED: f64 = 2.7;

/// The number for what the last claim of an event says, which is the innermost speaker's.
fn degree(event: &Event) -> Option<f64> {
    let status = event.claims.last()?.status.as_str();
    Some(match status {
        "asserted" => ASSERTED,
        "alleged" => 1.5,
        "possible" | "planned" => 0.7,
        "conditional" | "demanded" => 0.2,
        "denied" => -2.0,
        _ => return None,
    })
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
