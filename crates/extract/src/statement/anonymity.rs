//! Why is a source not named? "A senior official who was not authorised to speak", "speaking on condition of anonymity".

use sayso_model::{Annotated, Dep, Span, TokenIx};
use sayso_rules::Match;

use super::draft::Draft;

/// A reason that the text gives for not naming a source.
struct Reason {
    word: TokenIx,
    who: Option<TokenIx>,
    span: Span,
}

/// Reasons of a document in order of the text.
pub(crate) struct Reasons(Vec<Reason>);

impl Reasons {
    /// Reads matches of rules of kind `anonymity`.
    pub fn of<'m>(text: &Annotated, matches: impl Iterator<Item = &'m Match>) -> Self {
        let mut found: Vec<Reason> = matches
            .filter_map(|m| {
                let (word, why) = (m.anchor(), m.token("why")?);
                // What a verb has before it is who is not named, and no part of the reason.
                let (left, right) = text.edges(why);
                let from = text
                    .children(why)
                    .iter()
                    .filter(|&&c| text.token(c).dep == Dep::Nsubjpass || text.token(c).dep == Dep::Nsubj);
                let start = from.map(|&c| text.edges(c).1 + 1).filter(|&s| s <= why).max().unwrap_or(left);
                Some(Reason { word, who: m.token("who"), span: text.tokens_span(start, right + 1) })
            })
            .collect();
        found.sort_by_key(|r| r.word);
        Self(found)
    }

    /// The reason that a text gives for not naming the source of a draft: in its phrase, beside its verb, or where the text speaks
    /// of the same source again.
    pub fn for_source(&self, text: &Annotated, draft: &Draft) -> Option<Span> {
        let source = draft.source.head?;
        let meant = text.referent(source);
        self.0
            .iter()
            .find(|reason| {
                let is_who = reason.who.is_some_and(|w| text.referent(w) == meant);
                let beside = draft.cue_head().is_some_and(|c| text.is_under(reason.word, c))
                    && !draft.says(reason.word);
                is_who || text.is_under(reason.word, source) || beside && reason.who.is_none()
            })
            .map(|r| r.span)
    }
}
