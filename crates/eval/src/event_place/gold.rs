//! Lines of the event-location set: a text, the verb that is asked about, the places that people marked for it.

use std::path::Path;

use sayso_annotate::Annotator;
use sayso_model::{Annotated, Block, BlockKind, Document, Span};
use serde::Deserialize;

use crate::{Error, coder};

/// A sentence with its verb and places.
#[derive(Clone, Debug)]
pub struct Case {
    /// The sentence.
    pub text: String,
    /// Its words.
    pub annotated: Annotated,
    /// Bytes of the verb.
    pub verb: Span,
    /// Bytes of the places, none if the verb has none.
    pub places: Vec<Span>,
    /// The annotators vouched for it.
    pub vouched: bool,
}

#[derive(Deserialize)]
struct Line {
    text: String,
    spans: Vec<Marked>,
    answer: Option<String>,
}

#[derive(Deserialize)]
struct Marked {
    start: usize,
    end: usize,
    label: String,
}

/// Reads and annotates the lines of a file that have a verb.
pub fn read(path: &Path, annotator: &Annotator) -> Result<Vec<Case>, Error> {
    let lines: Vec<Line> = coder::records(path, &crate::error::read(path)?)?;
    Ok(lines.into_iter().filter_map(|line| case(line, annotator)).collect())
}

fn case(line: Line, annotator: &Annotator) -> Option<Case> {
    let block = Block { span: Span::new(0, line.text.len()), kind: BlockKind::Body };
    let document = Document { text: line.text, blocks: vec![block], ..Document::default() };
    let annotated = annotator.annotate(&document).0;
    let text = document.text;
    let mut bytes: Vec<usize> = text.char_indices().map(|(at, _)| at).collect();
    bytes.push(text.len());
    let chars = |m: &Marked| Some(Span::new(*bytes.get(m.start)?, *bytes.get(m.end)?));
    let verb = line.spans.iter().find(|m| m.label == "VERB").and_then(chars)?;
    let locations = line.spans.iter().filter(|m| m.label == "LOCATION");
    // A place that cannot be told leaves the answer open: the line is not asked for.
    let places = locations.map(|m| place(&text, &annotated, m, chars(m))).collect::<Option<_>>()?;
    Some(Case { text, annotated, verb, places, vouched: line.answer.as_deref() == Some("accept") })
}

/// A fifth of the set's places are written as the first and last of their tokens instead of characters; as characters they
/// cut words or are empty.
fn place(text: &str, annotated: &Annotated, marked: &Marked, chars: Option<Span>) -> Option<Span> {
    if let Some(span) = chars.filter(|&s| is_name(text, s)) {
        return Some(span);
    }
    // Blank tokens were counted another way now and then: the nearest run of capital words.
    [0i64, -1, 1, -2].into_iter().find_map(|by| {
        let token =
            |i: usize| u32::try_from(i as i64 + by).ok().filter(|&t| (t as usize) < annotated.tokens.len());
        let (first, last) = (token(marked.start)?, token(marked.end)?);
        let span = (first <= last).then(|| annotated.tokens_span(first, last + 1))?;
        let capital = |t: u32| {
            let word = annotated.tokens[t as usize].span.text(text);
            word.trim_start_matches(['‘', '\'', '’']).starts_with(char::is_uppercase)
        };
        (capital(first) && (capital(last) || first == last)).then_some(span)
    })
}

/// Whole words.
fn is_name(text: &str, span: Span) -> bool {
    let words = span.text(text);
    let cuts = |before: Option<char>, after: Option<char>| {
        before.is_some_and(char::is_alphanumeric) && after.is_some_and(char::is_alphanumeric)
    };
    words.chars().count() > 1
        && words.trim() == words
        && !cuts(text[..span.start()].chars().next_back(), words.chars().next())
        && !cuts(words.chars().next_back(), text[span.end()..].chars().next())
}

impl Case {
    /// The token of the verb.
    pub fn event(&self) -> Option<u32> {
        self.annotated.token_at(self.verb.start()).or_else(|| self.annotated.token_at(self.verb.end() - 1))
    }
}
