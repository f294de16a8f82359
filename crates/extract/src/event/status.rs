//! How does the grammar around an event present it?
//!
//! Climbs from the trigger to the top of what one source says, and gathers the words that deny, condition, demand,
//! plan, doubt or allege it. It stops climbing where the event is told as background: in a relative clause, after a
//! temporal conjunction, as the object of a verb that takes it for granted ("condemned the attack").

use sayso_model::{Annotated, Dep, Pos, Span, Status, Tag, TokenIx};

use super::sentence::{self, Mood};
use super::sign::{Signs, is_negated};
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
    let mut traded = false;
    signs.read_own(annotated, words, token);
    for _ in 0..40 {
        let Some(head) = annotated.head(at) else { break };
        if !inside(head) {
            // "voted against sending troops": the word before what is told turns it.
            if let Some(operator) = opposed(annotated, words, head) {
                signs.add_operator(annotated, words, operator, head);
            } else if let Some((operator, verb)) = weighed(annotated, words, at, head) {
                signs.add_operator(annotated, words, operator, verb);
                signs.read_verb(annotated, words, verb);
            }
            break;
        }
        // "will free ten in exchange for the release of five": what is given in return stands as what it is given for.
        traded |= annotated.token(at).dep == Dep::Prep && words.is(annotated, head, "exchange");
        let step = match step(annotated, words, at, head, token) {
            Step::Stop
                if traded && !matches!(annotated.token(at).dep, Dep::Relcl | Dep::Acl | Dep::Advcl) =>
            {
                Step::Through
            }
            step => step,
        };
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
                signs.add(Status::Denied, word);
                break;
            }
            Step::Condition(word) => {
                signs.add(Status::Conditional, word);
                break;
            }
            // "sent to prevent an attack" plans none.
            Step::Purpose if signs.averted => break,
            Step::Purpose => {
                signs.add(Status::Planned, at);
                break;
            }
            Step::Operator(status) => {
                signs.add_operator(annotated, words, status, head);
                signs.read_verb(annotated, words, head);
            }
            // "did not confirm that": what nobody vouches for may be so.
            Step::Through if words.is(annotated, head, "vouching") && is_negated(annotated, words, head) => {
                signs.add(Status::Possible, head);
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
    if !granted {
        match sentence::mood(annotated, at) {
            Some((Mood::Headline, word)) => signs.add(Status::Planned, word),
            Some((Mood::Request, word)) => signs.add(Status::Demanded, word),
            Some((Mood::Question, word)) => signs.add(Status::Possible, word),
            None => {}
        }
    }
    let (status, evidence) = signs.verdict();
    let evidence = evidence.map(|e| annotated.token(e).span);
    Presented { status, evidence, granted, background, passing: passing || background, past }
}

