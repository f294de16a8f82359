//! Which place names belong to an event?
//!
//! Phrases of place are looked for in rings around the trigger: at the trigger itself, at its objects, at the clauses that it
//! depends on, at its subjects. The first ring that holds a name gives the places.

use sayso_model::{Annotated, ArgumentRole, Dep, PlaceMention, TokenIx};

use super::lexicon::PlaceWords;
use super::name::Names;

/// Place names of the event at `trigger`, in order of the text; with `nominals` also nouns that stand for one.
pub(crate) fn event_place(
    text: &Annotated,
    words: &PlaceWords,
    trigger: TokenIx,
    nominals: bool,
) -> Vec<PlaceMention> {
    let scene = Scene { text, words, names: Names { text, words, nominals } };
    let mut found = Vec::new();
    for ring in scene.rings(trigger) {
        for &site in &ring {
            scene.phrases_at(site, &mut found);
        }
        if !found.is_empty() {
            break;
        }
    }
    found.sort_unstable_by_key(|p| p.span);
    found.dedup();
    found
}

struct Scene<'a> {
    text: &'a Annotated,
    words: &'a PlaceWords,
    names: Names<'a>,
}

impl Scene<'_> {
    /// Sites whose phrases of place hold for the trigger, nearest first.
    fn rings(&self, trigger: TokenIx) -> Vec<Vec<Site>> {
        let text = self.text;
        let arguments = |t: TokenIx, role| text.arguments.of(t, role).filter(move |&a| a != trigger);
        let objects = |t: TokenIx, but: TokenIx| {
            let located = self.words.takes_place(&text.token(t).lemma);
            let objects =
                text.arguments.of(t, ArgumentRole::Object).filter(move |&o| o != but && o != trigger);
            objects.map(move |token| Site::Object { token, located }).collect::<Vec<_>>()
        };
        let clauses = |dep| text.children_by(trigger, dep).map(Site::Clause).collect::<Vec<_>>();
        let mut rings = vec![vec![Site::Clause(trigger)], objects(trigger, trigger)];
        // "killed and wounded many in X": the place is at the last of the joined verbs.
        rings.push(clauses(Dep::Conj));
        let is_apart = |at: TokenIx| {
            (at != trigger || text.token(at).dep == Dep::Advcl) && self.words.sets_apart(text, at)
        };
        let mut at = trigger;
        for _ in 0..3 {
            let Some(head) = text.head(at) else { break };
            if text.token(at).dep == Dep::Relcl && self.opens_with_where(at) {
                rings.push(vec![Site::Object { token: head, located: true }]);
                break;
            }
            let is_told = self.words.is_saying(&text.token(head).lemma);
            if is_told && text.token(at).dep == Dep::Xcomp {
                rings.push(vec![Site::Behind { verb: head, clause: at }]);
            }
            if !carries(text.token(at).dep) || is_told || is_apart(at) {
                break;
            }
            rings.push(vec![Site::Clause(head)]);
            rings.push(objects(head, at));
            if text.token(at).dep == Dep::Conj {
                rings.push(vec![Site::Through(head)]);
            }
            at = head;
        }
        rings.push(clauses(Dep::Advcl));
        rings.push(clauses(Dep::Xcomp));
        rings.push(arguments(trigger, ArgumentRole::Subject).map(Site::Clause).collect());
        rings
    }

    /// "the village of X, where protests have been held"
    fn opens_with_where(&self, clause: TokenIx) -> bool {
        let text = self.text;
        text.children_by(clause, Dep::Advmod).any(|c| self.words.is_where(&text.token(c).lower))
    }

    /// Names in the phrases of place at a site.
    fn phrases_at(&self, site: Site, found: &mut Vec<PlaceMention>) {
        match site {
            Site::Object { token, located } => {
                // A state or body as the object is a party; what it is struck in is the place.
                if located || !self.names.is_place(token) {
                    self.names.of_phrase(token, located, found);
                }
                if found.is_empty() || self.names.is_building(token) {
                    let building = std::mem::take(found);
                    self.under(token, found);
                    if found.is_empty() {
                        *found = building;
                    }
                }
            }
            Site::Clause(token) => self.under(token, found),
            Site::Through(token) => {
                for prep in self.text.children_by(token, Dep::Prep) {
                    for object in self.text.children_by(prep, Dep::Pobj) {
                        self.preps_of(object, found);
                    }
                }
            }
            Site::Behind { verb, clause } => {
                let next = self.text.edges(clause).1 + 1;
                let preps = self.text.children_by(verb, Dep::Prep);
                for prep in preps.filter(|&p| self.text.edges(p).0 == next) {
                    let lower = &self.text.token(prep).lower;
                    if self.words.is_at(lower) || self.words.is_toward(lower) {
                        self.names.of_objects(prep, found);
                    }
                }
            }
        }
    }

    fn under(&self, site: TokenIx, found: &mut Vec<PlaceMention>) {
        let text = self.text;
        for &child in text.children(site) {
            let token = text.token(child);
            match token.dep {
                Dep::Prep if self.words.is_at(&token.lower) => self.names.of_objects(child, found),
                Dep::Compound | Dep::Nmod if self.names.is_place(child) => {
                    self.names.of_phrase(child, false, found)
                }
                Dep::Advmod => self.preps_of(child, found),
                Dep::Npadvmod => self.preps_of(child, found),
                _ => {}
            }
            // "on Sunday in the city of X": the phrase of place hangs on the day.
            if token.dep == Dep::Prep {
                for object in text.children_by(child, Dep::Pobj) {
                    if self.names.is_time(object) {
                        self.preps_of(object, found);
                    }
                }
            }
        }
        if found.is_empty() {
            for child in text.children_by(site, Dep::Prep) {
                if self.words.is_toward(&text.token(child).lower) {
                    self.names.of_objects(child, found);
                }
            }
        }
    }

    fn preps_of(&self, token: TokenIx, found: &mut Vec<PlaceMention>) {
        for inner in self.text.children_by(token, Dep::Prep) {
            if self.words.is_at(&self.text.token(inner).lower) {
                self.names.of_objects(inner, found);
            }
        }
    }
}

/// Where a phrase of place may hang.
#[derive(Clone, Copy)]
enum Site {
    /// A verb or noun of action.
    Clause(TokenIx),
    /// A verb whose place hangs on the object of another preposition: "was presented with an award in X and met its head".
    Through(TokenIx),
    /// A verb of saying before a clause and the phrase right behind that, which the parser hangs on the verb: "discussed
    /// sending troops to X".
    Behind {
        /// The verb of saying.
        verb: TokenIx,
        /// The verb of the clause.
        clause: TokenIx,
    },
    /// What the deed is done to; `located` if a bare name there is a place.
    Object { token: TokenIx, located: bool },
}

/// A token with this relation shares the place of its head: a noun of action and the verb that carries it, joined verbs, a
/// clause that goes on ("attacked X, killing ten").
fn carries(dep: Dep) -> bool {
    matches!(
        dep,
        Dep::Dobj
            | Dep::Nsubj
            | Dep::Nsubjpass
            | Dep::Pobj
            | Dep::Conj
            | Dep::Prep
            | Dep::Compound
            | Dep::Advcl
            | Dep::Xcomp
            | Dep::Acl
            | Dep::Agent
            | Dep::Pcomp
            | Dep::Attr
            | Dep::Amod
    )
}
