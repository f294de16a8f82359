//! From the raw layer to `Annotated`: blocks are cut into texts, white space is left out, and what the tokens of all
//! texts point to is counted through.

use sayso_model::{Annotated, BlockKind, Dep, Document, Entity, Pos, Sentence, Span, Token, TokenIx};
use smol_str::SmolStr;

use crate::spacy::{self, Mark};

/// A text that is annotated alone: a block, or a part of a block that is very long.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Part {
    pub block: u32,
    pub span: Span,
    /// True if it is one sentence whatever stands in it.
    pub is_one_sentence: bool,
}

/// Longest text that is annotated at once, so that time and memory are bounded: in words and marks, and in bytes.
const MOST_WORDS: usize = 2_000;
const MOST_BYTES: usize = 16_000;

/// Cuts the blocks of a document into texts of bounded length.
pub(crate) fn parts(document: &Document) -> Vec<Part> {
    let mut parts = Vec::with_capacity(document.blocks.len());
    for (block, b) in document.blocks.iter().enumerate() {
        let mut start = b.span.start();
        while start < b.span.end() {
            let end = part_end(&document.text, start, b.span.end());
            let is_one_sentence = b.kind == BlockKind::Heading;
            parts.push(Part { block: block as u32, span: Span::new(start, end), is_one_sentence });
            start = end;
        }
    }
    parts
}

/// Where the text from `start` should be cut if it is too long to be annotated up to `end`: behind the last end of a
/// sentence, or else the last white space, or else the last whole character that fits.
fn part_end(text: &str, start: usize, end: usize) -> usize {
    let Some(limit) = limit(&text[start..end]) else { return end };
    let window = &text[start..start + limit];
    // Not so early that the parts get very short.
    let half = window.floor_char_boundary(limit / 2);
    let behind = |pattern: &str| window[half..].rfind(pattern).map(|i| half + i + pattern.len());
    let ends = ["\n", ". ", ".” ", ".\" ", "? ", "! "].into_iter().filter_map(behind).max();
    let space = || window.rfind(char::is_whitespace).map(|i| window.ceil_char_boundary(i + 1));
    start + ends.or_else(space).unwrap_or(limit)
}

/// Byte at which `text` gets too long, `None` if it does not.
fn limit(text: &str) -> Option<usize> {
    let (mut words, mut in_word) = (0, false);
    text.char_indices().find_map(|(at, c)| {
        let is_inside = c.is_alphanumeric();
        words += usize::from(!(c.is_whitespace() || is_inside && in_word));
        in_word = is_inside;
        (words > MOST_WORDS || at + c.len_utf8() > MOST_BYTES).then_some(at)
    })
}

/// Puts the tokens of the parts together. `raw` has the tokens of each part, counted from its beginning.
pub(crate) fn assemble(text: &str, parts: &[Part], raw: Vec<Vec<spacy::Token>>) -> Annotated {
    let most = raw.iter().map(Vec::len).sum();
    let (mut tokens, mut sentences, mut entities) = (Vec::with_capacity(most), Vec::new(), Vec::new());
    for (part, raw) in parts.iter().zip(raw) {
        append(text, *part, &raw, &mut tokens, &mut sentences, &mut entities);
    }
    let mut annotated = Annotated::new(tokens, sentences);
    annotated.entities = entities;
    annotated
}

fn append(
    text: &str,
    part: Part,
    raw: &[spacy::Token],
    tokens: &mut Vec<Token>,
    sentences: &mut Vec<Sentence>,
    entities: &mut Vec<Entity>,
) {
    // Index of every token among those that are kept; of white space, that of the next one.
    let mut kept = Vec::with_capacity(raw.len());
    let mut next = tokens.len() as TokenIx;
    for token in raw {
        kept.push(next);
        next += TokenIx::from(!token.is_space);
    }
    let mut starts = false;
    let mut in_name = false;
    for (i, token) in raw.iter().enumerate() {
        starts |= token.starts_sentence && (i == 0 || !part.is_one_sentence);
        if token.is_space {
            continue;
        }
        let here = tokens.len() as TokenIx;
        if starts || i == 0 || sentences.last().is_none_or(|s| s.block != part.block) {
            sentences.push(Sentence { start: here, end: here, block: part.block });
            starts = false;
            in_name = false;
        }
        let kind = match token.mark {
            Mark::Begin(kind) => {
                entities.push(Entity { start: here, end: here, kind });
                Some(kind)
            }
            // A name that is broken by the start of a sentence ends there.
            Mark::In(kind) => in_name.then_some(kind),
            Mark::Out => None,
        };
        in_name = kind.is_some();
        if in_name && let Some(entity) = entities.last_mut() {
            entity.end = here + 1;
        }
        if let Some(sentence) = sentences.last_mut() {
            sentence.end = here + 1;
        }
        let span = Span::new(part.span.start() + token.span.start(), part.span.start() + token.span.end());
        tokens.push(Token {
            span,
            lemma: lemma_of(token),
            lower: straighten(&token.lower),
            tag: token.tag,
            pos: token.pos,
            dep: token.dep,
            head: head_of(raw, &kept, i),
            sentence: sentences.len() as u32 - 1,
            entity: in_name.then(|| entities.len() as u32 - 1),
            quotation: None,
        });
        debug_assert!(text.is_char_boundary(span.end()));
    }
    keep_heads_in_sentences(tokens, sentences, kept.first().copied().unwrap_or(next));
}

/// Index of the head of token `i` among the kept ones. A head that is white space is passed over.
fn head_of(raw: &[spacy::Token], kept: &[TokenIx], i: usize) -> TokenIx {
    let mut head = raw[i].head as usize;
    for _ in 0..raw.len() {
        if !raw[head].is_space {
            return kept[head];
        }
        if raw[head].head as usize == head {
            break;
        }
        head = raw[head].head as usize;
    }
    kept[i]
}

/// Keeps the trees of the tokens from `from` on inside their sentences: a word whose head is outside becomes a root.
fn keep_heads_in_sentences(tokens: &mut [Token], sentences: &[Sentence], from: TokenIx) {
    for i in from as usize..tokens.len() {
        let sentence = sentences[tokens[i].sentence as usize];
        let head = tokens[i].head;
        if head < sentence.start || head >= sentence.end {
            tokens[i].head = i as TokenIx;
        }
        if tokens[i].head as usize == i {
            tokens[i].dep = Dep::Root;
        }
    }
}

/// The lemma in small letters but for names and "I".
fn lemma_of(token: &spacy::Token) -> SmolStr {
    let keeps_case = matches!(token.pos, Pos::Propn | Pos::Pron) || token.lemma == token.lower;
    let straight = straighten(&token.lemma);
    if keeps_case { straight } else { straight.to_lowercase().into() }
}

/// Makes curly quotation marks and long dashes straight.
fn straighten(lower: &SmolStr) -> SmolStr {
    let straight = |c: char| match c {
        '‘' | '’' | '‚' | '‛' | '´' | '`' => '\'',
        '“' | '”' | '„' | '‟' | '«' | '»' => '"',
        '‐' | '‑' | '‒' | '–' | '—' | '―' | '−' => '-',
        other => other,
    };
    if lower.is_ascii() && !lower.contains('`') {
        return lower.clone();
    }
    lower.chars().map(straight).collect()
}
