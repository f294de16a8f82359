//! Which sequences of words are time expressions? Rules are lines of a data file:
//!
//! ```text
//! name = element element … : field=value field=value
//! ```
//!
//! Several lines with one name are alternatives. An element is a word (`ago`), alternatives (`last|past`), a class of words
//! in capitals (`MONTH`), or another rule (`<count>`). `?` makes it optional, `~` forbids white space before it, and
//! `field:` in front says which field a number fills. `if=name` names a test of the surroundings.

use rustc_hash::FxHashMap;

use crate::en::numbers::{self, Builtin};
use crate::frame::{Field, Frame, parse_assignment};
use crate::guard::{Guard, Place, Surroundings};
use crate::words::{ClassSet, Lexicon, Word};

#[derive(Clone, Debug)]
enum Choice {
    Class(u16),
    Builtin(Builtin),
    Rule(u16),
}

#[derive(Clone, Debug)]
struct Element {
    choices: Vec<Choice>,
    field: Option<Field>,
    optional: bool,
    glued: bool,
}

#[derive(Clone, Debug)]
struct Alternative {
    elements: Vec<Element>,
    says: Vec<(Field, i32)>,
    guards: Vec<Guard>,
    /// The line that it was read from.
    line: u16,
    /// What its elements from each one on can begin with, and from behind the last.
    firsts: Vec<First>,
}

/// What a stretch of elements can begin with.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
struct First {
    classes: ClassSet,
    number: bool,
    /// True if the stretch can be empty.
    nothing: bool,
}

impl First {
    fn add(&mut self, other: &First) {
        self.number |= other.number;
        self.classes.extend(&other.classes);
    }

    fn allows(&self, word: Option<&Word>) -> bool {
        self.nothing
            || word.is_some_and(|w| self.classes.meets(&w.classes) || self.number && numbers::can_begin(w))
    }
}

/// A bit for each, in one number.
const MOST_RULES: usize = u64::BITS as usize;

/// Rules with their words.
#[derive(Clone, Debug)]
pub struct Grammar {
    lexicon: Lexicon,
    rules: Vec<Vec<Alternative>>,
    top: usize,
    classes: Surroundings,
}

/// A stretch of words that a rule fits.
#[derive(Clone, Copy, Debug)]
pub struct Found {
    /// First word.
    pub start: usize,
    /// One past the last word.
    pub end: usize,
    /// What the words say.
    pub frame: Frame,
    /// Line of the rule at the top.
    pub line: u16,
}

impl Grammar {
    /// Compiles rules; `top` is the rule that whole expressions must fit.
    pub fn parse(lexicon: Lexicon, text: &str, top: &str) -> Result<Self, (usize, String)> {
        let mut names: FxHashMap<&str, u16> = FxHashMap::default();
        let lines = || {
            let kept = |line: &&str| !line.is_empty() && !line.starts_with('#');
            text.lines().enumerate().map(|(n, line)| (n + 1, line.trim())).filter(move |(_, l)| kept(l))
        };
        for (number, line) in lines() {
            let (name, _) = line.split_once(" = ").ok_or_else(|| (number, line.to_owned()))?;
            let next = names.len() as u16;
            names.entry(name.trim()).or_insert(next);
        }
        let classes = Surroundings::find(&lexicon).ok_or((0, "no class of surroundings".to_owned()))?;
        let mut grammar = Self { lexicon, rules: vec![Vec::new(); names.len()], top: 0, classes };
        for (number, line) in lines() {
            let bad = || (number, line.to_owned());
            let (name, body) = line.split_once(" = ").ok_or_else(bad)?;
            let alternative = grammar.alternative(body, &names, number as u16).ok_or_else(bad)?;
            grammar.rules[usize::from(names[name.trim()])].push(alternative);
        }
        if grammar.lexicon.class_count() > ClassSet::SIZE || names.len() > MOST_RULES {
            return Err((0, format!("more than {} classes of words or {MOST_RULES} rules", ClassSet::SIZE)));
        }
        grammar.find_firsts();
        grammar.top = usize::from(*names.get(top).ok_or((0, format!("no rule `{top}`")))?);
        Ok(grammar)
    }

