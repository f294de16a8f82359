//! What is done by saying it? The lexicon's answer for the cue, made precise by what is said.

use sayso_model::{Act, Annotated, ArgumentRole, EntityKind, Form, Pos, TokenIx};
use sayso_rules::Match;
use smol_str::SmolStr;

use super::context::Context;
use super::draft::{Draft, Signed};
use super::{en, source, target};

/// A sign of an act in what is said.
#[derive(Clone, Debug)]
struct Stance {
    word: TokenIx,
    subject: Option<TokenIx>,
    /// Whether the subject has to be the speaker, or must not be.
    by_self: Option<bool>,
    target: Vec<TokenIx>,
    /// Whose deed or right it tells of.
    own: Vec<TokenIx>,
    /// True if somebody else has to be named in what is said.
    needs_other: bool,
    act: Act,
    rank: f32,
}

/// Signs of acts in a document, in order of the text.
pub(crate) struct Stances(Vec<Stance>);

impl Stances {
    /// Reads matches of rules of kind `stance`.
    pub fn of<'m>(matches: impl Iterator<Item = &'m Match>) -> Self {
        let mut found: Vec<Stance> = matches
            .filter_map(|m| {
                Some(Stance {
                    word: m.token("word")?,
                    subject: m.token("subject"),
                    by_self: m.attribute("by").map(|by| by == "self"),
                    target: m.tokens("target").collect(),
                    own: m.tokens("own").collect(),
                    needs_other: m.attribute("needs") == Some("other"),
                    act: Act::from_name(m.attribute("act")?)?,
                    rank: m.number("rank").unwrap_or(0.0),
                })
            })
            .collect();
        found.sort_by_key(|s| s.word);
        Self(found)
    }

    /// States that a draft says the speaker's own deeds of.
    pub fn own_states<'a>(
        &'a self,
        text: &'a Annotated,
        draft: &'a Draft,
    ) -> impl Iterator<Item = SmolStr> + 'a {
        let speaker = draft.source.head.map(|s| text.token(s).lemma.clone());
        let is_state = |t: TokenIx| text.entity_of(t).is_some_and(|e| e.kind == EntityKind::Gpe);
        self.within(draft)
            .filter(|s| s.by_self == Some(true))
            .filter_map(|s| s.subject)
            .filter(move |&s| is_state(s) && Some(&text.token(s).lemma) != speaker.as_ref())
            .map(|s| text.token(s).lemma.clone())
    }

    /// Signs in what a draft says.
    fn within<'a>(&'a self, draft: &'a Draft) -> impl Iterator<Item = &'a Stance> + 'a {
        draft.content.iter().flat_map(|piece| {
            let from = self.0.partition_point(|s| s.word < piece.start);
            self.0[from..].iter().take_while(|s| s.word < piece.end)
        })
    }

    /// The act of a draft and whom its sign names. `is_elsewhere` tells of tokens that another statement
    /// inside the draft says.
    pub fn refine(
        &self,
        context: Context<'_>,
        draft: &Draft,
        is_elsewhere: impl Fn(TokenIx) -> bool,
    ) -> (Act, Signed) {
        let text = context.text;
        let names_other = std::cell::OnceCell::new();
        let best = self
            .within(draft)
            .filter(|s| may_become(draft.act, s.act) && !is_elsewhere(s.word))
            .filter(|s| match (s.by_self, s.subject) {
                (Some(true), Some(subject)) => is_own_side(text, draft, subject),
                (Some(false), Some(subject)) => {
                    !source::is_first_person(text, subject) && !target::is_own(context, draft, subject)
                }
                _ => true,
            })
            .filter(|s| !s.needs_other || *names_other.get_or_init(|| target::names_other(context, draft)))
            .filter(|s| !s.needs_other || !is_own_deed(text, draft, s.word))
            .fold(None, |best: Option<&Stance>, s| match best {
                Some(b) if b.rank >= s.rank => Some(b),
                _ => Some(s),
            });
        let Some(best) = best else { return (draft.act, Signed::default()) };
        let by_self = best.subject.filter(|_| best.by_self == Some(true));
        let own = best.own.iter().copied().chain(by_self).collect();
        (best.act, Signed { word: Some(best.word), targets: best.target.clone(), own })
    }
}

/// True if an act that the cue tells may be another one by what is said.
fn may_become(told: Act, said: Act) -> bool {
    match told {
        Act::Claim => true,
        Act::Warn => matches!(said, Act::Threaten),
        Act::Promise => matches!(said, Act::Threaten | Act::Claim),
        Act::Expect => matches!(said, Act::Threaten),
        _ => false,
    }
}

/// True if a subject is the speaker: "we", "I", his name, a pronoun for him.
fn is_speaker(text: &Annotated, draft: &Draft, subject: TokenIx) -> bool {
    if source::is_first_person(text, subject) {
        return true;
    }
    let Some(speaker) = draft.source.head else { return false };
    if text.referent(subject) == text.referent(speaker)
        || text.token(subject).lemma == text.token(speaker).lemma
    {
        return true;
    }
    // A pronoun whose noun is not known: "Iran said it would respond" speaks of whoever speaks.
    let word = text.token(subject);
    draft.form != Form::Direct
        && word.pos == Pos::Pron
        && text.referent(subject) == subject
        && en::may_be_speaker(&word.lower)
}

/// True if the deed that a word belongs to is the speaker's own: "the army said it had bombed militant targets".
fn is_own_deed(text: &Annotated, draft: &Draft, word: TokenIx) -> bool {
    let doer = |t: TokenIx| text.arguments.of(t, ArgumentRole::Subject).next();
    let is_said = |&t: &TokenIx| draft.content.iter().any(|piece| (piece.start..piece.end).contains(&t));
    let doer = std::iter::once(word).chain(text.ancestors(word)).take_while(is_said).find_map(doer);
    doer.is_some_and(|doer| is_speaker(text, draft, doer))
}

/// True if a subject is the speaker or his side: a state where a person speaks, who then most often speaks for it.
fn is_own_side(text: &Annotated, draft: &Draft, subject: TokenIx) -> bool {
    if is_speaker(text, draft, subject) {
        return true;
    }
    let Some(speaker) = draft.source.head else { return false };
    let is = |t: TokenIx, kind: EntityKind| text.entity_of(t).is_some_and(|e| e.kind == kind);
    let state = |t: TokenIx| is(t, EntityKind::Gpe) || is(t, EntityKind::Norp);
    // A side is given to persons alone, whatever the tagger takes their names for.
    let person =
        draft.side.is_some() || matches!(text.token(speaker).pos, Pos::Pron | Pos::Propn) && !state(speaker);
    let own = draft.side.as_ref() == Some(&text.token(subject).lemma);
    person && is(subject, EntityKind::Gpe) && own || source::stands_for(text, speaker, subject)
}
