//! In which table of the field? A ledger is written as the programs of others read it.
//!
//! [`column`] says once what each column is: its name, type, meaning and source. The header of a CSV file, the schema of a
//! Parquet file, a row's cells and the page of the codebook are all made from that. [`export`] goes through a ledger claim by
//! claim and holds no more than a batch of rows; beside each file it writes what it is ([`manifest`]), what it could not hold
//! ([`losses`]) and its codebook.

mod articles;
mod catalogue;
mod cell;
pub mod codebook;
pub mod column;
mod country;
mod csv;
mod error;
pub mod export;
mod field;
mod file;
mod form;
pub mod incidents;
mod list;
pub mod losses;
pub mod manifest;
mod member;
pub mod network;
mod parquet;
mod place;
pub mod reports;
mod shape;
mod sink;
pub mod theirs;
mod whole;

pub use articles::{Article, read_article};
pub use cell::{Cell, Kind};
pub use error::{Error, Result};
pub use export::Export;
pub use sayso_incidents::Gathered;
pub use sayso_link::Rule;
pub use shape::{Grain, Shape};
