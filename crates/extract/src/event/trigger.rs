//! Where is an event told of, and of which type?

use sayso_model::{Act, Annotated, Dep, Document, Pos, StatementMention, Tag, TokenIx};
use smol_str::SmolStr;

use super::generic;
use super::lexicon::{Frame, Trigger, TriggerLexicon};
use super::need::is_met;
use super::party::{Parties, parties_of};
use super::words::Words;

/// A word of the text that carries an event, with its reading and its parties.
pub(crate) struct Found<'l> {
    /// Head of the trigger.
    pub token: TokenIx,
    /// First and last token of the trigger.
    pub extent: (TokenIx, TokenIx),
    /// The reading.
    pub trigger: &'l Trigger,
    /// Who takes part.
    pub parties: Parties,
    /// True if the text around does not show what it is: it can only be a mention of an event told before.
    pub again: bool,
}

/// Triggers of the blocks that are coded, in order of the text.
pub(crate) fn find<'l>(
    document: &Document,
    annotated: &Annotated,
    lexicon: &'l TriggerLexicon,
    words: &Words,
    statements: &[StatementMention],
) -> Vec<Found<'l>> {
    let mut found: Vec<Found<'l>> = Vec::new();
    for sentence in &annotated.sentences {
        if document.blocks.get(sentence.block as usize).is_some_and(|b| !b.kind.is_coded()) {
            continue;
        }
        for token in sentence.start..sentence.end {
            let t = annotated.token(token);
            let pos = match t.pos {
                Pos::Verb => Pos::Verb,
                Pos::Noun | Pos::Propn => Pos::Noun,
                Pos::Adj => Pos::Adj,
                _ => continue,
            };
            // A capitalised word inside a longer name is part of the name: "Strike Force", "Battle Creek".
            let hyphened = token > sentence.start && annotated.token(token - 1).lower == "-";
            if t.pos == Pos::Propn && (hyphened || is_inside_name(annotated, token)) {
                continue;
            }
            // "an Iran-launched drone", "a stone-throwing crowd": says of what kind a thing is.
            let is_compound =
                t.dep == Dep::Amod && token > sentence.start && annotated.token(token - 1).lower == "-";
            // "fighting groups", "a sinking ship": what is doubtful as a verb is a mere quality before a noun.
            let is_quality = |r: &&Trigger| t.dep == Dep::Amod && t.tag == Tag::Vbg && r.need.is_some();
            let folded;
            let lemma = if t.pos == Pos::Propn {
                folded = t.lemma.to_lowercase();
                folded.as_str()
            } else {
                t.lemma.as_str()
            };
            let epithets = (t.dep == Dep::Amod).then(|| lexicon.readings(&t.lower));
            let epithets = epithets.into_iter().flatten().filter(|r| r.frame == Frame::Epithet);
            let ordinary = lexicon
                .readings(lemma)
                .iter()
                .filter(|r| r.frame != Frame::Epithet && r.pos == pos && !is_compound && !is_quality(r));
            for trigger in epithets.chain(ordinary) {
                let Some(extent) = extent(annotated, token, trigger) else { continue };
                let parties = parties_of(annotated, words, token, trigger);
                if generic::is_rule_of_law(annotated, words, token)
                    || generic::is_likened(annotated, words, token)
                    || trigger.pos == Pos::Noun && generic::is_practice(annotated, words, token, &parties)
                {
                    continue;
                }
                let again = match trigger.need.as_deref() {
                    Some(ANSWER) if !is_threatened(annotated, token, statements) => continue,
                    Some(ANSWER) => false,
                    _ => !is_met(annotated, words, token, trigger, &parties),
                };
                // "the launch" after a missile was launched, "transfers" after "transferred".
                let is_known = || {
                    let same_word = |f: &Found<'_>| annotated.token(f.token).lemma == lemma;
                    let pointed = words.is_pointed_at(annotated, token);
                    pos == Pos::Noun
                        && found.iter().any(|f| f.trigger.kind == trigger.kind && (pointed || same_word(f)))
                };
                if again && !is_known() {
                    continue;
                }
                found.push(Found { token, extent, trigger, parties, again });
                break;
            }
        }
    }
    drop_parts(annotated, &mut found);
    drop_answers(annotated, &mut found);
    found
}

