//! What a rule was missing, in words.

use sayso_model::{Annotated, TokenIx};

use crate::matching::Search;
use crate::rule::{Rule, Step, Unless};

/// How many tokens are named in one message.
const MAX_NAMED: usize = 3;

/// The step of a path that leads nowhere, and from where.
fn dead_end(search: &Search<'_>, path: &[Step], origin: TokenIx) -> String {
    let mut from = origin;
    for (made, step) in path.iter().enumerate() {
        let mut last = None;
        search.walk(&path[..=made], origin, &mut |token| {
            last = Some(token);
            true
        });
        match last {
            Some(token) => from = token,
            None => return format!("no `{}` from “{}”", step.text, search.text.token(from).lower),
        }
    }
    String::new()
}

/// Why a rule does not match.
#[derive(Clone, Debug)]
pub(crate) struct Miss {
    /// Number of the node that the search came to.
    pub node: usize,
    pub why: String,
}

impl Miss {
    /// A node that nothing can be bound to.
    pub fn of_node(search: &Search<'_>, rule: &Rule, number: usize) -> Miss {
        let node = &rule.nodes[number];
        let mut reasons: Vec<String> = Vec::new();
        for alternative in &node.alternatives {
            let Some(from) = alternative.from else { continue };
            for &origin in search.bound_to(from) {
                let mut arrived = false;
                search.walk(&alternative.path, origin, &mut |token| {
                    arrived = true;
                    if let Some(test) = alternative.tests.iter().find(|t| !search.holds(t, token)) {
                        let reason = format!("“{}” fails `{}`", search.text.token(token).lower, test.text);
                        if !reasons.contains(&reason) {
                            reasons.push(reason);
                        }
                    }
                    false
                });
                if !arrived {
                    reasons.push(dead_end(search, &alternative.path, origin));
                }
            }
        }
        let more = reasons.len().saturating_sub(MAX_NAMED);
        reasons.truncate(MAX_NAMED);
        let why = match (reasons.is_empty(), more) {
            (true, _) => format!("{}: `{}` starts from nothing", node.name, node.text),
            (false, 0) => format!("{}: `{}`: {}", node.name, node.text, reasons.join("; ")),
            (false, _) => format!("{}: `{}`: {}; and {more} more", node.name, node.text, reasons.join("; ")),
        };
        Miss { node: number, why }
    }

    /// Conditions that must not hold and do.
    pub fn of_unless(number: usize, unless: &Unless, text: &Annotated, tokens: &[TokenIx]) -> Miss {
        let words: Vec<String> = tokens.iter().map(|&t| format!("“{}”", text.token(t).lower)).collect();
        Miss { node: number, why: format!("unless: `{}` holds: {}", unless.text, words.join(", ")) }
    }
}
