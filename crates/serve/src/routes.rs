//! Which address is answered by what?

use std::sync::Arc;

use axum::Router;
use axum::body::Bytes;
use axum::extract::{DefaultBodyLimit, Path, RawQuery, State};
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::middleware;
use axum::response::{IntoResponse, Redirect, Response};
use axum::routing::{get, post};
use maud::Markup;
use sayso_store::query::Cast;

use crate::ask::Ask;
use crate::data::json;
use crate::desk::{Desk, Work};
use crate::page;
use crate::problem::Problem;
use crate::{asset, guard};

mod drawn;
mod lists;
mod write;

/// The largest body of a question.
const BODY_MAX: usize = 2 << 20;

type Shared = State<Arc<Desk>>;

/// All addresses.
pub fn router(desk: Arc<Desk>) -> Router {
    let app = Router::new()
        .route("/", get(|| async { Redirect::to("/claims") }))
        .route(
            "/assets/{edition}/{name}",
            get(
                |Path((edition, name)): Path<(String, String)>| async move { asset::answer(&edition, &name) },
            ),
        )
        .route(
            "/claims",
            get(|s: Shared, h: HeaderMap, q: RawQuery| html(s, h, q, &[], page::ledger::ledger)),
        )
        .route(
            "/claims/rows",
            get(|s: Shared, h: HeaderMap, q: RawQuery| html(s, h, q, &[], lists::fragment)),
        )
        .route(
            "/claims.json",
            get(|s: Shared, h: HeaderMap, q: RawQuery| answer(s, h, q, &[], lists::claims_json)),
        )
        .route(
            "/claims.jsonl",
            get(|s: Shared, h: HeaderMap, q: RawQuery| answer(s, h, q, &[], lists::claims_jsonl)),
        )
        .route(
            "/claims.csv",
            get(|s: Shared, h: HeaderMap, q: RawQuery| answer(s, h, q, &[], lists::claims_csv)),
        )
        .route(
            "/claims.geojson",
            get(|s: Shared, h: HeaderMap, q: RawQuery| answer(s, h, q, &[], lists::claims_geojson)),
        )
        .route("/claims/{id}", get(claim))
        .route(
            "/articles",
            get(|s: Shared, h: HeaderMap, q: RawQuery| html(s, h, q, &[], page::articles::articles)),
        )
        .route(
            "/articles.json",
            get(|s: Shared, h: HeaderMap, q: RawQuery| answer(s, h, q, &[], lists::articles_json)),
        )
        .route(
            "/articles.csv",
            get(|s: Shared, h: HeaderMap, q: RawQuery| answer(s, h, q, &[], lists::articles_csv)),
        )
        .route("/articles/{id}", get(article))
        .route(
            "/incidents",
            get(|s: Shared, h: HeaderMap, q: RawQuery| {
                html(s, h, q, &page::incidents::PARAMETERS, page::incidents::incidents)
            }),
        )
        .route(
            "/incidents.json",
            get(|s: Shared, h: HeaderMap, q: RawQuery| {
                answer(s, h, q, &page::incidents::PARAMETERS, lists::incidents_json)
            }),
        )
        .route(
            "/incidents.csv",
            get(|s: Shared, h: HeaderMap, q: RawQuery| {
                answer(s, h, q, &page::incidents::PARAMETERS, lists::incidents_csv)
            }),
        )
        .route(
            "/incidents.geojson",
            get(|s: Shared, h: HeaderMap, q: RawQuery| {
                answer(s, h, q, &page::incidents::PARAMETERS, lists::incidents_geojson)
            }),
        )
        .route("/incidents/{id}", get(incident))
        .route(
            "/commitments",
            get(|s: Shared, h: HeaderMap, q: RawQuery| {
                html(s, h, q, &page::commitments::PARAMETERS, page::commitments::commitments)
            }),
        )
        .route(
            "/commitments.json",
            get(|s: Shared, h: HeaderMap, q: RawQuery| {
                answer(s, h, q, &page::commitments::PARAMETERS, lists::commitments_json)
            }),
        )
        .route(
            "/timeline",
            get(|s: Shared, h: HeaderMap, q: RawQuery| {
                html(s, h, q, &page::timeline::PARAMETERS, page::timeline::timeline)
            }),
        )
        .route(
            "/timeline.json",
            get(|s: Shared, h: HeaderMap, q: RawQuery| {
                answer(s, h, q, &page::timeline::PARAMETERS, drawn::timeline_json)
            }),
        )
        .route(
            "/timeline.csv",
            get(|s: Shared, h: HeaderMap, q: RawQuery| {
                answer(s, h, q, &page::timeline::PARAMETERS, drawn::timeline_csv)
            }),
        )
        .route(
            "/commitments.csv",
            get(|s: Shared, h: HeaderMap, q: RawQuery| {
                answer(s, h, q, &page::commitments::PARAMETERS, drawn::commitments_csv)
            }),
        )
        .route(
            "/network.json",
            get(|s: Shared, h: HeaderMap, q: RawQuery| {
                answer(s, h, q, &page::network::PARAMETERS, drawn::network_json)
            }),
        )
        .route(
            "/network.csv",
            get(|s: Shared, h: HeaderMap, q: RawQuery| {
                answer(s, h, q, &page::network::PARAMETERS, drawn::network_csv)
            }),
        )
        .route(
            "/network.svg",
            get(|s: Shared, h: HeaderMap, q: RawQuery| {
                answer(s, h, q, &page::network::PARAMETERS, drawn::network_svg)
            }),
        )
        .route(
            "/compare.json",
            get(|s: Shared, h: HeaderMap, q: RawQuery| {
                answer(s, h, q, &page::compare::PARAMETERS, drawn::compare_json)
            }),
        )
        .route(
            "/map",
            get(|s: Shared, h: HeaderMap, q: RawQuery| html(s, h, q, &page::map::PARAMETERS, page::map::map)),
        )
        .route(
            "/map.geojson",
            get(|s: Shared, h: HeaderMap, q: RawQuery| {
                answer(s, h, q, &page::map::PARAMETERS, lists::claims_geojson)
            }),
        )
        .route(
            "/network",
            get(|s: Shared, h: HeaderMap, q: RawQuery| {
                html(s, h, q, &page::network::PARAMETERS, page::network::network)
            }),
        )
        .route(
            "/network.gexf",
            get(|s: Shared, h: HeaderMap, q: RawQuery| {
                answer(s, h, q, &page::network::PARAMETERS, drawn::network_gexf)
            }),
        )
        .route(
            "/network.graphml",
            get(|s: Shared, h: HeaderMap, q: RawQuery| {
                answer(s, h, q, &page::network::PARAMETERS, drawn::network_graphml)
            }),
        )
        .route(
            "/actors",
            get(|s: Shared, h: HeaderMap, q: RawQuery| html(s, h, q, &[], page::people::actors)),
        )
        .route(
            "/actors.json",
            get(|s: Shared, h: HeaderMap, q: RawQuery| answer(s, h, q, &[], lists::actors_json)),
        )
        .route(
            "/actors.csv",
            get(|s: Shared, h: HeaderMap, q: RawQuery| answer(s, h, q, &[], lists::actors_csv)),
        )
        .route(
            "/sources",
            get(|s: Shared, h: HeaderMap, q: RawQuery| html(s, h, q, &[], page::people::sources)),
        )
        .route(
            "/sources.json",
            get(|s: Shared, h: HeaderMap, q: RawQuery| answer(s, h, q, &[], lists::sources_json)),
        )
        .route(
            "/sources.csv",
            get(|s: Shared, h: HeaderMap, q: RawQuery| answer(s, h, q, &[], lists::sources_csv)),
        )
        .route(
            "/actors/{key}",
            get(|s: Shared, h: HeaderMap, k: Path<String>, q: RawQuery| person(s, h, k, q, Cast::Parties)),
        )
        .route(
            "/sources/{key}",
            get(|s: Shared, h: HeaderMap, k: Path<String>, q: RawQuery| person(s, h, k, q, Cast::Sources)),
        )
        .route(
            "/review",
            get(|s: Shared, h: HeaderMap, q: RawQuery| html(s, h, q, &[], page::review::review)),
        )
        .route(
            "/review/many",
            get(|s: Shared, h: HeaderMap, q: RawQuery| html(s, h, q, &[], page::many::many)),
        )
        .route(
            "/compare",
            get(|s: Shared, h: HeaderMap, q: RawQuery| {
                html(s, h, q, &page::compare::PARAMETERS, page::compare::compare)
            }),
        )
        .route(
            "/methods",
            get(|s: Shared, h: HeaderMap, q: RawQuery| html(s, h, q, &[], page::methods::methods)),
        )
        .route(
            "/paste",
            get(|s: Shared, h: HeaderMap, q: RawQuery| html(s, h, q, &[], |_, _| Ok(page::paste::paste())))
                .post(write::paste),
        )
        .route(
            "/openapi.json",
            get(|s: Shared, h: HeaderMap, q: RawQuery| {
                answer(s, h, q, &[], |work, _| crate::openapi::answer(work))
            }),
        )
        .route(
            "/decisions.jsonl",
            get(|s: Shared, h: HeaderMap, q: RawQuery| answer(s, h, q, &[], lists::decisions_jsonl)),
        )
        .route("/decisions", post(write::decide))
        .route("/decisions/undo", post(write::undo));
    app.fallback(|| async { Problem::missing("there is no such page") })
        .method_not_allowed_fallback(|| async {
            Problem::new(StatusCode::METHOD_NOT_ALLOWED, "this address takes another method")
        })
        .layer(DefaultBodyLimit::max(BODY_MAX))
        .layer(middleware::from_fn_with_state(desk.clone(), guard::guard))
        .with_state(desk)
}

