//! Names that the tagger has not seen at all: "Iggy Fanlo, chief revenue officer at …, said", "The PA did not respond".

use sayso_model::{Annotated, Dep, Document, EntityKind, Pos, Tag, TokenIx};

use super::context::is_body_word;
use super::extent::is_capitalised;
use super::spans::{Evidence, Name, Spans};
use super::title::{is_office_word, is_title};
use crate::layer::coreference::lexicon;
use crate::layer::en;

/// Most words of a person's name.
const NAME_MAX: TokenIx = 4;

/// Marks proper nouns that no name holds: persons by what stands in apposition or by their speaking, bodies by their capitals.
pub(super) fn mark(annotated: &Annotated, document: &Document, spans: &mut Spans) {
    for head in 0..annotated.tokens.len() as TokenIx {
        if annotated.token(head).tag != Tag::Nnp || spans.at(head).is_some() {
            continue;
        }
        if let Some(name) =
            body(annotated, document, head).or_else(|| person(annotated, document, spans, head))
        {
            spans.put(name);
        }
    }
}

/// An acronym that acts.
fn body(annotated: &Annotated, document: &Document, head: TokenIx) -> Option<Name> {
    let token = annotated.token(head);
    let word = token.span.text(&document.text);
    let is_acronym = word.len() > 1 && word.chars().all(|c| c.is_ascii_uppercase());
    let acts = token.dep == Dep::Nsubj && annotated.token(token.head).pos == Pos::Verb;
    let follows_article = head.checked_sub(1).is_some_and(|t| annotated.token(t).lower == "the");
    // A heading in capitals has no acronyms.
    let sentence = annotated.sentence_of(head);
    let is_shouted = || {
        let words = (sentence.start..sentence.end).map(|t| annotated.token(t).span.text(&document.text));
        words.filter(|w| w.chars().any(char::is_lowercase)).count() < 2
    };
    (is_acronym && acts && follows_article && !is_shouted()).then_some(Name {
        start: head,
        end: head + 1,
        kind: EntityKind::Org,
        evidence: Evidence::Context,
    })
}

/// Two or more capitalised words that speak, or that a noun for a person stands beside.
fn person(annotated: &Annotated, document: &Document, spans: &Spans, head: TokenIx) -> Option<Name> {
    let is_part = |t: TokenIx| {
        let token = annotated.token(t);
        token.tag == Tag::Nnp
            && is_capitalised(annotated, document, t)
            && spans.at(t).is_none()
            && !is_title(&token.lower)
            && !is_office_word(&token.lower)
    };
    if !is_part(head) || is_body_word(&annotated.token(head).lower) {
        return None;
    }
    let mut start = head;
    while start > 0 && is_part(start - 1) && annotated.token(start - 1).dep == Dep::Compound {
        start -= 1;
    }
    let token = annotated.token(head);
    let is_long = (2..=NAME_MAX).contains(&(head + 1 - start));
    let speaks = || {
        let verb = annotated.token(token.head);
        token.dep == Dep::Nsubj && en::reporting(&verb.lemma).is_some_and(|r| !r.thinks)
    };
    let is_described = || {
        let noun = |t: TokenIx| {
            annotated.token(t).pos == Pos::Noun && lexicon::person(&annotated.token(t).lemma).is_some()
        };
        annotated.children_by(head, Dep::Appos).any(noun)
    };
    (is_long && (is_described() || speaks())).then_some(Name {
        start,
        end: head + 1,
        kind: EntityKind::Person,
        evidence: Evidence::Tagger,
    })
}
