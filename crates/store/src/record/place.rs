//! A place of the world.

use sayso_model::Place as Known;
use serde::{Deserialize, Serialize};

use super::{At, at, span};
use crate::Result;

/// A place that a text names, and which one it is.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Place {
    /// Words of the text.
    pub at: At,
    /// Canonical name.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// GeoNames identifier.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub geonames: Option<u32>,
    /// Degrees north.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub latitude: Option<f64>,
    /// Degrees east.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub longitude: Option<f64>,
    /// ISO 3166-1 alpha-3 code.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub country: Option<String>,
    /// First-order division.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub admin1: Option<String>,
    /// `country`, `admin1`, `city`, `facility`, `region`, `water`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub precision: Option<String>,
}

impl Place {
    /// What the ledger keeps of a place.
    pub fn new(place: &Known) -> Self {
        Self {
            at: at(place.span),
            name: place.name.clone(),
            geonames: place.geonames,
            latitude: place.latitude.map(degrees),
            longitude: place.longitude.map(degrees),
            country: place.country.as_ref().map(|s| s.to_string()),
            admin1: place.admin1.clone(),
            precision: place.precision.as_ref().map(|s| s.to_string()),
        }
    }

    /// The place, as the stages write it.
    pub fn to_model(&self) -> Result<Known> {
        Ok(Known {
            span: span(self.at)?,
            name: self.name.clone(),
            geonames: self.geonames,
            latitude: self.latitude,
            longitude: self.longitude,
            country: self.country.as_deref().map(smol_str::SmolStr::new),
            admin1: self.admin1.clone(),
            precision: self.precision.as_deref().map(smol_str::SmolStr::new),
        })
    }
}

/// Five decimals: a metre.
fn degrees(degrees: f64) -> f64 {
    (degrees * 1e5).round() / 1e5
}
