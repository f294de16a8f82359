//! The knowledge base holds together.

use std::collections::{BTreeMap, BTreeSet};

use sayso_resolve::Resolver;
use sayso_resolve::actor::entry::{Entry, EntryId};

/// Codes that stand for bodies of many countries.
const MANY: &[&str] = &["IGO", "UNO", "EUR"];

const SECTORS: &[&str] = &[
    "state", "GOV", "MIL", "COP", "JUD", "LEG", "PTY", "OPP", "REB", "PRM", "UAF", "CRM", "SPY", "CVL",
    "BUS", "EDU", "MED", "JRN", "LAB", "REL", "REF", "SOC", "IGO", "NGO", "AGR", "ELI", "PRE",
];

const OFFICES: &[&str] = &[
    "PRES", "PM", "VP", "DPM", "KING", "LEADER", "FM", "DM", "IM", "FIN", "MIN", "SOS", "NSA", "UN", "ENVOY",
    "MAYOR", "CM", "SPOX", "ATT", "HEAD", "CHIEF", "GEN", "SPEAKER", "SEN", "MP", "EU", "UNO",
];

fn entries(resolver: &Resolver) -> Vec<Entry> {
    let knowledge = resolver.knowledge();
    (0..knowledge.len() as u32).map(|id| knowledge.entry(EntryId(id))).collect()
}

#[test]
fn codes_are_codes() {
    let resolver = Resolver::load().unwrap();
    let all = entries(&resolver);
    let states: BTreeSet<_> =
        all.iter().filter(|e| e.kind == "state").filter_map(|e| e.country.clone()).collect();
    assert!(states.len() > 220, "{} states", states.len());
    let mut wrong = Vec::new();
    for entry in &all {
        if let Some(country) = &entry.country
            && !states.contains(country)
            && !MANY.contains(&country.as_str())
        {
            wrong.push(format!("{}: country {country}", entry.name));
        }
        let known = |s: &str| SECTORS.contains(&s) || OFFICES.contains(&s);
        if let Some(sector) = &entry.sector
            && !known(sector)
        {
            wrong.push(format!("{}: sector {sector}", entry.name));
        }
        wrong.extend(
            entry
                .terms
                .iter()
                .filter(|t| !known(&t.office))
                .map(|t| format!("{}: office {}", entry.name, t.office)),
        );
        if entry.sector.is_none() && entry.terms.is_empty() {
            wrong.push(format!("{}: neither sector nor terms", entry.name));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn terms_run_forward() {
    let resolver = Resolver::load().unwrap();
    let wrong: Vec<String> = entries(&resolver)
        .iter()
        .flat_map(|e| e.terms.iter().map(move |t| (e, t)))
        .filter(|(_, t)| matches!((t.from, t.to), (Some(from), Some(to)) if from > to))
        .map(|(e, t)| format!("{}: {} from {:?} to {:?}", e.name, t.office, t.from, t.to))
        .collect();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn a_name_of_two_is_told_apart_by_country() {
    let resolver = Resolver::load().unwrap();
    let knowledge = resolver.knowledge();
    let mut wrong = Vec::new();
    knowledge.for_each_key(|key, ids| {
        // Family names and skeletons are asked with more to go by.
        if key.starts_with(['s', 'k']) || ids.len() < 2 {
            return;
        }
        let mut by_country: BTreeMap<_, Vec<_>> = BTreeMap::new();
        for &id in ids {
            let entry = knowledge.entry(id);
            by_country.entry(entry.country).or_default().push(entry.name);
        }
        wrong.extend(
            by_country.into_values().filter(|names| names.len() > 1).map(|names| format!("{key}: {names:?}")),
        );
    });
    assert!(wrong.is_empty(), "{} names\n{}", wrong.len(), wrong.join("\n"));
}

#[test]
fn a_file_of_the_users_goes_first() {
    let mut resolver = Resolver::load().unwrap();
    let before = resolver.actor_string("Hamas", None);
    resolver.add_actors("own.tsv", "#shape body\n#kind group\nHamas;Brigade of Nowhere\tPSE\tGOV\n").unwrap();
    let after = resolver.actor_string("Hamas", None);
    assert_eq!((before.sector.as_deref(), after.sector.as_deref()), (Some("REB"), Some("GOV")));
    assert_eq!(resolver.actor_string("the Brigade of Nowhere", None).country.as_deref(), Some("PSE"));
    let error = resolver.add_actors("own.tsv", "#shape person\nPSE\n").unwrap_err();
    assert!(error.to_string().contains("own.tsv:2"), "{error}");
}

/// A date of office without a source is a memory, and memories are wrong.
#[test]
fn every_dated_term_of_a_person_names_its_source() {
    let persons = include_str!("../../../data/world/actors/persons.tsv");
    let mut dated = 0;
    for line in persons.lines().filter(|l| !l.starts_with('#') && !l.is_empty()) {
        for term in line.split('\t').nth(2).unwrap_or_default().split('|').filter(|t| t.contains("..")) {
            let (dates, sources) = term.split_once(" [").unwrap_or_else(|| panic!("{term} of {line}"));
            let sources = sources.strip_suffix(']').unwrap_or_else(|| panic!("{term} of {line}"));
            assert!(
                sources.split(' ').all(|s| ["C", "P", "F15", "F26", "L"].contains(&s)),
                "{term} of {line}"
            );
            let (from, to) = dates.split_once(' ').and_then(|(_, d)| d.split_once("..")).unwrap();
            assert!(from.is_empty() || to.is_empty() || from <= to, "{term} of {line}");
            dated += 1;
        }
    }
    assert!(dated > 500, "{dated}");
}
