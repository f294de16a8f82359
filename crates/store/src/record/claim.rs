//! One source's view of one event, with all that a reader wants to see of it: a row of `sayso claims`.
//!
//! Offsets count Unicode scalar values, as in all records that are made for readers.

use sayso_model::{ActorId, Claim as View, Document, Event, Ledger, OffsetIndex, Party, Span, Statement};
use serde::{Deserialize, Serialize};

use super::actor::Actor;
use super::share;

/// Body of an entry of kind `claim`.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Claim {
    /// Identifier of the claim.
    pub id: String,
    /// The event.
    pub event: String,
    /// The statement that puts it forward; none is the article itself.
    pub statement: Option<String>,
    /// The document.
    pub document: String,
    /// Type of the event.
    #[serde(rename = "type")]
    pub kind: String,
    /// Mode of the type.
    pub mode: Option<String>,
    /// Contexts.
    pub contexts: Vec<String>,
    /// CAMEO code.
    pub cameo: Option<String>,
    /// True if made from a statement's act.
    pub derived: bool,
    /// How the source presents the event.
    pub status: String,
    /// What the source does by saying it.
    pub act: Option<String>,
    /// Who does it.
    pub actors: Vec<Named>,
    /// To whom.
    pub recipients: Vec<Named>,
    /// Where.
    pub places: Vec<Site>,
    /// When.
    pub date: Option<Days>,
    /// Figures of victims that this source gives.
    pub casualties: Vec<Figure>,
    /// Crowds, aircraft and money as this source puts them.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub quantities: Vec<Quantity>,
    /// On whose say-so, outermost first; empty is the article's own voice.
    pub says: Vec<Named>,
    /// The word that carries the event.
    pub trigger: Words,
    /// The words that say so.
    pub quote: Words,
    /// Headline of the article.
    pub title: Option<String>,
    /// Who published it.
    pub publisher: Option<String>,
    /// Day of publication.
    pub published: Option<String>,
    /// Its address.
    pub url: Option<String>,
    /// Language of the article.
    pub language: Option<String>,
    /// The rule that found the event.
    pub rule: String,
    /// How often such a record is right.
    pub confidence: f64,
}

/// Somebody, and the words that name them here.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Named {
    /// What makes it the same actor in other documents; none for a source that is not named.
    pub key: Option<String>,
    /// Canonical name.
    pub name: Option<String>,
    /// ISO 3166-1 alpha-3 code.
    pub country: Option<String>,
    /// Sector.
    pub role: Option<String>,
    /// Kind of source, where it speaks.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub class: Option<String>,
    /// The words.
    pub text: Option<String>,
}

/// A place of the world, and the words that name it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Site {
    /// Canonical name.
    pub name: Option<String>,
    /// The words.
    pub text: String,
    /// GeoNames identifier.
    pub geonames: Option<u32>,
    /// Degrees north.
    pub latitude: Option<f64>,
    /// Degrees east.
    pub longitude: Option<f64>,
    /// ISO 3166-1 alpha-3 code.
    pub country: Option<String>,
    /// First-order division.
    pub admin1: Option<String>,
    /// How exact it is.
    pub precision: Option<String>,
}

/// Days that the text gives.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Days {
    /// First day.
    pub from: Option<String>,
    /// Last day.
    pub to: Option<String>,
    /// How exact they are.
    pub precision: String,
    /// The words.
    pub text: String,
}

/// A number of victims.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Figure {
    /// What happened to them.
    pub kind: String,
    /// Lowest.
    pub low: Option<u64>,
    /// Highest.
    pub high: Option<u64>,
    /// About so many.
    pub approximate: bool,
    /// The words.
    pub text: String,
}

/// The size of a crowd, a number of aircraft or an amount of money.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Quantity {
    /// What is counted.
    pub kind: String,
    /// Lowest.
    pub low: Option<u64>,
    /// Highest.
    pub high: Option<u64>,
    /// About so many.
    pub approximate: bool,
    /// ISO 4217 code of money, class of aircraft.
    pub unit: Option<String>,
    /// The words.
    pub text: String,
}

/// Words of the text, and where they stand in characters.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Words {
    /// First character.
    pub start: usize,
    /// One past the last.
    pub end: usize,
    /// The words.
    pub text: String,
}

/// Makes the claims of one document.
pub(crate) struct Claims<'a> {
    pub ledger: &'a Ledger,
    pub index: &'a OffsetIndex,
    pub document: &'a str,
    /// Bodies of the actors, in the order of the document.
    pub actors: &'a [Actor],
}

