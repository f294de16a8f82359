//! Who says it inside of whose saying? A statement whose cue stands in what another says is told by that one.

use sayso_model::{Annotated, Dep, Form, Pos, TokenIx};

use super::context::Context;
use super::draft::Draft;
use super::stretch::{shared, size};
use super::{en, source};

/// Sets the parents of drafts that are in order of the text. Drops a thought of the speaker's own, which is no second source, and second readings of one saying.
pub(crate) fn link(context: Context<'_>, drafts: Vec<Draft>) -> Vec<Draft> {
    let text = context.text;
    let thinks = |cue: TokenIx| context.is(cue, context.classes.thoughts);
    let mut drafts = without_doubles(drafts);
    let parents: Vec<Option<usize>> = (0..drafts.len()).map(|i| parent_of(&drafts, i)).collect();
    let dropped: Vec<bool> = (0..drafts.len())
        .map(|i| parents[i].is_some_and(|p| is_own_thought(text, &drafts[p], &drafts[i], &thinks)))
        .collect();
    for (i, draft) in drafts.iter_mut().enumerate() {
        let mut parent = parents[i];
        while let Some(p) = parent.filter(|&p| dropped[p]) {
            parent = parents[p];
        }
        draft.parent = parent;
    }
    for i in 0..drafts.len() {
        let is_outside =
            |p: &usize| is_beside(text, &drafts[*p], &drafts[i]) || is_vouched(text, &drafts[*p], &drafts[i]);
        if let Some(p) = drafts[i].parent.filter(is_outside) {
            drafts[i].parent = drafts[p].parent;
        }
    }
    let mut place = vec![usize::MAX; drafts.len()];
    let mut kept: Vec<Draft> = Vec::with_capacity(drafts.len());
    for (i, draft) in drafts.into_iter().enumerate() {
        if !dropped[i] {
            place[i] = kept.len();
            kept.push(draft);
        }
    }
    for draft in &mut kept {
        draft.parent = draft.parent.map(|p| place[p]).filter(|&p| p != usize::MAX);
    }
    for i in 0..kept.len() {
        // "We told them" is said by the speaker's side, "I told them" by himself.
        let (Some(parent), Some(head)) = (kept[i].parent, kept[i].source.head) else { continue };
        let Some(speaker) = kept[parent].source.head else { continue };
        if source::is_we(text, head) {
            kept[i].source.head = Some(source::side_of(text, speaker));
        } else if source::is_first_person(text, head) {
            kept[i].source.head = Some(speaker);
        }
    }
    kept
}

/// The narrowest draft that says the cue of draft `i`.
fn parent_of(drafts: &[Draft], i: usize) -> Option<usize> {
    let inner = &drafts[i];
    let cue = inner.cue_head()?;
    // Contents of a paragraph that a far quotation covers start before it; how far back is bounded by its length.
    drafts
        .iter()
        .enumerate()
        .filter(|&(j, outer)| j != i && outer.says(cue))
        .filter(|(_, outer)| outer.cue_head().is_none_or(|c| !inner.says(c)))
        .filter(|(_, outer)| inner.beside.is_none() || inner.beside != outer.cue_head())
        .filter(|(_, outer)| size(&outer.content) >= shared(&outer.content, &inner.content).max(1))
        .min_by_key(|(j, outer)| (size(&outer.content), *j))
        .map(|(j, _)| j)
}

/// "The Houthis say the campaign, targeting what they say are ships": one saying of theirs beside the other.
fn is_beside(text: &Annotated, outer: &Draft, inner: &Draft) -> bool {
    let (Some(speaker), Some(head), Some(span)) = (outer.source.head, inner.source.head, inner.source.span)
    else {
        return false;
    };
    let before = text.token_at(span.start()).and_then(|t| t.checked_sub(1));
    text.referent(speaker) == text.referent(head)
        && before.is_some_and(|t| en::is_free_relative(&text.token(t).lower))
}

/// "She said she was certain that …" has one source.
fn is_own_thought(text: &Annotated, outer: &Draft, inner: &Draft, thinks: &impl Fn(TokenIx) -> bool) -> bool {
    let (Some(speaker), Some(thinker), Some(cue)) = (outer.source.head, inner.source.head, inner.cue_head())
    else {
        return false;
    };
    let is_same = source::is_first_person(text, thinker) || text.referent(speaker) == text.referent(thinker);
    // A spokesman who says that his side is hopeful is one source.
    let is_side = || text.token(cue).pos == Pos::Adj && source::stands_for(text, speaker, thinker);
    thinks(cue) && is_same || is_side()
}

/// "Israel indicted a girl, who it said threw stones": of a thing in indirect speech the article itself tells more.
fn is_vouched(text: &Annotated, outer: &Draft, inner: &Draft) -> bool {
    let (Some(main), Some(cue)) = (outer.main, inner.cue_head()) else { return false };
    let is_thing = matches!(text.token(main).pos, Pos::Noun | Pos::Propn);
    let relative = std::iter::once(cue)
        .chain(text.ancestors(cue))
        .take_while(|&t| outer.says(t))
        .find(|&t| text.token(t).dep == Dep::Relcl);
    is_thing
        && outer.form == Form::Indirect
        && relative.and_then(|r| text.head(r)).is_some_and(|h| outer.says(h))
}

/// Of several drafts with one cue and one content the surest stays.
fn without_doubles(drafts: Vec<Draft>) -> Vec<Draft> {
    let mut kept: Vec<Draft> = Vec::with_capacity(drafts.len());
    for draft in drafts {
        let from = kept.len().saturating_sub(8);
        let twin = (from..kept.len()).find(|&k| {
            let other = &kept[k];
            other.source.head == draft.source.head
                && other.likeness(&draft) > 0.8
                && (other.cue.iter().any(|c| draft.cue.contains(c)) || other.content == draft.content)
        });
        match twin {
            Some(k) if kept[k].confidence < draft.confidence => kept[k] = draft,
            Some(_) => {}
            None => kept.push(draft),
        }
    }
    kept
}
