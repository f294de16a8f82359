//! How much does each feature tell of whether an event is right? Logistic regression with a square penalty.
//!
//! All sets share the weights, and each has a level of its own, as one set judges all events of an article and another
//! those between two parties. The steps go through all cases at once, so that no order and no chance plays a part.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use super::label::{Case, SETS};

/// Features that fewer cases have are left out.
const SEEN: usize = 8;
const STEPS: usize = 600;
const RATE: f64 = 0.05;
/// Pull of each weight to zero, in cases.
const PULL: f64 = 12.0;
/// Weights below this are left out of the file.
const LEAST: f64 = 0.01;
/// A case of the set that gives the level counts as so many of the others.
const LEVEL_WEIGHT: f64 = 2.0;

/// What is learnt.
pub(super) struct Weights<'a> {
    features: BTreeMap<&'a str, f64>,
    levels: [f64; SETS.len()],
}

/// Learns from cases.
pub(super) fn learn<'a>(cases: &[&'a Case]) -> Weights<'a> {
    let mut seen: BTreeMap<&str, usize> = BTreeMap::new();
    cases.iter().flat_map(|c| &c.features).for_each(|f| *seen.entry(f).or_default() += 1);
    seen.retain(|_, n| *n >= SEEN);
    let index: BTreeMap<&str, usize> = seen.keys().enumerate().map(|(i, f)| (*f, i + SETS.len())).collect();
    let rows: Vec<(Vec<usize>, f64, f64)> = cases
        .iter()
        .map(|c| {
            let known = c.features.iter().filter_map(|f| index.get(f.as_str()).copied());
            let weight = if c.set == 0 { LEVEL_WEIGHT } else { 1.0 };
            (known.chain([c.set]).collect(), f64::from(u8::from(c.right)), weight)
        })
        .collect();
    let mut weights = vec![0.0f64; index.len() + SETS.len()];
    let mut first = vec![0.0f64; weights.len()];
    let mut second = vec![0.0f64; weights.len()];
    for step in 1..=STEPS {
        let mut slope: Vec<f64> =
            weights.iter().enumerate().map(|(i, w)| if i < SETS.len() { 0.0 } else { PULL * w }).collect();
        for (features, right, weight) in &rows {
            let sum: f64 = features.iter().map(|&f| weights[f]).sum();
            let error = weight * (probability(sum) - right);
            features.iter().for_each(|&f| slope[f] += error);
        }
        // Adam (Kingma and Ba 2015).
        for i in 0..weights.len() {
            first[i] = 0.9 * first[i] + 0.1 * slope[i];
            second[i] = 0.999 * second[i] + 0.001 * slope[i] * slope[i];
            let (m, v) =
                (first[i] / (1.0 - 0.9f64.powi(step as i32)), second[i] / (1.0 - 0.999f64.powi(step as i32)));
            weights[i] -= RATE * (1.0 - step as f64 / (STEPS + 1) as f64) * m / (v.sqrt() + 1e-8);
        }
    }
    let mut levels = [0.0; SETS.len()];
    levels.copy_from_slice(&weights[..SETS.len()]);
    Weights { features: index.into_iter().map(|(f, i)| (f, weights[i])).collect(), levels }
}

impl Weights<'_> {
    /// How likely an event is right.
    pub(super) fn probability(&self, case: &Case) -> f64 {
        let known = case.features.iter().filter_map(|f| self.features.get(f.as_str()));
        probability(known.sum::<f64>() + self.levels[case.set])
    }

    /// The file of weights. Its level is midway between those of the two sets that judge whole articles: careful coders of few
    /// texts, and readers of many.
    pub(super) fn write(&self) -> String {
        let mut out = String::from(
            "# Weights of features of events, learnt by `sayso-eval confidence --train`. Positive speaks for the event.\n",
        );
        let _ = writeln!(out, "bias\t{:.2}", (self.levels[0] + self.levels[1]) / 2.0);
        for (feature, weight) in self.features.iter().filter(|(_, w)| w.abs() >= LEAST) {
            let _ = writeln!(out, "{feature}\t{weight:.2}");
        }
        out
    }
}

fn probability(odds: f64) -> f64 {
    1.0 / (1.0 + (-odds).exp())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_goes_with_being_right_is_weighed_up_and_every_set_has_its_level() {
        let case = |set, feature: &str, right| Case {
            set,
            text: String::new(),
            features: vec![feature.into()],
            right,
        };
        let mut cases = Vec::new();
        for i in 0..400 {
            cases.push(case(0, "good", i % 10 != 0));
            cases.push(case(0, "bad", i % 10 == 0));
            cases.push(case(1, "good", i % 2 == 0));
        }
        let cases: Vec<&Case> = cases.iter().collect();
        let weights = learn(&cases);
        let chance = |set, feature| weights.probability(&case(set, feature, true));
        assert!(chance(0, "good") > 0.8 && chance(0, "bad") < 0.3, "{}", weights.write());
        assert!((chance(1, "good") - 0.5).abs() < 0.1);
        assert!(chance(0, "unheard") > chance(1, "unheard"));
        assert_eq!(weights.write(), learn(&cases).write());
    }
}
