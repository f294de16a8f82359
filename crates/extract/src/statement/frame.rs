//! Sayings whose words no list has: candidates of any verb, noun or adjective in the shape of a saying. The scorer
//! says which are any good; of those with one cue the best stays.

use sayso_model::{Pos, TokenIx};

use super::context::Context;
use super::draft::Draft;

/// Rules of shapes have names that start so.
const PREFIX: &str = "frame.";
/// Two drafts of one speaker that share more of what is said than this are one saying.
const LIKENESS: f32 = 0.5;

/// True for a draft that only its shape speaks for.
pub(crate) fn is_shape(draft: &Draft) -> bool {
    draft.rule.starts_with(PREFIX)
}

/// Marks candidates whose cue stands in what somebody tells, or in direct speech.
pub(crate) fn mark_within(context: Context<'_>, drafts: &[Draft], candidates: &mut [Draft]) {
    for candidate in candidates {
        let Some(cue) = candidate.cue_head() else { continue };
        let tells = |d: &Draft| d.cue_head().is_none_or(|c| context.is(c, context.classes.tellers));
        let outer = |d: &&Draft| d.says(cue) && tells(d) && !d.cue_head().is_some_and(|c| candidate.says(c));
        candidate.is_within = context.in_speech(cue) || drafts.iter().any(|d| outer(&d));
    }
}

/// Somebody by name or pronoun, a person, a body, or what is written.
fn may_speak(context: Context<'_>, head: TokenIx) -> bool {
    let token = context.text.token(head);
    let classes =
        [context.classes.parties, context.classes.documents, context.classes.offices, context.classes.press];
    token.entity.is_some()
        || matches!(token.pos, Pos::Propn | Pos::Pron)
        || classes.into_iter().any(|class| context.is(head, class))
}

/// Adds judged candidates to drafts that are in order of the text: the best for every cue, unless a draft of the same
/// speaker says the same.
pub(crate) fn add_best(context: Context<'_>, drafts: &mut Vec<Draft>, mut candidates: Vec<Draft>) {
    candidates.retain(|candidate| {
        let Some(draft) = drafts.iter_mut().find(|d| d.cue.iter().any(|&c| Some(c) == candidate.cue_head()))
        else {
            return true;
        };
        // A move says nothing: "the move follows reports that".
        let somebody = candidate.source.head.is_some_and(|h| may_speak(context, h));
        let nobody = draft.source.head.is_none() && somebody;
        if nobody && candidate.confidence > draft.confidence && draft.likeness(candidate) > LIKENESS {
            draft.source = candidate.source.clone();
            draft.confidence = candidate.confidence;
        }
        false
    });
    candidates.sort_by(|a, b| (a.cue_head()).cmp(&b.cue_head()).then(b.confidence.total_cmp(&a.confidence)));
    let mut best: Vec<Draft> = Vec::new();
    for draft in candidates {
        // Joint speakers of one saying have drafts of one rule.
        let same_cue = best.last().filter(|b| b.cue_head() == draft.cue_head());
        if same_cue.is_none_or(|b| b.rule == draft.rule) {
            best.push(draft);
        }
    }
    best.sort_by(|a, b| b.confidence.total_cmp(&a.confidence).then(a.start().cmp(&b.start())));
    for draft in best {
        let end = draft.end();
        let reach = drafts.partition_point(|d| d.start() < end);
        let told = drafts[..reach].iter().rev().take(64).any(|d| {
            d.source.head == draft.source.head && d.end() > draft.start() && d.likeness(&draft) > LIKENESS
        });
        if !told {
            let at = drafts.partition_point(|d| d.start() <= draft.start());
            drafts.insert(at, draft);
        }
    }
}
