//! Which names of a sentence could be the place of something?
//!
//! Every run of capital words: the annotation takes many a village for a person, a body or a verb, and cuts names in two. A run
//! gives several readings ("Sheikh", "Sheikh Miskeen"); which of them is the place of an event is for the scorer to say.

use sayso_model::{Annotated, PlaceMention, Pos, Span, TokenIx};

use super::name::Names;

/// Most readings of a sentence.
const MOST: usize = 60;

/// Names of the sentence of a token, in order of the text, the shorter of two that begin together first.
pub(crate) fn candidates(names: &Names<'_>, event: TokenIx) -> Vec<PlaceMention> {
    let text = names.text;
    let sentence = text.sentence_of(event);
    let mut found: Vec<PlaceMention> = Vec::new();
    let mut put = |first: TokenIx, last: TokenIx| {
        let Some((first, last)) = trimmed(names, first, last) else { return };
        let span = text.tokens_span(first, last + 1);
        if !(first..=last).contains(&event) && found.len() < MOST && found.iter().all(|f| f.span != span) {
            found.push(PlaceMention { head: head(text, first, last), span });
        }
    };
    let mut at = dateline_end(text, event);
    while at < sentence.end {
        if !is_capital(text, at) {
            at += 1;
            continue;
        }
        let end = run_end(text, at, sentence.end);
        for token in (at..=end).filter(|&t| t != event && is_capital(text, t)) {
            let (first, last) = tokens(text, names.mention(token).span, token);
            if !is_cut(text, first, last, sentence.end) {
                put(first, last);
            }
        }
        put(at, end);
        // "Straits of Malacca", "Tall ash Shamali"
        if end + 2 < sentence.end
            && en::JOINTS.contains(&&*text.token(end + 1).lower)
            && is_capital(text, end + 2)
        {
            put(at, run_end(text, end + 2, sentence.end));
        }
        at = end + 1;
    }
    found.sort_unstable_by_key(|f| (f.span.start(), f.span.end()));
    found
}

/// Most tokens of a dateline.
const DATELINE: u32 = 9;

/// The token after a dateline that begins the sentence of a token ("Glasgow, United Kingdom – "), or the first of the sentence.
pub(crate) fn dateline_end(text: &Annotated, event: TokenIx) -> TokenIx {
    let sentence = text.sentence_of(event);
    let is_dash = |t: TokenIx| {
        let token = text.token(t);
        let is_apart = text.token(t - 1).span.end_byte < token.span.start_byte;
        matches!(&*token.lower, "–" | "—" | "--") || token.lower == "-" && is_apart
    };
    let end = sentence.end.min(sentence.start + DATELINE);
    let Some(dash) = (sentence.start + 1..end).find(|&t| is_dash(t)) else { return sentence.start };
    let of_name = |t: TokenIx| {
        let token = text.token(t);
        token.pos == Pos::Propn
            || token.entity.is_some()
            || matches!(&*token.lower, "," | "/" | "and" | "." | "occupied")
    };
    if (sentence.start..dash).all(of_name) && dash < event { dash + 1 } else { sentence.start }
}

fn tokens(text: &Annotated, span: Span, token: TokenIx) -> (TokenIx, TokenIx) {
    let first = text.token_at(span.start()).unwrap_or(token);
    (first, text.token_at(span.end().saturating_sub(1)).unwrap_or(token))
}

/// True if words end within a name that marks join, over a small word: "Pul" of "Pul-e-Khumri", "Don" of "Rostov-on-Don".
fn is_cut(text: &Annotated, first: TokenIx, last: TokenIx, end: TokenIx) -> bool {
    let is_joint = |small: TokenIx| {
        let glued =
            |t: TokenIx| text.token(t).span.end_byte == text.token(t + 1).span.start_byte && t + 1 < end;
        (small - 2..small + 2).all(glued)
            && [small - 1, small + 1].iter().all(|&t| text.token(t).lower == "-")
            && !is_capital(text, small)
            && is_capital(text, small + 2)
    };
    last + 4 < end && is_joint(last + 2) || first >= text.sentence_of(first).start + 4 && is_joint(first - 2)
}

