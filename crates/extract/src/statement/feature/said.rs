//! What is said: its head, its size, its marks, and how it hangs on the cue.

use sayso_model::{Annotated, Dep, EntityKind, Pos, Tag, TokenIx};

use super::super::stretch::size;
use super::cue::{is_infinitive, last_chars, lower};
use super::{Shown, View};

/// A way over more steps than this through the tree is none.
const STEPS_MAX: usize = 4;

/// Features of the head of what is said.
pub(super) fn show(view: &View<'_>, cue: TokenIx, main: TokenIx, shown: &mut Shown<'_>) {
    let (rule, family, text) = (view.draft.rule.as_str(), view.family, view.text());
    let (token, lemma) = (text.token(main), lower(&text.token(cue).lemma));
    let (kind, noun) = (kind(text, main), lower(&token.lemma));
    shown.show(format_args!("content={kind}"));
    shown.show(format_args!("rule,content={rule},{kind}"));
    shown.show(format_args!("lemma,content={lemma},{kind}"));
    shown.show(format_args!("family,main={family},{noun}"));
    shown.show(format_args!("main={noun}"));
    for ending in 3..=4 {
        shown.show(format_args!("main-ending={kind},{}", last_chars(&noun, ending)));
    }
    let name = text.entity_of(main).map_or("-", |e| e.kind.as_str());
    shown.show(format_args!("family,main-name={family},{name}"));
    let side = if main < cue { "before" } else { "after" };
    shown.show(format_args!("family,side={family},{side}"));
    shown.show(format_args!("far={}", (main.abs_diff(cue) / 6).min(5)));
    let mut deps: Vec<&str> = Vec::new();
    for &child in text.children(main) {
        let word = text.token(child);
        if word.dep == Dep::Mark || matches!(word.tag, Tag::Wrb | Tag::Wp | Tag::Wdt) {
            shown.show(format_args!("family,link={family},{}", word.lower));
        }
        match word.dep {
            Dep::Det | Dep::Poss | Dep::Amod | Dep::Compound => {
                shown.show(format_args!("family,modifier={family},{}", word.lower));
            }
            Dep::Aux => shown.show(format_args!("family,main-aux={family},{}", word.lower)),
            _ => {}
        }
        if !matches!(word.dep, Dep::Punct | Dep::Cc | Dep::Conj) {
            deps.push(word.dep.as_str());
        }
    }
    deps.sort_unstable();
    deps.dedup();
    shown.show(format_args!("main-frame={kind},{}", deps.join(",")));
    shown.show(format_args!("way={}", way(text, cue, main)));
}

/// Features of the words of what is said.
pub(super) fn show_extent(view: &View<'_>, cue: TokenIx, shown: &mut Shown<'_>) {
    let (family, text, pieces) = (view.family, view.text(), &view.draft.content);
    let words = size(pieces);
    shown.show(format_args!("family,words={family},{}", words.max(1).ilog2()));
    shown.show(format_args!("family,pieces={family},{}", pieces.len().min(3)));
    let quoted =
        pieces.iter().flat_map(|p| p.tokens()).filter(|&t| text.token(t).quotation.is_some()).count();
    let marks = match quoted {
        0 => "none",
        n if n == words as usize => "all",
        _ => "some",
    };
    let inside = view.is_shape && text.token(cue).quotation.is_some();
    // What stands in speech is all in marks, whoever says it there.
    let marks = if text.token(cue).quotation.is_some() && !view.is_shape { "none" } else { marks };
    shown.show(format_args!("family,marks={family},{marks},{inside}"));
    shown.show(format_args!("lemma,marks={},{marks}", lower(&text.token(cue).lemma)));
}

/// What the head of a content is.
fn kind(text: &Annotated, main: TokenIx) -> &'static str {
    let token = text.token(main);
    let has = |dep: Dep| text.children_by(main, dep).next().is_some();
    match token.pos {
        Pos::Verb | Pos::Aux => {
            match (is_infinitive(text, main), has(Dep::Nsubj) || has(Dep::Nsubjpass), token.tag) {
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
        Pos::Noun if has(Dep::Det) => "det-noun",
        Pos::Noun if has(Dep::Poss) => "poss-noun",
        Pos::Noun => "noun",
        Pos::Adj => "adjective",
        Pos::Num => "number",
        _ if token.dep == Dep::Prep => "prep",
        _ => "else",
    }
}

/// The way through the tree from one token up and down to another: `<acl>dobj`.
fn way(text: &Annotated, from: TokenIx, to: TokenIx) -> String {
    let climb =
        |t: TokenIx| std::iter::once(t).chain(text.ancestors(t)).take(STEPS_MAX + 1).collect::<Vec<_>>();
    let (up, down) = (climb(from), climb(to));
    let Some((i, j)) =
        up.iter().enumerate().find_map(|(i, t)| down.iter().position(|d| d == t).map(|j| (i, j)))
    else {
        return "far".to_owned();
    };
    let mut way = String::with_capacity(24);
    for &t in &up[..i] {
        way.push('<');
        way.push_str(text.token(t).dep.as_str());
    }
    for &t in down[..j].iter().rev() {
        way.push('>');
        way.push_str(text.token(t).dep.as_str());
    }
    way
}
