//! "Highlighting the country's record in peacekeeping, he said …": the parser may take the participle that opens a
//! sentence for a part of the name behind it.

use sayso_model::{Annotated, Dep, Pos, Tag, TokenIx};

use super::Repairs;

/// Most heads climbed from the participle to its object.
const CLIMB_MAX: usize = 6;

/// Repairs the heads; true if `i` is such a participle, whatever the tagger thought.
pub(super) fn repair(annotated: &Annotated, i: TokenIx, repairs: &mut Repairs) -> bool {
    let token = annotated.token(i);
    let mislabelled = matches!(token.dep, Dep::Compound | Dep::Amod | Dep::Nmod | Dep::Poss);
    if i != annotated.sentence_of(i).start || !mislabelled || token.head < i {
        return false;
    }
    // The whole phrase: up over the parts of a name and possessors.
    let mut object = token.head;
    for _ in 0..CLIMB_MAX {
        let above = annotated.token(object);
        if !matches!(above.dep, Dep::Compound | Dep::Amod | Dep::Nmod | Dep::Poss) {
            break;
        }
        object = above.head;
    }
    let noun = annotated.token(object);
    let verb = noun.head;
    let nominal = matches!(noun.pos, Pos::Noun | Pos::Propn);
    if !nominal || verb <= object || !matches!(annotated.token(verb).pos, Pos::Verb | Pos::Aux) {
        return false;
    }
    // The verb has a subject of its own behind a comma, so the phrase is none of its arguments.
    let subject =
        annotated.children(verb).iter().copied().find(|&c| {
            matches!(annotated.token(c).dep, Dep::Nsubj | Dep::Nsubjpass) && c > object && c < verb
        });
    let Some(subject) = subject else { return false };
    let (from, to) = (annotated.edges(object).1 + 1, annotated.edges(subject).0);
    let apart = (from..to.max(from)).any(|k| annotated.token(k).tag == Tag::Comma);
    let found = apart && noun.dep != Dep::Nsubj;
    if found {
        repairs.turn(object, i, verb);
    }
    found
}
