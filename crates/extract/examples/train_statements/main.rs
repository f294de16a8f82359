//! Trains the model that tells sayings from what only looks like them, on PolNeAR's training texts.
//!
//!     SAYSO_SHARED=../shared cargo run --release -p sayso-extract --example train_statements > data/en/model/statements.tsv
//!
//! A draft is right if its content and its source each share a character with those of a human annotation and so does
//! its cue, or it has none, or most of its content is the same. PolNeAR has few statements inside of others, so drafts inside of one
//! are left out unless they are right, but for those that only their shape speaks for. Logistic regression by follow-the-regularised-leader (McMahan et al. 2013), whose L1
//! penalty leaves most features without a weight, in a fixed order. The sums of weights are made honest odds by a line
//! through those of texts held out (Platt 1999). A second model of the same kind tells which parts of a sentence after what
//! is said belong to it: those of which people have marked more than half. Precision and recall of texts held out go to standard error.

mod gold;
mod learn;

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use sayso_extract::statement::{Sample, StatementFinder};
use sayso_model::{OffsetIndex, Span};

use gold::{Chars, Gold, annotations, texts};
use learn::{Names, Weights, probability, train};

/// Drafts below this are dropped by default.
const FLOOR: f32 = 0.55;
/// The same for those told inside of what another says, of which the texts have too few, and for quotations without a
/// cue, which somebody has said.
const INNER_FLOOR: f32 = 0.4;
/// A part after what is said is taken in if it is more likely than this to belong there.
const EXTEND: f32 = 0.5;
/// Parts that the texts are dealt into; each is judged by weights learnt from the others.
const FOLDS: usize = 4;

struct Case {
    text: usize,
    /// Of several shapes with one cue only the best is kept: the rule and where its cue starts.
    shape: Option<(String, usize)>,
    /// Numbers of its features.
    features: Vec<u32>,
    /// Strictly right: what is learnt.
    right: bool,
    /// Right by overlap: what is reported.
    overlaps: bool,
    /// Numbers of the annotations that it overlaps, within its text.
    golds: Vec<usize>,
}

/// A part of a sentence after what is said.
struct PartCase {
    text: usize,
    features: Vec<u32>,
    /// True if most of it belongs to what is said.
    right: bool,
}

fn main() {
    let shared = std::env::var("SAYSO_SHARED").unwrap_or_else(|_| "../shared".to_owned());
    let folder = Path::new(&shared).join("data/polnear/train");
    let limit = std::env::args().nth(1).and_then(|n| n.parse().ok()).unwrap_or(usize::MAX);
    if !folder.is_dir() {
        eprintln!("no training texts in {}: nothing is trained", folder.display());
        std::process::exit(2);
    }
    let annotator = sayso_annotate::Annotator::load().expect("the model is part of the program");
    let finder = StatementFinder::load().expect("rules that read").with_floor(0.0);
    let (mut cases, mut gold_counts, mut names) = (Vec::new(), Vec::new(), Names::default());
    let (mut parts, mut part_names) = (Vec::new(), Names::default());
    for (number, path) in texts(&folder).into_iter().take(limit).enumerate() {
        let bytes = std::fs::read(&path).expect("a text that can be read");
        let name = path.to_string_lossy();
        let (document, _) = sayso_intake::plain::read(&name, &bytes, &Default::default()).expect("a text");
        let (annotated, _) = annotator.annotate(&document);
        let gold = annotations(&folder, &path);
        gold_counts.push(gold.len());
        let index = OffsetIndex::new(&document.text);
        let of = |s: Span| chars(&document.text, &index, s);
        let samples =
            finder.samples(&document, &annotated, |cue, part| said(&gold, of(cue), of(part)) == Some(true));
        for sample in samples {
            let cue = sample.cue.map(of);
            parts.extend(sample.parts.iter().filter_map(|part| {
                let right = said(&gold, cue.clone()?, of(part.span))?;
                let features = part.features.iter().map(|f| part_names.number(f)).collect();
                Some(PartCase { text: number, features, right })
            }));
            cases.extend(case(number, sample, &gold, &mut names, of));
        }
    }
    let judged = held_out(&cases, names.names.len());
    let (scale, shift) = calibrate(&judged);
    report(&judged, (scale, shift), &gold_counts);
    report_parts(&parts, part_names.names.len());
    let weights = learnt(&cases, names.names.len(), |_| true);
    let part_weights = learnt_parts(&parts, part_names.names.len(), |_| true);
    println!(
        "# Weights of features of statements, learnt by examples/train_statements. Positive speaks for a saying."
    );
    println!("@extend\t{EXTEND}");
    println!("@floor\t{FLOOR}\n@inner-floor\t{INNER_FLOOR}\n@scale\t{scale:.3}\n@shift\t{shift:.3}");
    println!("bias\t{:.2}", weights.bias);
    println!("part,bias\t{:.2}", part_weights.bias);
    let parts = part_names.names.iter().zip(part_weights.features);
    let named: BTreeMap<&String, f64> = names.names.iter().zip(weights.features).chain(parts).collect();
    for (feature, weight) in named.iter().filter(|(_, w)| w.abs() >= 0.005) {
        println!("{feature}\t{weight:.2}");
    }
}

