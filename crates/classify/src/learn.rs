//! How are the weights learnt?
//!
//! For each type a plane parts its pairs from all others: a support vector machine with squared loss, solved in its dual
//! one pair at a time (Hsieh et al. 2008, as in LIBLINEAR). Rare types count as much as frequent ones. The order of the
//! pairs is drawn with a fixed seed, so that the same pairs give the same weights.

use std::collections::BTreeMap;

use smol_str::SmolStr;

use crate::model::{BIAS, Model};
use crate::{Features, Scored};

/// A pair whose type is known.
#[derive(Clone, Debug)]
pub struct Sample {
    /// What is seen of it.
    pub features: Features,
    /// Its type.
    pub kind: SmolStr,
}

/// How much an error counts against small weights.
const COST: f64 = 0.04;
/// A feature that fewer pairs have is left out.
const PAIRS_MIN: usize = 2;
/// Rounds over all pairs.
const ROUNDS: usize = 120;
/// A round that changes less than this is the last.
const CHANGE_MIN: f64 = 1e-3;

/// The weights that part the samples best.
pub fn learn<'a>(samples: impl IntoIterator<Item = &'a Sample>, trained_on: &str) -> Model {
    let samples: Vec<&Sample> = samples.into_iter().collect();
    let mut seen: BTreeMap<&str, usize> = BTreeMap::new();
    for feature in samples.iter().flat_map(|s| s.features.keys()) {
        *seen.entry(feature).or_default() += 1;
    }
    seen.retain(|_, n| *n >= PAIRS_MIN);
    seen.insert(BIAS, samples.len());
    let index: BTreeMap<&str, usize> = seen.keys().enumerate().map(|(i, f)| (*f, i)).collect();
    let bias = index[BIAS];
    let vectors: Vec<Vec<(usize, f64)>> = samples
        .iter()
        .map(|s| {
            let known = s.features.iter().filter_map(|(f, v)| Some((*index.get(f.as_str())?, f64::from(*v))));
            known.chain([(bias, 1.0)]).collect()
        })
        .collect();
    let mut kinds: Vec<SmolStr> = samples.iter().map(|s| s.kind.clone()).collect();
    kinds.sort_unstable();
    kinds.dedup();
    let mut weights = vec![Vec::new(); index.len()];
    for (k, kind) in kinds.iter().enumerate() {
        let is: Vec<bool> = samples.iter().map(|s| s.kind == *kind).collect();
        let of = is.iter().filter(|&&b| b).count().max(1);
        let weight = samples.len() as f64 / (kinds.len() * of) as f64;
        for (feature, w) in plane(&vectors, &is, COST * weight, index.len()).into_iter().enumerate() {
            if w != 0.0 {
                weights[feature].push((k as u8, w as f32));
            }
        }
    }
    Model::new(kinds, trained_on, std::iter::zip(index.keys().map(SmolStr::new), weights))
}

/// The plane that parts those that are so from the others.
fn plane(vectors: &[Vec<(usize, f64)>], is: &[bool], cost: f64, features: usize) -> Vec<f64> {
    let mut weights = vec![0.0; features];
    let mut duals = vec![0.0; vectors.len()];
    let squares: Vec<f64> = vectors.iter().map(|v| v.iter().map(|(_, x)| x * x).sum()).collect();
    let mut order: Vec<usize> = (0..vectors.len()).collect();
    let mut chance = Chance(7);
    for _ in 0..ROUNDS {
        chance.shuffle(&mut order);
        let mut change: f64 = 0.0;
        for &i in &order {
            let (sign, cost) = if is[i] { (1.0, cost) } else { (-1.0, COST) };
            let slack = 0.5 / cost;
            let dot: f64 = vectors[i].iter().map(|&(f, x)| weights[f] * x).sum();
            let gradient = sign * dot - 1.0 + slack * duals[i];
            let new = f64::max(0.0, duals[i] - gradient / (squares[i] + slack));
            let step = new - duals[i];
            if step != 0.0 {
                duals[i] = new;
                change = change.max(step.abs());
                vectors[i].iter().for_each(|&(f, x)| weights[f] += sign * step * x);
            }
        }
        if change < CHANGE_MIN * cost {
            break;
        }
    }
    weights
}

/// For each sample the types as weights say that were learnt without its part of the samples.
pub fn out_of_fold(samples: &[Sample], folds: usize) -> Vec<Vec<Scored>> {
    let mut order: Vec<usize> = (0..samples.len()).collect();
    Chance(11).shuffle(&mut order);
    let mut fold = vec![0; samples.len()];
    order.iter().enumerate().for_each(|(at, &i)| fold[i] = at % folds);
    let mut out = vec![Vec::new(); samples.len()];
    for held in 0..folds {
        let others = samples.iter().enumerate().filter(|(i, _)| fold[*i] != held).map(|(_, s)| s);
        let model = learn(others, "");
        for i in (0..samples.len()).filter(|&i| fold[i] == held) {
            out[i] = model.score(&samples[i].features);
        }
    }
    out
}

/// Numbers that look drawn by lot, the same each time (xorshift).
struct Chance(u64);

impl Chance {
    fn below(&mut self, n: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 % n.max(1) as u64) as usize
    }

    fn shuffle<T>(&mut self, list: &mut [T]) {
        for i in (1..list.len()).rev() {
            list.swap(i, self.below(i + 1));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn planes_part_what_can_be_parted() {
        let sample = |kind: &str, words: &[&str]| Sample {
            features: words.iter().map(|w| ((*w).to_owned(), 1.0)).collect(),
            kind: kind.into(),
        };
        let samples = [
            sample("AID", &["give", "bread"]),
            sample("AID", &["give", "rice"]),
            sample("AID", &["send", "rice", "bread"]),
            sample("ASSAULT", &["give", "bomb"]),
            sample("ASSAULT", &["send", "bomb"]),
            sample("CONSULT", &["meet", "send"]),
            sample("CONSULT", &["meet", "bread"]),
        ];
        let model = learn(&samples, "x");
        for s in &samples {
            assert_eq!(model.score(&s.features)[0].kind, s.kind, "{:?}", s.features);
        }
        assert_eq!(model.write(), learn(&samples, "x").write());
        assert_eq!(out_of_fold(&samples, 3).len(), samples.len());
    }
}
