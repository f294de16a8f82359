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

/// Inhabitants of a town that a part of a name may mean wherever it is: "Moscow State University".
const GREAT: u32 = 300_000;

/// Drops what a part of a name leads to, or the name of a site without its noun, where nothing else in the text is in that
/// country: "Bani Suhaila" is not in the land of Baní, "Damon prison" not in that of Damon. Better no place than a wrong one.
pub(super) fn drop_strays(atlas: &Atlas, toponyms: &[Toponym], ranked: &mut [Vec<Scored>]) {
    let is_site = |i: usize| toponyms[i].is_site || toponyms[i].kinds.contains(&Kind::Facility);
    let is_part = |i: usize, s: &Scored| {
        let of_site = is_site(i) && atlas.entry(s.candidate.place).kind != Kind::Facility;
        s.candidate.partial || of_site && (s.candidate.shortened || !toponyms[i].is_site)
    };
    let countries: Vec<(&str, u8)> = (0..toponyms.len())
        .filter_map(|i| {
            let best = best(&ranked[i]).filter(|s| !is_part(i, s))?;
            Some((toponyms[i].name.as_str(), atlas.entry(best.candidate.place).country?))
        })
        .collect();
    for i in 0..toponyms.len() {
        let Some(best) = best(&ranked[i]).filter(|s| is_part(i, s)) else { continue };
        let entry = atlas.entry(best.candidate.place);
        let is_small = matches!(entry.kind, Kind::City | Kind::Admin2) && entry.population < GREAT
            || entry.kind == Kind::Admin1 && best.candidate.partial && !best.candidate.hit.canonical;
        let is_there =
            countries.iter().any(|&(name, c)| Some(c) == entry.country && name != toponyms[i].name);
        if is_small && !is_there {
            ranked[i].clear();
        }
    }
}

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
        let candidate = Candidate { place, hit, shortened: true, partial: false };
        ranked[i] = vec![Scored { candidate, vector: [0.0; FEATURES], probability: 1.0 }];
    }
}
