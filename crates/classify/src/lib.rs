//! Of which type is what one party does to another?
//!
//! Given a text and the words of a source and a target, a linear model tells the PLOVER type, also where no lexicon has
//! the wording. It looks at lemmas and grammar between and around the two, at what presents the act (will, agree to,
//! threaten, refuse, no), and at what lexicons know of each word: the types of our triggers, the code that the CAMEO verb
//! dictionary gives to a verb in its surroundings, and the dictionary's sets of synonyms.
//!
//! The types are those of the corpus that the weights are learnt from, which has PLOVER's older `YIELD` for `CONCEDE`
//! and `RETREAT`. [`learn`](crate::learn) makes the weights again.

mod feature;
pub mod learn;
mod lexicon;
mod model;

use std::collections::BTreeMap;

use sayso_model::{Annotated, Span};
use smol_str::SmolStr;

use lexicon::Lexicon;
pub use model::{Model, fingerprint};

/// The weights of the program, by their place in the repository.
const WEIGHTS: &str = include_str!("../../../data/en/model/types.tsv");

/// Features of a pair, with how much each counts.
pub type Features = BTreeMap<String, f32>;

/// Tells types. Made once, used for any number of pairs, from any number of threads.
pub struct Classifier {
    lexicon: Lexicon,
    model: Model,
}

/// A type with its score; the greatest is the answer.
#[derive(Clone, Debug, PartialEq)]
pub struct Scored {
    /// Type, such as `ASSAULT`.
    pub kind: SmolStr,
    /// Distance from the plane that parts it from the others.
    pub margin: f32,
}

impl Classifier {
    /// Reads the lexicons and weights that are part of the program. An error names file and line.
    pub fn load() -> Result<Self, String> {
        Ok(Self { lexicon: Lexicon::load()?, model: Model::read(WEIGHTS)? })
    }

    /// The same lexicons with other weights.
    pub fn with_model(self, model: Model) -> Self {
        Self { model, ..self }
    }

    /// The weights.
    pub fn model(&self) -> &Model {
        &self.model
    }

    /// What is seen of a pair. A party that the text does not name has no words.
    pub fn features(&self, annotated: &Annotated, source: Option<Span>, target: Option<Span>) -> Features {
        feature::features(&self.lexicon, annotated, source, target)
    }

    /// Types, the likeliest first.
    pub fn classify(&self, annotated: &Annotated, source: Option<Span>, target: Option<Span>) -> Vec<Scored> {
        self.model.score(&self.features(annotated, source, target))
    }
}
