//! Which mode of its type is an event, by what stands around its trigger?

use sayso_model::{Annotated, Dep, TokenIx};
use smol_str::SmolStr;

use super::trigger::Found;
use super::words::Words;

/// The mode of the reading, or the one that a modifier, an instrument or the thing fired gives.
pub(crate) fn mode_of(annotated: &Annotated, words: &Words, found: &Found<'_>) -> Option<SmolStr> {
    let kind = found.trigger.kind.as_str();
    let by_modifier = annotated
        .children(found.token)
        .iter()
        .copied()
        .filter(|&c| {
            matches!(annotated.token(c).dep, Dep::Compound | Dep::Amod | Dep::Nmod) && c < found.token
        })
        .find_map(|c| words.mode(annotated, c, kind).or_else(|| compound_mode(annotated, words, c, kind)));
    let by_instrument = || {
        annotated
            .children(found.token)
            .iter()
            .copied()
            .filter(|&c| annotated.token(c).dep == Dep::Prep && annotated.token(c).lower == "with")
            .flat_map(|p| annotated.children_by(p, Dep::Pobj))
            .find_map(|o| words.mode(annotated, o, kind))
    };
    let by_doer = || found.parties.subjects.iter().find_map(|&s| words.mode(annotated, s, kind));
    let by_object = || {
        let projectile = found.trigger.need.as_deref().is_some_and(|n| matches!(n, "projectile" | "aimed"));
        let own = found.trigger.frame == super::lexicon::Frame::Own;
        (projectile || own)
            .then(|| found.parties.objects.iter().find_map(|&o| words.mode(annotated, o, kind)))
            .flatten()
    };
    by_modifier
        .or_else(by_object)
        .or_else(by_instrument)
        .or_else(|| if found.trigger.mode.is_none() { by_doer() } else { None })
        .cloned()
        .or_else(|| found.trigger.mode.clone())
}

/// "stone-throwing", "suicide car bomb": one step further down.
fn compound_mode<'w>(
    annotated: &Annotated,
    words: &'w Words,
    token: TokenIx,
    kind: &str,
) -> Option<&'w SmolStr> {
    annotated
        .children(token)
        .iter()
        .copied()
        .filter(|&c| c < token)
        .find_map(|c| words.mode(annotated, c, kind))
}
