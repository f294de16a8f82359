//! "Tehreek-e-Taliban Pakistan (TTP)": an acronym in brackets shows how far the name before it reaches.

use sayso_model::{Annotated, Document, EntityKind, TokenIx};

use super::gazetteer;
use super::spans::{Evidence, Name, Spans};

/// Letters of an acronym.
const LETTERS_MAX: usize = 8;
/// Small words that an acronym passes over, besides its letters.
const SMALL_MAX: TokenIx = 6;

pub(super) fn mark(annotated: &Annotated, document: &Document, spans: &mut Spans) {
    let n = annotated.tokens.len() as TokenIx;
    for i in 2..n {
        let text = annotated.token(i).span.text(&document.text);
        if !is_acronym(text)
            || annotated.token(i - 1).lower != "("
            || i + 1 >= n
            || annotated.token(i + 1).lower != ")"
        {
            continue;
        }
        let Some(start) = start_of(annotated, document, text, i - 1) else { continue };
        let full = annotated.tokens_span(start, i - 1).text(&document.text);
        // What the whole is called tells most, then what its parts were taken for.
        let kinds = (start..i - 1).filter_map(|k| spans.at(k)).map(|name| name.kind);
        let place = kinds.clone().all(|kind| kind == EntityKind::Gpe) && kinds.clone().next().is_some();
        let kind = gazetteer::known()
            .kind_of(full)
            .or(gazetteer::known().kind_of(text))
            .unwrap_or(if place { EntityKind::Gpe } else { EntityKind::Org });
        let person = kinds.clone().all(|kind| kind == EntityKind::Person) && kinds.count() == 1;
        let event = (start..i - 1).filter_map(|k| spans.at(k)).any(|n| {
            (n.start, n.end) == (start, i - 1) && !matches!(n.kind, EntityKind::Person | EntityKind::Gpe)
        });
        let kind = if event && gazetteer::known().kind_of(full).is_none() {
            spans.at(start).map_or(kind, |name| name.kind)
        } else {
            kind
        };
        if person && i - 1 - start < 3 {
            continue;
        }
        spans.put(Name { start, end: i - 1, kind, evidence: Evidence::Context });
        spans.put(Name { start: i, end: i + 1, kind, evidence: Evidence::Context });
    }
}

pub(super) fn is_acronym(text: &str) -> bool {
    let letters = text.chars().filter(|c| c.is_alphabetic());
    (2..=LETTERS_MAX).contains(&text.chars().count())
        && letters.clone().filter(|c| c.is_uppercase()).count() >= 2
        && text.chars().all(|c| c.is_alphanumeric() || matches!(c, '-' | '.' | '&'))
        && letters.filter(|c| c.is_lowercase()).count() <= 2
}

/// The token with which the name that `acronym` abbreviates begins, read back from `end`.
fn start_of(annotated: &Annotated, document: &Document, acronym: &str, end: TokenIx) -> Option<TokenIx> {
    let sentence = annotated.sentence_of(end);
    let mut letters = acronym.chars().filter(|c| c.is_uppercase()).rev();
    let mut wanted = letters.next()?;
    let mut at = end;
    let mut small = 0;
    while at > sentence.start {
        at -= 1;
        let text = annotated.token(at).span.text(&document.text);
        let first = text.chars().next()?;
        if first.is_uppercase() && first == wanted {
            match letters.next() {
                Some(next) => wanted = next,
                None => return Some(at),
            }
        } else if first.is_uppercase() {
            return None;
        } else {
            small += 1;
            if small > SMALL_MAX {
                return None;
            }
        }
    }
    None
}
