//! Trains the model that tells sayings from what only looks like them, on PolNeAR's training texts.
//!
//!     SAYSO_SHARED=../shared cargo run --release -p sayso-extract --example train_statements > data/en/model/statements.tsv
//!
//! A draft is right if its content and its source each share a character with those of a human annotation and so does
//! its cue, or it has none, or most of its content is the same. PolNeAR has no statements inside of others, so drafts inside of one are
//! left out unless they are right. Logistic regression with Adagrad and an L2 penalty, in a fixed order. Cross-validated
//! precision and recall for several floors go to standard error.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use sayso_extract::statement::{Sample, StatementFinder};
use sayso_model::{OffsetIndex, Span};

type Chars = BTreeSet<usize>;

/// Drafts below this are dropped by default. At this floor, cross-validated, nine of ten that stay are right.
const FLOOR: f32 = 0.5;

#[derive(Default)]
struct Gold {
    source: Chars,
    cue: Chars,
    content: Chars,
}

struct Case {
    text: usize,
    features: Vec<String>,
    /// Strictly right: what is learnt.
    right: bool,
    /// Right by overlap: what is reported.
    overlaps: bool,
    /// Numbers of the annotations that it overlaps, within its text.
    golds: Vec<usize>,
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
    let (mut cases, mut gold_counts) = (Vec::new(), Vec::new());
    for (number, path) in texts(&folder).into_iter().take(limit).enumerate() {
        let bytes = std::fs::read(&path).expect("a text that can be read");
        let name = path.to_string_lossy();
        let (document, _) = sayso_intake::plain::read(&name, &bytes, &Default::default()).expect("a text");
        let (annotated, _) = annotator.annotate(&document);
        let gold = annotations(&folder, &path);
        gold_counts.push(gold.len());
        let index = OffsetIndex::new(&document.text);
        for sample in finder.samples(&document, &annotated) {
            cases.extend(case(number, sample, &gold, |s| chars(&document.text, &index, s)));
        }
    }
    report(&cases, &gold_counts);
    let weights = train(&cases, |_| true);
    println!(
        "# Weights of features of statements, learnt by examples/train_statements.rs. Positive speaks for a saying."
    );
    println!("@floor\t{FLOOR}");
    for (feature, weight) in &weights {
        if weight.abs() >= 0.02 {
            println!("{feature}\t{weight:.2}");
        }
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
    let case = Case { text, features: sample.features, right, overlaps: !golds.is_empty(), golds };
    (right || !inside).then_some(case)
}

/// Precision and recall by overlap for several floors, each text judged by weights learnt from the others.
fn report(cases: &[Case], gold_counts: &[usize]) {
    const FOLDS: usize = 5;
    let mut judged: Vec<(f64, &Case)> = Vec::with_capacity(cases.len());
    for fold in 0..FOLDS {
        let weights = train(cases, |text| text % FOLDS != fold);
        let held = cases.iter().filter(|c| c.text % FOLDS == fold);
        judged.extend(held.map(|c| (probability(&weights, &c.features), c)));
    }
    let gold: usize = gold_counts.iter().sum();
    eprintln!("{} drafts, {gold} annotations", cases.len());
    for floor in [0.0, 0.2, 0.3, 0.35, 0.4, 0.45, 0.5, 0.55, 0.6, 0.7, 0.8] {
        let kept: Vec<&Case> = judged.iter().filter(|(p, _)| *p >= floor).map(|(_, c)| *c).collect();
        let right = kept.iter().filter(|c| c.overlaps).count();
        let found: BTreeSet<(usize, usize)> =
            kept.iter().flat_map(|c| c.golds.iter().map(|&g| (c.text, g))).collect();
        let p = right as f64 / kept.len().max(1) as f64;
        let r = found.len() as f64 / gold.max(1) as f64;
        eprintln!("floor {floor:.2}: P {p:.3} R {r:.3}");
    }
}

fn probability(weights: &BTreeMap<String, f64>, features: &[String]) -> f64 {
    let sum: f64 = features.iter().filter_map(|f| weights.get(f)).sum();
    1.0 / (1.0 + (-(sum + weights.get("bias").copied().unwrap_or(0.0))).exp())
}

/// Weights of all features that at least three drafts have.
fn train(cases: &[Case], is_taught: impl Fn(usize) -> bool) -> BTreeMap<String, f64> {
    const EPOCHS: usize = 12;
    const RATE: f64 = 0.12;
    const PENALTY: f64 = 2e-4;
    let taught: Vec<&Case> = cases.iter().filter(|c| is_taught(c.text)).collect();
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    for feature in taught.iter().flat_map(|c| &c.features) {
        *counts.entry(feature).or_default() += 1;
    }
    let names: Vec<&str> =
        std::iter::once("bias").chain(counts.iter().filter(|&(_, &n)| n >= 3).map(|(&f, _)| f)).collect();
    let numbers: BTreeMap<&str, usize> = names.iter().enumerate().map(|(i, &f)| (f, i)).collect();
    let rows: Vec<(Vec<usize>, f64)> = taught
        .iter()
        .map(|c| {
            let known = c.features.iter().filter_map(|f| numbers.get(f.as_str()).copied());
            (std::iter::once(0).chain(known).collect(), f64::from(u8::from(c.right)))
        })
        .collect();
    let (mut weights, mut squares) = (vec![0.0f64; names.len()], vec![1e-8f64; names.len()]);
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
            let sum: f64 = features.iter().map(|&f| weights[f]).sum();
            let error = 1.0 / (1.0 + (-sum).exp()) - target;
            for &f in features {
                let slope = error + PENALTY * weights[f];
                squares[f] += slope * slope;
                weights[f] -= RATE * slope / squares[f].sqrt();
            }
        }
    }
    names.iter().zip(weights).map(|(&f, w)| (f.to_owned(), w)).collect()
}
