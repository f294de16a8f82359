//! How far do people agree who judged the same claims? Krippendorff's alpha for names of categories: 1 is full agreement, 0 what
//! chance alone would give. It takes any number of judgements of a claim, and claims that one person judged alone do not count.

use std::collections::BTreeMap;

/// Judgements side by side.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Agreement {
    /// Claims that two persons or more judged.
    pub claims: usize,
    /// Pairs of judgements of one claim by two persons.
    pub pairs: usize,
    /// Those of them that are the same.
    pub same: usize,
    /// Alpha; none where nobody differs from anybody anywhere, or nothing was judged twice.
    pub alpha: Option<f64>,
}

/// The agreement over claims, each with one judgement a person.
pub fn agreement<'a>(judged: impl Iterator<Item = Vec<&'a str>>) -> Agreement {
    let mut out = Agreement::default();
    let mut totals: BTreeMap<&str, f64> = BTreeMap::new();
    let (mut values, mut unlike) = (0.0, 0.0);
    for judgements in judged.filter(|j| j.len() > 1) {
        let many = judgements.len();
        out.claims += 1;
        values += many as f64;
        let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
        for judgement in judgements {
            *counts.entry(judgement).or_default() += 1;
            *totals.entry(judgement).or_default() += 1.0;
        }
        let same: usize = counts.values().map(|n| n * (n - 1) / 2).sum();
        let pairs = many * (many - 1) / 2;
        out.pairs += pairs;
        out.same += same;
        unlike += 2.0 * (pairs - same) as f64 / (many - 1) as f64;
    }
    let expected: f64 = totals.values().map(|n| n * (values - n)).sum();
    if expected > 0.0 {
        out.alpha = Some(1.0 - (values - 1.0) * unlike / expected);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(rows: &[&[&'static str]]) -> Agreement {
        agreement(rows.iter().map(|r| r.to_vec()))
    }

    #[test]
    fn alpha_is_as_computed_by_hand() {
        // Four claims by two persons: 8 values, 5 of `a` and 3 of `b`, one claim apart. 1 − 7·2/(5·3·2) = 0.533.
        let found = of(&[&["a", "a"], &["a", "a"], &["b", "b"], &["a", "b"], &["a"]]);
        assert_eq!((found.claims, found.pairs, found.same), (4, 4, 3));
        assert!((found.alpha.unwrap() - 0.533).abs() < 0.001, "{found:?}");
    }

    #[test]
    fn chance_gives_nothing_and_one_voice_is_no_agreement() {
        assert_eq!(of(&[&["a", "a"], &["b", "b"]]).alpha, Some(1.0));
        assert!(of(&[&["a", "b"], &["b", "a"]]).alpha.unwrap() < 0.0);
        assert_eq!(of(&[&["a", "a"], &["a", "a"]]).alpha, None);
        assert_eq!(of(&[&["a"], &["b"]]), Agreement::default());
    }
}
