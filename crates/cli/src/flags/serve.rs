//! Flags of `sayso serve`.

use std::net::IpAddr;
use std::path::PathBuf;

use clap::Args;

use super::store::LedgerFlags;

pub const SERVE_HELP: &str = "\
Opens a ledger in a browser on this machine. Every list is also JSON, CSV and GeoJSON under the same address with another
ending, and /openapi.json tells programs of all of them. Nothing is loaded from elsewhere.

Beyond this machine (`--bind`) a token of at least 16 characters is needed: in the environment as SAYSO_TOKEN or in a file.
The address that is printed then carries it once. Put a proxy with TLS before it, and name the proxy with `--host`.

Examples:
  sayso serve --db ledger.db
  sayso serve --db ledger.db --read-only --port 0
  SAYSO_TOKEN=$(openssl rand -hex 16) sayso serve --bind 0.0.0.0 --host ledger.example.org";

#[derive(Debug, Args)]
pub struct ServeFlags {
    #[command(flatten)]
    pub ledger: LedgerFlags,
    /// Port; 0 takes any that is free
    #[arg(short, long, value_name = "PORT", default_value_t = 8765)]
    pub port: u16,
    /// Address to listen on
    #[arg(long, value_name = "ADDRESS", default_value = "127.0.0.1")]
    pub bind: IpAddr,
    /// Another name by which the server may be called
    #[arg(long, value_name = "NAME")]
    pub host: Vec<String>,
    /// File whose first line is the token; the environment's SAYSO_TOKEN goes before it
    #[arg(long, value_name = "FILE")]
    pub token_file: Option<PathBuf>,
    /// Take no decisions
    #[arg(long)]
    pub read_only: bool,
    /// Name under which decisions are written
    #[arg(long, value_name = "NAME", env = "USER", default_value = "reviewer", hide_env = true)]
    pub reviewer: String,
    /// How long one answer may take, in seconds
    #[arg(long, value_name = "SECONDS", default_value_t = 10, value_parser = clap::value_parser!(u64).range(1..=600))]
    pub patience: u64,
}
