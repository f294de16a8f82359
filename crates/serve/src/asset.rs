//! Which files does a page load? They are part of the program, named with a hash of their bytes, and kept by browsers for ever.

use std::sync::OnceLock;

use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};

/// A file, its kind, and its bytes.
type File = (&'static str, &'static str, &'static [u8]);

const SCRIPT: &str = "text/javascript; charset=utf-8";

/// All files.
pub const FILES: &[File] = &[
    ("sayso.css", "text/css; charset=utf-8", include_bytes!("assets/sayso.css")),
    ("mark.svg", "image/svg+xml", include_bytes!("assets/mark.svg")),
    ("app.js", SCRIPT, include_bytes!("assets/app.js")),
    ("keys.js", SCRIPT, include_bytes!("assets/keys.js")),
    ("table.js", SCRIPT, include_bytes!("assets/table.js")),
    ("article.js", SCRIPT, include_bytes!("assets/article.js")),
    ("review.js", SCRIPT, include_bytes!("assets/review.js")),
    ("search.js", SCRIPT, include_bytes!("assets/search.js")),
    ("timeline.js", SCRIPT, include_bytes!("assets/timeline.js")),
    ("map.js", SCRIPT, include_bytes!("assets/map.js")),
    ("network.js", SCRIPT, include_bytes!("assets/network.js")),
    ("paste.js", SCRIPT, include_bytes!("assets/paste.js")),
    ("coast-50m.txt", "text/plain; charset=utf-8", include_bytes!("../../../data/world/coast/50m.txt")),
];

/// One hash of all files: scripts load each other by relative names, so that they change together.
pub fn edition() -> &'static str {
    static EDITION: OnceLock<String> = OnceLock::new();
    EDITION.get_or_init(|| {
        let all: Vec<u8> = FILES.iter().flat_map(|f| f.2.iter().copied()).collect();
        sayso_store::id::sha256(&all)[..12].to_owned()
    })
}

/// The address of a file.
pub fn address(name: &str) -> String {
    format!("/assets/{}/{name}", edition())
}

/// A file by the edition and name of its address.
pub fn answer(asked: &str, name: &str) -> Response {
    let Some((_, kind, bytes)) = FILES.iter().find(|f| f.0 == name).filter(|_| asked == edition()) else {
        return StatusCode::NOT_FOUND.into_response();
    };
    let headers = [
        (header::CONTENT_TYPE, HeaderValue::from_static(kind)),
        (header::CACHE_CONTROL, HeaderValue::from_static("public, max-age=31536000, immutable")),
    ];
    (headers, *bytes).into_response()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_file_names_another_place() {
        for (name, _, bytes) in FILES {
            let text = std::str::from_utf8(bytes).unwrap();
            let foreign = ["http://", "https://"].iter().flat_map(|scheme| text.match_indices(scheme));
            let foreign: Vec<&str> = foreign
                .map(|(at, _)| &text[at..(at + 40).min(text.len())])
                .filter(|found| !found.starts_with("http://www.w3.org/"))
                .collect();
            assert!(foreign.is_empty(), "{name} names {foreign:?}");
        }
    }
}
