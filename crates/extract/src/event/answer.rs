//! Which statements answer an event without telling of it?
//!
//! "dismissed the accusation", "refused to take them", "blamed Israel", "called the incident a crime": the words hold no
//! event of their own and point at one told before.

use sayso_model::{
    Act, Annotated, Claim, EntityKind, EventMention, PartyMention, StatementId, StatementMention, Status,
    TokenIx,
};
use smol_str::SmolStr;

use super::claim;
use super::words::Words;

/// Most sentences between a statement and the event that it points at.
const SENTENCES_MAX: u32 = 3;
/// Most sentences between a charge and the denial of the one charged.
const CHARGE_SENTENCES: u32 = 6;
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
            (answered(annotated, words, statements, events, i, first), Status::Denied)
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
    words: &Words,
    statements: &[StatementMention],
    events: &[EventMention],
    i: usize,
    first: TokenIx,
) -> Option<usize> {
    let source = |s: &StatementMention| s.sources.last().and_then(|p| p.head).map(|h| annotated.referent(h));
    let mine = source(&statements[i]);
    let said = (0..i)
        .rev()
        .filter(|&j| !matches!(statements[j].act, Act::Deny | Act::Refuse) && source(&statements[j]) != mine)
        .find_map(|j| claims_of(events, j).find(|&e| is_near(annotated, &events[e], first)));
    let names = names(annotated, words, &statements[i].sources);
    let is_charged =
        |e: &EventMention| names.iter().any(|n| self::names(annotated, words, &e.actors).contains(n));
    if said.is_some_and(|at| is_charged(&events[at])) {
        return said;
    }
    // "the Russian ministry denied the report": that of what Russian ships did, whatever was told of others since.
    let charged = events.iter().enumerate().rev().find(|(_, e)| {
        let others = e.claims.iter().any(|c| c.status == Status::Alleged);
        let here = annotated.token(first).sentence;
        let far = here.checked_sub(annotated.token(e.trigger).sentence);
        others && far.is_some_and(|d| d <= CHARGE_SENTENCES) && is_charged(e)
    });
    charged.map(|(at, _)| at).or(said)
}

/// Words of the names in parties.
fn names(annotated: &Annotated, words: &Words, parties: &[PartyMention]) -> Vec<SmolStr> {
    let of = |p: &PartyMention| {
        let span = p.span?;
        let first = annotated.token_at(span.start())?;
        let inside = move |&t: &TokenIx| span.contains(annotated.token(t).span);
        Some((first..annotated.tokens.len() as TokenIx).take_while(inside))
    };
    // The word of "Foreign Ministry" that says what it is names nobody.
    let is_name = |&at: &TokenIx| {
        use EntityKind as K;
        let kind = annotated.entity_of(at).map(|e| e.kind);
        matches!(kind, Some(K::Gpe | K::Norp | K::Org | K::Person)) && !words.is(annotated, at, "party")
    };
    parties
        .iter()
        .filter_map(of)
        .flatten()
        .filter(is_name)
        .map(|t| annotated.token(t).lower.clone())
        .collect()
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
