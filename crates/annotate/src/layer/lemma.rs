//! Of which verb is "staged" a form? The annotator's rules find the lemma of another verb for a few.

use std::sync::LazyLock;

use rustc_hash::FxHashMap;
use sayso_model::{Annotated, Pos};

use super::en::lines;

static LEMMAS: LazyLock<FxHashMap<&'static str, &'static str>> = LazyLock::new(|| {
    lines(include_str!("../../../../data/en/layer/lemmas.tsv"))
        .filter_map(|line| line.split_once('\t'))
        .collect()
});

/// Repairs the lemmas of verbs.
pub fn repair_lemmas(annotated: &mut Annotated) {
    for token in annotated.tokens.iter_mut().filter(|t| t.pos == Pos::Verb) {
        if let Some(lemma) = LEMMAS.get(token.lower.as_str()) {
            token.lemma = (*lemma).into();
        }
    }
}
