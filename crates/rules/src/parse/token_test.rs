//! Reads tests on tokens: `pos=VERB !class=say|tell has(>neg)`.

use sayso_model::{Dep, EntityKind, Pos, Tag};
use smol_str::SmolStr;

use super::pattern::{Scope, Start, parse_alternatives, starts_path};
use crate::lexicon::{ClassId, ClassSet, PosSet};
use crate::problem::Fault;
use crate::rule::{LabelSet, LemmaWords, Test, What, Words};
use crate::scan::Cursor;

/// Names that tests have, and nodes cannot have.
pub(crate) const TEST_NAMES: [&str; 16] = [
    "pos",
    "tag",
    "dep",
    "ent",
    "lemma",
    "lower",
    "class",
    "quoted",
    "sent-start",
    "block-start",
    "root",
    "has",
    "before",
    "after",
    "is",
    "under",
];

/// Numbers of the kinds of quotations in a [`LabelSet`].
pub(crate) const QUOTATION_KINDS: [&str; 3] = ["speech", "phrase", "title"];

/// Tests up to the end, a bracket that closes, a comma or `or`.
pub(crate) fn parse_tests(cursor: &mut Cursor<'_>, scope: &mut Scope<'_>) -> Result<Vec<Test>, Fault> {
    let mut tests: Vec<Test> = Vec::new();
    while !cursor.at_end()
        && !matches!(cursor.peek(), Some(']' | ')' | ','))
        && !starts_path(cursor.rest())
        && !cursor.clone().eat_word("or")
    {
        let test = parse_test(cursor, scope)?;
        match test.what {
            What::Either(mut lists) if !test.negated && lists.len() == 1 => tests.append(&mut lists[0]),
            _ => tests.push(test),
        }
    }
    tests.sort_by_key(|t| t.what.cost());
    Ok(tests)
}

/// Tests up to `close`, which is stepped over.
pub(crate) fn parse_tests_in(
    cursor: &mut Cursor<'_>,
    scope: &mut Scope<'_>,
    close: &str,
) -> Result<Vec<Test>, Fault> {
    cursor.deeper()?;
    let tests = parse_tests(cursor, scope)?;
    cursor.shallower();
    if tests.is_empty() || !cursor.eat(close) {
        return Err(Fault::new(
            "RU013",
            format!("tests and then `{close}` are expected at `{}`", cursor.shown()),
        ));
    }
    Ok(tests)
}

fn parse_test(cursor: &mut Cursor<'_>, scope: &mut Scope<'_>) -> Result<Test, Fault> {
    let from = cursor.rest();
    let negated = cursor.eat("!");
    let what = match cursor.eat("(") {
        true => parse_either(cursor, scope)?,
        false => parse_single(cursor, scope)?,
    };
    let text = from[..from.len() - cursor.rest().len()].trim().into();
    Ok(Test { negated, what, text })
}

/// `(pos=NOUN or pos=PRON lemma=they)`
fn parse_either(cursor: &mut Cursor<'_>, scope: &mut Scope<'_>) -> Result<What, Fault> {
    cursor.deeper()?;
    let mut lists = vec![parse_tests(cursor, scope)?];
    while cursor.eat_word("or") {
        lists.push(parse_tests(cursor, scope)?);
    }
    cursor.shallower();
    if !cursor.eat(")") || lists.iter().any(Vec::is_empty) {
        return Err(Fault::new("RU013", format!("tests and then `)` are expected at `{}`", cursor.shown())));
    }
    Ok(What::Either(lists))
}

fn parse_single(cursor: &mut Cursor<'_>, scope: &mut Scope<'_>) -> Result<What, Fault> {
    let name = cursor.name();
    if name == "has" {
        if !cursor.eat("(") {
            return Err(Fault::new("RU008", "`has` without a path in brackets").hint("such as `has(>neg)`"));
        }
        cursor.deeper()?;
        let alternatives = parse_alternatives(cursor, scope, Start::Here)?;
        cursor.shallower();
        if !cursor.eat(")") {
            return Err(Fault::new("RU013", format!("`)` is expected at `{}`", cursor.shown())));
        }
        return Ok(What::Has(alternatives));
    }
    if !cursor.eat("=") {
        return match name {
            "quoted" => Ok(What::Quoted(LabelSet::ANY)),
            "ent" => Ok(What::Entity(LabelSet::ANY)),
            "sent-start" => Ok(What::SentenceStart),
            "block-start" => Ok(What::BlockStart),
            "root" => Ok(What::Root),
            _ => match name.split_once('.') {
                Some((class, key)) => attribute(scope, class, key, Vec::new()),
                None => Err(unknown(name, cursor)),
            },
        };
    }
    let values = cursor.values()?;
    match name {
        "pos" => {
            let labels = labels(&values, "part of speech", Pos::ALL, Pos::from_label, Pos::as_str)?;
            Ok(What::Pos(PosSet(labels.iter().fold(0, |bits, &p| bits | 1 << p as u32))))
        }
        "tag" => {
            Ok(What::Tag(set(labels(&values, "tag", Tag::ALL, Tag::from_label, Tag::as_str)?, |t| t as u8)))
        }
        "dep" => {
            let labels = labels(&values, "dependency label", Dep::ALL, Dep::from_label, Dep::as_str)?;
            Ok(What::Dep(set(labels, |d| d as u8)))
        }
        "ent" => {
            let all = EntityKind::ALL;
            let labels = labels(&values, "kind of entity", all, EntityKind::from_label, EntityKind::as_str)?;
            Ok(What::Entity(set(labels, |e| e as u8)))
        }
        "quoted" => {
            let number = |v: &str| QUOTATION_KINDS.iter().position(|k| *k == v).map(|at| at as u8);
            let labels =
                labels(&values, "kind of quotation", &[0, 1, 2], number, |n| QUOTATION_KINDS[n as usize])?;
            Ok(What::Quoted(set(labels, |q| q)))
        }
        "lemma" | "lower" if values.iter().any(|v| v.starts_with('$')) => {
            form_of(scope, &values, name == "lemma")
        }
        "lemma" => {
            let mut patterns = words(&values)?;
            let mut symbols: Vec<_> = patterns.exact.iter().map(|w| scope.lexicon.intern(w)).collect();
            symbols.sort_unstable();
            patterns.exact.clear();
            Ok(What::Lemma(LemmaWords { symbols, patterns }))
        }
        "lower" => Ok(What::Lower(words(&values)?)),
        "class" => {
            let mut classes = ClassSet::default();
            for value in &values {
                classes.insert(class(scope, value)?);
            }
            Ok(What::Class(classes))
        }
        "before" => Ok(What::Before(one_node(scope, &values)?)),
        "after" => Ok(What::After(one_node(scope, &values)?)),
        "is" => Ok(What::Is(one_node(scope, &values)?)),
        "under" => Ok(What::Under(one_node(scope, &values)?)),
        _ => match name.split_once('.') {
            Some((class, key)) => attribute(scope, class, key, values.iter().map(SmolStr::from).collect()),
            None => Err(unknown(name, cursor)),
        },
    }
}

