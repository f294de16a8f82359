//! Word lists and tables that linking reads.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::LazyLock;

/// True if a trigger names an event by no more than its kind.
pub(crate) fn is_general(trigger: &str) -> bool {
    static WORDS: LazyLock<BTreeSet<&str>> =
        LazyLock::new(|| lines(include_str!("../../../data/en/link/general-words.txt")).collect());
    WORDS.contains(trigger)
}

/// True if what follows a word says where somebody is.
pub(crate) fn locates(word: &str) -> bool {
    static WORDS: LazyLock<BTreeSet<&str>> =
        LazyLock::new(|| lines(include_str!("../../../data/en/link/locating-words.txt")).collect());
    WORDS.contains(word)
}

/// True if some word of a text tells that something is taken back.
pub(crate) fn takes_back(text: &str) -> bool {
    static WORDS: LazyLock<Vec<&str>> =
        LazyLock::new(|| lines(include_str!("../../../data/en/link/withdrawal.txt")).collect());
    let text = format!(" {} ", text.to_lowercase());
    WORDS.iter().any(|w| text.contains(&format!(" {w} ")))
}

/// True if different reports may code one event under both modes.
pub(crate) fn are_alike(kind: &str, a: &str, b: &str) -> bool {
    static SETS: LazyLock<BTreeMap<&str, Vec<Vec<&str>>>> = LazyLock::new(|| {
        let mut sets: BTreeMap<&str, Vec<Vec<&str>>> = BTreeMap::new();
        let rows = lines(include_str!("../../../data/ontology/alike-modes.tsv"));
        for (kind, modes) in rows.filter_map(|l| l.split_once('\t')) {
            sets.entry(kind).or_default().push(modes.split(' ').collect());
        }
        sets
    });
    a == b || SETS.get(kind).is_some_and(|sets| sets.iter().any(|s| s.contains(&a) && s.contains(&b)))
}

fn lines(text: &str) -> impl Iterator<Item = &str> {
    text.lines().filter(|l| !l.is_empty() && !l.starts_with('#'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shells_and_explosions_may_be_one_and_a_beating_is_not() {
        assert!(are_alike("ASSAULT", "heavy-weapons", "explosives"));
        assert!(!are_alike("ASSAULT", "heavy-weapons", "beat"));
        assert!(are_alike("COERCE", "arrest", "arrest"));
        assert!(!are_alike("COERCE", "arrest", "deport"));
    }

    #[test]
    fn every_mode_that_is_named_exists() {
        let ontology = include_str!("../../../data/ontology/plover.tsv");
        for (kind, modes) in
            lines(include_str!("../../../data/ontology/alike-modes.tsv")).filter_map(|l| l.split_once('\t'))
        {
            for mode in modes.split(' ') {
                assert!(ontology.contains(&format!("\n{kind}\t{mode}\t")), "{kind} {mode}");
            }
        }
    }

    #[test]
    fn a_withdrawal_is_told_by_its_word() {
        assert!(takes_back("The ministry withdrew the threat"));
        assert!(!takes_back("The ministry repeated the threat"));
        assert!(is_general("attack") && !is_general("ambush"));
    }
}
