//! A sentence with its parse as a table, for whoever writes a rule.

use std::fmt::Write;

use sayso_model::{Annotated, ArgumentRole, TokenIx};

use crate::lexicon::TokenClasses;

/// One line a token: number in the sentence, form, lemma, parts of speech, relation and head, entity, classes, and
/// logical arguments.
pub fn draw(text: &Annotated, words: &TokenClasses<'_>, sentence: u32) -> String {
    let Some(range) = text.sentences.get(sentence as usize).map(|s| s.start..s.end) else {
        return String::new();
    };
    let number = |t: TokenIx| (t + 1).saturating_sub(range.start);
    let mut rows: Vec<Vec<String>> = Vec::new();
    for i in range.clone() {
        let token = text.token(i);
        let mut notes: Vec<String> = Vec::new();
        notes.extend(text.entity_of(i).map(|e| e.kind.as_str().to_owned()));
        notes.extend(words.of(i).iter().map(|c| format!("class={}", words.lexicon().class_name(c))));
        for (role, name) in [(ArgumentRole::Subject, "~subj"), (ArgumentRole::Object, "~obj")] {
            notes.extend(text.arguments.of(i, role).map(|a| format!("{name}={}", number(a))));
        }
        rows.push(vec![
            number(i).to_string(),
            token.lower.to_string(),
            token.lemma.to_string(),
            token.pos.as_str().to_owned(),
            token.tag.as_str().to_owned(),
            token.dep.as_str().to_owned(),
            text.head(i).map_or_else(|| "-".to_owned(), |h| number(h).to_string()),
            notes.join(" "),
        ]);
    }
    let widths: Vec<usize> =
        (0..8).map(|column| rows.iter().map(|row| row[column].chars().count()).max().unwrap_or(0)).collect();
    let mut out = String::new();
    for row in rows {
        let mut line = String::new();
        for (cell, width) in row.iter().zip(&widths) {
            let _ = write!(line, "{cell:<width$} ");
        }
        let _ = writeln!(out, "{}", line.trim_end());
    }
    out
}
