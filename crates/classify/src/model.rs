//! Weights of features for each type.

use std::fmt::Write as _;

use rustc_hash::FxHashMap;
use smol_str::SmolStr;

use crate::{Features, Scored};

/// Where the weights came from and what they are.
#[derive(Clone, Debug, Default)]
pub struct Model {
    /// Types in order of their names.
    kinds: Vec<SmolStr>,
    weights: FxHashMap<SmolStr, Vec<(u8, f32)>>,
    /// Fingerprint of the file that they were learnt from, so that nobody measures them on it unawares.
    trained_on: SmolStr,
}

/// The feature that every pair has.
pub(crate) const BIAS: &str = "bias";

impl Model {
    /// Weights learnt from the file with this fingerprint: `(feature, [(type, weight)])`.
    pub(crate) fn new(
        kinds: Vec<SmolStr>,
        trained_on: &str,
        weights: impl IntoIterator<Item = (SmolStr, Vec<(u8, f32)>)>,
    ) -> Self {
        Self { kinds, weights: weights.into_iter().collect(), trained_on: trained_on.into() }
    }

    /// Reads what [`Model::write`] writes.
    pub fn read(text: &str) -> Result<Self, String> {
        let wrong = |n: usize, what: &str| format!("data/en/model/types.tsv:{}: {what}", n + 1);
        let mut model = Self::default();
        for (n, line) in text.lines().enumerate().filter(|(_, l)| !l.is_empty() && !l.starts_with('#')) {
            let (feature, rest) = line.split_once('\t').ok_or_else(|| wrong(n, "needs two columns"))?;
            match feature {
                "@types" => model.kinds = rest.split(' ').map(SmolStr::new).collect(),
                "@trained" => model.trained_on = rest.into(),
                _ => {
                    let weight = |cell: &str| {
                        let (kind, weight) = cell.split_once(':')?;
                        let kind: u8 = kind.parse().ok().filter(|k| usize::from(*k) < model.kinds.len())?;
                        Some((kind, weight.parse().ok()?))
                    };
                    let weights: Option<Vec<_>> = rest.split(' ').map(weight).collect();
                    let weights = weights.ok_or_else(|| wrong(n, "weights are `type:weight`"))?;
                    model.weights.insert(feature.into(), weights);
                }
            }
        }
        if model.kinds.is_empty() {
            return Err(wrong(0, "has no line `@types`"));
        }
        Ok(model)
    }

    /// The file of weights, in order of the features. Weights that change nothing are left out.
    pub fn write(&self) -> String {
        let mut out = String::from(
            "# Weights of crates/classify, learnt by `sayso-eval relations FILE --train`: feature, then type:weight.\n",
        );
        let _ = writeln!(out, "@types\t{}", self.kinds.join(" "));
        let _ = writeln!(out, "@trained\t{}", self.trained_on);
        let mut features: Vec<_> = self.weights.iter().collect();
        features.sort_unstable_by(|a, b| a.0.cmp(b.0));
        for (feature, weights) in features {
            let cells: Vec<_> = weights
                .iter()
                .filter(|(_, w)| w.abs() >= LEAST)
                .map(|(kind, w)| format!("{kind}:{w:.3}"))
                .collect();
            if !cells.is_empty() {
                let _ = writeln!(out, "{feature}\t{}", cells.join(" "));
            }
        }
        out
    }

    /// Fingerprint of the file that the weights were learnt from.
    pub fn trained_on(&self) -> &str {
        &self.trained_on
    }

    /// Types by their scores, the greatest first.
    pub fn score(&self, features: &Features) -> Vec<Scored> {
        let mut margins = vec![0.0; self.kinds.len()];
        let bias = (BIAS, 1.0);
        for (feature, value) in features.iter().map(|(f, v)| (f.as_str(), *v)).chain([bias]) {
            for &(kind, weight) in self.weights.get(feature).into_iter().flatten() {
                margins[usize::from(kind)] += weight * value;
            }
        }
        let scored = std::iter::zip(&self.kinds, margins);
        let mut scored: Vec<_> = scored.map(|(kind, margin)| Scored { kind: kind.clone(), margin }).collect();
        scored.sort_by(|a, b| b.margin.total_cmp(&a.margin));
        scored
    }
}

/// Smaller weights are not written.
const LEAST: f32 = 0.004;

/// Fingerprint of a file: FNV-1a, 64 bits.
pub fn fingerprint(text: &str) -> String {
    let hash = text.bytes().fold(0xcbf2_9ce4_8422_2325_u64, |hash, byte| {
        (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3)
    });
    format!("{hash:016x}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_written_is_read_again() {
        let weights = [
            ("w:bomb".into(), vec![(1, 0.5), (0, -0.25)]),
            (BIAS.into(), vec![(0, 0.125)]),
            ("w:x".into(), vec![(0, 0.001)]),
        ];
        let model = Model::new(vec!["AID".into(), "ASSAULT".into()], "07", weights);
        let again = Model::read(&model.write()).unwrap();
        assert_eq!(again.trained_on(), "07");
        let bomb = Features::from([("w:bomb".to_owned(), 1.0)]);
        let first = |m: &Model, f: &Features| m.score(f)[0].clone();
        assert_eq!(first(&again, &bomb), Scored { kind: "ASSAULT".into(), margin: 0.5 });
        assert_eq!(first(&again, &Features::new()).kind, "AID");
        assert!(Model::read("w:x\t0:1").unwrap_err().contains(":1: "));
    }
}
