//! Which of the places that bear a name is meant? A linear score over what is known of the place and the document.

use rustc_hash::FxHashMap;
use smol_str::SmolStr;

use super::atlas::{Atlas, distance_km};
use super::gazetteer::{Kind, PlaceIx};
use super::surface::{Candidate, Toponym};

macro_rules! features {
    ($($(#[$doc:meta])* $variant:ident = $text:literal,)*) => {
        /// What a score is made of.
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        #[repr(usize)]
        pub enum Feature { $($(#[$doc])* $variant,)* }

        impl Feature {
            /// All features with their names in the file of weights.
            pub const ALL: &'static [(Feature, &'static str)] = &[$((Feature::$variant, $text),)*];
        }
    };
}

features! {
    /// Logarithm of the inhabitants, from 0 to about 1.
    Population = "population",
    /// A country.
    Country = "country",
    /// A first-order division.
    Admin1 = "admin1",
    /// A smaller division.
    Admin2 = "admin2",
    /// A capital.
    Capital = "capital",
    /// A continent, region or landscape.
    Region = "region",
    /// Water.
    Water = "water",
    /// The name is its canonical one.
    Canonical = "canonical",
    /// The name stands in a hand-written table.
    Listed = "listed",
    /// Words were left out of the name.
    Shortened = "shortened",
    /// It lies in the place named right after it.
    Contained = "contained",
    /// Another place is named right after it.
    NotContained = "not-contained",
    /// Another mention of the name has such a place after it, and this lies in it.
    ContainedElsewhere = "contained-elsewhere",
    /// Another mention has such a place after it, and this does not lie in it.
    NotContainedElsewhere = "not-contained-elsewhere",
    /// Of the kind that a word beside the name asks for.
    KindAsked = "kind-asked",
    /// Of another kind.
    OtherKindAsked = "other-kind-asked",
    /// Share of the other names that are in the same country.
    SameCountry = "same-country",
    /// Share of the other names that are in the same first-order division.
    SameAdmin1 = "same-admin1",
    /// The division that it lies in is named.
    Admin1Named = "admin1-named",
    /// The country that it lies in is named.
    CountryNamed = "country-named",
    /// How near the nearest other place is.
    Nearest = "nearest",
    /// How near the other places are together.
    Near = "near",
    /// In the country of the publisher or of the place in its name.
    PublisherCountry = "publisher-country",
    /// Near the place in the publisher's name.
    PublisherNear = "publisher-near",
}

/// How many features there are.
pub const FEATURES: usize = Feature::ALL.len();
/// Values of all features of a candidate.
pub type Vector = [f64; FEATURES];

/// Features that a record names, and the least that they add to its score.
const MOST_EVIDENCE: usize = 4;
const LEAST_WORTH: f64 = 0.3;

/// The weights of the features.
#[derive(Clone, Debug, PartialEq)]
pub struct Weights(pub Vector);

impl Weights {
    /// Reads `name TAB weight` lines; `None` if one is unknown or missing.
    pub fn parse(tsv: &str) -> Option<Self> {
        let mut weights = [f64::NAN; FEATURES];
        for line in tsv.lines().filter(|l| !l.is_empty() && !l.starts_with('#')) {
            let (name, value) = line.split_once('\t')?;
            let &(feature, _) = Feature::ALL.iter().find(|(_, n)| *n == name)?;
            weights[feature as usize] = value.parse().ok()?;
        }
        weights.iter().all(|w| w.is_finite()).then_some(Self(weights))
    }

    fn score(&self, vector: &Vector) -> f64 {
        std::iter::zip(&self.0, vector).map(|(w, x)| w * x).sum()
    }
}

/// A candidate with its probability among the candidates of its name.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Scored {
    /// The candidate.
    pub candidate: Candidate,
    /// What it was scored on.
    pub vector: Vector,
    /// From 0 to 1 over the candidates.
    pub probability: f64,
}

/// The features that spoke for a candidate, against the next likeliest if there is one, the strongest first.
pub fn evidence(weights: &Weights, scored: &Scored, next: Option<&Scored>) -> Vec<SmolStr> {
    let by = |i: usize| scored.vector[i] - next.map_or(0.0, |n| n.vector[i]);
    let mut spoke: Vec<(f64, &'static str)> = Feature::ALL
        .iter()
        .map(|&(feature, name)| (weights.0[feature as usize] * by(feature as usize), name))
        .filter(|(worth, _)| *worth >= LEAST_WORTH)
        .collect();
    spoke.sort_by(|a, b| b.0.total_cmp(&a.0));
    spoke.truncate(MOST_EVIDENCE);
    spoke.into_iter().map(|(_, name)| SmolStr::new_static(name)).collect()
}

/// Where a name is followed by a place that holds it: "Paris, Texas".
#[derive(Clone, Debug, Default)]
pub struct Containers {
    /// For each toponym, the places named right after it.
    pub of: Vec<Vec<PlaceIx>>,
}

/// Places that the name of the publisher tells.
#[derive(Clone, Debug, Default)]
pub struct Publisher {
    /// Its likely places.
    pub places: Vec<PlaceIx>,
}

struct Name {
    best: Option<(PlaceIx, f64)>,
    countries: Vec<(u8, f64)>,
    admin1s: Vec<(PlaceIx, f64)>,
}

/// Scores all candidates of all toponyms of a document.
pub fn rank(
    atlas: &Atlas,
    weights: &Weights,
    toponyms: &[Toponym],
    containers: &Containers,
    publisher: &Publisher,
) -> Vec<Vec<Scored>> {
    let own: Vec<Vec<(Candidate, Vector)>> = (0..toponyms.len())
        .map(|i| {
            let candidates = toponyms[i].candidates.iter();
            candidates.map(|&c| (c, own_features(atlas, toponyms, containers, publisher, i, c))).collect()
        })
        .collect();
    let mut scored: Vec<Vec<Scored>> = own.iter().map(|c| softmax(weights, c.clone())).collect();
    // The places of the document settle each other; twice is enough.
    for _ in 0..2 {
        let names = names(atlas, toponyms, &scored);
        scored = (0..toponyms.len())
            .map(|i| {
                let with_context = own[i]
                    .iter()
                    .map(|&(c, vector)| (c, context_features(atlas, &names, &toponyms[i].name, c, vector)))
                    .collect();
                softmax(weights, with_context)
            })
            .collect();
    }
    scored
}

fn softmax(weights: &Weights, candidates: Vec<(Candidate, Vector)>) -> Vec<Scored> {
    let scores: Vec<f64> = candidates.iter().map(|(_, v)| weights.score(v)).collect();
    let most = scores.iter().copied().fold(f64::NEG_INFINITY, f64::max);
    let sum: f64 = scores.iter().map(|s| (s - most).exp()).sum();
    std::iter::zip(candidates, scores)
        .map(|((candidate, vector), s)| Scored { candidate, vector, probability: (s - most).exp() / sum })
        .collect()
}

fn own_features(
    atlas: &Atlas,
    toponyms: &[Toponym],
    containers: &Containers,
    publisher: &Publisher,
    at: usize,
    candidate: Candidate,
) -> Vector {
    let mut v = [0.0; FEATURES];
    let entry = atlas.entry(candidate.place);
    let mut put = |feature: Feature, value: f64| v[feature as usize] = value;
    put(Feature::Population, f64::from(entry.population + 1).log10() / 10.0);
    match entry.kind {
        Kind::Country => put(Feature::Country, 1.0),
        Kind::Admin1 => put(Feature::Admin1, 1.0),
        Kind::Admin2 => put(Feature::Admin2, 1.0),
        Kind::Capital => put(Feature::Capital, 1.0),
        Kind::Continent | Kind::Region | Kind::Land | Kind::Facility => put(Feature::Region, 1.0),
        Kind::Water => put(Feature::Water, 1.0),
        Kind::City => {}
    }
    // A country's other names and adjectives are its own ("Canadian").
    let canonical = candidate.hit.canonical || entry.kind == Kind::Country;
    put(Feature::Canonical, f64::from(u8::from(canonical)));
    put(Feature::Listed, f64::from(u8::from(candidate.hit.listed)));
    put(Feature::Shortened, f64::from(u8::from(candidate.shortened)));
    let held =
        |outer: &[PlaceIx]| outer.iter().any(|&o| o != candidate.place && atlas.lies_in(candidate.place, o));
    let after = &containers.of[at];
    if after.is_empty() {
        let elsewhere: Vec<&Vec<PlaceIx>> = std::iter::zip(toponyms, &containers.of)
            .filter(|(t, c)| t.name == toponyms[at].name && !c.is_empty())
            .map(|(_, c)| c)
            .collect();
        if elsewhere.iter().any(|c| held(c)) {
            put(Feature::ContainedElsewhere, 1.0);
        } else if !elsewhere.is_empty() {
            put(Feature::NotContainedElsewhere, 1.0);
        }
    } else if held(after) {
        put(Feature::Contained, 1.0);
    } else {
        put(Feature::NotContained, 1.0);
    }
    let kinds = &toponyms[at].kinds;
    if !kinds.is_empty() {
        let asked = kinds.contains(&entry.kind) || entry.kind == Kind::Capital && kinds.contains(&Kind::City);
        put(if asked { Feature::KindAsked } else { Feature::OtherKindAsked }, 1.0);
    }
    let publishers = publisher.places.iter().map(|&p| atlas.entry(p));
    let (mut near, mut same) = (0.0f64, false);
    for place in publishers {
        same |= place.country.is_some() && place.country == entry.country;
        near = near.max((-distance_km(place.at, entry.at) / 100.0).exp());
    }
    put(Feature::PublisherCountry, f64::from(u8::from(same)));
    put(Feature::PublisherNear, near);
    v
}

fn names(atlas: &Atlas, toponyms: &[Toponym], scored: &[Vec<Scored>]) -> FxHashMap<SmolStr, Name> {
    let mut names: FxHashMap<SmolStr, Name> = FxHashMap::default();
    for (toponym, scored) in std::iter::zip(toponyms, scored) {
        let best = scored.iter().max_by(|a, b| a.probability.total_cmp(&b.probability));
        let Some(best) = best else { continue };
        let key = SmolStr::new(&toponym.name);
        if names.get(&key).and_then(|n| n.best).is_some_and(|(_, p)| p >= best.probability) {
            continue;
        }
        let mut name =
            Name { best: Some((best.candidate.place, best.probability)), countries: vec![], admin1s: vec![] };
        for s in scored.iter().filter(|s| s.probability > 0.01) {
            let place = s.candidate.place;
            if let Some(country) = atlas.entry(place).country {
                add(&mut name.countries, country, s.probability);
            }
            if let Some(admin1) = atlas.admin1(place) {
                add(&mut name.admin1s, admin1, s.probability);
            }
        }
        names.insert(key, name);
    }
    names
}

fn add<K: PartialEq>(sums: &mut Vec<(K, f64)>, key: K, value: f64) {
    match sums.iter_mut().find(|(k, _)| *k == key) {
        Some((_, sum)) => *sum += value,
        None => sums.push((key, value)),
    }
}

fn context_features(
    atlas: &Atlas,
    names: &FxHashMap<SmolStr, Name>,
    own: &str,
    candidate: Candidate,
    mut v: Vector,
) -> Vector {
    let entry = atlas.entry(candidate.place);
    let admin1 = atlas.admin1(candidate.place);
    let (mut country_mass, mut admin1_mass, mut near, mut nearest, mut others) = (0.0, 0.0, 0.0, 0.0f64, 0.0);
    let (mut admin1_named, mut country_named) = (0.0f64, 0.0f64);
    // Sums of numbers must not depend on the order of a hash map.
    let mut sorted: Vec<(&SmolStr, &Name)> = names.iter().filter(|(name, _)| *name != own).collect();
    sorted.sort_by_key(|(name, _)| *name);
    for (_, name) in sorted {
        let Some((best, probability)) = name.best else { continue };
        others += 1.0;
        let of = |c: Option<u8>| name.countries.iter().find(|(k, _)| Some(*k) == c).map_or(0.0, |(_, p)| *p);
        if entry.country.is_some() {
            country_mass += of(entry.country);
        }
        if let Some(admin1) = admin1 {
            admin1_mass += name.admin1s.iter().find(|(k, _)| *k == admin1).map_or(0.0, |(_, p)| *p);
            if best == admin1 && candidate.place != admin1 {
                admin1_named = admin1_named.max(probability);
            }
        }
        if entry.country.map(PlaceIx::from) == Some(best) && best != candidate.place {
            country_named = country_named.max(probability);
        }
        let other = atlas.entry(best);
        // Countries and regions are points only on paper.
        if matches!(other.kind, Kind::City | Kind::Capital | Kind::Admin2 | Kind::Facility)
            && best != candidate.place
        {
            let nearness = probability * (-distance_km(entry.at, other.at) / 100.0).exp();
            near += nearness;
            nearest = nearest.max(nearness);
        }
    }
    if others > 0.0 {
        v[Feature::SameCountry as usize] = country_mass / others;
        v[Feature::SameAdmin1 as usize] = admin1_mass / others;
        v[Feature::Near as usize] = near / others;
    }
    v[Feature::Nearest as usize] = nearest;
    v[Feature::Admin1Named as usize] = admin1_named;
    v[Feature::CountryNamed as usize] = country_named;
    v
}
