//! How does a program know what it may ask? The description of all addresses that answer programs, in OpenAPI 3.1.

use sayso_link::Rule;
use sayso_store::filter::FIELDS;
use sayso_store::query::Query;
use sayso_tables::network::Network;
use serde_json::{Map, Value, json};

use crate::ask::{LIMIT_MAX, Layer, PRECISIONS, STANDINGS};
use crate::desk::Work;
use crate::index::Order;
use crate::page;
use crate::problem::Problem;
use crate::review::{ACTIONS, REASONS, STATES};
use crate::routes::{CSV, JSON, Reply};

const SCHEMAS: &str = include_str!("schemas.json");

/// What an address answers with.
enum Body {
    /// JSON of a schema.
    Json(&'static str),
    /// Another kind of file.
    File(&'static str),
    /// GeoJSON.
    Geo,
}

/// A list: its address, what it is, its answer, and the parameters that only it has.
type Listed = (&'static str, &'static str, Body, &'static [&'static str]);

const NONE: &[&str] = &[];

const LISTS: &[Listed] = &[
    ("/claims.json", "Claims, with facets", Body::Json("Claims"), NONE),
    ("/claims.jsonl", "Claims, one a line", Body::File("application/jsonl"), NONE),
    ("/claims.csv", "Claims as a table", Body::File(CSV), NONE),
    ("/claims.geojson", "Claims that have a place", Body::Geo, NONE),
    ("/articles.json", "Articles", Body::Json("Articles"), NONE),
    ("/articles.csv", "Articles as a table", Body::File(CSV), NONE),
    ("/incidents.json", "Incidents", Body::Json("Incidents"), &page::incidents::PARAMETERS),
    ("/incidents.csv", "Incidents as a table", Body::File(CSV), &page::incidents::PARAMETERS),
    ("/incidents.geojson", "Incidents that have a place", Body::Geo, &page::incidents::PARAMETERS),
    (
        "/commitments.json",
        "Threats, promises, demands and refusals",
        Body::Json("Commitments"),
        &page::commitments::PARAMETERS,
    ),
    (
        "/commitments.csv",
        "Threats, promises, demands and refusals as a table",
        Body::File(CSV),
        &page::commitments::PARAMETERS,
    ),
    ("/timeline.json", "Claims over time, in lanes", Body::Json("Timeline"), &page::timeline::PARAMETERS),
    ("/timeline.csv", "Claims over time as a table", Body::File(CSV), &page::timeline::PARAMETERS),
    ("/compare.json", "What lies between two states", Body::Json("Differences"), &page::compare::PARAMETERS),
    ("/network.json", "Who is joined to whom, by claims", Body::Json("Network"), &page::network::PARAMETERS),
    ("/network.csv", "Who is joined to whom, as a table", Body::File(CSV), &page::network::PARAMETERS),
    (
        "/network.svg",
        "The busiest of the network, drawn",
        Body::File("image/svg+xml"),
        &page::network::PARAMETERS,
    ),
    ("/map.geojson", "Claims that have a place", Body::Geo, &page::map::PARAMETERS),
    (
        "/network.gexf",
        "Who does what to whom, accuses whom, quotes whom",
        Body::File("application/xml"),
        &page::network::PARAMETERS,
    ),
    (
        "/network.graphml",
        "The same for igraph, networkx and yEd",
        Body::File("application/xml"),
        &page::network::PARAMETERS,
    ),
    ("/actors.json", "Parties of events", Body::Json("People"), NONE),
    ("/actors.csv", "Parties of events as a table", Body::File(CSV), NONE),
    ("/sources.json", "Who says so", Body::Json("People"), NONE),
    ("/sources.csv", "Who says so, as a table", Body::File(CSV), NONE),
    ("/decisions.jsonl", "What people decided, with the claims", Body::File("application/jsonl"), NONE),
];

/// `GET /openapi.json`. Examples are records of this ledger, so that what is shown can be tried.
pub fn answer(work: &mut Work) -> Result<Reply, Problem> {
    let newest = Query { limit: Some(1), newest_first: true, ..Query::default() };
    let claim = work.store.claims(&newest)?.first().map(|row| {
        let body: Value = serde_json::from_str(&row.body).unwrap_or_default();
        (body["id"].as_str().unwrap_or("").to_owned(), body["document"].as_str().unwrap_or("").to_owned())
    });
    let (claim, article) = claim.unwrap_or_default();
    let incident = work.incidents()?.all.first().map(|i| i.incident.id.to_string());
    let mut paths = Map::new();
    for (address, summary, body, more) in LISTS {
        let parameters = parameters(address, more);
        paths.insert(
            (*address).to_owned(),
            json!({ "get": operation(address, summary, parameters, content(body)) }),
        );
    }
    let ones: [(&str, &str, Body, &str, &str); 5] = [
        ("/claims/{id}.json", "One claim", Body::Json("Claim"), "^clm_[0-9a-z]+$", &claim),
        (
            "/claims/{id}.bib",
            "A claim as a reference",
            Body::File("application/x-bibtex; charset=utf-8"),
            "^clm_[0-9a-z]+$",
            &claim,
        ),
        (
            "/articles/{id}.json",
            "All records of one article",
            Body::Json("Document"),
            "^doc_[0-9a-z]+$",
            &article,
        ),
        (
            "/incidents/{id}.json",
            "One incident with its matrix",
            Body::Json("Incident"),
            "^inc_[0-9a-z]+$",
            incident.as_deref().unwrap_or(""),
        ),
        (
            "/incidents/{id}.html",
            "The dossier of an incident, one file",
            Body::File("text/html; charset=utf-8"),
            "^inc_[0-9a-z]+$",
            incident.as_deref().unwrap_or(""),
        ),
    ];
    for (address, summary, body, pattern, example) in ones {
        let mut id = json!({ "name": "id", "in": "path", "required": true, "schema": { "type": "string", "pattern": pattern } });
        if !example.is_empty() {
            id["example"] = json!(example);
        }
        paths.insert(
            address.to_owned(),
            json!({ "get": operation(address, summary, vec![id], content(&body)) }),
        );
    }
    for (address, summary, asked, told) in [
        ("/decisions", "Writes a decision about claims", "Decision", "Decided"),
        ("/decisions/undo", "Takes decisions back", "Undo", "Undone"),
    ] {
        let mut post = operation(address, summary, Vec::new(), content(&Body::Json(told)));
        post["requestBody"] = json!({ "required": true, "content": { JSON: { "schema": refer(asked) } } });
        paths.insert(address.to_owned(), json!({ "post": post }));
    }
    let mut schemas: Value = serde_json::from_str(SCHEMAS).expect("the schemas are JSON, as a test says");
    schemas["Decision"]["properties"]["action"] = json!({ "enum": ACTIONS });
    schemas["Decision"]["properties"]["reason"] =
        json!({ "enum": REASONS.iter().map(|r| json!(r.0)).chain([Value::Null]).collect::<Vec<_>>() });
    if !claim.is_empty() {
        schemas["Decision"]["example"] = json!({ "action": "accept", "targets": [claim] });
    }
    Ok(Reply::json(&json!({
        "openapi": "3.1.0",
        "info": {
            "title": "Sayso",
            "version": env!("CARGO_PKG_VERSION"),
            "summary": "Who did what to whom, where and when, and on whose say-so",
            "description": "Every list of the pages is also here. An unknown parameter is refused. `ETag` is the state of the ledger; offsets are characters.",
            "license": { "name": "MIT OR Apache-2.0", "identifier": "MIT OR Apache-2.0" }
        },
        "paths": paths,
        "components": {
            "schemas": schemas,
            "responses": { "Problem": { "description": "What went wrong", "content": { "application/problem+json": { "schema": refer("Problem") } } } },
            "securitySchemes": { "token": { "type": "http", "scheme": "bearer" } }
        },
        "security": [{}, { "token": [] }]
    })))
}

fn refer(schema: &str) -> Value {
    json!({ "$ref": format!("#/components/schemas/{schema}") })
}

fn content(body: &Body) -> Value {
    match body {
        Body::Json(schema) => json!({ JSON: { "schema": refer(schema) } }),
        Body::Geo => json!({ "application/geo+json": { "schema": refer("GeoJson") } }),
        Body::File(kind) => json!({ *kind: { "schema": { "type": "string" } } }),
    }
}

fn operation(address: &str, summary: &str, parameters: Vec<Value>, content: Value) -> Value {
    let mut id = String::new();
    for part in address.split(|c: char| !c.is_ascii_alphanumeric()).filter(|p| !p.is_empty()) {
        let (first, rest) = part.split_at(1);
        id.push_str(&if id.is_empty() { first.to_owned() } else { first.to_uppercase() });
        id.push_str(rest);
    }
    json!({
        "operationId": id,
        "summary": summary,
        "parameters": parameters,
        "responses": {
            "200": { "description": summary, "content": content, "headers": { "ETag": { "schema": { "type": "string" } } } },
            "304": { "description": "The asker has this state already" },
            "default": { "$ref": "#/components/responses/Problem" }
        }
    })
}

/// What a list may be asked.
fn parameters(address: &str, more: &[&str]) -> Vec<Value> {
    // Empty is not asked for: forms send all of their fields.
    let text = || json!({ "type": "string" });
    let one_of = |mut values: Vec<&'static str>| {
        values.push("");
        json!({ "enum": values })
    };
    let mut all: Vec<(String, String, Value)> = vec![
        ("q".into(), "The filter as it is typed: words and tests".into(), text()),
        ("review".into(), "States of review, set apart by commas".into(), one_of(STATES.to_vec())),
        ("standing".into(), "How the incident of a claim stands".into(), one_of(STANDINGS.to_vec())),
        ("precision".into(), "How exact its place is".into(), one_of(PRECISIONS.to_vec())),
        ("sort".into(), "Order".into(), one_of(Order::ALL.iter().map(|o| o.1).collect())),
        ("layer".into(), "Whose values".into(), one_of(Layer::ALL.iter().map(|l| l.1).collect())),
        ("as_of".into(), "As the ledger was after an entry, on a day or at a time".into(), text()),
        (
            "after".into(),
            "Cursor: `next` of the page before".into(),
            json!({ "type": "integer", "minimum": 0, "maximum": i64::MAX }),
        ),
        (
            "limit".into(),
            "At most so many".into(),
            json!({ "type": "integer", "minimum": 1, "maximum": LIMIT_MAX }),
        ),
        (
            "from".into(),
            "From this place in the order".into(),
            json!({ "type": "integer", "minimum": 0, "maximum": u32::MAX }),
        ),
    ];
    for name in more {
        let schema = match *name {
            "mode" => one_of(Network::ALL.iter().map(|n| n.as_str()).collect()),
            "by" if address.starts_with("/timeline") => {
                one_of(page::timeline::BY.iter().map(|b| b.0).collect())
            }
            "rule" => one_of(Rule::ALL.iter().map(|r| r.as_str()).collect()),
            _ => text(),
        };
        all.push(((*name).to_owned(), format!("Of {address} alone"), schema));
    }
    for field in FIELDS.iter().filter(|f| !all.iter().any(|a| a.0 == f.name)).collect::<Vec<_>>() {
        all.push((field.name.to_owned(), field.about.to_owned(), text()));
    }
    let shape = |(name, about, schema): (String, String, Value)| json!({ "name": name, "in": "query", "description": about, "schema": schema });
    all.into_iter().map(shape).collect()
}

/// True if an address of the server is described.
#[cfg(test)]
pub(crate) fn describes(address: &str) -> bool {
    LISTS.iter().any(|l| l.0 == address)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_schemas_are_json_and_refer_to_each_other() {
        let schemas: Map<String, Value> = serde_json::from_str(SCHEMAS).unwrap();
        for part in SCHEMAS.split("#/components/schemas/").skip(1) {
            let name = part.split('"').next().unwrap();
            assert!(schemas.contains_key(name), "no schema {name}");
        }
    }

    #[test]
    fn every_list_for_programs_is_described() {
        let routes = include_str!("../routes.rs");
        let addresses = routes.split('"').filter(|a| a.starts_with('/') && !a.contains(char::is_whitespace));
        let listed: Vec<&str> = addresses.filter(|a| a.contains('.') && !a.contains("openapi")).collect();
        assert!(listed.len() >= LISTS.len());
        let missing: Vec<&&str> = listed.iter().filter(|a| !describes(a)).collect();
        assert!(missing.is_empty(), "not in openapi.json: {missing:?}");
    }
}
