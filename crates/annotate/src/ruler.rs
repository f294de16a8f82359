//! Which part of speech does a tag stand for here? spaCy's attribute ruler: patterns over tags, words and relations
//! that give tokens their part of speech, features and, for some words, lemma. Later patterns win.

use sayso_model::{Dep, Pos, Tag};
use serde::Deserialize;
use smol_str::SmolStr;

use crate::Error;

/// A token as the patterns see it.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Seen<'a> {
    pub lower: &'a str,
    pub tag: Tag,
    pub dep: Dep,
    pub is_space: bool,
}

/// What the patterns say of a token.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Ruling {
    pub pos: Pos,
    pub morph: Morph,
    pub lemma: Option<SmolStr>,
    pub tag: Option<Tag>,
    pub dep: Option<Dep>,
}

/// What the lemmatiser must know of the features of a word.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Morph {
    /// `Number=Sing`
    pub singular: bool,
    /// Any `Number`
    pub has_number: bool,
    /// `VerbForm=Inf`
    pub infinitive: bool,
    /// `VerbForm=Fin`
    pub finite: bool,
    /// `Tense=Pres`
    pub present: bool,
    /// `Degree=Pos`
    pub positive: bool,
}

impl Morph {
    fn read(features: &str) -> Self {
        let has = |feature: &str| features.split('|').any(|f| f == feature);
        Self {
            singular: has("Number=Sing"),
            has_number: features.contains("Number="),
            infinitive: has("VerbForm=Inf"),
            finite: has("VerbForm=Fin"),
            present: has("Tense=Pres"),
            positive: has("Degree=Pos"),
        }
    }
}

/// Test of a label or a word.
#[derive(Debug)]
enum Test<T> {
    Any,
    OneOf(Vec<T>),
    NoneOf(Vec<T>),
}

impl<T> Test<T> {
    fn passes(&self, is: impl Fn(&T) -> bool) -> bool {
        match self {
            Test::Any => true,
            Test::OneOf(list) => list.iter().any(is),
            Test::NoneOf(list) => !list.iter().any(is),
        }
    }
}

#[derive(Debug)]
struct Pattern {
    tag: Test<Tag>,
    lower: Test<String>,
    dep: Test<Dep>,
    is_space: Option<bool>,
}

impl Pattern {
    fn passes(&self, token: Seen<'_>) -> bool {
        self.tag.passes(|&t| t == token.tag)
            && self.is_space.is_none_or(|s| s == token.is_space)
            && self.dep.passes(|&d| d == token.dep)
            && self.lower.passes(|w| w == token.lower)
    }
}

/// Patterns for one token or two in a row, and what they say of one of them.
#[derive(Debug)]
struct Rule {
    /// Any of them must pass.
    patterns: Vec<Vec<Pattern>>,
    /// Which of the tokens is spoken of.
    index: usize,
    pos: Option<Pos>,
    morph: Option<Morph>,
    lemma: Option<SmolStr>,
    tag: Option<Tag>,
    dep: Option<Dep>,
}

#[derive(Debug)]
pub(crate) struct Ruler {
    rules: Vec<Rule>,
    /// For each tag: the rules that may speak of a token with it.
    by_tag: Vec<Vec<u16>>,
}

/// A rule as the model file has it.
#[derive(Deserialize)]
pub(crate) struct RuleEntry {
    patterns: Vec<Vec<PatternEntry>>,
    attrs: Attributes,
    index: usize,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct PatternEntry {
    #[serde(rename = "TAG")]
    tag: Option<TestEntry>,
    #[serde(rename = "LOWER")]
    lower: Option<TestEntry>,
    #[serde(rename = "DEP")]
    dep: Option<TestEntry>,
    #[serde(rename = "IS_SPACE")]
    is_space: Option<bool>,
}

#[derive(Deserialize)]
#[serde(untagged)]
enum TestEntry {
    Is(String),
    Set(SetEntry),
}

#[derive(Deserialize)]
enum SetEntry {
    #[serde(rename = "IN")]
    In(Vec<String>),
    #[serde(rename = "NOT_IN")]
    NotIn(Vec<String>),
    #[serde(rename = "REGEX")]
    Regex(String),
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields, rename_all = "UPPERCASE")]
struct Attributes {
    pos: Option<String>,
    morph: Option<String>,
    lemma: Option<String>,
    tag: Option<String>,
    dep: Option<String>,
}

impl Ruler {
    pub(crate) fn new(entries: Vec<RuleEntry>) -> Result<Self, Error> {
        let rules: Vec<Rule> = entries.into_iter().map(read_rule).collect::<Option<_>>().ok_or_else(fault)?;
        let tags = std::iter::once(&Tag::None).chain(Tag::ALL);
        let speaks_of = |rule: &Rule, tag: Tag| {
            rule.patterns.iter().any(|p| p.get(rule.index).is_some_and(|t| t.tag.passes(|&x| x == tag)))
        };
        let by_tag = tags
            .map(|&tag| (0..rules.len() as u16).filter(|&r| speaks_of(&rules[r as usize], tag)).collect())
            .collect();
        Ok(Self { rules, by_tag })
    }

