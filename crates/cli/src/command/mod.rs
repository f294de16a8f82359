//! One verb, one file.

pub mod annotate;
pub mod code;
pub mod completions;
pub mod explain;
pub mod info;
