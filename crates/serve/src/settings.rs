//! What is served, where, and to whom?

use std::net::SocketAddr;
use std::time::Duration;

/// How the server is set up.
#[derive(Clone, Debug)]
pub struct Settings {
    /// The ledger: a path, or `postgres://…`.
    pub ledger: String,
    /// Where to listen.
    pub address: SocketAddr,
    /// What a visitor must know; without it nobody beyond this machine is let in.
    pub token: Option<String>,
    /// Other names by which the server may be called, such as that of a proxy.
    pub hosts: Vec<String>,
    /// True if nothing may be written.
    pub read_only: bool,
    /// Name under which decisions are written that name nobody.
    pub reviewer: String,
    /// How long one answer may take.
    pub patience: Duration,
    /// Answers that are worked on at a time.
    pub workers: usize,
}

impl Settings {
    /// The usual settings for a ledger: this machine alone.
    pub fn new(ledger: impl Into<String>) -> Self {
        Self {
            ledger: ledger.into(),
            address: SocketAddr::from(([127, 0, 0, 1], 8765)),
            token: None,
            hosts: Vec::new(),
            read_only: false,
            reviewer: "reviewer".into(),
            patience: Duration::from_secs(10),
            workers: std::thread::available_parallelism().map_or(2, usize::from).max(2),
        }
    }

    /// Why it must not be started like this, if it must not.
    pub fn refusal(&self) -> Option<&'static str> {
        let token = self.token.as_deref().unwrap_or("");
        match () {
            () if !self.address.ip().is_loopback() && token.is_empty() => {
                Some("beyond this machine the server needs a token")
            }
            () if !token.is_empty() && token.len() < 16 => Some("a token has at least 16 characters"),
            () => None,
        }
    }
}
