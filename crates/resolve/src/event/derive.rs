//! Which events are statements by themselves? An accusation is an ACCUSE, a threat a THREATEN.

use sayso_model::{Claim, Event, EventId, Party, Statement, Status};
use smol_str::SmolStr;

use super::ontology::Ontology;

/// Events that the acts of statements are, numbered from `first`.
pub(crate) fn derive(statements: &[Statement], ontology: &Ontology, first: u32) -> Vec<Event> {
    let mut events = Vec::new();
    for statement in statements {
        let (Some((kind, mode)), Some(speaker)) = (ontology.of_act(statement.act), statement.sources.last())
        else {
            continue;
        };
        let Some(trigger) = statement.cue.or_else(|| statement.content.first().copied()) else { continue };
        // Told by somebody else, the act is that source's claim; otherwise the article vouches for it.
        let claim = Claim { statement: statement.parent, status: Status::Asserted, evidence: None };
        events.push(Event {
            id: EventId(first + events.len() as u32),
            derived: true,
            kind: kind.clone(),
            mode: mode.clone(),
            contexts: Vec::new(),
            cameo: ontology.entry(kind, mode.as_deref()).map(|e| e.cameo.clone()),
            actors: vec![speaker.clone()],
            recipients: statement.targets.iter().map(|&t| Party { actor: Some(t), span: None }).collect(),
            trigger,
            mentions: Vec::new(),
            places: Vec::new(),
            date: None,
            claims: vec![claim],
            casualties: Vec::new(),
            rule: SmolStr::new_static("event.derived"),
            confidence: statement.confidence,
        });
    }
    events
}
