//! What is particular to English: how verbs tell a time, and how numbers are written in words.

pub mod numbers;
pub mod tense;
