//! How good is it? Scorers for each part of a ledger, and the readers of the corpora they score against.
//!
//! A scorer compares what `sayso code` prints (the contract in [`contract`]) with gold made by people. Each verb
//! of the program `sayso-eval` is one module with an `Args` type, which says what it reads, and a `run` function,
//! which gives a [`Report`]: a table for people and one JSON object for programs.

pub mod actors;
pub mod all;
pub mod attribution;
pub mod chars;
pub mod clusters;
pub mod coder;
pub mod confidence;
pub mod contract;
pub mod event_place;
pub mod factuality;
pub mod ledger;
pub mod lines;
pub mod marked;
pub mod matching;
pub mod names;
pub mod petrarch;
pub mod python;
pub mod relations;
pub mod report;
pub mod score;
pub mod spans;
pub mod table;
pub mod times;
pub mod toponyms;

mod calibration;
mod error;

pub use error::Error;
pub use report::Report;
