//! How far does what is said go on? A learnt choice of what to take in at its end.
//!
//! The parser hangs a phrase or clause at the end of a sentence on the verb of saying where it belongs to what is said:
//! "demanded an inquiry [into the killing]". Each such part is taken in or left by weights that are learnt with those of
//! the scorer. Leaving out what the parser has hung on what is said was tried too: it is wrong as often as right.

use sayso_model::{Annotated, Dep, Pos, TokenIx};

use super::content;
use super::context::Context;
use super::draft::Draft;
use super::feature;
use super::score::Scorer;
use super::stretch::{Stretch, union};

/// At most this many parts are taken in after one another.
const PARTS_MAX: usize = 3;

/// A phrase or clause right after what is said.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Part {
    /// Its head.
    pub head: TokenIx,
    /// Its words, with what links them to the words before.
    pub stretch: Stretch,
}

/// Takes into what drafts say what belongs to it.
pub(crate) fn settle(context: Context<'_>, scorer: &Scorer, drafts: &mut [Draft]) {
    // What is told inside of what is for the grammar to say: a part with a saying of its own stays where it is.
    let mut cues: Vec<TokenIx> = drafts.iter().flat_map(|d| d.cue.iter().copied()).collect();
    cues.sort_unstable();
    for draft in drafts {
        let end = draft.end();
        extend(context, draft, |draft, part| {
            let mut sum = 0.0;
            feature::part_features(context, draft, part, &mut |f| sum += scorer.weight(f));
            let is_plain = part.stretch.tokens().all(|t| cues.binary_search(&t).is_err());
            is_plain && scorer.part_probability(sum) > scorer.extend
        });
        if draft.end() > end {
            draft.form = content::form_of(context.text, &draft.content, draft.cue_head());
        }
    }
}

/// Takes in one part after the other as long as `is_said` agrees.
pub(crate) fn extend(
    context: Context<'_>,
    draft: &mut Draft,
    mut is_said: impl FnMut(&Draft, &Part) -> bool,
) {
    for _ in 0..PARTS_MAX {
        let Some(part) = part_after(context, draft).filter(|p| is_said(draft, p)) else { return };
        draft.content.push(part.stretch);
        draft.content = union(std::mem::take(&mut draft.content));
    }
}

/// The part of the sentence that follows what is said, if it is neither quoted nor of the saying.
fn part_after(context: Context<'_>, draft: &Draft) -> Option<Part> {
    let text = context.text;
    let (cue, piece) = (draft.cue_head()?, *draft.content.last()?);
    let voice = text.token(cue).quotation;
    let sentence = text.sentence_of(piece.end - 1);
    let is_link = |t: TokenIx| text.token(t).pos == Pos::Punct || text.token(t).dep == Dep::Cc;
    let first = (piece.end..sentence.end).find(|&t| !is_link(t))?;
    let is_free = |t: TokenIx| {
        let (left, right) = text.edges(t);
        left >= piece.end && right < sentence.end && !(left..=right).contains(&cue)
    };
    let head = std::iter::once(first).chain(text.ancestors(first)).take_while(|&t| is_free(t)).last()?;
    let stretch = content::trimmed_end(text, Stretch::new(piece.end, text.edges(head).1 + 1)?)?;
    let of_saying = |t: TokenIx| draft.cue.contains(&t) || draft.source.head == Some(t);
    let in_voice = |t: TokenIx| text.token(t).quotation == voice && !context.is_mark(t);
    let is_whole = (piece.end - 1..stretch.end).all(in_voice) && !stretch.tokens().any(of_saying);
    (sentence.start <= piece.start
        && is_whole
        && !is_of_outer(text, draft, cue, head)
        && has_words(text, stretch))
    .then_some(Part { head, stretch })
}

/// True for a part of the sentence around the saying ("the claim that it burned [was false]") and for a clause of its own.
fn is_of_outer(text: &Annotated, draft: &Draft, cue: TokenIx, head: TokenIx) -> bool {
    let above = text.head(head);
    let around =
        above.is_none_or(|a| a != cue && text.is_under(cue, a) && !draft.says(a) && !draft.cue.contains(&a));
    let subject = |&c: &TokenIx| matches!(text.token(c).dep, Dep::Nsubj | Dep::Nsubjpass | Dep::Expl);
    let joined = matches!(text.token(head).dep, Dep::Conj | Dep::Ccomp | Dep::Parataxis);
    around || joined && text.children(head).iter().any(subject)
}

/// True if a part has more than a link or a mark.
fn has_words(text: &Annotated, stretch: Stretch) -> bool {
    let is_word = |t: TokenIx| {
        matches!(text.token(t).pos, Pos::Noun | Pos::Propn | Pos::Verb | Pos::Adj | Pos::Num | Pos::Adv)
    };
    stretch.tokens().any(is_word)
}
