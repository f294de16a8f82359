//! Which passages do two texts share?

use rustc_hash::FxHashMap;
use sayso_model::Span;

use super::SHINGLE_WORDS;
use super::sketch::{run, words};

/// Words that two texts do not share between two that they do: a name or a number that an editor changed.
const GAP_WORDS_MAX: usize = 3;

/// The passages of `text` that stand in `other` too, in order, as bytes: runs of five words and more, joined over small
/// changes.
///
/// ```
/// use sayso_link::copy::shared;
/// let wire = "The army left the town of Tavrin on Monday, two officials said.";
/// let outlet = "Our reporters write: the army left the town of Tavrin on Monday, an observer said.";
/// let passages = shared(outlet, wire);
/// assert_eq!(passages.len(), 1);
/// assert_eq!(passages[0].text(outlet), "the army left the town of Tavrin on Monday");
/// ```
pub fn shared(text: &str, other: &str) -> Vec<Span> {
    let theirs: Vec<u64> = words(other).map(|(_, hash)| hash).collect();
    let known: FxHashMap<u64, ()> = theirs.windows(SHINGLE_WORDS).map(|w| (run(w), ())).collect();
    let ours: Vec<(Span, u64)> = words(text).collect();
    let hashes: Vec<u64> = ours.iter().map(|(_, hash)| *hash).collect();
    // Words that a shared run covers, as ranges.
    let mut ranges: Vec<(usize, usize)> = Vec::new();
    for (at, window) in hashes.windows(SHINGLE_WORDS).enumerate() {
        if !known.contains_key(&run(window)) {
            continue;
        }
        match ranges.last_mut() {
            Some((_, end)) if at <= *end + GAP_WORDS_MAX => *end = at + SHINGLE_WORDS,
            _ => ranges.push((at, at + SHINGLE_WORDS)),
        }
    }
    ranges.into_iter().map(|(from, to)| Span::new(ours[from].0.start(), ours[to - 1].0.end())).collect()
}
