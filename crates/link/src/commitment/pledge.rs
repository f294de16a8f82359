//! Which threats, promises, demands and refusals does an article report?

use jiff::civil::Date;
use sayso_model::{Act, Event, Ledger, Span, Statement, Status};
use serde::{Deserialize, Serialize};
use smol_str::SmolStr;

use crate::read;
use crate::report::{Days, Key, Party, Source};
use crate::story::{Background, Sketch};

/// What is done by saying it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Kind {
    /// Says it will do harm.
    Threat,
    /// Commits itself.
    Promise,
    /// Asks that others do it.
    Demand,
    /// Says it will not.
    Refusal,
}

impl Kind {
    /// The kind of an act, if it is one of those.
    pub fn of(act: Act) -> Option<Self> {
        Some(match act {
            Act::Threaten => Kind::Threat,
            Act::Promise => Kind::Promise,
            Act::Demand => Kind::Demand,
            Act::Refuse => Kind::Refusal,
            _ => return None,
        })
    }

    /// The kind as it is written in records.
    pub fn as_str(self) -> &'static str {
        match self {
            Kind::Threat => "threat",
            Kind::Promise => "promise",
            Kind::Demand => "demand",
            Kind::Refusal => "refusal",
        }
    }
}

/// An event that is spoken of and has not happened.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Deed {
    /// Type of the ontology.
    pub kind: SmolStr,
    /// Mode of the type.
    pub mode: Option<SmolStr>,
    /// Who is to do it.
    pub actors: Vec<Party>,
    /// To whom.
    pub recipients: Vec<Party>,
    /// When, if a time is given.
    pub date: Option<Days>,
}

/// One saying in one article.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Pledge {
    /// The article, and the number of the statement in it.
    pub key: Key,
    /// When the article was published.
    pub published: Option<Date>,
    /// When it was said, if the article tells.
    pub said: Option<Date>,
    /// Threat, promise, demand or refusal.
    pub kind: Kind,
    /// Who says so.
    pub by: Source,
    /// Those threatened, asked or promised to.
    pub to: Vec<Party>,
    /// The words of what is said.
    pub words: String,
    /// The words of the condition.
    pub condition: Option<String>,
    /// What is to be done.
    pub deeds: Vec<Deed>,
    /// Events that the condition speaks of.
    pub conditions: Vec<Deed>,
    /// What the words are about.
    pub sketch: Sketch,
    /// True if a word of the saying takes something back.
    pub takes_back: bool,
}

/// The threats, promises, demands and refusals that a ledger holds.
///
/// What is said inside of another's words counts for its own speaker; a source that nobody identifies makes no pledge.
pub fn pledges(ledger: &Ledger, background: &Background) -> Vec<Pledge> {
    ledger.statements.iter().filter_map(|s| pledge(ledger, s, background)).collect()
}

fn pledge(ledger: &Ledger, statement: &Statement, background: &Background) -> Option<Pledge> {
    let text = |span: Span| ledger.document.text[span.start()..span.end()].to_owned();
    let cue = statement.cue.map(text).unwrap_or_default();
    let takes_back = crate::words::takes_back(&cue);
    let kind = match Kind::of(statement.act) {
        Some(kind) => kind,
        None if takes_back => Kind::Promise,
        None => return None,
    };
    let by = read::chain(ledger, statement).pop().filter(|s| s.party.name != "unidentified")?;
    let words = statement.content.iter().map(|&s| text(s)).collect::<Vec<_>>().join(" … ");
    let to: Vec<Party> = statement.targets.iter().filter_map(|&id| read::actor(ledger, id)).collect();
    let inside = |e: &Event, span: Span| span.start() <= e.trigger.start() && e.trigger.end() <= span.end();
    let claimed = |e: &&Event, wanted: &[Status]| {
        !e.derived && e.claims.iter().any(|c| c.statement == Some(statement.id) && wanted.contains(&c.status))
    };
    let condition = statement.condition;
    let in_condition = |e: &Event| condition.is_some_and(|c| inside(e, c));
    let open = [Status::Planned, Status::Conditional, Status::Demanded, Status::Possible];
    let to_be = |e: &&Event| claimed(e, &open) || (kind == Kind::Refusal && claimed(e, &[Status::Denied]));
    let deeds = ledger.events.iter().filter(to_be).filter(|e| !in_condition(e)).map(|e| deed(ledger, e));
    let conditions = ledger.events.iter().filter(|e| !e.derived && in_condition(e)).map(|e| deed(ledger, e));
    Some(Pledge {
        key: Key { document: SmolStr::new(ledger.document.identity()), event: statement.id.0 },
        published: ledger.document.published,
        said: statement.date,
        kind,
        by,
        to,
        sketch: Sketch::of_words("", &words, background),
        words,
        condition: condition.map(text),
        deeds: deeds.collect(),
        conditions: conditions.collect(),
        takes_back,
    })
}

fn deed(ledger: &Ledger, event: &Event) -> Deed {
    let parties =
        |named: &[sayso_model::Party]| named.iter().filter_map(|p| read::party(ledger, p)).collect();
    Deed {
        kind: event.kind.clone(),
        mode: event.mode.clone(),
        actors: parties(&event.actors),
        recipients: parties(&event.recipients),
        date: event.date.as_ref().and_then(|d| Some(Days { from: d.from?, to: d.to? })),
    }
}

/// Identifier of the one who says it, the same in all articles.
pub(crate) fn speaker(pledge: &Pledge) -> String {
    let party = &pledge.by.party;
    match &party.entry {
        Some(entry) => entry.to_string(),
        None => party.name.to_lowercase(),
    }
}
