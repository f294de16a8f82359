//! Can two lists of parties be the same people?

use sayso_model::{ActorId, Annotated, Dep, EntityKind, Party, Pos, TokenIx};
use smol_str::SmolStr;

use super::anaphora::Anaphora;
use crate::actor::cast::Cast;

/// What a comparison of two lists of parties says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Match {
    /// One actor stands in both.
    Same,
    /// They can be the same: a state and its soldiers, "the attackers" and whoever attacked.
    Related,
    /// One list is empty.
    Unknown,
    /// They are others.
    Different,
}

/// Compares the parties of an earlier mention with those of a later one, whose heads are given.
pub(super) fn compare(
    annotated: &Annotated,
    words: &Anaphora,
    cast: &Cast,
    (earlier, later): (&[Party], &[Party]),
    heads: &[TokenIx],
    shown: bool,
) -> Match {
    let ids = |list: &[Party]| list.iter().filter_map(|p| p.actor).collect::<Vec<ActorId>>();
    let (a, b) = (ids(earlier), ids(later));
    if a.is_empty() || b.is_empty() {
        return Match::Unknown;
    }
    if a.iter().any(|x| b.contains(x)) {
        return Match::Same;
    }
    // "two soldiers" after "gunmen" are others; "the soldiers" may be those told of before.
    let is_told = shown || heads.iter().any(|&h| is_given(annotated, words, h));
    let is_people = heads.iter().any(|&h| is_people(annotated, h));
    let may_be = |x, y| match is_told {
        true => are_related(cast, x, y, is_people) || (shown && are_compatriots(cast, x, y)),
        false => are_alike(cast, x, y),
    };
    if a.iter().any(|&x| b.iter().any(|&y| may_be(x, y))) { Match::Related } else { Match::Different }
}

/// A state and what belongs to it, or a noun phrase that may stand for the other.
fn are_related(cast: &Cast, x: ActorId, y: ActorId, is_people: bool) -> bool {
    let (a, b) = (cast.get(x), cast.get(y));
    let one_country = a.country.is_some() && a.country == b.country;
    let may_be_one_country = a.country.is_none() || b.country.is_none() || one_country;
    let is_state = |role: &Option<SmolStr>| role.as_deref() == Some("state");
    let may_be_one_role = a.role.is_none() || b.role.is_none() || a.role == b.role;
    (one_country && (is_state(&a.role) || is_state(&b.role)))
        || (may_be_one_country && may_be_one_role && !(cast.is_named(x) && cast.is_named(y) && !is_people))
}

/// "this attack on the Iranian mission" after one on the Iranian consulate: bodies of one country.
fn are_compatriots(cast: &Cast, x: ActorId, y: ActorId) -> bool {
    let (a, b) = (cast.get(x), cast.get(y));
    a.country.is_some() && a.country == b.country
}

/// "Russian vessels" after "Russian ships": unnamed things or people of one country and role.
fn are_alike(cast: &Cast, x: ActorId, y: ActorId) -> bool {
    let (a, b) = (cast.get(x), cast.get(y));
    let unnamed = !cast.is_named(x) && !cast.is_named(y);
    unnamed && are_compatriots(cast, x, y) && a.role == b.role
}

/// "the Americans": a people's name that stands for some of them.
fn is_people(annotated: &Annotated, head: TokenIx) -> bool {
    annotated.entity_of(head).is_some_and(|e| e.kind == EntityKind::Norp)
}

/// True for a name, a pronoun, and a noun that is pointed at: "the captives", "those two", "its soldiers".
pub(super) fn is_given(annotated: &Annotated, words: &Anaphora, head: TokenIx) -> bool {
    use EntityKind as K;
    let named = annotated
        .entity_of(head)
        .is_some_and(|e| matches!(e.kind, K::Person | K::Org | K::Gpe | K::Norp | K::Fac | K::Loc));
    let t = annotated.token(head);
    named || matches!(t.pos, Pos::Pron | Pos::Propn) || is_pointed_at(annotated, words, head)
}

/// True if a determiner or a possessive before a noun points at what is known.
pub(super) fn is_pointed_at(annotated: &Annotated, words: &Anaphora, noun: TokenIx) -> bool {
    annotated.children(noun).iter().any(|&c| {
        let t = annotated.token(c);
        match t.dep {
            Dep::Det | Dep::Predet => words.is(&t.lower, "definite"),
            Dep::Poss => !is_date(annotated, c),
            _ => false,
        }
    })
}

fn is_date(annotated: &Annotated, token: TokenIx) -> bool {
    annotated.entity_of(token).is_some_and(|e| matches!(e.kind, EntityKind::Date | EntityKind::Time))
}
