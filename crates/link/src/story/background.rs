//! How common is a word in the news?

use std::sync::LazyLock;

use rustc_hash::FxHashMap;

/// In how many of the counted articles each word stands.
#[derive(Debug, Default)]
pub struct Background {
    articles: u32,
    counts: FxHashMap<u64, u32>,
}

impl Background {
    /// The counts that come with the program, made by `cargo run -p sayso-link --example count_words`.
    pub fn shipped() -> &'static Background {
        static SHIPPED: LazyLock<Background> =
            LazyLock::new(|| Background::read(include_str!("../../../../data/en/model/word-counts.tsv")));
        &SHIPPED
    }

    /// Reads lines `word<TAB>articles`; the line `@articles<TAB>n` tells how many were counted.
    ///
    /// Lines that are neither are passed over: a word without a count is a rare word.
    pub fn read(text: &str) -> Self {
        let mut out = Self::default();
        for (word, count) in text.lines().filter_map(|l| l.split_once('\t')) {
            let Ok(count) = count.parse() else { continue };
            match word {
                "@articles" => out.articles = count,
                _ => drop(out.counts.insert(hash(word), count)),
            }
        }
        out
    }

    /// Inverse document frequency of a word in natural logarithms.
    pub fn rarity(&self, word: u64) -> f32 {
        let count = self.counts.get(&word).copied().unwrap_or(0);
        ((self.articles + 1) as f32 / (count + 1) as f32).ln()
    }
}

/// FNV-1a: the same on every machine and in every version, since sketches are stored.
pub(crate) fn hash(word: &str) -> u64 {
    word.bytes().fold(0xcbf2_9ce4_8422_2325, |h, b| (h ^ u64::from(b)).wrapping_mul(0x0000_0100_0000_01b3))
}

/// Words and numbers of a text in lower case.
pub fn words(text: &str) -> impl Iterator<Item = String> + '_ {
    let joins = |c: char| matches!(c, '\'' | '’' | '-' | '.' | ',');
    text.split(move |c: char| !(c.is_alphanumeric() || joins(c)))
        .map(move |w| w.trim_matches(joins))
        .filter(|w| !w.is_empty())
        .map(|w| w.strip_suffix("'s").or_else(|| w.strip_suffix("’s")).unwrap_or(w).to_lowercase())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rare_words_weigh_more() {
        let background = Background::read("@articles\t99\nthe\t99\nembassy\t9\n");
        assert_eq!(background.rarity(hash("the")), 0.0);
        assert!((background.rarity(hash("embassy")) - 10f32.ln()).abs() < 1e-6);
        assert!((background.rarity(hash("varnik")) - 100f32.ln()).abs() < 1e-6);
    }

    #[test]
    fn words_lose_their_marks_and_their_genitive() {
        let found: Vec<String> = words("“Kelvaria’s army-led” raid, on 1,200 men.").collect();
        assert_eq!(found, ["kelvaria", "army-led", "raid", "on", "1,200", "men"]);
    }
}
