//! `sayso-eval confidence`: is an event of confidence 0.8 right in eight of ten cases?
//!
//! Three sets judge the events of the ledger ([`label`]). Each ninth of the texts is judged by weights learnt from the
//! others, each hand-made article by those of all other texts. The area under the curve (AUC) is how often an event that
//! is right has a greater confidence than one that is wrong.

mod label;
mod learn;

use std::fmt::Write as _;
use std::path::PathBuf;

use label::{Case, SETS};
use serde::Serialize;

use crate::calibration::Calibration;
use crate::{Error, Report, table};

/// Score the confidence of events
#[derive(Clone, Debug, clap::Args)]
pub struct Args {
    /// Folder with `gold/` and `data/`; `SAYSO_SHARED`, or `../shared`
    #[arg(long, value_name = "DIR")]
    shared: Option<PathBuf>,
    /// Learn the weights and print them
    #[arg(long)]
    train: bool,
    /// Leave out the features whose names begin so
    #[arg(long, value_name = "PREFIX")]
    without: Vec<String>,
}

/// Parts that the texts are dealt into.
const FOLDS: usize = 9;

#[derive(Serialize)]
struct Figures {
    set: &'static str,
    events: usize,
    right: f64,
    auc: f64,
    /// Mean of the logarithm of what was thought likely, below zero.
    log_loss: f64,
    /// The same for the share of right events as everybody's confidence.
    log_loss_of_share: f64,
    calibration_error: f64,
}

/// Scores, or learns.
pub fn run(args: &Args) -> Result<Report, Error> {
    let mut cases = label::cases(&crate::all::shared(args.shared.as_deref()))?;
    for case in &mut cases {
        case.features.retain(|f| !args.without.iter().any(|prefix| f.starts_with(prefix.as_str())));
    }
    if args.train {
        let weights = learn::learn(&cases.iter().collect::<Vec<_>>()).write();
        return Ok(Report::new(weights.clone(), &weights));
    }
    let judged = out_of_fold(&cases);
    let mut figures: Vec<_> = (0..SETS.len())
        .map(|set| {
            let of: Vec<_> =
                judged.iter().filter(|(_, c)| c.set == set).map(|(p, c)| (*p, c.right)).collect();
            score(SETS[set], &of)
        })
        .collect();
    let all: Vec<_> = judged.iter().map(|(p, c)| (*p, c.right)).collect();
    figures.push(score("all", &all));
    let mut calibration = Calibration::default();
    all.iter().for_each(|&(p, right)| calibration.add(p, right));
    let mut text = print(&figures);
    text.push_str(&calibration.print());
    Ok(Report::new(text, &figures))
}

/// Each case with its likelihood by weights learnt from other texts.
fn out_of_fold(cases: &[Case]) -> Vec<(f64, &Case)> {
    let mut articles: Vec<&str> = cases.iter().filter(|c| c.set == 0).map(|c| c.text.as_str()).collect();
    articles.dedup();
    let fold = |c: &Case| match articles.iter().position(|a| *a == c.text) {
        Some(at) => at % FOLDS,
        None => {
            c.text.bytes().fold(7u32, |h, b| h.wrapping_mul(31).wrapping_add(u32::from(b))) as usize % FOLDS
        }
    };
    let mut judged = Vec::with_capacity(cases.len());
    for held in 0..FOLDS {
        let weights = learn::learn(&cases.iter().filter(|c| fold(c) != held).collect::<Vec<_>>());
        judged.extend(cases.iter().filter(|c| fold(c) == held).map(|c| (weights.probability(c), c)));
    }
    judged
}

fn score(set: &'static str, judged: &[(f64, bool)]) -> Figures {
    let n = judged.len().max(1) as f64;
    let right = judged.iter().filter(|j| j.1).count() as f64 / n;
    let loss = |p: f64, is: bool| -if is { p } else { 1.0 - p }.max(1e-6).ln();
    let mut calibration = Calibration::default();
    judged.iter().for_each(|&(p, is)| calibration.add(p, is));
    Figures {
        set,
        events: judged.len(),
        right,
        auc: auc(judged),
        log_loss: judged.iter().map(|&(p, is)| loss(p, is)).sum::<f64>() / n,
        log_loss_of_share: judged.iter().map(|&(_, is)| loss(right, is)).sum::<f64>() / n,
        calibration_error: calibration.error(),
    }
}

/// How often a right one has the greater number; of equals, half.
fn auc(judged: &[(f64, bool)]) -> f64 {
    let of = |is| judged.iter().filter(move |j| j.1 == is).map(|j| j.0);
    let pairs = of(true).flat_map(|a| of(false).map(move |b| (a, b)));
    let (mut all, mut won) = (0.0, 0.0);
    for (a, b) in pairs {
        all += 1.0;
        won += if a > b {
            1.0
        } else if a == b {
            0.5
        } else {
            0.0
        };
    }
    if all == 0.0 { 0.5 } else { won / all }
}

fn print(figures: &[Figures]) -> String {
    let head = ["confidence", "events", "right", "AUC", "log loss", "of share", "calibration"];
    let rows: Vec<_> = figures
        .iter()
        .map(|f| {
            let numbers = [f.right, f.auc, f.log_loss, f.log_loss_of_share, f.calibration_error];
            let mut row = vec![f.set.to_owned(), f.events.to_string()];
            row.extend(numbers.map(|x| format!("{x:.3}")));
            row
        })
        .collect();
    let mut out = table::columns(&head, &rows);
    let _ = writeln!(out, "each text by weights learnt from others, in {FOLDS} parts");
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_area_counts_pairs_in_order() {
        let check = |judged: &[(f64, bool)], expect: f64| assert_eq!(auc(judged), expect);
        check(&[(0.9, true), (0.1, false)], 1.0);
        check(&[(0.1, true), (0.9, false)], 0.0);
        check(&[(0.5, true), (0.5, false), (0.7, true)], 0.75);
        check(&[(0.5, true)], 0.5);
    }
}
