//! Which words tell of the same deed in other words, and of its victims?
//!
//! "A raid that left 12 dead", "the strike flattened the consulate, killing seven": one event, whose trigger is the
//! deed; what it did to whom are its recipients and its victims.

use sayso_model::{
    Annotated, ArgumentRole, Casualty, Dep, EventMention, Pos, StatementMention, Status, Tag, TokenIx,
};

use super::casualty::{Figure, host};
use super::claim::claims;
use super::fold::{fold, grant, is_new, share};
use super::lexicon::Frame;
use super::party::mention;
use super::trigger::Found;
use super::words::Words;

/// Folds effects of a deed into the deed, and ties figures of victims to events.
pub(crate) fn absorb(
    annotated: &Annotated,
    words: &Words,
    found: &[Found<'_>],
    figures: &[Figure],
    statements: &[StatementMention],
    events: &mut Vec<EventMention>,
) {
    let deeds: Vec<TokenIx> =
        found.iter().filter(|f| f.trigger.casualty.is_none()).map(|f| f.token).collect();
    let all: Vec<TokenIx> = found.iter().map(|f| f.token).collect();
    let mut folded: Vec<(TokenIx, TokenIx)> = Vec::new();
    for f in found {
        if let Some(deed) = deed_of(annotated, words, found, f, &deeds) {
            folded.push((f.token, deed));
        }
    }
    in_the_course(annotated, words, found, events);
    for figure in figures {
        let host = host(annotated, figure, &deeds)
            .or_else(|| effect_of_before(annotated, found, events, figure))
            .or_else(|| host(annotated, figure, &all))
            .or_else(|| told_before(annotated, events, figure));
        let Some(mut host) = host else { continue };
        // The deed may itself be an effect of another.
        for _ in 0..8 {
            match folded.iter().find(|(from, _)| *from == host) {
                Some(&(_, to)) => host = to,
                None => break,
            }
        }
        if host != figure.word
            && all.binary_search(&figure.word).is_ok()
            && !folded.iter().any(|f| f.0 == figure.word)
        {
            folded.push((figure.word, host));
        }
        if let Some(event) = events.iter_mut().find(|e| e.trigger == host) {
            count(annotated, words, figure, statements, event);
        }
    }
    // "nobody was hurt in the blast": who was spared speaks of the blast as of a fact.
    let spared = |word| figures.iter().any(|f| f.word == word && f.range.high == Some(0));
    for &(from, to) in &folded {
        if let Some(effect) = events.iter_mut().find(|e| e.trigger == from && spared(from)) {
            effect.claims.iter_mut().for_each(grant);
        }
        if is_new(annotated, words, from, to) {
            share(events, statements, from, to);
        }
        fold(events, from, to);
    }
    // "was not injured": nobody did anything.
    events.retain(|e| {
        let bare = e.actors.is_empty() && e.casualties.is_empty();
        let is_effect = found.iter().any(|f| f.token == e.trigger && f.trigger.casualty.is_some());
        // "the displaced", "wounded people": a state that somebody is in, and nobody's deed.
        let t = annotated.token(e.trigger);
        let is_epithet = found.iter().any(|f| f.token == e.trigger && f.trigger.frame == Frame::Epithet);
        let is_state = match t.pos {
            Pos::Verb => t.tag == Tag::Vbn && matches!(t.dep, Dep::Amod | Dep::Pobj | Dep::Dobj | Dep::Nsubj),
            Pos::Adj => true,
            // "the murder of a journalist" has somebody whom it hit.
            _ => is_effect && e.recipients.is_empty(),
        };
        let denied = || e.claims.iter().all(|c| c.status == Status::Denied);
        let is_nothing = is_state || is_effect && denied();
        !bare || is_epithet || !is_nothing
    });
}

/// The deed that `f` is an effect of, if it is one.
fn deed_of(
    annotated: &Annotated,
    words: &Words,
    found: &[Found<'_>],
    f: &Found<'_>,
    deeds: &[TokenIx],
) -> Option<TokenIx> {
    let kind = |t: TokenIx| found.iter().find(|o| o.token == t).map(|o| o.trigger.kind.as_str());
    let is_deed = |t: TokenIx| {
        t != f.token && deeds.binary_search(&t).is_ok() && kind(t) == Some(f.trigger.kind.as_str())
    };
    if f.trigger.pos == Pos::Verb
        && let Some(subject) = f.parties.subjects.iter().copied().find(|&s| is_deed(s))
    {
        return Some(subject);
    }
    let verb = annotated.token(f.token).head;
    // "called the attack a reprisal", "the raid was an act of retaliation": one deed under two names.
    let named_again = match annotated.token(f.token).dep {
        Dep::Attr => annotated.children_by(verb, Dep::Nsubj).find(|&s| is_deed(s)),
        Dep::Oprd => {
            let named = |&c: &TokenIx| matches!(annotated.token(c).dep, Dep::Dobj | Dep::Nsubjpass);
            annotated.children(verb).iter().copied().filter(named).find(|&s| is_deed(s))
        }
        _ => None,
    };
    // "charges of assault for punching X"
    let named_for = || {
        let noun = annotated.token(f.token).pos == Pos::Noun;
        let reasons = annotated.children_by(f.token, Dep::Prep).filter(|&p| words.is(annotated, p, "reason"));
        let below = reasons.filter(|_| noun).flat_map(|p| annotated.children(p).iter().copied());
        { below }.find(|&c| is_deed(c))
    };
    if let Some(deed) = named_again.or_else(named_for) {
        return Some(deed);
    }
    let is_effect = f.trigger.casualty.is_some() || f.trigger.mode.as_deref() == Some("destroy");
    if !is_effect {
        return None;
    }
    let token = annotated.token(f.token);
    // "the violence left the town demolished"
    if matches!(token.dep, Dep::Ccomp | Dep::Oprd | Dep::Acomp | Dep::Xcomp)
        && let Some(subject) = annotated.arguments.of(token.head, ArgumentRole::Subject).find(|&s| is_deed(s))
    {
        return Some(subject);
    }
    // where the parser hangs "demolished" on the town
    if let Some(leaves) = annotated.ancestors(f.token).take(4).find(|&a| words.is(annotated, a, "result"))
        && token.dep == Dep::Acl
        && let Some(subject) = annotated.arguments.of(leaves, ArgumentRole::Subject).find(|&s| is_deed(s))
    {
        return Some(subject);
    }
    if matches!(token.dep, Dep::Advcl | Dep::Acl | Dep::Xcomp | Dep::Conj) {
        let verb = token.head;
        let object = || {
            annotated
                .children(verb)
                .iter()
                .copied()
                .filter(|&c| matches!(annotated.token(c).dep, Dep::Dobj | Dep::Prep))
                .flat_map(|c| {
                    let below: Vec<TokenIx> = annotated.children_by(c, Dep::Pobj).collect();
                    std::iter::once(c).chain(below)
                })
                .find(|&c| is_deed(c))
        };
        let deed = Some(verb).filter(|&v| is_deed(v)).or_else(object);
        if deed.is_some() {
            return deed;
        }
    }
    // "were killed and taken hostage during an attack": what joined verbs share hangs on the last.
    let joined = annotated.children_by(f.token, Dep::Conj).filter(|&c| annotated.token(c).pos == Pos::Verb);
    std::iter::once(f.token)
        .chain(joined)
        .flat_map(|verb| annotated.children(verb).iter().copied())
        .filter(|&p| matches!(annotated.token(p).dep, Dep::Prep | Dep::Agent))
        .flat_map(|p| annotated.children_by(p, Dep::Pobj))
        .find(|&o| is_deed(o))
}

/// "captured in the course of its raid": who raids does the capturing, if nobody else is said to.
fn in_the_course(annotated: &Annotated, words: &Words, found: &[Found<'_>], events: &mut [EventMention]) {
    for f in found.iter().filter(|f| f.trigger.pos == Pos::Verb && f.parties.subjects.is_empty()) {
        let around = annotated
            .children_by(f.token, Dep::Prep)
            .filter(|&p| words.is(annotated, p, "course"))
            .flat_map(|p| annotated.children_by(p, Dep::Pobj))
            .find_map(|o| found.iter().find(|d| d.token == o && d.trigger.casualty.is_none()));
        let Some(deed) = around.filter(|d| !d.parties.actors.is_empty()) else { continue };
        // "supporting X in its fight"
        let hit =
            |a: TokenIx| f.parties.recipients.iter().any(|&r| annotated.referent(r) == annotated.referent(a));
        let doers = deed.parties.actors.iter().filter(|&&a| !hit(a));
        let doers: Vec<_> = doers.map(|&a| mention(annotated, a)).collect();
        if let Some(event) = events.iter_mut().find(|e| e.trigger == f.token && e.actors.is_empty()) {
            event.actors = doers;
        }
    }
}

/// The deed of the same or the last sentence that "At least 45 people were killed" tells the toll of: nobody is said to
/// have done it, nor by what.
fn effect_of_before(
    annotated: &Annotated,
    found: &[Found<'_>],
    events: &[EventMention],
    figure: &Figure,
) -> Option<TokenIx> {
    let effect = found.iter().find(|f| f.token == figure.word && f.trigger.casualty.is_some())?;
    if !effect.parties.subjects.is_empty() {
        return None;
    }
    // A sentence that tells of a deed of its own, later on, may tell the toll of that one.
    let sentence = annotated.sentence_of(figure.word);
    let own = found.iter().filter(|f| f.token > figure.word && f.token < sentence.end);
    if own.filter(|f| f.trigger.casualty.is_none()).any(|f| f.trigger.kind == effect.trigger.kind) {
        return None;
    }
    let here = annotated.token(figure.word).sentence;
    let deed = told_before(annotated, events, figure)?;
    let is_deed = found.iter().any(|f| f.token == deed && f.trigger.casualty.is_none());
    (is_deed && here - annotated.token(deed).sentence <= 1).then_some(deed)
}

/// The deed told of last before a figure that stands alone: "At least 45 people were killed."
fn told_before(annotated: &Annotated, events: &[EventMention], figure: &Figure) -> Option<TokenIx> {
    let here = annotated.token(figure.word).sentence;
    let wanted = if figure.kind == sayso_model::CasualtyKind::Detained { "COERCE" } else { "ASSAULT" };
    events
        .iter()
        .rev()
        .filter(|e| e.trigger < figure.word && e.kind == wanted)
        .find(|e| here - annotated.token(e.trigger).sentence <= 3)
        .map(|e| e.trigger)
}

/// Adds a figure to an event, with the source that gives it.
fn count(
    annotated: &Annotated,
    words: &Words,
    figure: &Figure,
    statements: &[StatementMention],
    event: &mut EventMention,
) {
    let told = claims(annotated, words, figure.word, statements);
    let Some(mut claim) = told.into_iter().next().map(|t| t.claim) else { return };
    if figure.range.high == Some(0) && event.trigger != figure.word {
        grant(&mut claim);
    }
    event.casualties.push(Casualty {
        kind: figure.kind,
        range: figure.range,
        statement: claim.statement,
        span: figure.span,
    });
    claim.join(&mut event.claims);
}
