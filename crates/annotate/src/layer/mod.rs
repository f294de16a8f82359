//! What spaCy's pipeline lacks, as layers over [`Annotated`](sayso_model::Annotated): quotations, repairs of names,
//! lemmas and attachment, logical arguments and coreference.
//!
//! Each layer is a function that reads the document and what the layers before it filled, and fills its own part.
//! None does I/O, none fails on any sequence of tokens, and each takes one pass over the tokens.

mod arguments;
mod attachment;
mod coreference;
mod en;
mod lemma;
mod name;
mod quotation;
#[cfg(test)]
mod testing;

use sayso_model::{Annotated, Document};

/// Fills every layer, in the order in which they read each other.
pub fn fill(annotated: &mut Annotated, document: &Document) {
    quotation::mark_quotations(annotated, document);
    name::repair_names(annotated, document);
    lemma::repair_lemmas(annotated);
    attachment::repair_attachment(annotated);
    arguments::mark_arguments(annotated);
    coreference::resolve_mentions(annotated, document);
}
