//! Where does a name begin and end? Articles, marks and the possessive stand outside, no name crosses a sentence, and
//! a person's name reaches back over the capitalised words that belong to it.

use sayso_model::{Annotated, Dep, Document, EntityKind, Tag, Token, TokenIx};

use super::spans::{Evidence, Name, Spans};
use super::{gazetteer, is_name, title};

/// Most words that a person's name is lengthened by.
const LENGTHEN_MAX: usize = 2;

/// The tagger's names with their ends put right.
pub(super) fn of(annotated: &Annotated, document: &Document) -> Spans {
    let mut spans = Spans::new(annotated.tokens.len());
    for entity in &annotated.entities {
        let (mut start, mut end) = (entity.start, entity.end.min(annotated.tokens.len() as TokenIx));
        if start >= end {
            continue;
        }
        end = end.min(annotated.sentence_of(start).end);
        if is_name(entity.kind) {
            (start, end) = trimmed(annotated, start, end);
            let proper = (start..end).any(|i| {
                annotated
                    .token(i)
                    .span
                    .text(&document.text)
                    .contains(|c: char| c.is_uppercase() || c.is_ascii_digit())
            });
            let caseless = |i| !annotated.token(i).span.text(&document.text).contains(char::is_lowercase);
            // "the foreign ministry" is a description, not a name.
            if !proper && !(start..end).any(caseless) {
                continue;
            }
            if entity.kind == EntityKind::Person && start < end {
                start = lengthened(annotated, document, &spans, start);
            }
        }
        spans.put(Name { start, end, kind: entity.kind, evidence: Evidence::Tagger });
    }
    spans
}

fn trimmed(annotated: &Annotated, mut start: TokenIx, mut end: TokenIx) -> (TokenIx, TokenIx) {
    let outside = |t: &Token| {
        matches!(
            t.tag,
            Tag::Dt
                | Tag::OpenQuote
                | Tag::CloseQuote
                | Tag::Comma
                | Tag::Period
                | Tag::Colon
                | Tag::PrpS
                | Tag::Pos
        ) || !t.lower.contains(char::is_alphanumeric)
    };
    // A mark inside a name ends it: the "Palestinian …
    let inner = (start + 1..end).find(|&i| {
        matches!(annotated.token(i).tag, Tag::OpenQuote | Tag::CloseQuote)
            && outside(annotated.token(i))
            && !annotated.token(i).lower.starts_with('\'')
    });
    if let Some(mark) = inner {
        if (start..mark).all(|i| outside(annotated.token(i))) {
            start = mark + 1;
        } else {
            end = mark;
        }
    }
    // So does a bracket that does not close in it: "Jane Roe (@janeroe".
    let is = |i: TokenIx, mark: &str| annotated.token(i).lower == mark;
    let bracket = (start + 1..end).find(|&i| is(i, "(") && !(i..end).any(|c| is(c, ")")));
    end = bracket.unwrap_or(end);
    while start < end && (outside(annotated.token(start)) || annotated.token(start).lower == "the") {
        start += 1;
    }
    while start < end
        && (outside(annotated.token(end - 1)) || matches!(&*annotated.token(end - 1).lower, "'s" | "'"))
    {
        end -= 1;
    }
    (start, end)
}

/// "Sayid Sarwar Hussaini", of which the tagger saw two words.
pub(super) fn lengthened(
    annotated: &Annotated,
    document: &Document,
    spans: &Spans,
    start: TokenIx,
) -> TokenIx {
    let mut from = start;
    let sentence = annotated.sentence_of(start);
    for _ in 0..LENGTHEN_MAX {
        let Some(before) = from.checked_sub(1).filter(|&b| b > sentence.start) else { break };
        let token = annotated.token(before);
        let part = token.tag == Tag::Nnp
            && token.dep == Dep::Compound
            && token.head > before
            && spans.at(before).is_none()
            && is_capitalised(annotated, document, before)
            && !title::is_title(&token.lower)
            && !title::is_office_word(&token.lower)
            && !gazetteer::known().has_word(&token.lower);
        if !part {
            break;
        }
        from = before;
    }
    from
}

/// True if a token begins with a capital and goes on in small letters.
pub(super) fn is_capitalised(annotated: &Annotated, document: &Document, i: TokenIx) -> bool {
    let mut chars = annotated.token(i).span.text(&document.text).chars();
    chars.next().is_some_and(char::is_uppercase) && chars.next().is_some_and(char::is_lowercase)
}
