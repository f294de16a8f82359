//! Follows the paths of a pattern through the tree.

use sayso_model::{ArgumentRole, TokenIx};

use super::Search;
use crate::rule::{LabelSet, Relation, Repeat, Step};

/// What is done with a token that is arrived at; true stops the walk.
pub(crate) type Visit<'v> = &'v mut dyn FnMut(TokenIx) -> bool;

impl Search<'_> {
    /// Shows every token at the end of the path, nearest first, perhaps more than once. True if it was stopped.
    pub(crate) fn walk(&self, path: &[Step], from: TokenIx, visit: Visit<'_>) -> bool {
        let Some((step, rest)) = path.split_first() else {
            return visit(from);
        };
        let mut arrive = |token: TokenIx| self.pass(&step.then, token) && self.walk(rest, token, visit);
        match step.repeat {
            Repeat::Once => self.step(step, from, &mut arrive),
            Repeat::Maybe => arrive(from) || self.step(step, from, &mut arrive),
            Repeat::Many => {
                // Breadth first; `seen` is also the queue.
                let mut seen = vec![from];
                let mut next = 0;
                while next < seen.len() {
                    let token = seen[next];
                    next += 1;
                    if arrive(token) {
                        return true;
                    }
                    let stopped = self.step(step, token, &mut |t| {
                        self.burn_among(seen.len());
                        if !seen.contains(&t) {
                            seen.push(t);
                        }
                        false
                    });
                    if stopped {
                        return true;
                    }
                }
                false
            }
        }
    }

    /// Makes a step once.
    fn step(&self, step: &Step, from: TokenIx, arrive: Visit<'_>) -> bool {
        let text = self.text;
        let mut offer = |token: TokenIx| {
            // Out of fuel everything stops, with nothing found.
            if !self.burn() {
                return true;
            }
            self.pass(&step.each, token) && arrive(token)
        };
        let has = |labels: LabelSet, token: TokenIx| labels.contains(text.token(token).dep as u8);
        match &step.relation {
            Relation::Child(labels) => {
                text.children(from).iter().copied().filter(|&c| has(*labels, c)).any(offer)
            }
            Relation::Head(labels) => text.head(from).filter(|_| has(*labels, from)).is_some_and(offer),
            Relation::Below(labels) => {
                let mut queue: Vec<TokenIx> = text.children(from).to_vec();
                let mut next = 0;
                while next < queue.len() && queue.len() <= text.tokens.len() {
                    let token = queue[next];
                    next += 1;
                    if !self.burn() || has(*labels, token) && offer(token) {
                        return true;
                    }
                    queue.extend_from_slice(text.children(token));
                }
                false
            }
            Relation::Above(labels) => {
                let mut token = from;
                while let Some(head) = text.head(token) {
                    if !self.burn() || has(*labels, token) && offer(head) {
                        return true;
                    }
                    token = head;
                }
                false
            }
            Relation::Linear { sign, from: near, to: far } => {
                let sentence = text.sentence_of(from);
                let room = if *sign < 0 { from - sentence.start } else { sentence.end - 1 - from };
                let at = |distance| if *sign < 0 { from - distance } else { from + distance };
                (u32::from(*near)..=room.min(u32::from(*far))).map(at).any(offer)
            }
            Relation::Subject => text.arguments.of(from, ArgumentRole::Subject).any(offer),
            Relation::Object => text.arguments.of(from, ArgumentRole::Object).any(offer),
            Relation::SubjectOf => text.arguments.predicates(from, ArgumentRole::Subject).any(offer),
            Relation::ObjectOf => text.arguments.predicates(from, ArgumentRole::Object).any(offer),
            Relation::Referent => offer(text.referent(from)),
            Relation::Either(paths) => paths.iter().any(|path| self.walk(path, from, &mut offer)),
        }
    }
}
