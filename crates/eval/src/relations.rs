//! `sayso-eval relations FILE.tsv`: what does the source do to the target?
//!
//! The columns are `sentence`, `source`, `target` and `root`. The classifier of types answers (docs/types.md). On the file
//! that its weights were learnt from it answers out of fold: each tenth of the pairs by weights learnt from the others,
//! as `--folds` does with any file. With `--events` each sentence is coded as a document of its own, and the event
//! whose parties fit the pair best answers; without a fitting one there is no answer, which is wrong. `YIELD`, which PLOVER
//! has since split, takes in CONCEDE and RETREAT if the file knows it.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use sayso_annotate::Annotator;
use sayso_classify::learn::{Sample, learn, out_of_fold};
use sayso_classify::{Classifier, fingerprint};
use sayso_model::{Block, BlockKind, Document, Span};
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
    /// Let the events of the ledger answer
    #[arg(long)]
    events: bool,
    /// Learn from the file itself and answer out of fold, in so many parts
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u16).range(2..=100))]
    folds: Option<u16>,
    /// Learn from the file and print the weights
    #[arg(long, conflicts_with_all = ["events", "folds"])]
    train: bool,
    /// List the sentences that are read otherwise
    #[arg(long)]
    misses: bool,
}

/// One question of the file.
pub(crate) struct Relation {
    pub(crate) sentence: String,
    pub(crate) source: String,
    pub(crate) target: String,
    pub(crate) root: String,
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
        let file = file.to_owned();
        Self { file, coder: Coder::default(), events: false, folds: None, train: false, misses: false }
    }
}

/// Parts that a file is cut into where the weights were learnt from it.
const FOLDS: u16 = 10;

/// Scores all pairs of a file.
pub fn run(args: &Args) -> Result<Report, Error> {
    let relations = read(&args.file)?;
    if args.train {
        return train(args, &relations);
    }
    // What another program prints can only be asked for its events.
    let events = args.events || args.coder.output.is_some() || args.coder.binary.is_some();
    let answers = if events { by_events(args, &relations)? } else { by_classifier(args, &relations)? };
    let yields = relations.iter().any(|r| r.root == "YIELD");
    let mut counts: BTreeMap<String, Count> = BTreeMap::new();
    let (mut right, mut answered, mut listed) = (0, 0, String::new());
    for (relation, answer) in std::iter::zip(&relations, &answers) {
        let answer = answer.as_deref().map(|kind| match kind {
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

/// What the ledger says.
fn by_events(args: &Args, relations: &[Relation]) -> Result<Vec<Option<String>>, Error> {
    let texts: Vec<_> = relations.iter().map(|r| Text::sentence(&r.sentence)).collect();
    let outputs = args.coder.code(&texts)?;
    let kinds = std::iter::zip(relations, &outputs).map(|(r, o)| Some(answer(r, o)?.kind.clone()));
    Ok(kinds.collect())
}

/// What the classifier says.
fn by_classifier(args: &Args, relations: &[Relation]) -> Result<Vec<Option<String>>, Error> {
    let classifier = Classifier::load().map_err(|e| Error::new(&args.file, e))?;
    let samples = samples(args, &classifier, relations)?;
    let known = fingerprint(&error::read(&args.file)?) == classifier.model().trained_on();
    let scored = match args.folds.or(known.then_some(FOLDS)) {
        Some(folds) => out_of_fold(&samples, usize::from(folds)),
        None => samples.iter().map(|s| classifier.model().score(&s.features)).collect(),
    };
    Ok(scored.iter().map(|s| s.first().map(|best| best.kind.to_string())).collect())
}

/// The weights that the file teaches.
fn train(args: &Args, relations: &[Relation]) -> Result<Report, Error> {
    let classifier = Classifier::load().map_err(|e| Error::new(&args.file, e))?;
    let samples = samples(args, &classifier, relations)?;
    let model = learn(&samples, &fingerprint(&error::read(&args.file)?));
    Ok(Report::new(model.write(), &()))
}

fn samples(args: &Args, classifier: &Classifier, relations: &[Relation]) -> Result<Vec<Sample>, Error> {
    let annotator = Annotator::load().map_err(|e| Error::new(&args.file, e))?;
    let sample = |r: &Relation| {
        let text = r.sentence.clone();
        let block = Block { span: Span::new(0, text.len()), kind: BlockKind::Body };
        let document = Document { text, blocks: vec![block], ..Document::default() };
        let (annotated, _) = annotator.annotate(&document);
        let find = |words: &str| {
            let at = r.sentence.find(words).filter(|_| !words.is_empty())?;
            Some(Span::new(at, at + words.len()))
        };
        let features = classifier.features(&annotated, find(&r.source), find(&r.target));
        Sample { features, kind: r.root.as_str().into() }
    };
    Ok(relations.iter().map(sample).collect())
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

/// The questions of a file.
pub(crate) fn read(path: &Path) -> Result<Vec<Relation>, Error> {
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
