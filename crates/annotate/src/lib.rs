//! See ARCHITECTURE.md.

pub mod layer;