/// "fired", "has fired", "was fired".
pub(super) fn is_past(annotated: &Annotated, words: &Words, verb: TokenIx) -> bool {
    let t = annotated.token(verb);
    let auxiliary = |c: TokenIx| matches!(annotated.token(c).dep, Dep::Aux | Dep::Auxpass);
    let helped = || annotated.children(verb).iter().copied().filter(|&c| auxiliary(c));
    match t.tag {
        Tag::Vbd => true,
        // "did allow"
        Tag::Vb => helped().any(|c| annotated.token(c).tag == Tag::Vbd),
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
        // "no evidence that", "no sign of".
        Dep::Acl | Dep::Ccomp | Dep::Prep
            if annotated.token(head).pos == Pos::Noun
                && is_negated(annotated, words, head)
                && (t.dep != Dep::Prep
                    || words.is(annotated, at, "content")
                    || annotated.children_by(at, Dep::Pcomp).next().is_some()) =>
        {
            Step::Operator(Operator::Status(Status::Denied))
        }
        // "it would be a mistake to attack"
        Dep::Relcl | Dep::Acl if is_infinitive(annotated, at) && is_supposed(annotated, words, head) => {
            Step::Operator(Operator::Status(Status::Conditional))
        }
        // "talks to end the war", "a bill to ban", but "the first to recognise".
        Dep::Relcl | Dep::Acl if is_infinitive(annotated, at) && !is_ranked(annotated, words, head) => {
            below(Scope::Of).map_or(Step::Purpose, Step::Operator)
        }
        Dep::Relcl | Dep::Parataxis | Dep::Appos => Step::Stop,
        // "rather than attack"
        Dep::Advcl | Dep::Pcomp | Dep::Pobj if forgone(annotated, words, at, head).is_some() => {
            forgone(annotated, words, at, head).map_or(Step::Stop, Step::Operator)
        }
        Dep::Advcl => match mark(annotated, words, at) {
            Some((word, true)) => Step::Condition(word),
            Some((word, false)) if awaits(annotated, words, head, at, word) => Step::Condition(word),
            // "has to stop them before they attack"
            Some((word, false))
                if words.is(annotated, word, "not-yet")
                    && matches!(annotated.token(at).tag, Tag::Vbz | Tag::Vbp)
                    && !is_past(annotated, words, head) =>
            {
                Step::Operator(Operator::Status(Status::Possible))
            }
            // "calling for them to withdraw"
            Some(_) | None if is_infinitive(annotated, at) => {
                below(Scope::Below).map_or(Step::Purpose, Step::Operator)
            }
            Some(_) => Step::Stop,
            None => below(Scope::Below).map_or(Step::Stop, Step::Operator),
        },
        Dep::Pobj | Dep::Pcomp if words.is(annotated, head, "conditional") => Step::Condition(head),
        // "did not say who had attacked": whoever it was, they did.
        Dep::Ccomp | Dep::Pcomp if is_open_question(annotated, at) => Step::Stop,
        Dep::Xcomp if is_infinitive(annotated, at) && is_yet(annotated, words, at, head) => {
            Step::Operator(Operator::Status(Status::Denied))
        }
        // "gave them a year to withdraw"
        Dep::Xcomp
            if is_infinitive(annotated, at) && annotated.children_by(head, Dep::Dative).any(|_| true) =>
        {
            below(Scope::Below).map_or(Step::Purpose, Step::Operator)
        }
        Dep::Xcomp | Dep::Ccomp | Dep::Pcomp | Dep::Acomp | Dep::Oprd => below(Scope::Below)
            .or_else(|| below(Scope::Of))
            .or_else(|| predicated(annotated, words, at, head))
            .map_or(Step::Through, Step::Operator),
        Dep::Acl => below(Scope::Of).map_or(Step::Stop, Step::Operator),
        Dep::Conj => {
            // A verb phrase joined to another shares its auxiliaries unless it has a subject of its own.
            let own_subject = annotated
                .children(at)
                .iter()
                .any(|&c| matches!(annotated.token(c).dep, Dep::Nsubj | Dep::Nsubjpass));
            if own_subject { Step::Silent } else { Step::Through }
        }
        // "called the attack a crime" calls for none.
        Dep::Dobj | Dep::Nsubjpass if words.is(annotated, head, "prepositional") => Step::Stop,
        Dep::Dobj | Dep::Attr | Dep::Dative => match below(Scope::Below) {
            // "prevent the war from spreading": the war is there.
            Some(Operator::Prevented) if keeps_from(annotated, words, head) => Step::Stop,
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
                // "an attack would be a disaster"
                _ if at == trigger
                    && !words.is_pointed_at(annotated, at)
                    && annotated.children(head).iter().any(|&c| is_supposed(annotated, words, c)) =>
                {
                    Step::Operator(Operator::Status(Status::Conditional))
                }
                // "talks aimed at a truce" are held.
                Some(operator) if t.dep == Dep::Nsubjpass && !words.is(annotated, head, "directed") => {
                    Step::Operator(operator)
                }
                // "what a truce would look like"
                _ if at == trigger
                    && is_concord(annotated, words, trigger)
                    && is_modal(annotated, words, head) =>
                {
                    Step::Operator(Operator::Status(Status::Possible))
                }
                _ if complement_status(annotated, words, head).is_some() => {
                    complement_status(annotated, words, head).map_or(Step::Through, Step::Operator)
                }
                _ if words.is(annotated, head, "occur") || (t.dep == Dep::Nsubjpass && performs()) => {
                    Step::Through
                }
                _ => Step::Stop,
            }
        }
        Dep::Prep if words.is(annotated, head, "exchange") => Step::Silent,
        Dep::Prep if annotated.children_by(at, Dep::Pobj).any(|o| words.is(annotated, o, "exchange")) => {
            below(Scope::Below).map_or(Step::Through, Step::Operator)
        }
        Dep::Prep if words.is(annotated, at, "background") => Step::Stop,
        // "close to attacking", "thinking of attacking"
        Dep::Prep
            if below(Scope::Doing).is_some() && annotated.children_by(at, Dep::Pcomp).next().is_some() =>
        {
            below(Scope::Doing).map_or(Step::Stop, Step::Operator)
        }
        // "wanted for killing", "cleared of killing"
        Dep::Prep if below(Scope::Charge).is_some() && words.is(annotated, at, "charge") => {
            below(Scope::Charge).map_or(Step::Stop, Step::Operator)
        }
        Dep::Prep if words.is(annotated, at, "opposed") => {
            opposed(annotated, words, at).map_or(Step::Stop, Step::Operator)
        }
        // "will strike in response": the answer stands as what it consists in.
        Dep::Prep
            if words.is(annotated, trigger, "reply")
                && annotated.token(trigger).head == at
                && annotated.token(head).pos == Pos::Verb =>
        {
            Step::Through
        }
        // "will present it in a meeting"
        Dep::Prep
            if annotated.token(trigger).head == at
                && words.is(annotated, trigger, "encounter")
                && annotated.children_by(head, Dep::Aux).any(|c| is_future(annotated, words, c)) =>
        {
            Step::Operator(Operator::Status(Status::Planned))
        }
        // "support for a ceasefire", "talks on a truce": one that is spoken of as any is none yet.
        Dep::Prep
            if annotated.token(trigger).head == at
                && is_concord(annotated, words, trigger)
                && (words.is(annotated, at, "prospect")
                    || words.is(annotated, at, "matter") && annotated.token(head).pos == Pos::Noun)
                && below(Scope::Of).is_none()
                && below(Scope::Below).is_none() =>
        {
            Step::Operator(Operator::Status(Status::Possible))
        }
        Dep::Prep => match below(Scope::Of) {
            Some(operator)
                if annotated.token(head).pos != Pos::Verb && names(annotated, words, at, operator) =>
            {
                Step::Operator(operator)
            }
            _ => match below(Scope::Below).or_else(|| below(Scope::From)) {
                Some(operator) if words.is(annotated, at, "complement") => Step::Operator(operator),
                _ if words.is(annotated, head, "amount") => Step::Through,
                // "led to protests", but not "took their minds off the bombing"
                _ if words.is(annotated, head, "perform")
                    && words.is(annotated, at, "complement")
                    && !words.is(annotated, head, "idle") =>
                {
                    Step::Through
                }
                // "could spiral into a war"
                _ if words.is(annotated, head, "becoming") && words.is(annotated, at, "outcome") => {
                    Step::Through
                }
                _ => Step::Stop,
            },
        },
        // "an attack threat", "ceasefire hopes"
        Dep::Compound | Dep::Nmod => below(Scope::Of).map_or(Step::Silent, Step::Operator),
        _ => Step::Silent,
    }
}

