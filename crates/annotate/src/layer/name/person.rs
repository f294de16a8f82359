//! What a first name tells: that a name is a person's, and of which sex.

use std::sync::LazyLock;

use rustc_hash::FxHashMap;
use sayso_model::{Annotated, Document, EntityKind};

use super::context::is_body_word;
use super::is_name;
use super::spans::{Evidence, Name, Spans};
use super::title::Sex;
use crate::layer::en::lines;

static FIRST_NAMES: LazyLock<FxHashMap<&'static str, Sex>> = LazyLock::new(|| {
    let mut names = FxHashMap::default();
    let mut sex = Sex::He;
    for line in lines(include_str!("../../../../../data/en/layer/first-names.txt")) {
        match line {
            "he" => sex = Sex::He,
            "she" => sex = Sex::She,
            _ => names.extend(line.split(' ').map(|name| (name, sex))),
        }
    }
    names
});

/// Which sex bears a first name, `None` if both do or it is not known.
pub(crate) fn first_name(name: &str) -> Option<Sex> {
    FIRST_NAMES.get(name).copied()
}

/// "Nikki Haley", whom the tagger took for an organisation.
pub(super) fn mark(annotated: &Annotated, document: &Document, spans: &mut Spans) {
    let names: Vec<Name> = spans
        .all()
        .filter(|n| n.evidence == Evidence::Tagger && is_name(n.kind) && n.kind != EntityKind::Person)
        .filter(|n| (2..=3).contains(&(n.end - n.start)) && n.kind != EntityKind::WorkOfArt)
        .collect();
    for name in names {
        let first = annotated.token(name.start).span.text(&document.text);
        let words = (name.start..name.end).all(|i| super::extent::is_capitalised(annotated, document, i));
        if words && first_name(first).is_some() && !is_body_word(&annotated.token(name.end - 1).lower) {
            spans.set_kind(name, EntityKind::Person, Evidence::Context);
        }
    }
}
