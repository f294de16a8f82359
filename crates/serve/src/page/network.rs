//! Who did what to whom, who accuses whom, who quotes whom: the busiest few as a drawing, and all of those as a table.

use std::collections::BTreeMap;

use maud::{Markup, html};

use super::ledger::{counts, facets};
use super::{Frame, page, sign};
use crate::ask::{Ask, escape};
use crate::desk::Work;
use crate::index::Index;
use crate::layout::{Node, settle};
use crate::problem::Problem;

/// Most nodes of a drawing: never a hairball.
const NODES: usize = 36;
/// Most rows of the table.
const ROWS: usize = 120;
/// Parameters of this page.
pub const PARAMETERS: [&str; 1] = ["mode"];
/// What an edge may stand for.
const MODES: [(&str, &str); 3] =
    [("did", "who did what to whom"), ("accuses", "who accuses whom"), ("quotes", "who quotes whom")];

/// An edge with the number of claims that it stands for, and of those that are denied.
pub struct Edge {
    /// From, to: numbers of persons; publishers have numbers beyond them.
    pub ends: (u32, u32),
    /// Claims.
    pub count: usize,
    /// Claims with the status `denied`.
    pub denied: usize,
}

/// The edges among some claims, the heaviest first, and the names of publishers.
pub fn edges(index: &Index, chosen: &[u32], mode: &str) -> Vec<Edge> {
    let people = index.people().len() as u32;
    let mut all: BTreeMap<(u32, u32), (usize, usize)> = BTreeMap::new();
    for &at in chosen {
        let line = &index.lines[at as usize];
        let denied = usize::from(index.word(line.status) == "denied");
        let mut add = |a: u32, b: u32| {
            if a != b {
                let edge = all.entry((a, b)).or_default();
                edge.0 += 1;
                edge.1 += denied;
            }
        };
        if mode == "quotes" {
            let chain = index.list(line.says);
            if let Some(&first) = chain.first()
                && line.publisher != 0
            {
                add(people + line.publisher, first);
            }
            chain.windows(2).for_each(|hop| add(hop[0], hop[1]));
        } else if (mode == "accuses") == (index.word(line.kind) == "ACCUSE") {
            for &actor in index.list(line.actors) {
                index.list(line.targets).iter().for_each(|&target| add(actor, target));
            }
        }
    }
    let mut all: Vec<Edge> =
        all.into_iter().map(|(ends, (count, denied))| Edge { ends, count, denied }).collect();
    all.sort_by(|a, b| b.count.cmp(&a.count).then(a.ends.cmp(&b.ends)));
    all
}

fn name(index: &Index, number: u32) -> &str {
    let people = index.people().len() as u32;
    if number < people { &index.person(number).name } else { index.word(number - people) }
}

fn address(index: &Index, number: u32) -> String {
    let people = index.people().len() as u32;
    match number < people {
        true => format!("/actors/{}", escape(&index.person(number).key)),
        false => format!("/claims?publisher={}", escape(index.word(number - people))),
    }
}

fn claims(index: &Index, mode: &str, ends: (u32, u32), ask: &Ask) -> String {
    let people = index.people().len() as u32;
    let value = |number: u32| {
        let person = index.person(number);
        let key: &str = if person.key.starts_with("text:") { &person.name } else { &person.key };
        escape(&key.replace(',', " "))
    };
    let query = ask.bare().query();
    let sign = if query.is_empty() { "?" } else { "&" };
    let tests = match mode {
        "quotes" if ends.0 >= people => {
            format!("publisher={}&source={}", escape(index.word(ends.0 - people)), value(ends.1))
        }
        "quotes" => format!("source={}&speaker={}", value(ends.0), value(ends.1)),
        "accuses" => format!("type=ACCUSE&actor={}&target={}", value(ends.0), value(ends.1)),
        _ => format!("actor={}&target={}", value(ends.0), value(ends.1)),
    };
    format!("/claims{query}{sign}{tests}")
}

/// The page.
pub fn network(work: &mut Work, ask: &Ask) -> Result<Markup, Problem> {
    let mode = ask.get("mode").unwrap_or("did").to_owned();
    if !MODES.iter().any(|m| m.0 == mode) {
        return Err(Problem::bad(format!("`{mode}` is no mode")).hint("one of did, accuses, quotes"));
    }
    let index = work.index_for(ask)?;
    let chosen = work.chosen(&index, &ask.bare())?;
    let incidents = work.known_incidents();
    let all = edges(&index, &chosen, &mode);
    let body = html! {
        h1 { "Network: " (MODES.iter().find(|m| m.0 == mode).map_or("", |m| m.1)) }
        div.split {
            aside.facets aria-label="Facets" { (facets("/network", &index, &chosen, ask)) }
            section {
                p.choice { @for (name, words) in MODES { a.chip href={ "/network" (ask.with("mode", name).query()) } aria-current=[(name == mode).then_some("true")] { (words) } " " } }
                @if all.is_empty() { div.empty { p { "No claim names two sides." } } } @else {
                    (drawing(&index, &all))
                    h2 { "The same as a table" }
                    p.muted { "An edge stands for claims, not for events that are known to have happened. " @if all.len() > ROWS { "The heaviest " (ROWS) " of " (sign::count(all.len())) "." } }
                    table.list.small {
                        thead { tr { th scope="col" { "From" } th scope="col" { "To" } th.number scope="col" { "Claims" } th.number scope="col" { "Denied" } } }
                        tbody { @for edge in all.iter().take(ROWS) { tr data-id=(edge.ends.0) {
                            td { a href=(address(&index, edge.ends.0)) { (name(&index, edge.ends.0)) } } td { a href=(address(&index, edge.ends.1)) { (name(&index, edge.ends.1)) } }
                            td.number { a.open href=(claims(&index, &mode, edge.ends, ask)) { (edge.count) } } td.number { @if edge.denied > 0 { (edge.denied) } }
                        } } }
                    }
                }
            }
        }
    };
    let counts = counts(&index, &chosen, incidents.as_deref());
    let frame = Frame { ask: Some(ask), counts, files: &["gexf"], ..Frame::new("Network", "/network") };
    Ok(page(&frame, &body))
}

