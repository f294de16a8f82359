//! Where? A town is a dot, a province an area, and a country no dot at its middle but a line of the list. The table says the same.

use std::collections::BTreeMap;

use maud::{Markup, PreEscaped, html};

use super::ledger::joined;
use super::narrow::narrow;
use super::{Frame, page, sign};
use crate::ask::Ask;
use crate::asset;
use crate::desk::Work;
use crate::index::{Index, Word};
use crate::problem::Problem;

/// Places that are drawn.
const DRAWN: usize = 600;
/// Rows of the table.
const ROWS: usize = 100;
/// Parameters of this page.
pub const PARAMETERS: [&str; 1] = ["view"];
/// Coasts and borders, for the first sight of them.
const COAST: &str = include_str!("../../../../data/world/coast/110m.txt");

/// Claims at one place.
struct Spot {
    name: Word,
    country: Word,
    precision: Word,
    point: (f32, f32),
    count: usize,
    statuses: BTreeMap<Word, usize>,
}

impl Spot {
    /// The status of most claims here.
    fn status(&self) -> Word {
        self.statuses.iter().max_by_key(|s| (s.1, std::cmp::Reverse(s.0))).map_or(0, |s| *s.0)
    }
}

/// Places with degrees, the busiest first; claims of whole countries; claims without a place.
fn spots(index: &Index, chosen: &[u32]) -> (Vec<Spot>, Vec<(Word, usize)>, usize) {
    let mut all: BTreeMap<(u32, u32, Word), Spot> = BTreeMap::new();
    let (mut countries, mut nowhere): (BTreeMap<Word, usize>, usize) = (BTreeMap::new(), 0);
    for &at in chosen {
        let line = &index.lines[at as usize];
        let (north, east) = line.point;
        if index.word(line.precision) == "country" {
            *countries.entry(line.country).or_default() += 1;
        } else if north.is_finite() && east.is_finite() {
            let spot = all.entry((north.to_bits(), east.to_bits(), line.place)).or_insert_with(|| Spot {
                name: line.place,
                country: line.country,
                precision: line.precision,
                point: line.point,
                count: 0,
                statuses: BTreeMap::new(),
            });
            spot.count += 1;
            *spot.statuses.entry(line.status).or_default() += 1;
        } else {
            nowhere += 1;
        }
    }
    let mut spots: Vec<Spot> = all.into_values().collect();
    spots.sort_by(|a, b| b.count.cmp(&a.count).then(a.name.cmp(&b.name)));
    let mut countries: Vec<(Word, usize)> = countries.into_iter().collect();
    countries.sort_by_key(|c| (std::cmp::Reverse(c.1), c.0));
    (spots, countries, nowhere)
}

/// The part of the world that is shown: west, north (downwards), width, height in degrees.
fn view(ask: &Ask, spots: &[Spot]) -> Result<[f32; 4], Problem> {
    if let Some(text) = ask.get("view") {
        let numbers: Vec<f32> =
            text.split(',').filter_map(|n| n.parse().ok()).filter(|n: &f32| n.is_finite()).collect();
        let [east, north, width] = numbers[..] else {
            return Err(Problem::bad(format!("`{text}` is no view"))
                .hint("degrees east, degrees north, degrees across: view=35,31,12"));
        };
        let width = width.clamp(0.5, 360.0);
        return Ok([east - width / 2.0, -north - width / 3.6, width, width / 1.8]);
    }
    // Nine tenths of the claims are in sight; a lone place far off does not shrink the rest.
    let mut ends = [Vec::new(), Vec::new()];
    for spot in spots {
        for _ in 0..spot.count.min(1000) {
            ends[0].push(spot.point.1);
            ends[1].push(-spot.point.0);
        }
    }
    let cut = |list: &mut Vec<f32>| {
        list.sort_by(f32::total_cmp);
        let at = |share: usize| list.get(list.len() * share / 100).or(list.last()).copied().unwrap_or(0.0);
        if list.is_empty() { (-170.0, 170.0) } else { (at(6), at(94)) }
    };
    let ((west, east), (top, bottom)) = (cut(&mut ends[0]), cut(&mut ends[1]));
    let width = ((east - west) * 1.25).max((bottom - top) * 1.25 * 1.8).clamp(14.0, 360.0);
    let (x, y) = ((west + east) / 2.0 - width / 2.0, (top + bottom) / 2.0 - width / 3.6);
    Ok([
        x.clamp(-180.0, 180.0 - width.min(360.0)),
        y.clamp(-90.0, 90.0_f32.max(width / 1.8 - 90.0) - width / 1.8),
        width,
        width / 1.8,
    ])
}

