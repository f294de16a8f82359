//! Which record of the gold is which record of the output?

/// One-to-one pairs of indices, best score first, earlier records first among equals. Pairs that score under
/// `floor` are not made.
pub fn pairs<G, P>(
    gold: &[G],
    given: &[P],
    floor: f64,
    score: impl Fn(&G, &P) -> f64,
) -> Vec<(usize, usize)> {
    let mut ranked = Vec::new();
    for (i, g) in gold.iter().enumerate() {
        for (j, p) in given.iter().enumerate() {
            let s = score(g, p);
            if s >= floor {
                ranked.push((s, i, j));
            }
        }
    }
    ranked.sort_by(|a, b| b.0.total_cmp(&a.0).then((a.1, a.2).cmp(&(b.1, b.2))));
    let (mut used_gold, mut used_given) = (vec![false; gold.len()], vec![false; given.len()]);
    let mut out = Vec::new();
    for (_, i, j) in ranked {
        if !used_gold[i] && !used_given[j] {
            used_gold[i] = true;
            used_given[j] = true;
            out.push((i, j));
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_best_pair_is_made_first() {
        let near = |a: &f64, b: &f64| 1.0 - (a - b).abs();
        assert_eq!(pairs(&[0.0, 0.4], &[0.5, 0.1], 0.5, near), [(0, 1), (1, 0)]);
        assert_eq!(pairs(&[0.0, 1.0], &[0.1], 0.5, near), [(0, 0)]);
    }
}
