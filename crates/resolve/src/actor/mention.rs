//! What is one mention of a party, before it is known which others mean the same?

use sayso_model::{Annotated, Dep, Document, EntityKind, Pos, Span, Tag, TokenIx};

use super::fold::fold;
use super::noun_phrase::{NounPhrase, noun_phrase};
use super::phrase::{Reader, Reading};
use super::sighting::Sightings;
use super::source::key;
use super::words::{join, words};

/// A party at one place of the text.
#[derive(Clone, Debug)]
pub struct Mention {
    /// Head token.
    pub head: TokenIx,
    /// How it names the party.
    pub manner: Manner,
    /// Name or phrase, without determiners.
    pub span: Span,
    /// The words compared with other mentions, folded.
    pub folded: String,
    /// What its words say.
    pub reading: Reading,
    /// Title before a person's name, office after it.
    pub title: Option<String>,
    /// Kind of name.
    pub kind: Option<EntityKind>,
    /// Preceded by "the", "this", "that", "its" …: it has been spoken of.
    pub is_definite: bool,
    /// Its country is that which the text speaks of around it, not one that its words name.
    pub is_placed: bool,
}

/// How a mention names its party.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Manner {
    /// By name.
    Name,
    /// By a common noun.
    Noun,
    /// By a pronoun.
    Pronoun,
}

/// Reads the mention under a head.
pub fn mention(
    reader: &Reader,
    document: &Document,
    annotated: &Annotated,
    sightings: &Sightings,
    head: TokenIx,
) -> Mention {
    let text = &document.text;
    let token = annotated.token(head);
    let mut phrase = noun_phrase(annotated, head);
    let mut entity = annotated.entity_of(head).filter(|e| is_name(e.kind));
    // A name of several words that the knowledge base has goes before the tagger's.
    if let Some(known) = sightings.at(head).filter(|s| s.end - s.start > 1)
        && entity.is_none_or(|e| e.end - e.start <= known.end - known.start)
    {
        phrase.start = phrase.start.min(known.start);
        phrase.core_end = phrase.core_end.max(known.end);
        phrase.end = phrase.end.max(known.end);
        let kind = match entity {
            Some(e) if e.kind != EntityKind::Norp => e.kind,
            _ => EntityKind::Org,
        };
        let kind = match reader.knowledge.entry(known.entry).kind.as_str() {
            "person" => EntityKind::Person,
            "state" | "territory" => EntityKind::Gpe,
            _ if matches!(kind, EntityKind::Person | EntityKind::Gpe) => EntityKind::Org,
            _ => kind,
        };
        entity = Some(sayso_model::Entity { start: known.start, end: known.end, kind });
    }
    if token.pos == Pos::Pron || matches!(token.tag, Tag::Prp | Tag::PrpS | Tag::Wp | Tag::Wdt | Tag::WpS) {
        return Mention {
            head,
            manner: Manner::Pronoun,
            span: token.span,
            folded: token.lower.to_string(),
            reading: Reading::default(),
            title: None,
            kind: None,
            is_definite: true,
            is_placed: false,
        };
    }
    let (phrase_words, head_word) = phrase.words(annotated, text, phrase.start, phrase.end);
    let mut reading = reader.read(&phrase_words, head_word);
    let is_person = entity.is_some_and(|e| e.kind == EntityKind::Person)
        && reading.entry.is_none_or(|id| reader.knowledge.entry(id).kind == "person");
    let manner = match entity {
        Some(_) if reading.is_national && token.pos != Pos::Propn => Manner::Noun,
        // "Iran's Foreign Ministry" is a body by its nouns, however it is written.
        Some(e)
            if reading.is_common
                && reading.entry.is_none()
                && !is_person
                && is_of_nouns(reader, annotated.tokens_span(e.start, e.end).text(text)) =>
        {
            Manner::Noun
        }
        Some(_) => Manner::Name,
        None if reading.entry.is_some() && !reading.is_common => Manner::Name,
        None if token.pos == Pos::Propn && !reading.is_common && !reading.is_national => Manner::Name,
        None => Manner::Noun,
    };
    let (from, to) = match entity {
        Some(e) if manner == Manner::Name => trim_name(annotated, text, e.start, e.end, is_person),
        _ => (phrase.bare_start(annotated), phrase.end),
    };
    let span = NounPhrase::span(annotated, from, to);
    let mut title = None;
    if is_person {
        reading = person(reader, annotated, text, &phrase, from, reading);
        let first = phrase.bare_start(annotated);
        if first < from {
            title = Some(NounPhrase::span(annotated, first, from).text(text).to_owned());
        }
    }
    let definite = (phrase.start..head).any(|t| {
        annotated.token(t).head == head
            && (annotated.token(t).tag == Tag::PrpS
                || matches!(annotated.token(t).lower.as_str(), "the" | "this" | "that" | "these" | "those"))
    });
    Mention {
        head,
        manner,
        span,
        folded: fold(span.text(text)),
        reading,
        title,
        kind: entity.map(|e| e.kind),
        is_definite: definite,
        is_placed: false,
    }
}

