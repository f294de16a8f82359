//! Reads the lines of a rule that are patterns: nodes and what rules a match out.

use super::pattern::{Scope, Start, parse_alternatives};
use super::rule::leftover;
use super::token_test::TEST_NAMES;
use crate::problem::Fault;
use crate::rule::{MAX_NODES, MAX_SLOTS, Node, Quantity, Rule, Unless};
use crate::scan::Cursor;

/// Words that start a line and that nodes cannot be called.
const KEYWORDS: [&str; 6] = ["about", "unless", "set", "yes", "no", "or"];

/// `source?: cue >nsubj ent=PERSON`
pub(super) fn node(
    name: &str,
    quantity: Quantity,
    text: &str,
    rule: &Rule,
    scope: &mut Scope<'_>,
) -> Result<Node, Fault> {
    if name.is_empty() || name.contains('.') {
        return Err(Fault::new("RU006", format!("`{name}` cannot be the name of a node")));
    }
    if TEST_NAMES.contains(&name) || KEYWORDS.contains(&name) {
        return Err(Fault::new(
            "RU006",
            format!("a node cannot be called `{name}`, which is a word of the language"),
        ));
    }
    if scope.nodes.iter().any(|n| n == name) {
        return Err(Fault::new("RU006", format!("node `{name}` stands twice"))
            .hint(format!("join them with `or`: `{name}: cue >nsubj or cue >agent>pobj`")));
    }
    if scope.nodes.len() >= MAX_NODES {
        return Err(Fault::new("RU018", format!("more than {MAX_NODES} nodes")));
    }
    let first = scope.nodes.is_empty();
    if first && quantity != Quantity::One {
        return Err(Fault::new("RU006", "the first node cannot be optional or a list"));
    }
    let mut cursor = Cursor::new(text);
    let start = if first { Start::Anchor } else { Start::Node };
    let alternatives = parse_alternatives(&mut cursor, scope, start)?;
    if !cursor.at_end() {
        return Err(leftover(&cursor));
    }
    let may_be_empty = |from: u8| {
        let quantity = rule.nodes.get(from as usize).map(|n| n.quantity);
        matches!(quantity, Some(Quantity::Maybe | Quantity::Any))
    };
    if matches!(quantity, Quantity::One | Quantity::Some)
        && alternatives.iter().all(|a| a.from.is_some_and(may_be_empty))
    {
        return Err(Fault::new(
            "RU017",
            format!("`{name}` must be found, but starts from a node that may be empty"),
        )
        .hint(format!("write `{name}?:` or make the other node required")));
    }
    Ok(Node { name: name.into(), quantity, alternatives, text: text.trim().to_owned() })
}

/// `cue >neg`, or several conditions that may name what they find: `v = cue >xcomp, v >neg`
pub(super) fn unless(text: &str, scope: &mut Scope<'_>) -> Result<Unless, Fault> {
    scope.last = 0;
    let mut cursor = Cursor::new(text);
    let mut parts = Vec::new();
    let result = loop {
        cursor.skip_space();
        let mut ahead = cursor.clone();
        let mut name = ahead.name();
        ahead.skip_space();
        match ahead.eat("=") {
            true => cursor = ahead,
            false => name = "",
        }
        if TEST_NAMES.contains(&name) {
            break Err(Fault::new("RU007", format!("the name of a node is missing before `{name}=`"))
                .hint("say which token is meant: `unless: cue lemma=be`"));
        }
        if scope.nodes.len() >= MAX_SLOTS {
            break Err(Fault::new("RU018", "too many conditions"));
        }
        match parse_alternatives(&mut cursor, scope, Start::Node) {
            Ok(alternatives) => parts.push(alternatives),
            Err(fault) => break Err(fault),
        }
        scope.nodes.push(name.into());
        if !cursor.eat(",") {
            break match cursor.at_end() {
                true => Ok(()),
                false => Err(leftover(&cursor)),
            };
        }
    };
    // Names given in this line hold in this line.
    scope.nodes.truncate(scope.own as usize);
    result.map(|()| Unless { after: scope.last, parts, text: text.trim().to_owned() })
}
