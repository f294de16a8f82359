//! Puts files of rules and lexicons together into one set.

use std::sync::Arc;

use rustc_hash::FxHashMap;
use smol_str::SmolStr;

use crate::lexicon::{Lexicon, LexiconBuilder};
use crate::matching::AnchorIndex;
use crate::parse::{Block, Macros, read_blocks, read_rule};
use crate::problem::{Fault, Problem, Problems};
use crate::rule::Rule;

/// A set has at most this many rules.
const MAX_RULES: usize = 10_000;

/// Rules with the lexicon that they ask.
#[derive(Clone, Debug)]
pub struct RuleSet {
    /// By priority, the highest first, then in order of the files.
    pub(crate) rules: Vec<Arc<Rule>>,
    pub(crate) lexicon: Lexicon,
    pub(crate) index: AnchorIndex,
}

impl RuleSet {
    /// Starts an empty set.
    ///
    /// ```
    /// let rules = sayso_rules::RuleSet::builder()
    ///     .lexicon("say.tsv", "@class\tsay\tVerbs of saying\tact\nsay\tVERB\tsay\tact=say\n")
    ///     .rules("say.rules", "rule say -> statement\n  cue: class=say\n  set act=$cue.act\n")
    ///     .build()?;
    /// assert_eq!(rules.rules().count(), 1);
    /// # Ok::<(), sayso_rules::Problems>(())
    /// ```
    pub fn builder<'a>() -> RuleSetBuilder<'a> {
        RuleSetBuilder::default()
    }

    /// The rules, those of higher priority first, then in order of the files.
    pub fn rules(&self) -> impl Iterator<Item = &Rule> {
        self.rules.iter().map(|r| &**r)
    }

    /// The rule with a name.
    pub fn rule(&self, name: &str) -> Option<&Rule> {
        self.rules().find(|r| r.name == name)
    }

    /// The words that rules ask for by class.
    pub fn lexicon(&self) -> &Lexicon {
        &self.lexicon
    }
}

/// Files on their way into a [`RuleSet`]. Names of files are for messages only; nothing is read from a disk.
#[derive(Default)]
pub struct RuleSetBuilder<'a> {
    lexicons: Vec<File<'a>>,
    rules: Vec<File<'a>>,
}

struct File<'a> {
    name: &'a str,
    text: &'a str,
    /// From the user.
    overlay: bool,
}

impl<'a> File<'a> {
    fn new(name: &'a str, text: &'a str, overlay: bool) -> Self {
        // Some editors put a byte order mark in front.
        Self { name, text: text.trim_start_matches('\u{feff}'), overlay }
    }
}

impl<'a> RuleSetBuilder<'a> {
    /// Adds a lexicon.
    pub fn lexicon(mut self, name: &'a str, text: &'a str) -> Self {
        self.lexicons.push(File::new(name, text, false));
        self
    }

    /// Adds a file of rules.
    pub fn rules(mut self, name: &'a str, text: &'a str) -> Self {
        self.rules.push(File::new(name, text, false));
        self
    }

    /// Adds a lexicon of the user, whose entries replace those with the same word and class.
    pub fn user_lexicon(mut self, name: &'a str, text: &'a str) -> Self {
        self.lexicons.push(File::new(name, text, true));
        self
    }

    /// Adds a file of rules of the user, which replace those with the same name and may drop others.
    pub fn user_rules(mut self, name: &'a str, text: &'a str) -> Self {
        self.rules.push(File::new(name, text, true));
        self
    }

    /// Reads everything. On mistakes, all that were found are given.
    pub fn build(self) -> Result<RuleSet, Problems> {
        let mut lexicon = LexiconBuilder::default();
        // Those of the user last, so that they find what they replace.
        for overlay in [false, true] {
            self.lexicons
                .iter()
                .filter(|f| f.overlay == overlay)
                .for_each(|f| lexicon.add(f.name, f.text, overlay));
        }
        let (mut lexicon, mut problems) = lexicon.build();
        let mut macros = Macros::default();
        let mut files: Vec<&File<'a>> = self.rules.iter().collect();
        files.sort_by_key(|f| f.overlay);
        let mut blocks: Vec<Block> = Vec::new();
        for (number, file) in files.iter().enumerate() {
            blocks.extend(read_blocks(number, file.name, file.text, &mut macros, &mut problems));
        }
        let mut rules: Vec<Arc<Rule>> = Vec::new();
        let mut overlaid: Vec<bool> = Vec::new();
        for block in &blocks {
            let file = files[block.file];
            if let Some(name) = block.header.text.strip_prefix("drop") {
                if let Err(fault) = drop_rule(name.trim(), block, file.overlay, &mut rules, &mut overlaid) {
                    problems.push(fault.at(file.name, block.header.number));
                }
            } else if let Some(rule) = read_rule(block, file.name, &macros, &mut lexicon, &mut problems) {
                match rules.iter().position(|r| r.name == rule.name) {
                    Some(at) if file.overlay && !overlaid[at] => {
                        rules[at] = Arc::new(rule);
                        overlaid[at] = true;
                    }
                    Some(at) => problems.push(twice(&rule, &rules[at])),
                    None => {
                        rules.push(Arc::new(rule));
                        overlaid.push(file.overlay);
                    }
                }
            }
        }
        if rules.len() > MAX_RULES {
            problems.push(Fault::new("RU018", format!("more than {MAX_RULES} rules")).at("", 0));
        }
        if !problems.is_empty() {
            return Err(Problems(problems));
        }
        number_groups(&mut rules);
        rules.sort_by_key(|r| std::cmp::Reverse(r.priority));
        let index = AnchorIndex::new(&rules);
        Ok(RuleSet { rules, lexicon, index })
    }
}

fn twice(rule: &Rule, other: &Rule) -> Problem {
    Fault::new("RU004", format!("rule `{}` stands at {}:{} already", rule.name, other.file, other.line))
        .hint("take another name")
        .at(&rule.file, rule.line)
}

/// `drop NAME`
fn drop_rule(
    name: &str,
    block: &Block,
    overlay: bool,
    rules: &mut Vec<Arc<Rule>>,
    overlaid: &mut Vec<bool>,
) -> Result<(), Fault> {
    if !overlay {
        return Err(Fault::new("RU019", "`drop` stands only in files of the user").hint("take the rule out"));
    }
    if let Some(line) = block.body.first() {
        return Err(Fault::new("RU019", format!("line {} stands under `drop`", line.number)));
    }
    let Some(at) = rules.iter().position(|r| r.name == name) else {
        return Err(Fault::unknown("RU019", "rule", name, rules.iter().map(|r| r.name.as_str())));
    };
    rules.remove(at);
    overlaid.remove(at);
    Ok(())
}

fn number_groups(rules: &mut [Arc<Rule>]) {
    let mut numbers: FxHashMap<SmolStr, u16> = FxHashMap::default();
    for rule in rules {
        if let Some(group) = rule.group.clone() {
            let next = numbers.len() as u16 + 1;
            Arc::make_mut(rule).group_number = *numbers.entry(group).or_insert(next);
        }
    }
}
