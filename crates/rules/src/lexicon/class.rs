//! Classes of words as numbers, and sets of them as bits.

/// A class of a lexicon.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct ClassId(pub(crate) u8);

/// A lexicon has at most this many classes.
pub(crate) const MAX_CLASSES: usize = 256;

/// A set of classes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct ClassSet([u64; 4]);

impl ClassSet {
    /// True if no class is in it.
    pub fn is_empty(self) -> bool {
        self.0 == [0; 4]
    }

    /// True if the class is in it.
    pub fn contains(self, class: ClassId) -> bool {
        self.0[class.0 as usize / 64] >> (class.0 % 64) & 1 == 1
    }

    /// Puts a class in.
    pub fn insert(&mut self, class: ClassId) {
        self.0[class.0 as usize / 64] |= 1 << (class.0 % 64);
    }

    /// True if a class is in both.
    pub fn overlaps(self, other: ClassSet) -> bool {
        (0..4).any(|i| self.0[i] & other.0[i] != 0)
    }

    /// Classes that are in both.
    pub fn intersection(self, other: ClassSet) -> ClassSet {
        ClassSet(std::array::from_fn(|i| self.0[i] & other.0[i]))
    }

    /// Its classes in order of their declaration.
    pub fn iter(self) -> impl Iterator<Item = ClassId> {
        (0..4u8).flat_map(move |word| {
            let mut bits = self.0[word as usize];
            std::iter::from_fn(move || {
                let bit = bits.trailing_zeros() as u8;
                (bits != 0).then(|| {
                    bits &= bits - 1;
                    ClassId(word * 64 + bit)
                })
            })
        })
    }
}

impl FromIterator<ClassId> for ClassSet {
    fn from_iter<I: IntoIterator<Item = ClassId>>(classes: I) -> Self {
        let mut set = ClassSet::default();
        classes.into_iter().for_each(|c| set.insert(c));
        set
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_set_holds_what_is_put_in_and_yields_it_in_order() {
        let ids = [255, 0, 63, 64].map(ClassId);
        let set: ClassSet = ids.into_iter().collect();
        assert_eq!(set.iter().collect::<Vec<_>>(), [0, 63, 64, 255].map(ClassId));
        assert!(set.contains(ClassId(64)) && !set.contains(ClassId(65)));
        assert!(set.overlaps([ClassId(63)].into_iter().collect()) && !set.overlaps(ClassSet::default()));
    }
}
