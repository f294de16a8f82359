//! Who did what to whom, who accuses whom, who quotes whom: the busiest few as a drawing, and all of those as a table.

use std::collections::BTreeMap;
use std::sync::Arc;

use maud::{Markup, PreEscaped, html};

use super::narrow::narrow;
use super::{Frame, page, sign};
use crate::ask::{Ask, escape};
use crate::desk::Work;
use crate::index::Index;
use crate::layout::{Node, labels, settle};
use crate::problem::Problem;

/// Most nodes of a drawing: never a hairball.
const NODES: usize = 36;
/// Most rows of the table.
const ROWS: usize = 120;
/// Parameters of this page.
pub const PARAMETERS: [&str; 1] = ["mode"];
/// What an edge may stand for.
pub const MODES: [(&str, &str); 3] =
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

/// What an edge stands for, by its name.
pub fn mode(name: &str) -> Result<&'static str, Problem> {
    let found = MODES.iter().find(|m| m.0 == name).map(|m| m.0);
    found.ok_or_else(|| Problem::bad(format!("`{name}` is no mode")).hint("one of did, accuses, quotes"))
}

/// Who is joined to whom.
pub struct Graph {
    index: Arc<Index>,
    /// What an edge stands for.
    pub mode: &'static str,
    /// Edges, the heaviest first.
    pub edges: Vec<Edge>,
}

impl Graph {
    /// The edges among the claims that were asked for.
    pub fn of(work: &mut Work, ask: &Ask, mode: &'static str) -> Result<Self, Problem> {
        let index = work.index_for(ask)?;
        let chosen = work.chosen(&index, &ask.bare())?;
        let edges = edges(&index, &chosen, mode);
        Ok(Self { index, mode, edges })
    }

    /// Publishers have numbers beyond those of persons.
    fn is_person(&self, number: u32) -> bool {
        number < self.index.people().len() as u32
    }

    /// What a node is called.
    pub fn name(&self, number: u32) -> &str {
        let people = self.index.people().len() as u32;
        if self.is_person(number) {
            &self.index.person(number).name
        } else {
            self.index.word(number - people)
        }
    }

    fn address(&self, number: u32) -> String {
        match self.is_person(number) {
            true => format!("/actors/{}", escape(&self.index.person(number).key)),
            false => format!("/claims?publisher={}", escape(self.name(number))),
        }
    }

    /// The claims that an edge stands for.
    fn claims(&self, ends: (u32, u32), ask: &Ask) -> String {
        let value = |number: u32| {
            let person = self.index.person(number);
            let key: &str = if person.key.starts_with("text:") { &person.name } else { &person.key };
            escape(&key.replace(',', " "))
        };
        let query = ask.bare().query();
        let sign = if query.is_empty() { "?" } else { "&" };
        let tests = match self.mode {
            "quotes" if !self.is_person(ends.0) => {
                format!("publisher={}&source={}", escape(self.name(ends.0)), value(ends.1))
            }
            "quotes" => format!("source={}&speaker={}", value(ends.0), value(ends.1)),
            "accuses" => format!("type=ACCUSE&actor={}&target={}", value(ends.0), value(ends.1)),
            _ => format!("actor={}&target={}", value(ends.0), value(ends.1)),
        };
        format!("/claims{query}{sign}{tests}")
    }
}

