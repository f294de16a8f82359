//! Which town stands for a building or site that no gazetteer has? The one named beside it.

use super::atlas::Atlas;
use super::best;
use super::gazetteer::Kind;
use super::rank::{FEATURES, Scored};
use super::surface::{Candidate, Toponym};

/// Bytes within which a town after the name is its town: "Imam Ali Hospital in Mosul".
const AFTER: usize = 60;
/// Bytes within which a town before it is.
const BEFORE: usize = 300;

/// Gives sites without a candidate the town named right after or not far before them, in the same paragraph.
pub(super) fn fall_back(atlas: &Atlas, text: &str, toponyms: &[Toponym], ranked: &mut [Vec<Scored>]) {
    for i in 0..toponyms.len() {
        if !toponyms[i].is_site || !ranked[i].is_empty() {
            continue;
        }
        let site = toponyms[i].span;
        let town = |k: &usize| {
            let place = best(&ranked[*k])?.candidate.place;
            let is_town = matches!(atlas.entry(place).kind, Kind::City | Kind::Capital | Kind::Admin2);
            (is_town && !toponyms[*k].is_site).then_some(place)
        };
        let joined = |from: usize, to: usize, most: usize| {
            from <= to && to - from <= most && !text[from..to].contains('\n')
        };
        let after = (i + 1..toponyms.len())
            .take_while(|&k| joined(site.end(), toponyms[k].span.start(), AFTER))
            .find_map(|k| town(&k));
        let before = || {
            let near = (0..i).rev().take_while(|&k| joined(toponyms[k].span.end(), site.start(), BEFORE));
            near.into_iter().find_map(|k| town(&k))
        };
        let Some(place) = after.or_else(before) else { continue };
        let hit = super::atlas::Hit { place, canonical: false, listed: false };
        let candidate = Candidate { place, hit, shortened: true };
        ranked[i] = vec![Scored { candidate, vector: [0.0; FEATURES], probability: 1.0 }];
    }
}
