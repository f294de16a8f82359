use smol_str::SmolStr;

use crate::Span;

/// A place that the text names, and which one it is.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Place {
    /// Words of the text.
    pub span: Span,
    /// Canonical name.
    pub name: Option<String>,
    /// GeoNames identifier.
    pub geonames: Option<u32>,
    /// Degrees north.
    pub latitude: Option<f64>,
    /// Degrees east.
    pub longitude: Option<f64>,
    /// ISO 3166-1 alpha-3 code.
    pub country: Option<SmolStr>,
    /// First-order division.
    pub admin1: Option<String>,
    /// `country`, `admin1`, `admin2`, `city`, `facility`, `region`, `water`.
    pub precision: Option<SmolStr>,
    /// Its chance among all places that bear the name, from 0 to 1.
    pub score: Option<f32>,
    /// What spoke for it, the strongest first: names of features in data/world/gazetteer/weights.tsv.
    pub evidence: Vec<SmolStr>,
    /// Other places of the name, the likeliest first.
    pub candidates: Vec<PlaceCandidate>,
}

/// Another place that a name could mean.
#[derive(Clone, Debug, PartialEq)]
pub struct PlaceCandidate {
    /// Canonical name.
    pub name: String,
    /// GeoNames identifier.
    pub geonames: Option<u32>,
    /// ISO 3166-1 alpha-3 code.
    pub country: Option<SmolStr>,
    /// First-order division.
    pub admin1: Option<String>,
    /// Its chance, from 0 to 1.
    pub score: f32,
}
