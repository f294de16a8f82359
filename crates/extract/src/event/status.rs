//! How does the grammar around an event present it?
//!
//! Climbs from the trigger to the top of what one source says, and gathers the words that deny, condition, demand,
//! plan, doubt or allege it. It stops climbing where the event is told as background: in a relative clause, after a
//! temporal conjunction, as the object of a verb that takes it for granted ("condemned the attack").

use sayso_model::{Annotated, Dep, Pos, Span, Status, Tag, TokenIx};

use super::condition::Standing;
use super::words::{Operator, Scope, Words};

/// What the grammar says of an event.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Presented {
    /// The status.
    pub status: Status,
    /// The word that shows it.
    pub evidence: Option<Span>,
    /// True if the head of the event takes it for granted: it is no part of the main point.
    pub granted: bool,
    /// True if it is told in passing: in a relative or temporal clause or phrase.
    pub background: bool,
    /// True if it is told by the way: as background, or by an epithet or participle of something else.
    pub passing: bool,
    /// True if its verb, or the light verb that carries it, is in a past tense.
    pub past: bool,
}

/// Presents the event at `token`. `inside` says which tokens belong to the same source's words.
pub(crate) fn present(
    annotated: &Annotated,
    words: &Words,
    token: TokenIx,
    inside: impl Fn(TokenIx) -> bool,
) -> Presented {
    let mut signs = Signs::default();
    let (mut granted, mut background) = (false, false);
    let mut passing = annotated.token(token).dep == Dep::Amod;
    let mut past = is_past(annotated, words, token);
    let mut at = token;
    signs.read_own(annotated, words, token);
    for _ in 0..40 {
        let Some(head) = annotated.head(at) else { break };
        if !inside(head) {
            // "voted against sending troops": the word before what is told turns it.
            if let Some(operator) = opposed(annotated, words, head) {
                signs.add_operator(annotated, words, operator, head);
            }
            break;
        }
        let step = step(annotated, words, at, head, token);
        match step {
            Step::Stop => {
                granted = true;
                background |= is_aside(annotated, words, at, &inside);
                passing |= match annotated.token(at).dep {
                    Dep::Acl => !is_infinitive(annotated, at),
                    dep => matches!(dep, Dep::Relcl | Dep::Appos),
                };
                break;
            }
            // "left without firing": did not happen where the rest did.
            Step::Condition(word)
                if words.is(annotated, word, "lacking")
                    && annotated.ancestors(word).take(2).any(|a| is_past(annotated, words, a)) =>
            {
                signs.add(annotated, Status::Denied, word);
                break;
            }
            Step::Condition(word) => {
                signs.add(annotated, Status::Conditional, word);
                break;
            }
            // "sent to prevent an attack" plans none.
            Step::Purpose if signs.averted => break,
            Step::Purpose => {
                signs.add(annotated, Status::Planned, at);
                break;
            }
            Step::Operator(status) => {
                signs.add_operator(annotated, words, status, head);
                signs.read_verb(annotated, words, head);
            }
            Step::Through => {
                past |= is_past(annotated, words, head);
                signs.read_verb(annotated, words, head);
            }
            Step::Silent => {}
        }
        at = head;
    }
    if let Some(standing) = words.openers.standing(annotated, token, &inside) {
        signs.stand(standing, !granted && !passing);
    }
    let (status, evidence) = signs.verdict();
    let evidence = evidence.map(|e| annotated.token(e).span);
    Presented { status, evidence, granted, background, passing: passing || background, past }
}

/// "fired", "has fired", "was fired".
fn is_past(annotated: &Annotated, words: &Words, verb: TokenIx) -> bool {
    let t = annotated.token(verb);
    let auxiliary = |c: TokenIx| matches!(annotated.token(c).dep, Dep::Aux | Dep::Auxpass);
    let helped = || annotated.children(verb).iter().copied().filter(|&c| auxiliary(c));
    match t.tag {
        Tag::Vbd => true,
        Tag::Vbn => {
            helped().any(|c| words.is(annotated, c, "past"))
                && !helped().any(|c| words.operator(annotated, c, Scope::Verb).is_some())
        }
        _ => false,
    }
}

