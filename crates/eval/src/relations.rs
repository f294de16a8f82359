//! `sayso-eval relations FILE.tsv`: what does the source do to the target?
//!
//! The columns are `sentence`, `source`, `target` and `root`. Each sentence is coded as a document of its own, and
//! the event whose parties fit the pair best gives the answer; without a fitting one there is no answer, which is
//! wrong. `YIELD`, which PLOVER has since split, takes in CONCEDE and RETREAT if the file knows it.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use serde::Serialize;

use crate::chars::Chars;
use crate::coder::{Coder, Text};
use crate::contract::{Event, Output, Party};
use crate::marked::occurrences;
use crate::score::{Count, f1, ratio};
use crate::{Error, Report, error, table};

/// Score the PLOVER type for a pair of source and target
#[derive(Clone, Debug, clap::Args)]
pub struct Args {
    /// Tab-separated `sentence`, `source`, `target`, `root`, with a head
    pub file: PathBuf,
    #[command(flatten)]
    coder: Coder,
    /// List the sentences that are read otherwise
    #[arg(long)]
    misses: bool,
}

/// One question of the file.
struct Relation {
    sentence: String,
    source: String,
    target: String,
    root: String,
}

/// The figures.
#[derive(Serialize)]
struct Figures {
    accuracy: f64,
    macro_f1: f64,
    right: usize,
    all: usize,
    answered: usize,
    roots: BTreeMap<String, f64>,
}

impl Args {
    /// The file with nothing else asked for.
    pub fn of(file: &Path) -> Self {
        Self { file: file.to_owned(), coder: Coder::default(), misses: false }
    }
}

/// Scores all pairs of a file.
pub fn run(args: &Args) -> Result<Report, Error> {
    let relations = read(&args.file)?;
    let texts: Vec<_> = relations.iter().map(|r| Text::sentence(&r.sentence)).collect();
    let outputs = args.coder.code(&texts)?;
    let yields = relations.iter().any(|r| r.root == "YIELD");
    let mut counts: BTreeMap<String, Count> = BTreeMap::new();
    let (mut right, mut answered, mut listed) = (0, 0, String::new());
    for (relation, output) in std::iter::zip(&relations, &outputs) {
        let answer = answer(relation, output).map(|e| match e.kind.as_str() {
            "CONCEDE" | "RETREAT" if yields => "YIELD",
            kind => kind,
        });
        let hit = answer == Some(relation.root.as_str());
        right += usize::from(hit);
        answered += usize::from(answer.is_some());
        counts.entry(relation.root.clone()).or_default().add(usize::from(hit), 1, 0);
        if let Some(answer) = answer {
            counts.entry(answer.to_owned()).or_default().add(0, 0, 1);
        }
        if args.misses && !hit {
            let Relation { sentence, source, target, root } = relation;
            let given = answer.unwrap_or("-");
            listed.push_str(&format!("{given} not {root}: [{source}] -> [{target}]\n    {sentence}\n"));
        }
    }
    // Roots that the file does not have are wrong answers, and no classes of their own.
    counts.retain(|_, c| c.gold > 0);
    let f1_of = |c: &Count| f1(c.precision(), c.recall());
    let figures = Figures {
        accuracy: ratio(right, relations.len()),
        macro_f1: counts.values().map(f1_of).sum::<f64>() / counts.len().max(1) as f64,
        right,
        all: relations.len(),
        answered,
        roots: counts.iter().map(|(root, c)| (root.clone(), f1_of(c))).collect(),
    };
    Ok(Report::new(print(&figures, &counts) + &listed, &figures))
}

fn print(figures: &Figures, counts: &BTreeMap<String, Count>) -> String {
    let Figures { accuracy, macro_f1, right, all, answered, .. } = figures;
    let cells = |(root, c): (&String, &Count)| {
        let shares = [c.precision(), c.recall(), c.f1()].map(|x| format!("{x:.3}"));
        let mut row = vec![root.clone()];
        row.extend(shares);
        row.push(format!("{}/{}/{}", c.hit, c.gold, c.given));
        row
    };
    let rows: Vec<_> = counts.iter().map(cells).collect();
    table::columns(&["relations", "P", "R", "F1", "right/gold/given"], &rows)
        + &format!("accuracy {accuracy:.3} ({right}/{all}), macro-F1 {macro_f1:.3}, answered {answered}\n")
}

/// The event that fits the pair best: both parties before one, in this order before the other, the first at last.
fn answer<'a>(relation: &Relation, output: &'a Output) -> Option<&'a Event> {
    let source = occurrences(&relation.sentence, &relation.source);
    let target = occurrences(&relation.sentence, &relation.target);
    let is = |parties: &[Party], at: &Chars| {
        let span = |p: &Party| p.start.zip(p.end);
        parties.iter().any(|p| Chars::new(span(p)).meets(at))
    };
    let fit = |e: &Event| {
        let ordered = 3 * u8::from(is(&e.actors, &source)) + 2 * u8::from(is(&e.recipients, &target));
        let swapped = u8::from(is(&e.actors, &target)) + u8::from(is(&e.recipients, &source));
        ordered + swapped
    };
    let best = output.events.iter().map(fit).max().filter(|&fit| fit > 0)?;
    output.events.iter().find(|e| fit(e) == best)
}

fn read(path: &Path) -> Result<Vec<Relation>, Error> {
    let text = error::read(path)?;
    let rows = text.lines().enumerate().skip(1).filter(|(_, l)| !l.trim().is_empty());
    rows.map(|(i, line)| {
        let fields: Vec<_> = line.split('\t').collect();
        let [sentence, source, target, root] = fields[..] else {
            return Err(Error::new(path, format!("line {}: {} columns, not 4", i + 1, fields.len())));
        };
        let [sentence, source, target, root] = [sentence, source, target, root.trim()].map(str::to_owned);
        Ok(Relation { sentence, source, target, root })
    })
    .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_event_between_the_pair_answers() {
        let output: Output = serde_json::from_value(serde_json::json!({"events": [
            {"id": "e1", "type": "CONSULT", "trigger": {"start": 30, "end": 33}, "actors": [{"start": 0, "end": 7}]},
            {"id": "e2", "type": "ASSAULT", "trigger": {"start": 8, "end": 11}, "actors": [{"start": 0, "end": 7}],
             "recipients": [{"start": 12, "end": 18}]},
        ]}))
        .unwrap();
        let check = |source: &str, target: &str, expect: Option<&str>| {
            let [sentence, root] = ["Arcadia hit Borduria before it met Lilliput.", ""].map(str::to_owned);
            let relation = Relation { sentence, source: source.into(), target: target.into(), root };
            assert_eq!(answer(&relation, &output).map(|e| e.id.as_str()), expect, "{source} -> {target}");
        };
        check("Arcadia", "Borduria", Some("e2"));
        check("Borduria", "Arcadia", Some("e2"));
        check("Lilliput", "Brobdingnag", None);
    }
}