/// The edges among some claims, the heaviest first.
fn edges(index: &Index, chosen: &[u32], mode: &str) -> Vec<Edge> {
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

/// The page.
pub fn network(work: &mut Work, ask: &Ask) -> Result<Markup, Problem> {
    let mode = mode(ask.get("mode").unwrap_or(MODES[0].0))?;
    let graph = Graph::of(work, ask, mode)?;
    let chosen = work.chosen(&graph.index, &ask.bare())?;
    let narrow = narrow(work, "/network", &graph.index, &chosen, ask, html! {})?;
    let all = &graph.edges;
    let body = html! {
        h1 { "Network: " (MODES.iter().find(|m| m.0 == mode).map_or("", |m| m.1)) }
        div.split {
            (narrow.facets)
            section {
                p.choice { @for (name, words) in MODES { a.chip href={ "/network" (ask.with("mode", name).query()) } aria-current=[(name == mode).then_some("true")] { (words) } " " } }
                @if all.is_empty() { div.empty { p { "No claim names two sides." } } } @else {
                    div.scroll tabindex="0" role="region" aria-label="Drawing of the network" { (drawing(&graph, ask, None)) }
                    p.muted { "A line stands for claims, not for events that are known to have happened; a dashed red one for claims most of which are denied. A name opens its page, a line its claims." }
                    h2 { "The same as a table" }
                    @if all.len() > ROWS { p.muted { "The heaviest " (ROWS) " of " (sign::count(all.len())) "." } }
                    table.list.small {
                        thead { tr { th scope="col" { "From" } th scope="col" { "To" } th.number scope="col" { "Claims" } th.number scope="col" { "Denied" } } }
                        tbody { @for edge in all.iter().take(ROWS) { tr data-id=(edge.ends.0) {
                            td { a href=(graph.address(edge.ends.0)) { (graph.name(edge.ends.0)) } } td { a href=(graph.address(edge.ends.1)) { (graph.name(edge.ends.1)) } }
                            td.number { a.open href=(graph.claims(edge.ends, ask)) { (edge.count) } } td.number { @if edge.denied > 0 { (edge.denied) } }
                        } } }
                    }
                }
            }
        }
    };
    let files = &["csv", "json", "gexf", "svg"];
    let frame = Frame { ask: Some(ask), counts: narrow.counts, files, ..Frame::new("Network", "/network") };
    Ok(page(&frame, &body))
}

/// How wide and tall it is drawn.
const FRAME: (f64, f64) = (960.0, 600.0);
/// Letters of a name that are drawn.
const LETTERS: usize = 24;

fn drawing(graph: &Graph, ask: &Ask, style: Option<&str>) -> Markup {
    let mut weight: BTreeMap<u32, usize> = BTreeMap::new();
    for edge in &graph.edges {
        *weight.entry(edge.ends.0).or_default() += edge.count;
        *weight.entry(edge.ends.1).or_default() += edge.count;
    }
    let mut heaviest: Vec<(u32, usize)> = weight.into_iter().collect();
    heaviest.sort_by(|a, b| b.1.cmp(&a.1).then(a.0.cmp(&b.0)));
    heaviest.truncate(NODES);
    let place = |number: u32| heaviest.iter().position(|n| n.0 == number);
    let drawn: Vec<(usize, usize, &Edge)> =
        graph.edges.iter().filter_map(|e| Some((place(e.ends.0)?, place(e.ends.1)?, e))).take(120).collect();
    let ends: Vec<(usize, usize, f64)> = drawn.iter().map(|d| (d.0, d.1, d.2.count as f64)).collect();
    let nodes = settle(heaviest.len(), &ends, FRAME);
    let most = drawn.iter().map(|d| d.2.count).max().unwrap_or(1) as f64;
    let top = heaviest.first().map_or(1, |n| n.1) as f64;
    let f = |x: f64| format!("{x:.1}");
    let radii: Vec<f64> = heaviest.iter().map(|n| 4.0 + 12.0 * (n.1 as f64 / top).sqrt()).collect();
    let names: Vec<String> = heaviest.iter().map(|n| short(graph.name(n.0))).collect();
    let labels = labels(&nodes, &radii, &names, FRAME);
    html! {
        svg.net xmlns="http://www.w3.org/2000/svg" viewBox={ "0 0 " (FRAME.0) " " (FRAME.1) } role="group" aria-label="The busiest of the network; the table below says the same" {
            @if let Some(style) = style { style { (PreEscaped(style)) } }
            defs { marker id="tip" viewBox="0 0 8 8" refX="7" refY="4" markerWidth="7" markerHeight="7" orient="auto-start-reverse" markerUnits="userSpaceOnUse" { path d="M0 0.500L8 4L0 7.500z" {} } }
            @for (from, to, edge) in &drawn {
                a href=(graph.claims(edge.ends, ask)) tabindex="-1" aria-hidden="true" {
                    path.edge.half[(edge.denied * 2 > edge.count)] data-n={ (from) " " (to) } d=(bow(&nodes[*from], &nodes[*to], radii[*to])) fill="none" marker-end="url(#tip)"
                        stroke-width=(f(0.8 + 4.0 * (edge.count as f64 / most).sqrt())) {
                        title { (graph.name(edge.ends.0)) " → " (graph.name(edge.ends.1)) ": " (sign::counted(edge.count, "claim")) @if edge.denied > 0 { ", " (edge.denied) " denied" } }
                    }
                }
            }
            @for (at, node) in nodes.iter().enumerate() {
                a href=(graph.address(heaviest[at].0)) data-n=(at) tabindex="-1" aria-hidden="true" {
                    circle.node cx=(f(node.x)) cy=(f(node.y)) r=(f(radii[at])) { title { (graph.name(heaviest[at].0)) ": " (sign::counted(heaviest[at].1, "claim")) } }
                    text.node-name x=(f(labels[at].x)) y=(f(labels[at].y)) text-anchor="middle" { (names[at]) }
                }
            }
        }
    }
}

fn short(name: &str) -> String {
    match name.chars().count() > LETTERS {
        true => name.chars().take(LETTERS - 1).chain(['…']).collect(),
        false => name.to_owned(),
    }
}

/// The drawing as a file that needs nothing else.
pub fn alone(graph: &Graph, ask: &Ask) -> String {
    const STYLE: &str = "svg{background:#fff;font:12px sans-serif}.edge{stroke:#b9b3a5;opacity:.75}.half{stroke:#a11d33;stroke-dasharray:5 3}\
        marker path{fill:#b9b3a5}.node{fill:#17616a;stroke:#fff;stroke-width:1.5}.node-name{fill:#1c1f24;paint-order:stroke;stroke:#fff;stroke-width:3px}";
    // Links lead into a server that the reader of a file may not have.
    let text = drawing(graph, ask, Some(STYLE)).into_string();
    let mut out = String::with_capacity(text.len());
    for (at, part) in text.split("<a href=\"").enumerate() {
        if at == 0 {
            out.push_str(part);
        } else {
            out.push_str("<g");
            out.push_str(part.split_once('"').map_or("", |p| p.1));
        }
    }
    out.replace("</a>", "</g>")
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
pub fn gexf(graph: &Graph) -> String {
    let all = &graph.edges;
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
        out.push_str(&format!("<node id=\"{id}\" label=\"{}\"/>\n", safe(graph.name(id))));
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
