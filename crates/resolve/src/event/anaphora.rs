//! Which words point back at an event told before, and which bring in a new one?

use rustc_hash::FxHashMap;
use smol_str::SmolStr;

use crate::Error;

const FILE: (&str, &str) =
    ("data/en/lexicon/event/anaphora.tsv", include_str!("../../../../data/en/lexicon/event/anaphora.tsv"));

/// Words by what they do to a mention.
pub(crate) struct Anaphora {
    classes: FxHashMap<SmolStr, Vec<SmolStr>>,
}

impl Anaphora {
    pub(crate) fn load() -> Result<Self, Error> {
        let mut classes: FxHashMap<SmolStr, Vec<SmolStr>> = FxHashMap::default();
        for (i, line) in FILE.1.lines().enumerate() {
            if line.starts_with('#') || line.trim().is_empty() {
                continue;
            }
            let Some((word, class)) = line.split_once('\t') else {
                return Err(Error::data(FILE.0, i + 1, "needs two columns"));
            };
            classes.entry(word.into()).or_default().push(class.trim().into());
        }
        Ok(Self { classes })
    }

    /// True if a word, given in lower case, is of a class.
    pub(crate) fn is(&self, word: &str, class: &str) -> bool {
        self.classes.get(word).is_some_and(|c| c.iter().any(|x| x == class))
    }
}
