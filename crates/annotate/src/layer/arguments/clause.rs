//! What a verb says of itself: its own subject and object, active or passive, and where a relative clause fits in.

use sayso_model::{Annotated, ArgumentRole, Dep, EntityKind, Pos, Tag, Token, TokenIx};

use super::{Frames, lexicon};

/// Most heads climbed from a relative pronoun to its clause.
const CLIMB_MAX: usize = 8;
/// Most words between verbs that share an object: "met, and later condemned, the envoy".
const SHARE_MAX: TokenIx = 4;

pub(super) fn is_participle(token: &Token) -> bool {
    matches!(token.tag, Tag::Vbg | Tag::Vbn)
}

/// What the children of a verb say.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Own {
    pub subject: Option<TokenIx>,
    pub object: Option<TokenIx>,
    pub agent: Option<TokenIx>,
    pub passive: bool,
    /// An auxiliary other than that of the passive stands before it.
    pub auxiliary: bool,
    /// "to" stands before it.
    pub infinitive: bool,
    /// A clause, predicate or preposition follows that could hold the missing object.
    pub complement: bool,
}

impl Own {
    pub fn of(annotated: &Annotated, verb: TokenIx) -> Self {
        let mut own = Self::default();
        for &c in annotated.children(verb) {
            let child = annotated.token(c);
            match child.dep {
                Dep::Nsubj | Dep::Csubj => own.subject = own.subject.or(Some(c)),
                Dep::Nsubjpass | Dep::Csubjpass => {
                    own.subject = own.subject.or(Some(c));
                    own.passive = true;
                }
                Dep::Auxpass => own.passive = true,
                Dep::Aux if child.tag == Tag::To => own.infinitive = true,
                Dep::Aux => own.auxiliary = true,
                Dep::Agent => own.agent = own.agent.or_else(|| object_of(annotated, c)),
                Dep::Prep if child.lower == "by" && annotated.token(verb).tag == Tag::Vbn => {
                    let by = object_of(annotated, c).filter(|&a| !is_time(annotated, a));
                    own.agent = own.agent.or(by);
                }
                Dep::Dobj => own.object = own.object.or(Some(c)),
                Dep::Ccomp | Dep::Xcomp | Dep::Oprd | Dep::Acomp | Dep::Attr => own.complement = true,
                _ => {}
            }
        }
        own
    }
}

/// The noun that a preposition brings.
pub(super) fn object_of(annotated: &Annotated, preposition: TokenIx) -> Option<TokenIx> {
    annotated.children_by(preposition, Dep::Pobj).next()
}

/// True for dates, times of the day and amounts: no one who acts.
pub(super) fn is_time(annotated: &Annotated, i: TokenIx) -> bool {
    let kind = annotated.entity_of(i).map(|e| e.kind);
    matches!(kind, Some(EntityKind::Date | EntityKind::Time | EntityKind::Percent | EntityKind::Quantity))
        || lexicon::is_gapless(&annotated.token(i).lemma)
}

/// True for who, which and the like. The tagger takes some a relative "that" for a conjunction.
fn is_relative(token: &Token) -> bool {
    let argument = matches!(token.dep, Dep::Nsubj | Dep::Nsubjpass | Dep::Dobj | Dep::Pobj);
    match &*token.lower {
        "who" | "whom" | "which" => matches!(token.tag, Tag::Wdt | Tag::Wp),
        "that" => token.tag == Tag::Wdt || (token.tag == Tag::In && argument),
        _ => false,
    }
}

/// The noun that a relative pronoun stands for: the one its clause hangs on, seen through "who police say fled".
pub(crate) fn antecedent(annotated: &Annotated, pronoun: TokenIx) -> Option<TokenIx> {
    if !is_relative(annotated.token(pronoun)) {
        return None;
    }
    let mut at = pronoun;
    for _ in 0..CLIMB_MAX {
        let head = annotated.head(at)?;
        if annotated.token(at).dep == Dep::Relcl {
            return Some(head);
        }
        at = head;
    }
    None
}

