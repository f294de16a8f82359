//! Which words belong to a noun phrase?

use sayso_model::{Annotated, Dep, EntityKind, Pos, Span, Tag, TokenIx};

use super::fold::fold;
use super::words::Word;

/// A noun phrase by its tokens.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NounPhrase {
    /// Head.
    pub head: TokenIx,
    /// First token, determiners included.
    pub start: TokenIx,
    /// One past the head, or past the name that the head is part of.
    pub core_end: TokenIx,
    /// One past the phrases with "of", "in", "for" that follow.
    pub end: TokenIx,
}

/// The noun phrase under a head.
pub fn noun_phrase(annotated: &Annotated, head: TokenIx) -> NounPhrase {
    let (mut start, mut core_end) = (head, head + 1);
    if let Some(entity) = annotated.entity_of(head) {
        start = start.min(entity.start);
        core_end = core_end.max(entity.end);
    }
    let sentence = annotated.sentence_of(head);
    for &child in annotated.children(head) {
        let before = child < head
            && matches!(
                annotated.token(child).dep,
                Dep::Det
                    | Dep::Amod
                    | Dep::Compound
                    | Dep::Poss
                    | Dep::Nummod
                    | Dep::Nmod
                    | Dep::Quantmod
                    | Dep::Predet
                    | Dep::Advmod
                    | Dep::Npadvmod
            );
        if before {
            start = start.min(annotated.edges(child).0);
        }
    }
    start = start.max(sentence.start);
    let mut end = core_end;
    // A genitive ending belongs to the phrase's owner, not to the phrase.
    for &child in annotated.children(head) {
        let token = annotated.token(child);
        if child < end || token.dep == Dep::Case || token.tag == Tag::Pos {
            continue;
        }
        // "the cabinet on Thursday": a day says nothing of who it is.
        let of_time = |t: TokenIx| {
            annotated.entity_of(t).is_some_and(|e| matches!(e.kind, EntityKind::Date | EntityKind::Time))
        };
        if token.dep != Dep::Prep || child != end || annotated.children_by(child, Dep::Pobj).any(of_time) {
            break;
        }
        end = (annotated.edges(child).1 + 1).min(sentence.end);
        // A clause inside the prepositional phrase ends it.
        let stop = (child..end).find(|&t| {
            matches!(annotated.token(t).dep, Dep::Relcl | Dep::Acl | Dep::Appos | Dep::Advcl)
                || matches!(annotated.token(t).lower.as_str(), "," | "(" | ";" | "–" | "—" | "\"" | ":")
                || annotated.token(t).lower == "-" && !is_inside_word(annotated, t)
        });
        if let Some(stop) = stop {
            end = stop.min(annotated.edges(stop).0.max(child + 1));
            break;
        }
    }
    NounPhrase { head, start, core_end, end: end.max(core_end) }
}

/// The hyphen of "Deir el-Balah".
fn is_inside_word(annotated: &Annotated, hyphen: TokenIx) -> bool {
    let touches =
        |a: TokenIx, b: TokenIx| annotated.token(a).span.end_byte == annotated.token(b).span.start_byte;
    hyphen > 0
        && (hyphen as usize) + 1 < annotated.tokens.len()
        && touches(hyphen - 1, hyphen)
        && touches(hyphen, hyphen + 1)
}

impl NounPhrase {
    /// The words of tokens `from..to` and the index of the head among them.
    pub fn words(
        &self,
        annotated: &Annotated,
        text: &str,
        from: TokenIx,
        to: TokenIx,
    ) -> (Vec<Word>, Option<usize>) {
        let mut out: Vec<Word> = Vec::new();
        let mut head = None;
        for i in from..to {
            let token = annotated.token(i);
            if token.tag == Tag::Pos || matches!(token.lower.as_str(), "'s" | "'") {
                if let Some(last) = out.last_mut() {
                    last.possessive = true;
                }
                continue;
            }
            let written = token.span.text(text);
            let folded = if matches!(token.lower.as_str(), "a" | "an" | "the") {
                token.lower.to_string()
            } else {
                fold(written)
            };
            if folded.is_empty() {
                if token.pos == Pos::Punct
                    && !matches!(token.lower.as_str(), "-" | "/")
                    && let Some(last) = out.last_mut()
                {
                    last.stop = true;
                }
                continue;
            }
            if i == self.head {
                head = Some(out.len());
            }
            out.push(Word { text: written.to_owned(), folded, possessive: false, stop: false });
        }
        (out, head)
    }

    /// First token that is no determiner and no number of degree.
    pub fn bare_start(&self, annotated: &Annotated) -> TokenIx {
        let mut at = self.start;
        while at < self.head
            && (matches!(annotated.token(at).dep, Dep::Det | Dep::Predet)
                || annotated.token(at).tag == Tag::PrpS
                || matches!(annotated.token(at).pos, Pos::Punct | Pos::Adv | Pos::Cconj))
        {
            at += 1;
        }
        at
    }

    /// Bytes of tokens `from..to`.
    pub fn span(annotated: &Annotated, from: TokenIx, to: TokenIx) -> Span {
        annotated.tokens_span(from, to.max(from + 1))
    }
}
