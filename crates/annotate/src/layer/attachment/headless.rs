//! "The envoy, who was in Oman, called on both sides …": after a long insertion the parser may take the main verb
//! for one more participle on its subject, and leave the sentence without a verb.

use sayso_model::{Annotated, Dep, Pos, Tag, TokenIx};

use super::Repairs;
use crate::layer::en;

/// Most heads climbed.
const CLIMB_MAX: usize = 12;

/// Repairs the heads; the tag is the caller's to change where this is true.
pub(super) fn repair(annotated: &Annotated, verb: TokenIx, repairs: &mut Repairs) -> bool {
    let token = annotated.token(verb);
    if token.dep != Dep::Acl {
        return false;
    }
    // The subject is the top of the sentence; the parser may hang the verb on the last noun of the insertion.
    let Some(noun) = annotated.ancestors(verb).take(CLIMB_MAX).last() else { return false };
    let found = verb > noun + 2
        && annotated.token(verb - 1).tag == Tag::Comma
        && en::reporting(&token.lemma).is_some()
        && annotated.head(noun).is_none()
        && matches!(annotated.token(noun).pos, Pos::Noun | Pos::Propn)
        && annotated.children(verb).iter().all(|&c| annotated.token(c).dep != Dep::Agent)
        // What stands between the commas.
        && annotated.children(noun).iter().any(|&c| {
            noun < c && c < verb && matches!(annotated.token(c).dep, Dep::Relcl | Dep::Appos | Dep::Acl)
        });
    if found {
        repairs.attach(annotated, verb, verb, Dep::Root);
        repairs.attach(annotated, noun, verb, Dep::Nsubj);
    }
    found
}
