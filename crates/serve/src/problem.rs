//! What went wrong, as a program reads it (RFC 9457) and as a person does.

use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use serde::Serialize;

/// Something that could not be answered.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, thiserror::Error)]
#[error("{title}")]
pub struct Problem {
    /// Always `about:blank`: the status says which kind it is.
    #[serde(rename = "type")]
    kind: &'static str,
    /// What is wrong, in one sentence.
    pub title: String,
    /// Status of HTTP.
    pub status: u16,
    /// What to ask instead.
    #[serde(rename = "detail", skip_serializing_if = "Option::is_none")]
    pub hint: Option<String>,
}

impl Problem {
    /// A problem with a status.
    pub fn new(status: StatusCode, title: impl Into<String>) -> Self {
        Self { kind: "about:blank", title: title.into(), status: status.as_u16(), hint: None }
    }

    /// The question is not one that can be answered.
    pub fn bad(title: impl Into<String>) -> Self {
        Self::new(StatusCode::BAD_REQUEST, title)
    }

    /// There is no such thing.
    pub fn missing(title: impl Into<String>) -> Self {
        Self::new(StatusCode::NOT_FOUND, title)
    }

    /// With a word on what to ask instead.
    pub fn hint(mut self, hint: impl Into<String>) -> Self {
        self.hint = Some(hint.into()).filter(|h: &String| !h.is_empty());
        self
    }

    /// Its status.
    pub fn code(&self) -> StatusCode {
        StatusCode::from_u16(self.status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR)
    }
}

impl From<sayso_store::Error> for Problem {
    fn from(error: sayso_store::Error) -> Self {
        if error.is_locked_or_newer() {
            return Self::new(StatusCode::SERVICE_UNAVAILABLE, error.to_string())
                .hint("try again in a moment");
        }
        // What the database says may hold a path of the machine.
        eprintln!("error: {error}");
        Self::new(StatusCode::INTERNAL_SERVER_ERROR, "the ledger could not be read")
    }
}

impl IntoResponse for Problem {
    fn into_response(self) -> Response {
        let body = serde_json::to_vec(&self).expect("a problem is JSON");
        let kind = HeaderValue::from_static("application/problem+json");
        let mut answer = (self.code(), [(header::CONTENT_TYPE, kind)], body).into_response();
        answer.extensions_mut().insert(self);
        answer
    }
}
