//! Where and when does it happen, by the grammar of the sentence?

mod candidate;
mod choice;
mod feature;
mod lexicon;
mod name;
mod place;
mod time;

use sayso_model::{
    Annotated, Dep, Document, Form, PlaceMention, Pos, StatementMention, TimeExpression, TimeMention, TokenIx,
};
use sayso_time::TimeGrammar;

use crate::Error;
use choice::Chooser;
pub use choice::Ranking;
use lexicon::PlaceWords;

/// A name of the trigger's own phrases is dropped if the model gives it less; of nouns it knows less than of verbs.
const VERB_RING_FLOOR: f32 = 0.15;
const NOUN_RING_FLOOR: f32 = 0.02;
/// A name elsewhere in the sentence is the place if the model gives it as much.
const FLOOR: f32 = 0.55;

/// Finds the place and time that belong to a trigger.
pub struct SettingFinder {
    words: PlaceWords,
    chooser: Chooser,
    times: TimeGrammar,
}

/// What the choice of an event's place is learnt from.
#[derive(Clone, Debug, Default)]
pub struct PlaceSample {
    /// Names of the sentence.
    pub names: Vec<PlaceMention>,
    /// Features of "none of them", then those of each name.
    pub features: Vec<Vec<String>>,
}

impl SettingFinder {
    /// Reads what is built in.
    pub fn load() -> Result<Self, Error> {
        Ok(Self { words: PlaceWords::load()?, chooser: Chooser::load()?, times: TimeGrammar::load()? })
    }

    /// Time expressions of a document, read against its day of publication, and those of direct speech against the day of the
    /// saying, where the text tells it: “They left today,” he said on Monday.
    pub fn times(
        &self,
        document: &Document,
        annotated: &Annotated,
        statements: &[StatementMention],
    ) -> Vec<TimeExpression> {
        let mut times = self.times.find(&document.text, annotated, document.published);
        for statement in statements.iter().filter(|s| s.form == Form::Direct && s.parent.is_none()) {
            let on = statement.time.and_then(|said| times.iter().find(|t| t.span.overlaps(said.span)));
            let Some((day, last)) = on.and_then(|t| t.interval) else { continue };
            if day != last {
                continue;
            }
            for said in &statement.content {
                for read in self.times.find_said(&document.text, annotated, *said, day) {
                    if let Some(time) = times.iter_mut().find(|t| t.span == read.span) {
                        *time = read;
                    }
                }
            }
        }
        times
    }

    /// The names of a word's sentence, with the chance of each to be where that happens which the word tells of.
    pub fn rank_places(&self, annotated: &Annotated, event: TokenIx) -> Ranking {
        choice::with_scene(annotated, &self.words, event, |scene| self.chooser.rank(scene))
    }

    /// What [`Self::rank_places`] looks at, for training.
    pub fn place_sample(&self, annotated: &Annotated, event: TokenIx) -> PlaceSample {
        choice::with_scene(annotated, &self.words, event, |scene| {
            let mut features = vec![Vec::new(); scene.names.len() + 1];
            scene.none(&mut |f| features[0].push(f.to_owned()));
            for at in 0..scene.names.len() {
                scene.name(at, &mut |f| features[at + 1].push(f.to_owned()));
            }
            PlaceSample { names: scene.names.to_vec(), features }
        })
    }

    /// Place names that belong to the event that a token tells of; without one, a noun that stands for a name before ("in the
    /// city").
    pub fn event_place(&self, annotated: &Annotated, trigger: TokenIx) -> Vec<PlaceMention> {
        let mut rings = place::event_place(annotated, &self.words, trigger, false);
        let dateline = candidate::dateline_end(annotated, trigger);
        rings.retain(|m| m.head >= dateline);
        let token = annotated.token(trigger);
        // "Iran-backed rebels in Yemen", "the besieged Strip": the place of an epithet is what it stands before.
        if token.dep == Dep::Amod {
            let noun = annotated.head(trigger);
            return rings.into_iter().filter(|m| Some(m.head) == noun).collect();
        }
        let ranking = self.rank_places(annotated, trigger);
        let ring_floor = if token.pos == Pos::Verb { VERB_RING_FLOOR } else { NOUN_RING_FLOOR };
        let doubted = |m: &PlaceMention| ranking.chance(m.span) < ring_floor;
        let kept: Vec<PlaceMention> = rings.iter().filter(|m| !doubted(m)).copied().collect();
        if !kept.is_empty() {
            return kept;
        }
        let named = ranking.places(annotated, FLOOR);
        if !named.is_empty() {
            return named;
        }
        let mut nominals = place::event_place(annotated, &self.words, trigger, true);
        nominals.retain(|m| m.head >= dateline);
        nominals
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
