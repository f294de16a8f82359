//! What people decide, and taking it back.

use axum::body::Bytes;
use axum::extract::State;
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse, Redirect, Response};
use serde_json::json;

use super::{Shared, form};
use crate::ask::Ask;
use crate::desk::{Desk, Work};
use crate::page::paste::{self, Pasted};
use crate::problem::Problem;
use crate::review::{self, Body, TARGETS_MAX};

/// Length of what people write.
const WORDS_MAX: usize = 2_000;

/// A decision about one claim or many.
#[derive(Debug, Default)]
struct Asked {
    targets: Vec<String>,
    action: String,
    reason: Option<String>,
    field: Option<String>,
    new: Option<String>,
    note: Option<String>,
    by: Option<String>,
    then: Option<String>,
    query: Option<String>,
    expect: Option<usize>,
    ids: Vec<String>,
}

impl Asked {
    fn read(headers: &HeaderMap, body: &Bytes) -> Result<Self, Problem> {
        let kind = headers.get(header::CONTENT_TYPE).and_then(|k| k.to_str().ok()).unwrap_or("");
        let mut asked = Asked::default();
        let pairs: Vec<(String, String)> = if kind.starts_with("application/json") {
            let value: serde_json::Value = serde_json::from_slice(body)
                .map_err(|e| Problem::bad(format!("the body is no JSON: {e}")))?;
            let Some(map) = value.as_object() else { return Err(Problem::bad("the body is no object")) };
            let mut out = Vec::new();
            for (name, value) in map {
                match value {
                    serde_json::Value::String(text) => out.push((name.clone(), text.clone())),
                    serde_json::Value::Array(list) => {
                        for item in list {
                            let text = item
                                .as_str()
                                .ok_or_else(|| Problem::bad(format!("`{name}` is a list of texts")))?;
                            out.push((name.clone(), text.to_owned()));
                        }
                    }
                    serde_json::Value::Number(number) if name == "expect" => {
                        out.push((name.clone(), number.to_string()));
                    }
                    serde_json::Value::Null => {}
                    _ => return Err(Problem::bad(format!("`{name}` is a text"))),
                }
            }
            out
        } else if kind.starts_with("application/x-www-form-urlencoded") {
            form(body)
        } else {
            return Err(Problem::new(StatusCode::UNSUPPORTED_MEDIA_TYPE, "the body is a form or JSON"));
        };
        for (name, value) in pairs {
            if value.len() > WORDS_MAX {
                return Err(Problem::bad(format!("`{name}` is longer than {WORDS_MAX} bytes")));
            }
            let some = Some(value.trim().to_owned()).filter(|v| !v.is_empty());
            match name.as_str() {
                "target" | "targets" => asked.targets.extend(some),
                "action" => asked.action = value,
                "reason" => asked.reason = some,
                "field" => asked.field = some,
                // An empty value says that the text gives none.
                "new" => asked.new = Some(value.trim().to_owned()),
                "note" => asked.note = some,
                "by" => asked.by = some,
                "then" => asked.then = some,
                // All claims that pass, if they are as many as the person saw.
                "query" => asked.query = Some(value),
                "expect" => {
                    let count = value.trim().parse();
                    asked.expect = Some(count.map_err(|_| Problem::bad("`expect` is a number"))?);
                }
                "id" | "ids" => asked.ids.extend(some),
                other => return Err(Problem::bad(format!("there is no field `{other}`"))),
            }
        }
        Ok(asked)
    }

    /// The claims that are named, or all that a query finds.
    fn all_targets(&self, work: &mut Work) -> Result<Vec<String>, Problem> {
        let Some(query) = &self.query else { return Ok(self.targets.clone()) };
        if !self.targets.is_empty() {
            return Err(Problem::bad("a decision has `target` or `query`"));
        }
        let expect = self.expect.ok_or_else(|| {
            Problem::bad("a decision on a `query` says how many claims it is to find").hint("give `expect`")
        })?;
        let ask = Ask::read(query, &[])?;
        let index = work.index_for(&ask)?;
        let chosen = work.chosen(&index, &ask)?;
        if chosen.len() != expect {
            let now = format!("the query finds {} claims, and {expect} were expected", chosen.len());
            return Err(Problem::new(StatusCode::CONFLICT, now).hint("look at them again"));
        }
        let claim = |at: &u32| index.word(index.lines[*at as usize].claim).to_owned();
        Ok(chosen.iter().take(TARGETS_MAX + 1).map(claim).collect())
    }

    /// The decisions, checked against what the ledger holds.
    fn bodies(&self, work: &mut Work) -> Result<Vec<Body>, Problem> {
        let one_of =
            |what: &str, value: &str, all: Vec<&str>| match all.contains(&value) {
                true => Ok(()),
                false => Err(Problem::bad(format!("`{value}` is no {what}"))
                    .hint(format!("one of {}", all.join(", ")))),
            };
        one_of("action", &self.action, review::ACTIONS.to_vec())?;
        if let Some(reason) = &self.reason {
            one_of("reason", reason, review::REASONS.iter().map(|r| r.0).collect())?;
        }
        if self.action == "correct" {
            let field =
                self.field.as_deref().ok_or_else(|| Problem::bad("a correction names its `field`"))?;
            one_of("field", field, review::FIELDS.iter().map(|f| f.0).collect())?;
            check(field, self.new.as_deref().ok_or_else(|| Problem::bad("a correction has a `new` value"))?)?;
        }
        let targets = self.all_targets(work)?;
        if targets.is_empty() || targets.len() > TARGETS_MAX {
            return Err(Problem::bad(format!("a decision is about 1 to {TARGETS_MAX} claims")));
        }
        let mut out = Vec::with_capacity(targets.len());
        for target in &targets {
            let found =
                work.store.record(target, None)?.filter(|e| e.kind == sayso_store::entry::Kind::Claim);
            let missing = || Problem::missing(format!("the ledger holds no claim `{target}`"));
            let body = found.and_then(|e| e.body).ok_or_else(missing)?;
            let claim = serde_json::from_str(&body).map_err(|_| missing())?;
            let correct = self.action == "correct";
            let field = self.field.clone().filter(|_| correct);
            out.push(Body {
                target: target.clone(),
                action: self.action.clone(),
                reason: self.reason.clone(),
                old: field.as_deref().map(|f| review::value_of(&claim, f)),
                new: self.new.clone().filter(|_| correct),
                field,
                via: Some(
                    if self.then.is_some() || self.query.is_some() { "page" } else { "api" }.to_owned(),
                ),
            });
        }
        Ok(out)
    }
}

