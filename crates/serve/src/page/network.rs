//! Who did what to whom, who accuses whom, who quotes whom: the busiest few as a drawing, and all of those as a table.

use std::collections::BTreeMap;
use std::sync::Arc;

use maud::{Markup, PreEscaped, html};
use sayso_tables::network::{Network, Node as Somebody, Sides, Tie, Ties, gexf, graphml};

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
pub fn mode(name: &str) -> Result<Network, Problem> {
    let found = Network::ALL.into_iter().find(|n| n.as_str() == name);
    found.ok_or_else(|| Problem::bad(format!("`{name}` is no mode")).hint("one of did, accuses, quotes"))
}

/// Who is joined to whom.
pub struct Graph {
    index: Arc<Index>,
    /// What an edge stands for.
    pub mode: Network,
    /// Edges, the heaviest first.
    pub edges: Vec<Edge>,
    ties: Ties<u32>,
}

impl Graph {
    /// The edges among the claims that were asked for.
    pub fn of(work: &mut Work, ask: &Ask, mode: Network) -> Result<Self, Problem> {
        let index = work.index_for(ask)?;
        let chosen = work.chosen(&index, &ask.bare())?;
        let ties = ties(&index, &chosen, mode);
        let edge = |(&ends, tie): (&(u32, u32), &Tie)| Edge { ends, count: tie.claims, denied: tie.denied };
        let mut edges: Vec<Edge> = ties.iter().map(edge).collect();
        edges.sort_by(|a, b| b.count.cmp(&a.count).then(a.ends.cmp(&b.ends)));
        Ok(Self { index, mode, edges, ties })
    }

    /// The network as GEXF, for Gephi and its kin.
    pub fn gexf(&self) -> String {
        gexf(self.mode, &self.ties, |number| self.node(number))
    }

    /// The network as GraphML, for igraph, networkx and yEd.
    pub fn graphml(&self) -> String {
        graphml(self.mode, &self.ties, |number| self.node(number))
    }

    /// Somebody as a file names them.
    fn node(&self, number: u32) -> Somebody {
        let name = self.name(number).to_owned();
        if !self.is_person(number) {
            return Somebody {
                id: format!("publisher:{name}"),
                name,
                country: None,
                sector: Some("publisher".into()),
            };
        }
        let person = self.index.person(number);
        let known = |word| Some(self.index.word(word).to_owned()).filter(|w| !w.is_empty());
        Somebody {
            id: person.key.to_string(),
            name,
            country: known(person.country),
            sector: known(person.role),
        }
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
            Network::Quotes if !self.is_person(ends.0) => {
                format!("publisher={}&source={}", escape(self.name(ends.0)), value(ends.1))
            }
            Network::Quotes => format!("source={}&speaker={}", value(ends.0), value(ends.1)),
            Network::Accuses => format!("type=ACCUSE&actor={}&target={}", value(ends.0), value(ends.1)),
            Network::Did => format!("actor={}&target={}", value(ends.0), value(ends.1)),
        };
        format!("/claims{query}{sign}{tests}")
    }
}

/// The ties among some claims. A source that nobody names is nobody.
fn ties(index: &Index, chosen: &[u32], mode: Network) -> Ties<u32> {
    let people = index.people().len() as u32;
    let is_named = |number: &u32| !index.person(*number).key.starts_with("text:");
    let mut out = Ties::new();
    for &at in chosen {
        let line = &index.lines[at as usize];
        let says: Vec<Option<u32>> =
            index.list(line.says).iter().map(|n| Some(*n).filter(is_named)).collect();
        let sides = Sides {
            kind: index.word(line.kind),
            actors: index.list(line.actors),
            targets: index.list(line.targets),
            publisher: (line.publisher != 0).then_some(people + line.publisher),
            says: &says,
        };
        let status = index.word(line.status);
        mode.ties(&sides, |from, to| out.entry((from, to)).or_insert_with(Tie::default).add(status));
    }
    out
}

/// The page.
pub fn network(work: &mut Work, ask: &Ask) -> Result<Markup, Problem> {
    let mode = mode(ask.get("mode").unwrap_or("did"))?;
    let graph = Graph::of(work, ask, mode)?;
    let chosen = work.chosen(&graph.index, &ask.bare())?;
    let narrow = narrow(work, "/network", &graph.index, &chosen, ask, html! {})?;
    let all = &graph.edges;
    let body = html! {
        h1 { "Network: " (mode.about()) }
        div.split {
            (narrow.facets)
            section {
                p.choice { @for other in Network::ALL { a.chip href={ "/network" (ask.with("mode", other.as_str()).query()) } aria-current=[(other == mode).then_some("true")] { (other.about()) } " " } }
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
    let files = &["csv", "json", "gexf", "graphml", "svg"];
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
