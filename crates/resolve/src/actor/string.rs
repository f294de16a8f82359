//! Who is meant by a noun phrase that stands alone?

use jiff::civil::Date;
use smol_str::SmolStr;

use super::entry::EntryId;
use super::phrase::{Reader, Reading};
use super::words::words;

/// What a string says of an actor, in the codes of PLOVER.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct ActorString {
    /// ISO 3166-1 alpha-3 code, or `IGO`, `UNO`, `EUR` for intergovernmental bodies.
    pub country: Option<SmolStr>,
    /// Sector; `None` for states and for what is not known.
    pub sector: Option<SmolStr>,
    /// Canonical name of the entry, if it names one.
    pub name: Option<SmolStr>,
    /// The entry.
    pub entry: Option<EntryId>,
    /// Other entries that bear the name.
    pub candidates: Vec<EntryId>,
}

impl Reader<'_> {
    /// Reads a string as a whole phrase.
    pub fn actor_string(&self, text: &str) -> ActorString {
        let words = words(text);
        let reading = self.read(&words, None);
        let name = reading.entry.map(|id| self.knowledge.entry(id).name);
        let Reading { country, mut sector, entry, others, is_seat, .. } = reading;
        if sector.as_deref() == Some("state") {
            // A seat stands for the government; the state itself has no sector.
            sector = is_seat.then(|| "GOV".into());
        }
        if sector.as_deref() == Some("IGO") {
            sector = None;
        }
        ActorString { country, sector, name, entry, candidates: others }
    }

    /// The same reader on another day.
    pub fn on(self, date: Option<Date>) -> Self {
        Self { date, ..self }
    }
}
