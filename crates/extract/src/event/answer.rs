//! Which statements answer an event without telling of it?
//!
//! "dismissed the accusation", "refused to take them", "blamed Israel", "called the incident a crime": the words hold no
//! event of their own and point at one told before.

use sayso_model::{Act, Annotated, Claim, EventMention, StatementId, StatementMention, Status, TokenIx};

use super::claim;
use super::words::Words;

/// Most sentences between a statement and the event that it points at.
const SENTENCES_MAX: u32 = 3;
/// Most words of a charge that only names the one charged.
const BARE_CHARGE_TOKENS: usize = 4;

/// Adds the claims of statements that only point at an event.
pub(crate) fn answer(
    annotated: &Annotated,
    words: &Words,
    statements: &[StatementMention],
    events: &mut [EventMention],
) {
    for (i, statement) in statements.iter().enumerate() {
        if claims_of(events, i).next().is_some() {
            continue;
        }
        let tokens: Vec<TokenIx> = claim::tokens(annotated, statement).collect();
        let Some(&first) = tokens.first() else { continue };
        let noun = |class: &str| {
            tokens.iter().any(|&t| words.points(annotated, t, class) && words.is_pointed_at(annotated, t))
        };
        let pronoun = || tokens.iter().any(|&t| words.points(annotated, t, "pronoun"));
        let denies =
            matches!(statement.act, Act::Deny | Act::Refuse) || claim::refutes(annotated, words, statement);
        let (at, status) = if denies && (noun("saying") || pronoun()) {
            (answered(annotated, statements, events, i, first), Status::Denied)
        } else if statement.act == Act::Accuse && tokens.len() <= BARE_CHARGE_TOKENS {
            (told_last(annotated, events, first), Status::Alleged)
        } else if noun("deed") && !denies {
            (told_last(annotated, events, first), Status::Asserted)
        } else {
            continue;
        };
        if let Some(at) = at {
            let claim = Claim { statement: Some(StatementId(i as u32 + 1)), status, evidence: statement.cue };
            claim.join(&mut events[at].claims);
        }
    }
}

/// Events that a statement claims, by their index.
fn claims_of(events: &[EventMention], statement: usize) -> impl Iterator<Item = usize> + '_ {
    let id = Some(StatementId(statement as u32 + 1));
    events.iter().enumerate().filter(move |(_, e)| e.claims.iter().any(|c| c.statement == id)).map(|(i, _)| i)
}

/// The event that another source put forward last.
fn answered(
    annotated: &Annotated,
    statements: &[StatementMention],
    events: &[EventMention],
    i: usize,
    first: TokenIx,
) -> Option<usize> {
    let source = |s: &StatementMention| s.sources.last().and_then(|p| p.head).map(|h| annotated.referent(h));
    let mine = source(&statements[i]);
    (0..i)
        .rev()
        .filter(|&j| !matches!(statements[j].act, Act::Deny | Act::Refuse) && source(&statements[j]) != mine)
        .find_map(|j| claims_of(events, j).find(|&e| is_near(annotated, &events[e], first)))
}

/// The event told of last before a token.
fn told_last(annotated: &Annotated, events: &[EventMention], first: TokenIx) -> Option<usize> {
    events
        .iter()
        .enumerate()
        .filter(|(_, e)| e.trigger < first && is_near(annotated, e, first))
        .max_by_key(|(_, e)| e.trigger)
        .map(|(i, _)| i)
}

fn is_near(annotated: &Annotated, event: &EventMention, token: TokenIx) -> bool {
    let here = annotated.token(token).sentence;
    here.checked_sub(annotated.token(event.trigger).sentence).is_some_and(|d| d <= SENTENCES_MAX)
}
