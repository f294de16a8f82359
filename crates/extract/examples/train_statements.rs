//! Trains the model that tells sayings from what only looks like them, on PolNeAR's training texts.
//!
//!     SAYSO_SHARED=../shared cargo run --release -p sayso-extract --example train_statements > data/en/model/statements.tsv
//!
//! A draft is right if its content and its source each share a character with those of a human annotation and so does
//! its cue, or it has none, or most of its content is the same. PolNeAR has few statements inside of others, so drafts inside of one
//! are left out unless they are right, but for those that only their shape speaks for. Logistic regression by follow-the-regularised-leader (McMahan et al. 2013), whose L1
//! penalty leaves most features without a weight, in a fixed order. The sums of weights are made honest odds by a line
//! through those of texts held out (Platt 1999). Precision and recall of texts held out go to standard error.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::path::{Path, PathBuf};

use sayso_extract::statement::{Sample, StatementFinder};
use sayso_model::{OffsetIndex, Span};

type Chars = BTreeSet<usize>;

/// Drafts below this are dropped by default.
const FLOOR: f32 = 0.55;
/// The same for those told inside of what another says, of which the texts have too few, and for quotations without a
/// cue, which somebody has said.
const INNER_FLOOR: f32 = 0.4;
/// Parts that the texts are dealt into; each is judged by weights learnt from the others.
const FOLDS: usize = 4;

#[derive(Default)]
struct Gold {
    source: Chars,
    cue: Chars,
    content: Chars,
}

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

/// Features by their numbers, in the order in which they were first seen.
#[derive(Default)]
struct Names {
    numbers: HashMap<String, u32>,
    names: Vec<String>,
}

impl Names {
    fn number(&mut self, name: &str) -> u32 {
        if let Some(&number) = self.numbers.get(name) {
            return number;
        }
        let number = self.names.len() as u32;
        self.numbers.insert(name.to_owned(), number);
        self.names.push(name.to_owned());
        number
    }
}

/// What is learnt: a weight for every feature, most of them 0.
struct Weights {
    bias: f64,
    features: Vec<f64>,
}

impl Weights {
    fn sum(&self, features: &[u32]) -> f64 {
        self.bias + features.iter().map(|&f| self.features[f as usize]).sum::<f64>()
    }
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
    for (number, path) in texts(&folder).into_iter().take(limit).enumerate() {
        let bytes = std::fs::read(&path).expect("a text that can be read");
        let name = path.to_string_lossy();
        let (document, _) = sayso_intake::plain::read(&name, &bytes, &Default::default()).expect("a text");
        let (annotated, _) = annotator.annotate(&document);
        let gold = annotations(&folder, &path);
        gold_counts.push(gold.len());
        let index = OffsetIndex::new(&document.text);
        for sample in finder.samples(&document, &annotated) {
            cases.extend(case(number, sample, &gold, &mut names, |s| chars(&document.text, &index, s)));
        }
    }
    let judged = held_out(&cases, names.names.len());
    let (scale, shift) = calibrate(&judged);
    report(&judged, (scale, shift), &gold_counts);
    let weights = train(&cases, names.names.len(), |_| true);
    println!(
        "# Weights of features of statements, learnt by examples/train_statements.rs. Positive speaks for a saying."
    );
    println!("@floor\t{FLOOR}\n@inner-floor\t{INNER_FLOOR}\n@scale\t{scale:.3}\n@shift\t{shift:.3}");
    println!("bias\t{:.2}", weights.bias);
    let named: BTreeMap<&String, f64> = names.names.iter().zip(weights.features).collect();
    for (feature, weight) in named.iter().filter(|(_, w)| w.abs() >= 0.005) {
        println!("{feature}\t{weight:.2}");
    }
}

fn texts(folder: &Path) -> Vec<PathBuf> {
    let entries = std::fs::read_dir(folder.join("text")).expect("a folder of texts");
    let mut paths: Vec<PathBuf> = entries.flatten().map(|e| e.path()).collect();
    paths.sort();
    paths
}

