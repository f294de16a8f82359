//! Is this a rule that holds for anybody, or what something is likened to, and no event? "Anyone found guilty of assault
//! could be jailed"; "treated me like the bull that killed the matador".

use sayso_model::{Annotated, ArgumentRole, Dep, Pos, Tag, TokenIx};

use super::party::Parties;
use super::words::{Operator, Scope, Words};

/// True if the word stands in a sentence on what may happen to whoever does something.
pub(super) fn is_rule_of_law(annotated: &Annotated, words: &Words, token: TokenIx) -> bool {
    std::iter::once(token).chain(annotated.ancestors(token)).take(12).any(|verb| {
        let logical = annotated.arguments.of(verb, ArgumentRole::Subject);
        let named = |&c: &TokenIx| matches!(annotated.token(c).dep, Dep::Nsubj | Dep::Nsubjpass) && c < verb;
        let subjects: Vec<TokenIx> =
            logical.chain(annotated.children(verb).iter().copied().filter(named)).collect();
        // The parser may take "An adult found guilty could be jailed" for what the adult found.
        let below = || annotated.children_by(verb, Dep::Ccomp).any(|c| is_modal(annotated, words, c));
        let convicts = || words.is(annotated, verb, "convicted") && below();
        (is_modal(annotated, words, verb) && subjects.iter().any(|&s| is_whoever(annotated, words, s)))
            || (convicts() && subjects.iter().any(|&s| is_one(annotated, words, s)))
    })
}

/// "detention without trial", "house arrest": a practice or punishment that is spoken of, and nobody whom it hits.
pub(super) fn is_practice(annotated: &Annotated, words: &Words, token: TokenIx, parties: &Parties) -> bool {
    let t = annotated.token(token);
    let nobody = parties.actors.is_empty() && parties.recipients.is_empty() && parties.territory.is_empty();
    let specified =
        |&c: &TokenIx| matches!(annotated.token(c).dep, Dep::Det | Dep::Poss | Dep::Nummod | Dep::Predet);
    let undergone = || annotated.head(token).is_some_and(|p| annotated.token(p).dep == Dep::Prep);
    t.tag == Tag::Nn
        && nobody
        && words.is(annotated, token, "custodial")
        && !annotated.children(token).iter().any(specified)
        && !undergone()
}

/// "treated me like the bull that killed the matador": what somebody or something is compared with.
pub(super) fn is_likened(annotated: &Annotated, words: &Words, token: TokenIx) -> bool {
    let by_verb = |p: TokenIx| annotated.head(p).is_some_and(|h| annotated.token(h).pos == Pos::Verb);
    annotated
        .ancestors(token)
        .take(6)
        .any(|a| annotated.token(a).dep == Dep::Prep && words.is(annotated, a, "comparing") && by_verb(a))
}

/// "could be", "would face", "will be", "faces".
fn is_modal(annotated: &Annotated, words: &Words, verb: TokenIx) -> bool {
    words.is(annotated, verb, "liable")
        || annotated.children_by(verb, Dep::Aux).any(|c| {
            let operator = words.operator(annotated, c, Scope::Verb);
            matches!(operator, Some(Operator::Status(_) | Operator::Would))
        })
}

/// "anyone", "those who break the law", "an adult found guilty".
fn is_whoever(annotated: &Annotated, words: &Words, subject: TokenIx) -> bool {
    let t = annotated.token(subject);
    let clause = |dep: Dep| annotated.children_by(subject, dep).next();
    if words.points(annotated, subject, "whoever") {
        return true;
    }
    let bare = annotated.entity_of(subject).is_none()
        && annotated.referent(subject) == subject
        && words.is(annotated, subject, "anybody");
    if words.points(annotated, subject, "those") || (bare && t.tag == Tag::Nns) {
        let plain = annotated.children(subject).iter().all(|&c| c > subject);
        return plain && (clause(Dep::Relcl).is_some() || clause(Dep::Acl).is_some());
    }
    let convicted = clause(Dep::Acl).is_some_and(|c| words.is(annotated, c, "convicted"));
    convicted && is_one(annotated, words, subject)
}

/// "an adult", "a person".
fn is_one(annotated: &Annotated, words: &Words, subject: TokenIx) -> bool {
    annotated.entity_of(subject).is_none()
        && words.is(annotated, subject, "anybody")
        && annotated.children_by(subject, Dep::Det).any(|d| words.points(annotated, d, "indefinite"))
}
