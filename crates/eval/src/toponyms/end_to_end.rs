//! Which place names does the program find by itself, and how far from the gold's places do they lead?

use std::fmt::Write as _;

use sayso_annotate::Annotator;
use sayso_model::{Block, BlockKind, Document, EntityKind, Span};
use sayso_resolve::place::atlas::distance_km;
use sayso_resolve::place::{Hints, PlaceResolver};
use sayso_resolve::place_spans;
use serde::Serialize;

use super::{Article, NEAR_KM, mean_and_median};
use crate::Report;
use crate::score::{Count, Row};

#[derive(Debug, Serialize)]
struct Figures {
    articles: usize,
    /// Names that share a character with one of the gold's.
    found: Row,
    /// Names that are found and have the gold's GeoNames identifier.
    exact: Row,
    /// Names that are found and lie within a hundred miles.
    within_161_km: Row,
    /// Over the names that were found and given a place.
    mean_error_km: f64,
    median_error_km: f64,
}

/// Scores articles, without any of their names given.
pub fn score(resolver: &PlaceResolver, articles: &[Article], misses: bool) -> Result<Report, String> {
    let annotator = Annotator::load().map_err(|e| e.to_string())?;
    let (mut found, mut exact, mut within) = (Count::default(), Count::default(), Count::default());
    let (mut errors, mut listing) = (Vec::new(), String::new());
    for article in articles {
        let block = Block { span: Span::new(0, article.text.len()), kind: BlockKind::Body };
        let document = Document { text: article.text.clone(), blocks: vec![block], ..Document::default() };
        let annotated = annotator.annotate(&document).0;
        let mut spans = place_spans(&annotated);
        // The gold marks adjectives too ("the Russian army").
        let peoples = annotated.entities.iter().filter(|e| e.kind == EntityKind::Norp);
        spans.extend(peoples.map(|e| annotated.tokens_span(e.start, e.end)));
        spans.sort_unstable();
        let places = resolver.resolve_toponyms(&article.text, &spans, Hints::default());
        let given: Vec<_> = places.iter().filter(|p| p.name.is_some()).collect();
        let (mut hits, mut right, mut near) = (0, 0, 0);
        for gold in &article.toponyms {
            let Some(place) = given.iter().find(|p| p.span.overlaps(gold.span)) else {
                if misses {
                    let _ = writeln!(listing, "missed\t{}", gold.span.text(&article.text));
                }
                continue;
            };
            hits += 1;
            let is_exact = place.geonames == Some(gold.geonames);
            let at = (place.latitude.unwrap_or_default(), place.longitude.unwrap_or_default());
            let error = if is_exact { 0.0 } else { distance_km(at, gold.at) };
            errors.push(error);
            right += usize::from(is_exact);
            near += usize::from(error <= NEAR_KM);
        }
        let beside = |p: &&&sayso_model::Place| !article.named.iter().any(|g| g.overlaps(p.span));
        if misses {
            for place in given.iter().filter(beside) {
                let _ = writeln!(listing, "invented\t{}", place.span.text(&article.text));
            }
        }
        // Names that the gold marks without a place are neither asked for nor wrong.
        let count = hits + given.iter().filter(beside).count();
        found.add(hits, article.toponyms.len(), count);
        exact.add(right, article.toponyms.len(), count);
        within.add(near, article.toponyms.len(), count);
    }
    let (mean_error_km, median_error_km) = mean_and_median(&mut errors);
    let figures = Figures {
        articles: articles.len(),
        found: found.row(),
        exact: exact.row(),
        within_161_km: within.row(),
        mean_error_km,
        median_error_km,
    };
    let mut text = listing;
    for (name, row) in
        [("found", &figures.found), ("exact", &figures.exact), ("within 161 km", &figures.within_161_km)]
    {
        let _ = writeln!(text, "{name:<14} P {:.3}  R {:.3}  F1 {:.3}", row.p, row.r, row.f1);
    }
    let _ = writeln!(text, "mean error {mean_error_km:.0} km, median {median_error_km:.0} km");
    Ok(Report::new(text, &figures))
}
