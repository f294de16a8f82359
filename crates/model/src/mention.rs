//! What extraction hands to resolution: records whose parties are still words of the text.

use smol_str::SmolStr;

use crate::{Act, AnswerKind, Casualty, Claim, Form, Quantity, Span, StatementId, TimeExpression, TokenIx};

/// Statements and events of one document, before actors, places and times are resolved.
#[derive(Clone, Debug, Default)]
pub struct Mentions {
    /// In order of appearance; a [`crate::StatementId`] is one more than an index here.
    pub statements: Vec<StatementMention>,
    /// In order of appearance.
    pub events: Vec<EventMention>,
    /// All times that the text tells, in order.
    pub times: Vec<TimeExpression>,
}

/// A party as a noun phrase of the text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PartyMention {
    /// Head of the noun phrase; `None` for a source that the text leaves unidentified.
    pub head: Option<TokenIx>,
    /// Words of the phrase as the text has them at this place (also a pronoun); `None` if it is understood.
    pub span: Option<Span>,
}

/// Somebody says something.
#[derive(Clone, Debug)]
pub struct StatementMention {
    /// Index of the statement that this one is told inside of.
    pub parent: Option<u32>,
    /// Who says so, outermost first, each as it stands at the cue of its hop.
    pub sources: Vec<PartyMention>,
    /// The words that signal the saying.
    pub cue: Option<Span>,
    /// What is said.
    pub content: Vec<Span>,
    /// What is done by saying it.
    pub act: Act,
    /// The word in what is said that shows the act, where the cue does not.
    pub sign: Option<Span>,
    /// Whose words the content is in.
    pub form: Form,
    /// Those accused, addressed, threatened, condemned.
    pub targets: Vec<PartyMention>,
    /// The medium it was said to.
    pub medium: Option<PartyMention>,
    /// When it was said, in the words of the text.
    pub time: Option<TimeMention>,
    /// The words of a condition on the main point.
    pub condition: Option<Span>,
    /// The statement that this one denies, confirms or takes back.
    pub answers: Option<Answer>,
    /// Why the text does not name the source, in its own words.
    pub anonymity: Option<Span>,
    /// The rule that found it.
    pub rule: SmolStr,
    /// How often such a record is right, from 0 to 1.
    pub confidence: f32,
}

/// What a statement says of another: an index among the statements of the document.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Answer {
    /// What is said of it.
    pub kind: AnswerKind,
    /// Index of the statement that is answered.
    pub statement: u32,
}

/// Somebody does something to somebody.
#[derive(Clone, Debug)]
pub struct EventMention {
    /// Type of the ontology.
    pub kind: SmolStr,
    /// Mode of the type.
    pub mode: Option<SmolStr>,
    /// Contexts.
    pub contexts: Vec<SmolStr>,
    /// Who does it.
    pub actors: Vec<PartyMention>,
    /// To whom it is done.
    pub recipients: Vec<PartyMention>,
    /// Token that carries the event.
    pub trigger: TokenIx,
    /// Words of the trigger.
    pub trigger_span: Span,
    /// Triggers of later mentions of the same event.
    pub mentions: Vec<Span>,
    /// Place names that belong to the event.
    pub places: Vec<PlaceMention>,
    /// Time words that belong to the event.
    pub time: Option<TimeMention>,
    /// Who puts it forward, and how; statements are meant by index + 1.
    pub claims: Vec<Claim>,
    /// Statements of `claims` that tell of it only in passing, in a relative clause or as an epithet.
    pub passing: Vec<Option<StatementId>>,
    /// True if it counts only as another mention of an event told before: "the launch".
    pub again: bool,
    /// Numbers of victims.
    pub casualties: Vec<Casualty>,
    /// Sizes of crowds, numbers of aircraft, amounts of money.
    pub quantities: Vec<Quantity>,
    /// The rule that found it.
    pub rule: SmolStr,
    /// How often such a record is right, from 0 to 1.
    pub confidence: f32,
}

/// A place name of the text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PlaceMention {
    /// Head of the name.
    pub head: TokenIx,
    /// Words of the name.
    pub span: Span,
}

/// Time words of the text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TimeMention {
    /// Words of the expression; of the first to the last of several that are joined ("in October and November").
    pub span: Span,
    /// It went on from then to the report: "since May", "since the war began in May".
    pub since: bool,
}