/// The page.
pub fn map(work: &mut Work, ask: &Ask) -> Result<Markup, Problem> {
    let index = work.index_for(ask)?;
    let chosen = work.chosen(&index, &ask.bare())?;
    let (spots, countries, nowhere) = spots(&index, &chosen);
    let seen = view(ask, &spots)?;
    let link = |spot: &Spot| {
        let query = joined(&ask.bare().query(), "place", &index.word(spot.name).replace(',', " "));
        format!("/claims{query}")
    };
    let bare = ask.bare();
    let elsewhere = |precision: &str| {
        format!("/claims{}", bare.widened("precision").toggle("precision", precision).query())
    };
    let unmapped = html! {
        p.choice {
            "Not on the map: "
            a href=(elsewhere("country")) { (sign::count(countries.iter().map(|c| c.1).sum())) " with only a country" } " · "
            a href=(elsewhere("none")) { (sign::count(nowhere)) " without a place" }
        }
        @if !countries.is_empty() {
            p.choice { "Only a country: " @for (country, count) in countries.iter().take(12) {
                @let name = index.word(*country);
                a.chip href={ "/claims" (bare.widened("precision").toggle("precision", "country").toggle("country", name).query()) } { (index.country(name).unwrap_or(name)) " " (sign::count(*count)) } " "
            } }
        }
    };
    let narrow = narrow(work, "/map", &index, &chosen, &bare, html! {})?;
    let body = html! {
        h1 { "Map: " (sign::counted(spots.iter().map(|s| s.count).sum(), "claim")) " at " (sign::counted(spots.len(), "place")) }
        div.split {
            (narrow.facets)
            section {
                (drawing(&index, &spots, seen, &link))
                (unmapped)
                p.muted { "A dot is a town or a building, larger with more claims; a hatched area is a province, region or water of which the text says no more, with the number of claims. The rim is the status of most. Drag and scroll, or " kbd { "+" } " " kbd { "-" } " and arrows." }
                h2 { "The same as a table" }
                table.list.small {
                    thead { tr { th scope="col" { "Place" } th scope="col" { "Country" } th scope="col" { "Exactness" } th scope="col" { "Most are" } th.number scope="col" { "Claims" } } }
                    tbody { @for spot in spots.iter().take(ROWS) { tr data-id=(spot.name) {
                        td { a.open href=(link(spot)) { (index.word(spot.name)) } } td { (index.country(index.word(spot.country)).unwrap_or(index.word(spot.country))) } td { (sign::precision(index.word(spot.precision))) }
                        td { (sign::status(index.word(spot.status()))) } td.number { (sign::count(spot.count)) }
                    } } }
                }
            }
        }
    };
    let frame =
        Frame { ask: Some(ask), counts: narrow.counts, files: &["geojson"], ..Frame::new("Map", "/map") };
    Ok(page(&frame, &body))
}

/// Names that may be shown.
const NAMES: usize = 60;

/// How far a place that is no town reaches, in degrees of latitude. The text says no more than its name, so it is drawn as wide
/// as such places are at least.
fn around(precision: &str) -> Option<f32> {
    match precision {
        "admin1" => Some(0.35),
        "water" => Some(0.7),
        "region" => Some(1.5),
        _ => None,
    }
}

/// Half the width and height of a circle on the ground, on a map where a degree is as wide everywhere.
fn oval(degrees: f32, north: f32) -> (f32, f32) {
    (degrees / north.to_radians().cos().max(0.2), degrees)
}

fn radius(spot: &Spot, most: f32) -> f32 {
    4.0 + 15.0 * (spot.count as f32 / most).sqrt()
}

