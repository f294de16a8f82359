//! Who speaks, and is it one who does?

use rustc_hash::FxHashMap;
use sayso_model::{Annotated, Dep, EntityKind, Pos, Tag, TokenIx};
use smol_str::SmolStr;

use super::super::context::Context;
use super::super::draft::Draft;
use super::{Shown, View};

/// How often whom is heard in a document, by verbs of telling.
#[derive(Debug, Default)]
pub(crate) struct Speaking(FxHashMap<SmolStr, u32>);

impl Speaking {
    /// Counts the speakers of drafts whose cue is a verb of telling.
    pub fn of(context: Context<'_>, drafts: &[Draft]) -> Self {
        let mut counts: FxHashMap<SmolStr, u32> = FxHashMap::default();
        for draft in drafts {
            let (Some(cue), Some(head)) = (draft.cue_head(), draft.source.head) else { continue };
            if context.is(cue, context.classes.tellers) {
                *counts.entry(context.text.token(head).lemma.clone()).or_default() += 1;
            }
        }
        Self(counts)
    }

    /// How often a speaker is heard, up to four times.
    fn times(&self, text: &Annotated, head: TokenIx) -> u32 {
        self.0.get(&text.token(head).lemma).copied().unwrap_or(0).min(4)
    }
}

/// The token of the source at the cue: the relative pronoun rather than its noun, the pronoun rather than the name.
fn at_cue(text: &Annotated, draft: &Draft) -> Option<TokenIx> {
    let head = draft.source.head?;
    let Some(span) = draft.source.span else { return Some(head) };
    let inside =
        |t: TokenIx| text.token(t).span.start() >= span.start() && text.token(t).span.end() <= span.end();
    if inside(head) { Some(head) } else { text.token_at(span.start()) }
}

/// Who speaks, coarsely: a pronoun itself, else the kind of name or noun.
pub(super) fn kind<'a>(context: Context<'a>, draft: &Draft) -> &'a str {
    let text = context.text;
    let Some(head) = at_cue(text, draft) else { return "nobody" };
    let token = text.token(head);
    if token.pos == Pos::Pron {
        return token.lower.as_str();
    }
    match text.entity_of(head).map(|e| e.kind) {
        Some(EntityKind::Person) => "person",
        Some(EntityKind::Org) => "org",
        Some(EntityKind::Gpe) => "gpe",
        Some(EntityKind::Norp) => "norp",
        Some(EntityKind::Date | EntityKind::Time) => "date",
        Some(EntityKind::Cardinal | EntityKind::Percent) => "number",
        Some(_) => "name",
        None if context.is(head, context.classes.documents) => "document",
        None if token.pos == Pos::Propn => "propn",
        None if token.tag == Tag::Nns => "nouns",
        None if token.pos == Pos::Noun => "noun",
        None => "else",
    }
}

/// Features of the speaker alone.
pub(super) fn show(view: &View<'_>, shown: &mut Shown<'_>) {
    let (family, speaker, text) = (view.family, view.speaker, view.text());
    shown.show(format_args!("speaker={speaker}"));
    shown.show(format_args!("rule,speaker={},{speaker}", view.draft.rule));
    let Some(head) = at_cue(text, view.draft) else { return };
    let token = text.token(head);
    let times = view.speaking.times(text, view.draft.source.head.unwrap_or(head));
    shown.show(format_args!("speaker-lemma={}", token.lemma));
    shown.show(format_args!("family,speaker-lemma={family},{}", token.lemma));
    shown.show(format_args!("speaker-dep={}", token.dep.as_str()));
    shown.show(format_args!("family,speaker-dep={family},{}", token.dep.as_str()));
    shown.show(format_args!("heard={times}"));
    shown.show(format_args!("family,heard={family},{times}"));
    if view.is_shape && token.quotation.is_some() {
        shown.show(format_args!("speaker-quoted"));
    }
    for (name, class) in [
        ("document", view.context.classes.documents),
        ("party", view.context.classes.parties),
        ("press", view.context.classes.press),
    ] {
        if view.context.is(head, class) {
            shown.show(format_args!("speaker-class={name}"));
            shown.show(format_args!("family,speaker-class={family},{name}"));
        }
    }
}

/// Features of where the speaker stands from the cue.
pub(super) fn show_with_cue(view: &View<'_>, cue: TokenIx, shown: &mut Shown<'_>) {
    let (family, text) = (view.family, view.text());
    let Some(head) = at_cue(text, view.draft) else { return };
    let (token, verb) = (text.token(head), text.token(cue));
    let side = if head < cue { "before" } else { "after" };
    let direct = if token.head == cue { "direct" } else { "far" };
    let comma = (head.min(cue) + 1..head.max(cue)).any(|t| text.token(t).lower == ",");
    let comma = if comma { "comma" } else { "plain" };
    shown.show(format_args!("family,speaker-side={family},{side}"));
    shown.show(format_args!("speaker-far={side},{}", (head.abs_diff(cue) / 3).min(6)));
    shown.show(format_args!("family,speaker-direct={family},{direct},{}", token.dep.as_str()));
    shown.show(format_args!("speaker-comma={comma},{direct}"));
    if token.sentence != verb.sentence {
        shown.show(format_args!("speaker-elsewhere"));
    }
    if matches!(verb.tag, Tag::Vbz | Tag::Vbp) {
        shown.show(format_args!("agreement={},{}", verb.tag.as_str(), number(text, head)));
    }
}

/// One or many, as far as the word shows it.
fn number(text: &Annotated, head: TokenIx) -> &str {
    if text.children_by(head, Dep::Conj).next().is_some() {
        return "many";
    }
    match text.token(head).tag {
        Tag::Nns | Tag::Nnps => "many",
        Tag::Nn | Tag::Nnp => "one",
        _ if text.token(head).pos == Pos::Pron => text.token(head).lower.as_str(),
        _ => "else",
    }
}
