//! Which time expression belongs to an event?

use sayso_model::{Annotated, Dep, Pos, Span, Tag, TimeExpression, TimeKind, TimeMention, TokenIx};

use super::lexicon::PlaceWords;

/// Words before "since" among which a superlative is that of what is compared.
const COMPARED: u32 = 9;

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
    let dated = |t: &&TimeExpression| match t.kind {
        TimeKind::Date | TimeKind::Time => t.value != "PRESENT_REF",
        TimeKind::Duration => order_after(text, words, t).is_some(),
        TimeKind::Set => false,
    };
    for time in here.filter(dated) {
        if is_since(text, words, time) && is_compared(text, sentence.start, time) {
            continue;
        }
        let Some(last) = text.token_at(time.span.end() - 1) else { continue };
        let head = head_of(text, time, last);
        let steps = steps(text, words, trigger, head, is_long(time))
            .or_else(|| follows(text, words, trigger, time, head));
        let Some(steps) = steps else { continue };
        let distance = trigger.abs_diff(last);
        if best.is_none_or(|(s, d, _)| (steps, distance) < (s, d)) {
            best = Some((steps, distance, time));
        }
    }
    if let Some((_, _, time)) = best {
        let order = order_after(text, words, time).map(|o| text.token(o).span);
        let span = order.map_or(time.span, |o| time.span.cover(o));
        return Some(TimeMention {
            span: joined(text, times, time, span),
            since: is_since(text, words, time),
        });
    }
    let start = since_clause(text, words, trigger)?;
    let (first, last) = text.edges(start);
    let clause = text.tokens_span(first, last + 1);
    let within = times.iter().find(|t| clause.contains(t.span) && t.kind != TimeKind::Set && dated(t))?;
    Some(TimeMention { span: within.span, since: true })
}

/// The words of a time and of those joined to it: "in October and November".
fn joined(text: &Annotated, times: &[TimeExpression], time: &TimeExpression, span: Span) -> Span {
    let Some(last) = text.token_at(time.span.end() - 1) else { return span };
    let head = head_of(text, time, last);
    let others = times.iter().filter(|t| t.kind == time.kind && t.span.start() > time.span.end());
    let mut span = span;
    for other in others.take(3) {
        let Some(token) = text.token_at(other.span.end() - 1) else { continue };
        let token = head_of(text, other, token);
        if text.token(token).dep == Dep::Conj && text.ancestors(token).take(3).any(|a| a == head) {
            span = span.cover(other.span);
        }
    }
    span
}

/// "the deadliest raid since May", "the first talks since 2014": told of what is compared, not of when it was.
fn is_compared(text: &Annotated, sentence: TokenIx, time: &TimeExpression) -> bool {
    let Some(first) = text.token_at(time.span.start()) else { return false };
    let before = first.saturating_sub(COMPARED).max(sentence)..first;
    before.into_iter().any(|t| {
        let token = text.token(t);
        matches!(token.tag, Tag::Jjs | Tag::Rbs)
            || matches!(token.pos, Pos::Adj | Pos::Adv) && en::FIRST == token.lower
    })
}

/// "since May"
fn is_since(text: &Annotated, words: &PlaceWords, time: &TimeExpression) -> bool {
    let before = text.token_at(time.span.start()).and_then(|t| t.checked_sub(1));
    before.is_some_and(|b| words.is_since(&text.token(b).lower))
}

/// The verb of a clause that tells since when the deed of a trigger goes on: "since the war began on Sunday, troops have
/// shelled the town".
fn since_clause(text: &Annotated, words: &PlaceWords, trigger: TokenIx) -> Option<TokenIx> {
    let mut at = trigger;
    for _ in 0..4 {
        let clause = text
            .children_by(at, Dep::Advcl)
            .find(|&c| text.children_by(c, Dep::Mark).any(|m| words.is_since(&text.token(m).lower)));
        if clause.is_some() {
            return clause;
        }
        let token = text.token(at);
        let carried =
            matches!(token.dep, Dep::Dobj | Dep::Pobj | Dep::Prep | Dep::Nsubj | Dep::Nsubjpass | Dep::Conj);
        let head = text.head(at)?;
        if !carried || words.is_saying(&text.token(head).lemma) {
            return None;
        }
        at = head;
    }
    None
}

