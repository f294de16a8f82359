use rustc_hash::FxHashMap;

/// Numbers of strings, as spaCy's store of strings gives them: a few hundred names of attributes and labels have
/// small fixed numbers, and every other string is hashed.
#[derive(Debug)]
pub(crate) struct Symbols(FxHashMap<String, u64>);

impl Symbols {
    pub(crate) fn new(fixed: FxHashMap<String, u64>) -> Self {
        Self(fixed)
    }

    /// Number of a string.
    pub(crate) fn number(&self, text: &str) -> u64 {
        if text.is_empty() {
            return 0;
        }
        self.0.get(text).copied().unwrap_or_else(|| murmur64a(text.as_bytes(), 1))
    }
}

/// MurmurHash64A (Austin Appleby, public domain).
fn murmur64a(data: &[u8], seed: u64) -> u64 {
    const M: u64 = 0xc6a4_a793_5bd1_e995;
    const R: u32 = 47;
    let mut h = seed ^ (data.len() as u64).wrapping_mul(M);
    let mut words = data.chunks_exact(8);
    for word in &mut words {
        let mut k = u64::from_le_bytes(word.try_into().unwrap()).wrapping_mul(M);
        k ^= k >> R;
        h = (h ^ k.wrapping_mul(M)).wrapping_mul(M);
    }
    let tail = words.remainder();
    if !tail.is_empty() {
        for (i, &byte) in tail.iter().enumerate() {
            h ^= u64::from(byte) << (8 * i);
        }
        h = h.wrapping_mul(M);
    }
    h ^= h >> R;
    h = h.wrapping_mul(M);
    h ^ h >> R
}

/// The four rows of a hashed embedding table in which `key` is spread (MurmurHash3 x64 128 of one 8-byte key, as
/// Thinc's `Ops.hash` computes it).
pub(crate) fn rows(key: u64, seed: u32, table_rows: usize) -> [usize; 4] {
    let mix = |mut h: u64| {
        h ^= h >> 33;
        h = h.wrapping_mul(0xff51_afd7_ed55_8ccd);
        h ^= h >> 33;
        h = h.wrapping_mul(0xc4ce_b9fe_1a85_ec53);
        h ^ h >> 33
    };
    let mut h1 = key.wrapping_mul(0x87c3_7b91_1142_53d5).rotate_left(31).wrapping_mul(0x4cf5_ad43_2745_937f);
    h1 ^= u64::from(seed) ^ 8;
    let mut h2 = u64::from(seed) ^ 8;
    h1 = h1.wrapping_add(h2);
    h2 = h2.wrapping_add(h1);
    h1 = mix(h1);
    h2 = mix(h2);
    h1 = h1.wrapping_add(h2);
    h2 = h2.wrapping_add(h1);
    [h1 as u32, (h1 >> 32) as u32, h2 as u32, (h2 >> 32) as u32].map(|k| k as usize % table_rows)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn strings_hash_as_in_spacy() {
        let symbols = Symbols::new([("nsubj".to_string(), 429)].into_iter().collect());
        assert_eq!(symbols.number(""), 0);
        assert_eq!(symbols.number("nsubj"), 429);
        // nlp.vocab.strings["coffee"]
        assert_eq!(symbols.number("coffee"), 3197928453018144401);
    }
}