/// True if a token, or one above it among the same source's words, stands in a clause or phrase that only sets the
/// scene: "who …", "after …", "during …".
fn is_aside(annotated: &Annotated, words: &Words, token: TokenIx, inside: &impl Fn(TokenIx) -> bool) -> bool {
    std::iter::once(token).chain(annotated.ancestors(token)).take(24).take_while(|&t| inside(t)).any(|t| {
        match annotated.token(t).dep {
            Dep::Relcl | Dep::Parataxis | Dep::Appos => true,
            Dep::Prep => words.is(annotated, t, "background"),
            Dep::Advcl => annotated.children(t).iter().any(|&c| {
                c < t
                    && matches!(annotated.token(c).dep, Dep::Mark | Dep::Advmod)
                    && words.is(annotated, c, "background")
            }),
            _ => false,
        }
    })
}

/// What it means to climb from a token to its head.
enum Step {
    /// The head takes the event for granted.
    Stop,
    /// The event stands in a condition.
    Condition(TokenIx),
    /// The event is the purpose of another.
    Purpose,
    /// The head says something of the event's status.
    Operator(Operator),
    /// The head's own auxiliaries and negation hold for the event too.
    Through,
    /// Neither.
    Silent,
}

fn step(annotated: &Annotated, words: &Words, at: TokenIx, head: TokenIx, trigger: TokenIx) -> Step {
    let t = annotated.token(at);
    let performs = || words.is(annotated, head, "perform");
    let below = |scope| words.operator(annotated, head, scope);
    match t.dep {
        // "the besieged town" takes the siege for granted.
        Dep::Amod if at == trigger => Step::Stop,
        Dep::Relcl | Dep::Parataxis | Dep::Appos => Step::Stop,
        Dep::Advcl => match mark(annotated, words, at) {
            Some((word, true)) => Step::Condition(word),
            Some((word, false)) if awaits(annotated, words, head, at, word) => Step::Condition(word),
            Some((_, false)) => Step::Stop,
            None if is_infinitive(annotated, at) => below(Scope::Below).map_or(Step::Purpose, Step::Operator),
            None => below(Scope::Below).map_or(Step::Stop, Step::Operator),
        },
        Dep::Pobj | Dep::Pcomp if words.is(annotated, head, "conditional") => Step::Condition(head),
        // "no evidence that", "no sign of".
        Dep::Acl | Dep::Ccomp | Dep::Prep
            if annotated.token(head).pos == Pos::Noun
                && is_negated(annotated, words, head)
                && (t.dep != Dep::Prep || words.is(annotated, at, "content")) =>
        {
            Step::Operator(Operator::Status(Status::Denied))
        }
        // "did not say who had attacked": whoever it was, they did.
        Dep::Ccomp | Dep::Pcomp if is_open_question(annotated, at) => Step::Stop,
        Dep::Xcomp | Dep::Ccomp | Dep::Pcomp | Dep::Acomp | Dep::Oprd => {
            below(Scope::Below).or_else(|| below(Scope::Of)).map_or(Step::Through, Step::Operator)
        }
        Dep::Acl => below(Scope::Of).map_or(Step::Stop, Step::Operator),
        Dep::Conj => {
            // A verb phrase joined to another shares its auxiliaries unless it has a subject of its own.
            let own_subject = annotated
                .children(at)
                .iter()
                .any(|&c| matches!(annotated.token(c).dep, Dep::Nsubj | Dep::Nsubjpass));
            if own_subject { Step::Silent } else { Step::Through }
        }
        Dep::Dobj | Dep::Attr | Dep::Dative => match below(Scope::Below) {
            Some(operator) => Step::Operator(operator),
            None if performs() => Step::Through,
            // "there may be a strike", "it was not an attack"
            None if t.dep == Dep::Attr && annotated.token(head).lemma == "be" => Step::Through,
            None => Step::Stop,
        },
        Dep::Nsubj | Dep::Nsubjpass | Dep::Csubj => {
            if at != trigger && annotated.token(at).pos == Pos::Verb {
                return Step::Stop;
            }
            match below(Scope::Below) {
                Some(operator) if t.dep == Dep::Nsubjpass => Step::Operator(operator),
                _ if complement_status(annotated, words, head).is_some() => {
                    complement_status(annotated, words, head).map_or(Step::Through, Step::Operator)
                }
                _ if words.is(annotated, head, "occur") || (t.dep == Dep::Nsubjpass && performs()) => {
                    Step::Through
                }
                _ => Step::Stop,
            }
        }
        Dep::Prep if words.is(annotated, at, "background") => Step::Stop,
        Dep::Prep if words.is(annotated, at, "opposed") => {
            opposed(annotated, words, at).map_or(Step::Stop, Step::Operator)
        }
        Dep::Prep => match below(Scope::Of) {
            Some(operator) if annotated.token(head).pos != Pos::Verb => Step::Operator(operator),
            _ => match below(Scope::Below).or_else(|| below(Scope::From)) {
                Some(operator) if words.is(annotated, at, "complement") => Step::Operator(operator),
                _ if words.is(annotated, head, "amount") || words.is(annotated, head, "perform") => {
                    Step::Through
                }
                _ => Step::Stop,
            },
        },
        Dep::Pobj | Dep::Compound | Dep::Amod | Dep::Nmod | Dep::Poss => Step::Silent,
        _ => Step::Silent,
    }
}

