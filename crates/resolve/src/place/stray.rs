//! Which names lead far from everything else in the text? A part of a name, a spelling that another town has.

use super::atlas::Atlas;
use super::best;
use super::gazetteer::Kind;
use super::rank::Scored;
use super::surface::{Candidate, Toponym};

/// Inhabitants of a town that a name may mean wherever it is: "Moscow State University".
const GREAT: u32 = 300_000;

/// True if a site's name, or a part of a name, led to the place.
fn is_part(atlas: &Atlas, toponym: &Toponym, s: &Scored) -> bool {
    let is_site = toponym.is_site || toponym.kinds.contains(&Kind::Facility);
    let of_site = is_site && atlas.entry(s.candidate.place).kind != Kind::Facility;
    s.candidate.partial || of_site && (s.candidate.shortened || !toponym.is_site)
}

/// The countries that names lead to as a whole, with the names.
fn countries<'t>(atlas: &Atlas, toponyms: &'t [Toponym], ranked: &[Vec<Scored>]) -> Vec<(&'t str, u8)> {
    let of = |(toponym, scored): (&'t Toponym, &Vec<Scored>)| {
        let best = best(scored).filter(|s| !is_part(atlas, toponym, s))?;
        Some((toponym.name.as_str(), atlas.entry(best.candidate.place).country?))
    };
    std::iter::zip(toponyms, ranked).filter_map(of).collect()
}

/// Looks names that lead nowhere, or to some small place of a country that nothing else in the text is in, up by how they
/// sound, in the countries that the text names. True if one was found.
pub(super) fn respell(atlas: &Atlas, toponyms: &mut [Toponym], ranked: &[Vec<Scored>]) -> bool {
    let named: Vec<(String, u8)> =
        countries(atlas, toponyms, ranked).into_iter().map(|(name, c)| (name.to_owned(), c)).collect();
    let mut changed = false;
    for (toponym, scored) in std::iter::zip(toponyms, ranked) {
        let others: Vec<u8> = named.iter().filter(|(name, _)| *name != toponym.name).map(|n| n.1).collect();
        if best(scored).is_some_and(|s| !is_far(atlas, s, &others)) {
            continue;
        }
        let found = atlas.find_respelt(&toponym.name, &others);
        if !found.is_empty() {
            let candidate = |hit: super::atlas::Hit| Candidate {
                place: hit.place,
                hit,
                shortened: false,
                partial: false,
            };
            toponym.candidates = found.into_iter().map(candidate).collect();
            changed = true;
        }
    }
    changed
}

/// A small place in none of these countries.
fn is_far(atlas: &Atlas, s: &Scored, countries: &[u8]) -> bool {
    let entry = atlas.entry(s.candidate.place);
    let is_small = matches!(entry.kind, Kind::City | Kind::Admin2) && entry.population < GREAT;
    is_small && !s.candidate.hit.listed && entry.country.is_none_or(|c| !countries.contains(&c))
}

/// Drops what a part of a name leads to, or the name of a site without its noun, where nothing else in the text is in that
/// country: "Bani Suhaila" is not in the land of Baní, "Damon prison" not in that of Damon. So too a name that some small place
/// has beside its own, where other countries are named. Better no place than a wrong one.
pub(super) fn drop(atlas: &Atlas, toponyms: &[Toponym], ranked: &mut [Vec<Scored>]) {
    let named = countries(atlas, toponyms, ranked);
    for (toponym, scored) in std::iter::zip(toponyms, ranked.iter_mut()) {
        let others: Vec<u8> = named.iter().filter(|(name, _)| *name != toponym.name).map(|n| n.1).collect();
        let Some(best) = best(scored) else { continue };
        let entry = atlas.entry(best.candidate.place);
        let is_own = best.candidate.hit.canonical;
        let is_far = if is_part(atlas, toponym, best) {
            let is_town = matches!(entry.kind, Kind::City | Kind::Capital | Kind::Admin2);
            let is_small = is_town && (entry.population < GREAT || !is_own)
                || entry.kind == Kind::Admin1 && best.candidate.partial && !is_own;
            is_small && entry.country.is_none_or(|c| !others.contains(&c))
        } else {
            !is_own && !others.is_empty() && is_far(atlas, best, &others)
        };
        if is_far {
            scored.clear();
        }
    }
}
