//! Whom is it said to or against?

use sayso_model::{Act, Annotated, ArgumentRole, EntityKind, PartyMention, Pos, TokenIx};

use super::draft::Draft;
use super::source;

/// Parties that an act is aimed at: those the construction names, then those its sign in the content names, then
/// whoever is the subject of an accusation or the object of a threat.
pub(crate) fn targets(
    text: &Annotated,
    draft: &Draft,
    signed: &[TokenIx],
    is_medium: impl Fn(TokenIx) -> bool,
) -> Vec<PartyMention> {
    let mut heads: Vec<TokenIx> = Vec::new();
    let mut add = |head: TokenIx| {
        for token in std::iter::once(head).chain(source::conjuncts(text, head)) {
            let own = draft.source.head.is_some_and(|s| text.referent(s) == text.referent(token));
            if is_party(text, token) && !own && !is_medium(token) && !heads.contains(&token) {
                heads.push(token);
            }
        }
    };
    draft.targets.iter().chain(signed).for_each(|&t| add(t));
    if heads.is_empty() && draft.targets.is_empty() {
        implied(text, draft).into_iter().for_each(|t| {
            let own = draft.source.head.is_some_and(|s| text.referent(s) == text.referent(t));
            if is_party(text, t) && !own && !heads.contains(&t) {
                heads.push(t);
            }
        });
    }
    heads.into_iter().map(|h| source::party(text, h)).collect()
}

fn implied(text: &Annotated, draft: &Draft) -> Vec<TokenIx> {
    let Some(main) = draft.main else { return Vec::new() };
    match draft.act {
        Act::Accuse => text
            .arguments
            .of(main, ArgumentRole::Subject)
            .flat_map(|s| std::iter::once(s).chain(source::conjuncts(text, s)))
            .collect(),
        Act::Threaten => text.arguments.of(main, ArgumentRole::Object).collect(),
        _ => Vec::new(),
    }
}

/// A person, group or state, not a thing.
fn is_party(text: &Annotated, head: TokenIx) -> bool {
    let token = text.token(head);
    match text.entity_of(head).map(|e| e.kind) {
        Some(EntityKind::Person | EntityKind::Norp | EntityKind::Org | EntityKind::Gpe) => true,
        Some(_) => false,
        None => match token.pos {
            Pos::Pron => !matches!(
                token.lower.as_str(),
                "it" | "this"
                    | "that"
                    | "these"
                    | "those"
                    | "i"
                    | "we"
                    | "me"
                    | "us"
                    | "what"
                    | "which"
                    | "who"
            ),
            Pos::Propn | Pos::Noun => true,
            _ => false,
        },
    }
}
