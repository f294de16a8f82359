//! Mentions that mean one actor, and which names can be one.

use super::mention::{Manner, Mention};
use super::phrase::Reading;

/// Mentions that are thought to mean one actor.
pub(super) struct Group {
    pub mentions: Vec<Mention>,
    pub reading: Reading,
    pub is_person: bool,
}

impl Group {
    /// True if one of the mentions is a name.
    pub fn has_name(&self) -> bool {
        self.mentions.iter().any(|m| m.manner == Manner::Name)
    }

    /// Takes in a mention; what it says fills what is not known yet.
    pub fn join(&mut self, found: Mention) {
        let theirs = &found.reading;
        let mine = &mut self.reading;
        if mine.entry.is_none() && theirs.entry.is_some() {
            let kept = mine.clone();
            *mine = theirs.clone();
            mine.country = mine.country.take().or(kept.country);
            mine.sector = mine.sector.take().or(kept.sector);
        } else {
            mine.country = mine.country.take().or_else(|| theirs.country.clone());
            if mine.sector.is_none() {
                mine.sector = theirs.sector.clone();
                mine.class = mine.class.or(theirs.class);
            }
        }
        self.is_person |= theirs.is_person;
        self.mentions.push(found);
    }
}

/// A short form of a person's name: every word of it is a word of the full one, or its initial.
pub(super) fn is_part_of_person(part: &[&str], whole: &[&str]) -> bool {
    let (part, whole) = if part.len() <= whole.len() { (part, whole) } else { (whole, part) };
    let mut at = 0;
    part.iter().all(|word| {
        match whole[at..].iter().position(|w| w == word || word.len() == 1 && w.starts_with(word)) {
            Some(i) => {
                at += i + 1;
                true
            }
            None => false,
        }
    }) && part.iter().any(|w| w.len() > 1)
}

pub(super) fn is_initials(name: &str) -> bool {
    super::source::is_acronym(name)
}

/// True if the letters are the initials of the words, small words left out or not.
pub(super) fn is_made_of(letters: &[&str], words: &[&str]) -> bool {
    let [letters] = letters else { return false };
    let all: String = words.iter().filter_map(|w| w.chars().next()).collect();
    let main: String = words
        .iter()
        .filter(|w| {
            !matches!(**w, "of" | "the" | "and" | "for" | "in" | "e" | "i" | "de" | "la" | "du" | "al")
        })
        .filter_map(|w| w.chars().next())
        .collect();
    letters.len() >= 2 && (*letters == all || *letters == main)
}
