//! Which word depends on which? spaCy's arc-eager transition system with sentence breaks (Honnibal & Johnson 2014),
//! read greedily.

mod state;
mod tree;

use sayso_model::Dep;

use crate::{
    Error,
    nn::{Cpu, Scorer, StateVectors, Weights},
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

#[derive(Debug)]
pub(crate) struct Parser {
    scorer: Scorer<8>,
    actions: Vec<Action>,
}

impl Parser {
    pub(crate) fn read(weights: &Weights, moves: &[String]) -> Result<Self, Error> {
        let scorer = Scorer::read(weights, "parser")?;
        let actions: Option<Vec<_>> = moves.iter().map(|name| read_action(name)).collect();
        match actions {
            Some(actions) if actions.len() == scorer.moves() => Ok(Self { scorer, actions }),
            _ => Err(Error::model("pipeline.json", "moves of the parser")),
        }
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
        let mut state = State::new(starts);
        cpu.run(
            #[inline(always)]
            || self.run(vectors, first_row, &mut state),
        );
        let (heads, labels) = state.into_arcs();
        Tree::new(heads, labels, is_space)
    }

    #[inline(always)]
    fn run(&self, vectors: &StateVectors, first_row: u32, state: &mut State) {
        let mut scores = [0.0f32; 128];
        let scores = &mut scores[..self.actions.len()];
        while !state.is_final() {
            let tokens = state.context().map(|token| token.map(|t| first_row + t));
            self.scorer.score(vectors, tokens, scores);
            let valid = state.valid();
            let mut best: Option<(usize, f32)> = None;
            for (i, (&score, action)) in scores.iter().zip(&self.actions).enumerate() {
                let is_valid = match action {
                    Action::Shift => valid.shift,
                    Action::Reduce => valid.reduce,
                    Action::Left(_) | Action::Right(_) => valid.arc,
                    Action::Break => valid.break_,
                };
                if is_valid && best.is_none_or(|(_, most)| score > most) {
                    best = Some((i, score));
                }
            }
            match best {
                Some((i, _)) => match self.actions[i] {
                    Action::Shift => state.shift(),
                    Action::Reduce => state.reduce(),
                    Action::Left(label) => state.left(label),
                    Action::Right(label) => state.right(label),
                    Action::Break => state.break_(),
                },
                None => return,
            }
        }
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
