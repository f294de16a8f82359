//! Is it the same thing? Copies of one text.

pub mod copy;
