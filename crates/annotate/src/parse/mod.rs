//! Which word depends on which? spaCy's arc-eager transition system with sentence breaks (Honnibal & Johnson 2014),
//! read greedily.

mod state;
mod tree;

use std::ops::Range;

use sayso_model::Dep;

use crate::{
    Error,
    nn::{Cpu, Moves, Scorer, StateVectors, Weights, highest},
};
use state::State;
pub(crate) use tree::{Label, Tree};

/// What a move does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Action {
    Shift,
    Reduce,
    Left(Label),
    Right(Label),
    Break,
}

/// May a sentence start at a token?
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum SentenceStart {
    /// The parser decides.
    #[default]
    Free,
    /// It must not.
    Never,
    /// It does.
    Always,
}

/// Moves of one kind, which stand together in the model.
#[derive(Clone, Debug)]
struct Group {
    kind: Action,
    range: Range<usize>,
}

#[derive(Debug)]
pub(crate) struct Parser {
    scorer: Scorer<8>,
    actions: Vec<Action>,
    groups: Vec<Group>,
}

impl Parser {
    pub(crate) fn read(weights: &Weights, moves: &[String]) -> Result<Self, Error> {
        let scorer = Scorer::read(weights, "parser")?;
        let actions: Option<Vec<_>> = moves.iter().map(|name| read_action(name)).collect();
        let actions = actions.filter(|a| a.len() == scorer.moves());
        let actions = actions.ok_or_else(|| Error::model("pipeline.json", "moves of the parser"))?;
        let same = |a: &Action, b: &Action| std::mem::discriminant(a) == std::mem::discriminant(b);
        let mut groups: Vec<Group> = Vec::new();
        for group in actions.chunk_by(same) {
            let start = groups.last().map_or(0, |g| g.range.end);
            groups.push(Group { kind: group[0], range: start..start + group.len() });
        }
        Ok(Self { scorer, actions, groups })
    }

    /// Vectors of all rows, for [`Parser::parse`].
    pub(crate) fn prepare(&self, cpu: Cpu, rows: &[f32], vectors: &mut StateVectors) {
        self.scorer.prepare(cpu, rows, vectors);
    }

    /// Parses a text whose first token is in row `first_row`. `is_space` and `starts` have an entry for each token.
    pub(crate) fn parse(
        &self,
        cpu: Cpu,
        vectors: &StateVectors,
        first_row: u32,
        is_space: &[bool],
        starts: &[SentenceStart],
    ) -> Tree {
        let mut parse = Parse { parser: self, state: State::new(starts), first_row };
        self.scorer.run(cpu, vectors, &mut parse);
        let (heads, labels) = parse.state.into_arcs();
        Tree::new(heads, labels, is_space)
    }
}

/// A text that is being parsed.
struct Parse<'a> {
    parser: &'a Parser,
    state: State,
    first_row: u32,
}

impl Moves<8> for Parse<'_> {
    #[inline(always)]
    fn rows(&self) -> [Option<u32>; 8] {
        self.state.context().map(|token| token.map(|t| self.first_row + t))
    }

    #[inline(always)]
    fn is_final(&self) -> bool {
        self.state.is_final()
    }

    #[inline(always)]
    fn advance(&mut self, scores: &[f32]) -> bool {
        let valid = self.state.valid();
        let mut best = None;
        for group in &self.parser.groups {
            let is_valid = match group.kind {
                Action::Shift => valid.shift,
                Action::Reduce => valid.reduce,
                Action::Left(_) | Action::Right(_) => valid.arc,
                Action::Break => valid.break_,
            };
            if is_valid {
                best = highest(&scores[group.range.clone()], group.range.start, best);
            }
        }
        let Some((best, _)) = best else { return false };
        match self.parser.actions[best] {
            Action::Shift => self.state.shift(),
            Action::Reduce => self.state.reduce(),
            Action::Left(label) => self.state.left(label),
            Action::Right(label) => self.state.right(label),
            Action::Break => self.state.break_(),
        }
        true
    }
}

/// `S`, `D`, `L-nsubj`, `R-prep||dobj`, `B-ROOT`
fn read_action(name: &str) -> Option<Action> {
    let (kind, label) = name.split_once('-').unwrap_or((name, ""));
    let label = || {
        let (dep, lifted_over) = label.split_once("||").unwrap_or((label, ""));
        let lifted_over = if lifted_over.is_empty() { None } else { Some(Dep::from_label(lifted_over)?) };
        Some(Label { dep: Dep::from_label(dep)?, lifted_over })
    };
    Some(match kind {
        "S" => Action::Shift,
        "D" => Action::Reduce,
        "L" => Action::Left(label()?),
        "R" => Action::Right(label()?),
        "B" => Action::Break,
        _ => return None,
    })
}