/// What is sent back.
pub struct Reply {
    /// Kind of the body.
    pub kind: &'static str,
    /// The body.
    pub body: Vec<u8>,
    /// Name under which a browser saves it, if it should.
    pub file: Option<String>,
    /// The address of the next page.
    pub next: Option<String>,
}

impl Reply {
    pub(crate) fn new(kind: &'static str, body: impl Into<Vec<u8>>) -> Self {
        Self { kind, body: body.into(), file: None, next: None }
    }

    pub(crate) fn json(value: &impl serde::Serialize) -> Self {
        Self::new(JSON, json::bytes(value))
    }

    pub(crate) fn saved_as(mut self, file: impl Into<String>) -> Self {
        self.file = Some(file.into());
        self
    }
}

pub(crate) const HTML: &str = "text/html; charset=utf-8";
pub(crate) const JSON: &str = "application/json";
pub(crate) const CSV: &str = "text/csv; charset=utf-8; header=present";

/// A page that answers a question.
async fn html(
    desk: Shared,
    headers: HeaderMap,
    query: RawQuery,
    more: &'static [&'static str],
    make: fn(&mut Work, &Ask) -> Result<Markup, Problem>,
) -> Response {
    reply(desk, headers, query, more, move |work, ask| Ok(Reply::new(HTML, make(work, ask)?.into_string())))
        .await
}