/// True if a name is a listed noun, perhaps with a state's name before it: "Foreign Ministry", "Egyptian Army", and not
/// "Northern Fishing Board".
fn is_of_nouns(reader: &Reader, name: &str) -> bool {
    let words = words(name);
    let noun = (0..words.len()).find(|&i| reader.lexicon.noun(&join(&words[i..])).is_some());
    noun.is_some_and(|i| {
        let before = join(&words[..i]);
        let known = |class| !reader.knowledge.find(class, &before).is_empty();
        i == 0
            || [key::NAME, key::ADJECTIVE, key::SEAT].into_iter().any(known)
            || words[..i].iter().all(|w| !reader.knowledge.named(&w.text).is_empty())
    })
}

/// Names of whom something can be said or done.
pub fn is_name(kind: EntityKind) -> bool {
    matches!(
        kind,
        EntityKind::Person
            | EntityKind::Org
            | EntityKind::Norp
            | EntityKind::Gpe
            | EntityKind::Fac
            | EntityKind::Loc
            | EntityKind::Product
            | EntityKind::WorkOfArt
            | EntityKind::Law
            | EntityKind::Event
    )
}

/// A name without the article before it and the genitive ending after it.
fn trim_name(
    annotated: &Annotated,
    text: &str,
    mut start: TokenIx,
    mut end: TokenIx,
    is_person: bool,
) -> (TokenIx, TokenIx) {
    while end > start + 1 && matches!(annotated.token(end - 1).lower.as_str(), "'s" | "'" | "," | ".") {
        end -= 1;
    }
    while start + 1 < end && matches!(annotated.token(start).tag, Tag::Dt | Tag::PrpS) {
        start += 1;
    }
    // "Mr. Khan" is Khan.
    if is_person {
        while start + 1 < end && is_form_of_address(annotated.token(start).lower.as_str()) {
            start += 1;
        }
        // "Ambassador to the UN Gilad Erdan": the body before is not of the name.
        let written = annotated.token(start).span.text(text);
        if end - start > 2 && super::source::is_acronym(written) && !written.contains('.') {
            start += 1;
        }
    }
    (start, end)
}

fn is_form_of_address(lower: &str) -> bool {
    matches!(
        lower.trim_end_matches('.'),
        "mr" | "mrs" | "ms" | "miss" | "dr" | "sir" | "dame" | "prof" | "messrs" | "hon" | "rev"
    )
}

/// What the words around a person's name say: the title before it, then the apposition.
fn person(
    reader: &Reader,
    annotated: &Annotated,
    text: &str,
    phrase: &NounPhrase,
    name: TokenIx,
    read: Reading,
) -> Reading {
    let read = if read.is_place { Reading::default() } else { read };
    let mut reading =
        Reading { is_person: true, is_common: false, class: Some(sayso_model::SourceClass::Person), ..read };
    let before = phrase.bare_start(annotated);
    let mut sources: Vec<Reading> = Vec::new();
    if before < name {
        let (words, _) = phrase.words(annotated, text, before, name);
        sources.push(reader.read(&words, None));
    }
    let head = annotated.token(phrase.head);
    let apposed = annotated
        .children_by(phrase.head, Dep::Appos)
        .chain((head.dep == Dep::Appos).then_some(head.head))
        .chain(
            annotated
                .children_by(phrase.head, Dep::Relcl)
                .flat_map(|verb| annotated.children_by(verb, Dep::Attr).collect::<Vec<_>>()),
        )
        .chain(copula(annotated, phrase.head));
    for other in apposed {
        let noun = annotated.token(other);
        // Another person, or the day under a post: "Jane Roe (@janeroe) May 3".
        let says_nothing = |kind| matches!(kind, EntityKind::Person | EntityKind::Date | EntityKind::Time);
        if annotated.entity_of(other).is_some_and(|e| says_nothing(e.kind)) || noun.pos == Pos::Pron {
            continue;
        }
        let apposition = noun_phrase(annotated, other);
        let (words, head_word) = apposition.words(annotated, text, apposition.start, apposition.end);
        sources.push(reader.read(&words, head_word));
    }
    for source in sources {
        if reading.entry.is_none() && reading.sector.is_none() {
            reading.sector = match source.sector.as_deref() {
                Some("state") => Some("GOV".into()),
                _ => source.sector.clone(),
            };
        }
        // An employer that is a medium, school or think tank says nothing of where somebody is from.
        let employer = matches!(source.sector.as_deref(), Some("JRN" | "NGO" | "EDU" | "IGO"));
        if reading.country.is_none() && !employer {
            reading.country = source.country;
        }
    }
    reading
}

/// "Smith is a professor at …"
fn copula(annotated: &Annotated, head: TokenIx) -> impl Iterator<Item = TokenIx> + '_ {
    let token = annotated.token(head);
    let verb = (token.dep == Dep::Nsubj && annotated.token(token.head).lemma == "be").then_some(token.head);
    verb.into_iter().flat_map(move |v| annotated.children_by(v, Dep::Attr).collect::<Vec<_>>())
}
