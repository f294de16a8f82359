//! Who is that? Actors of the text, the entries of the knowledge base they are, their countries and sectors.
//!
//! - [`fold`] and [`source`]: how names are written, and how the files of data/world/actors are read.
//! - [`entry`], [`knowledge`]: what is known of the world.
//! - [`lexicon`], [`words`], [`phrase`], `cut`, `common`, `unlisted`, [`sector`]: what the words of a noun phrase say of the party.
//! - [`string`]: one noun phrase on its own.
//! - [`sighting`]: the known names of a text, and the country it speaks of.
//! - [`noun_phrase`], [`metonym`], [`mention`], `group`, `build`, [`cast`]: the parties of a document.
//! - `candidate`, `near`: entries that an actor could be, proposed and not merged.

mod build;
mod candidate;
pub mod cast;
mod common;
mod cut;
pub mod entry;
pub mod fold;
mod group;
pub mod knowledge;
mod latin;
pub mod lexicon;
pub mod mention;
pub mod metonym;
mod namesake;
mod near;
pub mod noun_phrase;
pub mod phrase;
pub mod sector;
pub mod sighting;
mod source;
pub mod string;
mod unlisted;
pub mod words;
