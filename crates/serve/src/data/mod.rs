//! What does a program get? The same rows as a page, under the same address with another ending.

pub mod csv;
pub mod geo;
pub mod json;