impl Claims<'_> {
    pub fn claim(
        &self,
        id: String,
        event_id: &str,
        event: &Event,
        view: &View,
        statement_id: Option<String>,
    ) -> Claim {
        let said = view.statement.and_then(|id| self.ledger.statements.iter().find(|s| s.id == id));
        let figures = event.casualties.iter().filter(|c| c.statement == view.statement);
        let quantities = event.quantities.iter().filter(|q| q.statement == view.statement);
        let date = event.date.as_ref().map(|date| Days {
            from: date.from.map(|d| d.to_string()),
            to: date.to.map(|d| d.to_string()),
            precision: date.precision.to_string(),
            text: self.text(date.span).to_owned(),
        });
        let Document { title, publisher, published, url, language, .. } = &self.ledger.document;
        Claim {
            id,
            event: event_id.to_owned(),
            statement: statement_id,
            document: self.document.to_owned(),
            kind: event.kind.to_string(),
            mode: event.mode.as_ref().map(|s| s.to_string()),
            contexts: event.contexts.iter().map(|s| s.to_string()).collect(),
            cameo: event.cameo.as_ref().map(|s| s.to_string()),
            derived: event.derived,
            status: view.status.to_string(),
            act: said.map(|s| s.act.to_string()),
            actors: event.actors.iter().map(|p| self.named(p)).collect(),
            recipients: event.recipients.iter().map(|p| self.named(p)).collect(),
            places: event.places.iter().map(|p| self.site(p)).collect(),
            date,
            casualties: figures
                .map(|c| Figure {
                    kind: c.kind.to_string(),
                    low: c.range.low,
                    high: c.range.high,
                    approximate: c.range.approximate,
                    text: self.text(c.span).to_owned(),
                })
                .collect(),
            quantities: quantities
                .map(|q| Quantity {
                    kind: q.kind.to_string(),
                    low: q.range.low,
                    high: q.range.high,
                    approximate: q.range.approximate,
                    unit: q.unit.as_ref().map(|u| u.to_string()),
                    text: self.text(q.span).to_owned(),
                })
                .collect(),
            says: said.map(|s| self.says(s)).unwrap_or_default(),
            trigger: self.words(event.trigger),
            quote: self.words(self.quote(event, view, said)),
            title: title.as_ref().map(|t| t.text.clone()),
            publisher: publisher.clone(),
            published: published.map(|d| d.to_string()),
            url: url.clone(),
            language: language.clone(),
            rule: event.rule.to_string(),
            confidence: share(event.confidence),
        }
    }

    fn says(&self, said: &Statement) -> Vec<Named> {
        let last = said.sources.len().saturating_sub(1);
        let source = |(i, party): (usize, &Party)| {
            let class = if i == last { Some(said.source_class) } else { self.class_of(party) };
            let mut named = self.named(party);
            named.class = class.map(|c| c.to_string());
            named.name.get_or_insert_with(|| "unidentified".to_owned());
            named
        };
        said.sources.iter().enumerate().map(source).collect()
    }

    /// The class of a source that passes on another's words: as where it speaks itself.
    fn class_of(&self, party: &Party) -> Option<sayso_model::SourceClass> {
        let actor = party.actor?;
        let speaks = |s: &&Statement| s.sources.last().is_some_and(|p| p.actor == Some(actor));
        self.ledger.statements.iter().find(speaks).map(|s| s.source_class)
    }

    /// What shows the claim: the event's words, and those by which its source speaks, as long as they stand in one
    /// paragraph.
    fn quote(&self, event: &Event, view: &View, said: Option<&Statement>) -> Span {
        let near = |span: Span| self.block(span) == self.block(event.trigger);
        let parties = event.actors.iter().chain(&event.recipients).filter_map(|p| p.span);
        let parts = parties
            .chain(event.places.iter().map(|p| p.span))
            .chain(event.date.iter().map(|d| d.span))
            .chain(event.casualties.iter().map(|c| c.span))
            .chain(event.quantities.iter().map(|q| q.span))
            .chain(view.evidence);
        let of_event = parts.filter(|&s| near(s)).fold(event.trigger, Span::cover);
        let Some(said) = said else { return of_event };
        let speaker = said.sources.last().and_then(|p| p.span);
        let content = said.content.iter().copied().filter(|c| c.overlaps(event.trigger));
        content.chain(said.cue).chain(speaker).filter(|&s| near(s)).fold(event.trigger, Span::cover)
    }

    fn block(&self, span: Span) -> usize {
        self.ledger.document.blocks.partition_point(|b| b.span.end_byte <= span.start_byte)
    }

    fn named(&self, party: &Party) -> Named {
        let actor = party.actor.and_then(|id| self.actor(id));
        Named {
            key: actor.map(|a| a.key.clone()),
            name: actor.map(|a| a.name.clone()),
            country: actor.and_then(|a| a.country.clone()),
            role: actor.and_then(|a| a.role.clone()),
            class: None,
            text: party.span.map(|s| self.text(s).to_owned()),
        }
    }

    fn actor(&self, id: ActorId) -> Option<&Actor> {
        let place = self.ledger.actors.iter().position(|a| a.id == id)?;
        self.actors.get(place)
    }

    fn site(&self, place: &sayso_model::Place) -> Site {
        let kept = super::place::Place::new(place);
        Site {
            name: kept.name,
            text: self.text(place.span).to_owned(),
            geonames: kept.geonames,
            latitude: kept.latitude,
            longitude: kept.longitude,
            country: kept.country,
            admin1: kept.admin1,
            precision: kept.precision,
        }
    }

    fn words(&self, span: Span) -> Words {
        let text = &self.ledger.document.text;
        Words {
            start: self.index.char_at(text, span.start()),
            end: self.index.char_at(text, span.end()),
            text: span.text(text).to_owned(),
        }
    }

    fn text(&self, span: Span) -> &str {
        span.text(&self.ledger.document.text)
    }
}
