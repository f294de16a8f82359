//! Who does what a noun of action says, and to whom?
//!
//! From its own places ("Y's attack on X", "the killing of X by Y", "Israeli strikes on Gaza"), from the light verb
//! over it ("Y carried out strikes") or under it ("an attack launched by Y"), and from nouns joined to it.

use sayso_model::{ArgumentRole, Dep, EntityKind, Pos, Tag, TokenIx};

use super::clause::{antecedent, is_time, object_of};
use super::lexicon::{self, ActionNoun, Lends, Place};
use super::{Frames, conjuncts};
use crate::layer::coreference::lexicon as people;
use crate::layer::name::gazetteer;

/// Most words between joined nouns that share an object.
const SHARE_MAX: TokenIx = 3;

/// Most nouns joined before a noun of action.
const CONJUNCTS: usize = 4;

/// What the children of a noun of action bring, the surest of each first.
#[derive(Default)]
struct Found {
    by: Option<TokenIx>,
    between: Option<TokenIx>,
    possessor: Option<TokenIx>,
    of: Option<TokenIx>,
    modifier: Option<TokenIx>,
    from: Option<TokenIx>,
    object: Option<TokenIx>,
}

impl Frames<'_> {
    pub(super) fn visit_noun(&mut self, noun: TokenIx, places: &ActionNoun) {
        let annotated = self.annotated;
        let n = noun as usize;
        let found = self.around(noun, places);
        let taken = |place: Place, is: Place, what: Option<TokenIx>| what.filter(|_| place == is);
        let possessive = match places.possessive {
            // "the rebels' kidnapping of two nurses"
            Place::Object | Place::Either if places.of == Place::Object && found.of.is_some() => {
                Place::Subject
            }
            // "Israel's arrest", of whomever
            Place::Object if found.possessor.is_some_and(|p| self.is_body(p)) => Place::Subject,
            Place::Either if found.possessor.is_some_and(|p| self.is_one_person(p)) => Place::Object,
            Place::Either => Place::Subject,
            place => place,
        };
        let mut subject = found
            .by
            .or(taken(possessive, Place::Subject, found.possessor))
            .or(taken(places.of, Place::Subject, found.of))
            .or(found.between);
        let mut object = taken(places.of, Place::Object, found.of).or(found.object).or(taken(
            possessive,
            Place::Object,
            found.possessor,
        ));
        if let Some(modifier) = found.modifier {
            if subject.is_none() && (possessive != Place::Object || object.is_some()) {
                subject = Some(modifier);
            } else if object.is_none() && places.of == Place::Object && subject != Some(modifier) {
                // "Israel's Gaza blockade"
                object = Some(modifier);
            }
        }
        subject = subject.or(found.from);
        let (lent_subject, lent_object) = self.lent(noun, places);
        let joined = annotated.token(noun).dep == Dep::Conj;
        let first = annotated.token(noun).head as usize;
        self.subject[n] = subject.or(lent_subject).or(if joined { self.subject[first] } else { None });
        self.object[n] = object.or(lent_object).filter(|&o| Some(o) != self.subject[n]);
        if joined && lexicon::action_noun(&annotated.token(first as TokenIx).lemma).is_some() {
            // "raids and strikes on Gaza by Israel"
            let near = noun.abs_diff(first as TokenIx) <= SHARE_MAX;
            if self.subject[first].is_none() && near {
                self.subject[first] = found.by;
            }
            if self.object[first].is_none() && near {
                self.object[first] = found.object;
            }
        }
        if let Some(between) = found.between.filter(|&b| self.subject[n] == Some(b)) {
            // Both sides do it to each other.
            conjuncts(annotated, between, |side| self.more.push((noun, ArgumentRole::Subject, side)));
        }
    }

    fn around(&self, noun: TokenIx, places: &ActionNoun) -> Found {
        let annotated = self.annotated;
        let mut found = Found::default();
        for &c in annotated.children(noun) {
            let child = annotated.token(c);
            match child.dep {
                Dep::Poss if !is_time(annotated, c) => {
                    found.possessor = Some(antecedent(annotated, c).unwrap_or(c))
                }
                Dep::Compound | Dep::Nmod | Dep::Amod if self.acts(c) => found.modifier = Some(c),
                Dep::Prep | Dep::Agent => {
                    let Some(brought) = object_of(annotated, c).filter(|&b| !is_time(annotated, b)) else {
                        continue;
                    };
                    let brought = antecedent(annotated, brought).unwrap_or(brought);
                    let slot = match &*child.lower {
                        "by" => &mut found.by,
                        "of" => &mut found.of,
                        "between" => &mut found.between,
                        word if places.takes(word) => &mut found.object,
                        "from" if self.acts(brought) && !self.is_place(brought) => &mut found.from,
                        _ => continue,
                    };
                    *slot = slot.or(Some(brought));
                }
                _ => {}
            }
        }
        found
    }

    /// True if a word before a noun of action names who does it.
    fn acts(&self, modifier: TokenIx) -> bool {
        let annotated = self.annotated;
        let token = annotated.token(modifier);
        match annotated.entity_of(modifier).map(|e| e.kind) {
            Some(EntityKind::Norp | EntityKind::Org | EntityKind::Person | EntityKind::Gpe) => true,
            Some(_) => false,
            None => {
                matches!(token.pos, Pos::Noun | Pos::Propn) && lexicon::is_party(&token.lemma.to_lowercase())
            }
        }
    }

    /// A state or a body that the list of names knows.
    fn is_body(&self, i: TokenIx) -> bool {
        let kind = self.annotated.entity_of(i).map(|e| e.kind);
        matches!(kind, Some(EntityKind::Gpe | EntityKind::Org))
            && gazetteer::known().has_word(&self.annotated.token(i).lower)
    }

    /// A person by name, "his", "the journalist's": not a body, and not many.
    fn is_one_person(&self, i: TokenIx) -> bool {
        let token = self.annotated.token(i);
        match self.annotated.entity_of(i) {
            Some(entity) => entity.kind == EntityKind::Person,
            None if token.pos == Pos::Pron => {
                matches!(people::pronoun(&token.lower), Some(people::Who::One(_)))
            }
            None => token.tag == Tag::Nn && people::person(&token.lemma).is_some(),
        }
    }

    fn is_place(&self, i: TokenIx) -> bool {
        self.annotated.entity_of(i).is_some_and(|e| e.kind == EntityKind::Gpe)
    }

    /// Subject and object that the verb over a noun of action lends it.
    fn lent(&self, noun: TokenIx, places: &ActionNoun) -> (Option<TokenIx>, Option<TokenIx>) {
        let annotated = self.annotated;
        let noun = self.transparent(noun);
        // "a land, air and sea blockade", where the parser joins the blockade to the land.
        let first = annotated.ancestors(noun).take(CONJUNCTS).find(|&a| annotated.token(a).dep != Dep::Conj);
        let joined = annotated.token(noun).dep == Dep::Conj;
        let noun = first.filter(|&f| joined && annotated.token(f).pos == Pos::Noun).unwrap_or(noun);
        let token = annotated.token(noun);
        let Some(head) = annotated.head(noun) else { return (None, None) };
        let (verb, via) = match token.dep {
            Dep::Dobj | Dep::Nsubjpass => (head, "object"),
            Dep::Pobj => match annotated.head(head) {
                Some(verb) => (verb, &*annotated.token(head).lower),
                None => return (None, None),
            },
            _ => return (None, None),
        };
        let v = verb as usize;
        let above = annotated.token(verb);
        // "was on strike", "are in talks": a bare noun says in what state somebody is.
        let bare = || annotated.children_by(noun, Dep::Det).next().is_none();
        let is_state = above.pos == Pos::Aux && !matches!(above.dep, Dep::Aux | Dep::Auxpass) && bare();
        // "was subject to an attack", "the target of threats"
        let predicate = matches!(above.pos, Pos::Adj | Pos::Noun) && token.dep == Dep::Pobj;
        if predicate && lexicon::lends(&above.lemma, via) == Some(Lends::Undergoes) {
            return (None, self.holder(verb));
        }
        if above.pos != Pos::Verb && !is_state {
            return (None, None);
        }
        if via != "object" && lexicon::control(&above.lemma).is_some_and(|c| c.takes(via)) {
            return (self.object[v], None);
        }
        match lexicon::lends(&above.lemma, via) {
            Some(Lends::Does) => {
                // "launched strikes overnight on Gaza": the parser may hang "on Gaza" on the verb.
                let object = annotated
                    .children_by(verb, Dep::Prep)
                    .filter(|&p| p > noun && places.takes(&annotated.token(p).lower))
                    .find_map(|p| object_of(annotated, p))
                    .filter(|&o| !is_time(annotated, o));
                (self.subject[v], object)
            }
            Some(Lends::Undergoes) => (None, self.surface[v]),
            None => (None, None),
        }
    }

    /// The noun of amount over `noun` ("a flurry of attacks"), else itself.
    fn transparent(&self, noun: TokenIx) -> TokenIx {
        let annotated = self.annotated;
        let over = annotated
            .head(noun)
            .filter(|&p| annotated.token(noun).dep == Dep::Pobj && annotated.token(p).lower == "of");
        over.and_then(|p| annotated.head(p))
            .filter(|&n| lexicon::is_transparent(&annotated.token(n).lemma))
            .unwrap_or(noun)
    }

    /// "an attack launched by Y": the noun over a light verb is its object and takes its subject.
    pub(super) fn lend_up(&mut self, verb: TokenIx) {
        let token = self.annotated.token(verb);
        if !matches!(token.dep, Dep::Acl | Dep::Relcl) || self.object[verb as usize] != Some(token.head) {
            return;
        }
        let noun = token.head as usize;
        let is_action = lexicon::action_noun(&self.annotated.token(token.head).lemma).is_some();
        if is_action
            && lexicon::lends(&token.lemma, "object") == Some(Lends::Does)
            && self.subject[noun].is_none()
        {
            self.subject[noun] = self.subject[verb as usize];
        }
    }
}
