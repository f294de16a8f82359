//! All places that a name may mean: those of the gazetteer, the regions of the world, and short names for both.

use std::borrow::Cow;

use rustc_hash::FxHashMap;
use smol_str::SmolStr;

use super::gazetteer::{Gazetteer, Kind, PlaceIx};
use crate::actor::fold::fold;

/// Regions are numbered from here.
const FIRST_REGION: PlaceIx = 1 << 28;

/// A place with what is needed to choose it.
#[derive(Clone, Debug, PartialEq)]
pub struct Entry<'a> {
    /// GeoNames identifier.
    pub geonames: Option<u32>,
    /// Canonical name.
    pub name: &'a str,
    /// What it is.
    pub kind: Kind,
    /// Degrees north and east.
    pub at: (f64, f64),
    /// Inhabitants; regions have as many as a large city, so that they stand beside cities.
    pub population: u32,
    /// Number of its country, if it lies in one.
    pub country: Option<u8>,
}

#[derive(Clone, Debug)]
struct Region {
    name: String,
    kind: Kind,
    at: (f64, f64),
    countries: Vec<u8>,
    geonames: Option<u32>,
    /// A town as others are, and not one of the names that stand before all others.
    is_town: bool,
}

/// Inhabitants that a region is given, and a town of which they are not known.
const OF_REGION: u32 = 1_000_000;
const OF_TOWN: u32 = 5_000;

/// Where names are looked up.
#[derive(Clone, Debug)]
pub struct Atlas {
    gazetteer: Gazetteer,
    regions: Vec<Region>,
    by_name: FxHashMap<SmolStr, Vec<PlaceIx>>,
}

/// How a name leads to a place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Hit {
    /// The place.
    pub place: PlaceIx,
    /// It is the place's canonical name, or one that the hand-written tables give it.
    pub canonical: bool,
    /// From a hand-written table.
    pub listed: bool,
}

impl Atlas {
    /// Opens the gazetteer that is built in. `None` if a data file is broken.
    pub fn load() -> Option<Self> {
        let files: [&'static [u8]; 2] = [
            include_bytes!("../../../../data/world/gazetteer/core.gaz"),
            include_bytes!("../../../../data/world/gazetteer/towns.gaz"),
        ];
        let gazetteer = Gazetteer::open(files.map(Cow::Borrowed))?;
        let mut atlas = Self { gazetteer, regions: Vec::new(), by_name: FxHashMap::default() };
        for line in rows(include_str!("../../../../data/world/gazetteer/regions.tsv")) {
            atlas.add_region(line)?;
        }
        for line in rows(include_str!("../../../../data/world/gazetteer/towns.tsv")) {
            atlas.add_town(line)?;
        }
        for line in rows(include_str!("../../../../data/en/place/short_names.tsv")) {
            atlas.add_short_name(line)?;
        }
        Some(atlas)
    }

    fn add_region(&mut self, line: &str) -> Option<()> {
        let c: Vec<&str> = line.split('\t').collect();
        let &[names, kind, latitude, longitude, countries, geonames] = c.as_slice() else { return None };
        let region = Region {
            name: names.split('|').next()?.to_owned(),
            kind: Kind::parse(kind)?,
            at: (latitude.parse().ok()?, longitude.parse().ok()?),
            countries: countries
                .split_whitespace()
                .map(|c| self.gazetteer.country(c))
                .collect::<Option<_>>()?,
            geonames: geonames.parse().ok(),
            is_town: false,
        };
        self.add(names, region);
        Some(())
    }

    fn add_town(&mut self, line: &str) -> Option<()> {
        let c: Vec<&str> = line.split('\t').collect();
        let &[names, latitude, longitude, country] = c.as_slice() else { return None };
        let town = Region {
            name: names.split('|').next()?.to_owned(),
            kind: Kind::City,
            at: (latitude.parse().ok()?, longitude.parse().ok()?),
            countries: vec![self.gazetteer.country(country)?],
            geonames: None,
            is_town: true,
        };
        self.add(names, town);
        Some(())
    }

    fn add(&mut self, names: &str, region: Region) {
        let place = FIRST_REGION + self.regions.len() as PlaceIx;
        for name in names.split('|') {
            let places = self.by_name.entry(fold(name).into()).or_default();
            if !places.contains(&place) {
                places.push(place);
            }
        }
        self.regions.push(region);
    }