/// What an argument stands for: the antecedent of a relative pronoun, also of "both of which".
pub(super) fn seen_through(annotated: &Annotated, argument: TokenIx) -> TokenIx {
    let pronoun = match annotated.token(argument).pos {
        Pos::Det | Pos::Pron | Pos::Num => annotated
            .children_by(argument, Dep::Prep)
            .find(|&p| annotated.token(p).lower == "of")
            .and_then(|p| object_of(annotated, p)),
        _ => None,
    };
    antecedent(annotated, pronoun.unwrap_or(argument))
        .or_else(|| pronoun.and_then(|p| noun_before(annotated, argument, p)))
        .unwrap_or(argument)
}

/// The noun phrase that ends right before ", both of which", where the parser sees no relative clause.
fn noun_before(annotated: &Annotated, quantity: TokenIx, pronoun: TokenIx) -> Option<TokenIx> {
    let comma = quantity.checked_sub(1)?;
    let last = comma.checked_sub(1)?;
    let one_sentence = annotated.token(last).sentence == annotated.token(quantity).sentence;
    if !is_relative(annotated.token(pronoun)) || annotated.token(comma).tag != Tag::Comma || !one_sentence {
        return None;
    }
    let is_noun = |i: TokenIx| matches!(annotated.token(i).pos, Pos::Noun | Pos::Propn);
    let mut found = is_noun(last).then_some(last)?;
    for above in annotated.ancestors(last).take(CLIMB_MAX) {
        if above > last || !is_noun(above) {
            break;
        }
        found = above;
    }
    Some(found)
}

