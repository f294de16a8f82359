//! One verb, one file.

pub mod annotate;
pub mod changes;
pub mod claims;
pub mod code;
pub mod compare;
pub mod completions;
pub mod emit;
pub mod explain;
pub mod export;
pub mod follow;
pub mod incidents;
pub mod info;
pub mod ingest;
pub mod keep;
pub mod link;
pub mod lists;
pub mod man;
pub mod seen;
pub mod serve;
pub mod show;
