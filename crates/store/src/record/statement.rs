//! Somebody says something.

use sayso_model::{Act, AnswerKind, Form, SourceClass, Statement as Said};
use serde::{Deserialize, Serialize};

use super::{At, Party, at, share, span};
use crate::{Error, Result};

/// Body of an entry of kind `statement`.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Statement {
    /// The statement that this one is told inside of.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub parent: Option<String>,
    /// Who says so, outermost first.
    pub sources: Vec<Party>,
    /// Kind of the innermost source.
    pub class: String,
    /// The words that signal the saying.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub cue: Option<At>,
    /// What is said.
    pub content: Vec<At>,
    /// What is done by saying it.
    pub act: String,
    /// Whose words they are.
    pub form: String,
    /// Those accused, addressed, threatened.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub targets: Vec<String>,
    /// The outlet it was said to.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub medium: Option<Party>,
    /// When it was said.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub date: Option<String>,
    /// The words of the condition.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub condition: Option<At>,
    /// True if the main point depends on it.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub conditional: bool,
    /// The statement that this one answers, and what it says of it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub answers: Option<Answer>,
    /// Why the source is not named.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub anonymity: Option<At>,
    /// The rule that found it.
    pub rule: String,
    /// How often such a record is right.
    pub confidence: f64,
}

/// What a statement says of another.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Answer {
    /// `denies`, `confirms` or `retracts`.
    pub kind: String,
    /// The statement that is answered.
    pub statement: String,
}

/// How records of one document name each other: from places in the document to identifiers, and back.
pub trait Names {
    /// Identifier of an actor.
    fn actor(&self, id: sayso_model::ActorId) -> String;
    /// Identifier of a statement.
    fn statement(&self, id: sayso_model::StatementId) -> String;
}

/// The way back.
pub trait Numbers {
    /// An actor's place in the document.
    fn actor(&self, id: &str) -> Result<sayso_model::ActorId>;
    /// A statement's place in the document.
    fn statement(&self, id: &str) -> Result<sayso_model::StatementId>;
}

impl Party {
    pub(crate) fn new(party: &sayso_model::Party, names: &dyn Names) -> Self {
        Self { actor: party.actor.map(|a| names.actor(a)), at: party.span.map(at) }
    }

    pub(crate) fn to_model(&self, numbers: &dyn Numbers) -> Result<sayso_model::Party> {
        let actor = self.actor.as_deref().map(|a| numbers.actor(a)).transpose()?;
        Ok(sayso_model::Party { actor, span: self.at.map(span).transpose()? })
    }
}

impl Statement {
    /// What the ledger keeps of a statement.
    pub fn new(said: &Said, names: &dyn Names) -> Self {
        Self {
            parent: said.parent.map(|p| names.statement(p)),
            sources: said.sources.iter().map(|p| Party::new(p, names)).collect(),
            class: said.source_class.to_string(),
            cue: said.cue.map(at),
            content: said.content.iter().map(|&s| at(s)).collect(),
            act: said.act.to_string(),
            form: said.form.to_string(),
            targets: said.targets.iter().map(|&t| names.actor(t)).collect(),
            medium: said.medium.as_ref().map(|m| Party::new(m, names)),
            date: said.date.map(|d| d.to_string()),
            condition: said.condition.map(at),
            conditional: said.conditional,
            answers: said
                .answers
                .map(|(kind, id)| Answer { kind: kind.to_string(), statement: names.statement(id) }),
            anonymity: said.anonymity.map(at),
            rule: said.rule.to_string(),
            confidence: share(said.confidence),
        }
    }

    /// The statement, as the stages write it; `number` is its place in the document, from 1.
    pub fn to_model(&self, number: u32, numbers: &dyn Numbers) -> Result<Said> {
        let bad = |what: &str, value: &str| Error::damaged(format!("a statement has {what} `{value}`"));
        Ok(Said {
            id: sayso_model::StatementId(number),
            parent: self.parent.as_deref().map(|p| numbers.statement(p)).transpose()?,
            sources: self.sources.iter().map(|p| p.to_model(numbers)).collect::<Result<_>>()?,
            source_class: SourceClass::from_name(&self.class).ok_or_else(|| bad("class", &self.class))?,
            cue: self.cue.map(span).transpose()?,
            content: self.content.iter().map(|&a| span(a)).collect::<Result<_>>()?,
            act: Act::from_name(&self.act).ok_or_else(|| bad("act", &self.act))?,
            form: Form::from_name(&self.form).ok_or_else(|| bad("form", &self.form))?,
            targets: self.targets.iter().map(|t| numbers.actor(t)).collect::<Result<_>>()?,
            medium: self.medium.as_ref().map(|m| m.to_model(numbers)).transpose()?,
            date: day(self.date.as_deref())?,
            condition: self.condition.map(span).transpose()?,
            conditional: self.conditional,
            answers: self
                .answers
                .as_ref()
                .map(|a| {
                    let kind = AnswerKind::from_name(&a.kind).ok_or_else(|| bad("an answer", &a.kind))?;
                    Ok((kind, numbers.statement(&a.statement)?))
                })
                .transpose()?,
            anonymity: self.anonymity.map(span).transpose()?,
            rule: smol_str::SmolStr::new(&self.rule),
            confidence: self.confidence as f32,
        })
    }
}

pub(super) fn day(text: Option<&str>) -> Result<Option<jiff::civil::Date>> {
    text.map(|d| d.parse().map_err(|_| Error::damaged(format!("`{d}` is no day")))).transpose()
}