impl Frames<'_> {
    pub(super) fn visit_verb(&mut self, verb: TokenIx) {
        let annotated = self.annotated;
        let token = annotated.token(verb);
        let v = verb as usize;
        let own = Own::of(annotated, verb);
        let seen = |i: TokenIx| seen_through(annotated, i);
        let mut passive = own.passive;
        let surface = match own.subject {
            Some(subject) => {
                // "ten were killed and twenty wounded", "with no casualties reported"
                passive |= token.tag == Tag::Vbn
                    && !own.auxiliary
                    && match token.dep {
                        Dep::Conj => self.passive[token.head as usize],
                        Dep::Pcomp => true,
                        // "Two killed in Beirut": headlines leave the auxiliary out.
                        Dep::Root | Dep::Ccomp => own.object.is_none() && !own.complement,
                        _ => false,
                    };
                Some(seen(subject))
            }
            None => {
                // "was held and beaten"; a participle on a noun or a clause suffers unless it has an active auxiliary.
                let bare = token.tag == Tag::Vbn && !own.auxiliary;
                passive |= bare
                    && match token.dep {
                        Dep::Conj => self.passive[token.head as usize],
                        Dep::Acl | Dep::Advcl | Dep::Amod | Dep::Relcl | Dep::Acomp => true,
                        _ => false,
                    };
                // "were being expelled and attacked": a past tense would not go with "being".
                let joined = token.dep == Dep::Conj && token.tag == Tag::Vbd && !own.auxiliary;
                let being = || {
                    let mut marks = annotated.children_by(token.head, Dep::Auxpass);
                    marks.any(|a| annotated.token(a).tag == Tag::Vbg)
                };
                passive |= joined && own.object.is_none() && self.passive[token.head as usize] && being();
                self.unexpressed(verb, &own)
            }
        };
        self.surface[v] = surface;
        self.passive[v] = passive;
        let object = own.object.map(seen);
        if passive {
            self.subject[v] =
                own.agent.map(seen).or_else(|| self.hyphenated(verb)).or_else(|| self.shared_agent(verb));
            self.object[v] = surface;
            self.more.extend(object.map(|o| (verb, ArgumentRole::Object, o)));
        } else {
            self.subject[v] = surface;
            // A gap found from above stands where no object of its own does.
            self.object[v] = object.or(self.object[v]).or_else(|| self.shared_object(verb, &own));
        }
        if self.object[v].is_none() && !passive {
            self.object[v] = self.told(verb);
        }
        self.fill_gap(verb, &own);
        self.lend_up(verb);
    }

    /// "Iran-backed": who stands before the hyphen does it.
    fn hyphenated(&self, participle: TokenIx) -> Option<TokenIx> {
        let annotated = self.annotated;
        let hyphen = participle.checked_sub(1)?;
        let before = hyphen.checked_sub(1)?;
        let named = annotated.entity_of(before).is_some_and(|e| {
            matches!(e.kind, EntityKind::Gpe | EntityKind::Org | EntityKind::Norp | EntityKind::Person)
        }) || annotated.token(before).pos == Pos::Propn
            || lexicon::is_party(&annotated.token(before).lemma);
        (matches!(&*annotated.token(hyphen).lower, "-") && named).then_some(before)
    }

    /// "was held and beaten by police": the agent after the last of joined passives is that of all.
    fn shared_agent(&self, verb: TokenIx) -> Option<TokenIx> {
        let annotated = self.annotated;
        let next = annotated.children_by(verb, Dep::Conj).next()?;
        let joined = annotated.token(next);
        if next.abs_diff(verb) > SHARE_MAX || joined.tag != Tag::Vbn {
            return None;
        }
        Own::of(annotated, next).agent
    }

    /// "shelter and arm these groups": joined verbs side by side share the object of either.
    fn shared_object(&self, verb: TokenIx, own: &Own) -> Option<TokenIx> {
        let annotated = self.annotated;
        if own.complement || own.passive {
            return None;
        }
        let token = annotated.token(verb);
        if token.dep == Dep::Conj && annotated.token(token.head).pos == Pos::Verb {
            let above = annotated.children_by(token.head, Dep::Dobj).next();
            if let Some(object) = above.filter(|&o| o > verb) {
                return Some(object);
            }
        }
        let next = annotated.children_by(verb, Dep::Conj).next()?;
        let between = annotated.children(verb).iter().any(|&c| {
            verb < c
                && c < next
                && matches!(annotated.token(c).dep, Dep::Prep | Dep::Prt | Dep::Npadvmod | Dep::Advcl)
        });
        if between || next < verb || next - verb > SHARE_MAX || annotated.token(next).pos != Pos::Verb {
            return None;
        }
        annotated.children_by(next, Dep::Dobj).next()
    }

    /// "urged Iran to stop", where the parser makes Iran the subject of stopping alone.
    fn told(&self, verb: TokenIx) -> Option<TokenIx> {
        let annotated = self.annotated;
        let control = lexicon::control(&annotated.token(verb).lemma)?;
        if let Some(via) = control.via {
            let asked = annotated.children_by(verb, Dep::Prep).find(|&p| annotated.token(p).lower == via);
            return asked.and_then(|p| object_of(annotated, p)).filter(|&o| !is_time(annotated, o));
        }
        if !control.object_does {
            return None;
        }
        let clause = annotated.children_by(verb, Dep::Ccomp).next()?;
        let own = Own::of(annotated, clause);
        own.subject.filter(|_| own.infinitive && clause > verb)
    }

    /// "the missile Kim threatened to use": a bare relative clause with a subject of its own lacks its object.
    fn fill_gap(&mut self, verb: TokenIx, own: &Own) {
        let annotated = self.annotated;
        let token = annotated.token(verb);
        if token.dep != Dep::Relcl || own.subject.is_none() || own.passive {
            return;
        }
        let noun = token.head;
        // With a relative pronoun that is an argument there is no gap, or the pronoun fills it.
        let (left, _) = annotated.edges(verb);
        let bare = left > noun
            && !(left..verb)
                .any(|i| matches!(annotated.token(i).tag, Tag::Wdt | Tag::Wp | Tag::WpS | Tag::Wrb));
        if !bare || is_time(annotated, noun) {
            return;
        }
        let mut at = verb;
        for _ in 0..CLIMB_MAX {
            let here = Own::of(annotated, at);
            if here.object.is_some() || here.passive {
                return;
            }
            let below = annotated.children_by(at, Dep::Xcomp).next();
            match below {
                Some(next) => at = next,
                None if here.complement => return,
                None => break,
            }
        }
        let stranded = annotated.children_by(at, Dep::Prep).any(|p| annotated.children(p).is_empty());
        if !stranded {
            self.object[at as usize] = Some(noun);
        }
    }
}
