//! What is looked at to tell a saying from what only looks like one: the cue and its form, who speaks, what is said.
//!
//! A feature is a short name; `tools` know them by their text, the program by a hash of it.

use std::fmt::Write;

use sayso_model::{Annotated, Dep, EntityKind, Pos, Tag, TokenIx};

use super::context::Context;
use super::draft::Draft;
use super::stretch::size;

/// Shows the features of a draft to `sink`, one after the other.
pub(crate) fn features(context: Context<'_>, draft: &Draft, sink: &mut dyn FnMut(&str)) {
    let text = context.text;
    let mut name = String::with_capacity(48);
    let mut show = |arguments: std::fmt::Arguments<'_>| {
        name.clear();
        // Writing to a string cannot fail.
        let _ = name.write_fmt(arguments);
        sink(&name);
    };
    let rule = draft.rule.as_str();
    let form = draft.form;
    show(format_args!("rule={rule}"));
    show(format_args!("rule,form={rule},{form}"));
    let speaker = speaker(context, draft);
    show(format_args!("speaker={speaker}"));
    show(format_args!("rule,speaker={rule},{speaker}"));
    if let Some(head) = draft.source.head.filter(|&h| text.token(h).pos == Pos::Noun) {
        show(format_args!("noun-speaker={}", text.token(head).lemma));
    }
    let Some(cue) = draft.cue_head() else {
        let opens = text.sentence_of(draft.start()).start + 2 > draft.start();
        let opens = if opens { "opens" } else { "within" };
        show(format_args!("carried={opens}"));
        show(format_args!("carried,words={}", size(&draft.content).ilog2().min(5)));
        if let Some(carried) = draft.carried {
            let direct = if carried.from_direct { "direct" } else { "told" };
            let block = if carried.same_block { "same" } else { "next" };
            show(format_args!("carried,from={direct},{block},{}", carried.distance));
            show(format_args!("carried,from,opens={direct},{block},{},{opens}", carried.distance));
            show(format_args!("carried,speaker={direct},{block},{speaker}"));
        }
        return;
    };
    let token = text.token(cue);
    let lemma = token.lemma.to_lowercase();
    let tag = token.tag.as_str();
    let dep = token.dep.as_str();
    show(format_args!("lemma={lemma}"));
    show(format_args!("rule,lemma={rule},{lemma}"));
    show(format_args!("lemma,form={lemma},{form}"));
    show(format_args!("lemma,speaker={lemma},{speaker}"));
    show(format_args!("rule,tag={rule},{tag}"));
    show(format_args!("lemma,tag={lemma},{tag}"));
    show(format_args!("rule,dep={rule},{dep}"));
    show(format_args!("dep,tag={dep},{tag}"));
    if let Some(&noun) = draft.cue.get(1) {
        show(format_args!("cue2={}", text.token(noun).lower));
        show(format_args!("lemma,cue2={lemma},{}", text.token(noun).lower));
    }
    if let Some(head) = text.head(cue).filter(|_| {
        matches!(
            token.dep,
            Dep::Xcomp | Dep::Acl | Dep::Pcomp | Dep::Advcl | Dep::Conj | Dep::Dobj | Dep::Pobj | Dep::Ccomp
        )
    }) {
        show(format_args!("dep,governor={dep},{}", text.token(head).lemma));
    }
    mood(text, cue, &mut |m| {
        show(format_args!("mood={m}"));
        show(format_args!("rule,mood={rule},{m}"));
        show(format_args!("lemma,mood={lemma},{m}"));
    });
    if context.in_speech(cue) {
        show(format_args!("in-speech"));
        show(format_args!("rule,in-speech={rule}"));
    }
    if let Some(main) = draft.main {
        let said = text.token(main);
        let kind = content_kind(text, main);
        show(format_args!("content={kind}"));
        show(format_args!("rule,content={rule},{kind}"));
        show(format_args!("lemma,content={lemma},{kind}"));
        if matches!(said.pos, Pos::Noun | Pos::Propn | Pos::Pron) {
            show(format_args!("rule,noun={rule},{}", said.lemma));
            show(format_args!("noun={}", said.lemma));
        }
        let link = text.children(main).iter().find(|&&c| {
            text.token(c).dep == Dep::Mark || matches!(text.token(c).tag, Tag::Wrb | Tag::Wp | Tag::Wdt)
        });
        let link = link.map_or("-", |&l| text.token(l).lower.as_str());
        show(format_args!("rule,link={rule},{link}"));
        let side = if main < cue { "before" } else { "after" };
        show(format_args!("rule,side={rule},{side}"));
        show(format_args!("far={}", (main.abs_diff(cue) / 8).min(4)));
    }
    show(format_args!("rule,words={rule},{}", size(&draft.content).ilog2()));
    if text.token(cue).sentence == 0 {
        show(format_args!("first"));
    }
}

/// Who speaks, coarsely.
fn speaker<'a>(context: Context<'a>, draft: &Draft) -> &'a str {
    let text = context.text;
    let Some(head) = draft.source.head else { return "nobody" };
    let at_cue = draft.source.span.and_then(|s| text.token_at(s.start())).unwrap_or(head);
    let token = text.token(at_cue);
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
        None if text.token(head).pos == Pos::Propn => "propn",
        None if text.token(head).tag == Tag::Nns => "nouns",
        None if text.token(head).pos == Pos::Noun => "noun",
        None => "else",
    }
}

/// Negation, modals and the like on a cue.
fn mood(text: &Annotated, cue: TokenIx, show: &mut dyn FnMut(&str)) {
    let mut plain = true;
    for &child in text.children(cue) {
        let token = text.token(child);
        let shown = match token.dep {
            Dep::Neg => "not",
            Dep::Auxpass => "passive",
            Dep::Aux if matches!(token.tag, Tag::Md | Tag::To) => token.lower.as_str(),
            Dep::Mark
                if matches!(
                    token.lower.as_str(),
                    "if" | "unless" | "whether" | "as" | "because" | "that"
                ) =>
            {
                token.lower.as_str()
            }
            Dep::Advmod if token.tag == Tag::Wrb => token.lower.as_str(),
            _ => continue,
        };
        plain = false;
        show(shown);
    }
    if plain {
        show("plain");
    }
}

/// What the head of a content is.
fn content_kind(text: &Annotated, main: TokenIx) -> &'static str {
    let token = text.token(main);
    let has = |dep: Dep| text.children_by(main, dep).next().is_some();
    match token.pos {
        Pos::Verb | Pos::Aux => {
            let infinitive = text.children_by(main, Dep::Aux).any(|c| text.token(c).tag == Tag::To);
            match (infinitive, has(Dep::Nsubj) || has(Dep::Nsubjpass), token.tag) {
                (true, ..) => "infinitive",
                (_, true, _) => "clause",
                (_, _, Tag::Vbg) => "gerund",
                _ => "verb",
            }
        }
        Pos::Propn => match text.entity_of(main).map(|e| e.kind) {
            Some(EntityKind::Person) => "person",
            Some(_) => "name",
            None => "propn",
        },
        Pos::Pron => "pronoun",
        Pos::Noun if text.children_by(main, Dep::Det).next().is_some() => "det-noun",
        Pos::Noun => "noun",
        Pos::Adj => "adjective",
        Pos::Num => "number",
        _ if token.dep == Dep::Prep => "prep",
        _ => "else",
    }
}
