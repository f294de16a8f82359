//! Sayings that the parse does not show: a clause before ", the minister said", a clause after "We told them:".

use sayso_model::{Act, ArgumentRole, Dep, Form, Pos, Tag, TokenIx};
use smol_str::SmolStr;

use super::content;
use super::context::Context;
use super::draft::Draft;
use super::source;
use super::stretch::Stretch;

/// A content without a verb, or shorter than this, is a phrase beside the verb rather than what is said.
const WORDS_MIN: u32 = 4;

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
        signed: Vec::new(),
        act: Act::Claim,
        form: if form == Form::Indirect { Form::Indirect } else { form },
        confidence: 0.0,
        is_judged: false,
        beside: None,
        parent: None,
    })
}
