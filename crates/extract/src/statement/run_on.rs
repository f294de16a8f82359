//! When is a quotation that runs on the same saying? “A,” he said. “B.”
//!
//! A quotation without a cue that follows its speaker's words in one paragraph is part of what he says there. Where more
//! is done by it than telling, it is a saying of its own: an accusation after a threat, or what only it puts on a
//! condition.

use sayso_model::{Act, Form};

use super::condition::Conditions;
use super::content;
use super::context::Context;
use super::draft::Draft;
use super::stretch::union;

/// Joins quotations that run on to the saying that they run on from. Drafts are in order of the text, with their acts.
pub(crate) fn join(context: Context<'_>, conditions: &Conditions, mut drafts: Vec<Draft>) -> Vec<Draft> {
    let mut joined: Vec<Option<usize>> = vec![None; drafts.len()];
    for i in 0..drafts.len() {
        let Some(host) = host_of(context, conditions, &drafts, &joined, i) else { continue };
        let content = std::mem::take(&mut drafts[i].content);
        let host_draft = &mut drafts[host];
        host_draft.content.extend(content);
        host_draft.content = union(std::mem::take(&mut host_draft.content));
        host_draft.form = content::form_of(context.text, &host_draft.content, host_draft.cue_head());
        let signed = std::mem::take(&mut drafts[i].signed);
        drafts[host].signed.extend(signed);
        joined[i] = Some(host);
    }
    let mut place = vec![usize::MAX; drafts.len()];
    let mut kept: Vec<Draft> = Vec::with_capacity(drafts.len());
    for (i, draft) in drafts.into_iter().enumerate() {
        if joined[i].is_none() {
            place[i] = kept.len();
            kept.push(draft);
        }
    }
    for draft in &mut kept {
        draft.parent = draft.parent.map(|p| place[joined[p].unwrap_or(p)]);
    }
    kept
}

/// The saying that draft `i` runs on from, if it is one with it.
fn host_of(
    context: Context<'_>,
    conditions: &Conditions,
    drafts: &[Draft],
    joined: &[Option<usize>],
    i: usize,
) -> Option<usize> {
    let text = context.text;
    let draft = &drafts[i];
    if !draft.cue.is_empty() || draft.parent.is_some() || draft.carried.is_none_or(|c| !c.same_block) {
        return None;
    }
    let (host, said) = drafts
        .iter()
        .enumerate()
        .filter(|&(j, d)| j != i && joined[j].is_none() && d.parent.is_none() && d.end() <= draft.start())
        .max_by_key(|(_, d)| (d.end(), std::cmp::Reverse(d.start())))?;
    let near = text.token(draft.start()).sentence <= text.token(said.end() - 1).sentence + 1;
    let quoted = matches!(said.form, Form::Direct | Form::Mixed);
    let tells = draft.act == Act::Claim || draft.act == said.act;
    let on_condition = |d: &Draft| conditions.within(text, &d.content).is_some();
    let conditional = on_condition(draft) && !on_condition(said);
    let one = said.source.head == draft.source.head;
    (near && quoted && tells && one && !conditional).then_some(host)
}
