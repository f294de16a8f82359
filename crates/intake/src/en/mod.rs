//! What is particular to pages in English: the words of `data/en/intake`, datelines and bylines.

pub mod dateline;
mod glob;
mod layout;

pub use layout::{LineKind, layout};

use rustc_hash::FxHashSet;
use std::sync::LazyLock;

static FUNCTION_WORDS: LazyLock<FxHashSet<&'static str>> = LazyLock::new(|| {
    let text = include_str!("../../../../data/en/intake/function-words.txt");
    text.lines().map(str::trim).filter(|l| !l.is_empty() && !l.starts_with('#')).collect()
});

/// True for words such as "the" and "that", in lower case.
pub fn is_function_word(word: &str) -> bool {
    FUNCTION_WORDS.contains(word)
}

/// True for "By Jane Roe and John Doe in Kabul": names after "By", and no full stop.
pub fn is_byline(line: &str) -> bool {
    let Some(rest) = ["By ", "BY ", "by "].iter().find_map(|by| line.strip_prefix(by)) else { return false };
    if rest.len() > 120 || rest.ends_with(['.', '?', '!', ':']) {
        return false;
    }
    let words: Vec<&str> =
        rest.split(|c: char| c.is_whitespace() || c == ',').filter(|w| !w.is_empty()).collect();
    let joins =
        |w: &str| matches!(w, "and" | "in" | "for" | "at" | "of" | "&" | "|" | "de" | "van" | "von" | "al");
    (1..=14).contains(&words.len())
        && words[0].starts_with(char::is_uppercase)
        && words.iter().all(|w| w.starts_with(char::is_uppercase) || joins(w) || w.starts_with("al-"))
}

/// True for "Got a story?", "More on this", "Related": headings of boxes beside an article.
pub fn is_box_heading(heading: &str) -> bool {
    layout().is_box_heading(heading)
}

#[cfg(test)]
mod tests {
    use super::is_byline;

    #[test]
    fn bylines() {
        for yes in
            ["By Ali Sawafta", "By Jane Roe and John Doe in Kabul", "BY JANE ROE", "By Jane Roe, BBC News"]
        {
            assert!(is_byline(yes), "{yes}");
        }
        for no in ["By Friday the talks had failed", "By Monday, Kabul had fallen.", "By", "Goodbye Lenin"] {
            assert!(!is_byline(no), "{no}");
        }
    }
}
