use sayso_model::{Document, Span};

/// Words of a run that is compared.
pub const SHINGLE_WORDS: usize = 5;

/// One run in so many is a key.
const KEY_EVERY: u64 = 16;
/// A text of so few runs has more keys, so that short items are found too.
const KEYS_MIN: usize = 6;

/// What is kept of a text to know its copies: hashes of all its runs of five words.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Sketch {
    /// Ascending, without doubles.
    shingles: Vec<u64>,
}

impl Sketch {
    /// The sketch of a document: of its running text alone.
    pub fn of_document(document: &Document) -> Self {
        let blocks = document.blocks.iter().filter(|b| b.kind.is_coded());
        Self::of(blocks.map(|b| b.span.text(&document.text)))
    }

    /// The sketch of passages. Runs go on from one to the next: where paragraphs end is the outlet's choice.
    pub fn of<'a>(passages: impl IntoIterator<Item = &'a str>) -> Self {
        let words: Vec<u64> = passages.into_iter().flat_map(|p| words(p).map(|(_, hash)| hash)).collect();
        let mut shingles: Vec<u64> = words.windows(SHINGLE_WORDS).map(run).collect();
        // An item shorter than a run is one run.
        if shingles.is_empty() && !words.is_empty() {
            shingles.push(run(&words));
        }
        shingles.sort_unstable();
        shingles.dedup();
        Self { shingles }
    }

    /// Hashes of all runs, ascending.
    pub fn shingles(&self) -> &[u64] {
        &self.shingles
    }

    /// The keys by which a library finds a text: about one for sixteen words. Two texts that share a passage share the
    /// keys of that passage, whatever stands around it.
    pub fn keys(&self) -> Vec<u64> {
        let sampled = self.shingles.iter().copied().filter(|s| s % KEY_EVERY == 0);
        let mut keys: Vec<u64> = sampled.collect();
        // The lowest of a short text: those of an edited copy are mostly the same.
        for &shingle in self.shingles.iter().take(KEYS_MIN.saturating_sub(keys.len())) {
            keys.push(shingle);
        }
        keys.sort_unstable();
        keys.dedup();
        keys
    }

    /// How many runs the text has.
    pub fn len(&self) -> usize {
        self.shingles.len()
    }

    /// The text has no words.
    pub fn is_empty(&self) -> bool {
        self.shingles.is_empty()
    }

    /// Bytes to store.
    pub fn to_bytes(&self) -> Vec<u8> {
        self.shingles.iter().flat_map(|s| s.to_be_bytes()).collect()
    }

    /// What was stored; `None` if it was not stored by [`Self::to_bytes`].
    pub fn from_bytes(bytes: &[u8]) -> Option<Self> {
        let chunks = bytes.chunks_exact(8);
        let whole = chunks.remainder().is_empty();
        let shingles: Vec<u64> =
            chunks.map(|c| u64::from_be_bytes(c.try_into().expect("eight bytes"))).collect();
        (whole && shingles.is_sorted_by(|a, b| a < b)).then_some(Self { shingles })
    }
}

/// Words of a text with their hashes: letters and digits in small letters, nothing else, so that marks of speech,
/// capitals and hyphens make no difference.
pub(super) fn words(text: &str) -> impl Iterator<Item = (Span, u64)> + '_ {
    let mut rest = text.char_indices().peekable();
    std::iter::from_fn(move || {
        while rest.next_if(|(_, c)| !c.is_alphanumeric()).is_some() {}
        let &(start, _) = rest.peek()?;
        let (mut hash, mut end) = (FNV_START, start);
        while let Some((at, c)) = rest.next_if(|&(_, c)| c.is_alphanumeric() || is_inside(c)) {
            end = at + c.len_utf8();
            for lower in c.to_lowercase().filter(|c| c.is_alphanumeric()) {
                let mut buffer = [0; 4];
                for byte in lower.encode_utf8(&mut buffer).bytes() {
                    hash = (hash ^ u64::from(byte)).wrapping_mul(FNV_FACTOR);
                }
            }
        }
        Some((Span::new(start, end), hash))
    })
}

/// Marks that stand within a word: `don't`, `don’t`, `U.S.`
fn is_inside(c: char) -> bool {
    matches!(c, '\'' | '’')
}

/// Fowler, Noll and Vo's hash; written out, because keys are stored and must mean the same in every version.
const FNV_START: u64 = 0xcbf2_9ce4_8422_2325;
const FNV_FACTOR: u64 = 0x0000_0100_0000_01b3;

/// The hash of a run of words, with its bits mixed (Stafford's variant 13), since keys are chosen by them.
pub(super) fn run(words: &[u64]) -> u64 {
    let mut hash =
        words.iter().fold(FNV_START, |hash, word| (hash.rotate_left(5) ^ word).wrapping_mul(FNV_FACTOR));
    hash = (hash ^ (hash >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    hash = (hash ^ (hash >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    hash ^ (hash >> 31)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_capitals_and_paragraphs_make_no_difference() {
        let a = Sketch::of(["“We won’t go,” the minister said.", "He left on Monday, May 3."]);
        let b = Sketch::of(["\"we won't go\" The Minister said -- he left on Monday May 3"]);
        assert_eq!(a, b);
        assert_ne!(a, Sketch::of(["We won’t go, the minister said. He left on Monday, May 4."]));
    }

    #[test]
    fn keys_of_a_part_are_keys_of_the_whole() {
        let part: String = (0..200).map(|i| format!("word{} ", i * 7 % 61)).collect();
        let whole = format!("something before {part} and after");
        let (part, whole) = (Sketch::of([part.as_str()]), Sketch::of([whole.as_str()]));
        let keys = whole.keys();
        let sampled = part.keys().into_iter().filter(|k| k % KEY_EVERY == 0);
        assert!(sampled.clone().count() > 0 && sampled.into_iter().all(|k| keys.contains(&k)));
    }

    #[test]
    fn bytes_read_back() {
        let sketch = Sketch::of(["The army left the town on Monday, officials said."]);
        assert_eq!(Sketch::from_bytes(&sketch.to_bytes()), Some(sketch));
        assert!(Sketch::from_bytes(&[1]).is_none());
        assert!(Sketch::from_bytes(&[1; 16]).is_none());
        assert!(Sketch::of([""]).is_empty() && Sketch::of(["Kabul"]).len() == 1);
    }
}
