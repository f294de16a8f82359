//! What is over, and what only might be? "lifted the sanctions", "refuses to lift the sanctions".

use sayso_model::{EventMention, Status};

use super::trigger::Found;

/// Deeds that another deed ends. Where it is said to have ended them they are no events of their own, unless they were told
/// before; where it is only planned, asked for or refused, they hold.
pub(crate) fn undo(found: &[Found<'_>], events: &mut [EventMention]) {
    for f in found.iter().filter(|f| f.trigger.undoes) {
        let Some(end) = events.iter().find(|e| e.trigger == f.token) else { continue };
        let is_done = end.claims.iter().all(|c| c.status == Status::Asserted);
        for deed in events.iter_mut().filter(|e| f.parties.deeds.contains(&e.trigger)) {
            if is_done {
                deed.again = true;
            } else {
                for claim in &mut deed.claims {
                    (claim.status, claim.evidence) = (Status::Asserted, None);
                }
            }
        }
    }
}
