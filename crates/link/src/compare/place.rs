//! Can two places be one?

use super::Agreement;
use crate::report::Place;

/// Towns nearer than this may be two names for one scene, in km.
const NEAR_KM: f64 = 10.0;
/// Towns farther apart than this are two scenes, in km.
const FAR_KM: f64 = 20.0;
const EARTH_RADIUS_KM: f64 = 6371.0;

/// Compares two lists of places by their best pair.
///
/// Reports of one event often differ in how narrowly they place it: a town and its country are compatible.
pub fn places(a: &[Place], b: &[Place]) -> Agreement {
    let pairs = a.iter().flat_map(|x| b.iter().map(move |y| place(x, y)));
    pairs.max().unwrap_or(Agreement::Open)
}

fn place(a: &Place, b: &Place) -> Agreement {
    let (wide_a, wide_b) = (is_wide(a), is_wide(b));
    if a.geonames.is_some() && a.geonames == b.geonames || a.name.to_lowercase() == b.name.to_lowercase() {
        return if wide_a { Agreement::Compatible } else { Agreement::Same };
    }
    if a.country.is_some() && b.country.is_some() && a.country != b.country {
        return Agreement::Excluded;
    }
    match (a.point, b.point) {
        _ if wide_a || wide_b => {
            let apart = a.admin1.is_some() && b.admin1.is_some() && a.admin1 != b.admin1;
            if apart { Agreement::Excluded } else { Agreement::Open }
        }
        (Some(p), Some(q)) => match kilometres(p, q) {
            km if km <= NEAR_KM => Agreement::Compatible,
            km if km <= FAR_KM => Agreement::Differs,
            _ => Agreement::Excluded,
        },
        // Two names of which one is not in the gazetteer: most likely two places.
        _ => Agreement::Differs,
    }
}

/// True for places too wide to be a scene.
fn is_wide(place: &Place) -> bool {
    matches!(place.precision.as_deref(), Some("country" | "admin1" | "region" | "water"))
}

/// Great-circle distance by the haversine formula.
fn kilometres((lat_a, lon_a): (f64, f64), (lat_b, lon_b): (f64, f64)) -> f64 {
    let (phi_a, phi_b) = (lat_a.to_radians(), lat_b.to_radians());
    let half = |degrees: f64| (degrees.to_radians() / 2.0).sin().powi(2);
    let h = half(lat_b - lat_a) + phi_a.cos() * phi_b.cos() * half(lon_b - lon_a);
    2.0 * EARTH_RADIUS_KM * h.sqrt().min(1.0).asin()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(name: &str, point: Option<(f64, f64)>, country: &str, precision: &str) -> Place {
        Place {
            name: name.into(),
            geonames: None,
            point,
            country: Some(country.into()),
            admin1: None,
            precision: Some(precision.into()),
        }
    }

    #[test]
    fn distance_of_two_capitals() {
        let km = kilometres((48.8566, 2.3522), (52.52, 13.405));
        assert!((870.0..885.0).contains(&km), "{km}");
    }

    #[test]
    fn a_town_in_its_country_is_open_and_another_country_is_excluded() {
        let kabul = at("Kabul", Some((34.53, 69.17)), "AFG", "city");
        let afghanistan = at("Afghanistan", Some((33.0, 65.0)), "AFG", "country");
        let quetta = at("Quetta", Some((30.19, 67.0)), "PAK", "city");
        let herat = at("Herat", Some((34.35, 62.2)), "AFG", "city");
        assert_eq!(place(&kabul, &kabul), Agreement::Same);
        assert_eq!(place(&kabul, &afghanistan), Agreement::Open);
        assert_eq!(place(&kabul, &quetta), Agreement::Excluded);
        assert_eq!(place(&kabul, &herat), Agreement::Excluded);
        assert_eq!(place(&afghanistan, &afghanistan), Agreement::Compatible);
    }
}
