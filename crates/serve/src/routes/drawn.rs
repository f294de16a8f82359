//! What is drawn on a page, as a file: the timeline, the network, commitments, and what lies between two states.

use serde_json::{Value, json};

use super::{CSV, Reply};
use crate::ask::Ask;
use crate::data::csv;
use crate::desk::Work;
use crate::page;
use crate::page::network::Graph;
use crate::problem::Problem;

pub fn timeline_json(work: &mut Work, ask: &Ask) -> Result<Reply, Problem> {
    let over = page::timeline::over(work, ask)?;
    let rows: Vec<Value> = over
        .rows()
        .map(|(lane, first, last, claims)| json!({ "lane": lane, "from": first, "to": last, "claims": claims }))
        .collect();
    let head = work.store.head()?.seq;
    Ok(Reply::json(&json!({ "by": over.by(), "step": over.step(), "rows": rows, "head": head })))
}

pub fn timeline_csv(work: &mut Work, ask: &Ask) -> Result<Reply, Problem> {
    let over = page::timeline::over(work, ask)?;
    let rows = over.rows().map(|(lane, first, last, claims)| {
        vec![over.by().to_owned(), lane.to_owned(), first, last, claims.to_string()]
    });
    let columns = ["lanes_by", "lane", "from", "to", "claims"];
    Ok(Reply::new(CSV, csv::plain(&columns, rows)).saved_as("timeline.csv"))
}

pub fn commitments_csv(work: &mut Work, ask: &Ask) -> Result<Reply, Problem> {
    let linked = work.incidents()?;
    let columns = [
        "commitment_id",
        "kind",
        "state",
        "by",
        "to",
        "words",
        "condition",
        "published",
        "times_said",
        "doc_id",
        "deed_reported_in",
        "condition_reported_in",
        "withdrawn_in",
    ];
    let rows = page::commitments::chosen(&linked, ask).into_iter().map(|(commitment, outcome)| {
        let first = &commitment.pledges[0];
        let articles = |keys: &[sayso_link::Key]| {
            keys.iter()
                .filter_map(|k| linked.article(k))
                .map(|a| a.id.as_str())
                .collect::<Vec<_>>()
                .join("; ")
        };
        vec![
            commitment.id.to_string(),
            commitment.kind().as_str().to_owned(),
            outcome.state.as_str().to_owned(),
            first.by.party.name.to_string(),
            first.to.iter().map(|p| p.name.as_str()).collect::<Vec<_>>().join("; "),
            first.words.to_string(),
            first.condition.as_deref().unwrap_or("").to_owned(),
            first.published.map(|d| d.to_string()).unwrap_or_default(),
            commitment.pledges.len().to_string(),
            linked.article(&first.key).map(|a| a.id.clone()).unwrap_or_default(),
            articles(&outcome.deed),
            articles(&outcome.condition),
            articles(&outcome.withdrawal),
        ]
    });
    Ok(Reply::new(CSV, csv::plain(&columns, rows)).saved_as("commitments.csv"))
}

fn graph(work: &mut Work, ask: &Ask) -> Result<Graph, Problem> {
    let mode = ask.get("mode").unwrap_or("did");
    Graph::of(work, ask, page::network::mode(mode)?)
}

pub fn network_gexf(work: &mut Work, ask: &Ask) -> Result<Reply, Problem> {
    let graph = graph(work, ask)?;
    Ok(Reply::new("application/xml", graph.gexf()).saved_as("network.gexf"))
}

pub fn network_graphml(work: &mut Work, ask: &Ask) -> Result<Reply, Problem> {
    let graph = graph(work, ask)?;
    Ok(Reply::new("application/xml", graph.graphml()).saved_as("network.graphml"))
}

pub fn network_json(work: &mut Work, ask: &Ask) -> Result<Reply, Problem> {
    let graph = graph(work, ask)?;
    let rows: Vec<Value> = graph
        .edges
        .iter()
        .map(|e| json!({ "from": graph.name(e.ends.0), "to": graph.name(e.ends.1), "claims": e.count, "denied": e.denied }))
        .collect();
    let head = work.store.head()?.seq;
    Ok(Reply::json(&json!({ "mode": graph.mode.as_str(), "rows": rows, "head": head })))
}

pub fn network_csv(work: &mut Work, ask: &Ask) -> Result<Reply, Problem> {
    let graph = graph(work, ask)?;
    let rows = graph.edges.iter().map(|e| {
        let (from, to) = (graph.name(e.ends.0).to_owned(), graph.name(e.ends.1).to_owned());
        vec![graph.mode.as_str().to_owned(), from, to, e.count.to_string(), e.denied.to_string()]
    });
    let columns = ["edge", "from", "to", "claims", "denied"];
    Ok(Reply::new(CSV, csv::plain(&columns, rows)).saved_as("network.csv"))
}

pub fn network_svg(work: &mut Work, ask: &Ask) -> Result<Reply, Problem> {
    let graph = graph(work, ask)?;
    Ok(Reply::new("image/svg+xml", page::network::alone(&graph, ask)).saved_as("network.svg"))
}

pub fn compare_json(work: &mut Work, ask: &Ask) -> Result<Reply, Problem> {
    let old = ask.get("old").ok_or_else(|| Problem::bad("`old` says which state is compared"))?;
    let found = page::compare::between(work, old, ask.get("new").unwrap_or(""))?;
    Ok(Reply::json(&found.json()))
}
