//! Which words are a name, a number or a date? spaCy's recogniser: begin, in, last, unit or out, one word at a time.

use sayso_model::EntityKind;

use crate::{
    Error,
    nn::{Cpu, Scorer, StateVectors, Weights},
};

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Action {
    Begin(EntityKind),
    In(EntityKind),
    Last(EntityKind),
    Unit(EntityKind),
    Out,
    /// A move that the model has and that is never allowed.
    Never,
}

/// Where a token stands in a name.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Mark {
    /// In none.
    #[default]
    Out,
    /// Its first or only token.
    Begin(EntityKind),
    /// Another token of it.
    In(EntityKind),
}

#[derive(Debug)]
pub(crate) struct Recogniser {
    scorer: Scorer<3>,
    actions: Vec<Action>,
}

impl Recogniser {
    pub(crate) fn read(weights: &Weights, moves: &[String]) -> Result<Self, Error> {
        let scorer = Scorer::read(weights, "ner")?;
        let actions: Option<Vec<_>> = moves.iter().map(|name| read_action(name)).collect();
        match actions {
            Some(actions) if actions.len() == scorer.moves() => Ok(Self { scorer, actions }),
            _ => Err(Error::model("pipeline.json", "moves of the recogniser of names")),
        }
    }

    /// Vectors of all rows, for [`Recogniser::find`].
    pub(crate) fn prepare(&self, cpu: Cpu, rows: &[f32], vectors: &mut StateVectors) {
        self.scorer.prepare(cpu, rows, vectors);
    }

    /// Marks the tokens of a text whose first token is in row `first_row`. No name crosses the start of a sentence.
    pub(crate) fn find(
        &self,
        cpu: Cpu,
        vectors: &StateVectors,
        first_row: u32,
        is_space: &[bool],
        starts: &[bool],
    ) -> Vec<Mark> {
        cpu.run(
            #[inline(always)]
            || self.run(vectors, first_row, is_space, starts),
        )
    }

    #[inline(always)]
    fn run(&self, vectors: &StateVectors, first_row: u32, is_space: &[bool], starts: &[bool]) -> Vec<Mark> {
        let n = is_space.len();
        let mut scores = [0.0f32; 96];
        let scores = &mut scores[..self.actions.len()];
        let mut marks = Vec::with_capacity(n);
        let mut open: Option<(u32, EntityKind)> = None;
        for at in 0..n {
            let row = first_row + at as u32;
            let tokens = [Some(row), open.map(|(first, _)| first), open.map(|_| row - 1)];
            self.scorer.score(vectors, tokens, scores);
            let goes_on = at + 1 < n && !starts[at + 1];
            let is_valid = |action: Action| match action {
                Action::Begin(_) => open.is_none() && goes_on && !is_space[at],
                Action::In(kind) => goes_on && open.is_some_and(|(_, k)| k == kind),
                Action::Last(kind) => open.is_some_and(|(_, k)| k == kind),
                Action::Unit(_) => open.is_none() && !is_space[at],
                Action::Out => open.is_none(),
                Action::Never => false,
            };
            let mut best: Option<(Action, f32)> = None;
            for (&score, &action) in scores.iter().zip(&self.actions) {
                if best.is_none_or(|(_, most)| score > most) && is_valid(action) {
                    best = Some((action, score));
                }
            }
            marks.push(match best.map_or(Action::Out, |(action, _)| action) {
                Action::Begin(kind) => {
                    open = Some((row, kind));
                    Mark::Begin(kind)
                }
                Action::In(kind) => Mark::In(kind),
                Action::Last(kind) => {
                    open = None;
                    Mark::In(kind)
                }
                Action::Unit(kind) => Mark::Begin(kind),
                Action::Out | Action::Never => Mark::Out,
            });
        }
        marks
    }
}

/// `B-ORG`, `O`
fn read_action(name: &str) -> Option<Action> {
    let (kind, label) = name.split_once('-').unwrap_or((name, ""));
    if kind == "O" {
        return Some(Action::Out);
    }
    if label.is_empty() {
        return Some(Action::Never);
    }
    let label = EntityKind::from_label(label)?;
    Some(match kind {
        "B" => Action::Begin(label),
        "I" => Action::In(label),
        "L" => Action::Last(label),
        "U" => Action::Unit(label),
        _ => return None,
    })
}
