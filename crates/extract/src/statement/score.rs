//! How often is a draft like this one right? A logistic model over its features, trained by
//! `cargo run -p sayso-extract --example train_statements`.

use std::hash::Hasher;

use rustc_hash::{FxHashMap, FxHasher};

use crate::Error;

/// The model.
#[derive(Debug)]
pub(crate) struct Scorer {
    weights: FxHashMap<u64, f32>,
    /// What makes of a sum of weights the logarithm of honest odds.
    scale: f32,
    shift: f32,
    /// Drafts below this are dropped.
    pub floor: f32,
    /// The same for those told inside of what another says.
    pub inner_floor: f32,
    /// What follows what is said is taken in if its probability is above this.
    pub extend: f32,
}

impl Scorer {
    /// Reads lines `feature<TAB>weight`. Lines `@floor<TAB>p` and `@inner-floor` set what is dropped, `@extend` what is taken
    /// in, `@scale` and `@shift` how a sum of weights becomes a probability.
    pub fn read(file: &str, text: &str) -> Result<Self, Error> {
        let mut scorer = Scorer {
            weights: FxHashMap::default(),
            scale: 1.0,
            shift: 0.0,
            floor: 0.0,
            inner_floor: 0.0,
            extend: 1.0,
        };
        for (number, line) in (1..).zip(text.lines()) {
            if line.is_empty() || line.starts_with('#') {
                continue;
            }
            let wrong = || Error::Data {
                file: file.to_owned(),
                line: number,
                message: format!("`{line}` is not a feature and its weight with a tab between"),
            };
            let (feature, weight) = line.split_once('\t').ok_or_else(wrong)?;
            let weight: f32 = weight.parse().map_err(|_| wrong())?;
            match feature {
                "@floor" => scorer.floor = weight,
                "@inner-floor" => scorer.inner_floor = weight,
                "@extend" => scorer.extend = weight,
                "@scale" => scorer.scale = weight,
                "@shift" => scorer.shift = weight,
                _ => {
                    scorer.weights.insert(hash(feature), weight);
                }
            }
        }
        Ok(scorer)
    }

    /// Weight of a feature, 0 if it is not known.
    pub fn weight(&self, feature: &str) -> f32 {
        self.weights.get(&hash(feature)).copied().unwrap_or(0.0)
    }

    /// Probability of a sum of weights.
    pub fn probability(&self, sum: f32) -> f32 {
        logistic(self.scale * (sum + self.weight("bias")) + self.shift)
    }

    /// Probability that what follows what is said belongs to it.
    pub fn part_probability(&self, sum: f32) -> f32 {
        logistic(sum + self.weight("part,bias"))
    }
}

/// Probability of the logarithm of odds.
fn logistic(odds: f32) -> f32 {
    1.0 / (1.0 + (-odds).exp())
}

fn hash(feature: &str) -> u64 {
    let mut hasher = FxHasher::default();
    hasher.write(feature.as_bytes());
    hasher.finish()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn weights_add_up_to_a_probability() {
        let scorer = Scorer::read("w.tsv", "# c\n@floor\t0.4\nbias\t-1\nrule=a\t1\n").unwrap();
        assert_eq!(scorer.floor, 0.4);
        assert_eq!(scorer.probability(scorer.weight("rule=a") + scorer.weight("rule=b")), 0.5);
        let doubled = Scorer::read("w.tsv", "@scale\t2\n@shift\t-2\nbias\t0\nrule=a\t1\n").unwrap();
        assert_eq!(doubled.probability(doubled.weight("rule=a")), 0.5);
    }

    #[test]
    fn a_line_without_a_weight_is_named() {
        let told = Scorer::read("w.tsv", "\nrule=a\n").unwrap_err().to_string();
        assert!(told.starts_with("w.tsv:2:"), "{told}");
    }
}
