//! Is a place name an actor where it stands?
//!
//! "Kabul ensured", "Delhi's denial", "talks between Kabul and Islamabad" against "in Kabul", "meetings in Istanbul,
//! Doha and Kabul".

use sayso_model::{Annotated, Dep, TokenIx};

/// True if the grammar makes the name at `head` somebody who acts, owns or is acted on, and not a place.
pub fn is_actor_here(annotated: &Annotated, head: TokenIx) -> bool {
    let mut at = head;
    // A name in a list stands where the first of the list stands.
    while matches!(annotated.token(at).dep, Dep::Conj) {
        match annotated.head(at) {
            Some(up) => at = up,
            None => break,
        }
    }
    let token = annotated.token(at);
    match token.dep {
        Dep::Nsubj
        | Dep::Nsubjpass
        | Dep::Poss
        | Dep::Dobj
        | Dep::Dative
        | Dep::Agent
        | Dep::Appos
        | Dep::Attr => true,
        Dep::Pobj => {
            let preposition = annotated.token(token.head);
            matches!(
                preposition.lower.as_str(),
                "by" | "between"
                    | "with"
                    | "against"
                    | "for"
                    | "to"
                    | "of"
                    | "on"
                    | "about"
                    | "toward"
                    | "towards"
                    | "via"
                    | "among"
            ) && !(preposition.lower == "to" && is_motion(annotated, preposition.head))
        }
        _ => false,
    }
}

/// "travelled to Kabul": verbs and nouns of going make the name a place.
fn is_motion(annotated: &Annotated, verb: TokenIx) -> bool {
    matches!(
        annotated.token(verb).lemma.as_str(),
        "go" | "travel"
            | "fly"
            | "return"
            | "come"
            | "move"
            | "flee"
            | "arrive"
            | "head"
            | "visit"
            | "trip"
            | "drive"
            | "walk"
            | "flight"
            | "march"
            | "road"
            | "journey"
            | "deport"
            | "escape"
    )
}
