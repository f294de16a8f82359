//! Reads what follows the name of a node: `cue >prep[lemma=of]>pobj ent=PERSON or cue ~subj`.

use sayso_model::Dep;
use smol_str::SmolStr;

use super::token_test::{parse_tests, parse_tests_in};
use crate::lexicon::Lexicon;
use crate::problem::Fault;
use crate::rule::{Alternative, LabelSet, Path, Relation, Repeat, Step};
use crate::scan::Cursor;

/// A path has at most this many steps.
const MAX_STEPS: usize = 16;
/// The marks that start a step.
const STEP_MARKS: [char; 5] = ['>', '<', '+', '-', '~'];

/// What names mean where a line is read.
pub(crate) struct Scope<'a> {
    pub lexicon: &'a mut Lexicon,
    /// Names of the nodes that may be spoken of.
    pub nodes: Vec<SmolStr>,
    /// Highest number of a node that was spoken of, of those below `own`.
    pub last: u8,
    /// Number of nodes that belong to the rule itself.
    pub own: u8,
}

impl Scope<'_> {
    /// Number of the node called `name`.
    pub fn node(&mut self, name: &str) -> Result<u8, Fault> {
        let Some(at) = self.nodes.iter().position(|n| n == name) else {
            let fault = Fault::unknown("RU007", "node", name, self.nodes.iter().map(SmolStr::as_str));
            return Err(match fault.hint {
                Some(_) => fault,
                None => fault.hint("a node must stand in a line above the one that speaks of it"),
            });
        };
        let at = at as u8;
        if at < self.own {
            self.last = self.last.max(at);
        }
        Ok(at)
    }
}

/// Where a pattern starts from.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Start {
    /// Every token: tests and no path.
    Anchor,
    /// A node, whose name comes first.
    Node,
    /// The token that is being tested.
    Here,
}

/// Patterns between `or`.
pub(crate) fn parse_alternatives(
    cursor: &mut Cursor<'_>,
    scope: &mut Scope<'_>,
    start: Start,
) -> Result<Vec<Alternative>, Fault> {
    let mut all = vec![parse_alternative(cursor, scope, start)?];
    while cursor.eat_word("or") {
        all.push(parse_alternative(cursor, scope, start)?);
    }
    Ok(all)
}

fn parse_alternative(
    cursor: &mut Cursor<'_>,
    scope: &mut Scope<'_>,
    start: Start,
) -> Result<Alternative, Fault> {
    cursor.skip_space();
    let from = match start {
        Start::Node => match cursor.name() {
            "" => {
                return Err(Fault::new(
                    "RU007",
                    format!("the name of a node is missing before `{}`", cursor.shown()),
                )
                .hint("say where to look from: `source: cue >nsubj`"));
            }
            name => Some(scope.node(name)?),
        },
        Start::Anchor | Start::Here => None,
    };
    let path = parse_path(cursor, scope)?;
    let tests = parse_tests(cursor, scope)?;
    match start {
        Start::Anchor if !path.is_empty() => {
            return Err(Fault::new("RU012", "the first node has a path").hint(
                "the first node is looked for among all tokens: give it tests, such as `pos=VERB class=say`",
            ));
        }
        Start::Anchor if tests.is_empty() => {
            return Err(
                Fault::new("RU013", "the first node has no test").hint("such as `pos=VERB class=say`")
            );
        }
        Start::Here if path.is_empty() => {
            return Err(Fault::new("RU012", format!("a path is expected at `{}`", cursor.shown()))
                .hint("such as `has(>neg)`"));
        }
        _ => {}
    }
    if starts_path(cursor.rest()) {
        return Err(Fault::new("RU012", format!("a path after tests, at `{}`", cursor.shown()))
            .hint("tests on the way stand in brackets: `cue >prep[lemma=of]>pobj`"));
    }
    Ok(Alternative { from, path, tests })
}

/// True if a path stands here: a step or a bracket that starts with one.
pub(crate) fn starts_path(text: &str) -> bool {
    text.trim_start().trim_start_matches(['(', ' ']).starts_with(STEP_MARKS)
}

/// Steps, with or without white space between.
fn parse_path(cursor: &mut Cursor<'_>, scope: &mut Scope<'_>) -> Result<Path, Fault> {
    let mut path = Path::new();
    loop {
        cursor.skip_space();
        if !starts_path(cursor.rest()) {
            return Ok(path);
        }
        if path.len() == MAX_STEPS {
            return Err(Fault::new("RU018", format!("a path of more than {MAX_STEPS} steps")));
        }
        path.push(parse_step(cursor, scope)?);
    }
}