/// The word that makes a time of a length: "three days after", "weeks before".
fn order_after(text: &Annotated, words: &PlaceWords, time: &TimeExpression) -> Option<TokenIx> {
    let next = text.token_at(time.span.end() - 1)? + 1;
    let token = text.tokens.get(next as usize)?;
    (time.kind == TimeKind::Duration && words.is_order(&token.lower)).then_some(next)
}

/// A time right behind a noun of action and what hangs on it, which the parser hangs on the verb of saying before ("called it a
/// reprisal for strikes in X this week"), is that of the action.
fn follows(
    text: &Annotated,
    words: &PlaceWords,
    trigger: TokenIx,
    time: &TimeExpression,
    head: TokenIx,
) -> Option<u32> {
    let verb = text.head(head)?;
    let is_noun = text.token(trigger).pos == Pos::Noun;
    let first = text.token_at(time.span.start())?;
    // A phrase between them ("in X") that hangs on the verb too hangs there as wrongly.
    let mut end = text.edges(trigger).1 + 1;
    while let Some(phrase) = text.children_by(verb, Dep::Prep).find(|&p| text.edges(p).0 == end) {
        end = text.edges(phrase).1 + 1;
    }
    let is_behind = verb < trigger && trigger < first && end == first;
    let is_told = words.is_saying(&text.token(verb).lemma) && text.token(head).dep == Dep::Npadvmod;
    (is_noun && is_behind && is_told).then_some(1)
}

/// The token of an expression that hangs outside it.
fn head_of(text: &Annotated, time: &TimeExpression, last: TokenIx) -> TokenIx {
    let first = text.token_at(time.span.start()).unwrap_or(last);
    (first..=last).find(|&t| text.head(t).is_none_or(|h| h < first || h > last)).unwrap_or(last)
}

/// A month or a year: "buried them in October 2024 after militants had attacked" puts both there.
fn is_long(time: &TimeExpression) -> bool {
    let digits =
        time.value.split('-').all(|part| !part.is_empty() && part.bytes().all(|b| b.is_ascii_digit()));
    digits && time.value.split('-').count() <= 2
}

/// How far up from the trigger the word is that a time hangs on; `None` if the time is said of something else. A long time
/// takes in what was told to have gone before.
fn steps(
    text: &Annotated,
    words: &PlaceWords,
    trigger: TokenIx,
    time: TokenIx,
    is_long: bool,
) -> Option<u32> {
    // "in May, when the army attacked": the clause tells what happened then.
    if let Some(step) = clause_of_time(text, trigger, time) {
        return Some(step);
    }
    let anchors = anchors(text, words, time);
    let held = matches!(text.token(time).dep, Dep::Poss | Dep::Compound | Dep::Nmod | Dep::Amod);
    // "Friday's release": the day is that of the noun alone.
    let reach = if held { 1 } else { anchors.len() };
    if let Some(far) = anchors.iter().take(reach).position(|&a| a == trigger) {
        return Some(u32::from(far > 0));
    }
    if held {
        return None;
    }
    let anchor = *anchors.last()?;
    if text.head(anchor) == Some(trigger)
        && matches!(text.token(anchor).dep, Dep::Dobj | Dep::Attr | Dep::Prep | Dep::Advmod)
    {
        return Some(1);
    }
    // "killed ten and wounded five on Sunday"
    if anchor < time && joined_verb(text, anchor) == Some(trigger) {
        return Some(2);
    }
    // "a truce that began on Sunday"
    if text.head(anchor) == Some(trigger)
        && text.token(anchor).dep == Dep::Relcl
        && words.is_beginning(&text.token(anchor).lemma)
    {
        return Some(1);
    }
    let is_apart = |at: TokenIx| {
        !is_long && (at != trigger || text.token(at).dep == Dep::Advcl) && words.sets_apart(text, at)
    };
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
                | Dep::Pcomp
        );
        if !carries || is_apart(at) || dep == Dep::Acl && !acts(text, at) {
            return None;
        }
        at = text.head(at)?;
        // "paused three days of shelling on Sunday": the shelling was before.
        if matches!(dep, Dep::Dobj | Dep::Pobj) && words.is_ending(&text.token(at).lemma) {
            return None;
        }
        // What is done by a subject or beside a saying is not what is said.
        let told = !matches!(dep, Dep::Nsubj | Dep::Nsubjpass | Dep::Conj);
        if told && words.is_saying(&text.token(at).lemma) {
            return None;
        }
        if at == anchor {
            return Some(step);
        }
    }
    None
}