    fn add_short_name(&mut self, line: &str) -> Option<()> {
        let c: Vec<&str> = line.split('\t').collect();
        let &[name, kind, canonical, country] = c.as_slice() else { return None };
        let country = self.gazetteer.country(country)?;
        let place = if kind == "country" {
            Some(PlaceIx::from(country))
        } else {
            let kind = Kind::parse(kind)?;
            let fits = |k: Kind| k == kind || (kind == Kind::City && k == Kind::Capital);
            let found = self.gazetteer.find(&fold(canonical));
            found.into_iter().map(|(p, _)| p).find(|&p| {
                let place = self.gazetteer.place(p);
                fits(place.kind) && place.country == Some(country)
            })
        };
        // A name without a place is a slip in the table; a test looks for it.
        if let Some(place) = place {
            let places = self.by_name.entry(fold(name).into()).or_default();
            if !places.contains(&place) {
                places.push(place);
            }
        }
        Some(())
    }

    /// Places of a folded name, hand-written ones first, then by importance.
    pub fn find(&self, folded: &str) -> Vec<Hit> {
        let mut out: Vec<Hit> = self
            .by_name
            .get(folded)
            .into_iter()
            .flatten()
            .map(|&place| Hit { place, canonical: true, listed: !self.is_town(place) })
            .collect();
        for (place, canonical) in self.gazetteer.find(folded) {
            if !out.iter().any(|h| h.place == place) {
                out.push(Hit { place, canonical, listed: false });
            }
        }
        out
    }

    /// Towns and divisions of these countries one of whose names is this one, spelt otherwise.
    pub fn find_respelt(&self, folded: &str, countries: &[u8]) -> Vec<Hit> {
        let Some(form) = super::spelling::form(folded) else { return Vec::new() };
        let found = self.gazetteer.find(&form).into_iter().map(|(place, _)| place);
        let is_there = |p: &PlaceIx| self.gazetteer.place(*p).country.is_some_and(|c| countries.contains(&c));
        found.filter(is_there).map(|place| Hit { place, canonical: false, listed: false }).collect()
    }

    fn is_town(&self, place: PlaceIx) -> bool {
        place.checked_sub(FIRST_REGION).is_some_and(|i| self.regions[i as usize].is_town)
    }

    /// What is known of a place.
    pub fn entry(&self, place: PlaceIx) -> Entry<'_> {
        if let Some(region) = place.checked_sub(FIRST_REGION).and_then(|i| self.regions.get(i as usize)) {
            return Entry {
                geonames: region.geonames,
                name: &region.name,
                kind: region.kind,
                at: region.at,
                population: if region.is_town { OF_TOWN } else { OF_REGION },
                country: match region.countries[..] {
                    [one] => Some(one),
                    _ => None,
                },
            };
        }
        let p = self.gazetteer.place(place);
        Entry {
            geonames: p.geonames,
            name: p.name,
            kind: p.kind,
            at: (p.latitude, p.longitude),
            population: p.population,
            country: p.country,
        }
    }

    /// ISO 3166-1 alpha-3 code of a country by its number.
    pub fn country_code(&self, country: u8) -> &str {
        self.gazetteer.country_code(country)
    }

    /// The first-order division that a place is or lies in.
    pub fn admin1(&self, place: PlaceIx) -> Option<PlaceIx> {
        if place >= FIRST_REGION { None } else { self.gazetteer.admin1(place) }
    }

    /// True if `inner` is `outer` or lies in it.
    pub fn lies_in(&self, inner: PlaceIx, outer: PlaceIx) -> bool {
        if inner == outer {
            return true;
        }
        let region = |p: PlaceIx| p.checked_sub(FIRST_REGION).and_then(|i| self.regions.get(i as usize));
        match (region(inner), region(outer)) {
            (Some(r), None) => matches!(r.countries[..], [one] if PlaceIx::from(one) == outer),
            (None, Some(r)) => self.gazetteer.place(inner).country.is_some_and(|c| r.countries.contains(&c)),
            (Some(_), Some(_)) => false,
            (None, None) => self.gazetteer.lies_in(inner, outer),
        }
    }
}

fn rows(tsv: &'static str) -> impl Iterator<Item = &'static str> {
    tsv.lines().filter(|l| !l.is_empty() && !l.starts_with('#'))
}

/// Kilometres between two points, on a sphere.
pub fn distance_km(a: (f64, f64), b: (f64, f64)) -> f64 {
    let (lat1, lat2) = (a.0.to_radians(), b.0.to_radians());
    let (dlat, dlon) = (lat2 - lat1, (b.1 - a.1).to_radians());
    let h = (dlat / 2.0).sin().powi(2) + lat1.cos() * lat2.cos() * (dlon / 2.0).sin().powi(2);
    2.0 * 6371.0 * h.sqrt().min(1.0).asin()
}
