//! `“…?” asked the boy.` and `The ship was empty, reported the firm.`: the one who speaks stands behind the verb,
//! and the parser may take it for an object.

use sayso_model::{Annotated, Dep, EntityKind, Pos, Tag, TokenIx};

use super::Repairs;
use crate::layer::en;

pub(super) fn repair(annotated: &Annotated, verb: TokenIx, repairs: &mut Repairs) {
    let token = annotated.token(verb);
    if en::reporting(&token.lemma).is_none_or(|r| r.thinks) || verb == annotated.sentence_of(verb).start {
        return;
    }
    let mut object = None;
    for &c in annotated.children(verb) {
        match annotated.token(c).dep {
            Dep::Nsubj | Dep::Nsubjpass | Dep::Aux | Dep::Auxpass => return,
            Dep::Dobj if object.is_none() && c > verb => object = Some(c),
            Dep::Ccomp if c > verb => return,
            _ => {}
        }
    }
    let Some(object) = object else { return };
    let (left, right) = annotated.edges(object);
    if left != verb + 1 || !speaks(annotated, object) {
        return;
    }
    let before = annotated.token(verb - 1);
    let quoted = before.tag == Tag::CloseQuote && before.quotation == token.quotation;
    // Without a quotation, only a tag that ends its sentence.
    let last = annotated.sentence_of(verb).end - 1;
    let ends = right + 1 >= last || annotated.token(right + 1).tag == Tag::Comma;
    let told = annotated.children_by(verb, Dep::Ccomp).any(|c| c < verb);
    if annotated.head(verb).is_none() && (quoted || (before.tag == Tag::Comma && ends && told)) {
        repairs.attach(annotated, object, verb, Dep::Nsubj);
        return;
    }
    let root = annotated.ancestors(verb).take(24).last();
    if let Some(root) = root
        && (quoted || before.tag == Tag::Comma)
        && ends
        && token.dep == Dep::Conj
        && token.head == root
        && annotated.head(root).is_none()
        && annotated
            .children_by(root, Dep::Cc)
            .all(|c| c < verb - 1 && annotated.token(c + 1).tag != Tag::Comma)
    {
        repairs.attach(annotated, object, verb, Dep::Nsubj);
        repairs.attach(annotated, verb, verb, Dep::Root);
        repairs.attach(annotated, root, verb, Dep::Ccomp);
    }
}

/// True if a noun can be one who speaks: a name of a person or body, or a definite common noun.
fn speaks(annotated: &Annotated, noun: TokenIx) -> bool {
    match annotated.entity_of(noun).map(|e| e.kind) {
        Some(EntityKind::Person | EntityKind::Org | EntityKind::Gpe | EntityKind::Norp) => true,
        Some(_) => false,
        None => {
            let token = annotated.token(noun);
            token.pos == Pos::Propn
                || (token.pos == Pos::Noun && annotated.children_by(noun, Dep::Det).next().is_some())
                || (token.tag == Tag::Prp && matches!(&*token.lower, "he" | "she" | "they"))
        }
    }
}
