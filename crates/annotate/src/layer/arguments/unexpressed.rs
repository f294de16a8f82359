//! Whose doing is a verb that has no subject of its own?

use sayso_model::{Dep, Pos, Tag, TokenIx};

use super::clause::{Own, antecedent, is_participle, object_of};
use super::{Frames, lexicon};

/// Most steps from a predicate to what it is said of.
const STEPS_MAX: usize = 8;

impl Frames<'_> {
    /// Grammatical subject that `verb` takes from above. Finds an object, too, for "hard to hit".
    pub(super) fn unexpressed(&mut self, verb: TokenIx, own: &Own) -> Option<TokenIx> {
        let annotated = self.annotated;
        let token = annotated.token(verb);
        let head = annotated.head(verb)?;
        let above = annotated.token(head);
        let verbal = matches!(above.pos, Pos::Verb | Pos::Aux);
        match token.dep {
            Dep::Conj if verbal && own.infinitive && self.is_exception(head, verb) => self.left(head),
            Dep::Conj if verbal => self.surface[head as usize],
            Dep::Xcomp if verbal => self.controller(head),
            Dep::Xcomp => {
                let of = self.holder(head);
                if lexicon::raises_object(&above.lemma) && own.object.is_none() {
                    self.object[verb as usize] = of;
                    return None;
                }
                of
            }
            Dep::Advcl if own.infinitive && verbal && self.asks(head) => self.controller(head),
            Dep::Advcl if own.infinitive => {
                // The purpose is that of whoever acts.
                let of = if self.passive[head as usize] { &self.subject } else { &self.surface };
                if verbal { of[head as usize] } else { self.holder(head) }
            }
            Dep::Advcl if is_participle(token) => {
                if verbal {
                    self.surface[head as usize]
                } else {
                    self.holder(head)
                }
            }
            Dep::Acl if own.infinitive => self.holder(head),
            Dep::Relcl if own.infinitive => None,
            Dep::Acl | Dep::Relcl => Some(head),
            // Not the hyphenated "long-standing".
            Dep::Amod if token.tag == Tag::Vbn => Some(head),
            Dep::Amod if token.tag == Tag::Vbg => {
                let hyphenated = verb > 0 && annotated.token(verb - 1).lower == "-";
                (!hyphenated).then_some(head)
            }
            // "is prepared to", "remained committed to"
            Dep::Acomp if is_participle(token) && verbal => self.surface[head as usize],
            Dep::Ccomp if own.infinitive && verbal => self.controller(head),
            // "helped build", "denied hosting"
            Dep::Ccomp | Dep::Dobj if matches!(token.tag, Tag::Vb | Tag::Vbg) && verbal && head < verb => {
                let bare = token.tag == Tag::Vbg || above.lemma == "help";
                self.surface[head as usize].filter(|_| bare)
            }
            Dep::Pcomp | Dep::Pobj => self.after_preposition(head),
            _ => None,
        }
    }

    /// True for "called on X" and the like, whose infinitive the parser may take for a purpose.
    fn asks(&self, verb: TokenIx) -> bool {
        lexicon::control(&self.annotated.token(verb).lemma).is_some_and(|c| c.via.is_some() || c.object_does)
            && !self.passive[verb as usize]
    }

    /// Who does the infinitive under `verb`.
    fn controller(&self, verb: TokenIx) -> Option<TokenIx> {
        let annotated = self.annotated;
        let v = verb as usize;
        let control = lexicon::control(&annotated.token(verb).lemma);
        if let Some(via) = control.and_then(|c| c.via) {
            let asked = annotated
                .children_by(verb, Dep::Prep)
                .find(|&p| annotated.token(p).lower == via)
                .and_then(|p| object_of(annotated, p));
            if asked.is_some() {
                return asked;
            }
        }
        let object_does = control.is_some_and(|c| c.object_does);
        // "gave Israel a year to withdraw"
        let given = || annotated.children_by(verb, Dep::Dative).find(|&d| annotated.token(d).pos != Pos::Adp);
        let object = given().or(self.object[v]).filter(|_| object_does && !self.passive[v]);
        object.or(self.surface[v])
    }

    /// True if an infinitive is what is left: "no option but to respond".
    fn is_exception(&self, above: TokenIx, verb: TokenIx) -> bool {
        let mut links = self.annotated.children_by(above, Dep::Cc).filter(|&c| above < c && c < verb);
        links.any(|c| self.annotated.token(c).lower == lexicon::EXCEPT)
    }

    /// Who is left with it: whoever has "no choice", or whom something leaves "with no option" or "no option".
    fn left(&self, verb: TokenIx) -> Option<TokenIx> {
        let annotated = self.annotated;
        let is_none = |&o: &TokenIx| {
            annotated.children_by(o, Dep::Det).any(|d| lexicon::NONE == annotated.token(d).lower)
        };
        let given = annotated.children_by(verb, Dep::Dative).find(|&d| annotated.token(d).pos != Pos::Adp);
        given.or(self.object[verb as usize].filter(|o| !is_none(o))).or(self.surface[verb as usize])
    }

    /// Who does the gerund after `preposition`.
    fn after_preposition(&self, preposition: TokenIx) -> Option<TokenIx> {
        let annotated = self.annotated;
        let mut preposition = preposition;
        let mut head = annotated.head(preposition)?;
        // "instead of hitting", "out of fear of hitting"
        for _ in 0..2 {
            if matches!(annotated.token(head).pos, Pos::Adp | Pos::Sconj) {
                preposition = head;
                head = annotated.head(preposition)?;
            }
        }
        let word = annotated.token(preposition);
        let h = head as usize;
        if !matches!(annotated.token(head).pos, Pos::Verb | Pos::Aux) {
            let above =
                annotated.head(head).filter(|&a| matches!(annotated.token(a).pos, Pos::Verb | Pos::Aux));
            let left = above.filter(|_| word.lower == lexicon::EXCEPT).and_then(|a| self.left(a));
            return left.or_else(|| self.holder(head));
        }
        if lexicon::control(&annotated.token(head).lemma).is_some_and(|c| c.takes(&word.lower)) {
            return self.object[h].or_else(|| self.surface[h].filter(|_| self.passive[h]));
        }
        if word.lower == "by" || word.dep == Dep::Agent { self.subject[h] } else { self.surface[h] }
    }

    /// What an adjective or noun is said of: "Israel is able", "the group's readiness", "has the right".
    pub(super) fn holder(&self, predicate: TokenIx) -> Option<TokenIx> {
        let annotated = self.annotated;
        let mut at = predicate;
        for _ in 0..STEPS_MAX {
            let token = annotated.token(at);
            if matches!(token.pos, Pos::Noun | Pos::Propn) {
                let possessor = annotated.children_by(at, Dep::Poss).next();
                if let Some(found) = self.subject[at as usize].or(possessor) {
                    return Some(antecedent(annotated, found).unwrap_or(found));
                }
            }
            let head = annotated.head(at)?;
            let h = head as usize;
            let above = annotated.token(head);
            let verbal = matches!(above.pos, Pos::Verb | Pos::Aux);
            match token.dep {
                Dep::Acomp | Dep::Attr | Dep::Advcl if verbal => return self.surface[h],
                Dep::Oprd if verbal => return self.object[h].or(self.surface[h]),
                Dep::Dobj if lexicon::lends(&above.lemma, "object").is_some() => {
                    return self.subject[h];
                }
                Dep::Amod | Dep::Acl | Dep::Relcl if !verbal => return Some(head),
                Dep::Conj => at = head,
                _ => return None,
            }
        }
        None
    }
}
