//! What is joined to what? "Syria's army and Iran's IRGC", "X, a commander, and his deputy were killed".

use sayso_model::{Annotated, Dep, Pos, Tag, TokenIx};

use super::Repairs;

/// Most words between a possessive and what is possessed.
const PHRASE_MAX: TokenIx = 8;

/// An owner that the parser left beside what it owns: `clitic` is the "'s".
pub(super) fn repair_owner(annotated: &Annotated, clitic: TokenIx, repairs: &mut Repairs) {
    let case = annotated.token(clitic);
    if case.dep != Dep::Case || case.head + 1 != clitic {
        return;
    }
    let owner = annotated.token(case.head);
    if !matches!(owner.dep, Dep::Conj | Dep::Appos | Dep::Pobj | Dep::Dobj | Dep::Nsubj) {
        return;
    }
    let end = annotated.sentence_of(clitic).end.min(clitic + PHRASE_MAX);
    let in_phrase =
        |&i: &TokenIx| matches!(annotated.token(i).pos, Pos::Noun | Pos::Propn | Pos::Adj | Pos::Num);
    let Some(owned) = (clitic + 1..end).take_while(in_phrase).last() else { return };
    let thing = annotated.token(owned);
    let beside = thing.head == owner.head || thing.head == case.head;
    if beside && matches!(thing.pos, Pos::Noun | Pos::Propn) && thing.dep != Dep::Poss {
        let (above, dep) = (owner.head, owner.dep);
        repairs.attach(annotated, owned, above, dep);
        repairs.attach(annotated, case.head, owned, Dep::Poss);
    }
}

/// Where the verb is plural and its subject is one, what the parser joins to an apposition of the subject is joined to
/// the subject.
pub(super) fn repair_number(annotated: &Annotated, auxiliary: TokenIx, repairs: &mut Repairs) {
    let plural = annotated.token(auxiliary);
    if !matches!(&*plural.lower, "were" | "are" | "have") {
        return;
    }
    let verb = if matches!(plural.dep, Dep::Aux | Dep::Auxpass) { plural.head } else { auxiliary };
    let subject = annotated
        .children(verb)
        .iter()
        .copied()
        .find(|&c| c < auxiliary && matches!(annotated.token(c).dep, Dep::Nsubj | Dep::Nsubjpass));
    let one = |i: TokenIx| matches!(annotated.token(i).tag, Tag::Nn | Tag::Nnp);
    let Some(subject) = subject.filter(|&s| one(s)) else { return };
    if annotated.children_by(subject, Dep::Conj).next().is_some() {
        return;
    }
    let joined = annotated
        .children_by(subject, Dep::Appos)
        .filter(|&a| one(a))
        .find_map(|a| annotated.children_by(a, Dep::Conj).next());
    if let Some(joined) = joined {
        repairs.attach(annotated, joined, subject, Dep::Conj);
    }
}
