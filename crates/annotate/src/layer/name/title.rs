//! Titles before persons: "Defence Minister Khawaja Asif" is a title and a person, whoever the tagger takes for an
//! organisation.

use std::sync::LazyLock;

use rustc_hash::FxHashMap;
use sayso_model::{Annotated, Document, EntityKind, Tag, TokenIx};

use super::extent::is_capitalised;
use super::gazetteer;
use super::spans::{Evidence, Name, Spans};
use crate::layer::en::lines;

/// Most words of a person's name.
const NAME_MAX: TokenIx = 5;
/// Most words before the title that may belong to it: "Deputy Foreign".
const BEFORE_MAX: TokenIx = 4;

/// Whom a word fits.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Sex {
    He,
    She,
}

/// What a title says.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Title {
    /// Whom it fits, `None` for both.
    pub sex: Option<Sex>,
}

static TITLES: LazyLock<FxHashMap<&'static str, Title>> = LazyLock::new(|| {
    let mut titles = FxHashMap::default();
    for line in lines(include_str!("../../../../../data/en/layer/titles.tsv")) {
        let mut fields = line.split('\t');
        // The kind of title is for readers of the list.
        let _ = fields.next();
        let sex = match fields.next() {
            Some("he") => Some(Sex::He),
            Some("she") => Some(Sex::She),
            _ => None,
        };
        for word in fields.next().unwrap_or_default().split(' ') {
            titles.entry(word).or_insert(Title { sex });
        }
    }
    titles
});

/// Fields of office: words that stand before a title and are no names.
static OFFICES: LazyLock<rustc_hash::FxHashSet<&'static str>> =
    LazyLock::new(|| lines(include_str!("../../../../../data/en/layer/office-words.txt")).collect());

/// What the title `lower` says, `None` if it is no title.
pub(crate) fn title(lower: &str) -> Option<Title> {
    TITLES.get(lower).copied()
}

pub(crate) fn is_title(lower: &str) -> bool {
    TITLES.contains_key(lower)
}

/// True for the words of an office before its title: foreign, defence, deputy.
pub(crate) fn is_office_word(lower: &str) -> bool {
    OFFICES.contains(lower)
}

pub(super) fn mark(annotated: &Annotated, document: &Document, spans: &mut Spans) {
    for i in 0..annotated.tokens.len() as TokenIx {
        let token = annotated.token(i);
        if !is_title(&token.lower) {
            continue;
        }
        let Some((start, end)) = name_after(annotated, document, spans, i) else { continue };
        // A name that swallowed its title, or that the tagger takes for something else, or did not see.
        let known = gazetteer::known().kind_of(annotated.tokens_span(start, end).text(&document.text));
        if known.is_some_and(|kind| kind != EntityKind::Person) {
            continue;
        }
        let whole =
            spans.at(start).filter(|n| n.start == start && n.end >= end && n.kind == EntityKind::Person);
        if whole.is_none() {
            spans.put(Name { start, end, kind: EntityKind::Person, evidence: Evidence::Context });
        } else if let Some(name) = whole {
            spans.set_kind(name, EntityKind::Person, Evidence::Context);
        }
        clear_office(annotated, document, spans, i);
    }
}

/// The capitalised words behind a title that are a person's name.
fn name_after(
    annotated: &Annotated,
    document: &Document,
    spans: &Spans,
    title: TokenIx,
) -> Option<(TokenIx, TokenIx)> {
    let sentence = annotated.sentence_of(title);
    let start = title + 1;
    let mut end = start;
    let joins = |i: TokenIx| {
        let token = annotated.token(i);
        // al-Saadi, bin Salman, Abdul-Karim
        matches!(
            &*token.lower,
            "-" | "al" | "el" | "bin" | "ibn" | "bint" | "abu" | "van" | "von" | "de" | "da" | "del"
        )
    };
    while end < sentence.end && end - start < NAME_MAX + 2 {
        let token = annotated.token(end);
        let word = matches!(token.tag, Tag::Nnp | Tag::Nnps)
            && (is_capitalised(annotated, document, end)
                || joins(end)
                || is_compound_name(annotated, document, end));
        // One name after another: the person stops where a place begins.
        let other =
            spans.at(end).is_some_and(|n| n.evidence == Evidence::Known && n.kind != EntityKind::Person);
        if !(word || (joins(end) && end > start) || (joins(end) && end + 1 < sentence.end))
            || other
            || is_title(&token.lower)
        {
            break;
        }
        end += 1;
    }
    while end > start && joins(end - 1) {
        end -= 1;
    }
    if end == start {
        return None;
    }
    let last = annotated.token(end - 1);
    // "President Office", "General Assembly": a body, not a person.
    let body = is_office_word(&last.lower) || super::context::is_body_word(&last.lower);
    // The title itself must stand before a name, not end one ("… Minister Asif", not "the head Asif's").
    (!body).then_some((start, end))
}

/// "al-Saadi", "Amir-Abdollahian" in one token.
fn is_compound_name(annotated: &Annotated, document: &Document, i: TokenIx) -> bool {
    let text = annotated.token(i).span.text(&document.text);
    text.split_once('-').is_some_and(|(_, rest)| rest.starts_with(char::is_uppercase))
}

/// "Defence" and "UN Humanitarian Coordinator" are no organisations before a person.
fn clear_office(annotated: &Annotated, document: &Document, spans: &mut Spans, title: TokenIx) {
    let first = annotated.sentence_of(title).start.max(title.saturating_sub(BEFORE_MAX));
    let mut at = title + 1;
    while at > first {
        at -= 1;
        let Some(name) = spans.at(at) else {
            if at != title
                && !is_office_word(&annotated.token(at).lower)
                && !is_title(&annotated.token(at).lower)
            {
                return;
            }
            continue;
        };
        if name.evidence == Evidence::Known || name.end > title + 1 {
            return;
        }
        let mut end = name.end;
        while end > name.start {
            let lower = &annotated.token(end - 1).lower;
            if !is_title(lower) && !is_office_word(lower) {
                break;
            }
            end -= 1;
        }
        if end == name.end {
            return;
        }
        let left = Name { end, ..name };
        spans.remove(name);
        if end > name.start {
            let text = annotated.tokens_span(name.start, end).text(&document.text);
            let kind = gazetteer::known().kind_of(text).unwrap_or(left.kind);
            spans.put(Name { kind, ..left });
            return;
        }
        at = at.min(name.start);
        if at == first {
            return;
        }
    }
}
