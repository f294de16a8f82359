//! Sayings that the parse does not show: a clause before ", the minister said", a clause after "We told them:".

use sayso_model::{Act, ArgumentRole, Dep, EntityKind, Form, Pos, Sentence, Tag, TokenIx};
use smol_str::SmolStr;

use super::content;
use super::context::Context;
use super::draft::{Draft, Signed};
use super::source;
use super::stretch::Stretch;

/// A content without a verb, or shorter than this, is a phrase beside the verb rather than what is said.
const WORDS_MIN: u32 = 4;
/// A name before a colon is at most this long, with the colon.
const NAME_WORDS_MAX: usize = 7;

/// Adds drafts for verbs of telling that no draft has as its cue.
pub(crate) fn complete(context: Context<'_>, drafts: &mut Vec<Draft>, is_coded: impl Fn(TokenIx) -> bool) {
    let text = context.text;
    let mut cues: Vec<TokenIx> = drafts.iter().flat_map(|d| d.cue.iter().copied()).collect();
    cues.sort_unstable();
    let mut found = Vec::new();
    for (verb, token) in (0..).zip(&text.tokens) {
        let tells = token.pos == Pos::Verb && context.is(verb, context.classes.tellers);
        if !tells || !is_coded(verb) || cues.binary_search(&verb).is_ok() {
            continue;
        }
        found.extend(after_colon(context, verb).or_else(|| before_comma(context, verb)));
    }
    let lines = text.sentences.iter().filter(|s| s.start < s.end && is_coded(s.start));
    found.extend(lines.filter_map(|s| after_name(context, *s)));
    drafts.extend(found);
    drafts.sort_by_key(Draft::start);
}

/// "We told them: let us act", with no marks of its own.
fn after_colon(context: Context<'_>, verb: TokenIx) -> Option<Draft> {
    let text = context.text;
    let sentence = text.sentence_of(verb);
    let colon = (verb + 1..sentence.end).take(4).find(|&t| text.token(t).lower == ":")?;
    let limit = text.token(verb).quotation.map_or(sentence.end, |q| text.quotations[q as usize].end);
    let said = Stretch::new(colon + 1, limit)?;
    let marked =
        context.is_mark(said.start) || text.token(said.start).quotation != text.token(verb).quotation;
    let speaker = subject(context, verb)?;
    let target = text.children_by(verb, Dep::Dobj).chain(text.children_by(verb, Dep::Dative)).next();
    let mut draft = (!marked).then(|| draft(context, "bare.colon", verb, speaker, said)).flatten()?;
    draft.targets.extend(target);
    Some(draft)
}

/// A name, a colon, and what it says: lines of a transcript.
fn after_name(context: Context<'_>, sentence: Sentence) -> Option<Draft> {
    let text = context.text;
    let colon = (sentence.start..sentence.end).take(NAME_WORDS_MAX).find(|&t| text.token(t).lower == ":")?;
    let name = colon.checked_sub(1).filter(|&t| t >= sentence.start)?;
    let speaks = text.entity_of(name).is_some_and(|e| matches!(e.kind, EntityKind::Person | EntityKind::Org));
    let plain = (sentence.start..colon).all(|t| {
        matches!(text.token(t).pos, Pos::Propn | Pos::Noun | Pos::Adj | Pos::Det | Pos::Punct)
            && !context.is_mark(t)
    });
    let said = Stretch::new(colon + 1, sentence.end)?;
    let quoted = said.tokens().any(|t| text.token(t).quotation.is_some());
    let has_verb = said.tokens().any(|t| matches!(text.token(t).pos, Pos::Verb | Pos::Aux));
    let mut draft = (speaks && plain && has_verb && !quoted)
        .then(|| draft(context, "bare.name", colon, name, said))
        .flatten()?;
    draft.form = Form::Direct;
    Some(draft)
}

/// A sentence that ends, or is broken, in ", the minister said" where the parser has lost the clause.
fn before_comma(context: Context<'_>, verb: TokenIx) -> Option<Draft> {
    let text = context.text;
    let token = text.token(verb);
    let finite = matches!(token.tag, Tag::Vbd | Tag::Vbz | Tag::Vbp);
    let has_clause = text.children_by(verb, Dep::Ccomp).next().is_some();
    if !finite || has_clause || token.quotation.is_some() {
        return None;
    }
    let sentence = text.sentence_of(verb);
    let speaker = subject(context, verb)?;
    let (left, _) = text.edges(speaker);
    let from = if speaker < verb { left.min(speaker) } else { verb };
    let comma = from.checked_sub(1).filter(|&t| t > sentence.start && text.token(t).lower == ",")?;
    let clause_end = |t: TokenIx| t + 1 == sentence.end || text.token(t + 1).pos != Pos::Verb;
    let said = Stretch::new(sentence.start, comma)?;
    let has_verb = said.tokens().any(|t| {
        matches!(text.token(t).tag, Tag::Vbd | Tag::Vbz | Tag::Vbp | Tag::Md)
            && text.token(t).quotation.is_none()
    });
    let told_before = said.tokens().any(|t| context.tells(t));
    (has_verb && !told_before && clause_end(verb))
        .then(|| draft(context, "bare.comma", verb, speaker, said))
        .flatten()
}

fn subject(context: Context<'_>, verb: TokenIx) -> Option<TokenIx> {
    let text = context.text;
    text.children_by(verb, Dep::Nsubj)
        .next()
        .or_else(|| text.arguments.of(verb, ArgumentRole::Subject).next())
}

fn draft(context: Context<'_>, rule: &str, verb: TokenIx, speaker: TokenIx, said: Stretch) -> Option<Draft> {
    let text = context.text;
    let said = content::trimmed(text, said)?;
    if said.end - said.start < WORDS_MIN {
        return None;
    }
    let main = said.tokens().find(|&t| text.head(t).is_none_or(|h| !said.contains(h)));
    let pieces = vec![said];
    let form = content::form_of(text, &pieces, Some(verb));
    Some(Draft {
        rule: SmolStr::new(rule),
        cue: vec![verb],
        source: source::party(text, speaker),
        via: Vec::new(),
        content: pieces,
        main,
        targets: Vec::new(),
        signed: Signed::default(),
        act: Act::Claim,
        form,
        confidence: 0.0,
        is_judged: false,
        beside: None,
        side: None,
        carried: None,
        parent: None,
        is_within: false,
    })
}
