//! What is the cue, in which form, and what stands around it?

use sayso_model::{Annotated, Dep, Tag, TokenIx};
use smol_str::SmolStr;

use super::{Shown, View};

/// Features of the cue.
pub(super) fn show(view: &View<'_>, cue: TokenIx, shown: &mut Shown<'_>) {
    let (rule, family, speaker, text) = (view.draft.rule.as_str(), view.family, view.speaker, view.text());
    let token = text.token(cue);
    let lemma = lower(&token.lemma);
    let (tag, dep, pos, form) = (token.tag.as_str(), token.dep.as_str(), token.pos.as_str(), view.form);
    shown.show(format_args!("lemma={lemma}"));
    shown.show(format_args!("rule,lemma={rule},{lemma}"));
    shown.show(format_args!("pos,lemma={pos},{lemma}"));
    shown.show(format_args!("lemma,form={lemma},{form}"));
    shown.show(format_args!("lemma,speaker={lemma},{speaker}"));
    shown.show(format_args!("rule,tag={rule},{tag}"));
    shown.show(format_args!("lemma,tag={lemma},{tag}"));
    shown.show(format_args!("pos,tag={pos},{tag}"));
    shown.show(format_args!("rule,dep={rule},{dep}"));
    shown.show(format_args!("dep,tag={dep},{tag}"));
    for ending in 3..=5 {
        shown.show(format_args!("ending={}", last_chars(&token.lower, ending)));
    }
    shown.show(format_args!("opening={}", token.lower.chars().take(3).collect::<SmolStr>()));
    if let Some(&second) = view.draft.cue.get(1) {
        let second = lower(&text.token(second).lemma);
        shown.show(format_args!("cue2={second}"));
        shown.show(format_args!("lemma,cue2={lemma},{second}"));
    }
    match text.head(cue) {
        Some(head) => {
            let governor = text.token(head);
            shown.show(format_args!("dep,governor={dep},{}", governor.lemma));
            shown.show(format_args!("dep,governor-tag={dep},{}", governor.tag.as_str()));
            shown.show(format_args!(
                "dep,governor-dep={dep},{},{}",
                governor.dep.as_str(),
                governor.pos.as_str()
            ));
        }
        None => shown.show(format_args!("root")),
    }
    mood(text, cue, &mut |m| {
        shown.show(format_args!("mood={m}"));
        shown.show(format_args!("rule,mood={rule},{m}"));
        shown.show(format_args!("lemma,mood={lemma},{m}"));
    });
    // The annotated texts have few sayings inside of what others say. Of a shape that is to be learnt, of a saying in so
    // many words it is not.
    if view.is_shape && view.draft.is_within {
        shown.show(format_args!("within"));
        shown.show(format_args!("family,within={family}"));
        shown.show(format_args!("lemma,within={lemma}"));
    }
    if view.is_shape {
        let quoted = if token.quotation.is_some() { "quoted" } else { "plain" };
        shown.show(format_args!("family,quoted={family},{quoted}"));
    }
    show_children(view, cue, &lemma, shown);
    show_neighbours(view, cue, &lemma, shown);
    for (name, classes) in [
        ("teller", view.context.classes.tellers),
        ("saying", view.context.classes.sayings),
        ("thought", view.context.classes.thoughts),
        ("claim", view.context.classes.claims),
        ("harm", view.context.classes.harms),
    ] {
        if view.context.is(cue, classes) {
            shown.show(format_args!("class={name}"));
            shown.show(format_args!("family,class={family},{name}"));
        }
    }
    if token.sentence == 0 {
        shown.show(format_args!("first"));
    }
}

/// What hangs on the cue.
fn show_children(view: &View<'_>, cue: TokenIx, lemma: &str, shown: &mut Shown<'_>) {
    let (family, text) = (view.family, view.text());
    let mut deps: Vec<&str> = Vec::new();
    for &child in text.children(cue) {
        let word = text.token(child);
        match word.dep {
            Dep::Punct | Dep::Cc | Dep::Conj => continue,
            Dep::Prep | Dep::Prt | Dep::Agent => {
                shown.show(format_args!("lemma,link={lemma},{}", word.lower));
            }
            Dep::Dobj => shown.show(format_args!("object={}", lower(&word.lemma))),
            _ => {}
        }
        deps.push(word.dep.as_str());
    }
    deps.sort_unstable();
    deps.dedup();
    for dep in &deps {
        shown.show(format_args!("family,has={family},{dep}"));
        shown.show(format_args!("lemma,has={lemma},{dep}"));
    }
    shown.show(format_args!("frame={}", deps.join(",")));
}

/// The words beside the cue.
fn show_neighbours(view: &View<'_>, cue: TokenIx, lemma: &str, shown: &mut Shown<'_>) {
    let text = view.text();
    let sentence = text.sentence_of(cue);
    for offset in [-2i64, -1, 1, 2] {
        let at = i64::from(cue) + offset;
        if at < i64::from(sentence.start) || at >= i64::from(sentence.end) {
            shown.show(format_args!("word{offset}=#"));
            continue;
        }
        let word = text.token(at as TokenIx);
        shown.show(format_args!("word{offset}={}", word.lower));
        shown.show(format_args!("tag{offset}={}", word.tag.as_str()));
        if offset == 1 {
            shown.show(format_args!("lemma,word1={lemma},{}", word.lower));
        }
    }
}

/// Negation, auxiliaries, links and adverbs on a cue.
fn mood(text: &Annotated, cue: TokenIx, show: &mut dyn FnMut(&str)) {
    let mut plain = true;
    for &child in text.children(cue) {
        let token = text.token(child);
        let shown = match token.dep {
            Dep::Neg => "not",
            Dep::Auxpass => "passive",
            Dep::Aux | Dep::Mark | Dep::Advmod => token.lower.as_str(),
            _ => continue,
        };
        plain = false;
        show(shown);
    }
    if plain {
        show("plain");
    }
}

pub(super) fn lower(lemma: &SmolStr) -> SmolStr {
    if lemma.chars().any(char::is_uppercase) { lemma.to_lowercase().into() } else { lemma.clone() }
}

/// The last characters of a word; all of it if it is shorter.
pub(super) fn last_chars(word: &str, count: usize) -> &str {
    word.char_indices().rev().nth(count - 1).map_or(word, |(at, _)| &word[at..])
}

/// True for an infinitive with its "to".
pub(super) fn is_infinitive(text: &Annotated, verb: TokenIx) -> bool {
    text.children_by(verb, Dep::Aux).any(|c| text.token(c).tag == Tag::To)
}
