//! What a rule consists of once it is read: nodes, paths between them, and tests on tokens.

use smol_str::SmolStr;

use crate::example::Example;
use crate::lexicon::{ClassId, ClassSet, PosSet, Symbol};

/// A rule: a pattern over tokens and the dependency tree, and what a match of it says.
#[derive(Clone, Debug)]
pub struct Rule {
    /// Name, unique among all rules.
    pub name: SmolStr,
    /// What kind of match it makes.
    pub kind: SmolStr,
    /// What it finds, in a sentence.
    pub about: String,
    /// Within its group, a rule with a higher number keeps one with a lower number from an anchor.
    pub priority: i32,
    /// Rules that compete for anchors.
    pub group: Option<SmolStr>,
    /// Name of the file it is written in.
    pub file: SmolStr,
    /// Line of its header.
    pub line: u32,
    /// Texts that it must or must not match.
    pub examples: Vec<Example>,
    pub(crate) nodes: Vec<Node>,
    pub(crate) unless: Vec<Unless>,
    pub(crate) settings: Vec<Setting>,
    /// Number of `group`, from 1; 0 for none.
    pub(crate) group_number: u16,
}

impl Rule {
    /// Names of its nodes, the anchor first.
    pub fn roles(&self) -> impl Iterator<Item = &str> {
        self.nodes.iter().map(|n| n.name.as_str())
    }
}

/// A rule has at most this many nodes.
pub(crate) const MAX_NODES: usize = 24;
/// A rule has at most this many nodes with those of one `unless`.
pub(crate) const MAX_SLOTS: usize = 32;

/// A token to be found.
#[derive(Clone, Debug)]
pub(crate) struct Node {
    pub name: SmolStr,
    pub quantity: Quantity,
    pub alternatives: Vec<Alternative>,
    /// The line as it is written, for messages.
    pub text: String,
}

/// How many tokens a node binds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Quantity {
    /// One.
    One,
    /// One if there is one.
    Maybe,
    /// All there are, perhaps none.
    Any,
    /// All there are, at least one.
    Some,
}

/// One way to find a node's token: from a node found earlier, along a path, to tokens that pass the tests.
#[derive(Clone, Debug)]
pub(crate) struct Alternative {
    /// Number of the node it starts from; `None` for the anchor, which is tried on every token.
    pub from: Option<u8>,
    pub path: Path,
    pub tests: Vec<Test>,
}

/// Steps one after the other; without steps one stays where one is.
pub(crate) type Path = Vec<Step>;

/// One step of a path.
#[derive(Clone, Debug)]
pub(crate) struct Step {
    pub relation: Relation,
    /// Tests that every token stepped on must pass, also under way in a repetition.
    pub each: Vec<Test>,
    pub repeat: Repeat,
    /// Tests on the token arrived at.
    pub then: Vec<Test>,
    /// As it is written, for messages.
    pub text: SmolStr,
}

/// Where a step leads.
#[derive(Clone, Debug)]
pub(crate) enum Relation {
    /// Children with one of the labels.
    Child(LabelSet),
    /// The head, if the token's own label is one of these.
    Head(LabelSet),
    /// Tokens below, nearest first, with one of the labels.
    Below(LabelSet),
    /// Tokens above, nearest first, that are reached over one of the labels.
    Above(LabelSet),
    /// Tokens at a distance in the same sentence, nearest first.
    Linear {
        sign: i8,
        from: u16,
        to: u16,
    },
    /// Logical arguments.
    Subject,
    Object,
    /// Predicates whose logical argument it is.
    SubjectOf,
    ObjectOf,
    /// The first mention of what the token refers to.
    Referent,
    /// One path or another.
    Either(Vec<Path>),
}

/// How often a step is made.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Repeat {
    Once,
    /// Once or not at all.
    Maybe,
    /// Any number of times, also none.
    Many,
}

/// Labels as bits.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct LabelSet(pub u64);

impl LabelSet {
    pub const ANY: LabelSet = LabelSet(u64::MAX);

    pub fn contains(self, label: u8) -> bool {
        self.0 >> label & 1 == 1
    }
}

/// A question to a token that is answered with yes or no.
#[derive(Clone, Debug)]
pub(crate) struct Test {
    pub negated: bool,
    pub what: What,
    /// As it is written, for messages.
    pub text: SmolStr,
}

#[derive(Clone, Debug)]
pub(crate) enum What {
    Pos(PosSet),
    Tag(LabelSet),
    Dep(LabelSet),
    /// Part of an entity of one of the kinds.
    Entity(LabelSet),
    Lemma(LemmaWords),
    Lower(Words),
    /// The lemma, or else the form, is a value that the word of a node has in its lexicon entry.
    FormOf {
        node: u8,
        key: u16,
        lemma: bool,
    },
    Class(ClassSet),
    /// A word of the class whose attribute has one of the values; any value if there are none.
    Attribute {
        class: ClassId,
        key: u16,
        values: Vec<SmolStr>,
    },
    /// In a quotation of one of the kinds.
    Quoted(LabelSet),
    SentenceStart,
    BlockStart,
    Root,
    /// A token can be reached.
    Has(Vec<Alternative>),
    /// Stands before, after, is, or is under the token of a node.
    Before(u8),
    After(u8),
    Is(u8),
    Under(u8),
    /// All tests of one of the lists hold.
    Either(Vec<Vec<Test>>),
}

/// Words to compare a form with.
#[derive(Clone, Debug, Default)]
pub(crate) struct Words {
    pub exact: Vec<SmolStr>,
    pub prefixes: Vec<SmolStr>,
    pub suffixes: Vec<SmolStr>,
}

/// Words to compare a lemma with.
#[derive(Clone, Debug)]
pub(crate) struct LemmaWords {
    /// Sorted.
    pub symbols: Vec<Symbol>,
    pub patterns: Words,
}

/// Conditions that must not all hold together.
#[derive(Clone, Debug)]
pub(crate) struct Unless {
    /// Number of the last node that it speaks of: it is looked at as soon as that is bound.
    pub after: u8,
    /// What each of them, one after the other, must find.
    pub parts: Vec<Vec<Alternative>>,
    pub text: String,
}

/// An attribute that matches get.
#[derive(Clone, Debug)]
pub(crate) struct Setting {
    pub key: SmolStr,
    /// The first of these that there is.
    pub values: Vec<Value>,
}

#[derive(Clone, Debug)]
pub(crate) enum Value {
    Text(SmolStr),
    Lemma(u8),
    Lower(u8),
    /// Name of the first class of a node's token among those that its tests ask for.
    Class(u8),
    /// Attribute of a node's token in its lexicon entry.
    Attribute(u8, SmolStr),
    /// The same in a class that is named.
    AttributeIn(u8, ClassId, SmolStr),
}

impl Node {
    /// Classes that the node's tests ask for.
    pub fn classes(&self) -> ClassSet {
        let mut classes = ClassSet::default();
        self.alternatives.iter().for_each(|a| collect_classes(&a.tests, &mut classes));
        classes
    }
}

fn collect_classes(tests: &[Test], classes: &mut ClassSet) {
    for test in tests.iter().filter(|t| !t.negated) {
        match &test.what {
            What::Class(set) => set.iter().for_each(|c| classes.insert(c)),
            What::Attribute { class, .. } => classes.insert(*class),
            What::Either(lists) => lists.iter().for_each(|list| collect_classes(list, classes)),
            _ => {}
        }
    }
}