fn unknown(name: &str, cursor: &Cursor<'_>) -> Fault {
    if name.is_empty() {
        return Fault::new("RU008", format!("a test is expected at `{}`", cursor.shown()))
            .hint("such as `pos=NOUN`; put a word with marks in double quotes");
    }
    match Dep::from_label(name) {
        Some(_) => Fault::new("RU008", format!("unknown test `{name}`"))
            .hint(format!("for a child with this label write `>{name}` without a space")),
        None => Fault::unknown("RU008", "test", name, TEST_NAMES.into_iter()),
    }
}

fn one_node(scope: &mut Scope<'_>, values: &[String]) -> Result<u8, Fault> {
    match values {
        [name] => scope.node(name),
        _ => Err(Fault::new("RU007", "only one node can be named here")),
    }
}

pub(crate) fn class(scope: &Scope<'_>, name: &str) -> Result<ClassId, Fault> {
    scope.lexicon.class(name).ok_or_else(|| {
        Fault::unknown("RU010", "class", name, scope.lexicon.classes().iter().map(|c| c.name.as_str()))
    })
}

/// `$node.key`
fn form_of(scope: &mut Scope<'_>, values: &[String], lemma: bool) -> Result<What, Fault> {
    let [value] = values else {
        return Err(Fault::new("RU013", format!("`{}` stands with other words", values.join("|")))
            .hint("write `(lemma=$node.key or lemma=word)`"));
    };
    let Some((node, key)) = value[1..].split_once('.') else {
        return Err(Fault::new("RU013", format!("`{value}` is not `$node.key`")));
    };
    let node = scope.node(node)?;
    let number = scope.lexicon.any_key(key);
    let key =
        number.ok_or_else(|| Fault::unknown("RU011", "attribute", key, scope.lexicon.all_key_names()))?;
    Ok(What::FormOf { node, key, lemma })
}

fn attribute(scope: &Scope<'_>, name: &str, key: &str, values: Vec<SmolStr>) -> Result<What, Fault> {
    let class = class(scope, name)?;
    let key = scope
        .lexicon
        .key(class, key)
        .ok_or_else(|| Fault::unknown("RU011", "attribute", key, scope.lexicon.key_names(class)))?;
    Ok(What::Attribute { class, key, values })
}

fn labels<T: Copy>(
    values: &[String],
    what: &str,
    all: &[T],
    parse: impl Fn(&str) -> Option<T>,
    write: impl Fn(T) -> &'static str,
) -> Result<Vec<T>, Fault> {
    let known = || all.iter().map(|&l| write(l));
    values.iter().map(|v| parse(v).ok_or_else(|| Fault::unknown("RU009", what, v, known()))).collect()
}

fn set<T>(labels: Vec<T>, number: impl Fn(T) -> u8) -> LabelSet {
    LabelSet(labels.into_iter().fold(0, |bits, l| bits | 1 << number(l)))
}

/// Words, with `*` at one end for any beginning or ending.
fn words(values: &[String]) -> Result<Words, Fault> {
    let mut words = Words::default();
    for value in values {
        if value.chars().any(char::is_uppercase) {
            return Err(Fault::new("RU013", format!("`{value}` has capital letters"))
                .hint("lemmas and forms are compared in lower case; write them so"));
        }
        match (value.strip_prefix('*'), value.strip_suffix('*')) {
            (None, None) => words.exact.push(value.into()),
            (Some(end), None) if !end.is_empty() => words.suffixes.push(end.into()),
            (None, Some(start)) if !start.is_empty() => words.prefixes.push(start.into()),
            _ => return Err(Fault::new("RU013", format!("`{value}` has `*` at both ends"))),
        }
    }
    Ok(words)
}

impl What {
    /// Order in which tests are tried: cheap ones first.
    fn cost(&self) -> u8 {
        match self {
            What::Class(_) => 0,
            What::Pos(_) | What::Tag(_) | What::Dep(_) | What::Lemma(_) => 1,
            What::Lower(_) | What::Entity(_) | What::Quoted(_) => 2,
            What::SentenceStart | What::BlockStart | What::Root => 2,
            What::Before(_) | What::After(_) | What::Is(_) => 2,
            What::Attribute { .. } | What::FormOf { .. } => 3,
            What::Under(_) => 4,
            What::Either(_) => 5,
            What::Has(_) => 6,
        }
    }
}
