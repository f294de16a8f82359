//! What is the program made of?

use crate::Pipeline;

/// Version of the program, its rules and its model, as records carry it: `0.1.0+rules.0123456789ab.model.0123456789ab`.
pub const VERSION: &str = concat!(
    env!("CARGO_PKG_VERSION"),
    "+rules.",
    env!("SAYSO_RULES_DIGEST"),
    ".model.",
    env!("SAYSO_MODEL_DIGEST")
);

/// One thing that the program holds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Item {
    /// What it is.
    pub what: &'static str,
    /// A number or a name.
    pub value: String,
}

impl Pipeline {
    /// What is loaded: versions, digests, and how many rules and words there are.
    pub fn inventory(&self) -> Vec<Item> {
        let rules = self.extractor.statement_rules();
        let lexicon = rules.lexicon();
        let words: usize = lexicon
            .classes()
            .iter()
            .filter_map(|c| lexicon.class(&c.name))
            .map(|c| lexicon.entries(c).count())
            .sum();
        let item = |what, value: String| Item { what, value };
        vec![
            item("program", env!("CARGO_PKG_VERSION").to_owned()),
            item("rules and lexicons", format!("`{}`", env!("SAYSO_RULES_DIGEST"))),
            item("model", format!("spaCy `en_core_web_sm` 3.8.0, `{}`", env!("SAYSO_MODEL_DIGEST"))),
            item("rules of statements", rules.rules().count().to_string()),
            item("words that they ask for", words.to_string()),
            item("known actors", self.resolver.knowledge().len().to_string()),
        ]
    }
}
