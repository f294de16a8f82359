//! A place of the world.

use sayso_model::{Place as Known, PlaceCandidate};
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
    /// `country`, `admin1`, `admin2`, `city`, `facility`, `region`, `water`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub precision: Option<String>,
    /// Its chance among the places of the name, in thousandths.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub score: Option<u16>,
    /// What spoke for it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub evidence: Vec<String>,
    /// Other places of the name.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub candidates: Vec<Candidate>,
}

/// Another place that a name could mean.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Candidate {
    /// Canonical name.
    pub name: String,
    /// GeoNames identifier.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub geonames: Option<u32>,
    /// ISO 3166-1 alpha-3 code.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub country: Option<String>,
    /// First-order division.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub admin1: Option<String>,
    /// Its chance, in thousandths.
    pub score: u16,
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
            score: place.score.map(thousandths),
            evidence: place.evidence.iter().map(|e| e.to_string()).collect(),
            candidates: place.candidates.iter().map(Candidate::new).collect(),
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
            score: self.score.map(share),
            evidence: self.evidence.iter().map(smol_str::SmolStr::new).collect(),
            candidates: self.candidates.iter().map(Candidate::to_model).collect(),
        })
    }
}

impl Candidate {
    fn new(candidate: &PlaceCandidate) -> Self {
        Self {
            name: candidate.name.clone(),
            geonames: candidate.geonames,
            country: candidate.country.as_ref().map(|s| s.to_string()),
            admin1: candidate.admin1.clone(),
            score: thousandths(candidate.score),
        }
    }

    fn to_model(&self) -> PlaceCandidate {
        PlaceCandidate {
            name: self.name.clone(),
            geonames: self.geonames,
            country: self.country.as_deref().map(smol_str::SmolStr::new),
            admin1: self.admin1.clone(),
            score: share(self.score),
        }
    }
}

/// Whole thousandths, so that the last bits of a sum make no difference to a hash.
pub(super) fn thousandths(share: f32) -> u16 {
    (share.clamp(0.0, 1.0) * 1000.0).round() as u16
}

pub(super) fn share(thousandths: u16) -> f32 {
    f32::from(thousandths) / 1000.0
}

/// Five decimals: a metre.
fn degrees(degrees: f64) -> f64 {
    (degrees * 1e5).round() / 1e5
}
