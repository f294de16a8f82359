//! Is a person of the text the one of the knowledge base, or only of the same family name? "Assad" after "Omar Assad" is not the
//! president.

use sayso_model::{EntityKind, SourceClass};

use super::entry::Entry;
use super::fold::fold;
use super::group::Group;
use super::mention::{Manner, Mention};
use super::phrase::{Reader, Reading};
use super::source::key;

/// Whole names, and given names, that are one name in two spellings: "Abu Ubaida" is Abu Obeida, "Anthony" is Antony.
const SAME_NAME: f64 = 0.9;
const SAME_GIVEN: f64 = 0.85;
/// Parts of names that say nothing of whose they are.
const PARTICLES: [&str; 11] = ["al", "el", "bin", "ben", "ibn", "abd", "de", "da", "la", "van", "von"];

/// True if a name is one word, and so may be that of many.
fn is_short(mention: &Mention) -> bool {
    !mention.folded.contains(' ')
}

/// Takes from a full name the entry that a part of it leads to, where it is another's: "Omar Assad".
pub(super) fn part(reader: &Reader, found: &mut Mention) {
    let is_full = found.manner == Manner::Name && !is_short(found) && found.kind == Some(EntityKind::Person);
    let Some(id) = found.reading.entry.filter(|_| is_full) else { return };
    let entry = reader.knowledge.entry(id);
    let short = found.folded.rsplit(' ').next().unwrap_or_default();
    let is_whole = reader.knowledge.find(key::NAME, &found.folded).contains(&id);
    // "Hazem Abu al-Wafa" is no news agency: what stands before its name is neither a body's nor a state's.
    let is_body_of_its_own = || {
        let words = found.folded.split(' ').filter(|w| !PARTICLES.contains(w)).count();
        let first = found.folded.split(' ').next().unwrap_or_default();
        let leads = |key, name: &str| reader.knowledge.find(key, name);
        words < 3
            || !leads(key::NAME, short).contains(&id)
            || !leads(key::NAME, first).is_empty()
            || !leads(key::ADJECTIVE, first).is_empty()
    };
    if entry.kind == "person" && !is_whole && !is_same(&found.folded, short, &entry) {
        found.reading = stranger(&found.reading);
    } else if entry.kind != "person" && !is_whole && !is_body_of_its_own() {
        found.reading = Reading { is_person: true, class: Some(SourceClass::Person), ..Reading::default() };
    }
}

/// Takes from a short name the entry that it leads to, where the text calls the person by a full name that is another's.
pub(super) fn unname(reader: &Reader, group: &Group, found: &mut Mention) {
    let Some(id) = found.reading.entry.filter(|_| is_short(found) && group.reading.entry.is_none()) else {
        return;
    };
    let entry = reader.knowledge.entry(id);
    if entry.kind == "person" && full_names(group).any(|full| !is_same(&full.folded, &found.folded, &entry)) {
        found.reading = stranger(&found.reading);
    }
}

/// Takes from a group the entry that short names led to, where a full name joins it that is another's. True if it did.
pub(super) fn rename(reader: &Reader, group: &mut Group, found: &Mention) -> bool {
    let Some(id) = group.reading.entry.filter(|_| found.reading.entry.is_none()) else { return false };
    let entry = reader.knowledge.entry(id);
    let short = group.mentions.iter().find(|m| m.reading.entry == Some(id)).filter(|m| is_short(m));
    let is_full = found.manner == Manner::Name && !is_short(found) && found.reading.is_person;
    let known = full_names(group).any(|m| m.reading.entry == Some(id));
    let Some(short) = short.filter(|_| is_full && !known && entry.kind == "person") else { return false };
    if is_same(&found.folded, &short.folded, &entry) {
        return false;
    }
    group.reading = stranger(&group.reading);
    true
}

fn full_names(group: &Group) -> impl Iterator<Item = &Mention> {
    group.mentions.iter().filter(|m| m.manner == Manner::Name && !is_short(m))
}

/// What is left of a reading when the entry is taken from it.
fn stranger(reading: &Reading) -> Reading {
    Reading { is_person: reading.is_person, class: reading.class, ..Reading::default() }
}

/// True if a full name may be that of an entry which a short name, a word of both, leads to.
fn is_same(full: &str, short: &str, entry: &Entry) -> bool {
    let own = fold(&entry.name);
    if strsim::jaro_winkler(full, &own) >= SAME_NAME {
        return true;
    }
    let given = |name: &str| -> Vec<String> {
        let tells = |w: &&str| *w != short && !PARTICLES.contains(w);
        name.split(' ').filter(tells).map(str::to_owned).collect()
    };
    let (theirs, own) = (given(full), given(&own));
    theirs.iter().any(|a| {
        own.iter().any(|b| {
            let initial = (a.len() == 1 || b.len() == 1) && a.chars().next() == b.chars().next();
            initial || strsim::jaro_winkler(a, b) >= SAME_GIVEN
        })
    })
}

#[cfg(test)]
mod tests {
    use super::super::entry::{Entry, EntryId};

    #[track_caller]
    fn same(full: &str, short: &str, name: &str) -> bool {
        super::is_same(full, short, &Entry::read(EntryId(0), &format!("person\t{name}\t\t\t")))
    }

    #[test]
    fn spellings_are_of_one_and_namesakes_of_two() {
        assert!(same("anthony blinken", "blinken", "Antony Blinken"));
        assert!(same("hossein amirabdollahian", "amirabdollahian", "Hossein Amir-Abdollahian"));
        assert!(same("riad malki", "malki", "Riyad al-Maliki"));
        assert!(same("abu ubaida", "ubaida", "Abu Obeida"));
        assert!(same("j biden", "biden", "Joe Biden"));
        assert!(!same("omar assad", "assad", "Bashar al-Assad"));
        assert!(!same("omar al assad", "assad", "Bashar al-Assad"));
        assert!(!same("thierry henry", "henry", "Ariel Henry"));
        assert!(!same("mansour abbas", "abbas", "Mahmoud Abbas"));
        assert!(!same("kim clijsters", "kim", "Kim Jong Un"));
        assert!(!same("ray charles", "charles", "King Charles III"));
    }
}