/// "warned the rebels against", "voted against": what the verb says of what follows "against".
fn opposed(annotated: &Annotated, words: &Words, preposition: TokenIx) -> Option<Operator> {
    if !words.is(annotated, preposition, "opposed") {
        return None;
    }
    let head = annotated.head(preposition)?;
    let over = || (annotated.token(head).dep == Dep::Dobj).then(|| annotated.head(head)).flatten();
    let of = |verb| words.operator(annotated, verb, Scope::Against);
    of(head).or_else(|| of(over()?))
}

/// "remained possible", "is likely": what the complement says of the subject.
fn complement_status(annotated: &Annotated, words: &Words, verb: TokenIx) -> Option<Operator> {
    annotated.children_by(verb, Dep::Acomp).find_map(|c| words.operator(annotated, c, Scope::Modifier))
}

/// The conjunction of an adverbial clause, and whether it makes a condition.
fn mark(annotated: &Annotated, words: &Words, clause: TokenIx) -> Option<(TokenIx, bool)> {
    let found = annotated.children(clause).iter().copied().find(|&c| {
        c < clause
            && matches!(annotated.token(c).dep, Dep::Mark | Dep::Advmod)
            && annotated.token(c).pos == Pos::Sconj
    })?;
    Some((found, words.is(annotated, found, "condition")))
}

/// "will stop once they leave", "to stay until they leave": what is waited for has not come.
fn awaits(annotated: &Annotated, words: &Words, verb: TokenIx, clause: TokenIx, mark: TokenIx) -> bool {
    let present = matches!(annotated.token(clause).tag, Tag::Vbz | Tag::Vbp);
    let to_come = || {
        is_infinitive(annotated, verb)
            || annotated.children(verb).iter().any(|&c| words.operator(annotated, c, Scope::Verb).is_some())
    };
    present && words.is(annotated, mark, "awaited") && to_come()
}

/// "will only stop once they leave", "will not stop until they leave": the verb waits for the clause.
fn waits(annotated: &Annotated, words: &Words, verb: TokenIx, clause: TokenIx, mark: TokenIx) -> bool {
    awaits(annotated, words, verb, clause, mark)
        && (words.is(annotated, mark, "needed") || is_negated(annotated, words, verb))
}

