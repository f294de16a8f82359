//! What is known about a document, from its own words and from the user, comes together.

use sayso_model::{Diagnostic, Document, Field, Metadatum, Title};

use crate::{Options, Reading, date, diagnostics, language};

/// Puts what is known in its place: the document's own values, unless the user overrules them; the user's where it has
/// none. Tells the language, and what is missing.
pub fn assemble(mut document: Document, mut notes: Vec<Diagnostic>, options: &Options) -> Reading {
    let user = [
        (Field::Published, options.published.map(|d| d.to_string())),
        (Field::Publisher, options.publisher.clone()),
        (Field::Url, options.url.clone()),
    ];
    let metadata = &mut document.provenance.metadata;
    for (field, value) in user {
        let Some(value) = value else { continue };
        let at = if options.overrule {
            0
        } else {
            metadata.iter().rposition(|m| m.field == field).map_or(metadata.len(), |at| at + 1)
        };
        metadata.insert(at, Metadatum { field, value, origin: "user".into() });
    }
    metadata.sort_by_key(|m| m.field);
    let first = |field: Field| metadata.iter().find(|m| m.field == field).map(|m| m.value.clone());
    document.publisher = first(Field::Publisher);
    document.url = first(Field::Url);
    let mut days = metadata.iter().filter(|m| m.field == Field::Published);
    document.published = days.find_map(|m| date::day(&m.value));
    if document.published.is_none()
        && let Some(unread) = metadata.iter().find(|m| m.field == Field::Published)
    {
        notes.push(diagnostics::no_day(&unread.value, &unread.origin));
    }
    if document.title.is_none() {
        document.title = first(Field::Title).map(|text| Title { text, span: None });
    }
    let coded = document.blocks.iter().filter(|b| b.kind.is_coded()).map(|b| b.span.text(&document.text));
    document.language = language::detect(coded).map(str::to_owned);
    // A page without an article was told of as such.
    let told = notes.iter().any(|n| n.code == diagnostics::no_article().code);
    if !told && !document.blocks.iter().any(|b| b.span.text(&document.text).chars().any(char::is_alphabetic))
    {
        notes.push(diagnostics::empty());
    }
    if let Some(language) = document.language.as_deref().filter(|&l| l != "en") {
        notes.push(diagnostics::other_language(language));
    }
    Reading { document, diagnostics: notes }
}
