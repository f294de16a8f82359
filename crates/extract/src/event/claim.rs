//! Who puts the event forward, and how?

use sayso_model::{
    Act, Annotated, Claim, Dep, PartyMention, Pos, StatementId, StatementMention, Status, TokenIx,
};

use super::status::{Presented, present};
use super::trigger::Found;
use super::words::Words;

/// A claim, and whether its source tells of the event only in passing.
#[derive(Clone, Debug)]
pub(crate) struct Telling {
    pub claim: Claim,
    pub passing: bool,
}

/// Claims of the event at `token`: of each statement that tells of it, or of the article itself.
pub(crate) fn claims(
    annotated: &Annotated,
    words: &Words,
    token: TokenIx,
    statements: &[StatementMention],
) -> Vec<Telling> {
    let span = annotated.token(token).span;
    let covers = |s: &StatementMention| s.content.iter().any(|c| c.contains(span));
    let mut telling: Vec<usize> = (0..statements.len()).filter(|&i| covers(&statements[i])).collect();
    if telling.is_empty() {
        let p = present(annotated, words, token, |_| true);
        let claim = Claim { statement: None, status: p.status, evidence: p.evidence };
        return vec![Telling { claim, passing: p.passing }];
    }
    // The innermost first: the shortest content, and of equals the deepest chain.
    let length = |i: usize| statements[i].content.iter().map(|c| c.len()).sum::<usize>();
    telling.sort_by_key(|&i| (length(i), std::cmp::Reverse(statements[i].sources.len()), i));
    let innermost = telling[0];
    let mut kept = vec![innermost];
    for &i in &telling[1..] {
        // Of a chain only the innermost is listed; one who denies or answers what another says is listed beside it.
        let above = is_above(statements, i, innermost);
        if (!above && matters(statements[i].act)) || (above && refutes(annotated, words, &statements[i])) {
            kept.push(i);
        }
    }
    kept.sort_unstable();
    let mut told: Vec<Telling> =
        kept.into_iter().map(|i| claim(annotated, words, token, statements, i)).collect();
    // "Reports that they fired were false": the article itself says that it is not so.
    let outside = |t: TokenIx| {
        !statements.iter().any(|s| s.content.iter().any(|c| c.contains(annotated.token(t).span)))
    };
    if let Some(word) = called_untrue(annotated, words, &statements[innermost]).filter(|&w| outside(w)) {
        let evidence = Some(annotated.token(word).span);
        let claim = Claim { statement: None, status: Status::Denied, evidence };
        told.push(Telling { claim, passing: false });
    }
    told
}

/// The word that calls untrue what a noun of saying opens: "reports that … were false".
fn called_untrue(annotated: &Annotated, words: &Words, statement: &StatementMention) -> Option<TokenIx> {
    let noun = statement.cue.and_then(|c| annotated.token_at(c.start()))?;
    let verb = annotated.head(noun).filter(|_| annotated.token(noun).dep == Dep::Nsubj)?;
    let negated = annotated.children_by(verb, Dep::Neg).next().is_some();
    let says = |&c: &TokenIx| matches!(annotated.token(c).dep, Dep::Acomp | Dep::Attr);
    let word =
        annotated.children(verb).iter().copied().filter(says).find(|&c| words.points(annotated, c, "untrue"));
    word.filter(|_| !negated)
}

/// "the report that they fired"
fn is_clause_of_noun(annotated: &Annotated, clause: TokenIx) -> bool {
    matches!(annotated.token(clause).dep, Dep::Acl | Dep::Ccomp | Dep::Relcl)
        && annotated.children_by(clause, Dep::Mark).any(|m| annotated.token(m).lower == "that")
}

/// True if statement `upper` is one that `lower` is told inside of.
fn is_above(statements: &[StatementMention], upper: usize, lower: usize) -> bool {
    let mut at = statements[lower].parent;
    for _ in 0..statements.len() {
        match at {
            Some(p) if p as usize == upper => return true,
            Some(p) => at = statements.get(p as usize).and_then(|s| s.parent),
            None => return false,
        }
    }
    false
}

/// "said that the claim that X was false", "these claims are baseless": the words call what somebody says untrue.
pub(super) fn refutes(annotated: &Annotated, words: &Words, statement: &StatementMention) -> bool {
    let saying = |verb: TokenIx| {
        let parties = annotated
            .children(verb)
            .iter()
            .copied()
            .filter(|&c| matches!(annotated.token(c).dep, Dep::Nsubj | Dep::Nsubjpass | Dep::Dobj));
        parties.into_iter().any(|c| {
            let said = || annotated.children(c).iter().any(|&x| is_clause_of_noun(annotated, x));
            words.points(annotated, c, "saying") && (words.is_pointed_at(annotated, c) || said())
        })
    };
    tokens(annotated, statement).any(|t| {
        let heads = std::iter::once(t).chain(annotated.ancestors(t)).take(4);
        words.points(annotated, t, "untrue") && heads.into_iter().any(saying)
    })
}

/// The words of a statement.
pub(super) fn tokens<'a>(
    annotated: &'a Annotated,
    statement: &'a StatementMention,
) -> impl Iterator<Item = TokenIx> + 'a {
    statement.content.iter().flat_map(move |piece| {
        let first = annotated.token_at(piece.start());
        let inside = move |&t: &TokenIx| piece.contains(annotated.token(t).span);
        first.into_iter().flat_map(move |f| (f..annotated.tokens.len() as TokenIx).take_while(inside))
    })
}

