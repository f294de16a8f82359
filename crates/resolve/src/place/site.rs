//! Which town stands for a building, site or quarter that no gazetteer has? The one named beside it.

use sayso_model::Span;

use super::atlas::Atlas;
use super::best;
use super::gazetteer::Kind;
use super::rank::{FEATURES, Scored};
use super::surface::{Candidate, Toponym};

/// Bytes within which a town after the name is its town: "Imam Ali Hospital in Mosul".
const AFTER: usize = 60;
/// Bytes within which a town before it is.
const BEFORE: usize = 300;

/// Gives sites without a candidate the town named right after or not far before them, in the same paragraph, and any name the
/// town that it is said to be in ("Hay al-Amal, Khan Younis"). Both are sites then.
pub(super) fn fall_back(atlas: &Atlas, text: &str, toponyms: &mut [Toponym], ranked: &mut [Vec<Scored>]) {
    for i in 0..toponyms.len() {
        if !ranked[i].is_empty() {
            continue;
        }
        let site = toponyms[i].span;
        let town = |k: &usize| {
            let place = best(&ranked[*k])?.candidate.place;
            let is_town = matches!(atlas.entry(place).kind, Kind::City | Kind::Capital | Kind::Admin2);
            (is_town && !toponyms[*k].is_site).then_some(place)
        };
        let place = if toponyms[i].is_site {
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
            after.or_else(before)
        } else {
            let next = toponyms.get(i + 1).map(|t| t.span.start()).filter(|&at| site.end() < at);
            let is_inside = |&at: &usize| {
                is_said_inside(&text[site.end()..at]) && !is_listed(text, site, toponyms[i + 1].span)
            };
            next.filter(is_inside).and_then(|_| town(&(i + 1)))
        };
        let Some(place) = place else { continue };
        let hit = super::atlas::Hit { place, canonical: false, listed: false };
        let candidate = Candidate { place, hit, shortened: true, partial: false };
        ranked[i] = vec![Scored { candidate, vector: [0.0; FEATURES], probability: 1.0 }];
        toponyms[i].is_site = true;
    }
}

/// True if the words between two names say that the first lies in the second: ", ", " in ", " in the northern city of ".
fn is_said_inside(between: &str) -> bool {
    let Some(rest) = between.strip_prefix(" in ") else { return between == ", " };
    let words: Vec<&str> = rest.split_whitespace().collect();
    let is_small = |w: &&str| w.chars().all(|c| c.is_lowercase() || c == '-');
    words.is_empty() || words.len() <= 4 && words.iter().all(is_small) && words.last() == Some(&"of")
}

/// True if two names stand in a list: "flights from Gatwick, Edinburgh and Glasgow".
fn is_listed(text: &str, first: Span, second: Span) -> bool {
    let before = text[..first.start()].trim_end();
    let after = text[second.end()..].trim_start();
    let joins = [",", "and ", "or ", "to ", "&"];
    before.ends_with(',') || before.ends_with(" and") || joins.iter().any(|j| after.starts_with(j))
}

#[cfg(test)]
mod tests {
    #[test]
    fn what_says_that_a_name_lies_in_another() {
        for inside in [", ", " in ", " in the city of ", " in the north-eastern city of "] {
            assert!(super::is_said_inside(inside), "{inside:?}");
        }
        for beside in [" and ", ",", " in talks with ", " in the week after he left the city of ", ". In "] {
            assert!(!super::is_said_inside(beside), "{beside:?}");
        }
    }
}
