//! Do two names name the same?

use std::collections::BTreeSet;

use unicode_normalization::UnicodeNormalization;

/// Words that carry no identity.
const SMALL: &[&str] =
    &["the", "a", "an", "of", "and", "to", "in", "for", "s", "some", "several", "two", "three", "four"];

/// The words of a name: without accents, in lower case, small words left out.
pub fn words(name: &str) -> BTreeSet<String> {
    let folded: String = name.nfkd().filter(char::is_ascii).collect::<String>().to_ascii_lowercase();
    folded
        .split(|c: char| !c.is_ascii_alphanumeric())
        .filter(|w| !w.is_empty() && !SMALL.contains(w))
        .map(str::to_owned)
        .collect()
}

/// Equal once folded, or one's words contain the other's, or half of all their words are shared.
///
/// ```
/// # use sayso_eval::names::same_name;
/// assert!(same_name("Recep Tayyip Erdoğan", "Erdogan"));
/// assert!(!same_name("Khawaja Asif", "Kabul"));
/// ```
pub fn same_name(a: &str, b: &str) -> bool {
    let (x, y) = (words(a), words(b));
    if x.is_empty() || y.is_empty() {
        return false;
    }
    let shared = x.intersection(&y).count();
    shared == x.len() || shared == y.len() || shared as f64 / (x.len() + y.len() - shared) as f64 >= 0.5
}

/// How many of `gold` find a name of their own among `given`, each of which may be matched by any of its aliases.
pub fn hits(gold: &[String], given: &[Vec<String>]) -> usize {
    let mut left: Vec<&Vec<String>> = given.iter().collect();
    let mut hit = 0;
    for name in gold {
        if let Some(at) = left.iter().position(|aliases| aliases.iter().any(|a| same_name(name, a))) {
            left.remove(at);
            hit += 1;
        }
    }
    hit
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_the_same_by_their_words() {
        let check = |a, b, expect| assert_eq!(same_name(a, b), expect, "{a} / {b}");
        check("the United States", "United States of America", true);
        check("two officials", "officials", true);
        check("Asif", "Khawaja Asif", true);
        check("Israeli army", "Israeli navy", false);
        check("the", "the", false);
        check("Владимир Путин", "Vladimir Putin", false);
        check("Guantánamo", "Guantanamo", true);
    }

    #[test]
    fn a_name_is_used_once() {
        let gold = ["Iran".to_owned(), "Iran".to_owned()];
        assert_eq!(hits(&gold, &[vec!["Iran".to_owned(), "Tehran".to_owned()]]), 1);
    }
}