fn is_infinitive(annotated: &Annotated, verb: TokenIx) -> bool {
    annotated
        .children(verb)
        .iter()
        .any(|&c| c < verb && annotated.token(c).pos == Pos::Part && annotated.token(c).dep == Dep::Aux)
}

/// Signs gathered on the way up, with the word that gave each.
#[derive(Default)]
struct Signs {
    negated: Option<TokenIx>,
    found: Vec<(Status, TokenIx)>,
    would: Option<TokenIx>,
    /// Something is to keep the event from happening.
    averted: bool,
}

impl Signs {
    fn add(&mut self, _annotated: &Annotated, status: Status, word: TokenIx) {
        self.found.push((status, word));
    }

    fn add_operator(&mut self, annotated: &Annotated, words: &Words, operator: Operator, word: TokenIx) {
        match operator {
            // "will not rule out", "did not deny": two negations leave a possibility.
            Operator::Status(Status::Denied)
                if annotated.token(word).pos == Pos::Verb && is_negated(annotated, words, word) =>
            {
                self.found.push((Status::Possible, word));
            }
            Operator::Status(status) => self.found.push((status, word)),
            Operator::Would => self.would = Some(word),
            Operator::Prevented => {
                let is_done = is_past(annotated, words, word) && !is_negated(annotated, words, word);
                self.found.push((if is_done { Status::Denied } else { Status::Possible }, word));
                self.averted |= !is_done;
            }
        }
    }

    /// Modifiers and auxiliaries of the event's own word.
    fn read_own(&mut self, annotated: &Annotated, words: &Words, token: TokenIx) {
        for &c in annotated.children(token) {
            if matches!(annotated.token(c).dep, Dep::Amod | Dep::Advmod | Dep::Det | Dep::Neg)
                && let Some(Operator::Status(status)) = words.operator(annotated, c, Scope::Modifier)
            {
                self.found.push((status, c));
            }
        }
        // "harmed no one", "arrested no protesters", but not "had no trouble"
        let nobody = |&o: &TokenIx| {
            let people = annotated.token(o).pos == Pos::Pron || words.is_human(annotated, o);
            people && is_nobody(annotated, words, o)
        };
        if annotated.token(token).pos == Pos::Verb && !words.is(annotated, token, "perform") {
            self.negated = annotated.children_by(token, Dep::Dobj).find(nobody);
        }
        self.read_verb(annotated, words, token);
    }

    /// Auxiliaries, negation and conditions of a verb on the way up.
    fn read_verb(&mut self, annotated: &Annotated, words: &Words, verb: TokenIx) {
        for &c in annotated.children(verb) {
            match annotated.token(c).dep {
                Dep::Aux | Dep::Auxpass => match words.operator(annotated, c, Scope::Verb) {
                    Some(Operator::Status(status)) => self.found.push((status, c)),
                    // "would have killed": what did not come about.
                    Some(Operator::Would) if is_unreal(annotated, words, verb) => {
                        self.found.push((Status::Conditional, c));
                    }
                    Some(Operator::Would) => self.would = Some(c),
                    Some(Operator::Prevented) | None => {}
                },
                Dep::Neg
                    if is_denial(annotated, words, c)
                        && words.operator(annotated, verb, Scope::Below)
                            != Some(Operator::Status(Status::Denied)) =>
                {
                    self.negated = Some(c);
                }
                // "nobody was hurt", "no shots were fired"
                Dep::Nsubj | Dep::Nsubjpass if is_nobody(annotated, words, c) => self.negated = Some(c),
                Dep::Preconj if is_no(annotated, words, c) => self.negated = Some(c),
                Dep::Advmod => {
                    if let Some(Operator::Status(status)) = words.operator(annotated, c, Scope::Modifier) {
                        self.found.push((status, c));
                    }
                    // "no longer"
                    let no = |&n: &TokenIx| annotated.token(n).dep == Dep::Neg || is_no(annotated, words, n);
                    if words.is(annotated, c, "ceasing") && annotated.children(c).iter().any(no) {
                        self.negated = Some(c);
                    }
                }
                Dep::Advcl => {
                    if let Some((word, condition)) = mark(annotated, words, c)
                        && (condition || waits(annotated, words, verb, c, word))
                    {
                        self.found.push((Status::Conditional, word));
                    }
                }
                _ => {}
            }
        }
    }

