//! Fetches an address, because the user named it. Links in what comes are not followed.

use std::io::Read;
use std::time::Duration;

use crate::{Failure, Limits};

/// Redirects that are followed.
const REDIRECTS_MAX: u32 = 5;

/// An answer: where it came from in the end, what it says it is, and its bytes as they come.
pub struct Answer {
    pub url: String,
    pub content_type: Option<String>,
    pub body: Box<dyn Read + Send>,
}

/// Asks for an address.
pub fn fetch(url: &str, limits: Limits) -> Result<Answer, Failure> {
    use ureq::ResponseExt;

    let wait = Duration::from_secs(limits.fetch_seconds_max);
    let config = ureq::Agent::config_builder()
        .timeout_global(Some(wait))
        .timeout_connect(Some(wait.min(Duration::from_secs(10))))
        .max_redirects(REDIRECTS_MAX)
        .http_status_as_error(false)
        .user_agent(concat!("sayso/", env!("CARGO_PKG_VERSION")))
        .build();
    let agent: ureq::Agent = config.into();
    let asked = agent.get(url).header("Accept", "text/html, application/xhtml+xml, */*;q=0.8").call();
    let response = asked.map_err(|error| {
        let hint = "the address is asked once; save the page and give the file if it needs a browser";
        Failure::source(url, format!("the server did not answer: {error}")).hint(hint)
    })?;
    let status = response.status();
    if !status.is_success() {
        return Err(Failure::source(url, format!("the server answered {status}")));
    }
    let content_type =
        response.headers().get("content-type").and_then(|v| v.to_str().ok()).map(str::to_owned);
    let found = response.get_uri().to_string();
    let body = Box::new(response.into_body().into_reader());
    Ok(Answer { url: found, content_type, body })
}
