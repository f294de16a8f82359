//! Which event is it that a quantity belongs to?

use sayso_model::{Annotated, ArgumentRole, Dep, EventMention, Pos, QuantityKind, TokenIx};

use super::{Amount, QuantityWords};

/// Sentences back to the protest that "about 5,000 people took part" is said of.
const SENTENCES_BACK: u32 = 2;

/// Steps up the tree from a quantity to its event.
const STEPS: usize = 6;

impl QuantityWords {
    /// The event of a quantity, as an index.
    pub(super) fn host(
        &self,
        annotated: &Annotated,
        amount: &Amount,
        events: &[EventMention],
    ) -> Option<usize> {
        let fits = |e: &EventMention| self.types.iter().any(|(k, t)| *k == amount.kind && *t == e.kind);
        let mentions = |e: &EventMention| {
            let later = e.mentions.iter().filter_map(|m| annotated.token_at(m.start()));
            std::iter::once(e.trigger).chain(later).collect::<Vec<_>>()
        };
        let at = |t: TokenIx| events.iter().position(|e| fits(e) && mentions(e).contains(&t));
        match amount.kind {
            QuantityKind::Crowd => self.of_crowd(annotated, amount.head, &at).or_else(|| {
                let here = annotated.token(amount.head).sentence;
                let near = |e: &EventMention| {
                    let there = annotated.token(e.trigger).sentence;
                    there <= here && here - there <= SENTENCES_BACK
                };
                let has_part = self.is_size(annotated, amount.head)
                    || self.taking_part(annotated, amount.head).is_some();
                if !has_part {
                    return None;
                }
                events.iter().rposition(|e| fits(e) && e.trigger < amount.head && near(e))
            }),
            kind => self.near(annotated, kind, amount.head, &at),
        }
    }

    /// "A march by 500 people", "thousands joined the rally", "a rally attended by 500".
    fn of_crowd(
        &self,
        annotated: &Annotated,
        head: TokenIx,
        at: &dyn Fn(TokenIx) -> Option<usize>,
    ) -> Option<usize> {
        if let Some(found) = annotated.arguments.predicates(head, ArgumentRole::Subject).find_map(at) {
            return Some(found);
        }
        if let Some(found) = self.tied(annotated, QuantityKind::Crowd, head).and_then(at) {
            return Some(found);
        }
        let verb = self.taking_part(annotated, head)?;
        around(annotated, verb, at)
    }

    /// The verb by which people have part in something.
    fn taking_part(&self, annotated: &Annotated, head: TokenIx) -> Option<TokenIx> {
        let governs = |v: TokenIx| {
            self.verbs.iter().any(|(verb, below)| {
                let has = |w: &smol_str::SmolStr| {
                    annotated.children(v).iter().any(|&c| {
                        let deeper =
                            annotated.children_by(c, Dep::Pobj).any(|p| annotated.token(p).lemma == *w);
                        annotated.token(c).lemma == *w || deeper
                    })
                };
                annotated.token(v).lemma == *verb && below.as_ref().is_none_or(has)
            })
        };
        let logical = [ArgumentRole::Subject, ArgumentRole::Object];
        let verbs = logical.into_iter().flat_map(|r| annotated.arguments.predicates(head, r));
        verbs.chain(annotated.head(head)).find(|&v| annotated.token(v).pos == Pos::Verb && governs(v))
    }

    /// "A crowd of 5,000", "put the turnout at 5,000".
    fn is_size(&self, annotated: &Annotated, head: TokenIx) -> bool {
        let is_size = |t: TokenIx| self.sizes.contains(&annotated.token(t).lemma);
        let above = annotated.head(head).filter(|_| annotated.token(head).dep == Dep::Pobj);
        above.and_then(|p| annotated.head(p)).is_some_and(|n| {
            is_size(n)
                || annotated.children(n).iter().any(|&c| annotated.token(c).dep != Dep::Prep && is_size(c))
        })
    }

    /// The noun that a preposition or participle ties what is counted to: "an attack with 30 drones", "a raid involving 30 drones".
    fn tied(&self, annotated: &Annotated, kind: QuantityKind, head: TokenIx) -> Option<TokenIx> {
        let tie = annotated.head(head)?;
        let is_tie = self.ties.iter().any(|(w, k)| *k == kind && annotated.token(tie).lemma == *w);
        let dep = annotated.token(head).dep;
        let noun = annotated.head(tie).filter(|&n| {
            // "marched with six men" counts nobody who marched.
            kind != QuantityKind::Crowd || annotated.token(n).pos == Pos::Noun
        });
        noun.filter(|_| is_tie && matches!(dep, Dep::Pobj | Dep::Dobj))
    }

    /// The event up the tree: what the quantity is given to, or what the verb above it is said of.
    fn near(
        &self,
        annotated: &Annotated,
        kind: QuantityKind,
        head: TokenIx,
        at: &dyn Fn(TokenIx) -> Option<usize>,
    ) -> Option<usize> {
        if let Some(found) = self.tied(annotated, kind, head).and_then(at) {
            return Some(found);
        }
        let logical = [ArgumentRole::Object, ArgumentRole::Subject];
        let own = logical.into_iter().flat_map(|r| annotated.arguments.predicates(head, r)).find_map(at);
        if own.is_some() {
            return own;
        }
        let passes = |t: TokenIx| {
            let token = annotated.token(t);
            token.dep != Dep::Prep
                || kind == QuantityKind::Money
                || self.ties.iter().any(|(w, k)| *k == kind && token.lemma == *w)
        };
        let below = |t: TokenIx| {
            let preps = annotated.children_by(t, Dep::Prep).flat_map(|p| annotated.children_by(p, Dep::Pobj));
            let modifiers = annotated.children_by(t, Dep::Compound);
            preps.chain(modifiers).find_map(at)
        };
        let mut child = head;
        for up in annotated.ancestors(head).take(STEPS) {
            if !passes(child) {
                return None;
            }
            if let Some(found) = at(up) {
                return Some(found);
            }
            if annotated.token(up).pos == Pos::Verb {
                return below(head).or_else(|| around(annotated, up, at));
            }
            if let Some(found) = below(child) {
                return Some(found);
            }
            child = up;
        }
        below(head)
    }
}

/// The event that stands beside a verb, or that the clause of the verb says more of.
fn around(annotated: &Annotated, verb: TokenIx, at: &dyn Fn(TokenIx) -> Option<usize>) -> Option<usize> {
    let mut beside = annotated.children(verb).iter().copied().filter(|&c| {
        matches!(
            annotated.token(c).dep,
            Dep::Dobj
                | Dep::Nsubj
                | Dep::Nsubjpass
                | Dep::Prep
                | Dep::Agent
                | Dep::Dative
                | Dep::Xcomp
                | Dep::Advcl
                | Dep::Conj
        )
    });
    let found = beside.find_map(|c| at(c).or_else(|| annotated.children_by(c, Dep::Pobj).find_map(at)));
    let clause =
        matches!(annotated.token(verb).dep, Dep::Acl | Dep::Relcl | Dep::Advcl | Dep::Xcomp | Dep::Conj);
    found.or_else(|| annotated.head(verb).filter(|_| clause).and_then(at))
}
