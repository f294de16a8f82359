//! Who does it, and to whom, whatever the construction?
//!
//! One walk down each tree, heads before dependents, so that what a verb lacks can be taken from the verb, noun or
//! adjective above it: passives and participles ([`clause`]), control, raising, coordination and relative clauses
//! ([`unexpressed`]), nouns of action and light verbs ([`nominal`]).

mod clause;
mod lexicon;
mod nominal;
mod unexpressed;

use sayso_model::{Annotated, ArgumentRole, Arguments, Dep, Pos, TokenIx};

pub(crate) use clause::antecedent;

/// Most conjuncts that one argument brings with it.
const CONJUNCTS_MAX: usize = 32;

/// Fills [`Annotated::arguments`].
pub fn mark_arguments(annotated: &mut Annotated) {
    let arcs = Frames::of(annotated).arcs();
    annotated.arguments = Arguments::new(arcs);
}

/// What is known of every token as a predicate while the trees are walked.
struct Frames<'a> {
    annotated: &'a Annotated,
    /// Grammatical subject, own or taken from above: the sufferer in a passive.
    surface: Vec<Option<TokenIx>>,
    /// Logical subject.
    subject: Vec<Option<TokenIx>>,
    /// Logical object.
    object: Vec<Option<TokenIx>>,
    /// Verbs in the passive.
    passive: Vec<bool>,
    /// Second subjects and objects.
    more: Vec<(TokenIx, ArgumentRole, TokenIx)>,
}

impl<'a> Frames<'a> {
    fn of(annotated: &'a Annotated) -> Self {
        let n = annotated.tokens.len();
        let mut frames = Self {
            annotated,
            surface: vec![None; n],
            subject: vec![None; n],
            object: vec![None; n],
            passive: vec![false; n],
            more: Vec::new(),
        };
        let mut row: Vec<TokenIx> = (0..n as TokenIx).filter(|&i| annotated.head(i).is_none()).collect();
        let mut at = 0;
        while let Some(&i) = row.get(at) {
            at += 1;
            frames.visit(i);
            row.extend_from_slice(annotated.children(i));
        }
        frames
    }

    fn visit(&mut self, i: TokenIx) {
        let token = self.annotated.token(i);
        match token.pos {
            Pos::Verb => self.visit_verb(i),
            Pos::Aux if !matches!(token.dep, Dep::Aux | Dep::Auxpass) => self.visit_verb(i),
            Pos::Noun => {
                if let Some(noun) = lexicon::action_noun(&token.lemma) {
                    self.visit_noun(i, noun);
                }
            }
            // “advancing troops”, “a besieged town” where the tagger sees an adjective.
            Pos::Adj if token.dep == Dep::Amod && clause::is_participle(token) => self.visit_verb(i),
            _ => {}
        }
    }

    fn arcs(self) -> Vec<(TokenIx, ArgumentRole, TokenIx)> {
        let n = self.subject.len() as TokenIx;
        let firsts = (0..n).flat_map(|i| {
            let subject = self.subject[i as usize].map(|a| (i, ArgumentRole::Subject, a));
            let object = self.object[i as usize].map(|a| (i, ArgumentRole::Object, a));
            subject.into_iter().chain(object)
        });
        let mut arcs = Vec::new();
        for (predicate, role, argument) in firsts.chain(self.more.iter().copied()) {
            if predicate == argument {
                continue;
            }
            arcs.push((predicate, role, argument));
            conjuncts(self.annotated, argument, |a| {
                if a != predicate {
                    arcs.push((predicate, role, a));
                }
            });
        }
        arcs
    }
}

/// Calls `with` for every noun joined to `first`.
fn conjuncts(annotated: &Annotated, first: TokenIx, mut with: impl FnMut(TokenIx)) {
    let mut row = [first; CONJUNCTS_MAX];
    let (mut at, mut end) = (0, 1);
    while at < end {
        for c in annotated.children_by(row[at], Dep::Conj) {
            let nominal =
                matches!(annotated.token(c).pos, Pos::Noun | Pos::Propn | Pos::Pron | Pos::Num | Pos::Adj);
            if nominal && end < CONJUNCTS_MAX {
                row[end] = c;
                end += 1;
                with(c);
            }
        }
        at += 1;
    }
}
