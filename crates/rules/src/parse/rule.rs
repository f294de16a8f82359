//! Reads one rule: its header and the lines under it.

use smol_str::SmolStr;

use super::lines::{Block, Line, Macros};
use super::node::{node, unless};
use super::pattern::Scope;
use super::settings::settings;
use crate::example::Example;
use crate::lexicon::Lexicon;
use crate::problem::{Fault, Problem};
use crate::rule::{MAX_SLOTS, Quantity, Rule};
use crate::scan::Cursor;

/// Reads a block that starts with `rule`. Gives the rule if all its lines are right.
pub(crate) fn read_rule(
    block: &Block,
    file: &str,
    macros: &Macros,
    lexicon: &mut Lexicon,
    problems: &mut Vec<Problem>,
) -> Option<Rule> {
    let before = problems.len();
    let number = block.header.number;
    let mut rule = match header(&block.header.text) {
        Ok(rule) => rule,
        Err(fault) => {
            problems.push(fault.at(file, number));
            return None;
        }
    };
    (rule.file, rule.line) = (file.into(), number);
    let mut scope = Scope { lexicon, nodes: Vec::new(), last: 0, own: MAX_SLOTS as u8 };
    // Nodes first: other lines may speak of any of them.
    for pass in [Pass::Nodes, Pass::Others] {
        if pass == Pass::Others {
            scope.own = scope.nodes.len() as u8;
        }
        for line in &block.body {
            if let Err(fault) = body_line(line, pass, &mut rule, &mut scope, macros) {
                problems.push(fault.at(file, line.number));
            }
        }
    }
    if rule.nodes.is_empty() && problems.len() == before {
        let fault = Fault::new("RU005", format!("rule `{}` has no node", rule.name));
        problems.push(fault.hint("the first line is the anchor: `cue: pos=VERB class=say`").at(file, number));
    }
    for example in &rule.examples {
        if let Err(fault) = check_example(&rule, example) {
            problems.push(fault.at(file, example.line));
        }
    }
    (problems.len() == before).then_some(rule)
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Pass {
    Nodes,
    Others,
}

/// `rule NAME -> KIND priority=10 group=NAME`
fn header(text: &str) -> Result<Rule, Fault> {
    let wrong =
        |why: String| Fault::new("RU003", why).hint("write `rule NAME -> KIND priority=10 group=NAME`");
    let mut cursor = Cursor::new(text);
    cursor.eat_word("rule");
    cursor.skip_space();
    let name = cursor.name();
    cursor.skip_space();
    if name.is_empty() || !cursor.eat("->") {
        return Err(wrong(format!("name and `->` are expected before `{}`", cursor.shown())));
    }
    cursor.skip_space();
    let kind = cursor.name();
    if kind.is_empty() {
        return Err(wrong("the kind of the matches is missing after `->`".to_owned()));
    }
    let mut rule = Rule {
        name: name.into(),
        kind: kind.into(),
        about: String::new(),
        priority: 0,
        group: None,
        file: SmolStr::default(),
        line: 0,
        examples: Vec::new(),
        nodes: Vec::new(),
        unless: Vec::new(),
        settings: Vec::new(),
        group_number: 0,
    };
    while !cursor.at_end() {
        let key = cursor.name();
        if !cursor.eat("=") {
            return Err(wrong(format!("`{}` is not understood", cursor.shown())));
        }
        let value = cursor.value()?;
        match key {
            "priority" => {
                rule.priority =
                    value.parse().map_err(|_| wrong(format!("priority `{value}` is no whole number")))?;
            }
            "group" => rule.group = Some(value.into()),
            _ => return Err(wrong(format!("`{key}` is not understood"))),
        }
    }
    if rule.priority != 0 && rule.group.is_none() {
        return Err(wrong("a priority without a group has no effect".to_owned()));
    }
    Ok(rule)
}

fn body_line(
    line: &Line,
    pass: Pass,
    rule: &mut Rule,
    scope: &mut Scope<'_>,
    macros: &Macros,
) -> Result<(), Fault> {
    let mut cursor = Cursor::new(&line.text);
    let word = cursor.name();
    let quantity = match cursor.peek() {
        Some('?') => Quantity::Maybe,
        Some('*') => Quantity::Any,
        Some('+') => Quantity::Some,
        _ => Quantity::One,
    };
    if quantity != Quantity::One {
        cursor.bump();
    }
    cursor.skip_space();
    let is_pattern = cursor.eat(":");
    match (word, is_pattern) {
        ("unless", true) if pass == Pass::Others => {
            let text = macros.write_out(cursor.rest())?;
            rule.unless.push(unless(&text, scope)?);
        }
        ("unless", true) => {}
        (_, true) if pass == Pass::Nodes => {
            let text = macros.write_out(cursor.rest())?;
            let node = node(word, quantity, &text, rule, scope);
            // A node that is wrong keeps its name: one mistake, one message.
            if !scope.nodes.iter().any(|n| n == word) {
                scope.nodes.push(word.into());
            }
            rule.nodes.push(node?);
        }
        (_, true) => {}
        ("about" | "set" | "yes" | "no", false) if pass == Pass::Nodes => {}
        ("about", false) => {
            cursor.skip_space();
            rule.about = cursor.quoted()?;
            if !cursor.at_end() {
                return Err(leftover(&cursor));
            }
        }
        ("set", false) => settings(&mut cursor, rule, scope)?,
        ("yes" | "no", false) => rule.examples.push(Example::parse(word == "yes", line.number, &mut cursor)?),
        _ if pass == Pass::Nodes => {
            return Err(Fault::new("RU005", format!("`{}` is not understood", Cursor::new(&line.text).shown())).hint(
                "a line of a rule is a node `NAME: …`, or starts with `about`, `unless:`, `set`, `yes` or `no`",
            ));
        }
        _ => {}
    }
    Ok(())
}

pub(super) fn leftover(cursor: &Cursor<'_>) -> Fault {
    Fault::new("RU013", format!("`{}` is not understood here", cursor.shown()))
}

fn check_example(rule: &Rule, example: &Example) -> Result<(), Fault> {
    let roles = example.brackets.iter().map(|b| &b.role).chain(&example.without);
    for role in roles {
        if !rule.roles().any(|r| r == role) {
            return Err(Fault::unknown("RU016", "node", role, rule.roles()));
        }
    }
    for (key, _) in &example.with {
        if !rule.settings.iter().any(|s| s.key == *key) {
            return Err(Fault::unknown(
                "RU016",
                "attribute",
                key,
                rule.settings.iter().map(|s| s.key.as_str()),
            ));
        }
    }
    Ok(())
}
