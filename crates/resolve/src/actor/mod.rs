//! Who is that? Actors of the text, the entries of the knowledge base they are, their countries and sectors.
//!
//! - [`fold`] and [`source`]: how names are written, and how the files of data/world/actors are read.
//! - [`entry`], [`knowledge`]: what is known of the world.
//! - [`lexicon`], [`words`], [`phrase`], `unlisted`, [`sector`]: what the words of a noun phrase say of the party.
//! - [`string`]: one noun phrase on its own.
//! - [`sighting`]: the known names of a text, and the country it speaks of.
//! - [`noun_phrase`], [`metonym`], [`mention`], [`cast`]: the parties of a document.

pub mod cast;
pub mod entry;
pub mod fold;
pub mod knowledge;
mod latin;
pub mod lexicon;
pub mod mention;
pub mod metonym;
pub mod noun_phrase;
pub mod phrase;
pub mod sector;
pub mod sighting;
mod source;
pub mod string;
mod unlisted;
pub mod words;
