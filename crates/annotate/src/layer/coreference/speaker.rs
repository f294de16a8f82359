//! Whose words stand between the marks?
//!
//! The verb of saying that governs the quotation, or stands beside it in the sentence, tells by its subject. A
//! quotation without one belongs to who spoke last in its paragraph, or, where it makes up its whole paragraph, to who
//! spoke last in the one before.

use sayso_model::{Annotated, ArgumentRole, Dep, Pos, QuotationKind, TokenIx};

use crate::layer::en;

/// Most words between a quotation and the verb of saying behind it.
const AFTER_MAX: TokenIx = 14;
/// Most words between the verb of saying before a quotation and it.
const BEFORE_MAX: TokenIx = 24;
/// Marks that stand between a quotation and the words beside it.
const MARKS_MAX: TokenIx = 3;
/// Most heads climbed out of a quotation.
const CLIMB_MAX: usize = 24;

/// Head tokens of who speaks, one for each quotation.
pub(super) fn of(annotated: &Annotated) -> Vec<Option<TokenIx>> {
    let mut speakers: Vec<Option<TokenIx>> = Vec::with_capacity(annotated.quotations.len());
    for (q, quotation) in annotated.quotations.iter().enumerate() {
        let found = governing(annotated, q as u32)
            .or_else(|| behind(annotated, q as u32))
            .or_else(|| before(annotated, q as u32))
            .or_else(|| colon(annotated, q as u32));
        let inherited = || {
            // A quotation inside another is not its speaker's own.
            let last = (0..q).rev().find(|&p| annotated.quotations[p].parent == quotation.parent)?;
            let speech = quotation.kind == QuotationKind::Speech;
            let near = blocks_apart(annotated, annotated.quotations[last].end - 1, quotation.start);
            let goes_on = speech && (near == 0 || (near <= 1 && alone(annotated, q)));
            speakers[last].filter(|_| goes_on)
        };
        speakers.push(found.or_else(inherited));
    }
    speakers
}

fn blocks_apart(annotated: &Annotated, from: TokenIx, to: TokenIx) -> u32 {
    annotated.sentence_of(to).block.abs_diff(annotated.sentence_of(from).block)
}

/// True if nothing but the quotation stands in its paragraph.
fn alone(annotated: &Annotated, q: usize) -> bool {
    let quotation = annotated.quotations[q];
    let sentence = |i: TokenIx| annotated.sentence_of(i);
    let block = sentence(quotation.start).block;
    // Marks, a colon, a dash.
    let is_word = |&i: &TokenIx| annotated.token(i).pos != Pos::Punct && sentence(i).block == block;
    let before = quotation.start.saturating_sub(MARKS_MAX)..quotation.start;
    let after = quotation.end..(quotation.end + MARKS_MAX).min(annotated.tokens.len() as TokenIx);
    before.chain(after).find(is_word).is_none()
}

/// Who says it, if `verb` is a verb of saying outside the quotation with a subject that is outside as well.
fn sayer(annotated: &Annotated, q: u32, verb: TokenIx) -> Option<TokenIx> {
    let quotation = annotated.quotations[q as usize];
    let inside = |i: TokenIx| quotation.start <= i && i < quotation.end;
    if inside(verb) || !is_saying(annotated, verb) {
        return None;
    }
    annotated.arguments.of(verb, ArgumentRole::Subject).find(|&s| !inside(s))
}

fn is_saying(annotated: &Annotated, verb: TokenIx) -> bool {
    let token = annotated.token(verb);
    matches!(token.pos, Pos::Verb | Pos::Aux) && en::reporting(&token.lemma).is_some()
}

fn governing(annotated: &Annotated, q: u32) -> Option<TokenIx> {
    let quotation = annotated.quotations[q as usize];
    // The last words hang on the tag of the last sentence, the first on what introduces the first.
    [quotation.end - 1, quotation.start].into_iter().find_map(|from| {
        annotated.ancestors(from).take(CLIMB_MAX).find_map(|above| sayer(annotated, q, above))
    })
}

fn behind(annotated: &Annotated, q: u32) -> Option<TokenIx> {
    let quotation = annotated.quotations[q as usize];
    let stop = annotated.sentence_of(quotation.end - 1).end.min(quotation.end + AFTER_MAX);
    let next = annotated.quotations.get(q as usize + 1).map_or(stop, |n| n.start.max(quotation.end));
    // The first verb of saying is the tag; one without a subject ("adding that officials deny") is not passed over.
    let tag = (quotation.end..stop.min(next)).find(|&v| is_saying(annotated, v));
    let tag = tag.and_then(|v| sayer(annotated, q, v));
    let sentence = annotated.token(quotation.end - 1).sentence;
    // The tag may have become a sentence of its own.
    tag.filter(|&s| annotated.token(s).sentence == sentence)
}

/// `The envoy disagreed: “…”`: any verb will do before a colon.
fn colon(annotated: &Annotated, q: u32) -> Option<TokenIx> {
    let quotation = annotated.quotations[q as usize];
    let mark = quotation.start.checked_sub(2)?;
    let first = annotated.sentence_of(mark).start;
    if annotated.token(mark).lower != ":" {
        return None;
    }
    let verbs = (first.max(mark.saturating_sub(BEFORE_MAX))..mark).rev();
    verbs
        .filter(|&v| annotated.token(v).pos == Pos::Verb)
        .find_map(|v| annotated.arguments.of(v, ArgumentRole::Subject).next())
}

fn before(annotated: &Annotated, q: u32) -> Option<TokenIx> {
    let quotation = annotated.quotations[q as usize];
    let first = annotated.sentence_of(quotation.start).start.max(quotation.start.saturating_sub(BEFORE_MAX));
    let speech = quotation.kind == QuotationKind::Speech;
    (first..quotation.start).rev().find_map(|v| {
        let own = annotated.token(v).quotation == annotated.quotations[q as usize].parent;
        sayer(annotated, q, v).filter(|_| own && (speech || annotated.token(v).dep != Dep::Relcl))
    })
}