/// A file that answers a question.
async fn answer(
    desk: Shared,
    headers: HeaderMap,
    query: RawQuery,
    more: &'static [&'static str],
    make: fn(&mut Work, &Ask) -> Result<Reply, Problem>,
) -> Response {
    reply(desk, headers, query, more, make).await
}

/// Reads the question, looks whether the asker has the answer already, and answers.
async fn reply(
    State(desk): Shared,
    headers: HeaderMap,
    RawQuery(query): RawQuery,
    more: &'static [&'static str],
    make: impl FnOnce(&mut Work, &Ask) -> Result<Reply, Problem> + Send + 'static,
) -> Response {
    let ask = match Ask::read(query.as_deref().unwrap_or(""), more) {
        Ok(ask) => ask,
        Err(problem) => return problem.into_response(),
    };
    let known = headers.get(header::IF_NONE_MATCH).and_then(|t| t.to_str().ok()).map(str::to_owned);
    let done = desk
        .work(move |work| {
            let tag = work.tag()?;
            if known.is_some_and(|known| known.split(',').any(|k| k.trim() == tag)) {
                return Ok((tag, None));
            }
            Ok((tag, Some(make(work, &ask)?)))
        })
        .await;
    let (tag, reply) = match done {
        Ok(done) => done,
        Err(problem) => return problem.into_response(),
    };
    let mut answer = match reply {
        None => StatusCode::NOT_MODIFIED.into_response(),
        Some(reply) => {
            let mut answer = reply.body.into_response();
            let headers = answer.headers_mut();
            headers.insert(header::CONTENT_TYPE, HeaderValue::from_static(reply.kind));
            let named = reply.file.map(|f| format!("attachment; filename=\"{f}\""));
            if let Some(named) = named.and_then(|n| HeaderValue::from_str(&n).ok()) {
                headers.insert(header::CONTENT_DISPOSITION, named);
            }
            let next = reply.next.map(|n| format!("<{n}>; rel=\"next\""));
            if let Some(next) = next.and_then(|n| HeaderValue::from_str(&n).ok()) {
                headers.insert(header::LINK, next);
            }
            answer
        }
    };
    if let Ok(tag) = HeaderValue::from_str(&tag) {
        answer.headers_mut().insert(header::ETAG, tag);
    }
    answer
}

async fn claim(desk: Shared, headers: HeaderMap, Path(id): Path<String>, query: RawQuery) -> Response {
    reply(desk, headers, query, &["peek"], move |work, ask| lists::claim(work, ask, &id)).await
}

async fn article(desk: Shared, headers: HeaderMap, Path(id): Path<String>, query: RawQuery) -> Response {
    reply(desk, headers, query, &["claim"], move |work, ask| lists::article(work, ask, &id)).await
}

async fn incident(desk: Shared, headers: HeaderMap, Path(id): Path<String>, query: RawQuery) -> Response {
    reply(desk, headers, query, &["rule"], move |work, ask| lists::incident(work, ask, &id)).await
}

async fn person(
    desk: Shared,
    headers: HeaderMap,
    Path(key): Path<String>,
    query: RawQuery,
    cast: Cast,
) -> Response {
    let make = move |work: &mut Work, _: &Ask| {
        Ok(Reply::new(HTML, page::people::person(work, &key, cast)?.into_string()))
    };
    reply(desk, headers, query, &[], make).await
}

/// A form's fields, whatever their order.
pub(crate) fn form(body: &Bytes) -> Vec<(String, String)> {
    crate::ask::pairs(&String::from_utf8_lossy(body))
}
