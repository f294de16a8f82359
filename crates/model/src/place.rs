use smol_str::SmolStr;

use crate::Span;

/// A place that the text names, and which one it is.
#[derive(Clone, Debug, PartialEq)]
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
    /// `country`, `admin1`, `city`, `facility`, `region`, `water`.
    pub precision: Option<SmolStr>,
}
