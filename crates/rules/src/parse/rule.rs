//! Reads one rule: its header and the lines under it.

use smol_str::SmolStr;

use super::lines::{Block, Line, Macros};
use super::pattern::{Scope, Start, parse_alternatives};
use super::token_test::{TEST_NAMES, class};
use crate::example::Example;
use crate::lexicon::Lexicon;
use crate::problem::{Fault, Problem};
use crate::rule::{MAX_NODES, MAX_SLOTS, Node, Quantity, Rule, Setting, Unless, Value};
use crate::scan::Cursor;

/// Words that start a line and that nodes cannot be called.
const KEYWORDS: [&str; 6] = ["about", "unless", "set", "yes", "no", "or"];

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

fn leftover(cursor: &Cursor<'_>) -> Fault {
    Fault::new("RU013", format!("`{}` is not understood here", cursor.shown()))
}

fn node(
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
fn unless(text: &str, scope: &mut Scope<'_>) -> Result<Unless, Fault> {
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

/// `act=$cue.act|say confidence=0.9`
fn settings(cursor: &mut Cursor<'_>, rule: &mut Rule, scope: &mut Scope<'_>) -> Result<(), Fault> {
    let wrong =
        |why: String| Fault::new("RU015", why).hint("write `set key=value key=$node.attribute|otherwise`");
    while !cursor.at_end() {
        let key = cursor.name();
        if key.is_empty() || !cursor.eat("=") {
            return Err(wrong(format!("`key=` is expected at `{}`", cursor.shown())));
        }
        if rule.settings.iter().any(|s| s.key == key) {
            return Err(wrong(format!("`{key}` is set twice")));
        }
        let mut values = Vec::new();
        loop {
            values.push(match cursor.eat("$") {
                true => reference(cursor.value()?.as_str(), rule, scope)?,
                false => Value::Text(cursor.value()?.into()),
            });
            if !cursor.eat("|") {
                break;
            }
        }
        rule.settings.push(Setting { key: key.into(), values });
    }
    Ok(())
}

/// `node.attribute`, `node.class.attribute`
fn reference(text: &str, rule: &Rule, scope: &mut Scope<'_>) -> Result<Value, Fault> {
    let mut parts = text.split('.');
    let node = scope.node(parts.next().unwrap_or_default())?;
    let unknown_key =
        |key: &str, known: &[&str]| Fault::unknown("RU011", "attribute", key, known.iter().copied());
    match (parts.next(), parts.next(), parts.next()) {
        (Some("lemma"), None, _) => Ok(Value::Lemma(node)),
        (Some("lower"), None, _) => Ok(Value::Lower(node)),
        (Some("class"), None, _) => Ok(Value::Class(node)),
        (Some(key), None, _) => {
            let asked = rule.nodes.get(node as usize).map(Node::classes).unwrap_or_default();
            let lexicon = &*scope.lexicon;
            let ids = lexicon.classes().iter().filter_map(|c| lexicon.class(&c.name));
            let known: Vec<&str> = ids
                .filter(|&c| asked.is_empty() || asked.contains(c))
                .flat_map(|c| lexicon.key_names(c))
                .collect();
            match known.contains(&key) {
                true => Ok(Value::Attribute(node, key.into())),
                false => Err(unknown_key(key, &known)),
            }
        }
        (Some(name), Some(key), None) => {
            let class = class(scope, name)?;
            match scope.lexicon.key(class, key) {
                Some(_) => Ok(Value::AttributeIn(node, class, key.into())),
                None => Err(unknown_key(key, &scope.lexicon.key_names(class).collect::<Vec<_>>())),
            }
        }
        _ => Err(Fault::new("RU015", format!("`${text}` is not `$node.attribute`"))),
    }
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
