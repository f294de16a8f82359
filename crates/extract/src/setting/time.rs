//! Which time expression belongs to an event?

use sayso_model::{Annotated, Dep, TimeMention, TokenIx};
use sayso_time::{Kind, TimeExpression};

use super::lexicon::PlaceWords;

/// The time of the event at `trigger`.
pub(crate) fn event_time(
    text: &Annotated,
    words: &PlaceWords,
    times: &[TimeExpression],
    trigger: TokenIx,
) -> Option<TimeMention> {
    let sentence = text.sentence_of(trigger);
    let bounds = text.tokens_span(sentence.start, sentence.end);
    let from = times.partition_point(|t| t.span.start() < bounds.start());
    let here = times[from..].iter().take_while(|t| t.span.end() <= bounds.end());
    let mut best: Option<(u32, u32, &TimeExpression)> = None;
    let dated = |t: &&TimeExpression| matches!(t.kind, Kind::Date | Kind::Time) && t.value != "PRESENT_REF";
    for time in here.filter(dated) {
        let Some(last) = text.token_at(time.span.end() - 1) else { continue };
        let Some(steps) = steps(text, words, trigger, head_of(text, time, last)) else { continue };
        let distance = trigger.abs_diff(last);
        if best.is_none_or(|(s, d, _)| (steps, distance) < (s, d)) {
            best = Some((steps, distance, time));
        }
    }
    best.map(|(_, _, time)| TimeMention { span: time.span })
}

/// The token of an expression that hangs outside it.
fn head_of(text: &Annotated, time: &TimeExpression, last: TokenIx) -> TokenIx {
    let first = text.token_at(time.span.start()).unwrap_or(last);
    (first..=last).find(|&t| text.head(t).is_none_or(|h| h < first || h > last)).unwrap_or(last)
}

/// How far up from the trigger the word is that a time hangs on; `None` if the time is said of something else.
fn steps(text: &Annotated, words: &PlaceWords, trigger: TokenIx, time: TokenIx) -> Option<u32> {
    // Up through the preposition: "on Monday", "in the week of".
    let mut anchor = text.head(time)?;
    if matches!(text.token(time).dep, Dep::Pobj) {
        anchor = text.head(anchor)?;
    }
    if anchor == trigger {
        return Some(0);
    }
    if text.head(anchor) == Some(trigger)
        && matches!(text.token(anchor).dep, Dep::Dobj | Dep::Attr | Dep::Prep | Dep::Advmod)
    {
        return Some(1);
    }
    let mut at = trigger;
    for step in 1..=4 {
        let dep = text.token(at).dep;
        let carries = matches!(
            dep,
            Dep::Dobj
                | Dep::Nsubj
                | Dep::Nsubjpass
                | Dep::Pobj
                | Dep::Prep
                | Dep::Conj
                | Dep::Advcl
                | Dep::Xcomp
                | Dep::Acl
                | Dep::Compound
                | Dep::Attr
                | Dep::Agent
        );
        if !carries {
            return None;
        }
        at = text.head(at)?;
        if words.is_saying(&text.token(at).lemma) {
            return None;
        }
        if at == anchor {
            return Some(step);
        }
    }
    None
}
