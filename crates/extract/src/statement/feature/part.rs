//! What follows what is said, and how it hangs there.

use sayso_model::{Annotated, Dep, Pos, TokenIx};

use super::super::context::Context;
use super::super::draft::Draft;
use super::super::extent::Part;
use super::Shown;
use super::cue::lower;

/// Shows the features of a part of a draft to `sink`, one after the other.
pub(crate) fn part_features(context: Context<'_>, draft: &Draft, part: &Part, sink: &mut dyn FnMut(&str)) {
    let text = context.text;
    let Some(cue) = draft.cue_head() else { return };
    let mut shown = Shown { name: String::with_capacity(64), sink };
    let head = text.token(part.head);
    let dep = head.dep.as_str();
    let family =
        draft.rule.match_indices('.').nth(1).map_or(draft.rule.as_str(), |(at, _)| &draft.rule[..at]);
    let is_word = |&t: &TokenIx| text.token(t).pos != Pos::Punct;
    let opening = part.stretch.tokens().find(is_word).unwrap_or(part.head);
    let first = text.token(opening).lower.as_str();
    let left = text.edges(part.head).0.max(part.stretch.start);
    let word = text.token(left).lower.as_str();
    let mark = match left.checked_sub(1).map(|t| text.token(t)) {
        Some(before) if before.pos == Pos::Punct || before.dep == Dep::Cc => before.lower.as_str(),
        _ => "-",
    };
    let governor = governor(text, draft, cue, part.head);
    let lemma = lower(&text.token(cue).lemma);
    let words = (part.stretch.end - part.stretch.start).max(1).ilog2().min(5);
    let object = text.children_by(part.head, Dep::Pobj).chain(text.children_by(part.head, Dep::Pcomp)).next();
    let object = object.unwrap_or(part.head);
    let name = text.entity_of(object).map_or("-", |e| e.kind.as_str());
    let above = text.head(part.head).map(|h| lower(&text.token(h).lemma)).unwrap_or_default();
    let (tag, cue_tag) = (head.tag.as_str(), text.token(cue).tag.as_str());
    let side = if part.head > cue { "after" } else { "before" };
    let ends = text.sentence_of(part.head).end <= part.stretch.end + 1;
    let subject =
        text.children(part.head).iter().any(|&c| matches!(text.token(c).dep, Dep::Nsubj | Dep::Nsubjpass));
    let tells = part.stretch.tokens().any(|t| context.tells(t));
    shown.show(format_args!("part,dep={dep}"));
    shown.show(format_args!("part,dep,first={dep},{first}"));
    shown.show(format_args!("part,dep,word={dep},{word}"));
    shown.show(format_args!("part,dep,mark={dep},{mark}"));
    shown.show(format_args!("part,dep,mark,tag={dep},{mark},{tag}"));
    shown.show(format_args!("part,dep,on={dep},{governor}"));
    shown.show(format_args!("part,dep,mark,on={dep},{mark},{governor}"));
    shown.show(format_args!("part,word,on={word},{governor}"));
    shown.show(format_args!("part,word,above={word},{above}"));
    shown.show(format_args!("part,dep,tag={dep},{tag}"));
    shown.show(format_args!("part,dep,tags={dep},{tag},{cue_tag}"));
    shown.show(format_args!("part,dep,head={dep},{}", lower(&head.lemma)));
    shown.show(format_args!("part,dep,cue={dep},{lemma}"));
    shown.show(format_args!("part,word,cue={word},{lemma}"));
    shown.show(format_args!("part,cue={lemma}"));
    shown.show(format_args!("part,rule={}", draft.rule));
    shown.show(format_args!("part,dep,rule={dep},{}", draft.rule));
    shown.show(format_args!("part,word,family={word},{family}"));
    shown.show(format_args!("part,dep,mark,family={dep},{mark},{family}"));
    shown.show(format_args!("part,dep,words={dep},{words}"));
    shown.show(format_args!("part,dep,name={dep},{name}"));
    shown.show(format_args!("part,word,name={word},{name}"));
    shown.show(format_args!("part,dep,object={dep},{}", lower(&text.token(object).lemma)));
    shown.show(format_args!("part,dep,side,ends={dep},{side},{ends}"));
    shown.show(format_args!("part,dep,subject={dep},{subject},{mark}"));
    shown.show(format_args!("part,dep,form={dep},{}", draft.form));
    shown.show(format_args!("part,tells={tells}"));
}

/// What a part hangs on: the cue, the head of what is said, or a word of which kind.
fn governor<'a>(text: &'a Annotated, draft: &Draft, cue: TokenIx, head: TokenIx) -> &'a str {
    match text.head(head) {
        None => "nothing",
        Some(above) if above == cue => "cue",
        Some(above) if draft.main == Some(above) => "main",
        Some(above) if draft.says(above) => text.token(above).pos.as_str(),
        Some(_) => "outside",
    }
}
