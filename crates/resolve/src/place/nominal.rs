//! Which place is "the city"? The last one named before that is a city.

use sayso_model::{Place, Span};

use super::PlaceResolver;

/// Bytes within which the name must stand.
const NEAR: usize = 700;

impl PlaceResolver {
    /// A noun of kind that is written as a name and names no place by itself: "the Strip".
    pub fn is_nominal(&self, name: &str) -> bool {
        let name = name.trim_start_matches("the ").trim_start_matches("The ");
        let noun = name.to_lowercase();
        !name.contains(' ') && self.words.kinds_of_noun(&noun).is_some() && self.atlas.find(&noun).is_empty()
    }

    /// True for a noun that tells of what kind a place is: "town", "village".
    pub fn is_kind(&self, noun: &str) -> bool {
        self.words.kinds_of_noun(noun).is_some()
    }

    /// The place among those of a text, in order, that the words at `span` stand for: a noun with a word or two before it.
    /// Countries follow each other fast: of two near by, none is meant for certain.
    pub fn resolve_nominal(&self, text: &str, places: &[Place], span: Span) -> Option<Place> {
        let noun = span.text(text).rsplit(' ').next()?.to_lowercase();
        let kinds = self.words.kinds_of_noun(&noun)?;
        let is_of_kind =
            |p: &&Place| p.precision.as_deref().is_some_and(|p| kinds.iter().any(|k| k.precision() == p));
        let start = span.start().saturating_sub(NEAR);
        let mut near = places
            .iter()
            .rev()
            .skip_while(|p| p.span.end() > span.start())
            .take_while(|p| p.span.start() >= start)
            .filter(is_of_kind);
        let last = near.next()?;
        let is_country = last.precision.as_deref() == Some("country");
        if is_country && near.any(|p| p.name != last.name) {
            return None;
        }
        Some(Place { span, ..last.clone() })
    }
}
