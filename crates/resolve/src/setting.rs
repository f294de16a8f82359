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
        let text = &document.text;
        let mut spans = place_spans(annotated);
        spans.extend(mentions.events.iter().flat_map(|e| &e.places).map(|p| p.span));
        spans.sort_unstable();
        spans.dedup();
        let is_name = |span: &Span| span.text(text).chars().any(char::is_uppercase);
        let (spans, nominals): (Vec<Span>, Vec<Span>) = spans.into_iter().partition(is_name);
        let hints = Hints { publisher: document.publisher.as_deref() };
        let mut named = places.resolve_toponyms(text, &spans, hints);
        let meant: Vec<Place> =
            nominals.iter().filter_map(|&span| places.resolve_nominal(text, &named, span)).collect();
        named.extend(meant);
        named.sort_unstable_by_key(|p| p.span);
        Self { text, places: named, times: Times::new(times, &document.text, annotated, document.published) }
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
            let token = annotated.token(m.head);
            let preposition = annotated.head(m.head).map(|h| &*annotated.token(h).lower);
            matches!(token.dep, Dep::Pobj | Dep::Conj | Dep::Appos)
                && !preposition.is_some_and(|p| en::TOWARD_PARTY.contains(&p))
        };
        let places = mentions.iter().filter_map(|m| Some((m, self.place(m)?)));
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
