//! What becomes of a deed's record when the record of an effect of it is folded in?

use sayso_model::{
    Act, Annotated, ArgumentRole, Claim, Dep, EventMention, StatementMention, Status, TokenIx,
};

use super::words::Words;

/// Makes a denial of victims a claim that what spared them happened.
pub(super) fn grant(claim: &mut Claim) {
    if claim.status == Status::Denied {
        claim.status = Status::Asserted;
        claim.evidence = None;
    }
}

/// "denied that an air strike killed civilians": a deed that the words bring in as what has the effect.
pub(super) fn is_new(annotated: &Annotated, words: &Words, effect: TokenIx, deed: TokenIx) -> bool {
    annotated.arguments.of(effect, ArgumentRole::Subject).any(|s| s == deed)
        && annotated.children_by(deed, Dep::Det).any(|d| words.points(annotated, d, "indefinite"))
}

/// Who denies the effect as a whole, or tells of it as to come, says no more of the deed. "An attack did not kill anybody" does.
pub(super) fn share(
    events: &mut [EventMention],
    statements: &[StatementMention],
    effect: TokenIx,
    deed: TokenIx,
) {
    let of_statement = |c: &Claim| c.statement.and_then(|s| statements.get(s.0.checked_sub(1)? as usize));
    let whole = |c: &&Claim| match c.status {
        Status::Asserted => false,
        Status::Denied => of_statement(c).is_some_and(|s| s.act == Act::Deny && c.evidence == s.cue),
        _ => true,
    };
    let Some(effect) = events.iter().find(|e| e.trigger == effect) else { return };
    let told: Vec<Claim> = effect.claims.iter().filter(whole).cloned().collect();
    let Some(deed) = events.iter_mut().find(|e| e.trigger == deed) else { return };
    for claim in &mut deed.claims {
        if let Some(told) = told.iter().find(|t| t.statement == claim.statement)
            && claim.status == Status::Asserted
        {
            claim.clone_from(told);
        }
    }
}

/// Makes one record of the effect and the deed.
pub(super) fn fold(events: &mut Vec<EventMention>, from: TokenIx, to: TokenIx) {
    let Some(at) = events.iter().position(|e| e.trigger == from) else { return };
    if !events.iter().any(|e| e.trigger == to) {
        return;
    }
    let gone = events.remove(at);
    let Some(event) = events.iter_mut().find(|e| e.trigger == to) else { return };
    // "the shelling of the hospital, which killed ten": the hospital killed nobody.
    let doers = gone.actors.into_iter().filter(|a| !event.recipients.iter().any(|r| r.head == a.head));
    let doers: Vec<_> = doers.collect();
    event.mentions.push(gone.trigger_span);
    event.mentions.extend(gone.mentions);
    for (into, from) in [(&mut event.actors, doers), (&mut event.recipients, gone.recipients)] {
        for party in from {
            if !into.iter().any(|p| p.head == party.head) {
                into.push(party);
            }
        }
    }
    // What the deed itself is never hit by itself.
    event.recipients.retain(|p| p.head != Some(to));
    event.actors.retain(|p| p.head != Some(to));
    // What is told in passing at one word may be told outright at the other.
    event.passing.retain(|&s| gone.passing.contains(&s) || !gone.claims.iter().any(|c| c.statement == s));
    event.passing.extend(
        gone.passing.iter().filter(|&&s| !event.claims.iter().any(|c| c.statement == s)).collect::<Vec<_>>(),
    );
    event.again &= gone.again;
    for claim in gone.claims {
        claim.join(&mut event.claims);
    }
    event.casualties.extend(gone.casualties);
    event.quantities.extend(gone.quantities);
}
