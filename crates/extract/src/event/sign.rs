//! Which words say how an event is presented, and which of them wins?

use sayso_model::{Annotated, Dep, Pos, Status, Tag, TokenIx};

use super::condition::Standing;
use super::status::{is_past, mark, waits};
use super::words::{Operator, Scope, Words};

/// Signs gathered on the way up, with the word that gave each.
#[derive(Default)]
pub(super) struct Signs {
    negated: Option<TokenIx>,
    found: Vec<(Status, TokenIx)>,
    /// "will", "would".
    would: Option<TokenIx>,
    /// Something is to keep the event from happening.
    pub(super) averted: bool,
}

impl Signs {
    pub(super) fn add(&mut self, status: Status, word: TokenIx) {
        self.found.push((status, word));
    }

    pub(super) fn add_operator(
        &mut self,
        annotated: &Annotated,
        words: &Words,
        operator: Operator,
        word: TokenIx,
    ) {
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
            Operator::Guarded => {
                self.found.push((Status::Possible, word));
                self.averted = true;
            }
            // "came close to attacking" tells that they did not, "is close to" leaves it open.
            Operator::Near => {
                let came = annotated.head(word).filter(|&v| annotated.token(v).pos == Pos::Verb);
                let is_over =
                    came.is_some_and(|v| is_past(annotated, words, v) && !is_negated(annotated, words, v));
                self.found.push((if is_over { Status::Denied } else { Status::Possible }, word));
            }
            // "was able to capture" tells that they did, "is able to" does not.
            Operator::Able => {
                let copula = annotated.head(word).filter(|_| annotated.token(word).pos != Pos::Verb);
                if !is_past(annotated, words, copula.unwrap_or(word)) {
                    self.found.push((Status::Possible, word));
                }
            }
        }
    }

    /// Modifiers and auxiliaries of the event's own word.
    pub(super) fn read_own(&mut self, annotated: &Annotated, words: &Words, token: TokenIx) {
        for &c in annotated.children(token) {
            if matches!(annotated.token(c).dep, Dep::Amod | Dep::Advmod | Dep::Det | Dep::Neg)
                && let Some(Operator::Status(status)) = words.operator(annotated, c, Scope::Modifier)
            {
                self.found.push((status, c));
            }
        }
        // "was almost killed"
        let all_but = |&b: &TokenIx| words.is(annotated, b, "all-but");
        if annotated.token(token).pos == Pos::Verb
            && let Some(before) = token.checked_sub(1).filter(all_but)
        {
            self.found.push((Status::Denied, before));
        }
        // "a truce proposed by X", "strikes planned for Monday"
        let said = |&c: &TokenIx| annotated.token(c).dep == Dep::Acl && annotated.token(c).tag == Tag::Vbn;
        for c in annotated.children(token).iter().copied().filter(said) {
            if let Some(operator @ Operator::Status(_)) = words.operator(annotated, c, Scope::Below)
                && annotated.token(token).pos == Pos::Noun
                && !words.is(annotated, c, "directed")
                && !words.is(annotated, c, "prepositional")
            {
                self.add_operator(annotated, words, operator, c);
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
    pub(super) fn read_verb(&mut self, annotated: &Annotated, words: &Words, verb: TokenIx) {
        for &c in annotated.children(verb) {
            match annotated.token(c).dep {
                Dep::Aux | Dep::Auxpass => match words.operator(annotated, c, Scope::Verb) {
                    // "a risk that they will attack": what is to come gives way to any doubt about it.
                    Some(Operator::Status(Status::Planned)) => self.would = self.would.or(Some(c)),
                    Some(Operator::Status(status)) => self.found.push((status, c)),
                    // "would have killed": what did not come about.
                    Some(Operator::Would) if is_unreal(annotated, words, verb) => {
                        self.found.push((Status::Conditional, c));
                    }
                    Some(Operator::Would) => self.would = Some(c),
                    Some(Operator::Prevented | Operator::Able | Operator::Near | Operator::Guarded)
                    | None => {}
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
    pub(super) fn stand(&mut self, standing: Standing, main: bool) {
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

    pub(super) fn verdict(&self) -> (Status, Option<TokenIx>) {
        let of = |status| self.found.iter().find(|(s, _)| *s == status).map(|&(_, w)| (status, Some(w)));
        if let Some(found) = of(Status::Conditional) {
            return found;
        }
        let denied = of(Status::Denied).or(self.negated.map(|n| (Status::Denied, Some(n))));
        // "vowed to prevent an attack" plans none.
        if let Some(found) = of(Status::Possible).filter(|_| self.averted && denied.is_none()) {
            return found;
        }
        denied
            .or_else(|| of(Status::Demanded))
            .or_else(|| of(Status::Planned))
            .or_else(|| of(Status::Possible))
            .or_else(|| self.would.map(|w| (Status::Planned, Some(w))))
            .or_else(|| of(Status::Alleged))
            .unwrap_or((Status::Asserted, None))
    }
}

pub(super) fn is_negated(annotated: &Annotated, words: &Words, token: TokenIx) -> bool {
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

/// "nobody", "no shots", "none of them", "no-one".
fn is_nobody(annotated: &Annotated, words: &Words, party: TokenIx) -> bool {
    let hyphenated = || {
        let hyphen = party.checked_sub(1).filter(|&h| annotated.token(h).lower == "-");
        hyphen.and_then(|h| h.checked_sub(1)).is_some_and(|no| is_no(annotated, words, no))
    };
    words.operator(annotated, party, Scope::Party).is_some()
        || annotated.children_by(party, Dep::Det).any(|d| is_no(annotated, words, d))
        || hyphenated()
}

/// The "not" of "not only" and "not until Tuesday" denies nothing.
fn is_denial(annotated: &Annotated, words: &Words, not: TokenIx) -> bool {
    let next = not + 1;
    !(next < annotated.sentence_of(not).end && words.is(annotated, next, "focus"))
}

/// "would have", "would've".
fn is_unreal(annotated: &Annotated, words: &Words, verb: TokenIx) -> bool {
    annotated
        .children_by(verb, Dep::Aux)
        .any(|c| annotated.token(c).tag == Tag::Vb && words.is(annotated, c, "perfect"))
}