/// Values that exports rely on have a form.
fn check(field: &str, value: &str) -> Result<(), Problem> {
    let ends = || value.split_once("..").unwrap_or((value, value));
    let fine = match field {
        _ if value.is_empty() => !matches!(field, "type" | "status"),
        "status" => sayso_model::Status::from_name(value).is_some(),
        "date" => {
            let (from, to) = (ends().0.parse::<jiff::civil::Date>(), ends().1.parse::<jiff::civil::Date>());
            from.ok().zip(to.ok()).is_some_and(|(a, b)| a <= b)
        }
        "killed" | "wounded" => {
            let (low, high) = (ends().0.parse::<u64>(), ends().1.parse::<u64>());
            low.ok().zip(high.ok()).is_some_and(|(a, b)| a <= b)
        }
        "type" => value.chars().all(|c| c.is_ascii_uppercase() || c == '_'),
        _ => true,
    };
    if fine { Ok(()) } else { Err(Problem::bad(format!("`{value}` is no value of `{field}`"))) }
}

/// `POST /decisions`
pub async fn decide(State(desk): Shared, headers: HeaderMap, body: Bytes) -> Response {
    run(desk, headers, body, |work, asked, by| {
        let bodies = asked.bodies(work)?;
        let ids =
            review::write(&mut work.store, (by, sayso_ledger::VERSION), &bodies, asked.note.as_deref())?;
        work.fresh_index()?;
        Ok(json!({ "ids": ids, "by": by, "action": asked.action, "count": ids.len() }))
    })
    .await
}

fn is_decision(id: &str) -> bool {
    let rest = id.strip_prefix("dec_").unwrap_or("");
    !rest.is_empty() && rest.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit())
}

/// `POST /decisions/undo`
pub async fn undo(State(desk): Shared, headers: HeaderMap, body: Bytes) -> Response {
    run(desk, headers, body, |work, asked, by| {
        if asked.ids.is_empty() || !asked.ids.iter().all(|id| is_decision(id)) {
            return Err(Problem::bad("`ids` names the decisions to take back"));
        }
        let count = review::undo(&mut work.store, (by, sayso_ledger::VERSION), &asked.ids)?;
        work.fresh_index()?;
        Ok(json!({ "undone": count, "by": by }))
    })
    .await
}

/// `POST /paste`
pub async fn paste(State(desk): Shared, body: Bytes) -> Response {
    let mut pasted = Pasted::default();
    for (name, value) in form(&body) {
        match name.as_str() {
            "text" => pasted.text = value.replace("\r\n", "\n"),
            "published" => pasted.published = value,
            "publisher" => pasted.publisher = value,
            other => return Problem::bad(format!("there is no field `{other}`")).into_response(),
        }
    }
    if pasted.text.trim().is_empty() {
        return Problem::bad("there is no text").into_response();
    }
    match desk.work(move |work| Ok(paste::result(work, &pasted)?.into_string())).await {
        Ok(page) => ([(header::CONTENT_TYPE, super::HTML)], page).into_response(),
        Err(problem) => problem.into_response(),
    }
}

async fn run(
    desk: std::sync::Arc<Desk>,
    headers: HeaderMap,
    body: Bytes,
    write: fn(&mut Work, &Asked, &str) -> Result<serde_json::Value, Problem>,
) -> Response {
    if desk.settings.read_only {
        return Problem::new(StatusCode::FORBIDDEN, "this server is read-only").into_response();
    }
    let asked = match Asked::read(&headers, &body) {
        Ok(asked) => asked,
        Err(problem) => return problem.into_response(),
    };
    let then = asked.then.clone().filter(|t| t.starts_with('/') && !t.starts_with("//"));
    let accepts = headers.get(header::ACCEPT).and_then(|a| a.to_str().ok());
    let shown = asked.query.clone().filter(|_| accepts.is_some_and(|a| a.contains("text/html")));
    let done = desk
        .work(move |work| {
            let by = asked.by.clone().unwrap_or_else(|| work.desk.settings.reviewer.clone());
            write(work, &asked, &by)
        })
        .await;
    match (done, then) {
        (Err(problem), _) => problem.into_response(),
        (Ok(_), Some(then)) => Redirect::to(&then).into_response(),
        (Ok(value), None) if shown.is_some() => {
            let ids: Vec<String> = serde_json::from_value(value["ids"].clone()).unwrap_or_default();
            let action = value["action"].as_str().unwrap_or_default();
            let page = crate::page::many::done(action, &ids, &shown.unwrap_or_default());
            ([(header::CONTENT_TYPE, super::HTML)], page.into_string()).into_response()
        }
        (Ok(value), None) => {
            (StatusCode::OK, [(header::CONTENT_TYPE, super::JSON)], value.to_string()).into_response()
        }
    }
}
