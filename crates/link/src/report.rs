//! What does one article tell of one event? The unit of linking: an event with its parties, place, time, figures and
//! sources, free of the text, so that it can be stored, sent to another machine and compared there.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use smol_str::SmolStr;
use std::sync::Arc;

use crate::story::Sketch;

/// Which event of which article: the order of keys decides whatever else leaves open.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Key {
    /// Identifier of the document: [`sayso_model::Document::identity`].
    pub document: SmolStr,
    /// Number of the event within it.
    pub event: u32,
}

/// One event as one article tells it.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Report {
    /// Which event of which article.
    pub key: Key,
    /// When the article was published.
    pub published: Option<Date>,
    /// Who published it.
    pub publisher: Option<String>,
    /// The group of copies of one text that the article belongs to, if it is no original.
    pub copies: Option<SmolStr>,
    /// Type of the ontology.
    pub kind: SmolStr,
    /// Mode of the type.
    pub mode: Option<SmolStr>,
    /// The word that carries the event, in lower case.
    pub trigger: String,
    /// Who does it.
    pub actors: Vec<Party>,
    /// To whom it is done.
    pub recipients: Vec<Party>,
    /// Where, as far as the text says.
    pub places: Vec<Place>,
    /// First and last day, as far as the text says.
    pub date: Option<Days>,
    /// Who puts it forward, and how.
    pub views: Vec<View>,
    /// Figures of victims.
    pub tolls: Vec<Toll>,
    /// Country to which the other events of the article assign one that names none.
    pub home: Option<SmolStr>,
    /// What the article is about.
    pub story: Arc<Sketch>,
}

/// Somebody who does something or has it done to them.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Party {
    /// Entry of the knowledge base.
    pub entry: Option<SmolStr>,
    /// Canonical name in its article.
    pub name: String,
    /// ISO 3166-1 alpha-3 code.
    pub country: Option<SmolStr>,
    /// `state`, a PLOVER sector, `IGO` or `NGO`.
    pub role: Option<SmolStr>,
}

/// A place of the event.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Place {
    /// Name, canonical where it is resolved, else as in the text.
    pub name: String,
    /// GeoNames identifier.
    pub geonames: Option<u32>,
    /// Degrees north and east.
    pub point: Option<(f64, f64)>,
    /// ISO 3166-1 alpha-3 code.
    pub country: Option<SmolStr>,
    /// First-order division.
    pub admin1: Option<String>,
    /// `country`, `admin1`, `city`, `facility`, `region`, `water`.
    pub precision: Option<SmolStr>,
}

/// An interval of days, both ends included.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Days {
    /// First day.
    pub from: Date,
    /// Last day.
    pub to: Date,
}

/// How one source presents the event.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct View {
    /// Number of the statement in its article; `None` is the article's own voice.
    pub statement: Option<u32>,
    /// Who says so, outermost first, as canonical names; empty for the article's own voice.
    pub chain: Vec<Source>,
    /// `asserted`, `alleged`, `denied`, `possible`, `conditional`, `planned`, `demanded`.
    pub status: SmolStr,
}

/// One hop of a chain of sources.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Source {
    /// Who it is.
    pub party: Party,
    /// Class of the source where it is the innermost one: `person`, `government`, `media` …
    pub class: Option<SmolStr>,
    /// True if the text gives a proper name.
    pub named: bool,
}

/// A number of victims as one source gives it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Toll {
    /// `killed`, `wounded`, `missing`, `displaced`, `detained`.
    pub kind: SmolStr,
    /// Lowest number that the words allow.
    pub low: Option<u64>,
    /// Highest number that the words allow.
    pub high: Option<u64>,
    /// True for "about", "some", "nearly".
    pub approximate: bool,
    /// Number of the statement that gives it; `None` is the article's own voice.
    pub statement: Option<u32>,
}

impl View {
    /// True if it says that the event happened or did not: not a threat, plan, demand or possibility.
    pub fn is_of_incident(&self) -> bool {
        matches!(self.status.as_str(), "asserted" | "alleged" | "denied")
    }
}

impl Report {
    /// True if some source says that it happened, was done, or did not happen: what may be an incident.
    ///
    /// A threat, plan, demand or mere possibility is none, however it is worded.
    pub fn is_incident(&self) -> bool {
        self.views.iter().any(View::is_of_incident)
    }

    /// Country that the event lies in or is done to, as far as the report tells: the first of its places', its
    /// recipients' and its doers' that has one, else that of the article.
    pub fn country(&self) -> Option<&SmolStr> {
        self.own_country().or(self.home.as_ref())
    }

    /// The same without the article's.
    pub(crate) fn own_country(&self) -> Option<&SmolStr> {
        let parties = self.recipients.iter().chain(&self.actors).filter_map(|p| p.country.as_ref());
        self.places.iter().filter_map(|p| p.country.as_ref()).chain(parties).next()
    }

    /// True if it names neither place nor day nor party: what it tells of can only be told from the article.
    pub fn is_bare(&self) -> bool {
        self.places.is_empty() && self.date.is_none() && self.actors.is_empty() && self.recipients.is_empty()
    }

    /// The days between which the event must lie: its own date, or the days before publication in which news is told.
    pub fn window(&self) -> Option<Days> {
        self.date.or_else(|| {
            let to = self.published?;
            Some(Days { from: to.saturating_sub(jiff::Span::new().days(FRESH_DAYS)), to })
        })
    }
}

/// How long after an event without a date of its own it may still be told as news.
pub const FRESH_DAYS: i64 = 3;