fn scaled(spot: &Spot, unit: f32) -> String {
    format!("translate({} {}) scale({unit})", spot.point.1, -spot.point.0)
}

/// Which names are shown: the busiest first, none over another.
fn apart(index: &Index, spots: &[Spot], seen: [f32; 4], most: f32) -> Vec<bool> {
    let unit = seen[2] / 1000.0;
    let mut taken: Vec<[f32; 4]> = Vec::new();
    let free = |spot: &Spot| {
        let half = (index.word(spot.name).chars().count() as f32 + 5.0) * 3.9;
        let (x, y) =
            ((spot.point.1 - seen[0]) / unit, (-spot.point.0 - seen[1]) / unit - 4.0 - radius(spot, most));
        let own = [x - half, y - 14.0, x + half, y + 3.0];
        let over = |o: &[f32; 4]| own[0] < o[2] && o[0] < own[2] && own[1] < o[3] && o[1] < own[3];
        let inside = own[0] >= 0.0 && own[2] <= 1000.0 && own[1] >= 0.0;
        let fits = inside && !taken.iter().any(over);
        if fits {
            taken.push(own);
        }
        fits
    };
    spots.iter().take(NAMES).map(free).collect()
}

fn drawing(index: &Index, spots: &[Spot], seen: [f32; 4], link: &dyn Fn(&Spot) -> String) -> Markup {
    let (land, borders) = COAST.split_once('\n').unwrap_or((COAST, ""));
    let most = spots.first().map_or(1, |s| s.count) as f32;
    // A drawing of a thousand units across, whatever part of the world it shows.
    let unit = seen[2] / 1000.0;
    let shown = apart(index, spots, seen, most);
    html! {
        div.map-frame {
            svg.map id="map" viewBox={ (seen[0]) " " (seen[1]) " " (seen[2]) " " (seen[3]) } tabindex="0" role="group" preserveAspectRatio="xMidYMid slice"
                data-coast=(asset::address("coast-50m.txt")) aria-label="Map of the places of claims; the table below says the same" {
                defs { pattern id="hatch" width="6" height="6" patternUnits="userSpaceOnUse" patternTransform={ "scale(" (unit) ") rotate(45)" } { path d="M0 0V6" class="hatch-line" {} } }
                g.coast transform="scale(.01)" { path.land d=(PreEscaped(land)) {} path.border d=(PreEscaped(borders.trim_end())) fill="none" {} }
                g.spots {
                    @for spot in spots.iter().take(DRAWN).collect::<Vec<_>>().into_iter().rev() {
                        @let rim = sign::class(index.word(spot.status()));
                        @let title = format!("{}: {}, most {}", index.word(spot.name), sign::counted(spot.count, "claim"), index.word(spot.status()));
                        @match around(index.word(spot.precision)) {
                            Some(degrees) => {
                                @let (rx, ry) = oval(degrees, spot.point.0);
                                a.spot href=(link(spot)) tabindex="-1" aria-hidden="true" {
                                    ellipse class={ "area rim-" (rim) (if rx > seen[2] / 5.0 { " wide" } else { "" }) } cx=(spot.point.1) cy=(-spot.point.0) rx=(rx.max(7.0 * unit)) ry=(ry.max(7.0 * unit)) data-rx=(rx) data-ry=(ry) { title { (title) } }
                                }
                            }
                            None => {
                                a.spot href=(link(spot)) tabindex="-1" aria-hidden="true" transform=(scaled(spot, unit)) {
                                    circle class={ "rim-" (rim) } r=(radius(spot, most)) { title { (title) } }
                                }
                            }
                        }
                    }
                }
                g.names {
                    @for (at, spot) in spots.iter().take(NAMES).enumerate() {
                        text.off[!shown[at]] transform=(scaled(spot, unit)) y=(-(4.0 + radius(spot, most))) text-anchor="middle" {
                            (index.word(spot.name)) @if around(index.word(spot.precision)).is_some() { " " (sign::count(spot.count)) }
                        }
                    }
                }
            }
            div.map-tools hidden { button type="button" data-do="in" { "+" span.hidden-label { " zoom in" } } button type="button" data-do="out" { "−" span.hidden-label { " zoom out" } } }
        }
    }
}