/// "considers sending troops", "discuss a truce": what the verb before what is told says of it, where it leaves it open.
fn weighed(annotated: &Annotated, words: &Words, at: TokenIx, head: TokenIx) -> Option<(Operator, TokenIx)> {
    let open = |o: &Operator| match o {
        Operator::Status(status) => {
            matches!(status, Status::Possible | Status::Planned | Status::Demanded | Status::Conditional)
        }
        Operator::Able | Operator::Near | Operator::Guarded => true,
        _ => false,
    };
    let of = |verb, scope| words.operator(annotated, verb, scope).filter(open).map(|o| (o, verb));
    match annotated.token(at).dep {
        Dep::Dobj | Dep::Nsubjpass if words.is(annotated, head, "prepositional") => None,
        Dep::Dobj | Dep::Xcomp | Dep::Nsubjpass => of(head, Scope::Below),
        Dep::Acl => of(head, Scope::Of),
        Dep::Pcomp | Dep::Pobj => {
            let verb = annotated.head(head)?;
            if annotated.token(verb).pos == Pos::Noun {
                // "talks on a prisoner swap"
                let open = words.is(annotated, head, "matter") && is_concord(annotated, words, at);
                let possible = Operator::Status(Status::Possible);
                return of(verb, Scope::Of).or(open.then_some((possible, verb)));
            }
            let doing = (annotated.token(at).dep == Dep::Pcomp).then(|| of(verb, Scope::Doing)).flatten();
            doing.or_else(|| of(verb, Scope::Below).filter(|_| words.is(annotated, head, "complement")))
        }
        _ => None,
    }
}

/// "the aim is to kill", "it is impossible to attack": what the rest of a clause with "be" says of its other half.
fn predicated(annotated: &Annotated, words: &Words, at: TokenIx, verb: TokenIx) -> Option<Operator> {
    if annotated.token(verb).lemma != "be" {
        return None;
    }
    let said =
        annotated.children_by(verb, Dep::Acomp).find_map(|c| words.operator(annotated, c, Scope::Below));
    said.or_else(|| {
        let mut subjects = annotated.children_by(verb, Dep::Nsubj).filter(|&s| s < at);
        subjects.find_map(|s| words.operator(annotated, s, Scope::Of))
    })
}