/// "promised to respond": a reading that counts in a threat alone, and only as the answer to a deed.
pub(super) const ANSWER: &str = "answer";
/// Most sentences between a deed and the threat to answer it.
const ANSWER_SENTENCES: u32 = 6;

fn is_threatened(annotated: &Annotated, token: TokenIx, statements: &[StatementMention]) -> bool {
    let span = annotated.token(token).span;
    let covers = |s: &StatementMention| s.content.iter().any(|c| c.contains(span));
    statements.iter().any(|s| s.act == Act::Threaten && covers(s))
}

/// Drops threats to answer where no deed of the type is told of before them or beside them.
fn drop_answers(annotated: &Annotated, found: &mut Vec<Found<'_>>) {
    let is_answer = |f: &Found<'_>| f.trigger.need.as_deref() == Some(ANSWER);
    let sentence = |f: &Found<'_>| annotated.token(f.token).sentence;
    let deeds: Vec<_> =
        found.iter().filter(|f| !is_answer(f)).map(|f| (sentence(f), f.trigger.kind.clone())).collect();
    found.retain(|f| {
        let answers = |(at, kind): &(u32, SmolStr)| {
            *kind == f.trigger.kind && sentence(f).checked_sub(*at).is_some_and(|d| d <= ANSWER_SENTENCES)
        };
        !is_answer(f) || deeds.iter().any(answers)
    });
}

fn is_inside_name(annotated: &Annotated, token: TokenIx) -> bool {
    use sayso_model::EntityKind as K;
    annotated.entity_of(token).is_some_and(|e| {
        matches!(e.kind, K::Person | K::Org | K::Gpe | K::Fac | K::Product | K::WorkOfArt | K::Law | K::Loc)
    })
}

/// First and last token of the phrase whose head is `token`, if all of its words are there.
fn extent(annotated: &Annotated, token: TokenIx, trigger: &Trigger) -> Option<(TokenIx, TokenIx)> {
    if trigger.words.len() == 1 {
        return Some((token, token));
    }
    match trigger.pos {
        Pos::Verb => {
            let mut last = token;
            for word in &trigger.words[1..] {
                let child = annotated
                    .children(token)
                    .iter()
                    .copied()
                    .find(|&c| c > token && annotated.token(c).lemma == *word && c <= token + 6)
                    .or_else(|| {
                        // "took to the streets"
                        let end = annotated.sentence_of(token).end;
                        let is_article = |&t: &TokenIx| annotated.token(t).dep == Dep::Det;
                        let next = (last + 1..end).find(|t| !is_article(t))?;
                        (annotated.token(next).lemma == *word).then_some(next)
                    })?;
                last = last.max(child);
            }
            // A phrasal verb is named whole only where its parts stand together.
            Some(if last == token + 1 { (token, last) } else { (token, token) })
        }
        _ => {
            let start = annotated.sentence_of(token).start;
            let mut at = token;
            for word in trigger.words[..trigger.words.len() - 1].iter().rev() {
                at = at.checked_sub(1)?;
                if annotated.token(at).lower == "-" {
                    at = at.checked_sub(1)?;
                }
                let t = annotated.token(at);
                if at < start || (t.lemma != *word && t.lower != *word) {
                    return None;
                }
            }
            Some((token, token))
        }
    }
}

/// Drops a trigger that only says of what kind another thing is ("attack helicopter", "strike force"), and one that is a word
/// of another's phrase ("expressed support").
fn drop_parts(annotated: &Annotated, found: &mut Vec<Found<'_>>) {
    let phrases: Vec<_> = found
        .iter()
        .filter(|f| f.trigger.pos == Pos::Verb && f.trigger.words.len() > 1)
        .map(|f| (f.token, f.trigger))
        .collect();
    found.retain(|f| {
        let t = annotated.token(f.token);
        let is_word = |&(verb, phrase): &(TokenIx, &Trigger)| {
            // "expressed support", "placed under house arrest"
            annotated.ancestors(f.token).take(2).any(|a| a == verb) && phrase.words[1..].contains(&t.lemma)
        };
        let is_part = t.dep == Dep::Compound && t.head > f.token;
        !is_part && !phrases.iter().any(is_word)
    });
}