    /// What the patterns say of token `at`; `seen` gives the tokens by index.
    pub(crate) fn rule<'a>(&self, len: usize, at: usize, seen: impl Fn(usize) -> Seen<'a>) -> Ruling {
        let mut ruling = Ruling::default();
        let token = seen(at);
        for &r in &self.by_tag[token.tag as usize] {
            let rule = &self.rules[r as usize];
            let Some(start) = at.checked_sub(rule.index) else { continue };
            let matches = |pattern: &Vec<Pattern>| {
                pattern[rule.index].passes(token)
                    && start + pattern.len() <= len
                    && pattern.iter().enumerate().all(|(i, p)| i == rule.index || p.passes(seen(start + i)))
            };
            if !rule.patterns.iter().any(matches) {
                continue;
            }
            ruling.pos = rule.pos.unwrap_or(ruling.pos);
            ruling.morph = rule.morph.unwrap_or(ruling.morph);
            ruling.tag = rule.tag.or(ruling.tag);
            ruling.dep = rule.dep.or(ruling.dep);
            if rule.lemma.is_some() {
                ruling.lemma.clone_from(&rule.lemma);
            }
        }
        ruling
    }
}

fn fault() -> Error {
    Error::model("pipeline.json", "patterns of the attribute ruler")
}

fn read_rule(entry: RuleEntry) -> Option<Rule> {
    let patterns: Vec<Vec<Pattern>> = entry
        .patterns
        .into_iter()
        .map(|p| p.into_iter().map(read_pattern).collect())
        .collect::<Option<_>>()?;
    let attrs = entry.attrs;
    patterns.iter().all(|p| entry.index < p.len()).then_some(())?;
    Some(Rule {
        patterns,
        index: entry.index,
        pos: attrs.pos.map(|p| Pos::from_label(&p).ok_or(())).transpose().ok()?,
        morph: attrs.morph.map(|m| Morph::read(&m)),
        lemma: attrs.lemma.map(SmolStr::from),
        tag: attrs.tag.map(|t| Tag::from_label(&t).ok_or(())).transpose().ok()?,
        dep: attrs.dep.map(|d| Dep::from_label(&d).ok_or(())).transpose().ok()?,
    })
}

fn read_pattern(entry: PatternEntry) -> Option<Pattern> {
    // Tags of other treebanks, which this tagger never gives, are left out of the lists.
    let tag = |t: String| if t.is_empty() { Some(Tag::None) } else { Tag::from_label(&t) };
    let dep = |d: String| if d.is_empty() { Some(Dep::None) } else { Dep::from_label(&d) };
    Some(Pattern {
        tag: read_test(entry.tag, tag)?,
        lower: read_test(entry.lower, Some)?,
        dep: read_test(entry.dep, dep)?,
        is_space: entry.is_space,
    })
}

fn read_test<T>(entry: Option<TestEntry>, label: impl Fn(String) -> Option<T>) -> Option<Test<T>> {
    let list = |words: Vec<String>| words.into_iter().filter_map(&label).collect();
    Some(match entry {
        None => Test::Any,
        Some(TestEntry::Is(word)) => Test::OneOf(list(vec![word])),
        Some(TestEntry::Set(SetEntry::In(words))) => Test::OneOf(list(words)),
        Some(TestEntry::Set(SetEntry::NotIn(words))) => Test::NoneOf(list(words)),
        Some(TestEntry::Set(SetEntry::Regex(pattern))) => Test::OneOf(list(spell_out(&pattern)?)),
    })
}

/// The words that a pattern of the form `^n[ou]thin'?$` stands for.
fn spell_out(pattern: &str) -> Option<Vec<String>> {
    let mut words = vec![String::new()];
    let mut rest = pattern.strip_prefix('^')?.strip_suffix('$')?;
    while let Some(c) = rest.chars().next() {
        let choices: Vec<char> = if c == '[' {
            let (inside, after) = rest[1..].split_once(']')?;
            rest = after;
            inside.chars().collect()
        } else {
            rest = &rest[c.len_utf8()..];
            vec![c]
        };
        if choices.iter().any(|c| !c.is_alphanumeric() && *c != '\'') {
            return None;
        }
        let optional = rest.starts_with('?');
        if optional {
            rest = &rest[1..];
        }
        let longer = words.iter().flat_map(|w| choices.iter().map(move |c| format!("{w}{c}")));
        let longer: Vec<String> = longer.collect();
        if !optional {
            words.clear();
        }
        words.extend(longer);
    }
    Some(words)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spells_patterns_out() {
        assert_eq!(spell_out("^n[ou]thin'$").unwrap(), ["nothin'", "nuthin'"]);
        assert_eq!(spell_out("^n'?t$").unwrap(), ["nt", "n't"]);
        assert_eq!(spell_out("^a+$"), None);
    }
}
