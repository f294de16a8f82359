//! Which words stand between quotation marks?
//!
//! Marks are read and paired on the text alone ([`mark`], [`pair`]), so that no error of the tagger moves a
//! quotation; only what the marks are for ([`kind`]) looks at the parse. A quotation may run over sentences and
//! paragraphs, and may hold others.

mod kind;
mod mark;
mod pair;
#[cfg(test)]
mod tests;

use sayso_model::{Annotated, BlockKind, Document, Quotation, QuotationKind, Span, TokenIx};

use pair::Pair;

/// Fills [`Annotated::quotations`] and [`sayso_model::Token::quotation`].
pub fn mark_quotations(annotated: &mut Annotated, document: &Document) {
    let pairs = find(document);
    let mut open: Vec<u32> = Vec::new();
    let mut kept: Vec<Pair> = Vec::new();
    let mut quotations: Vec<Quotation> = Vec::new();
    for pair in pairs {
        let tokens = &annotated.tokens;
        let start = tokens.partition_point(|t| t.span.end() <= pair.inner_start);
        let end = tokens.partition_point(|t| t.span.start() < pair.inner_end);
        if start >= end {
            continue;
        }
        while open.last().is_some_and(|&i| kept[i as usize].outer_end <= pair.outer_start) {
            open.pop();
        }
        if open.last().is_some_and(|&i| kept[i as usize].inner_end < pair.outer_end) {
            continue;
        }
        let mut quotation = Quotation {
            start: start as TokenIx,
            end: end as TokenIx,
            inner: Span::new(pair.inner_start, pair.inner_end),
            outer: Span::new(pair.outer_start, pair.outer_end),
            parent: open.last().copied(),
            kind: QuotationKind::Phrase,
        };
        quotation.kind = kind::of(annotated, document, &quotation);
        open.push(quotations.len() as u32);
        quotations.push(quotation);
        kept.push(pair);
    }
    for token in &mut annotated.tokens {
        token.quotation = None;
    }
    // Outer before inner, so that the innermost is written last.
    for (i, (quotation, pair)) in quotations.iter().zip(&kept).enumerate() {
        for token in &mut annotated.tokens[quotation.start as usize..quotation.end as usize] {
            let within = token.span.start() >= pair.inner_start && token.span.end() <= pair.inner_end;
            let reopens =
                || pair.reopened.iter().any(|&(s, e)| token.span.start() >= s && token.span.end() <= e);
            if (within || token.span.len() > 3) && !reopens() {
                token.quotation = Some(i as u32);
            }
        }
    }
    annotated.quotations = quotations;
}

/// Quotations of a document, outer before inner. Running text and everything else are kept apart: a quotation
/// may step over a caption, but not into one.
fn find(document: &Document) -> Vec<Pair> {
    let of_kind = |body: bool| -> Vec<(usize, usize)> {
        let kept = document.blocks.iter().filter(|b| (b.kind == BlockKind::Body) == body);
        kept.map(|b| (b.span.start(), b.span.end())).collect()
    };
    let mut found = pair::pairs(&document.text, &of_kind(true));
    for other in of_kind(false) {
        found.extend(pair::pairs(&document.text, &[other]));
    }
    found.sort_by_key(|p| (p.outer_start, std::cmp::Reverse(p.outer_end)));
    found
}
