//! Reads what a rule says of its matches: `set act=$cue.act|say confidence=0.9`.

use super::pattern::Scope;
use super::token_test::class;
use crate::problem::Fault;
use crate::rule::{Node, Rule, Setting, Value};
use crate::scan::Cursor;

/// `act=$cue.act|say confidence=0.9`
pub(super) fn settings(cursor: &mut Cursor<'_>, rule: &mut Rule, scope: &mut Scope<'_>) -> Result<(), Fault> {
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