    fn alternative(&mut self, body: &str, names: &FxHashMap<&str, u16>, line: u16) -> Option<Alternative> {
        let (pattern, says) = body.split_once(" : ").unwrap_or((body, ""));
        let mut alternative = Alternative {
            elements: Vec::new(),
            says: Vec::new(),
            guards: Vec::new(),
            line,
            firsts: Vec::new(),
        };
        for item in pattern.split_whitespace() {
            alternative.elements.push(self.element(item, names)?);
        }
        for item in says.split_whitespace() {
            match item.strip_prefix("if=") {
                Some(guard) => alternative.guards.push(Guard::parse(guard)?),
                None => alternative.says.push(parse_assignment(item)?),
            }
        }
        (!alternative.elements.is_empty()).then_some(alternative)
    }

    fn element(&mut self, item: &str, names: &FxHashMap<&str, u16>) -> Option<Element> {
        let (optional, item) = (item.len() > 1 && item.ends_with('?'), item);
        let item = if optional { &item[..item.len() - 1] } else { item };
        let (glued, item) = (item.len() > 1 && item.starts_with('~'), item);
        let item = if glued { &item[1..] } else { item };
        let (field, item) = match item.split_once(':') {
            Some((name, rest)) if !name.is_empty() => {
                (Some(Field::ALL.iter().find(|(_, n)| *n == name)?.0), rest)
            }
            _ => (None, item),
        };
        let mut choices = Vec::new();
        for part in item.split('|') {
            choices.push(if let Some(name) = part.strip_prefix('<') {
                Choice::Rule(*names.get(name.strip_suffix('>')?)?)
            } else if let Some(builtin) = Builtin::parse(part) {
                Choice::Builtin(builtin)
            } else if part.starts_with(|c: char| c.is_ascii_uppercase()) {
                Choice::Class(self.lexicon.find_class(part)?)
            } else {
                Choice::Class(self.lexicon.add_literal(part))
            });
        }
        Some(Element { choices, field, optional, glued })
    }

    /// Works out what each alternative can begin with, until nothing is added.
    fn find_firsts(&mut self) {
        let mut of_rules = vec![First::default(); self.rules.len()];
        loop {
            let mut next = of_rules.clone();
            for (rule, alternatives) in self.rules.iter_mut().enumerate() {
                for alternative in alternatives {
                    alternative.firsts = firsts(&alternative.elements, &of_rules);
                    next[rule].add(&alternative.firsts[0]);
                }
            }
            if next == of_rules {
                return;
            }
            of_rules = next;
        }
    }

    /// Time expressions of a sentence whose words were [looked up](Self::look_up), without overlap: at each place the longest, of these the first in the file.
    pub fn find(&self, words: &[Word]) -> Vec<Found> {
        let mut found = Vec::new();
        let known: Vec<bool> = words.iter().map(|w| w.number.is_some() || w.entry.is_some()).collect();
        let mut buffer = Vec::new();
        let mut failed = vec![0u64; words.len()];
        let mut i = 0;
        while i < words.len() {
            if !known[i] {
                i += 1;
                continue;
            }
            buffer.clear();
            for alternative in self.rules[self.top].iter().filter(|a| a.firsts[0].allows(words.get(i))) {
                let before = buffer.len();
                self.follow(alternative, 0, words, i, Frame::default(), &mut failed, &mut buffer);
                for (end, _, line) in &mut buffer[before..] {
                    *line = if self.passes(&alternative.guards, words, i, *end) {
                        alternative.line
                    } else {
                        u16::MAX
                    };
                }
            }
            buffer.retain(|&(_, _, line)| line != u16::MAX);
            let longest = buffer.iter().map(|&(end, ..)| end).max();
            match longest.and_then(|end| buffer.iter().find(|&&(e, ..)| e == end)) {
                Some(&(end, frame, line)) => {
                    found.push(Found { start: i, end, frame, line });
                    i = end;
                }
                None => i += 1,
            }
        }
        found
    }

