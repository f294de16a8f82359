//! Interviews and transcripts: paragraphs that begin with who speaks, and a colon.
//!
//! One such paragraph may be a dateline ("ISLAMABAD: …") or a list. Two that begin with the names of two speakers, or with "Q:"
//! and "A:", make a transcript, and then each paragraph is said by whom it names, to its end. Where many speak in turn, so are the
//! paragraphs between one and the next.

use rustc_hash::FxHashMap;
use sayso_model::{Document, EntityKind, Pos, TokenIx};
use smol_str::SmolStr;

use super::content;
use super::context::Context;
use super::draft::{Draft, supersede};
use super::stretch::Stretch;
use super::{en, source};

/// The longest label, with its colon, in words and marks.
const LABEL_MAX: usize = 8;
/// Turns of a transcript that goes on over paragraphs without a label.
const TURNS_LONG: usize = 4;
/// How often a paragraph of a transcript is said by whom it names, and one without a label by the last who was named.
const NAMED: f32 = 0.95;
const CARRIED: f32 = 0.85;

/// A paragraph, and who says it.
struct Turn {
    /// The label, in lower case, and whether it names somebody, as far as the annotation tells.
    label: SmolStr,
    is_named: bool,
    /// It stands in capitals and is no place: "WALLACE", not "ISLAMABAD".
    is_shouted: bool,
    /// "Q:" and "A:" name nobody.
    speaker: Option<TokenIx>,
    colon: TokenIx,
    said: Stretch,
}

/// A paragraph as it stands.
enum Paragraph {
    Labelled(Turn),
    Plain(Stretch),
}

/// Adds drafts for the turns of a transcript, in place of what has been found of them without their speaker.
pub(crate) fn complete(
    document: &Document,
    context: Context<'_>,
    drafts: &mut Vec<Draft>,
    is_coded: impl Fn(TokenIx) -> bool,
) {
    let mut paragraphs = paragraphs(document, context, is_coded);
    let named = settle(&mut paragraphs);
    if named < 2 {
        return;
    }
    let is_turn = |p: &Paragraph| matches!(p, Paragraph::Labelled(_));
    let turns = paragraphs.iter().filter(|p| is_turn(p)).count();
    let last = paragraphs.iter().rposition(is_turn).unwrap_or(0);
    let mut speaking: Option<&Turn> = None;
    for paragraph in &paragraphs[..=last] {
        let draft = match (paragraph, speaking) {
            (Paragraph::Labelled(turn), _) => {
                speaking = Some(turn);
                draft(context, turn, turn.said, NAMED)
            }
            (Paragraph::Plain(said), Some(turn)) if turns >= TURNS_LONG => {
                let mut draft = draft(context, turn, *said, CARRIED);
                draft.cue.clear();
                draft.rule = SmolStr::new_static("turn.carried");
                draft
            }
            _ => continue,
        };
        supersede(drafts, draft);
    }
    drafts.sort_by_key(Draft::start);
}

/// Leaves the labels that name somebody who speaks, and says how many speakers there are. A label that comes again, or is part of
/// another's name, is one; in a transcript, one in capitals is one, too.
fn settle(paragraphs: &mut [Paragraph]) -> usize {
    let mut count: FxHashMap<SmolStr, usize> = FxHashMap::default();
    let turns =
        || paragraphs.iter().filter_map(|p| if let Paragraph::Labelled(t) = p { Some(t) } else { None });
    for turn in turns() {
        *count.entry(turn.label.clone()).or_default() += 1;
    }
    let mut known: Vec<SmolStr> =
        turns().filter(|t| t.is_named || count[&t.label] > 1).map(|t| t.label.clone()).collect();
    known.sort_unstable();
    known.dedup();
    let is_part = |label: &SmolStr| known.iter().any(|k| k.ends_with(&format!(" {label}")));
    for paragraph in paragraphs.iter_mut() {
        if let Paragraph::Labelled(turn) = paragraph
            && !(known.len() >= 2 && (known.contains(&turn.label) || turn.is_shouted || is_part(&turn.label)))
        {
            *paragraph = Paragraph::Plain(turn.said);
        }
    }
    known.len()
}