/// "charges of assault", "accused of taking part in riots": who is charged is charged with doing it, if the words of the
/// charge name nobody else and come to the deed without another act between.
pub(crate) fn charged(
    annotated: &Annotated,
    found: &Found<'_>,
    told: &[Telling],
    statements: &[StatementMention],
) -> Option<PartyMention> {
    let [Telling { claim, passing: false }] = told else { return None };
    let statement = &statements[claim.statement?.0.checked_sub(1)? as usize];
    let [target] = statement.targets.as_slice() else { return None };
    let inside = |t: TokenIx| {
        let span = annotated.token(t).span;
        statement.content.iter().any(|c| c.contains(span))
    };
    let is_act = |t: TokenIx| annotated.token(t).pos == Pos::Verb && annotated.token(t).dep != Dep::Prep;
    let between = annotated.ancestors(found.token).take_while(|&a| inside(a)).any(is_act);
    let head = target.head.map(|h| annotated.referent(h));
    let suffers = found.parties.objects.iter().any(|&o| Some(annotated.referent(o)) == head);
    let charged = statement.act == Act::Accuse && claim.status == Status::Alleged;
    (charged && !between && !suffers && found.parties.subjects.is_empty()).then(|| target.clone())
}

/// Acts that answer what another source says.
fn matters(act: Act) -> bool {
    matches!(act, Act::Deny | Act::Condemn | Act::Confirm | Act::Concede)
}

fn claim(
    annotated: &Annotated,
    words: &Words,
    token: TokenIx,
    statements: &[StatementMention],
    i: usize,
) -> Telling {
    let statement = &statements[i];
    let inside = |t: TokenIx| {
        let span = annotated.token(t).span;
        statement.content.iter().any(|c| c.contains(span))
    };
    let p = present(annotated, words, token, inside);
    let mut status = by_act(statement, p, shows_act(annotated, statement, token));
    let yet_asserted = matches!(status, Status::Asserted | Status::Alleged);
    if yet_asserted && !p.background && refutes(annotated, words, statement) {
        status = Status::Denied;
    }
    // "claims", "the claim that": who tells of the saying does not vouch for it.
    let doubted = || {
        let cue = statement.cue.and_then(|c| annotated.token_at(c.start()));
        cue.is_some_and(|c| words.points(annotated, c, "alleging"))
    };
    // "is said to have fired", "it is believed that": what nobody in particular says, nobody vouches for.
    let hearsay = || {
        let cue = statement.cue.and_then(|c| annotated.token_at(c.start()));
        let named = statement.sources.last().is_some_and(|s| s.head.is_some());
        cue.filter(|_| !named).is_some_and(|c| is_hearsay(annotated, words, c))
    };
    if status == Status::Asserted && !p.background && !p.granted && (doubted() || hearsay()) {
        status = Status::Alleged;
    }
    let evidence = p.evidence.or(if status == Status::Asserted { None } else { statement.cue });
    let claim = Claim { statement: Some(StatementId(i as u32 + 1)), status, evidence };
    Telling { claim, passing: p.passing }
}

/// "is said to have", "it is believed that".
fn is_hearsay(annotated: &Annotated, words: &Words, cue: TokenIx) -> bool {
    let has = |dep| annotated.children_by(cue, dep).next();
    let expletive = || has(Dep::Nsubjpass).is_some_and(|s| annotated.token(s).lower == "it");
    has(Dep::Auxpass).is_some()
        && words.points(annotated, cue, "hearsay")
        && (has(Dep::Xcomp).is_some() || expletive())
}

/// True if the act of a statement is that of the sentence of an event. “Rebels shelled the town. They must leave”: what is demanded
/// is in the second sentence alone.
fn shows_act(annotated: &Annotated, statement: &StatementMention, token: TokenIx) -> bool {
    let sign = statement.sign.and_then(|s| annotated.token_at(s.start()));
    sign.is_none_or(|s| annotated.token(s).sentence == annotated.token(token).sentence)
}

/// What the act of the statement adds to what the grammar says. `shown` is true if the sentence of the event shows the act.
fn by_act(statement: &StatementMention, p: Presented, shown: bool) -> Status {
    // What is charged is alleged wherever it stands in the charge, but for the scene that both sides accept.
    if statement.act == Act::Accuse && p.status == Status::Asserted && !p.background {
        return Status::Alleged;
    }
    if p.background || p.granted {
        return p.status;
    }
    let conditional = statement.condition.is_some();
    match (statement.act, p.status) {
        // "would not talk unless": the doing hangs on the condition as much as the not doing.
        (Act::Threaten | Act::Promise | Act::Propose | Act::Refuse, Status::Denied) if conditional => {
            Status::Conditional
        }
        (_, Status::Conditional | Status::Denied) => p.status,
        (Act::Refuse, Status::Asserted | Status::Planned) if !p.past => Status::Denied,
        (Act::Deny, Status::Asserted | Status::Alleged | Status::Possible) if shown => Status::Denied,
        (Act::Threaten | Act::Promise | Act::Propose | Act::Refuse, _) if conditional && !p.past => {
            Status::Conditional
        }
        (_, Status::Planned | Status::Possible) if conditional => Status::Conditional,
        (Act::Threaten | Act::Promise | Act::Propose, Status::Asserted) if !p.past => Status::Planned,
        (Act::Demand, Status::Asserted | Status::Planned) if shown && !p.past => Status::Demanded,
        (Act::Expect | Act::Question, Status::Asserted | Status::Planned) if shown => Status::Possible,
        (_, status) => status,
    }
}