fn parse_step(cursor: &mut Cursor<'_>, scope: &mut Scope<'_>) -> Result<Step, Fault> {
    let from = cursor.rest();
    let mut step = parse_unnamed_step(cursor, scope)?;
    step.text = from[..from.len() - cursor.rest().len()].into();
    Ok(step)
}

fn parse_unnamed_step(cursor: &mut Cursor<'_>, scope: &mut Scope<'_>) -> Result<Step, Fault> {
    let relation = match cursor.bump() {
        Some('>') if cursor.eat(">") => Relation::Below(parse_labels(cursor)?),
        Some('>') => Relation::Child(parse_labels(cursor)?),
        Some('<') if cursor.eat("<") => Relation::Above(parse_labels(cursor)?),
        Some('<') => Relation::Head(parse_labels(cursor)?),
        Some('~') => parse_virtual(cursor)?,
        Some('(') => {
            cursor.deeper()?;
            let mut paths = vec![parse_path(cursor, scope)?];
            while cursor.eat_word("or") {
                paths.push(parse_path(cursor, scope)?);
            }
            cursor.shallower();
            cursor.skip_space();
            if !cursor.eat(")") || paths.iter().any(Vec::is_empty) {
                return Err(Fault::new(
                    "RU012",
                    format!("paths in brackets end wrongly at `{}`", cursor.shown()),
                )
                .hint("write `(>nsubj or >agent>pobj)`"));
            }
            Relation::Either(paths)
        }
        sign => parse_distance(cursor, if sign == Some('-') { -1 } else { 1 })?,
    };
    let (each, then, text) = (Vec::new(), Vec::new(), SmolStr::default());
    let mut step = Step { relation, each, repeat: Repeat::Once, then, text };
    if cursor.eat("[") {
        step.each = parse_tests_in(cursor, scope, "]")?;
    }
    step.repeat = match cursor.peek() {
        Some('*') => Repeat::Many,
        Some('?') => Repeat::Maybe,
        _ => return Ok(step),
    };
    cursor.bump();
    if cursor.eat("[") {
        step.then = parse_tests_in(cursor, scope, "]")?;
    }
    Ok(step)
}

/// Labels between `|`; none means any.
fn parse_labels(cursor: &mut Cursor<'_>) -> Result<LabelSet, Fault> {
    let labels = cursor.take_while(|c| c.is_alphanumeric() || c == '|');
    if labels.is_empty() {
        return Ok(LabelSet::ANY);
    }
    let mut set = LabelSet(0);
    for label in labels.split('|') {
        let dep = Dep::from_label(label).ok_or_else(|| {
            Fault::unknown("RU009", "dependency label", label, Dep::ALL.iter().map(|d| d.as_str()))
        })?;
        set.0 |= 1 << dep as u8;
    }
    Ok(set)
}

fn parse_virtual(cursor: &mut Cursor<'_>) -> Result<Relation, Fault> {
    const KNOWN: [&str; 5] = ["subj", "obj", "subj-of", "obj-of", "ref"];
    Ok(match cursor.name() {
        "subj" => Relation::Subject,
        "obj" => Relation::Object,
        "subj-of" => Relation::SubjectOf,
        "obj-of" => Relation::ObjectOf,
        "ref" => Relation::Referent,
        other => return Err(Fault::unknown("RU012", "relation", other, KNOWN.into_iter())),
    })
}

/// `+1`, `-2`, `+1..3`, `+1..`
fn parse_distance(cursor: &mut Cursor<'_>, sign: i8) -> Result<Relation, Fault> {
    let wrong = |cursor: &Cursor<'_>| {
        Fault::new("RU012", format!("a distance from 1 to 999 is expected at `{}`", cursor.shown()))
            .hint("write `+1`, `-2`, `+1..3` or, up to the end of the sentence, `+1..`")
    };
    let number = |cursor: &mut Cursor<'_>| {
        let digits = cursor.take_while(|c| c.is_ascii_digit());
        digits.parse::<u16>().ok().filter(|n| (1..1000).contains(n))
    };
    let from = number(cursor).ok_or_else(|| wrong(cursor))?;
    let mut to = from;
    if cursor.eat("..") {
        to = match cursor.peek() {
            Some(c) if c.is_ascii_digit() => {
                number(cursor).filter(|&n| n >= from).ok_or_else(|| wrong(cursor))?
            }
            _ => u16::MAX,
        };
    }
    Ok(Relation::Linear { sign, from, to })
}
