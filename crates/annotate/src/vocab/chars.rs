use serde::Deserialize;

/// A set of characters: a bit for each ASCII character and sorted ranges for the others.
#[derive(Debug, Default)]
pub(crate) struct CharSet {
    ascii: u128,
    /// Inclusive, sorted, without overlap.
    ranges: Box<[(u32, u32)]>,
}

impl CharSet {
    /// A set of the characters in sorted inclusive ranges.
    pub(crate) fn from_ranges(ranges: Vec<(u32, u32)>) -> Self {
        let ascii = (0..128)
            .filter(|c| ranges.iter().any(|&(from, to)| (from..=to).contains(c)))
            .fold(0, |bits, c| bits | 1u128 << c);
        Self { ascii, ranges: ranges.into_iter().filter(|&(_, to)| to >= 128).collect() }
    }

    /// A set of single characters.
    pub(crate) fn from_chars(chars: impl Iterator<Item = char>) -> Self {
        let mut codes: Vec<u32> = chars.map(u32::from).collect();
        codes.sort_unstable();
        codes.dedup();
        Self::from_ranges(codes.into_iter().map(|c| (c, c)).collect())
    }

    /// True if `c` is in the set.
    #[inline]
    pub(crate) fn has(&self, c: char) -> bool {
        let code = u32::from(c);
        if code < 128 {
            return self.ascii >> code & 1 == 1;
        }
        let at = self.ranges.partition_point(|&(_, to)| to < code);
        self.ranges.get(at).is_some_and(|&(from, _)| from <= code)
    }
}

impl<'de> Deserialize<'de> for CharSet {
    fn deserialize<D: serde::Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        Vec::deserialize(from).map(Self::from_ranges)
    }
}

/// Classes of characters as Python and spaCy draw them; they differ from those of Rust's standard library.
#[derive(Debug, Deserialize)]
pub(crate) struct Classes {
    pub alpha: CharSet,
    pub alpha_lower: CharSet,
    pub alpha_upper: CharSet,
    pub lower_or_quote: CharSet,
    pub upper_or_quote: CharSet,
    pub before_period: CharSet,
    pub icon: CharSet,
    pub letter: CharSet,
    pub upper: CharSet,
    pub digit: CharSet,
    pub decimal: CharSet,
    pub word: CharSet,
    pub space: CharSet,
}
