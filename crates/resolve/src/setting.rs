//! Where and when do the records of a document take place?

use jiff::civil::Date;
use rustc_hash::FxHashSet;
use sayso_model::{
    Annotated, Dep, Document, EntityKind, Interval, Mentions, Place, PlaceMention, Span, TimeMention, TokenIx,
};

use crate::actor::knowledge::KnowledgeBase;
use crate::place::{Hints, PlaceResolver};
use crate::time::Times;

/// The names of a text that the annotation holds for places.
pub fn place_spans(annotated: &Annotated) -> Vec<Span> {
    let is_place = |kind| matches!(kind, EntityKind::Gpe | EntityKind::Loc | EntityKind::Fac);
    let places = annotated.entities.iter().filter(|e| is_place(e.kind));
    places.map(|e| annotated.tokens_span(e.start, e.end)).collect()
}

/// The places and times of one document.
pub struct Setting {
    places: Vec<Place>,
    times: Times,
    /// Names of known bodies and persons, which are no places.
    bodies: FxHashSet<Span>,
    /// Names that are places by the text, whether anybody knows them or not.
    held: FxHashSet<Span>,
}

impl Setting {
    /// Resolves all places that the text names, since they settle each other, and finds all times.
    pub fn new(
        places: &PlaceResolver,
        knowledge: &KnowledgeBase,
        document: &Document,
        annotated: &Annotated,
        mentions: &Mentions,
    ) -> Self {
        let text = &document.text;
        let mut spans = place_spans(annotated);
        spans.extend(mentions.events.iter().flat_map(|e| &e.places).map(|p| p.span));
        spans.sort_unstable();
        spans.dedup();
        let is_name = |span: &Span| {
            let words = span.text(text);
            words.chars().any(char::is_uppercase) && !places.is_nominal(words)
        };
        let (spans, nominals): (Vec<Span>, Vec<Span>) = spans.into_iter().partition(is_name);
        let hints = Hints { publisher: document.publisher.as_deref() };
        let mut named = places.resolve_toponyms(text, &spans, hints);
        let meant: Vec<Place> =
            nominals.iter().filter_map(|&span| places.resolve_nominal(text, &named, span)).collect();
        named.extend(meant);
        named.sort_unstable_by_key(|p| p.span);
        let named_by_events = || mentions.events.iter().flat_map(|e| &e.places);
        let bodies =
            named_by_events().filter(|m| is_body(knowledge, annotated, text, m)).map(|m| m.span).collect();
        // "the town of X"
        let is_of_kind = |m: &&PlaceMention| {
            let mut above = annotated.ancestors(m.head);
            above.next().is_some_and(|of| annotated.token(of).lower == en::OF)
                && above.next().is_some_and(|noun| places.is_kind(&annotated.token(noun).lower))
        };
        let is_held = |m: &&PlaceMention| is_of_kind(m) || is_named_place(annotated, text, m);
        let held = named_by_events().filter(is_held).map(|m| m.span).collect();
        Self { bodies, held, places: named, times: Times::new(mentions.times.clone(), document.published) }
    }

    /// The place of a mention; `None` for a noun of which the text does not say which place it means.
    pub fn place(&self, mention: &PlaceMention) -> Option<Place> {
        let at = self.places.binary_search_by_key(&mention.span, |p| p.span).ok()?;
        Some(self.places[at].clone())
    }

