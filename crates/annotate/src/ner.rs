//! Which words are a name, a number or a date? spaCy's recogniser: begin, in, last, unit or out, one word at a time.

use sayso_model::EntityKind;

use crate::{
    Error,
    nn::{Cpu, Moves, Scorer, StateVectors, Weights},
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
        let marks = Vec::with_capacity(is_space.len());
        let mut search = Search { recogniser: self, first_row, is_space, starts, marks, open: None };
        self.scorer.run(cpu, vectors, &mut search);
        search.marks.resize(is_space.len(), Mark::Out);
        search.marks
    }
}

/// A text in which names are being found.
struct Search<'a> {
    recogniser: &'a Recogniser,
    first_row: u32,
    is_space: &'a [bool],
    starts: &'a [bool],
    /// Marks of the tokens that were read.
    marks: Vec<Mark>,
    /// First token and kind of a name that has begun.
    open: Option<(u32, EntityKind)>,
}

impl Moves<3> for Search<'_> {
    #[inline(always)]
    fn rows(&self) -> [Option<u32>; 3] {
        let row = self.first_row + self.marks.len() as u32;
        [Some(row), self.open.map(|(first, _)| self.first_row + first), self.open.map(|_| row - 1)]
    }

    #[inline(always)]
    fn is_final(&self) -> bool {
        self.marks.len() == self.is_space.len()
    }

    #[inline(always)]
    fn advance(&mut self, scores: &[f32]) -> bool {
        let at = self.marks.len();
        let goes_on = self.starts.get(at + 1).is_some_and(|starts| !starts);
        let is_valid = |action: Action| match (action, self.open) {
            (Action::Begin(_), None) => goes_on && !self.is_space[at],
            (Action::Unit(_), None) => !self.is_space[at],
            (Action::Out, None) => true,
            (Action::In(kind), Some((_, open))) => goes_on && kind == open,
            (Action::Last(kind), Some((_, open))) => kind == open,
            _ => false,
        };
        let mut best: Option<(Action, f32)> = None;
        for (&score, &action) in scores.iter().zip(&self.recogniser.actions) {
            if best.is_none_or(|(_, most)| score > most) && is_valid(action) {
                best = Some((action, score));
            }
        }
        let Some((best, _)) = best else { return false };
        self.marks.push(match best {
            Action::Begin(kind) => {
                self.open = Some((at as u32, kind));
                Mark::Begin(kind)
            }
            Action::In(kind) => Mark::In(kind),
            Action::Last(kind) => {
                self.open = None;
                Mark::In(kind)
            }
            Action::Unit(kind) => Mark::Begin(kind),
            Action::Out | Action::Never => Mark::Out,
        });
        true
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
