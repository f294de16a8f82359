//! Who and where and when is that?
//!
//! Takes the records of extraction, whose parties, places and times are words of the text, and says which actors,
//! places and days they are.

pub mod actor;
mod assemble;
mod error;
pub mod event;
pub mod place;
mod setting;
pub mod time;

use jiff::civil::Date;

use actor::knowledge::KnowledgeBase;
use actor::lexicon::Lexicon;
use actor::phrase::Reader;
use actor::string::ActorString;
pub use error::Error;
pub use setting::place_spans;

/// Knows actors, places and the calendar. Made once, used for any number of documents, from any number of threads.
pub struct Resolver {
    knowledge: KnowledgeBase,
    lexicon: Lexicon,
    ontology: event::Ontology,
    anaphora: event::Anaphora,
    places: place::PlaceResolver,
}

impl Resolver {
    /// Opens what is compiled into the program.
    pub fn load() -> Result<Self, Error> {
        Ok(Self {
            knowledge: KnowledgeBase::load()?,
            lexicon: Lexicon::load()?,
            ontology: event::Ontology::load()?,
            anaphora: event::Anaphora::load()?,
            places: place::PlaceResolver::load().ok_or_else(Error::gazetteer)?,
        })
    }

    /// Adds actors from a file of the user's, in the form of the files in data/world/actors. They go before those of
    /// the program. `name` is for messages.
    pub fn add_actors(&mut self, name: &str, text: &str) -> Result<(), Error> {
        self.knowledge.add(name, text)
    }

    /// Types, modes and codes.
    pub fn ontology(&self) -> &event::Ontology {
        &self.ontology
    }

    /// Adds event types from a file of the user's, in the form of data/ontology/plover.tsv. `file` is for messages.
    pub fn add_types(&mut self, file: &str, text: &str) -> Result<(), Error> {
        self.ontology.add_types(file, text)
    }

    /// The actors that are known.
    pub fn knowledge(&self) -> &KnowledgeBase {
        &self.knowledge
    }

    /// Who is meant by a noun phrase that stands alone, on a day; without a day, by what is known last.
    ///
    /// ```
    /// let resolver = sayso_resolve::Resolver::load().unwrap();
    /// let officials = resolver.actor_string("two Afghan officials", None);
    /// assert_eq!((officials.country.as_deref(), officials.sector.as_deref()), (Some("AFG"), Some("GOV")));
    /// ```
    pub fn actor_string(&self, text: &str, date: Option<Date>) -> ActorString {
        Reader { is_alone: true, ..self.reader(date) }.actor_string(text)
    }

    fn reader(&self, date: Option<Date>) -> Reader<'_> {
        Reader {
            knowledge: &self.knowledge,
            lexicon: &self.lexicon,
            atlas: self.places.atlas(),
            date,
            country: None,
            named: None,
            is_alone: false,
        }
    }
}
