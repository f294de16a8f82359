//! Leaving out what is too doubtful, without leaving anything dangling.

use std::collections::{BTreeMap, BTreeSet};

use sayso_model::{Ledger, Statement, StatementId};

use crate::diagnostics;

/// Drops statements and events below `min`, and what rests on them alone: claims and figures of a dropped statement,
/// and an event that nobody puts forward any more. A statement told inside a dropped one moves up to the next that
/// is kept. Identifiers stay as they are.
pub fn filter(ledger: &mut Ledger, min: f32) {
    if min <= 0.0 {
        return;
    }
    let (statements, events) = (ledger.statements.len(), ledger.events.len());
    let parents: BTreeMap<StatementId, Option<StatementId>> =
        ledger.statements.iter().map(|s| (s.id, s.parent)).collect();
    ledger.statements.retain(|s| s.confidence >= min);
    let kept: BTreeSet<StatementId> = ledger.statements.iter().map(|s| s.id).collect();
    for statement in &mut ledger.statements {
        statement.parent = kept_ancestor(statement, &parents, &kept);
        statement.answers = statement.answers.filter(|(_, answered)| kept.contains(answered));
    }
    let stands = |statement: Option<StatementId>| statement.is_none_or(|id| kept.contains(&id));
    ledger.events.retain_mut(|event| {
        let claimed = !event.claims.is_empty();
        event.claims.retain(|c| stands(c.statement));
        event.casualties.retain(|c| stands(c.statement));
        event.quantities.retain(|q| stands(q.statement));
        event.confidence >= min && !(claimed && event.claims.is_empty())
    });
    let (statements, events) = (statements - ledger.statements.len(), events - ledger.events.len());
    if statements + events > 0 {
        ledger.diagnostics.push(diagnostics::below_confidence(statements, events, min));
    }
}

fn kept_ancestor(
    statement: &Statement,
    parents: &BTreeMap<StatementId, Option<StatementId>>,
    kept: &BTreeSet<StatementId>,
) -> Option<StatementId> {
    let mut at = statement.parent;
    // No chain is longer than the list.
    for _ in 0..parents.len() {
        match at {
            Some(id) if !kept.contains(&id) => at = parents.get(&id).copied().flatten(),
            _ => break,
        }
    }
    at.filter(|id| kept.contains(id))
}

#[cfg(test)]
mod tests {
    use sayso_model::{Act, Claim, Event, EventId, Form, SourceClass, Span, Status};

    use super::*;

    fn statement(id: u32, parent: Option<u32>, confidence: f32) -> Statement {
        Statement {
            id: StatementId(id),
            parent: parent.map(StatementId),
            sources: Vec::new(),
            source_class: SourceClass::Other,
            cue: None,
            content: Vec::new(),
            act: Act::Claim,
            form: Form::Indirect,
            targets: Vec::new(),
            medium: None,
            date: None,
            condition: None,
            conditional: false,
            answers: None,
            anonymity: None,
            rule: "".into(),
            confidence,
        }
    }

    fn event(id: u32, claims: &[Option<u32>], confidence: f32) -> Event {
        let claim = |s: &Option<u32>| Claim {
            statement: s.map(StatementId),
            status: Status::Asserted,
            evidence: None,
        };
        Event {
            id: EventId(id),
            derived: false,
            kind: "ASSAULT".into(),
            mode: None,
            contexts: Vec::new(),
            cameo: None,
            actors: Vec::new(),
            recipients: Vec::new(),
            trigger: Span::default(),
            mentions: Vec::new(),
            places: Vec::new(),
            date: None,
            claims: claims.iter().map(claim).collect(),
            casualties: Vec::new(),
            quantities: Vec::new(),
            rule: "".into(),
            confidence,
        }
    }

    #[test]
    fn nothing_dangles() {
        let mut ledger = Ledger {
            statements: vec![statement(1, None, 0.9), statement(2, Some(1), 0.2), statement(3, Some(2), 0.9)],
            events: vec![
                event(1, &[Some(2)], 0.9),
                event(2, &[Some(2), None], 0.9),
                event(3, &[Some(3)], 0.3),
                event(4, &[Some(3)], 0.8),
            ],
            ..Ledger::default()
        };
        filter(&mut ledger, 0.5);
        let statements: Vec<_> = ledger.statements.iter().map(|s| (s.id.0, s.parent.map(|p| p.0))).collect();
        assert_eq!(statements, [(1, None), (3, Some(1))]);
        let events: Vec<_> = ledger.events.iter().map(|e| (e.id.0, e.claims.len())).collect();
        assert_eq!(events, [(2, 1), (4, 1)]);
        assert_eq!(ledger.diagnostics[0].code, "LG002");
        assert!(ledger.diagnostics[0].message.ends_with(": 1 statement, 2 events"));
    }

    #[test]
    fn zero_keeps_all() {
        let mut ledger = Ledger { statements: vec![statement(1, None, 0.0)], ..Ledger::default() };
        filter(&mut ledger, 0.0);
        assert_eq!((ledger.statements.len(), ledger.diagnostics.len()), (1, 0));
    }
}
