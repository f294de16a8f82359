//! What does the form of a sentence do to what it tells? "Israel to free prisoners", "Free them!", "Did they attack?"

use sayso_model::{Annotated, Dep, Pos, Tag, TokenIx};

use super::status::is_infinitive;

/// Form of a sentence that tells of nothing as done.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Mood {
    /// "Israel to free prisoners": headlines write the future so.
    Headline,
    /// "Free the hostages!"
    Request,
    /// "Did Israel attack?", but not "Why did Israel attack?", which takes it for granted.
    Question,
}

/// The form of the clause with `top` as its highest verb, with the word that shows it.
pub(super) fn mood(annotated: &Annotated, top: TokenIx) -> Option<(Mood, TokenIx)> {
    let t = annotated.token(top);
    if !matches!(t.pos, Pos::Verb | Pos::Aux) {
        return None;
    }
    let child = |deps: &[Dep]| {
        annotated.children(top).iter().copied().find(|&c| c < top && deps.contains(&annotated.token(c).dep))
    };
    let subject = child(&[Dep::Nsubj, Dep::Nsubjpass, Dep::Expl]);
    let auxiliary = child(&[Dep::Aux, Dep::Auxpass]);
    if is_infinitive(annotated, top) && annotated.head(top).is_none() && subject.is_some() {
        return Some((Mood::Headline, top));
    }
    let bare = annotated
        .children(top)
        .iter()
        .all(|&c| !matches!(annotated.token(c).dep, Dep::Nsubj | Dep::Nsubjpass | Dep::Aux | Dep::Auxpass));
    if t.tag == Tag::Vb && t.pos == Pos::Verb && bare && matches!(t.dep, Dep::Root | Dep::Ccomp | Dep::Conj) {
        return Some((Mood::Request, top));
    }
    let sentence = annotated.sentence_of(top);
    let asks = |&t: &TokenIx| annotated.token(t).lower.starts_with('?');
    let mark = (top + 1..sentence.end).find(asks)?;
    let ends = (mark + 1..sentence.end).all(|t| annotated.token(t).pos == Pos::Punct);
    let (left, _) = annotated.edges(top);
    let open =
        (left..top).any(|t| matches!(annotated.token(t).tag, Tag::Wp | Tag::WpS | Tag::Wrb | Tag::Wdt));
    let first = auxiliary.or((t.pos == Pos::Aux).then_some(top))?;
    let inverted = annotated
        .children(top)
        .iter()
        .any(|&c| c > first && matches!(annotated.token(c).dep, Dep::Nsubj | Dep::Nsubjpass | Dep::Expl));
    (ends && inverted && !open).then_some((Mood::Question, mark))
}
