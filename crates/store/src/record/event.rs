//! Somebody does something to somebody.

use sayso_model::{CasualtyKind, Event as Happening, QuantityKind, Range, Status};
use serde::{Deserialize, Serialize};
use smol_str::SmolStr;

use super::place::Place;
use super::statement::{Names, Numbers, day};
use super::{At, Party, at, share, span};
use crate::{Error, Result};

/// Body of an entry of kind `event`.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Event {
    /// True if made from a statement's act.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub derived: bool,
    /// Type of the ontology.
    #[serde(rename = "type")]
    pub kind: String,
    /// Mode of the type.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub mode: Option<String>,
    /// Contexts.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub contexts: Vec<String>,
    /// CAMEO code.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub cameo: Option<String>,
    /// Who does it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub actors: Vec<Party>,
    /// To whom.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub recipients: Vec<Party>,
    /// The word that carries it.
    pub trigger: At,
    /// Triggers of later mentions.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub mentions: Vec<At>,
    /// Where.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub places: Vec<Place>,
    /// When.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub date: Option<Interval>,
    /// Who puts it forward, and how.
    pub claims: Vec<View>,
    /// Numbers of victims.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub casualties: Vec<Casualty>,
    /// Crowds, aircraft, money.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub quantities: Vec<Quantity>,
    /// The rule that found it.
    pub rule: String,
    /// How often such a record is right.
    pub confidence: f64,
}

/// A time, and which days it covers.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Interval {
    /// Words of the text.
    pub at: At,
    /// First day.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub from: Option<String>,
    /// Last day.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub to: Option<String>,
    /// `day`, `week`, `month` …
    pub precision: String,
}

/// One source's view of the event.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct View {
    /// The statement; none is the article itself.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub statement: Option<String>,
    /// How it presents the event.
    pub status: String,
    /// The words that show the status.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub evidence: Option<At>,
}

/// A number of victims as one source puts it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Casualty {
    /// What happened to them.
    pub kind: String,
    /// Lowest.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub low: Option<u64>,
    /// Highest.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub high: Option<u64>,
    /// About so many.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub approximate: bool,
    /// Who gives the figure; none is the article itself.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub statement: Option<String>,
    /// The words of the figure.
    pub at: At,
}

/// The size of a crowd, a number of aircraft or an amount of money, as one source puts it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Quantity {
    /// What is counted.
    pub kind: String,
    /// Lowest.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub low: Option<u64>,
    /// Highest.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub high: Option<u64>,
    /// About so many.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub approximate: bool,
    /// ISO 4217 code of money, class of aircraft.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub unit: Option<String>,
    /// Who gives it; none is the article itself.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub statement: Option<String>,
    /// The words of the figure.
    pub at: At,
}

impl Event {
    /// What the ledger keeps of an event.
    pub fn new(event: &Happening, names: &dyn Names) -> Self {
        let owned = |s: &Option<SmolStr>| s.as_ref().map(|s| s.to_string());
        Self {
            derived: event.derived,
            kind: event.kind.to_string(),
            mode: owned(&event.mode),
            contexts: event.contexts.iter().map(|c| c.to_string()).collect(),
            cameo: owned(&event.cameo),
            actors: event.actors.iter().map(|p| Party::new(p, names)).collect(),
            recipients: event.recipients.iter().map(|p| Party::new(p, names)).collect(),
            trigger: at(event.trigger),
            mentions: event.mentions.iter().map(|&s| at(s)).collect(),
            places: event.places.iter().map(Place::new).collect(),
            date: event.date.as_ref().map(|date| Interval {
                at: at(date.span),
                from: date.from.map(|d| d.to_string()),
                to: date.to.map(|d| d.to_string()),
                precision: date.precision.to_string(),
            }),
            claims: event
                .claims
                .iter()
                .map(|claim| View {
                    statement: claim.statement.map(|s| names.statement(s)),
                    status: claim.status.to_string(),
                    evidence: claim.evidence.map(at),
                })
                .collect(),
            casualties: event
                .casualties
                .iter()
                .map(|c| Casualty {
                    kind: c.kind.to_string(),
                    low: c.range.low,
                    high: c.range.high,
                    approximate: c.range.approximate,
                    statement: c.statement.map(|s| names.statement(s)),
                    at: at(c.span),
                })
                .collect(),
            quantities: event
                .quantities
                .iter()
                .map(|q| Quantity {
                    kind: q.kind.to_string(),
                    low: q.range.low,
                    high: q.range.high,
                    approximate: q.range.approximate,
                    unit: owned(&q.unit),
                    statement: q.statement.map(|s| names.statement(s)),
                    at: at(q.span),
                })
                .collect(),
            rule: event.rule.to_string(),
            confidence: share(event.confidence),
        }
    }

    /// The event, as the stages write it; `number` is its place in the document, from 1.
    pub fn to_model(&self, number: u32, numbers: &dyn Numbers) -> Result<Happening> {
        let bad = |what: &str, value: &str| Error::damaged(format!("an event has {what} `{value}`"));
        let small = |s: &Option<String>| s.as_deref().map(SmolStr::new);
        let parties = |list: &[Party]| list.iter().map(|p| p.to_model(numbers)).collect::<Result<Vec<_>>>();
        let statement = |id: &Option<String>| id.as_deref().map(|s| numbers.statement(s)).transpose();
        let claims = self.claims.iter().map(|view| {
            Ok(sayso_model::Claim {
                statement: statement(&view.statement)?,
                status: Status::from_name(&view.status).ok_or_else(|| bad("status", &view.status))?,
                evidence: view.evidence.map(span).transpose()?,
            })
        });
        let casualties = self.casualties.iter().map(|c| {
            Ok(sayso_model::Casualty {
                kind: CasualtyKind::from_name(&c.kind).ok_or_else(|| bad("casualties", &c.kind))?,
                range: Range { low: c.low, high: c.high, approximate: c.approximate },
                statement: statement(&c.statement)?,
                span: span(c.at)?,
            })
        });
        let quantities = self.quantities.iter().map(|q| {
            Ok(sayso_model::Quantity {
                kind: QuantityKind::from_name(&q.kind).ok_or_else(|| bad("a quantity", &q.kind))?,
                range: Range { low: q.low, high: q.high, approximate: q.approximate },
                unit: small(&q.unit),
                statement: statement(&q.statement)?,
                span: span(q.at)?,
            })
        });
        let date = self.date.as_ref().map(|date| {
            Ok::<_, Error>(sayso_model::Interval {
                span: span(date.at)?,
                from: day(date.from.as_deref())?,
                to: day(date.to.as_deref())?,
                precision: SmolStr::new(&date.precision),
            })
        });
        Ok(Happening {
            id: sayso_model::EventId(number),
            derived: self.derived,
            kind: SmolStr::new(&self.kind),
            mode: small(&self.mode),
            contexts: self.contexts.iter().map(SmolStr::new).collect(),
            cameo: small(&self.cameo),
            actors: parties(&self.actors)?,
            recipients: parties(&self.recipients)?,
            trigger: span(self.trigger)?,
            mentions: self.mentions.iter().map(|&a| span(a)).collect::<Result<_>>()?,
            places: self.places.iter().map(Place::to_model).collect::<Result<_>>()?,
            date: date.transpose()?,
            claims: claims.collect::<Result<_>>()?,
            casualties: casualties.collect::<Result<_>>()?,
            quantities: quantities.collect::<Result<_>>()?,
            rule: SmolStr::new(&self.rule),
            confidence: self.confidence as f32,
        })
    }
}
