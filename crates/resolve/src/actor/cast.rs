//! Who takes part in a document: which mentions mean one actor?

use rustc_hash::{FxHashMap, FxHashSet};
use sayso_model::{
    Actor, ActorId, Annotated, Dep, Document, EntityKind, Party, PartyMention, SourceClass, Span, TokenIx,
};

use super::build::Builder;
use super::mention::is_name;
use super::metonym::is_actor_here;
use super::phrase::Reader;
use super::sighting::Sightings;

/// The actors of one document and where they are mentioned.
pub struct Cast {
    pub(super) actors: Vec<Actor>,
    pub(super) classes: Vec<SourceClass>,
    pub(super) named: Vec<bool>,
    pub(super) by_head: FxHashMap<TokenIx, ActorId>,
}

impl Cast {
    /// Reads all parties of the records and all names of the text.
    pub fn new<'p>(
        reader: &Reader,
        document: &Document,
        annotated: &Annotated,
        parties: impl Iterator<Item = &'p PartyMention>,
    ) -> Self {
        let mut heads: Vec<TokenIx> = Vec::new();
        for party in parties {
            if let Some(head) = party.head.or_else(|| party.span.and_then(|s| last_token(annotated, s))) {
                heads.push(head);
                heads.push(annotated.referent(head));
            }
        }
        let parties: FxHashSet<TokenIx> = heads.iter().copied().collect();
        let sightings = Sightings::new(reader.knowledge, document, annotated);
        let named = sightings.named();
        let reader = &Reader { named: Some(&named), ..*reader };
        heads.extend(names(reader, document, annotated));
        heads.extend(known_names(reader, annotated, &sightings));
        heads.sort_unstable();
        heads.dedup();
        let mut builder = Builder::new(reader, document, annotated, &sightings, &parties);
        for head in heads {
            builder.add(head);
        }
        builder.finish()
    }

    /// The actors, in order of their first mention.
    pub fn into_actors(self) -> Vec<Actor> {
        self.actors
    }

    /// The actor that a party of a record is.
    pub fn party(&self, annotated: &Annotated, mention: &PartyMention) -> Party {
        Party { actor: self.actor(annotated, mention), span: mention.span }
    }

    /// The actor that a party of a record is, if it is one.
    pub fn actor(&self, annotated: &Annotated, mention: &PartyMention) -> Option<ActorId> {
        let head = mention.head.or_else(|| mention.span.and_then(|s| last_token(annotated, s)))?;
        let referent = annotated.referent(head);
        self.by_head.get(&referent).or_else(|| self.by_head.get(&head)).copied()
    }

    /// What is known of an actor.
    pub fn get(&self, actor: ActorId) -> &Actor {
        &self.actors[actor.0 as usize - 1]
    }

    /// True if the text calls an actor by a name, not only by a noun.
    pub fn is_named(&self, actor: ActorId) -> bool {
        self.named[actor.0 as usize - 1]
    }

    /// True if the knowledge base has an entry for an actor.
    pub fn is_known(&self, actor: ActorId) -> bool {
        self.actors[actor.0 as usize - 1].entry.is_some()
    }

    /// What kind of source an actor is.
    pub fn source_class(&self, actor: Option<ActorId>) -> SourceClass {
        actor.map_or(SourceClass::Other, |id| self.classes[id.0 as usize - 1])
    }
}

/// Heads of the names that can be actors where they stand.
fn names<'a>(
    reader: &'a Reader,
    document: &'a Document,
    annotated: &'a Annotated,
) -> impl Iterator<Item = TokenIx> + 'a {
    annotated.entities.iter().filter(|e| is_name(e.kind)).filter_map(move |entity| {
        let head = head_of(annotated, entity.start, entity.end);
        if is_of_office(reader, document, annotated, head) {
            return None;
        }
        let wanted = match entity.kind {
            EntityKind::Person | EntityKind::Org => true,
            EntityKind::Gpe | EntityKind::Loc => is_actor_here(annotated, head),
            EntityKind::Norp => {
                annotated.token(head).pos != sayso_model::Pos::Adj && is_actor_here(annotated, head)
            }
            // The White House is a building to the tagger and an actor to the reader.
            _ => !reader
                .knowledge
                .named(annotated.tokens_span(entity.start, entity.end).text(&document.text))
                .is_empty(),
        };
        wanted.then_some(head)
    })
}

/// "State" in "Secretary of State": a word of an office, not a body.
fn is_of_office(reader: &Reader, document: &Document, annotated: &Annotated, head: TokenIx) -> bool {
    let (Some(of), true) = (annotated.head(head), annotated.token(head).dep == Dep::Pobj) else {
        return false;
    };
    let Some(office) = annotated.head(of).filter(|_| annotated.token(of).lower == "of") else { return false };
    let words = annotated.tokens_span(office.min(head), head + 1).text(&document.text);
    reader.lexicon.noun(&super::fold::fold(words)).is_some()
}

/// Heads of known names of several words of persons and bodies, whatever the tagger makes of them.
fn known_names<'a>(
    reader: &'a Reader,
    annotated: &'a Annotated,
    sightings: &'a Sightings,
) -> impl Iterator<Item = TokenIx> + 'a {
    sightings.iter().filter(|s| s.end - s.start > 1).filter_map(move |s| {
        let kind = reader.knowledge.entry(s.entry).kind;
        let head = head_of(annotated, s.start, s.end);
        // A name that another noun builds on ("Red Cross worker") is no actor here.
        let builds = matches!(annotated.token(head).dep, Dep::Compound | Dep::Nmod | Dep::Amod);
        (!builds && !matches!(kind.as_str(), "state" | "territory" | "people")).then_some(head)
    })
}

/// The token of `start..end` whose head lies outside.
fn head_of(annotated: &Annotated, start: TokenIx, end: TokenIx) -> TokenIx {
    (start..end)
        .find(|&t| {
            let up = annotated.token(t).head;
            up < start || up >= end || up == t
        })
        .unwrap_or(end - 1)
}

fn last_token(annotated: &Annotated, span: Span) -> Option<TokenIx> {
    let first = annotated.token_at(span.start())?;
    (first..annotated.tokens.len() as TokenIx)
        .take_while(|&t| annotated.token(t).span.end() <= span.end())
        .last()
}
