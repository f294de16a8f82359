//! Names that the tagger has not seen at all: "Iggy Fanlo, chief revenue officer at …, said", "The PA did not respond"; and persons that
//! it took for something else, as what follows shows: "Nashif noted … he said".

use sayso_model::{Annotated, Dep, Document, EntityKind, Pos, Tag, TokenIx};

use super::context::is_body_word;
use super::extent::is_capitalised;
use super::gazetteer;
use super::spans::{Evidence, Name, Spans};
use super::title::{is_office_word, is_title};
use crate::layer::coreference::lexicon;
use crate::layer::en;

/// Most words of a person's name.
const NAME_MAX: TokenIx = 4;
/// Sentences after a saying in which its speaker may be taken up by "he".
const TAKEN_UP: usize = 2;

/// Marks proper nouns that no name holds: persons by what stands in apposition or by their speaking, bodies by their capitals.
pub(super) fn mark(annotated: &Annotated, document: &Document, spans: &mut Spans) {
    for head in 0..annotated.tokens.len() as TokenIx {
        if annotated.token(head).tag != Tag::Nnp {
            continue;
        }
        if let Some(name) = spans.at(head) {
            if is_one_person(annotated, document, spans, name) {
                spans.set_kind(name, EntityKind::Person, Evidence::Context);
            }
            continue;
        }
        if let Some(name) =
            body(annotated, document, head).or_else(|| person(annotated, document, spans, head))
        {
            spans.put(name);
        }
    }
}

/// One word that the list of names does not know, that speaks, and that "he" or "she" takes up before anybody else is named.
fn is_one_person(annotated: &Annotated, document: &Document, spans: &Spans, name: Name) -> bool {
    let text = annotated.token(name.start).span.text(&document.text);
    let unsure = name.evidence == Evidence::Tagger
        && matches!(name.kind, EntityKind::Org | EntityKind::Gpe | EntityKind::Loc | EntityKind::Product)
        && name.end == name.start + 1
        && is_capitalised(annotated, document, name.start)
        && gazetteer::known().kind_of(text).is_none()
        && !is_body_word(&annotated.token(name.start).lower);
    // "He said Veritas would announce …", “The West claims …”: told by another.
    let token = annotated.token(name.start);
    let told = token.quotation.is_some() || annotated.token(token.head).dep == Dep::Ccomp;
    if !unsure || told || !speaks(annotated, name.start) {
        return false;
    }
    let own = annotated.token(name.start).sentence as usize;
    let last = annotated.sentences[(own + TAKEN_UP).min(annotated.sentences.len() - 1)].end;
    let one = |t: TokenIx| matches!(lexicon::pronoun(&annotated.token(t).lower), Some(lexicon::Who::One(_)));
    let is_person = |t: TokenIx| {
        let noun = annotated.token(t);
        spans.at(t).is_some_and(|n| n.kind == EntityKind::Person)
            || noun.pos == Pos::Noun && lexicon::person(&noun.lemma).is_some()
    };
    // What stands in quotation marks tells of others.
    let outside = |t: &TokenIx| annotated.token(*t).quotation.is_none();
    let next = (name.end..last).filter(outside).find(|&t| is_person(t) || one(t) && speaks(annotated, t));
    next.is_some_and(one)
}

/// The subject of a verb of saying.
fn speaks(annotated: &Annotated, t: TokenIx) -> bool {
    let token = annotated.token(t);
    let verb = annotated.token(token.head);
    token.dep == Dep::Nsubj && en::reporting(&verb.lemma).is_some_and(|r| !r.thinks)
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
    let is_long = (2..=NAME_MAX).contains(&(head + 1 - start));
    let is_described = || {
        let noun = |t: TokenIx| {
            annotated.token(t).pos == Pos::Noun && lexicon::person(&annotated.token(t).lemma).is_some()
        };
        annotated.children_by(head, Dep::Appos).any(noun)
    };
    (is_long && (is_described() || speaks(annotated, head))).then_some(Name {
        start,
        end: head + 1,
        kind: EntityKind::Person,
        evidence: Evidence::Tagger,
    })
}
