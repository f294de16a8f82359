//! Who may ask, and what must every answer say?
//!
//! A page of another site can make a browser ask this server. So the name by which it is called (`Host`) must be one of its own,
//! which stops names that are bent to this machine; what writes must come from a page of its own (`Origin`); and beyond
//! this machine a token is asked for. No answer may be put into a frame, and no page loads anything from elsewhere.

use std::sync::Arc;

use axum::extract::{Request, State};
use axum::http::{HeaderMap, HeaderValue, Method, StatusCode, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};

use crate::desk::Desk;
use crate::problem::Problem;

/// What a page may load: what this server gives, and nothing inline.
pub const POLICY: &str = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; \
    connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

/// Name of the cookie that holds the token.
const COOKIE: &str = "sayso_token";
/// The longest address.
const ADDRESS_MAX: usize = 16 << 10;

/// Lets a question pass, and adds to the answer what all answers say.
pub async fn guard(State(desk): State<Arc<Desk>>, request: Request, next: Next) -> Response {
    let accepts = request.headers().get(header::ACCEPT).and_then(|a| a.to_str().ok());
    let person = accepts.is_some_and(|a| a.contains("text/html"));
    let answer = match check(&desk, &request) {
        Err(problem) => problem.into_response(),
        Ok(Some(welcome)) => welcome,
        Ok(None) => {
            let patience = desk.settings.patience + std::time::Duration::from_secs(2);
            match tokio::time::timeout(patience, next.run(request)).await {
                Ok(answer) => answer,
                Err(_) => late().into_response(),
            }
        }
    };
    let trouble = answer.extensions().get::<Problem>().filter(|_| person).cloned();
    dress(match trouble {
        Some(problem) => {
            let page = crate::page::trouble::trouble(&problem).into_string();
            (problem.code(), [(header::CONTENT_TYPE, "text/html; charset=utf-8")], page).into_response()
        }
        None => answer,
    })
}

/// The answer took too long.
pub fn late() -> Problem {
    Problem::new(StatusCode::GATEWAY_TIMEOUT, "the answer took too long")
        .hint("ask for less: a narrower filter, or a lower `limit`")
}

fn check(desk: &Desk, request: &Request) -> Result<Option<Response>, Problem> {
    let headers = request.headers();
    let forbidden = |why: &str| Problem::new(StatusCode::FORBIDDEN, why);
    if request.uri().to_string().len() > ADDRESS_MAX {
        return Err(Problem::new(StatusCode::URI_TOO_LONG, "the address is too long"));
    }
    if headers.get_all(header::HOST).iter().count() > 1 {
        return Err(Problem::bad("the question names its server twice"));
    }
    let host = headers.get(header::HOST).and_then(|h| h.to_str().ok()).unwrap_or("");
    if !is_own(desk, host) {
        let problem = Problem::new(StatusCode::MISDIRECTED_REQUEST, "this server has another name");
        return Err(problem.hint("`--host NAME` adds a name by which it may be called"));
    }
    let reads = matches!(*request.method(), Method::GET | Method::HEAD);
    if !reads {
        // Browsers say where a question comes from; programs say nothing.
        let origin = headers.get(header::ORIGIN).and_then(|o| o.to_str().ok());
        let at_home = |o: &str| o.split_once("://").is_some_and(|(_, name)| name == host);
        if origin.is_some_and(|o| !at_home(o)) {
            return Err(forbidden("only pages of this server may write"));
        }
        let site = headers.get("sec-fetch-site").and_then(|s| s.to_str().ok());
        if site.is_some_and(|s| s != "same-origin" && s != "none") {
            return Err(forbidden("only pages of this server may write"));
        }
    }
    let Some(token) = desk.settings.token.as_deref() else { return Ok(None) };
    if given(headers).is_some_and(|t| same(&t, token)) {
        return Ok(None);
    }
    // The address that is printed at the start carries the token once; it then goes into a cookie and out of sight.
    let query = request.uri().query().unwrap_or("");
    let asked = crate::ask::pairs(query).into_iter().find(|p| p.0 == "token").map(|p| p.1);
    if reads && asked.is_some_and(|t| same(&t, token)) {
        let cookie = format!("{COOKIE}={}; Path=/; HttpOnly; SameSite=Strict", crate::ask::escape(token));
        let place = [(header::LOCATION, request.uri().path().to_owned()), (header::SET_COOKIE, cookie)];
        return Ok(Some((StatusCode::SEE_OTHER, place).into_response()));
    }
    Err(Problem::new(StatusCode::UNAUTHORIZED, "a token is needed")
        .hint("open the address that the server printed, or send `Authorization: Bearer …`"))
}

fn given(headers: &HeaderMap) -> Option<String> {
    let bearer = headers.get(header::AUTHORIZATION).and_then(|h| h.to_str().ok());
    if let Some(token) = bearer.and_then(|b| b.strip_prefix("Bearer ")) {
        return Some(token.trim().to_owned());
    }
    let cookies = headers.get(header::COOKIE)?.to_str().ok()?;
    let value = cookies.split(';').find_map(|c| c.trim().strip_prefix(COOKIE)?.strip_prefix('='))?;
    Some(crate::ask::unescape(value))
}

/// Compares without telling by the time it takes how much was right.
fn same(a: &str, b: &str) -> bool {
    a.len() == b.len() && a.bytes().zip(b.bytes()).fold(0, |seen, (x, y)| seen | (x ^ y)) == 0
}

fn is_own(desk: &Desk, host: &str) -> bool {
    let (name, port) = match host.rsplit_once(':') {
        Some((name, port)) if !port.ends_with(']') => (name, port.parse::<u16>().ok()),
        _ => (host, Some(80)),
    };
    let settings = &desk.settings;
    if settings.hosts.iter().any(|h| h.eq_ignore_ascii_case(host) || h.eq_ignore_ascii_case(name)) {
        return true;
    }
    let ip = name.trim_start_matches('[').trim_end_matches(']').parse::<std::net::IpAddr>().ok();
    let here = name.eq_ignore_ascii_case("localhost") || ip.is_some_and(|ip| ip.is_loopback());
    let bound = settings.address.ip();
    // A server on all addresses is called by any of them as a number, and by a name only if it was given.
    let by_number = ip.is_some() && !bound.is_loopback() && (bound.is_unspecified() || ip == Some(bound));
    (here || by_number) && port == Some(desk.port())
}

fn dress(mut answer: Response) -> Response {
    let headers = answer.headers_mut();
    let mut say = |name: &'static str, value: &'static str| {
        if !headers.contains_key(name) {
            headers.insert(name, HeaderValue::from_static(value));
        }
    };
    say("content-security-policy", POLICY);
    say("x-content-type-options", "nosniff");
    say("x-frame-options", "DENY");
    // Not `no-referrer`: under it a browser hides the origin of a form from us as well.
    say("referrer-policy", "same-origin");
    say("cross-origin-opener-policy", "same-origin");
    say("cross-origin-resource-policy", "same-origin");
    say("permissions-policy", "camera=(), microphone=(), geolocation=(), interest-cohort=()");
    say("cache-control", "no-cache");
    answer
}