/// "would be a mistake", "would be wrong": what is judged so is not there.
fn is_supposed(annotated: &Annotated, words: &Words, complement: TokenIx) -> bool {
    let Some(verb) = annotated.head(complement) else { return false };
    let would = |c| words.operator(annotated, c, Scope::Verb) == Some(Operator::Would);
    matches!(annotated.token(complement).dep, Dep::Attr | Dep::Acomp)
        && annotated.children_by(verb, Dep::Aux).any(would)
}

/// "rather than attack", "instead of attacking".
fn forgone(annotated: &Annotated, words: &Words, at: TokenIx, head: TokenIx) -> Option<Operator> {
    let over = if annotated.token(at).dep == Dep::Advcl { at } else { head };
    let mut before = annotated
        .children(over)
        .iter()
        .copied()
        .filter(|&c| c < at && matches!(annotated.token(c).dep, Dep::Advmod | Dep::Mark | Dep::Cc));
    before.find_map(|c| words.operator(annotated, c, Scope::Of))
}

/// A truce, a deal or a release that nothing points at as known.
fn is_concord(annotated: &Annotated, words: &Words, noun: TokenIx) -> bool {
    words.is(annotated, noun, "concord")
        && !words.is_pointed_at(annotated, noun)
        && !annotated.children(noun).iter().any(|&c| annotated.token(c).dep == Dep::Nummod)
}

/// "a risk of war", "calls for a truce", but not "a chance in the war", "a message on the war".
fn names(annotated: &Annotated, words: &Words, preposition: TokenIx, operator: Operator) -> bool {
    let demanded = operator == Operator::Status(Status::Demanded);
    let on = ["matter", "subject-matter"].iter().any(|c| words.is(annotated, preposition, c));
    let gerund = annotated.children_by(preposition, Dep::Pcomp).next().is_some();
    // "a first step in the operation"
    let step = operator == Operator::Status(Status::Planned) && words.is(annotated, preposition, "locative");
    (gerund || step || words.is(annotated, preposition, "of-what")) && !(demanded && on)
}

/// "prevent … from spreading".
fn keeps_from(annotated: &Annotated, words: &Words, verb: TokenIx) -> bool {
    let mut prepositions = annotated.children_by(verb, Dep::Prep);
    prepositions
        .any(|p| words.is(annotated, p, "away") && annotated.children_by(p, Dep::Pcomp).next().is_some())
}

/// "will".
fn is_future(annotated: &Annotated, words: &Words, auxiliary: TokenIx) -> bool {
    words.operator(annotated, auxiliary, Scope::Verb) == Some(Operator::Status(Status::Planned))
}

/// "would look", "could follow".
fn is_modal(annotated: &Annotated, words: &Words, verb: TokenIx) -> bool {
    annotated.children_by(verb, Dep::Aux).any(|c| {
        let said = words.operator(annotated, c, Scope::Verb);
        matches!(said, Some(Operator::Would | Operator::Status(Status::Possible)))
    })
}

/// "has yet to sign".
fn is_yet(annotated: &Annotated, words: &Words, clause: TokenIx, verb: TokenIx) -> bool {
    let mut between = annotated.children_by(verb, Dep::Advmod).filter(|&c| c > verb && c < clause);
    between.any(|c| words.is(annotated, c, "unfulfilled"))
}

/// "the first country to recognise": who did it before all others did it.
fn is_ranked(annotated: &Annotated, words: &Words, noun: TokenIx) -> bool {
    words.is(annotated, noun, "ranked")
        || annotated
            .children(noun)
            .iter()
            .any(|&c| c < noun && (annotated.token(c).tag == Tag::Jjs || words.is(annotated, c, "ranked")))
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
pub(super) fn mark(annotated: &Annotated, words: &Words, clause: TokenIx) -> Option<(TokenIx, bool)> {
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
pub(super) fn waits(
    annotated: &Annotated,
    words: &Words,
    verb: TokenIx,
    clause: TokenIx,
    mark: TokenIx,
) -> bool {
    awaits(annotated, words, verb, clause, mark)
        && (words.is(annotated, mark, "needed") || is_negated(annotated, words, verb))
}

pub(super) fn is_infinitive(annotated: &Annotated, verb: TokenIx) -> bool {
    annotated
        .children(verb)
        .iter()
        .any(|&c| c < verb && annotated.token(c).pos == Pos::Part && annotated.token(c).dep == Dep::Aux)
}

/// "who attacked", "where it struck": what is asked is not whether it happened.
fn is_open_question(annotated: &Annotated, clause: TokenIx) -> bool {
    annotated.children(clause).iter().any(|&c| {
        let t = annotated.token(c);
        c < clause && matches!(t.tag, Tag::Wp | Tag::Wrb | Tag::Wdt) && t.dep != Dep::Mark
    })
}
