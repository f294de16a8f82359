//! What is the text? Bytes become a [`sayso_model::Document`]: canonical text, blocks, title, language, hash.
//!
//! What a user names on the command line is a [`Source`]: a file, a folder, standard input, an address. [`open`] gives
//! its [`Record`]s one by one, as a stream; [`Record::read`] makes a document of one, on whatever thread. Neither a
//! source nor a record that is bad stops the others: failures are values.
//!
//! Reading never guesses what the bytes do not say: a plain text has no publication date unless the user gives one.
//! What a page says of itself is kept with where it was read, in [`sayso_model::Provenance`].

mod assemble;
mod block;
mod charset;
mod columns;
mod date;
mod diagnostics;
mod en;
mod error;
mod failure;
mod feed;
mod format;
mod heading;
mod html;
mod http;
mod language;
mod lines;
mod open;
mod options;
mod paragraph;
pub mod plain;
mod record;
mod source;
mod table;
mod text;
mod watch;

pub use columns::{Columns, Role};
pub use error::Error;
pub use failure::{Failure, Scope, reason};
pub use format::Format;
pub use open::{Records, Skipped, found, live, open};
pub use options::{Limits, Options};
pub use record::{Reading, Record};
pub use source::Source;
pub use watch::{Arrived, Stamp, Watch};