fn chars(text: &str, index: &OffsetIndex, span: Span) -> std::ops::Range<usize> {
    index.char_at(text, span.start())..index.char_at(text, span.end())
}

fn case(
    text: usize,
    sample: Sample,
    gold: &[Gold],
    names: &mut Names,
    chars: impl Fn(Span) -> std::ops::Range<usize>,
) -> Option<Case> {
    let source: Chars = sample.source.into_iter().flat_map(&chars).collect();
    let cue: Chars = sample.cue.into_iter().flat_map(&chars).collect();
    let content: Chars = sample.content.iter().copied().flat_map(&chars).collect();
    let meets = |a: &Chars, b: &Chars| a.intersection(b).next().is_some();
    let overlaps =
        |g: &Gold| meets(&g.content, &content) && (g.source.is_empty() || meets(&g.source, &source));
    let strict = |g: &Gold| {
        let both = g.content.intersection(&content).count();
        overlaps(g)
            && (cue.is_empty() || meets(&g.cue, &cue) || 2 * both >= g.content.union(&content).count())
    };
    let golds: Vec<usize> = (0..gold.len()).filter(|&i| overlaps(&gold[i])).collect();
    let right = gold.iter().any(strict);
    let inside = !cue.is_empty() && gold.iter().any(|g| cue.is_subset(&g.content));
    let features = sample.features.iter().map(|f| names.number(f)).collect();
    let is_shape = sample.rule.starts_with("frame.");
    let shape = cue.first().filter(|_| is_shape).map(|&at| (sample.rule.to_string(), at));
    let overlaps = !golds.is_empty();
    let case = Case { text, shape, features, right, overlaps, golds };
    (right || !inside || is_shape).then_some(case)
}

/// Drafts with the sums of weights that are learnt from other texts.
fn held_out(cases: &[Case], features: usize) -> Vec<(f64, &Case)> {
    let mut judged: Vec<(f64, &Case)> = Vec::with_capacity(cases.len());
    for fold in 0..FOLDS {
        let weights = learnt(cases, features, |text| text % FOLDS != fold);
        let held = cases.iter().filter(|c| c.text % FOLDS == fold);
        judged.extend(held.map(|c| (weights.sum(&c.features), c)));
    }
    let mut best: BTreeMap<(usize, usize), (f64, &str)> = BTreeMap::new();
    for (sum, case) in &judged {
        let Some((rule, cue)) = &case.shape else { continue };
        let at = best.entry((case.text, *cue)).or_insert((*sum, rule));
        if *sum > at.0 {
            *at = (*sum, rule);
        }
    }
    judged.retain(|(_, c)| c.shape.as_ref().is_none_or(|(rule, cue)| best[&(c.text, *cue)].1 == rule));
    judged
}

