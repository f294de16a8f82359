//! Where? A town is a dot, a province an area, and a country no dot at its middle but a line of the list. The table says the same.

use std::collections::BTreeMap;

use maud::{Markup, PreEscaped, html};

use super::ledger::{counts, facets, joined};
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
        for _ in 0..spot.count.min(20) {
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
    let incidents = work.known_incidents();
    let (spots, countries, nowhere) = spots(&index, &chosen);
    let seen = view(ask, &spots)?;
    let link = |spot: &Spot| {
        let query = joined(&ask.bare().query(), "place", &index.word(spot.name).replace(',', " "));
        format!("/claims{query}")
    };
    let body = html! {
        h1 { "Map: " (sign::counted(spots.iter().map(|s| s.count).sum(), "claim")) " at " (sign::counted(spots.len(), "place")) }
        div.split {
            aside.facets aria-label="Facets" {
                @if !countries.is_empty() {
                    details.facet open { summary { h2 { "Only the country is given" } }
                        ul { @for (country, count) in countries.iter().take(10) { li { a href={ "/claims" (joined(&joined(&ask.bare().query(), "country", index.word(*country)), "q", "")) } {
                            span.value { (index.word(*country)) } span.count { (sign::count(*count)) } } } } }
                    }
                }
                p.muted { "No place is given by " (sign::counted(nowhere, "claim")) "." }
                (facets("/map", &index, &chosen, &ask.bare()))
            }
            section {
                (drawing(&index, &spots, seen, &link))
                p.muted { "A dot is a town or a building, a hatched ring a province or region; its size is the number of claims, its rim the status of most. Drag and scroll, or " kbd { "+" } " " kbd { "-" } " and arrows." }
                h2 { "The same as a table" }
                table.list.small {
                    thead { tr { th scope="col" { "Place" } th scope="col" { "Country" } th scope="col" { "Exactness" } th scope="col" { "Most are" } th.number scope="col" { "Claims" } } }
                    tbody { @for spot in spots.iter().take(ROWS) { tr data-id=(spot.name) {
                        td { a.open href=(link(spot)) { (index.word(spot.name)) } } td { (index.word(spot.country)) } td { (index.word(spot.precision)) }
                        td { (sign::status(index.word(spot.status()))) } td.number { (sign::count(spot.count)) }
                    } } }
                }
            }
        }
    };
    let counts = counts(&index, &chosen, incidents.as_deref());
    let frame = Frame { ask: Some(ask), counts, files: &["geojson"], ..Frame::new("Map", "/map") };
    Ok(page(&frame, &body))
}

fn drawing(index: &Index, spots: &[Spot], seen: [f32; 4], link: &dyn Fn(&Spot) -> String) -> Markup {
    let (land, borders) = COAST.split_once('\n').unwrap_or((COAST, ""));
    let most = spots.first().map_or(1, |s| s.count) as f32;
    // A drawing of a thousand units across, whatever part of the world it shows.
    let unit = seen[2] / 1000.0;
    html! {
        div.map-frame {
            svg.map id="map" viewBox={ (seen[0]) " " (seen[1]) " " (seen[2]) " " (seen[3]) } tabindex="0" role="group" preserveAspectRatio="xMidYMid slice"
                data-coast=(asset::address("coast-50m.txt")) aria-label="Map of the places of claims; the table below says the same" {
                defs { pattern id="hatch" width="6" height="6" patternUnits="userSpaceOnUse" patternTransform="rotate(45)" { path d="M0 0V6" class="hatch-line" {} } }
                g.coast transform="scale(.01)" { path.land d=(PreEscaped(land)) {} path.border d=(PreEscaped(borders.trim_end())) fill="none" {} }
                g.spots {
                    @for spot in spots.iter().take(DRAWN).collect::<Vec<_>>().into_iter().rev() {
                        @let area = matches!(index.word(spot.precision), "admin1" | "region" | "water");
                        @let radius = 4.0 + 15.0 * (spot.count as f32 / most).sqrt();
                        a.spot href=(link(spot)) tabindex="-1" aria-hidden="true" transform={ "translate(" (spot.point.1) " " (-spot.point.0) ") scale(" (unit) ")" } {
                            circle class={ "rim-" (sign::class(index.word(spot.status()))) (if area { " area" } else { "" }) } r=(if area { radius + 9.0 } else { radius }) {
                                title { (index.word(spot.name)) ": " (sign::counted(spot.count, "claim")) ", most " (index.word(spot.status())) }
                            }
                        }
                    }
                }
                g.names {
                    @for spot in spots.iter().take(14) {
                        text transform={ "translate(" (spot.point.1) " " (-spot.point.0) ") scale(" (unit) ")" } y=(-(8.0 + 15.0 * (spot.count as f32 / most).sqrt())) text-anchor="middle" { (index.word(spot.name)) }
                    }
                }
            }
            div.map-tools hidden { button type="button" data-do="in" { "+" span.hidden-label { " zoom in" } } button type="button" data-do="out" { "−" span.hidden-label { " zoom out" } } }
        }
    }
}
