//! When is a quotation that runs on the same saying? “A,” he said. “B.”
//!
//! A quotation without a cue that follows its speaker's words in one paragraph is part of what he says there, and what is
//! done by it is done by the whole. Where both parts do more than tell, they are two sayings: an accusation after a threat.

use sayso_model::{Act, Form};

use super::content;
use super::context::Context;
use super::draft::Draft;
use super::stretch::union;

/// Joins quotations that run on to the saying that they run on from. Drafts are in order of the text, with their acts.
pub(crate) fn join(context: Context<'_>, mut drafts: Vec<Draft>) -> Vec<Draft> {
    let mut joined: Vec<Option<usize>> = vec![None; drafts.len()];
    for i in 0..drafts.len() {
        let Some(host) = host_of(context, &drafts, &joined, i) else { continue };
        let content = std::mem::take(&mut drafts[i].content);
        let (act, main) = (drafts[i].act, drafts[i].main);
        let host_draft = &mut drafts[host];
        // A question in the course of telling leaves it telling.
        if host_draft.act == Act::Claim && !matches!(act, Act::Claim | Act::Question) {
            (host_draft.act, host_draft.main) = (act, main);
        }
        host_draft.content.extend(content);
        host_draft.content = union(std::mem::take(&mut host_draft.content));
        host_draft.form = content::form_of(context.text, &host_draft.content, host_draft.cue_head());
        let signed = std::mem::take(&mut drafts[i].signed);
        drafts[host].signed.targets.extend(signed.targets);
        drafts[host].signed.own.extend(signed.own);
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
fn host_of(context: Context<'_>, drafts: &[Draft], joined: &[Option<usize>], i: usize) -> Option<usize> {
    let text = context.text;
    let draft = &drafts[i];
    if !draft.cue.is_empty() || draft.parent.is_some() || draft.carried.is_none_or(|c| !c.same_block) {
        return None;
    }
    let speaker = |d: &Draft| d.source.head.map(|t| text.referent(t));
    let is_near = |d: &Draft| text.token(draft.start()).sentence <= text.token(d.end() - 1).sentence + 1;
    let (host, said) = drafts
        .iter()
        .enumerate()
        .filter(|&(j, d)| j != i && joined[j].is_none() && d.parent.is_none() && d.end() <= draft.start())
        .filter(|(_, d)| matches!(d.form, Form::Direct | Form::Mixed) && is_near(d))
        .max_by_key(|(_, d)| (d.end(), std::cmp::Reverse(d.start())))?;
    // Of two acts that are more than telling neither may be lost.
    let tells = draft.act == Act::Claim || said.act == Act::Claim || draft.act == said.act;
    let one = speaker(said) == speaker(draft);
    (tells && one).then_some(host)
}
