//! A place where a rule matches.

use std::sync::Arc;

use sayso_model::TokenIx;
use smol_str::SmolStr;

use super::Search;
use crate::rule::{Node, Rule, Value};

/// A place where a rule matches: which tokens its nodes are, and what it says of them.
#[derive(Clone, Debug)]
pub struct Match {
    rule: Arc<Rule>,
    /// Number of the node and its token, by node.
    bindings: Vec<(u8, TokenIx)>,
    attributes: Vec<(SmolStr, SmolStr)>,
}

impl Match {
    /// Takes what a search has bound for `rule`.
    pub(crate) fn new(rule: &Arc<Rule>, search: &Search<'_>) -> Self {
        let mut bindings = Vec::with_capacity(rule.nodes.len());
        for number in 0..rule.nodes.len() as u8 {
            bindings.extend(search.bound_to(number).iter().map(|&t| (number, t)));
        }
        let mut attributes = Vec::with_capacity(rule.settings.len());
        for setting in &rule.settings {
            if let Some(value) = setting.values.iter().find_map(|v| evaluate(v, rule, search)) {
                attributes.push((setting.key.clone(), value));
            }
        }
        Self { rule: rule.clone(), bindings, attributes }
    }

    /// The rule that matches.
    pub fn rule(&self) -> &Rule {
        &self.rule
    }

    /// What kind of match it is.
    pub fn kind(&self) -> &str {
        &self.rule.kind
    }

    /// The token of the first node.
    pub fn anchor(&self) -> TokenIx {
        self.bindings[0].1
    }

    /// The token of a node; the first if there are several.
    pub fn token(&self, role: &str) -> Option<TokenIx> {
        self.tokens(role).next()
    }

    /// All tokens of a node; none if it is empty or the rule has no such node.
    pub fn tokens<'m>(&'m self, role: &str) -> impl Iterator<Item = TokenIx> + use<'m> {
        let number = self.rule.nodes.iter().position(|n| n.name == role).map(|n| n as u8);
        self.bindings.iter().filter(move |(n, _)| Some(*n) == number).map(|&(_, t)| t)
    }

    /// Every node that has tokens and each of its tokens, in order of the rule's lines.
    pub fn bindings(&self) -> impl Iterator<Item = (&str, TokenIx)> {
        self.bindings.iter().map(|&(n, t)| (self.rule.nodes[n as usize].name.as_str(), t))
    }

    /// What the rule sets `key` to.
    pub fn attribute(&self, key: &str) -> Option<&str> {
        self.attributes.iter().find(|(k, _)| k == key).map(|(_, v)| v.as_str())
    }

    /// What the rule sets `key` to, as a number.
    pub fn number(&self, key: &str) -> Option<f32> {
        self.attribute(key)?.parse().ok()
    }

    /// All attributes in order of the rule's lines.
    pub fn attributes(&self) -> impl Iterator<Item = (&str, &str)> {
        self.attributes.iter().map(|(k, v)| (k.as_str(), v.as_str()))
    }
}

fn evaluate(value: &Value, rule: &Rule, search: &Search<'_>) -> Option<SmolStr> {
    let first = |node: u8| search.bound_to(node).first().copied();
    let classes = |node: u8| rule.nodes.get(node as usize).map(Node::classes).unwrap_or_default();
    match value {
        Value::Text(text) => Some(text.clone()),
        Value::Lemma(node) => first(*node).map(|t| search.text.token(t).lemma.clone()),
        Value::Lower(node) => first(*node).map(|t| search.text.token(t).lower.clone()),
        Value::Class(node) => {
            let of_token = search.words.of(first(*node)?);
            let asked = classes(*node);
            let class = match asked.is_empty() {
                true => of_token.iter().next(),
                false => of_token.intersection(asked).iter().next(),
            };
            class.map(|c| search.words.lexicon().class_name(c).into())
        }
        Value::Attribute(node, key) => {
            let asked = classes(*node);
            let lexicon = search.words.lexicon();
            search
                .words
                .entries(first(*node)?)
                .filter(|e| asked.is_empty() || asked.contains(e.class))
                .find_map(|e| lexicon.value(e, key))
                .cloned()
        }
        Value::AttributeIn(node, class, key) => search.words.attribute(first(*node)?, *class, key).cloned(),
    }
}
