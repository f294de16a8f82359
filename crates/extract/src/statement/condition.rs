//! Does the main point depend on a condition, and in which words is it put?

use sayso_model::{Annotated, TokenIx};
use sayso_rules::Match;

use super::stretch::Stretch;

/// Conditions of a document in order of the text.
pub(crate) struct Conditions(Vec<Stretch>);

impl Conditions {
    /// Reads matches of rules of kind `condition`.
    pub fn of<'m>(text: &Annotated, matches: impl Iterator<Item = &'m Match>) -> Self {
        let mut found: Vec<Stretch> = matches
            .filter_map(|m| {
                let link = m.token("link")?;
                let (_, right) = text.edges(m.token("clause")?);
                Stretch::new(link, right + 1)
            })
            .collect();
        found.sort_unstable();
        Self(found)
    }

    /// The condition that opens at a token.
    pub fn at(&self, token: TokenIx) -> Option<Stretch> {
        let found = self.0.partition_point(|c| c.start < token);
        self.0.get(found).copied().filter(|c| c.start == token)
    }

    /// The words of the first condition in the pieces of a content.
    pub fn within(&self, pieces: &[Stretch]) -> Option<Stretch> {
        pieces.iter().find_map(|piece| {
            let from = self.0.partition_point(|c| c.start < piece.start);
            let condition = self.0.get(from).filter(|c| c.start < piece.end)?;
            Stretch::new(condition.start, condition.end.min(piece.end))
        })
    }
}