/// The last word of the run of capital words that begins at a token, over marks inside of words.
fn run_end(text: &Annotated, from: TokenIx, end: TokenIx) -> TokenIx {
    let glued = |t: TokenIx| text.token(t).span.end_byte == text.token(t + 1).span.start_byte;
    let mut last = from;
    while last + 1 < end {
        if is_capital(text, last + 1) {
            last += 1;
        } else if last + 2 < end
            && matches!(&*text.token(last + 1).lower, "-" | "'" | "‘" | "’" | "`" | "/")
            && glued(last)
            && glued(last + 1)
        {
            last += 2;
        } else {
            break;
        }
    }
    last
}

/// Without articles, possessive marks and small words of kind at the ends ("Raqqa province"); with the mark of a first letter
/// that Arabic has ("‘Arak").
fn trimmed(names: &Names<'_>, mut first: TokenIx, mut last: TokenIx) -> Option<(TokenIx, TokenIx)> {
    let text = names.text;
    let is_small = |t: TokenIx| {
        let token = text.token(t);
        token.lemma.starts_with(char::is_lowercase)
            && (names.words.is_part(&token.lower) || names.words.is_direction(&token.lower))
    };
    let drop = |t: TokenIx| {
        let token = text.token(t);
        matches!(token.pos, Pos::Det | Pos::Punct)
            || token.lower == "'s"
            || token.lower == "’s"
            || is_small(t)
    };
    while first < last && drop(last) {
        last -= 1;
    }
    while first < last && (drop(first) || matches!(text.token(first).pos, Pos::Adp)) {
        first += 1;
    }
    if !is_capital(text, first) && !text.token(first).lower.starts_with(|c: char| c.is_alphanumeric()) {
        return None;
    }
    if let Some(mark) = first.checked_sub(1)
        && matches!(&*text.token(mark).lower, "‘" | "'" | "’" | "`")
        && text.token(mark).span.end_byte == text.token(first).span.start_byte
        && mark.checked_sub(1).is_none_or(|b| text.token(b).span.end_byte < text.token(mark).span.start_byte)
        && text.tokens.get(last as usize + 1).is_none_or(|t| !matches!(&*t.lower, "’" | "'"))
    {
        first = mark;
    }
    Some((first, last))
}

/// The word of a name that hangs outside it.
fn head(text: &Annotated, first: TokenIx, last: TokenIx) -> TokenIx {
    let outside = |t: TokenIx| text.head(t).is_none_or(|h| h < first || h > last);
    (first..=last).rev().find(|&t| outside(t) && text.token(t).pos != Pos::Punct).unwrap_or(last)
}

/// A word with a capital letter; at the start of a sentence only where it is tagged as a name.
fn is_capital(text: &Annotated, token: TokenIx) -> bool {
    let t = text.token(token);
    let named = t.pos == Pos::Propn || text.entity_of(token).is_some();
    // The lemma of a name keeps its capital, as the text does; the tagger takes a common noun for a name now and then.
    let raised = t.lemma.chars().any(char::is_uppercase) || text.entity_of(token).is_some();
    let opens = text.sentence_of(token).start == token;
    let word = t.lower.starts_with(char::is_alphabetic) && &*t.lower != "'s";
    let grammar =
        matches!(t.pos, Pos::Det | Pos::Pron | Pos::Adp | Pos::Cconj | Pos::Sconj | Pos::Aux | Pos::Part);
    word && raised && !grammar && (named || !opens)
}

mod en {
    /// Small words inside of names.
    pub const JOINTS: [&str; 16] = [
        "of", "al", "el", "ash", "ad", "bin", "de", "la", "and", "da", "do", "das", "dos", "del", "du", "des",
    ];
}