    /// The places of an event's mentions. A state counts only in a phrase of place ("in Syria"): otherwise it is a party
    /// ("Syria strikes", "sanctions on Syria").
    pub fn places(&self, annotated: &Annotated, mentions: &[PlaceMention]) -> Vec<Place> {
        let is_located = |m: &PlaceMention| {
            // The first of those joined hangs on the preposition.
            let joined = |&t: &TokenIx| matches!(annotated.token(t).dep, Dep::Conj | Dep::Appos);
            let first = std::iter::once(m.head).chain(annotated.ancestors(m.head)).find(|t| !joined(t));
            let first = first.unwrap_or(m.head);
            let is_owner =
                annotated.tokens.get(m.head as usize + 1).is_some_and(|t| en::OWNER.contains(&&*t.lower));
            let preposition = annotated.head(first).map(|h| &*annotated.token(h).lower);
            matches!(annotated.token(m.head).dep, Dep::Pobj | Dep::Conj | Dep::Appos)
                && !is_owner
                && !preposition.is_some_and(|p| en::TOWARD_PARTY.contains(&p))
        };
        // A building in the news bears the name of whom it houses ("at the White House").
        let is_body = |m: &PlaceMention, p: &Place| {
            self.bodies.contains(&m.span) && p.precision.as_deref() != Some("facility")
        };
        let places =
            mentions.iter().filter_map(|m| Some((m, self.place(m)?))).filter(|(m, p)| !is_body(m, p));
        let kept = places.filter(|(m, p)| match p.precision.as_deref() {
            Some("country") => is_located(m),
            Some(_) => true,
            None => self.held.contains(&m.span),
        });
        kept.map(|(_, p)| p).collect()
    }

    /// The days of a mention.
    pub fn interval(&self, mention: &TimeMention) -> Interval {
        self.times.interval(mention)
    }

    /// The day of a mention, if it is one.
    pub fn day(&self, mention: &TimeMention) -> Option<Date> {
        let interval = self.interval(mention);
        interval.from.filter(|_| interval.from == interval.to)
    }
}

/// A group, agency or person of the knowledge base that the annotation does not hold for a place: "attacks on Hamas".
fn is_body(knowledge: &KnowledgeBase, annotated: &Annotated, text: &str, mention: &PlaceMention) -> bool {
    let kind = annotated.entity_of(mention.head).map(|e| e.kind);
    let entry = knowledge.named(mention.span.text(text)).first().map(|&id| knowledge.entry(id));
    !matches!(kind, Some(EntityKind::Gpe | EntityKind::Loc | EntityKind::Fac))
        && entry.is_some_and(|e| !matches!(e.kind.as_str(), "state" | "territory" | "people"))
}

/// A name that nobody knows is a place where the annotation holds it for one or something is in it, and no person of the
/// text bears it.
fn is_named_place(annotated: &Annotated, text: &str, mention: &PlaceMention) -> bool {
    let kind = annotated.entity_of(mention.head).map(|e| e.kind);
    let lower = &annotated.token(mention.head).lower;
    let is_of_person = annotated
        .entities
        .iter()
        .filter(|e| e.kind == EntityKind::Person)
        .any(|e| (e.start..e.end).any(|t| annotated.token(t).lower == *lower));
    // "a market in Sarnovik", where the annotation takes a town that it has never heard of for a body.
    let is_inside = || {
        let noun = mention.head as usize;
        let in_word = |at: usize| annotated.tokens.get(at).is_some_and(|t| t.lower == en::IN);
        let is_acronym = !mention.span.text(text).chars().any(char::is_lowercase);
        noun > 0 && in_word(noun - 1) && matches!(kind, None | Some(EntityKind::Org)) && !is_acronym
    };
    let is_held = matches!(kind, Some(EntityKind::Gpe | EntityKind::Loc | EntityKind::Fac));
    (is_held || is_inside()) && !is_of_person
}

mod en {
    /// The preposition of what is inside.
    pub const IN: &str = "in";
    /// Between a noun for a kind of place and its name: "the town of X".
    pub const OF: &str = "of";
    /// Endings of an owner: "in Israel's shelling".
    pub const OWNER: [&str; 3] = ["'s", "’s", "'"];
    /// Prepositions after which a state is a party.
    pub const TOWARD_PARTY: [&str; 9] =
        ["on", "against", "to", "from", "with", "for", "by", "between", "over"];
}