fn drawing(index: &Index, all: &[Edge]) -> Markup {
    let mut weight: BTreeMap<u32, usize> = BTreeMap::new();
    for edge in all {
        *weight.entry(edge.ends.0).or_default() += edge.count;
        *weight.entry(edge.ends.1).or_default() += edge.count;
    }
    let mut heaviest: Vec<(u32, usize)> = weight.into_iter().collect();
    heaviest.sort_by(|a, b| b.1.cmp(&a.1).then(a.0.cmp(&b.0)));
    heaviest.truncate(NODES);
    let place = |number: u32| heaviest.iter().position(|n| n.0 == number);
    let drawn: Vec<(usize, usize, &Edge)> =
        all.iter().filter_map(|e| Some((place(e.ends.0)?, place(e.ends.1)?, e))).take(120).collect();
    let ends: Vec<(usize, usize, f64)> = drawn.iter().map(|d| (d.0, d.1, d.2.count as f64)).collect();
    let nodes = settle(heaviest.len(), &ends, (900.0, 560.0));
    let most = drawn.iter().map(|d| d.2.count).max().unwrap_or(1) as f64;
    let top = heaviest.first().map_or(1, |n| n.1) as f64;
    let f = |x: f64| format!("{x:.1}");
    let radius = |at: usize| 4.0 + 12.0 * (heaviest[at].1 as f64 / top).sqrt();
    html! {
        svg.net viewBox="0 0 900 560" role="group" aria-label="The busiest of the network; the table below says the same" {
            defs { marker id="tip" viewBox="0 0 8 8" refX="7" refY="4" markerWidth="7" markerHeight="7" orient="auto-start-reverse" markerUnits="userSpaceOnUse" { path d="M0 0.500L8 4L0 7.500z" {} } }
            @for (from, to, edge) in &drawn {
                @let (a, b) = (&nodes[*from], &nodes[*to]);
                path.edge.half[(edge.denied * 2 > edge.count)] data-n={ (from) " " (to) } d=(bow(a, b, radius(*to))) fill="none" marker-end="url(#tip)"
                    stroke-width=(f(0.8 + 4.0 * (edge.count as f64 / most).sqrt())) {
                    title { (name(index, edge.ends.0)) " → " (name(index, edge.ends.1)) ": " (sign::counted(edge.count, "claim")) @if edge.denied > 0 { ", " (edge.denied) " denied" } }
                }
            }
            @for (at, node) in nodes.iter().enumerate() {
                a href=(address(index, heaviest[at].0)) data-n=(at) tabindex="-1" aria-hidden="true" {
                    circle.node cx=(f(node.x)) cy=(f(node.y)) r=(f(radius(at))) { title { (name(index, heaviest[at].0)) ": " (sign::counted(heaviest[at].1, "claim")) } }
                    text.node-name x=(f(node.x)) y=(f(node.y - radius(at) - 4.0)) text-anchor="middle" { (name(index, heaviest[at].0).chars().take(26).collect::<String>()) }
                }
            }
        }
    }
}

/// A bowed line that ends at the rim of its node, so that two edges of one pair lie apart.
fn bow(a: &Node, b: &Node, rim: f64) -> String {
    let (dx, dy) = (b.x - a.x, b.y - a.y);
    let long = dx.hypot(dy).max(1.0);
    let (mx, my) = ((a.x + b.x) / 2.0 - dy * 0.12, (a.y + b.y) / 2.0 + dx * 0.12);
    let (ex, ey) = (b.x - mx, b.y - my);
    let last = ex.hypot(ey).max(1.0);
    let keep = ((last - rim - 2.0) / last).max(0.0);
    let _ = long;
    format!("M{:.1} {:.1}Q{mx:.1} {my:.1} {:.1} {:.1}", a.x, a.y, mx + ex * keep, my + ey * keep)
}

/// The network as GEXF 1.3, for Gephi and its kin.
pub fn gexf(index: &Index, all: &[Edge]) -> String {
    let safe = |text: &str| {
        text.chars()
            .filter(|c| !c.is_control())
            .collect::<String>()
            .replace('&', "&amp;")
            .replace('<', "&lt;")
            .replace('"', "&quot;")
    };
    let mut ids: Vec<u32> = all.iter().flat_map(|e| [e.ends.0, e.ends.1]).collect();
    ids.sort_unstable();
    ids.dedup();
    let mut out = String::from(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<gexf xmlns=\"http://gexf.net/1.3\" version=\"1.3\">\n<graph defaultedgetype=\"directed\">\n\
         <attributes class=\"edge\"><attribute id=\"0\" title=\"denied\" type=\"integer\"/></attributes>\n<nodes>\n",
    );
    for id in ids {
        out.push_str(&format!("<node id=\"{id}\" label=\"{}\"/>\n", safe(name(index, id))));
    }
    out.push_str("</nodes>\n<edges>\n");
    for (at, edge) in all.iter().enumerate() {
        out.push_str(&format!(
            "<edge id=\"{at}\" source=\"{}\" target=\"{}\" weight=\"{}\"><attvalues><attvalue for=\"0\" value=\"{}\"/></attvalues></edge>\n",
            edge.ends.0, edge.ends.1, edge.count, edge.denied
        ));
    }
    out.push_str("</edges>\n</graph>\n</gexf>\n");
    out
}
