//! Which words set an article apart?

use std::collections::BTreeMap;

use sayso_model::Document;
use serde::{Deserialize, Serialize};

use super::background::{Background, hash, words};

/// The words that set an article apart, with weights whose squares add up to one.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Sketch {
    /// Hashes of words in ascending order, each with its weight.
    pub terms: Vec<(u64, f32)>,
}

/// Words that are kept: more do not part stories better.
const TERMS: usize = 48;
/// Running words that are looked at: what is told further down is background.
const WORDS: usize = 300;
/// How many mentions in the text one in the title counts as.
const TITLE: u32 = 2;
/// Words more common than this (one article in five) say nothing.
const RARITY_MIN: f32 = 1.5;

impl Sketch {
    /// The sketch of a document: term frequency (1 + ln n) times inverse document frequency, the highest kept.
    pub fn of(document: &Document, background: &Background) -> Self {
        let title = document.title.as_ref();
        let body = match title.and_then(|t| t.span) {
            Some(span) => document.text.get(span.end()..).unwrap_or_default(),
            None => &document.text,
        };
        Self::of_words(title.map_or("", |t| &t.text), body, background)
    }

    /// The sketch of a title and a text.
    pub fn of_words(title: &str, text: &str, background: &Background) -> Self {
        let mut counts: BTreeMap<u64, u32> = BTreeMap::new();
        for word in words(text).take(WORDS).filter(|w| w.len() > 1) {
            *counts.entry(hash(&word)).or_default() += 1;
        }
        for word in words(title).filter(|w| w.len() > 1) {
            *counts.entry(hash(&word)).or_default() += TITLE;
        }
        let weigh = |(&word, &count): (&u64, &u32)| {
            let rarity = background.rarity(word);
            (rarity >= RARITY_MIN).then(|| (word, (1.0 + (count as f32).ln()) * rarity))
        };
        let mut terms: Vec<(u64, f32)> = counts.iter().filter_map(weigh).collect();
        terms.sort_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0)));
        terms.truncate(TERMS);
        let norm = terms.iter().map(|t| t.1 * t.1).sum::<f32>().sqrt();
        for term in &mut terms {
            term.1 /= norm;
        }
        terms.sort_by_key(|t| t.0);
        Self { terms }
    }

    /// Cosine of two sketches, from 0 to 1.
    pub fn likeness(&self, other: &Self) -> f32 {
        let (mut a, mut b, mut sum) = (0, 0, 0.0);
        while let (Some(x), Some(y)) = (self.terms.get(a), other.terms.get(b)) {
            match x.0.cmp(&y.0) {
                std::cmp::Ordering::Less => a += 1,
                std::cmp::Ordering::Greater => b += 1,
                std::cmp::Ordering::Equal => {
                    sum += x.1 * y.1;
                    (a, b) = (a + 1, b + 1);
                }
            }
        }
        sum
    }

    /// The heaviest terms, by which articles that might be alike are found.
    pub fn heaviest(&self, count: usize) -> Vec<u64> {
        let mut terms = self.terms.clone();
        terms.sort_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0)));
        terms.into_iter().take(count).map(|t| t.0).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_article_is_wholly_like_itself_and_unlike_another() {
        let background = Background::read("@articles\t1000\nthe\t1000\nsaid\t900\nminister\t300\n");
        let a = Sketch::of_words(
            "Ferry sinks off Molv",
            "The ferry sank near Molv, the minister said.",
            &background,
        );
        let b =
            Sketch::of_words("Talks open", "The delegations met in Geneva, the minister said.", &background);
        assert!((a.likeness(&a) - 1.0).abs() < 1e-5);
        assert_eq!(a.likeness(&b), 0.0);
        assert_eq!(Sketch::default().likeness(&a), 0.0);
    }
}
