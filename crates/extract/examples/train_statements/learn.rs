//! Logistic regression by follow-the-regularised-leader.

use std::collections::HashMap;

/// Numbers of the features of a case, and whether it is right.
pub type Row<'a> = (&'a [u32], bool);

/// Features by their numbers, in the order in which they were first seen.
#[derive(Default)]
pub struct Names {
    numbers: HashMap<String, u32>,
    pub names: Vec<String>,
}

impl Names {
    /// The number of a feature.
    pub fn number(&mut self, name: &str) -> u32 {
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
pub struct Weights {
    pub bias: f64,
    pub features: Vec<f64>,
}

impl Weights {
    /// Sum of the weights of features.
    pub fn sum(&self, features: &[u32]) -> f64 {
        self.bias + features.iter().map(|&f| self.features[f as usize]).sum::<f64>()
    }
}

/// Probability of the logarithm of odds.
pub fn probability(odds: f64) -> f64 {
    1.0 / (1.0 + (-odds).exp())
}

/// Weights of all features that at least four drafts have.
pub fn train(cases: &[Row<'_>], features: usize) -> Weights {
    const EPOCHS: usize = 12;
    const RATE: f64 = 0.08;
    /// For each epoch, as the slopes of all of them add up.
    const LASSO: f64 = 3.0 * EPOCHS as f64;
    const RIDGE: f64 = 1.0;
    const DRAFTS_MIN: u32 = 4;
    let mut counts = vec![0u32; features];
    for &feature in cases.iter().flat_map(|c| c.0) {
        counts[feature as usize] += 1;
    }
    // The bias stands behind the features.
    let bias = features;
    let known = |f: &u32| Some(*f as usize).filter(|&f| counts[f] >= DRAFTS_MIN);
    let rows: Vec<(Vec<usize>, f64)> = cases
        .iter()
        .map(|c| {
            let numbers = c.0.iter().filter_map(known).chain([bias]).collect();
            (numbers, f64::from(u8::from(c.1)))
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