    /// Looks the words of a sentence up.
    pub fn look_up(&self, words: &mut [Word]) {
        self.lexicon.look_up(words);
    }

    fn passes(&self, guards: &[Guard], words: &[Word], start: usize, end: usize) -> bool {
        let place = Place { classes: self.classes, words, start, end };
        guards.iter().all(|&g| place.passes(g))
    }

    /// Adds to `out` where the elements from `element` on can end, what they say and a place for the line. `failed` has a bit for
    /// each rule that is known not to fit at a word: whether it does depends on the words alone.
    #[expect(clippy::too_many_arguments, reason = "the state of the search")]
    fn follow(
        &self,
        alternative: &Alternative,
        element: usize,
        words: &[Word],
        at: usize,
        mut frame: Frame,
        failed: &mut [u64],
        out: &mut Vec<(usize, Frame, u16)>,
    ) {
        let Some(next) = alternative.elements.get(element) else {
            for &(field, value) in &alternative.says {
                frame.set(field, value);
            }
            out.push((at, frame, 0));
            return;
        };
        if !alternative.firsts[element].allows(words.get(at)) {
            return;
        }
        if let Some(word) = words.get(at)
            && (!next.glued || word.glued)
        {
            for choice in &next.choices {
                match choice {
                    Choice::Class(class) => {
                        if !word.classes.contains(*class) {
                            continue;
                        }
                        for reading in self.lexicon.readings(word).filter(|r| r.class == *class) {
                            let mut frame = frame;
                            for &(field, value) in &reading.says {
                                frame.set(renamed(field, next.field), value);
                            }
                            self.follow(alternative, element + 1, words, at + 1, frame, failed, out);
                        }
                    }
                    Choice::Builtin(builtin) => {
                        if let Some((end, field, value)) = numbers::read(*builtin, words, at) {
                            let mut frame = frame;
                            frame.set(next.field.unwrap_or(field), value);
                            self.follow(alternative, element + 1, words, end, frame, failed, out);
                        }
                    }
                    Choice::Rule(rule) => {
                        if failed[at] & 1 << rule != 0 {
                            continue;
                        }
                        let mut inner = Vec::new();
                        let inner_alternatives = self.rules[usize::from(*rule)].iter();
                        for inner_alternative in inner_alternatives.filter(|a| a.firsts[0].allows(Some(word)))
                        {
                            let before = inner.len();
                            self.follow(inner_alternative, 0, words, at, frame, failed, &mut inner);
                            if !inner_alternative.guards.is_empty() {
                                let mut k = 0;
                                inner.retain(|&(end, ..)| {
                                    k += 1;
                                    k <= before || self.passes(&inner_alternative.guards, words, at, end)
                                });
                            }
                        }
                        if inner.is_empty() {
                            failed[at] |= 1 << rule;
                        }
                        for (end, frame, _) in inner {
                            self.follow(alternative, element + 1, words, end, frame, failed, out);
                        }
                    }
                }
            }
        }
        if next.optional {
            self.follow(alternative, element + 1, words, at, frame, failed, out);
        }
    }
}

/// What each stretch of elements to the end can begin with, when rules can begin as `of_rules` says.
fn firsts(elements: &[Element], of_rules: &[First]) -> Vec<First> {
    let mut out = vec![First { nothing: true, ..First::default() }];
    for element in elements.iter().rev() {
        let after = out[out.len() - 1];
        let mut first = if element.optional { after } else { First::default() };
        for choice in &element.choices {
            match choice {
                Choice::Class(class) => first.classes.insert(*class),
                Choice::Builtin(_) => first.number = true,
                Choice::Rule(rule) => first.add(&of_rules[usize::from(*rule)]),
            }
        }
        out.push(first);
    }
    out.reverse();
    out
}

fn renamed(field: Field, to: Option<Field>) -> Field {
    if field == Field::Number { to.unwrap_or(field) } else { field }
}