/// Annotations of a text by the first of its annotators, in brat's format.
fn annotations(folder: &Path, text: &Path) -> Vec<Gold> {
    let stem = text.file_stem().unwrap_or_default().to_string_lossy().into_owned();
    let mut files: Vec<PathBuf> = std::fs::read_dir(folder.join("attributions"))
        .expect("a folder of annotations")
        .flatten()
        .map(|e| e.path())
        .collect();
    files.sort();
    let key = |p: &Path| {
        let stem = p.file_stem().unwrap_or_default().to_string_lossy().into_owned();
        stem.rsplit_once('_').map(|(k, _)| k.to_owned()).unwrap_or(stem)
    };
    let short = stem.rsplit_once('_').map(|(k, _)| k.to_owned()).unwrap_or_default();
    let file = files.iter().find(|p| key(p) == stem).or_else(|| files.iter().find(|p| key(p) == short));
    let Some(file) = file else { return Vec::new() };
    let lines = std::fs::read_to_string(file).expect("annotations that can be read");
    let mut spans: BTreeMap<&str, Chars> = BTreeMap::new();
    let mut golds = Vec::new();
    for line in lines.lines() {
        let mut columns = line.split('\t');
        let (Some(id), Some(body)) = (columns.next(), columns.next()) else { continue };
        let Some((kind, rest)) = body.split_once(' ') else { continue };
        if id.starts_with('T') {
            let parts = rest.split(';').filter_map(|p| p.split_once(' '));
            let pairs = parts.filter_map(|(a, b)| Some((a.parse::<usize>().ok()?, b.parse::<usize>().ok()?)));
            spans.insert(id, pairs.flat_map(|(a, b)| a..b).collect());
        } else if id.starts_with('E') {
            let _ = kind;
            let mut gold = Gold::default();
            for (role, of) in rest.split(' ').filter_map(|p| p.split_once(':')) {
                let Some(there) = spans.get(of) else { continue };
                match role.trim_end_matches(|c: char| c.is_ascii_digit()) {
                    "Source" => gold.source.extend(there),
                    "Cue" => gold.cue.extend(there),
                    "Content" => gold.content.extend(there),
                    _ => {}
                }
            }
            if !gold.content.is_empty() {
                golds.push(gold);
            }
        }
    }
    golds
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
        let weights = train(cases, features, |text| text % FOLDS != fold);
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

fn probability(odds: f64) -> f64 {
    1.0 / (1.0 + (-odds).exp())
}

/// Weights of all features that at least four drafts have.
fn train(cases: &[Case], features: usize, is_taught: impl Fn(usize) -> bool) -> Weights {
    const EPOCHS: usize = 12;
    const RATE: f64 = 0.08;
    /// For each epoch, as the slopes of all of them add up.
    const LASSO: f64 = 3.0 * EPOCHS as f64;
    const RIDGE: f64 = 1.0;
    const DRAFTS_MIN: u32 = 4;
    let taught: Vec<&Case> = cases.iter().filter(|c| is_taught(c.text)).collect();
    let mut counts = vec![0u32; features];
    for &feature in taught.iter().flat_map(|c| &c.features) {
        counts[feature as usize] += 1;
    }
    // The bias stands behind the features.
    let bias = features;
    let known = |f: &u32| Some(*f as usize).filter(|&f| counts[f] >= DRAFTS_MIN);
    let rows: Vec<(Vec<usize>, f64)> = taught
        .iter()
        .map(|c| {
            let numbers = c.features.iter().filter_map(known).chain([bias]).collect();
            (numbers, f64::from(u8::from(c.right)))
        })
        .collect();
    let (mut leads, mut squares) = (vec![0.0f64; features + 1], vec![0.0f64; features + 1]);
    let weight = |i: usize, lead: f64, squares: f64| {
        let lasso = if i == bias { 0.0 } else { LASSO };
        match lead.abs() <= lasso {
            true => 0.0,
            false => -(lead - lead.signum() * lasso) / ((1.0 + squares.sqrt()) / RATE + RIDGE),
        }
    };
    let mut order: Vec<usize> = (0..rows.len()).collect();
    let mut state = 0x2545_f491_4f6c_dd1du64;
    for _ in 0..EPOCHS {
        for i in (1..order.len()).rev() {
            // xorshift: a fixed order that is none of the texts'.
            state ^= state << 13;
            state ^= state >> 7;
            state ^= state << 17;
            order.swap(i, (state % (i as u64 + 1)) as usize);
        }
        for &row in &order {
            let (features, target) = &rows[row];
            let sum: f64 = features.iter().map(|&f| weight(f, leads[f], squares[f])).sum();
            let slope = probability(sum) - target;
            for &f in features {
                let before = weight(f, leads[f], squares[f]);
                let step = ((squares[f] + slope * slope).sqrt() - squares[f].sqrt()) / RATE;
                leads[f] += slope - step * before;
                squares[f] += slope * slope;
            }
        }
    }
    let all: Vec<f64> = (0..=features).map(|i| weight(i, leads[i], squares[i])).collect();
    Weights { bias: all[bias], features: all[..features].to_vec() }
}
