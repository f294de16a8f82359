//! How much does each feature tell of an event's place? Conditional maximum likelihood over the names of a sentence and none.
//!
//! Adagrad with a pull to zero, in a fixed order; nothing is drawn by chance. Folds are by the sentence's letters, so that one
//! sentence with several verbs is in one fold.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use sayso_extract::setting::{PlaceSample, Ranking, SettingFinder};

use super::gold::Case;
use crate::score::Count;

const STEPS: usize = 10;
const RATE: f32 = 0.15;
const PULL: f32 = 5e-4;
const FOLDS: usize = 5;
/// Lines that nobody vouched for tell less.
const UNVOUCHED: f32 = 0.1;
/// Features that are seen less often are left out.
const SEEN: u32 = 4;
/// Weights below this are left out of the file.
const LEAST: f32 = 0.05;

struct Example<'a> {
    case: &'a Case,
    sample: PlaceSample,
    /// Features of each choice by number; none is the first.
    features: Vec<Vec<u32>>,
    /// Choices that are right; empty if the place is no name of the sentence.
    right: Vec<usize>,
    fold: usize,
    weight: f32,
}

/// What is learnt from.
pub struct Examples<'a> {
    examples: Vec<Example<'a>>,
    /// Features in order of their names.
    names: Vec<String>,
}

impl<'a> Examples<'a> {
    /// Reads the features of all cases.
    pub fn new(finder: &SettingFinder, cases: &'a [Case]) -> Self {
        let mut seen: BTreeMap<String, u32> = BTreeMap::new();
        for case in cases {
            let Some(event) = case.event() else { continue };
            for feature in finder.place_sample(&case.annotated, event).features.into_iter().flatten() {
                *seen.entry(feature).or_default() += 1;
            }
        }
        // Features that nearly nothing has would only be learnt by heart.
        seen.retain(|_, times| *times >= SEEN);
        let names: Vec<String> = seen.into_keys().collect();
        let numbers = names.iter().enumerate().map(|(i, n)| (n.clone(), i as u32)).collect();
        let examples = cases.iter().filter_map(|c| example(finder, c, &numbers)).collect();
        Self { examples, names }
    }

    /// What each fold finds with the weights of the others, over the vouched lines: places by exact span, and whole answers.
    pub fn cross_validate(&self, floor: f32) -> (Count, Count) {
        let (mut places, mut answers) = (Count::default(), Count::default());
        for fold in 0..FOLDS {
            let weights = self.fit(|e| e.fold != fold);
            for e in self.examples.iter().filter(|e| e.fold == fold && e.case.vouched) {
                let chances = chances(e, &weights)[1..].to_vec();
                let ranking = Ranking { names: e.sample.names.clone(), chances };
                let given = ranking.places(&e.case.annotated, floor);
                let hit = given.iter().filter(|g| e.case.places.contains(&g.span)).count();
                places.add(hit, e.case.places.len(), given.len());
                answers.add(usize::from(hit == given.len() && hit == e.case.places.len()), 1, 1);
            }
        }
        (places, answers)
    }

    /// The file of weights.
    pub fn train(&self) -> String {
        let weights = self.fit(|_| true);
        let mut file = String::from(
            "# Weights of features of events' places, learnt by `sayso-eval event-place --train`. Positive speaks for the name.\n",
        );
        for (name, weight) in std::iter::zip(&self.names, &weights).filter(|(_, w)| w.abs() >= LEAST) {
            let _ = writeln!(file, "{name}\t{weight:.2}");
        }
        file
    }

    fn fit(&self, keep: impl Fn(&Example<'_>) -> bool) -> Vec<f32> {
        fit(&self.examples, self.names.len(), keep)
    }
}

fn example<'a>(
    finder: &SettingFinder,
    case: &'a Case,
    numbers: &BTreeMap<String, u32>,
) -> Option<Example<'a>> {
    let sample = finder.place_sample(&case.annotated, case.event()?);
    let known = |choice: &Vec<String>| choice.iter().filter_map(|f| numbers.get(f).copied()).collect();
    let features = sample.features.iter().map(known).collect();
    let mut right: Vec<usize> = (0..sample.names.len())
        .filter(|&i| case.places.contains(&sample.names[i].span))
        .map(|i| i + 1)
        .collect();
    if case.places.is_empty() {
        right.push(0);
    }
    let letters = case.text.bytes().fold(7u32, |h, b| h.wrapping_mul(31).wrapping_add(u32::from(b)));
    let weight = if case.vouched { 1.0 } else { UNVOUCHED };
    Some(Example { case, sample, features, right, fold: letters as usize % FOLDS, weight })
}

fn chances(example: &Example<'_>, weights: &[f32]) -> Vec<f32> {
    let score = |choice: &Vec<u32>| choice.iter().map(|&f| weights[f as usize]).sum::<f32>();
    let scores: Vec<f32> = example.features.iter().map(score).collect();
    let most = scores.iter().copied().fold(f32::NEG_INFINITY, f32::max);
    let sum: f32 = scores.iter().map(|s| (s - most).exp()).sum();
    scores.iter().map(|s| (s - most).exp() / sum).collect()
}

fn fit(examples: &[Example<'_>], features: usize, keep: impl Fn(&Example<'_>) -> bool) -> Vec<f32> {
    let mut weights = vec![0.0f32; features];
    let mut squares = vec![1e-2f32; features];
    // The mean over the later half of the steps sways less with the last sentences.
    let mut sum = vec![0.0f32; features];
    for step in 0..STEPS {
        for e in examples.iter().filter(|e| !e.right.is_empty() && keep(e)) {
            let p = chances(e, &weights);
            let mass: f32 = e.right.iter().map(|&r| p[r]).sum::<f32>().max(1e-6);
            for (choice, features) in e.features.iter().enumerate() {
                let wanted = if e.right.contains(&choice) { p[choice] / mass } else { 0.0 };
                let error = (wanted - p[choice]) * e.weight;
                if error.abs() < 1e-4 {
                    continue;
                }
                for &f in features {
                    let f = f as usize;
                    let g = error - PULL * weights[f];
                    squares[f] += g * g;
                    weights[f] += RATE * g / squares[f].sqrt();
                }
            }
        }
        if step >= STEPS / 2 {
            std::iter::zip(&mut sum, &weights).for_each(|(s, w)| *s += w);
        }
    }
    sum.iter_mut().for_each(|s| *s /= (STEPS - STEPS / 2) as f32);
    sum
}
