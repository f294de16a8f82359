//! Which facets does a record have? The fields of the filter ([`crate::filter`]) ask for them by the same names.

use crate::record::claim::{Claim, Named};
use crate::record::document::Document;
use crate::term::Facets;

/// Facets of a claim; those of its document are among them.
pub fn of_claim(claim: &Claim) -> Facets {
    let mut facets = Facets::new();
    facets.add("document", &claim.document);
    facets.add("event", &claim.event);
    facets.add_some("statement", claim.statement.as_deref());
    facets.add("type", &claim.kind);
    facets.add_some("mode", claim.mode.as_deref());
    claim.contexts.iter().for_each(|c| facets.add("context", c));
    facets.add_some("cameo", claim.cameo.as_deref());
    facets.add("derived", if claim.derived { "yes" } else { "no" });
    facets.add("status", &claim.status);
    facets.add_some("act", claim.act.as_deref());
    claim.actors.iter().for_each(|n| party(&mut facets, "actor", n));
    claim.recipients.iter().for_each(|n| party(&mut facets, "target", n));
    claim.says.iter().for_each(|n| party(&mut facets, "source", n));
    if let Some(first) = claim.says.first() {
        party(&mut facets, "origin", first);
    }
    if let Some(last) = claim.says.last() {
        party(&mut facets, "speaker", last);
        facets.add_some("class", last.class.as_deref());
    }
    facets.add("depth", &claim.says.len().to_string());
    for place in &claim.places {
        facets.add_some("country", place.country.as_deref());
        facets.add_some("precision", place.precision.as_deref());
        facets.add_name("place", &place.text);
        [&place.name, &place.admin1].into_iter().flatten().for_each(|name| facets.add_name("place", name));
        facets.add_some("geonames", place.geonames.map(|g| g.to_string()).as_deref());
    }
    if let Some((from, to)) = event_days(claim) {
        facets.add_days("date", from, to);
    }
    if let Some((from, to)) = days(claim) {
        facets.add_days("day", from, to);
    }
    for kind in ["killed", "wounded", "missing", "displaced", "detained"] {
        if let Some(number) = victims(claim, kind) {
            facets.add_size(kind, number);
        }
    }
    facets.add("confidence-tenth", &((claim.confidence * 10.0) as u32).to_string());
    facets.add("rule", &claim.rule);
    facets.add_some("language", claim.language.as_deref());
    publication(&mut facets, claim.publisher.as_deref(), claim.published.as_deref());
    facets
}

/// Facets of a document.
pub fn of_document(id: &str, document: &Document) -> Facets {
    let mut facets = Facets::new();
    facets.add("document", id);
    facets.add_some("language", document.language.as_deref());
    publication(&mut facets, document.publisher.as_deref(), document.published.as_deref());
    facets
}

fn publication(facets: &mut Facets, publisher: Option<&str>, published: Option<&str>) {
    if let Some(publisher) = publisher {
        facets.add_name("publisher", publisher);
    }
    if let Some(day) = published {
        facets.add_days("published", day, day);
    }
}

fn party(facets: &mut Facets, field: &str, named: &Named) {
    [&named.key, &named.country, &named.role].into_iter().flatten().for_each(|v| facets.add(field, v));
    if let Some(name) = &named.name {
        facets.add_name(field, name);
    }
}

/// First and last day of the event as the text gives them.
pub(crate) fn event_days(claim: &Claim) -> Option<(&str, &str)> {
    let date = claim.date.as_ref()?;
    match (date.from.as_deref(), date.to.as_deref()) {
        (None, None) => None,
        (from, to) => Some((from.or(to)?, to.or(from)?)),
    }
}

/// The event's days, or the day of publication where the text gives none.
pub(crate) fn days(claim: &Claim) -> Option<(&str, &str)> {
    event_days(claim).or_else(|| claim.published.as_deref().map(|day| (day, day)))
}

/// The least number of victims of a kind that the claim allows, or the most if it gives no least.
pub(crate) fn victims(claim: &Claim, kind: &str) -> Option<u64> {
    claim.casualties.iter().filter(|c| c.kind == kind).filter_map(|c| c.low.or(c.high)).max()
}
