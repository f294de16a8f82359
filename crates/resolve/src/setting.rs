//! Where and when do the records of a document take place?

use jiff::civil::Date;
use sayso_model::{
    Annotated, Dep, Document, EntityKind, Interval, Mentions, Place, PlaceMention, Span, TimeMention,
};
use sayso_time::TimeGrammar;

use crate::place::{Hints, PlaceResolver};
use crate::time::Times;

/// The names of a text that the annotation holds for places.
pub fn place_spans(annotated: &Annotated) -> Vec<Span> {
    let is_place = |kind| matches!(kind, EntityKind::Gpe | EntityKind::Loc | EntityKind::Fac);
    let places = annotated.entities.iter().filter(|e| is_place(e.kind));
    places.map(|e| annotated.tokens_span(e.start, e.end)).collect()
}

/// The places and times of one document.
pub struct Setting<'a> {
    text: &'a str,
    places: Vec<Place>,
    times: Times,
}

impl<'a> Setting<'a> {
    /// Resolves all places that the text names, since they settle each other, and finds all times.
    pub fn new(
        places: &PlaceResolver,
        times: &TimeGrammar,
        document: &'a Document,
        annotated: &Annotated,
        mentions: &Mentions,
    ) -> Self {
        let mut spans = place_spans(annotated);
        spans.extend(mentions.events.iter().flat_map(|e| &e.places).map(|p| p.span));
        spans.sort_unstable();
        spans.dedup();
        let hints = Hints { publisher: document.publisher.as_deref() };
        Self {
            text: &document.text,
            places: places.resolve_toponyms(&document.text, &spans, hints),
            times: Times::new(times, &document.text, annotated, document.published),
        }
    }

    /// The place of a mention.
    pub fn place(&self, mention: &PlaceMention) -> Place {
        let at = self.places.binary_search_by_key(&mention.span, |p| p.span);
        self.places[at.expect("every mention was resolved")].clone()
    }

    /// The places of an event's mentions. A state counts only in a phrase of place ("in Syria"): otherwise it is a party
    /// ("Syria strikes", "sanctions on Syria").
    pub fn places(&self, annotated: &Annotated, mentions: &[PlaceMention]) -> Vec<Place> {
        let is_located = |m: &PlaceMention| {
            let token = annotated.token(m.head);
            let preposition = annotated.head(m.head).map(|h| &*annotated.token(h).lower);
            matches!(token.dep, Dep::Pobj | Dep::Conj | Dep::Appos)
                && !preposition.is_some_and(|p| en::TOWARD_PARTY.contains(&p))
        };
        let places = mentions.iter().map(|m| (m, self.place(m)));
        let kept = places.filter(|(m, p)| p.precision.as_deref() != Some("country") || is_located(m));
        kept.map(|(_, p)| p).collect()
    }

    /// The days of a mention.
    pub fn interval(&self, mention: &TimeMention) -> Interval {
        self.times.interval(self.text, mention)
    }

    /// The day of a mention, if it is one.
    pub fn day(&self, mention: &TimeMention) -> Option<Date> {
        let interval = self.interval(mention);
        interval.from.filter(|_| interval.from == interval.to)
    }
}

mod en {
    /// Prepositions after which a state is a party.
    pub const TOWARD_PARTY: [&str; 7] = ["on", "against", "to", "from", "with", "for", "by"];
}
