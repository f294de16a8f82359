//! What can be asked for? One row a field; help, messages and the parser read the same table.

use sayso_model::{Act, SourceClass, Status};

/// What the values of a field are.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Values {
    /// Words that a record carries as facets of these names; any of them will do.
    Facets(&'static [&'static str]),
    /// The same, where only some words exist.
    OneOf(&'static [&'static str], fn() -> Vec<&'static str>),
    /// Days: the facet and the columns of the first and the last.
    Days(&'static str, &'static str, &'static str),
    /// The same, from or up to a day.
    Since,
    /// See `Since`.
    Until,
    /// A whole number: the facet, which is also the column.
    Number(&'static str),
    /// A small number that is a facet itself.
    Small(&'static str),
    /// A number from 0 to 1.
    Share,
    /// Words of the text.
    Words,
}

/// A field of the filter.
#[derive(Clone, Copy, Debug)]
pub struct Field {
    /// As it is typed.
    pub name: &'static str,
    /// What it asks, in a few words.
    pub about: &'static str,
    pub(crate) values: Values,
    /// True if documents without claims have it, too.
    pub(crate) of_documents: bool,
}

const fn field(name: &'static str, values: Values, about: &'static str) -> Field {
    Field { name, about, values, of_documents: false }
}

const fn of_documents(name: &'static str, values: Values, about: &'static str) -> Field {
    Field { name, about, values, of_documents: true }
}

fn names<T: Copy>(all: &[T], name: fn(T) -> &'static str) -> Vec<&'static str> {
    all.iter().map(|&v| name(v)).collect()
}

/// All fields, in the order in which help lists them.
pub const FIELDS: &[Field] = &[
    field("type", Values::Facets(&["type"]), "type of the event: ASSAULT, PROTEST, AGREE …"),
    field("mode", Values::Facets(&["mode"]), "mode of the type: aerial, demo …"),
    field("context", Values::Facets(&["context"]), "context: military, terrorism …"),
    field("cameo", Values::Facets(&["cameo"]), "CAMEO code"),
    field(
        "status",
        Values::OneOf(&["status"], || names(Status::ALL, Status::as_str)),
        "how the source presents it: asserted, alleged, denied …",
    ),
    field(
        "act",
        Values::OneOf(&["act"], || names(Act::ALL, Act::as_str)),
        "what the source does by saying it: claim, accuse, deny …",
    ),
    field(
        "actor",
        Values::Facets(&["actor"]),
        "who does it: a name or a word of it, a country's code, an item, a sector",
    ),
    field("target", Values::Facets(&["target"]), "to whom it is done"),
    field("party", Values::Facets(&["actor", "target"]), "either of them"),
    field("source", Values::Facets(&["source"]), "on whose say-so, anywhere in the chain"),
    field("origin", Values::Facets(&["origin"]), "the outermost source of the chain"),
    field("speaker", Values::Facets(&["speaker"]), "the innermost source of the chain"),
    field(
        "class",
        Values::OneOf(&["class"], || names(SourceClass::ALL, SourceClass::as_str)),
        "kind of the innermost source: government, witness, media …",
    ),
    field("depth", Values::Small("depth"), "length of the chain; 0 is the article's own voice"),
    field("place", Values::Facets(&["place"]), "where: a name or a word of it"),
    field("country", Values::Facets(&["country"]), "country of the place, as an ISO code of three letters"),
    field("geonames", Values::Facets(&["geonames"]), "identifier of the place"),
    field(
        "date",
        Values::Days("date", "date_from", "date_to"),
        "days of the event as the text gives them: 2024, 2024-03, 2024-03-01..2024-03-15",
    ),
    of_documents("published", Values::Days("published", "published", "published"), "day of publication"),
    field(
        "since",
        Values::Since,
        "on or after a day: the event's, or the day of publication where the text gives none",
    ),
    field("until", Values::Until, "on or before a day, in the same sense"),
    field(
        "killed",
        Values::Number("killed"),
        "number of dead that the source gives: killed>=10, killed:5..20",
    ),
    field("wounded", Values::Number("wounded"), "number of wounded"),
    field("missing", Values::Number("missing"), "number of missing"),
    field("displaced", Values::Number("displaced"), "number of displaced"),
    field("detained", Values::Number("detained"), "number of detained"),
    field("confidence", Values::Share, "how often such a record is right: confidence>=0.8"),
    field(
        "derived",
        Values::OneOf(&["derived"], || vec!["yes", "no"]),
        "made from an act of saying: yes, no",
    ),
    field("rule", Values::Facets(&["rule"]), "rule that found the event"),
    field("event", Values::Facets(&["event"]), "identifier of the event"),
    field("statement", Values::Facets(&["statement"]), "identifier of the statement"),
    of_documents("document", Values::Facets(&["document"]), "identifier of the article"),
    of_documents("publisher", Values::Facets(&["publisher"]), "who published the article"),
    of_documents("language", Values::Facets(&["language"]), "language of the article"),
    of_documents("text", Values::Words, "words of the text, like a word without a field"),
];

impl Field {
    /// The field of a name.
    pub(crate) fn named(name: &str) -> Option<&'static Field> {
        FIELDS.iter().find(|f| f.name == name)
    }

    /// The field whose name is nearest to what was typed.
    pub(crate) fn near(name: &str) -> Option<&'static str> {
        nearest(name, FIELDS.iter().map(|f| f.name))
    }
}

/// The nearest of some words, unless all are far.
pub(crate) fn nearest<'a>(typed: &str, words: impl Iterator<Item = &'a str>) -> Option<&'a str> {
    let best = words.map(|word| (distance(typed, word), word)).min()?;
    (best.0 <= 2 && best.0 < typed.chars().count()).then_some(best.1)
}

/// Letters to change, add or leave out.
fn distance(a: &str, b: &str) -> usize {
    let b: Vec<char> = b.chars().collect();
    let mut row: Vec<usize> = (0..=b.len()).collect();
    for (i, x) in a.chars().enumerate() {
        let mut diagonal = row[0];
        row[0] = i + 1;
        for (j, &y) in b.iter().enumerate() {
            let above = row[j + 1];
            row[j + 1] = (diagonal + usize::from(x != y)).min(above + 1).min(row[j] + 1);
            diagonal = above;
        }
    }
    row[b.len()]
}