/// Scale and shift that make sums of weights the logarithms of the odds of being right: a logistic regression on one
/// number, by Newton's method.
fn calibrate(judged: &[(f64, &Case)]) -> (f64, f64) {
    let (mut scale, mut shift) = (1.0, 0.0);
    for _ in 0..20 {
        let (mut g, mut h) = ([0.0; 2], [[1e-9, 0.0], [0.0, 1e-9]]);
        for (sum, case) in judged {
            let p = probability(scale * sum + shift);
            let error = p - f64::from(u8::from(case.overlaps));
            let x = [*sum, 1.0];
            for i in 0..2 {
                g[i] += error * x[i];
                for j in 0..2 {
                    h[i][j] += p * (1.0 - p) * x[i] * x[j];
                }
            }
        }
        let d = h[0][0] * h[1][1] - h[0][1] * h[1][0];
        scale -= (h[1][1] * g[0] - h[0][1] * g[1]) / d;
        shift -= (h[0][0] * g[1] - h[1][0] * g[0]) / d;
    }
    (scale, shift)
}

/// Precision and recall by overlap for several floors.
fn report(judged: &[(f64, &Case)], (scale, shift): (f64, f64), gold_counts: &[usize]) {
    let gold: usize = gold_counts.iter().sum();
    eprintln!("{} drafts, {gold} annotations, scale {scale:.3}, shift {shift:.3}", judged.len());
    for floor in [0.0, 0.2, 0.3, 0.35, 0.4, 0.45, 0.5, 0.55, 0.6, 0.65, 0.7, 0.8] {
        let is_kept = |sum: f64| probability(scale * sum + shift) >= floor;
        let kept: Vec<&Case> = judged.iter().filter(|(s, _)| is_kept(*s)).map(|(_, c)| *c).collect();
        let right = kept.iter().filter(|c| c.overlaps).count();
        let found: BTreeSet<(usize, usize)> =
            kept.iter().flat_map(|c| c.golds.iter().map(|&g| (c.text, g))).collect();
        let p = right as f64 / kept.len().max(1) as f64;
        let r = found.len() as f64 / gold.max(1) as f64;
        eprintln!("floor {floor:.2}: P {p:.3} R {r:.3}");
    }
}

fn learnt(cases: &[Case], features: usize, is_taught: impl Fn(usize) -> bool) -> Weights {
    let taught = cases.iter().filter(|c| is_taught(c.text));
    train(&taught.map(|c| (&c.features[..], c.right)).collect::<Vec<_>>(), features)
}

fn learnt_parts(parts: &[PartCase], features: usize, is_taught: impl Fn(usize) -> bool) -> Weights {
    let taught = parts.iter().filter(|p| is_taught(p.text));
    train(&taught.map(|p| (&p.features[..], p.right)).collect::<Vec<_>>(), features)
}

/// Whether most of a part belongs to what a cue says; `None` for what nobody has marked as a cue.
fn said(gold: &[Gold], cue: std::ops::Range<usize>, part: std::ops::Range<usize>) -> Option<bool> {
    let marked = gold.iter().find(|g| cue.clone().any(|c| g.cue.contains(&c)))?;
    let shared = part.clone().filter(|c| marked.content.contains(c)).count();
    Some(2 * shared > part.len())
}

/// How many parts of texts held out are taken in at several thresholds, and how many of those rightly.
fn report_parts(parts: &[PartCase], features: usize) {
    let mut judged: Vec<(f64, &PartCase)> = Vec::with_capacity(parts.len());
    for fold in 0..FOLDS {
        let weights = learnt_parts(parts, features, |text| text % FOLDS != fold);
        let held = parts.iter().filter(|p| p.text % FOLDS == fold);
        judged.extend(held.map(|p| (probability(weights.sum(&p.features)), p)));
    }
    let all = judged.iter().filter(|(_, c)| c.right).count();
    for threshold in [0.4, 0.5, 0.6, 0.7, 0.8] {
        let taken: Vec<bool> = judged.iter().filter(|(p, _)| *p > threshold).map(|(_, c)| c.right).collect();
        let right = taken.iter().filter(|r| **r).count();
        eprintln!(
            "parts at {threshold:.2}: {right} of {} taken in rightly, {all} to be taken in",
            taken.len()
        );
    }
}
