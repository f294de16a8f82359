//! Coders' marks of one round: a CSV file with columns numbered by coder.

use std::path::Path;

use crate::chars::Chars;
use crate::python::Literal;
use crate::{Error, error};

/// A sentence with the marks of those who coded it.
pub(super) struct Sentence {
    pub(super) text: String,
    pub(super) coders: Vec<Marks>,
}

/// What one coder marked.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Marks {
    /// Number of the coder.
    pub(super) coder: usize,
    pub(super) actions: Vec<Chars>,
    pub(super) sources: Vec<Chars>,
    pub(super) targets: Vec<Chars>,
    /// Two digits of CAMEO, once for each action.
    pub(super) roots: Vec<String>,
}

/// The sentences of a round, with the coders who were done with them.
pub(super) fn read(path: &Path) -> Result<Vec<Sentence>, Error> {
    let text = error::read(path)?;
    let mut rows = csv::Reader::from_reader(text.as_bytes());
    let head = rows.headers().map_err(|e| Error::new(path, e))?.clone();
    let column = |name: &str| head.iter().position(|h| h == name);
    let sentence = column("sentences").ok_or_else(|| Error::new(path, "has no column `sentences`"))?;
    let mut out = Vec::new();
    for row in rows.records() {
        let row = row.map_err(|e| Error::new(path, e))?;
        let text = row[sentence].trim().to_owned();
        let field = |name: String| column(&name).and_then(|i| row.get(i)).unwrap_or_default();
        let mut coders = Vec::new();
        for coder in 1..=9 {
            if field(format!("anncomplete_{coder}")) != "True" {
                continue;
            }
            let entities = field(format!("entities_{coder}"));
            let entities = Literal::parse(entities)
                .ok_or_else(|| Error::new(path, format!("no list of entities: `{entities}`")))?;
            let mut marks = marks(&entities);
            let codes = (1..=9).map(|n| field(format!("Action{n}_CAMEO_{coder}")));
            marks.roots = codes.filter_map(root).collect();
            marks.coder = coder;
            coders.push(marks);
        }
        out.push(Sentence { text, coders });
    }
    Ok(out)
}

fn marks(entities: &Literal) -> Marks {
    let mut marks = Marks::default();
    for entity in entities.items() {
        let [Literal::Text(label), Literal::Text(words), Literal::Number(start)] = entity.items() else {
            continue;
        };
        let span = Chars::new([(*start, start + words.chars().count())]);
        let list = match label.split('-').next() {
            Some("Action") => &mut marks.actions,
            Some("Source") => &mut marks.sources,
            Some("Target") => &mut marks.targets,
            _ => continue,
        };
        // A party of two actions is marked once for each.
        if !list.contains(&span) {
            list.push(span);
        }
    }
    marks
}

/// `18` of `4-18 Assualt`.
fn root(code: &str) -> Option<String> {
    let digits: String = code.split_once('-')?.1.chars().take_while(char::is_ascii_digit).collect();
    (!digits.is_empty()).then(|| format!("{digits:0>2}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn roots_have_two_digits() {
        let check = |code, expect: Option<&str>| assert_eq!(root(code).as_deref(), expect, "{code}");
        check("4-18 Assualt", Some("18"));
        check("0-1 Make Public Statement", Some("01"));
        check("", None);
    }

    #[test]
    fn a_party_of_two_actions_is_one_mark() {
        let entities = "[('Source-1', 'Gunmen', 0), ('Source-2', 'Gunmen', 0), ('Time', 'Friday', 9)]";
        let marks = marks(&Literal::parse(entities).unwrap());
        assert_eq!((marks.sources.len(), marks.actions.len()), (1, 0));
    }
}
