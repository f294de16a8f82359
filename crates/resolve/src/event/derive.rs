//! Which events are statements by themselves? An accusation is an ACCUSE, a threat a THREATEN.

use sayso_model::{Claim, Event, EventId, Party, Span, Statement, Status};
use smol_str::SmolStr;

use super::ontology::Ontology;

/// Events that the acts of statements are, numbered after those that are told. `is_charge` knows the words of legal charges.
pub(crate) fn derive(
    statements: &[Statement],
    told: &[Event],
    ontology: &Ontology,
    is_charge: impl Fn(Span) -> bool,
) -> Vec<Event> {
    let first = told.len() as u32 + 1;
    let mut events = Vec::new();
    for statement in statements {
        let (Some((kind, mode)), Some(speaker)) = (ontology.of_act(statement.act), statement.sources.last())
        else {
            continue;
        };
        let Some(trigger) = statement.cue.or_else(|| statement.content.first().copied()) else { continue };
        // "agreed to release": told as an event of its own at the same word.
        if told.iter().any(|e| e.kind == *kind && !e.actors.is_empty() && e.trigger.overlaps(trigger)) {
            continue;
        }
        // Told by somebody else, the act is that source's claim; otherwise the article vouches for it.
        let claim = Claim { statement: statement.parent, status: Status::Asserted, evidence: None };
        // A threat of violence, a call for talks: what the statement puts forward says of which mode it is.
        let mode = mode.clone().or_else(|| {
            told.iter()
                .filter(|e| e.claims.iter().any(|c| c.statement == Some(statement.id)))
                .find_map(|e| ontology.derived_mode(kind, &e.kind, e.mode.as_deref()))
                .cloned()
        });
        events.push(Event {
            id: EventId(first + events.len() as u32),
            derived: true,
            kind: kind.clone(),
            contexts: Vec::new(),
            cameo: (statement.cue.is_some_and(&is_charge))
                .then(|| ontology.charge(kind, mode.as_deref()))
                .flatten()
                .or_else(|| ontology.cameo(kind, mode.as_deref(), &[])),
            mode,
            actors: vec![speaker.clone()],
            recipients: statement.targets.iter().map(|&t| Party { actor: Some(t), span: None }).collect(),
            trigger,
            mentions: Vec::new(),
            places: Vec::new(),
            date: None,
            claims: vec![claim],
            casualties: Vec::new(),
            quantities: Vec::new(),
            rule: SmolStr::new_static("event.derived"),
            confidence: statement.confidence,
        });
    }
    events
}
