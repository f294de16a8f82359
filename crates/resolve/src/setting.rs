//! Where and when do the records of a document take place?

use jiff::civil::Date;
use sayso_model::{
    Annotated, Document, EntityKind, Interval, Mentions, Place, PlaceMention, Span, TimeMention,
};
use sayso_time::TimeGrammar;

use crate::place::{Hints, PlaceResolver};
use crate::time::Times;

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
        let named = annotated
            .entities
            .iter()
            .filter(|e| matches!(e.kind, EntityKind::Gpe | EntityKind::Loc | EntityKind::Fac))
            .map(|e| annotated.tokens_span(e.start, e.end));
        let asked = mentions.events.iter().flat_map(|e| &e.places).map(|p| p.span);
        let mut spans: Vec<Span> = named.chain(asked).collect();
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
