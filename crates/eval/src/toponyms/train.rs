//! How much does each feature tell? Learns the weights of the ranking from articles whose places are known.
//!
//! Conditional maximum likelihood over the candidates of each name, with a pull to zero; the features of the context
//! depend on the weights, so they are computed anew a few times. Nothing is drawn by chance.

use std::fmt::Write as _;

use sayso_model::Span;
use sayso_resolve::place::rank::{FEATURES, Feature, Vector, Weights};
use sayso_resolve::place::{Hints, PlaceResolver};

use super::Article;

const ROUNDS: usize = 4;
const STEPS: usize = 400;
const RATE: f64 = 0.3;
const PULL: f64 = 2e-4;

/// The file of weights that fits best.
pub fn train(mut resolver: PlaceResolver, articles: &[Article]) -> String {
    let mut weights = [0.0; FEATURES];
    // Something to begin with, so that the first contexts are sensible.
    weights[Feature::Population as usize] = 8.0;
    weights[Feature::Country as usize] = 4.0;
    weights[Feature::Contained as usize] = 4.0;
    for _ in 0..ROUNDS {
        resolver = resolver.with_weights(Weights(weights));
        let examples = examples(&resolver, articles);
        weights = fit(&examples, weights);
    }
    let mut out = String::from(
        "# Weights of crates/resolve/src/place/rank.rs, learnt by `sayso-eval toponyms --train`.\n",
    );
    for &(feature, name) in Feature::ALL {
        let _ = writeln!(out, "{name}\t{:.4}", weights[feature as usize]);
    }
    out
}

/// Candidates of each name with the right one first.
fn examples(resolver: &PlaceResolver, articles: &[Article]) -> Vec<Vec<Vector>> {
    let mut out = Vec::new();
    for article in articles {
        let spans: Vec<Span> = article.toponyms.iter().map(|t| t.span).collect();
        let ranked = resolver.rank(&article.text, &spans, Hints::default());
        for (gold, scored) in std::iter::zip(&article.toponyms, ranked) {
            let id = |place| resolver.atlas().entry(place).geonames;
            let Some(right) = scored.iter().position(|s| id(s.candidate.place) == Some(gold.geonames)) else {
                continue;
            };
            let mut vectors: Vec<Vector> = scored.iter().map(|s| s.vector).collect();
            vectors.swap(0, right);
            out.push(vectors);
        }
    }
    out
}

/// Gradient ascent with a step for each feature (Adagrad).
fn fit(examples: &[Vec<Vector>], mut weights: Vector) -> Vector {
    let mut squares = [1e-6; FEATURES];
    for _ in 0..STEPS {
        let mut gradient = [0.0; FEATURES];
        for vectors in examples {
            let scores: Vec<f64> =
                vectors.iter().map(|v| std::iter::zip(v, &weights).map(|(x, w)| x * w).sum()).collect();
            let most = scores.iter().copied().fold(f64::NEG_INFINITY, f64::max);
            let sum: f64 = scores.iter().map(|s| (s - most).exp()).sum();
            for (k, (v, s)) in std::iter::zip(vectors, &scores).enumerate() {
                let p = (s - most).exp() / sum;
                let error = f64::from(u8::from(k == 0)) - p;
                for (g, x) in std::iter::zip(&mut gradient, v) {
                    *g += error * x;
                }
            }
        }
        for i in 0..FEATURES {
            let g = gradient[i] / examples.len().max(1) as f64 - PULL * weights[i];
            squares[i] += g * g;
            weights[i] += RATE * g / f64::sqrt(squares[i]);
        }
    }
    weights
}
