//! Which words are names, where do they begin and end, and of what kind are they?
//!
//! The tagger of names reads a few words at a time. These repairs know the document: known names ([`gazetteer`]),
//! titles before persons ([`title`]), nouns that tell a name's kind ([`context`]), acronyms that the text explains
//! ([`acronym`]), and the full form of a name, which decides over its short forms everywhere ([`propagate`]).

mod acronym;
mod context;
mod extent;
pub(crate) mod gazetteer;
mod missed;
pub(crate) mod person;
mod propagate;
mod spans;
pub(crate) mod title;

use sayso_model::{Annotated, Document, EntityKind};

/// Rewrites [`Annotated::entities`] and [`sayso_model::Token::entity`].
pub fn repair_names(annotated: &mut Annotated, document: &Document) {
    let mut spans = extent::of(annotated, document);
    gazetteer::known().mark(annotated, document, &mut spans);
    title::mark(annotated, document, &mut spans);
    person::mark(annotated, document, &mut spans);
    context::mark(annotated, &mut spans);
    acronym::mark(annotated, document, &mut spans);
    missed::mark(annotated, document, &mut spans);
    propagate::mark(annotated, document, &mut spans);
    spans.write(annotated);
}

/// True for kinds that are names, not figures or dates.
pub(crate) fn is_name(kind: EntityKind) -> bool {
    use EntityKind::*;
    matches!(kind, Person | Org | Gpe | Norp | Loc | Fac | Event | Law | Product | WorkOfArt | Language)
}
