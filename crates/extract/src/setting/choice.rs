//! Which of the names is the place of this event, or none? A conditional model over the names of the sentence.

use sayso_model::{Annotated, Dep, PlaceMention, Span, TokenIx};

use super::feature::Scene;
use super::lexicon::PlaceWords;
use crate::Error;
use crate::statement::score::Scorer;

const FILE: &str = "data/en/model/event-places.tsv";

/// A name in a list with the place is one too if its own chance is at least this part of the place's.
const JOINED: f32 = 0.05;

/// The names of a sentence with the chance of each to be the place.
#[derive(Clone, Debug, Default)]
pub struct Ranking {
    /// Names in order of the text.
    pub names: Vec<PlaceMention>,
    /// The chance of each; what is left of 1 is that none is.
    pub chances: Vec<f32>,
}

/// The learnt model.
#[derive(Debug)]
pub(crate) struct Chooser {
    scorer: Scorer,
}

impl Chooser {
    pub fn load() -> Result<Self, Error> {
        let text = include_str!("../../../../data/en/model/event-places.tsv");
        Ok(Self { scorer: Scorer::read(FILE, text)? })
    }

    /// The chance of each name, by the features of all and of none.
    pub fn rank(&self, scene: &Scene<'_>) -> Ranking {
        let mut scores = vec![0.0f32; scene.names.len() + 1];
        scene.none(&mut |f| scores[0] += self.scorer.weight(f));
        for at in 0..scene.names.len() {
            scene.name(at, &mut |f| scores[at + 1] += self.scorer.weight(f));
        }
        let most = scores.iter().copied().fold(f32::NEG_INFINITY, f32::max);
        let sum: f32 = scores.iter().map(|s| (s - most).exp()).sum();
        let chances = scores[1..].iter().map(|s| (s - most).exp() / sum).collect();
        Ranking { names: scene.names.to_vec(), chances }
    }
}

impl Ranking {
    /// The chance of the name at a span, 0 if it is none of them.
    pub fn chance(&self, span: Span) -> f32 {
        let at = self.names.iter().position(|n| n.span == span);
        at.map_or(0.0, |at| self.chances[at])
    }

    /// The likeliest name if it is likelier than `floor` and than none, and the names joined to it ("in X and Y").
    pub fn places(&self, text: &Annotated, floor: f32) -> Vec<PlaceMention> {
        let best = (0..self.names.len())
            .max_by(|&a, &b| self.chances[a].total_cmp(&self.chances[b]).then(b.cmp(&a)));
        let none = 1.0 - self.chances.iter().sum::<f32>();
        let Some(best) = best.filter(|&b| self.chances[b] >= floor && self.chances[b] >= none) else {
            return Vec::new();
        };
        let mut places = vec![self.names[best]];
        let mut joined: Vec<usize> = (0..self.names.len())
            .filter(|&i| is_joined(text, self.names[i].head, self.names[best].head))
            .filter(|&i| self.chances[i] >= JOINED * self.chances[best])
            .collect();
        joined.sort_by(|&a, &b| self.chances[b].total_cmp(&self.chances[a]).then(a.cmp(&b)));
        for i in joined {
            if places.iter().all(|p| !p.span.overlaps(self.names[i].span)) {
                places.push(self.names[i]);
            }
        }
        places.sort_unstable_by_key(|p| p.span);
        places
    }
}

/// Names in one list.
fn is_joined(text: &Annotated, a: TokenIx, b: TokenIx) -> bool {
    let first = |mut t: TokenIx| {
        while text.token(t).dep == Dep::Conj {
            let Some(head) = text.head(t) else { break };
            t = head;
        }
        t
    };
    a != b && first(a) == first(b)
}

/// Prepares the sentence of an event.
pub(crate) fn with_scene<R>(
    text: &Annotated,
    words: &PlaceWords,
    event: TokenIx,
    then: impl FnOnce(&Scene<'_>) -> R,
) -> R {
    let names = super::candidate::candidates(&super::name::Names { text, words, nominals: false }, event);
    let rings = super::place::event_place(text, words, event, false);
    then(&Scene { text, words, event, names: &names, rings: &rings })
}
