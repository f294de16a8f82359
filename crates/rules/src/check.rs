//! Do the rules do on their own examples what these say?

use std::collections::BTreeSet;
use std::fmt;

use sayso_model::{Annotated, Span, TokenIx};

use crate::example::Example;
use crate::explain::{draw, explain};
use crate::matching::Match;
use crate::rule::Rule;
use crate::ruleset::RuleSet;

/// An example that does not come out as it says, or a rule that lacks one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Failure {
    /// Stable code, `RU` and three digits; docs/rules.md lists them.
    pub code: &'static str,
    /// Name of the rule.
    pub rule: String,
    /// Name of its file.
    pub file: String,
    /// Line of the example, or of the rule's header.
    pub line: u32,
    /// One sentence without a full stop.
    pub message: String,
    /// Why: what the rule found or missed, and the parse; may have several lines.
    pub details: String,
}

impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}: rule {}: {} ({})", self.file, self.line, self.rule, self.message, self.code)?;
        self.details.lines().try_for_each(|line| write!(f, "\n    {line}"))
    }
}

/// Runs the examples of all rules on texts that `annotate` prepares. Empty if all come out as they say.
///
/// Every rule must have a description and an example with `yes`.
pub fn check_examples(rules: &RuleSet, annotate: impl Fn(&str) -> Annotated) -> Vec<Failure> {
    check_examples_with(rules, annotate, |_, _, _, _| Vec::new())
}

/// The same; for every example that comes out right, `also` may look at all matches in its text and say what
/// else is wrong: that the spans made of a match are those in the brackets, for instance.
pub fn check_examples_with(
    rules: &RuleSet,
    annotate: impl Fn(&str) -> Annotated,
    mut also: impl FnMut(&Rule, &Example, &Annotated, &[Match]) -> Vec<String>,
) -> Vec<Failure> {
    let mut failures = Vec::new();
    for rule in rules.rules() {
        let fail = |code, line, message: String, details: String| Failure {
            code,
            rule: rule.name.to_string(),
            file: rule.file.to_string(),
            line,
            message,
            details,
        };
        if rule.about.is_empty() {
            failures.push(fail("RU034", rule.line, "no line `about \"…\"`".to_owned(), String::new()));
        }
        if !rule.examples.iter().any(|e| e.wanted) {
            failures.push(fail("RU030", rule.line, "no example `yes \"…\"`".to_owned(), String::new()));
        }
        for example in &rule.examples {
            let text = annotate(&example.text);
            let matches = rules.find(&text);
            match judge(rule, example, &text, &matches) {
                Ok(()) => {
                    for message in also(rule, example, &text, &matches) {
                        failures.push(fail("RU035", example.line, message, report(rules, rule, &text)));
                    }
                }
                Err((code, message)) => {
                    failures.push(fail(code, example.line, message, report(rules, rule, &text)));
                }
            }
        }
    }
    failures.sort_by(|a, b| (&a.file, a.line).cmp(&(&b.file, b.line)));
    failures
}

fn judge(
    rule: &Rule,
    example: &Example,
    text: &Annotated,
    matches: &[Match],
) -> Result<(), (&'static str, String)> {
    let own: Vec<&Match> = matches.iter().filter(|m| m.rule().name == rule.name).collect();
    let complaints: Vec<Option<String>> = own.iter().map(|m| complaint(example, text, m)).collect();
    match (example.wanted, complaints.contains(&None)) {
        (true, true) => Ok(()),
        (true, false) => match complaints.into_iter().flatten().next() {
            None => Err(("RU031", format!("does not match “{}”", example.text))),
            Some(why) => Err(("RU032", format!("matches “{}”, but {why}", example.text))),
        },
        (false, true) => Err(("RU033", format!("matches “{}”, which it must not", example.text))),
        (false, false) => Ok(()),
    }
}

/// What a match has otherwise than the example says.
fn complaint(example: &Example, text: &Annotated, found: &Match) -> Option<String> {
    let roles: BTreeSet<&str> = example.brackets.iter().map(|b| b.role.as_str()).collect();
    for role in roles {
        let spans = || example.brackets.iter().filter(|b| b.role == role).map(|b| b.span);
        let bound: Vec<TokenIx> = found.tokens(role).collect();
        if let Some(span) = spans().find(|&span| !bound.iter().any(|&t| heads(text, t, span))) {
            let what = match bound.is_empty() {
                true => "nothing".to_owned(),
                false => words(text, &bound),
            };
            return Some(format!("`{role}` is {what} and not the head of “{}”", span.text(&example.text)));
        }
        if let Some(&token) = bound.iter().find(|&&t| !spans().any(|span| heads(text, t, span))) {
            return Some(format!("`{role}` is also {}", words(text, &[token])));
        }
    }
    for (key, value) in &example.with {
        if found.attribute(key) != Some(value) {
            return Some(format!(
                "`{key}` is {} and not `{value}`",
                match found.attribute(key) {
                    Some(other) => format!("`{other}`"),
                    None => "not set".to_owned(),
                }
            ));
        }
    }
    example.without.iter().find_map(|role| {
        found.token(role).map(|t| format!("`{role}` is {} and should be nothing", words(text, &[t])))
    })
}

/// True if the token lies in the span and its head does not.
fn heads(text: &Annotated, token: TokenIx, span: Span) -> bool {
    let inside = |t: TokenIx| span.contains(text.token(t).span);
    inside(token) && !text.head(token).is_some_and(inside)
}

fn words(text: &Annotated, tokens: &[TokenIx]) -> String {
    tokens.iter().map(|&t| format!("“{}”", text.token(t).lower)).collect::<Vec<_>>().join(", ")
}

/// What the rule did in the text, and the parse of the text.
fn report(rules: &RuleSet, rule: &Rule, text: &Annotated) -> String {
    let looked_up = rules.lexicon().classify(text);
    let mut out = String::new();
    let mut tried = false;
    for sentence in 0..text.sentences.len() as u32 {
        let mut trace = explain(rules, text, sentence);
        trace.attempts.retain(|a| a.rule == rule.name);
        tried |= !trace.attempts.is_empty();
        out += &trace.render(text);
    }
    if !tried {
        let anchor = &rule.nodes[0];
        out += &format!("no token passes the tests of the first node, `{}: {}`\n", anchor.name, anchor.text);
    }
    for sentence in 0..text.sentences.len() as u32 {
        out += &draw(text, &looked_up, sentence);
    }
    out
}
