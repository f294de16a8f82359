//! Where and when does it happen, by the grammar of the sentence?

mod lexicon;
mod name;
mod place;
mod time;

use sayso_model::{Annotated, PlaceMention, TimeMention, TokenIx};
use sayso_time::{TimeExpression, TimeGrammar};

use crate::Error;
use lexicon::PlaceWords;

/// Finds the place and time that belong to a trigger.
pub struct SettingFinder {
    words: PlaceWords,
    times: TimeGrammar,
}

impl SettingFinder {
    /// Reads what is built in.
    pub fn load() -> Result<Self, Error> {
        Ok(Self { words: PlaceWords::load()?, times: TimeGrammar::load()? })
    }

    /// Time expressions of a document, for [`Self::event_time`].
    pub fn times(&self, text: &str, annotated: &Annotated) -> Vec<TimeExpression> {
        self.times.find(text, annotated, None)
    }

    /// Place names that belong to the event that a token tells of.
    pub fn event_place(&self, annotated: &Annotated, trigger: TokenIx) -> Vec<PlaceMention> {
        place::event_place(annotated, &self.words, trigger)
    }

    /// The time expression that belongs to the event that a token tells of.
    pub fn event_time(
        &self,
        annotated: &Annotated,
        times: &[TimeExpression],
        trigger: TokenIx,
    ) -> Option<TimeMention> {
        time::event_time(annotated, &self.words, times, trigger)
    }
}