fn paragraphs(
    document: &Document,
    context: Context<'_>,
    is_coded: impl Fn(TokenIx) -> bool,
) -> Vec<Paragraph> {
    let text = context.text;
    let mut found = Vec::new();
    for block in text.sentences.chunk_by(|a, b| a.block == b.block) {
        let (start, end) = (block[0].start, block[block.len() - 1].end);
        if start < end && is_coded(start) {
            let plain =
                || Stretch::new(start, end).and_then(|s| content::trimmed(text, s)).map(Paragraph::Plain);
            found.extend(turn(document, context, start, end).map(Paragraph::Labelled).or_else(plain));
        }
    }
    found
}

fn turn(document: &Document, context: Context<'_>, start: TokenIx, end: TokenIx) -> Option<Turn> {
    let text = context.text;
    let first = start + TokenIx::from(context.is_mark(start));
    let colon = (first..end).take(LABEL_MAX).find(|&t| text.token(t).lower == ":").filter(|&c| c > first)?;
    // A turn that stands in marks of quotation as a whole, with its label.
    let last = end - TokenIx::from(first > start && context.is_mark(end - 1));
    let said = Stretch::new(colon + 1, last).and_then(|s| content::trimmed(text, s))?;
    let has_verb = said.tokens().any(|t| matches!(text.token(t).pos, Pos::Verb | Pos::Aux));
    let word = |t: TokenIx| text.token(t).span.text(&document.text);
    let kind = |t: TokenIx| text.entity_of(t).map(|e| e.kind);
    // "November 21: …" is a line of a chronicle.
    let is_label = (first..colon).all(|t| {
        let is_name = word(t).starts_with(char::is_uppercase) || !word(t).contains(char::is_alphabetic);
        let is_time = matches!(kind(t), Some(EntityKind::Date | EntityKind::Time));
        is_name && !is_time && text.token(t).pos != Pos::Num && !context.is_mark(t)
    });
    if !is_label || !has_verb || context.is_mark(colon + 1) {
        return None;
    }
    let words: Vec<&str> = (first..colon).map(|t| text.token(t).lower.as_str()).collect();
    let label = SmolStr::new(words.join(" "));
    let head = (first..colon).rev().find(|&t| word(t).starts_with(char::is_uppercase))?;
    let asks = en::is_turn(&label);
    let is_speaker = |t: TokenIx| matches!(kind(t), Some(EntityKind::Person | EntityKind::Org));
    let is_shouted = !word(head).chars().any(char::is_lowercase) && word(head).chars().count() > 1;
    let lower = &text.token(head).lower;
    let elsewhere = || {
        let others = (0..text.tokens.len() as TokenIx).filter(|t| !(first..=colon).contains(t));
        others
            .into_iter()
            .any(|t| text.token(t).lower == *lower && is_speaker(t) && word(t).contains(char::is_lowercase))
    };
    let is_named = asks || if is_shouted { elsewhere() } else { is_speaker(head) };
    let is_shouted = is_shouted && !matches!(kind(head), Some(EntityKind::Gpe | EntityKind::Loc));
    Some(Turn { label, is_named, is_shouted, speaker: (!asks).then_some(head), colon, said })
}

fn draft(context: Context<'_>, turn: &Turn, said: Stretch, confidence: f32) -> Draft {
    let text = context.text;
    let main = said.tokens().find(|&t| text.head(t).is_none_or(|h| !said.contains(h)));
    let mut draft = Draft::direct("turn.name", vec![said]);
    draft.cue = vec![turn.colon];
    draft.source = turn.speaker.map_or(source::UNIDENTIFIED, |speaker| source::party(text, speaker));
    draft.main = main;
    draft.confidence = confidence;
    draft
}