/// A participle that goes on with the deed of its noun ("an attack killing ten"), not one that tells who somebody is ("families
/// facing eviction", "those killed in the raid").
fn acts(text: &Annotated, participle: TokenIx) -> bool {
    let of_deed =
        text.head(participle).is_some_and(|noun| matches!(text.token(noun).dep, Dep::Dobj | Dep::Attr));
    text.token(participle).tag == Tag::Vbg && of_deed
}

/// The verb that one without a subject of its own is joined to; the parser joins a finite verb to a participle now and then
/// ("bars it from buying gas and capped its imports in May").
fn joined_verb(text: &Annotated, verb: TokenIx) -> Option<TokenIx> {
    let mut subjects = text.children_by(verb, Dep::Nsubj).chain(text.children_by(verb, Dep::Nsubjpass));
    if text.token(verb).dep != Dep::Conj || text.token(verb).pos != Pos::Verb || subjects.next().is_some() {
        return None;
    }
    let head = text.head(verb)?;
    if !is_finite(text, verb) || is_finite(text, head) {
        return Some(head);
    }
    text.ancestors(head).find(|&t| text.token(t).pos == Pos::Verb)
}

/// What a time may be said of: the words above it up to the first verb ("struck at the consulate in X late Thursday", where
/// the night hangs on X). A time right after a verb of saying is that of the saying ("said on Wednesday it had tested").
fn anchors(text: &Annotated, words: &PlaceWords, time: TokenIx) -> Vec<TokenIx> {
    let mut out = Vec::new();
    let opens = match text.token(time).dep {
        Dep::Pobj => text.head(time).unwrap_or(time),
        _ => time,
    };
    let told = opens.checked_sub(1).filter(|&b| text.token(b).sentence == text.token(time).sentence);
    if let Some(verb) = told.filter(|&b| words.is_saying(&text.token(b).lemma) && is_finite(text, b)) {
        return vec![verb];
    }
    for word in text.ancestors(time).take(8) {
        if text.token(word).pos == Pos::Adp {
            continue;
        }
        out.push(word);
        if matches!(text.token(word).pos, Pos::Verb | Pos::Aux) {
            break;
        }
    }
    out
}

fn is_finite(text: &Annotated, token: TokenIx) -> bool {
    matches!(text.token(token).tag, Tag::Vbd | Tag::Vbz | Tag::Vbp)
}

/// How far down the trigger is in a clause that hangs on the time itself.
fn clause_of_time(text: &Annotated, trigger: TokenIx, time: TokenIx) -> Option<u32> {
    let mut at = trigger;
    for step in 0..3 {
        let head = text.head(at)?;
        let dep = text.token(at).dep;
        if head == time {
            return (dep == Dep::Relcl || dep == Dep::Advcl).then_some(step + 1);
        }
        if !matches!(dep, Dep::Dobj | Dep::Nsubj | Dep::Nsubjpass | Dep::Conj | Dep::Xcomp) {
            return None;
        }
        at = head;
    }
    None
}

mod en {
    /// An ordinal that compares: "the first raid since May".
    pub const FIRST: &str = "first";
}