    /// Where the event stands to a condition that the tree does not show. `main` = it is part of the main point.
    fn stand(&mut self, standing: Standing, main: bool) {
        let to_come = || {
            let yet = |s: &Status| matches!(s, Status::Planned | Status::Possible);
            self.would.is_some() || self.found.iter().any(|(s, _)| yet(s))
        };
        match standing {
            Standing::Within(word) => self.found.push((Status::Conditional, word)),
            // The "not" of "whether or not" denies nothing.
            Standing::Asked(word) if self.found.is_empty() => {
                self.negated = None;
                self.found.push((Status::Possible, word));
            }
            Standing::Under(word) if main && to_come() => self.found.push((Status::Conditional, word)),
            Standing::Asked(_) | Standing::Under(_) => {}
        }
    }

    fn verdict(&self) -> (Status, Option<TokenIx>) {
        let of = |status| self.found.iter().find(|(s, _)| *s == status).map(|&(_, w)| (status, Some(w)));
        if let Some(found) = of(Status::Conditional) {
            return found;
        }
        let denied = of(Status::Denied).or(self.negated.map(|n| (Status::Denied, Some(n))));
        denied
            .or_else(|| of(Status::Demanded))
            .or_else(|| of(Status::Planned))
            .or_else(|| self.would.map(|w| (Status::Planned, Some(w))))
            .or_else(|| of(Status::Possible))
            .or_else(|| of(Status::Alleged))
            .unwrap_or((Status::Asserted, None))
    }
}

fn is_negated(annotated: &Annotated, words: &Words, token: TokenIx) -> bool {
    annotated.children(token).iter().any(|&c| match annotated.token(c).dep {
        Dep::Neg => is_denial(annotated, words, c),
        Dep::Nsubj | Dep::Nsubjpass => is_nobody(annotated, words, c),
        _ => is_no(annotated, words, c),
    })
}

/// A word that denies what it modifies.
fn is_no(annotated: &Annotated, words: &Words, token: TokenIx) -> bool {
    words.operator(annotated, token, Scope::Modifier) == Some(Operator::Status(Status::Denied))
}

/// "nobody", "no shots", "none of them".
fn is_nobody(annotated: &Annotated, words: &Words, party: TokenIx) -> bool {
    words.operator(annotated, party, Scope::Party).is_some()
        || annotated.children_by(party, Dep::Det).any(|d| is_no(annotated, words, d))
}

/// The "not" of "not only" and "not until Tuesday" denies nothing.
fn is_denial(annotated: &Annotated, words: &Words, not: TokenIx) -> bool {
    let next = not + 1;
    !(next < annotated.sentence_of(not).end && words.is(annotated, next, "focus"))
}

/// "who attacked", "where it struck": what is asked is not whether it happened.
fn is_open_question(annotated: &Annotated, clause: TokenIx) -> bool {
    annotated.children(clause).iter().any(|&c| {
        let t = annotated.token(c);
        c < clause && matches!(t.tag, Tag::Wp | Tag::Wrb | Tag::Wdt) && t.dep != Dep::Mark
    })
}

/// "would have", "would've".
fn is_unreal(annotated: &Annotated, words: &Words, verb: TokenIx) -> bool {
    annotated
        .children_by(verb, Dep::Aux)
        .any(|c| annotated.token(c).tag == Tag::Vb && words.is(annotated, c, "perfect"))
}
