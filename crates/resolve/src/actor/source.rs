//! How is a file of the knowledge base read? The same for the files compiled into the program and for a user's own.
//!
//! Three shapes of tab-separated files, told apart by their first line:
//!
//! - `#shape state`: code, name, adjectives, nationals, seats of government, other names, COW code
//! - `#shape person`: country, names, terms, sector before and between the terms
//! - `#shape body`: names, country, sector, terms
//!
//! Lists are parted by `;`. A term is `office from..to`, terms are parted by `|`; days may be left out of dates. Behind the
//! dates of a person may stand their sources, in brackets.
//! `#kind` and `#offices` lines set what follows them; any other line that starts with `#` is a comment.

use super::fold::{fold, skeleton};

/// One entry and the keys under which it is found.
pub struct Row {
    /// Kind, name, country, sector and terms, parted by tabs.
    pub line: String,
    /// Keys with their class as first byte, see [`key`].
    pub keys: Vec<String>,
}

/// Classes of keys: the first byte of each key in the table.
pub mod key {
    /// Folded name.
    pub const NAME: char = 'n';
    /// Acronym or short name whose case matters.
    pub const EXACT: char = '=';
    /// Adjective of a state.
    pub const ADJECTIVE: char = 'a';
    /// Nationals of a state, in the plural or as one.
    pub const NATIONAL: char = 'p';
    /// Capital or seat of government.
    pub const SEAT: char = 'c';
    /// Family name of an office-holder.
    pub const FAMILY: char = 's';
    /// ISO code of a state.
    pub const CODE: char = 'i';
    /// Consonants of a name.
    pub const SKELETON: char = 'k';
}

/// Entries of one file, or the line that cannot be read and why.
pub fn read(text: &str) -> Result<Vec<Row>, (usize, &'static str)> {
    let mut rows = Vec::new();
    let (mut shape, mut kind) = ("", "body");
    for (at, line) in text.lines().enumerate() {
        let fail = |why| (at + 1, why);
        if let Some(rest) = line.strip_prefix("#shape ") {
            shape = rest.trim();
            kind = if shape == "body" { kind } else { shape };
            continue;
        }
        if let Some(rest) = line.strip_prefix("#kind ") {
            kind = rest.trim();
            continue;
        }
        if line.starts_with('#') || line.trim().is_empty() {
            continue;
        }
        let fields: Vec<&str> = line.split('\t').map(str::trim).collect();
        let field = |i: usize| fields.get(i).copied().unwrap_or("");
        rows.push(match shape {
            "state" if fields.len() >= 2 => state(&field),
            "person" if fields.len() >= 2 => person(&field, kind),
            "body" if !field(0).is_empty() => body(&field, kind),
            "state" | "person" | "body" => return Err(fail("too few columns")),
            _ => return Err(fail("no `#shape` line above")),
        });
    }
    Ok(rows)
}

fn list(field: &str) -> impl Iterator<Item = &str> {
    field.split(';').map(str::trim).filter(|name| !name.is_empty())
}

fn state<'a>(field: &dyn Fn(usize) -> &'a str) -> Row {
    let mut keys = vec![format!("{}{}", key::CODE, field(0))];
    for name in std::iter::once(field(1)).chain(list(field(5))) {
        add_name(&mut keys, name);
    }
    for (class, at) in [(key::ADJECTIVE, 2), (key::NATIONAL, 3), (key::SEAT, 4)] {
        for name in list(field(at)) {
            // An acronym as adjective ("US troops") must keep its case as a name does.
            keys.push(if is_acronym(name) {
                format!("{}{}", key::EXACT, acronym(name))
            } else {
                format!("{class}{}", fold(name))
            });
        }
    }
    Row { line: format!("state\t{}\t{}\tstate\t", field(1), field(0)), keys }
}

fn person<'a>(field: &dyn Fn(usize) -> &'a str, kind: &str) -> Row {
    let mut keys = Vec::new();
    let mut name = "";
    for (i, form) in list(field(1)).enumerate() {
        // "Name=Family" gives the word that the press uses alone, where it is not the last one.
        let (full, family) = form.split_once('=').unwrap_or((form, ""));
        if i == 0 {
            name = full;
        }
        let folded = fold(full);
        let family = if family.is_empty() { family_name(&folded) } else { fold(family) };
        if kind == "person" && family.len() > 1 {
            keys.push(format!("{}{family}", key::FAMILY));
        }
        if kind == "person" {
            keys.extend(skeleton(&folded).map(|s| format!("{}{s}", key::SKELETON)));
        }
        keys.push(format!("{}{folded}", key::NAME));
    }
    Row { line: format!("person\t{name}\t{}\t{}\t{}", field(0), field(3), without_sources(field(2))), keys }
}

/// Terms without the sources of their dates, which stand in brackets for who reads the file.
fn without_sources(terms: &str) -> String {
    let term = |term: &str| term.split_once('[').map_or(term, |(term, _)| term).trim_end().to_string();
    terms.split('|').map(term).collect::<Vec<_>>().join("|")
}

/// Last word with the particles that belong to it.
fn family_name(folded: &str) -> String {
    let words: Vec<&str> = folded.split(' ').collect();
    let Some((last, before)) = words.split_last() else { return String::new() };
    match before.last() {
        Some(&"al" | &"el" | &"bin" | &"ben" | &"de" | &"da" | &"van" | &"von" | &"le" | &"di")
            if before.len() > 1 =>
        {
            format!("{} {last}", before[before.len() - 1])
        }
        _ => (*last).to_owned(),
    }
}

fn body<'a>(field: &dyn Fn(usize) -> &'a str, kind: &str) -> Row {
    let mut keys = Vec::new();
    let mut name = "";
    for (i, form) in list(field(0)).enumerate() {
        if i == 0 {
            name = form;
        }
        add_name(&mut keys, form);
        if kind == "group" || kind == "party" {
            keys.extend(skeleton(&fold(form)).map(|s| format!("{}{s}", key::SKELETON)));
        }
    }
    Row { line: format!("{kind}\t{name}\t{}\t{}\t{}", field(1), field(2), field(3)), keys }
}

fn add_name(keys: &mut Vec<String>, name: &str) {
    keys.push(if is_acronym(name) {
        format!("{}{}", key::EXACT, acronym(name))
    } else {
        format!("{}{}", key::NAME, fold(name))
    });
}

/// True for `UN`, `U.S.`, `M23`, `al-Q`-like names are not: one short word with two capitals or more and no small
/// letters.
pub fn is_acronym(name: &str) -> bool {
    let capitals = name.chars().filter(|c| c.is_uppercase()).count();
    name.chars().count() <= 9
        && capitals >= 1
        && capitals + name.chars().filter(|c| c.is_ascii_digit()).count() >= 2
        && name.chars().all(|c| c.is_uppercase() || c.is_ascii_digit() || matches!(c, '.' | '-' | '/' | '&'))
}

/// An acronym without its dots and hyphens.
pub fn acronym(name: &str) -> String {
    name.chars().filter(|c| c.is_alphanumeric()).collect()
}
