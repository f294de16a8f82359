//! When was it said? A time beside the verb of saying, outside of what is said: "said on Monday", "told reporters late
//! Tuesday".

use sayso_model::{Dep, EntityKind, Pos, Tag, TimeMention, TokenIx};

use super::context::Context;
use super::draft::Draft;

/// A time hangs at most so many words below its verb: "said in a statement on Monday".
const STEPS_MAX: usize = 6;

/// The time that a saying in the past has beside its verb; of several the nearest.
pub(crate) fn of_saying(context: Context<'_>, draft: &Draft) -> Option<TimeMention> {
    let text = context.text;
    let cue = draft.cue_head()?;
    if text.token(cue).pos == Pos::Punct {
        return under_post(context, cue);
    }
    let is_to_come = text.children_by(cue, Dep::Aux).any(|a| text.token(a).tag == Tag::Md);
    if is_to_come || !matches!(text.token(cue).tag, Tag::Vbd | Tag::Vbn | Tag::Vbg | Tag::Vbz) {
        return None;
    }
    let sentence = text.sentence_of(cue);
    let dates = text
        .entities
        .iter()
        .filter(|e| e.kind == EntityKind::Date && sentence.start <= e.start && e.end <= sentence.end);
    dates
        .filter(|e| (e.start..e.end).all(|t| !draft.says(t)))
        .filter(|e| hangs_on(context, e.start, e.end, cue))
        .min_by_key(|e| e.start.abs_diff(cue))
        .map(|e| TimeMention { span: text.tokens_span(e.start, e.end), since: false })
}

/// The day that ends the line under a post: “— Jane Roe (@janeroe) May 3, 2024”.
fn under_post(context: Context<'_>, dash: TokenIx) -> Option<TimeMention> {
    let text = context.text;
    let sentence = text.sentence_of(dash);
    let day = text.entities.iter().find(|e| e.kind == EntityKind::Date && e.end == sentence.end)?;
    (sentence.start == dash && day.start > dash)
        .then(|| TimeMention { span: text.tokens_span(day.start, day.end), since: false })
}

/// True if a name hangs on the cue as its time, perhaps over the phrase that tells how or to whom it was said.
fn hangs_on(context: Context<'_>, start: TokenIx, end: TokenIx, cue: TokenIx) -> bool {
    let text = context.text;
    let outside = |t: &TokenIx| text.head(*t).is_none_or(|h| h < start || h >= end);
    let Some(mut at) = (start..end).find(outside) else { return false };
    for _ in 0..STEPS_MAX {
        let links = matches!(
            text.token(at).dep,
            Dep::Npadvmod | Dep::Pobj | Dep::Prep | Dep::Dobj | Dep::Dative | Dep::Advmod
        );
        match text.head(at).filter(|_| links) {
            Some(head) if head == cue => return text.token(at).dep != Dep::Dobj,
            Some(head) => at = head,
            None => return false,
        }
    }
    false
}
