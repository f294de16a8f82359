//! What are the quotation marks for: speech, a borrowed phrase, or a title?
//!
//! Speech is one or more whole clauses: a finite verb with its subject inside the marks that no other word inside
//! them governs, or an utterance that a verb of saying stands beside. A part of a clause is a phrase, however
//! long. Words in title case that nobody is said to utter are a title; so is what the word before names.

use sayso_model::{Annotated, Dep, Document, Pos, Quotation, QuotationKind, Tag, TokenIx};

use crate::layer::en;

/// Most words of a title.
const TITLE_WORDS_MAX: usize = 12;

pub(super) fn of(annotated: &Annotated, document: &Document, quotation: &Quotation) -> QuotationKind {
    let range = quotation.start..quotation.end;
    let words: Vec<TokenIx> = range.clone().filter(|&i| is_word(annotated, i)).collect();
    let (Some(&first), Some(&last)) = (words.first(), words.last()) else { return QuotationKind::Phrase };
    if annotated.token(first).sentence != annotated.token(last).sentence && words.len() > 2 {
        return QuotationKind::Speech;
    }
    let inner = quotation.inner.text(&document.text).trim_end();
    let stopped = inner.ends_with(['.', '?', '!', '…', ',']) || inner.ends_with(['-', '–', '—']);
    let uttered = is_uttered(annotated, quotation);
    if uttered && stopped {
        return QuotationKind::Speech;
    }
    let before = words_before(annotated, quotation.start);
    if before.is_some_and(|i| en::is_naming(&annotated.token(i).lower)) {
        return QuotationKind::Title;
    }
    if is_title(annotated, document, &words) && !uttered {
        return QuotationKind::Title;
    }
    if range.clone().any(|i| is_main_clause(annotated, i, quotation)) {
        return QuotationKind::Speech;
    }
    let upper = document.text[annotated.token(first).span.start()..].starts_with(char::is_uppercase);
    let introduced = before.is_none_or(|i| {
        matches!(annotated.token(i).tag, Tag::Colon | Tag::Period)
            || annotated.token(i).sentence != annotated.token(first).sentence
    });
    // “Never again.” on its own, or after a colon.
    if upper && words.len() > 1 && introduced && (stopped || uttered) {
        return QuotationKind::Speech;
    }
    // “Stop the war,” an order has no subject.
    let orders = annotated.token(first).tag == Tag::Vb && words.len() > 1;
    if orders && stopped && (upper || uttered) { QuotationKind::Speech } else { QuotationKind::Phrase }
}

fn is_word(annotated: &Annotated, i: TokenIx) -> bool {
    !matches!(annotated.token(i).pos, Pos::Punct | Pos::Sym | Pos::Space)
}

/// The last token before the opening mark, and before a comma beside it.
fn words_before(annotated: &Annotated, start: TokenIx) -> Option<TokenIx> {
    let mut at = start.checked_sub(1)?;
    for _ in 0..2 {
        let token = annotated.token(at);
        let skipped = matches!(token.tag, Tag::OpenQuote | Tag::CloseQuote | Tag::Comma);
        if !skipped {
            break;
        }
        at = at.checked_sub(1)?;
    }
    Some(at)
}

/// A finite verb with its subject inside, governed by nothing inside but clauses of its own rank.
fn is_main_clause(annotated: &Annotated, i: TokenIx, quotation: &Quotation) -> bool {
    let inside = |i: TokenIx| quotation.start <= i && i < quotation.end;
    let token = annotated.token(i);
    if !matches!(token.dep, Dep::Nsubj | Dep::Nsubjpass | Dep::Expl | Dep::Csubj | Dep::Csubjpass) {
        return false;
    }
    let mut verb = token.head;
    if !inside(verb) || !is_finite(annotated, verb) {
        return false;
    }
    // A chain of heads is no longer than its sentence.
    for _ in 0..64 {
        let token = annotated.token(verb);
        if token.head == verb || !inside(token.head) {
            // “… that would be escalatory” opens with its own link to what stands outside.
            return !annotated.children_by(verb, Dep::Mark).any(inside);
        }
        if !matches!(token.dep, Dep::Conj | Dep::Ccomp | Dep::Parataxis | Dep::Dep) {
            return false;
        }
        verb = token.head;
    }
    false
}

/// True if the verb, or an auxiliary of it, has tense.
fn is_finite(annotated: &Annotated, verb: TokenIx) -> bool {
    let has_tense = |i: TokenIx| matches!(annotated.token(i).tag, Tag::Vbd | Tag::Vbz | Tag::Vbp | Tag::Md);
    has_tense(verb)
        || annotated
            .children(verb)
            .iter()
            .any(|&c| matches!(annotated.token(c).dep, Dep::Aux | Dep::Auxpass) && has_tense(c))
}

/// True if a verb of saying stands beside the quotation: `“…,” he said`, `he said: “…”`.
fn is_uttered(annotated: &Annotated, quotation: &Quotation) -> bool {
    let outside = |i: TokenIx| i < quotation.start || i >= quotation.end;
    let is_saying = |i: TokenIx| {
        let token = annotated.token(i);
        matches!(token.pos, Pos::Verb | Pos::Aux)
            && outside(i)
            && en::reporting(&token.lemma).is_some_and(|r| !r.thinks)
    };
    // Five words hold `said Prime Minister Jane Smith` and `the prime minister told reporters`.
    let after = quotation.end..(quotation.end + 6).min(annotated.tokens.len() as TokenIx);
    let before = quotation.start.saturating_sub(3)..quotation.start;
    let sentence = annotated.token(quotation.end - 1).sentence;
    let first_sentence = annotated.token(quotation.start).sentence;
    after.clone().any(|i| annotated.token(i).sentence == sentence && is_saying(i))
        || before.clone().any(|i| annotated.token(i).sentence == first_sentence && is_saying(i))
}

/// Words in title case: the first, the last and all of more than three letters begin with a capital, and not
/// because the first alone begins a sentence.
fn is_title(annotated: &Annotated, document: &Document, words: &[TokenIx]) -> bool {
    let is_upper = |i: TokenIx| {
        let text = annotated.token(i).span.text(&document.text);
        text.starts_with(|c: char| c.is_uppercase() || c.is_ascii_digit())
    };
    let short = |i: TokenIx| annotated.token(i).span.len() <= 3;
    let last = words.len() - 1;
    words.len() <= TITLE_WORDS_MAX
        && words.iter().enumerate().all(|(n, &i)| is_upper(i) || (n != 0 && n != last && short(i)))
        && (words.len() > 1 || annotated.token(words[0]).pos != Pos::Verb)
}
