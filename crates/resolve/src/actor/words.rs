//! What are the words of a phrase?

use super::fold::fold;

/// A word of a phrase.
#[derive(Clone, Debug)]
pub struct Word {
    /// As it is written, without a genitive ending.
    pub text: String,
    /// Folded.
    pub folded: String,
    /// A genitive ending follows it.
    pub possessive: bool,
    /// A comma or bracket follows it.
    pub stop: bool,
}

/// Cuts a string into words; punctuation other than apostrophes and hyphens parts them.
pub fn words(text: &str) -> Vec<Word> {
    let mut out: Vec<Word> = Vec::new();
    for raw in text.split_whitespace().flat_map(parts) {
        let trimmed = raw.trim_matches(|c: char| !c.is_alphanumeric() && c != '\'' && c != '’' && c != '.');
        let stop = raw.ends_with([',', ';', ')', ':', '"', '”']);
        // "U.S." keeps its last dot, the end of a sentence does not.
        let bare = trimmed.trim_end_matches('.');
        let trimmed = if bare.contains('.') || bare.chars().count() <= 1 { trimmed } else { bare };
        let (word, possessive) = match trimmed.strip_suffix("'s").or_else(|| trimmed.strip_suffix("’s")) {
            Some(stem) => (stem, true),
            None => match trimmed.strip_suffix(['\'', '’']) {
                Some(stem) if !stem.is_empty() => (stem, true),
                _ => (trimmed, false),
            },
        };
        if word.is_empty() {
            // A genitive ending written apart.
            if let (true, Some(last)) = (possessive, out.last_mut()) {
                last.possessive = true;
            }
            continue;
        }
        let lower = word.to_lowercase();
        let folded = if matches!(lower.as_str(), "a" | "an" | "the") { lower } else { fold(word) };
        if folded.is_empty() {
            continue;
        }
        out.push(Word { text: word.to_owned(), folded, possessive, stop });
    }
    out
}

/// The parts of a word with hyphens, as names are folded; an acronym is one ("MS-13").
fn parts(word: &str) -> impl Iterator<Item = &str> {
    let whole = super::source::is_acronym(word.trim_matches(|c: char| !c.is_alphanumeric()));
    word.split(move |c: char| !whole && matches!(c, '-' | '–' | '/')).filter(|p| !p.is_empty())
}

/// Folded words with a space between them.
pub(crate) fn join(words: &[Word]) -> String {
    words.iter().map(|w| w.folded.as_str()).collect::<Vec<_>>().join(" ")
}
