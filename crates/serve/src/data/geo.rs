//! Claims and incidents as GeoJSON (RFC 7946). What has no place is no feature, and how many those are is said.

use serde_json::{Value, json};

use crate::incidents::Linked;
use crate::page::sign;
use sayso_link::Rule;
use sayso_store::record::claim::Claim;

/// A collection of features, with the number of rows that lie nowhere.
pub fn collection(features: &[Value], unplaced: usize, cut: bool) -> Value {
    json!({ "type": "FeatureCollection", "features": features, "unplaced": unplaced, "truncated": cut })
}

/// A claim; none if it has no degrees.
pub fn claim(claim: &Claim) -> Option<Value> {
    let site = claim.places.iter().find(|s| s.latitude.is_some() && s.longitude.is_some())?;
    Some(json!({
        "type": "Feature",
        "id": claim.id,
        "geometry": { "type": "Point", "coordinates": [site.longitude, site.latitude] },
        "properties": {
            "grain": "reports", "event": claim.kind, "mode": claim.mode, "status": claim.status, "actor": sign::names(&claim.actors),
            "target": sign::names(&claim.recipients), "place": site.name.as_ref().unwrap_or(&site.text), "country": site.country,
            "geo_precision": site.precision, "date_low": claim.date.as_ref().and_then(|d| d.from.clone()),
            "date_high": claim.date.as_ref().and_then(|d| d.to.clone()), "says": sign::chain_text(claim), "toll": sign::figures(claim),
            "published": claim.published, "publisher": claim.publisher, "quote": claim.quote.text, "doc_id": claim.document,
        },
    }))
}

/// An incident; none if no report gives degrees.
pub fn incident(one: &Linked, rule: Rule) -> Option<Value> {
    let place = one.told.iter().flat_map(|r| &r.places).find(|p| p.point.is_some())?;
    let (north, east) = place.point?;
    let values: serde_json::Map<String, Value> =
        one.picked(rule).into_iter().map(|(a, v)| (a.as_str().to_owned(), json!(v))).collect();
    Some(json!({
        "type": "Feature",
        "id": one.incident.id,
        "geometry": { "type": "Point", "coordinates": [east, north] },
        "properties": {
            "grain": "incidents", "event": one.told[0].kind, "standing": one.standing, "articles": one.matrix.articles,
            "independent_origins": one.matrix.independent, "rule": rule.as_str(), "geo_precision": place.precision, "values": values,
        },
    }))
}
