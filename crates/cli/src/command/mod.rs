//! One verb, one file.

pub mod code;
pub mod completions;
pub mod info;
