use smol_str::SmolStr;

use crate::statement::names;
use crate::{Casualty, Interval, Party, Place, Quantity, Span, StatementId};

/// Identifier of an event within its document: `e1`, `e2`, … in order of appearance.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct EventId(pub u32);

/// Somebody does something to somebody, whether it happened or not.
#[derive(Clone, Debug)]
pub struct Event {
    /// Its place in the document.
    pub id: EventId,
    /// True if made from a statement's act (ACCUSE, THREATEN, REQUEST, REJECT …).
    pub derived: bool,
    /// Type of the ontology, such as `ASSAULT`.
    pub kind: SmolStr,
    /// Mode of the type, such as `aerial`.
    pub mode: Option<SmolStr>,
    /// Contexts, such as `terrorism`.
    pub contexts: Vec<SmolStr>,
    /// CAMEO code, such as `195`.
    pub cameo: Option<SmolStr>,
    /// Who does it.
    pub actors: Vec<Party>,
    /// To whom it is done.
    pub recipients: Vec<Party>,
    /// The word that carries the event at its first mention.
    pub trigger: Span,
    /// Triggers of its later mentions.
    pub mentions: Vec<Span>,
    /// Where.
    pub places: Vec<Place>,
    /// When; `None` unless the text says so.
    pub date: Option<Interval>,
    /// Who puts it forward, and how.
    pub claims: Vec<Claim>,
    /// Numbers of victims, for each claimant.
    pub casualties: Vec<Casualty>,
    /// Sizes of crowds, numbers of aircraft, amounts of money, for each claimant.
    pub quantities: Vec<Quantity>,
    /// The rule that found it.
    pub rule: SmolStr,
    /// How often such a record is right, from 0 to 1.
    pub confidence: f32,
}

impl Event {
    /// Adds who says so, unless that statement is among the claims.
    pub fn add_claim(&mut self, claim: Claim) {
        claim.join(&mut self.claims);
    }
}

/// One source's view of an event.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Claim {
    /// The statement that puts the event forward; `None` is the article itself.
    pub statement: Option<StatementId>,
    /// How that source presents it.
    pub status: Status,
    /// The words that show the status, where it is not plain assertion.
    pub evidence: Option<Span>,
}

impl Claim {
    /// Adds the claim to a list that has one for each statement.
    pub fn join(self, claims: &mut Vec<Claim>) {
        if !claims.iter().any(|c| c.statement == self.statement) {
            claims.push(self);
        }
    }
}

names! {
    /// How a source presents an event.
    Status {
        /// Happened, is happening, holds.
        Asserted = "asserted",
        /// An accusation, or marked by allegedly, reportedly, suspected.
        Alleged = "alleged",
        /// Did not happen, is not so.
        Denied = "denied",
        /// May, might, could.
        Possible = "possible",
        /// Only if something else.
        Conditional = "conditional",
        /// Will, intends, vows; ordered but not yet done.
        Planned = "planned",
        /// Called for, asked for.
        Demanded = "demanded",
    }
}
