//! Whose side does a speaker speak for? The state that he says what it will and will not do.
//!
//! "Pakistan will not rule out strikes, Asif said" makes Pakistan his side in all that he says in the text. A speaker
//! who speaks so of several states speaks for the one that he speaks of most; of two he speaks for neither.

use std::collections::{BTreeMap, BTreeSet};

use sayso_model::{EntityKind, Pos, TokenIx};
use smol_str::SmolStr;

use super::act::Stances;
use super::context::Context;
use super::draft::Draft;
use super::source;

/// Gives drafts the side of their speakers, as far as the text shows it.
pub(crate) fn assign(context: Context<'_>, stances: &Stances, drafts: &mut [Draft]) {
    // An expert who says what a state will do does not speak for it. A title stands with one mention of a name.
    let offices: BTreeSet<SmolStr> =
        drafts.iter().filter(|d| has_office(context, d)).filter_map(|d| name_of(context, d)).collect();
    // "US President Joe Biden" who says what Israel has not done does not speak for Israel.
    let mut titled: BTreeMap<SmolStr, BTreeSet<SmolStr>> = BTreeMap::new();
    for draft in drafts.iter() {
        if let Some(name) = name_of(context, draft) {
            let states = states_beside(context, draft);
            if !states.is_empty() {
                titled.entry(name).or_default().extend(states);
            }
        }
    }
    let mut votes: BTreeMap<SmolStr, BTreeMap<SmolStr, usize>> = BTreeMap::new();
    for draft in drafts.iter() {
        let Some(name) = name_of(context, draft).filter(|n| offices.contains(n)) else { continue };
        for state in stances.own_states(context.text, draft) {
            *votes.entry(name.clone()).or_default().entry(state).or_default() += 1;
        }
    }
    let sides: BTreeMap<SmolStr, SmolStr> = votes
        .into_iter()
        .filter_map(|(name, states)| {
            let most = states.values().copied().max()?;
            let mut best = states.into_iter().filter(|(_, n)| *n == most).map(|(s, _)| s);
            let side = best.next()?;
            let titled = titled.get(&name).is_none_or(|own| own.iter().any(|o| is_of(o, &side)));
            (best.next().is_none() && (titled || most > 1)).then_some((name, side))
        })
        .collect();
    // "The minister" who is not known by name is one of those who speak in the text.
    let mut all = sides.values();
    let only = all.next().filter(|first| all.all(|side| side == *first));
    for draft in drafts.iter_mut() {
        draft.side = match name_of(context, draft) {
            Some(name) => sides.get(&name).cloned(),
            // The tagger takes a name for a noun now and then.
            None => word_of(context, draft)
                .and_then(|word| sides.get(&word))
                .or_else(|| only.filter(|_| has_office(context, draft)))
                .cloned(),
        };
    }
}

/// The name under which a speaker's sayings are counted together.
fn name_of(context: Context<'_>, draft: &Draft) -> Option<SmolStr> {
    let is_name = |head: TokenIx| context.text.token(head).pos == Pos::Propn;
    draft.source.head.filter(|&head| is_name(context.text.referent(head)))?;
    word_of(context, draft)
}

/// The word that stands for a speaker, in lower case.
fn word_of(context: Context<'_>, draft: &Draft) -> Option<SmolStr> {
    let head: TokenIx = context.text.referent(draft.source.head?);
    Some(context.text.token(head).lower.clone())
}

/// States and peoples in the phrase of a speaker, here or where he is first spoken of.
fn states_beside(context: Context<'_>, draft: &Draft) -> BTreeSet<SmolStr> {
    let text = context.text;
    let is_state = |t: &TokenIx| {
        text.entity_of(*t)
            .is_some_and(|e| matches!(e.kind, EntityKind::Gpe | EntityKind::Norp) && e.start == *t)
    };
    let heads = draft.source.head.into_iter().flat_map(|h| [h, text.referent(h)]);
    let before = heads.flat_map(|h| text.edges(h).0..h);
    before.filter(is_state).map(|t| text.token(t).lower.clone()).collect()
}

/// True if a word that names a state or its people may be of a state: "pakistani" of Pakistan, "us" of the United States.
fn is_of(word: &str, state: &str) -> bool {
    const SHORT: usize = 3;
    let state = state.to_lowercase();
    let shared = if word.len() <= SHORT || state.len() <= SHORT { 1 } else { SHORT };
    word.chars().take(shared).eq(state.chars().take(shared))
}

/// True if the phrase of a speaker, here or where he is first spoken of, tells of an office.
fn has_office(context: Context<'_>, draft: &Draft) -> bool {
    let Some(head) = draft.source.head else { return false };
    [head, context.text.referent(head)].into_iter().any(|speaker| {
        let (left, right) = context.text.edges(speaker);
        (left..=right).any(|t| context.is(t, context.classes.offices))
    })
}

/// Gives a "we" told inside of a saying the side of its speaker, where his phrase does not name it: "We told them".
pub(crate) fn speak(context: Context<'_>, drafts: &mut [Draft]) {
    let text = context.text;
    for i in 0..drafts.len() {
        let Some(side) = drafts[i].parent.and_then(|p| drafts[p].side.clone()) else { continue };
        let here = drafts[i].source.span.and_then(|s| text.token_at(s.start()));
        let is_we = here.is_some_and(|t| source::is_we(text, t));
        let is_self = |p: usize| {
            let (own, outer) = (drafts[i].source.head, drafts[p].source.head);
            own.map(|t| text.referent(t)) == outer.map(|t| text.referent(t))
        };
        if !is_we || !drafts[i].parent.is_some_and(is_self) {
            continue;
        }
        let is_side = |t: &TokenIx| {
            text.token(*t).lemma == side
                && text.entity_of(*t).is_some_and(|e| e.kind == EntityKind::Gpe && e.end == *t + 1)
        };
        if let Some(named) = (0..text.tokens.len() as TokenIx).find(is_side) {
            drafts[i].source.head = Some(named);
        }
    }
}
