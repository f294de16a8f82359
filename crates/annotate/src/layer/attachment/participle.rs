//! ", warning that …": who warns is who speaks, not the nearest subject.
//!
//! A reporting participle after a comma hangs on the nearest verb of saying above it that has a subject and does
//! not stand in a quotation that the participle is not in. Outside every such verb, after a quotation, it becomes
//! a root of its own.

use sayso_model::{Annotated, Dep, EntityKind, Tag, TokenIx};

use super::{Repairs, may_govern, reports};
use crate::layer::en;

/// Most heads climbed.
const CLIMB_MAX: usize = 24;

pub(super) fn repair(annotated: &Annotated, i: TokenIx, repairs: &mut Repairs) {
    let token = annotated.token(i);
    let hangs = matches!(
        token.dep,
        Dep::Advcl | Dep::Acl | Dep::Conj | Dep::Dep | Dep::Ccomp | Dep::Xcomp | Dep::Parataxis | Dep::Amod
    );
    if !hangs || !en::reporting(&token.lemma).is_some_and(|r| r.participle) || !follows_comma(annotated, i) {
        return;
    }
    // A participle joined to another stays with it.
    if token.dep == Dep::Conj && annotated.token(token.head).tag == Tag::Vbg {
        return;
    }
    let again = en::reporting(&token.lemma).is_some_and(|r| r.again);
    let (mut below, mut last) = (i, None);
    for above in annotated.ancestors(i).take(CLIMB_MAX) {
        last = Some(above);
        if above < i && reports(annotated, above) && may_govern(annotated, above, i) {
            let beside =
                annotated.token(below).dep == Dep::Conj && below != i && has_subject(annotated, below);
            if !beside && (above != token.head || token.dep != Dep::Advcl) {
                repairs.attach(annotated, i, above, Dep::Advcl);
            }
            return;
        }
        // "… after the rebels shelled the camp, saying …": they may speak themselves.
        if !again && above < i && annotated.token(above).dep == Dep::Advcl && acts(annotated, above) {
            return;
        }
        below = above;
    }
    // `“…,” he said, adding` where the tag hangs under the quotation.
    let sentence = annotated.sentence_of(i);
    let from = sentence.start.max(i.saturating_sub(CLIMB_MAX as TokenIx));
    let beside = (from..i).rev().find(|&v| reports(annotated, v) && may_govern(annotated, v, i));
    let outside = last.is_some_and(|root| !may_govern(annotated, root, i));
    match beside {
        Some(verb)
            if outside || annotated.token(verb).quotation == token.quotation && is_tag(annotated, verb) =>
        {
            repairs.attach(annotated, i, verb, Dep::Advcl);
        }
        _ if outside => repairs.attach(annotated, i, i, Dep::Root),
        _ => {}
    }
}

fn has_subject(annotated: &Annotated, verb: TokenIx) -> bool {
    annotated.children(verb).iter().any(|&c| matches!(annotated.token(c).dep, Dep::Nsubj | Dep::Nsubjpass))
}

/// True if the subject of `verb` is a name or a person.
fn acts(annotated: &Annotated, verb: TokenIx) -> bool {
    annotated.children_by(verb, Dep::Nsubj).any(|s| {
        let kind = annotated.entity_of(s).map(|e| e.kind);
        matches!(kind, Some(EntityKind::Person | EntityKind::Org | EntityKind::Norp | EntityKind::Gpe))
            || matches!(&*annotated.token(s).lower, "he" | "she" | "they")
    })
}

/// True if a comma stands before the participle, adverbs and the close of a quotation passed over.
fn follows_comma(annotated: &Annotated, i: TokenIx) -> bool {
    let sentence = annotated.sentence_of(i);
    let mut at = i;
    for _ in 0..4 {
        if at == sentence.start {
            return false;
        }
        at -= 1;
        let token = annotated.token(at);
        match token.tag {
            Tag::Comma => return true,
            Tag::Rb | Tag::CloseQuote | Tag::OpenQuote => {}
            _ if matches!(&*token.lower, "while" | "—" | "–" | "-" | "--") => {
                if token.tag != Tag::In {
                    return true;
                }
            }
            _ => return false,
        }
    }
    false
}

/// True if a verb of saying stands right behind a quotation or a comma, as a tag.
fn is_tag(annotated: &Annotated, verb: TokenIx) -> bool {
    let (left, _) = annotated.edges(verb);
    let subject =
        annotated.children_by(verb, Dep::Nsubj).next().map_or(left, |s| annotated.edges(s).0.min(verb));
    subject
        .checked_sub(1)
        .is_some_and(|before| matches!(annotated.token(before).tag, Tag::CloseQuote | Tag::Comma))
}
