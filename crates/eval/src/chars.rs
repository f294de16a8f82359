//! Which characters of a text does a record cover?

/// A set of character positions, kept as sorted ranges that do not touch.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Chars {
    ranges: Vec<(usize, usize)>,
}

impl Chars {
    /// The characters of half-open ranges in any order. Empty and reversed ranges cover nothing.
    ///
    /// ```
    /// # use sayso_eval::chars::Chars;
    /// assert_eq!(Chars::new([(4, 9), (0, 5)]).len(), 9);
    /// ```
    pub fn new(ranges: impl IntoIterator<Item = (usize, usize)>) -> Self {
        let mut sorted: Vec<_> = ranges.into_iter().filter(|r| r.0 < r.1).collect();
        sorted.sort_unstable();
        let mut ranges: Vec<(usize, usize)> = Vec::with_capacity(sorted.len());
        for (start, end) in sorted {
            match ranges.last_mut() {
                Some(last) if start <= last.1 => last.1 = last.1.max(end),
                _ => ranges.push((start, end)),
            }
        }
        Self { ranges }
    }

    /// How many characters are covered.
    pub fn len(&self) -> usize {
        self.ranges.iter().map(|r| r.1 - r.0).sum()
    }

    /// True if none is.
    pub fn is_empty(&self) -> bool {
        self.ranges.is_empty()
    }

    /// Covered ranges in order.
    pub fn ranges(&self) -> &[(usize, usize)] {
        &self.ranges
    }

    /// Every covered position in order.
    pub fn positions(&self) -> impl Iterator<Item = usize> + '_ {
        self.ranges.iter().flat_map(|&(start, end)| start..end)
    }

    /// How many characters both cover.
    pub fn shared(&self, other: &Chars) -> usize {
        let (mut i, mut j, mut shared) = (0, 0, 0);
        while let (Some(a), Some(b)) = (self.ranges.get(i), other.ranges.get(j)) {
            shared += a.1.min(b.1).saturating_sub(a.0.max(b.0));
            if a.1 < b.1 {
                i += 1;
            } else {
                j += 1;
            }
        }
        shared
    }

    /// True if one character is covered by both.
    pub fn meets(&self, other: &Chars) -> bool {
        self.shared(other) > 0
    }

    /// How many characters at least one covers.
    pub fn union(&self, other: &Chars) -> usize {
        self.len() + other.len() - self.shared(other)
    }

    /// Intersection over union; 0 if both are empty.
    pub fn overlap(&self, other: &Chars) -> f64 {
        match self.union(other) {
            0 => 0.0,
            union => self.shared(other) as f64 / union as f64,
        }
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn agrees_with_sets_of_positions(
            a in prop::collection::vec((0usize..60, 0usize..60), 0..6),
            b in prop::collection::vec((0usize..60, 0usize..60), 0..6),
        ) {
            let set = |r: &[(usize, usize)]| r.iter().flat_map(|&(s, e)| s..e).collect::<BTreeSet<_>>();
            let (x, y) = (set(&a), set(&b));
            let (a, b) = (Chars::new(a), Chars::new(b));
            prop_assert_eq!(a.len(), x.len());
            prop_assert_eq!(a.shared(&b), x.intersection(&y).count());
            prop_assert_eq!(a.union(&b), x.union(&y).count());
            prop_assert!(a.positions().eq(x.iter().copied()));
        }
    }
}
