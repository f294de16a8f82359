//! What has another program read? Its words, with the labels of spaCy's English models.

use pyo3::prelude::*;
use sayso_ledger::{Mark, Word};
use sayso_model::{Dep, EntityKind, Span, Tag};

use crate::problem;

/// First character and one past the last; tag; relation; index of the head; whether a sentence starts; whether a name
/// starts; kind of the name that it stands in, or nothing.
pub type Given = (usize, usize, String, String, u32, bool, bool, String);

/// The words of a text, or what is wrong with them.
pub fn read(text: &str, given: &[Given]) -> PyResult<Vec<Word>> {
    let mut byte_of: Vec<usize> = text.char_indices().map(|(at, _)| at).collect();
    byte_of.push(text.len());
    let mut last = 0;
    let mut words = Vec::with_capacity(given.len());
    for (start, end, tag, dep, head, starts_sentence, starts_name, kind) in given {
        if *start < last || end < start || *end >= byte_of.len() {
            return Err(problem::value(
                format_args!(
                    "word {}, {start} to {end}, does not follow the one before in the text",
                    words.len()
                ),
                None,
            ));
        }
        last = *end;
        let span = Span::new(byte_of[*start], byte_of[*end]);
        let word = span.text(text);
        let is_space = word.trim().is_empty();
        let unknown = |what: &str, label: &str| {
            let hint = "labels are those of spaCy's English models";
            problem::value(format_args!("`{word}` has the {what} `{label}`, which is not known"), Some(hint))
        };
        let (tag, dep) = match is_space {
            true => (Tag::Space, Dep::Dep),
            false => (
                Tag::from_label(tag).ok_or_else(|| unknown("tag", tag))?,
                Dep::from_label(dep).ok_or_else(|| unknown("relation", dep))?,
            ),
        };
        let mark = match kind_of(kind) {
            Some(kind) if *starts_name => Mark::Begin(kind),
            Some(kind) => Mark::In(kind),
            None => Mark::Out,
        };
        words.push(Word { span, tag, dep, head: *head, starts_sentence: *starts_sentence, mark });
    }
    Ok(words)
}

/// The kind of a name; other models use the labels of CoNLL 2003. What has no counterpart is no name.
fn kind_of(label: &str) -> Option<EntityKind> {
    match label {
        "" => None,
        "PER" => Some(EntityKind::Person),
        label => EntityKind::from_label(label),
    }
}
