//! Whose side does a speaker speak for? The state that he says what it will and will not do.
//!
//! "Pakistan will not rule out strikes, Asif said" makes Pakistan his side in all that he says in the text. A speaker
//! who speaks so of several states speaks for the one that he speaks of most; of two he speaks for neither.

use std::collections::BTreeMap;

use sayso_model::{Pos, TokenIx};
use smol_str::SmolStr;

use super::act::Stances;
use super::context::Context;
use super::draft::Draft;

/// Gives drafts the side of their speakers, as far as the text shows it.
pub(crate) fn assign(context: Context<'_>, stances: &Stances, drafts: &mut [Draft]) {
    let mut votes: BTreeMap<SmolStr, BTreeMap<SmolStr, usize>> = BTreeMap::new();
    for draft in drafts.iter() {
        let Some(name) = name_of(context, draft) else { continue };
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
            best.next().is_none().then_some((name, side))
        })
        .collect();
    for draft in drafts.iter_mut() {
        draft.side = name_of(context, draft).and_then(|name| sides.get(&name).cloned());
    }
}

/// The name under which a speaker's sayings are counted together.
fn name_of(context: Context<'_>, draft: &Draft) -> Option<SmolStr> {
    let text = context.text;
    let head: TokenIx = text.referent(draft.source.head?);
    let token = text.token(head);
    (token.pos == Pos::Propn).then(|| token.lemma.clone())
}
