//! What happens?
//!
//! Triggers come from lexicons (`data/en/lexicon/event/`), parties from the grammar around them, the status for each
//! source from the grammar inside that source's words and from what the source does by saying it.

mod absorb;
mod answer;
mod casualty;
mod claim;
mod condition;
mod confidence;
mod domain;
mod fold;
mod generic;
mod lexicon;
mod mode;
mod need;
mod number;
mod party;
mod quantity;
mod sentence;
mod sign;
mod status;
mod table;
mod topic;
mod trigger;
mod undo;
mod words;

use sayso_model::{
    Annotated, Diagnostic, Document, EventMention, Mentions, PartyMention, PlaceMention, Pos, Span,
    StatementMention, Status, TimeExpression, TokenIx,
};
use smol_str::SmolStr;

use crate::Error;
use crate::setting::SettingFinder;
use casualty::VictimWords;
use confidence::{Confidence, Surroundings};
use domain::DomainWords;
use lexicon::TriggerLexicon;
use number::Numbers;
use quantity::QuantityWords;
use topic::Topics;
use trigger::Found;
use words::Words;

/// Type and mode of an event.
pub type Kind = (SmolStr, Option<SmolStr>);

/// Finds events and ties them to the statements that put them forward.
pub struct EventFinder {
    triggers: TriggerLexicon,
    words: Words,
    numbers: Numbers,
    victims: VictimWords,
    quantities: QuantityWords,
    domains: DomainWords,
    topics: Topics,
    setting: SettingFinder,
    confidence: Confidence,
}

impl EventFinder {
    /// Reads the lexicons of events.
    pub fn load() -> Result<Self, Error> {
        Ok(Self {
            triggers: TriggerLexicon::load()?,
            words: Words::load()?,
            numbers: Numbers::load()?,
            victims: VictimWords::load()?,
            quantities: QuantityWords::load()?,
            domains: DomainWords::load()?,
            topics: Topics::load()?,
            setting: SettingFinder::load()?,
            confidence: Confidence::load()?,
        })
    }

    /// Adds the triggers of a user's file, in the form of the files in data/en/lexicon/event. `file` is for messages.
    pub fn add_triggers(&mut self, file: &str, text: &str) -> Result<(), Error> {
        self.triggers.add(file, text)
    }

    /// All times that the text tells.
    pub fn times(
        &self,
        document: &Document,
        annotated: &Annotated,
        statements: &[StatementMention],
    ) -> Vec<TimeExpression> {
        self.setting.times(document, annotated, statements)
    }

    /// Events in order of appearance. A claim names a statement by its index in `statements` plus one.
    pub fn find(
        &self,
        document: &Document,
        annotated: &Annotated,
        statements: &[StatementMention],
        times: &[TimeExpression],
    ) -> (Vec<EventMention>, Vec<Diagnostic>) {
        let (mut events, features) = self.seen(document, annotated, statements, times);
        for (event, features) in std::iter::zip(&mut events, &features) {
            event.confidence = self.confidence.of(features);
        }
        (events, Vec::new())
    }

    /// Events with what their confidence is learnt from.
    pub fn seen(
        &self,
        document: &Document,
        annotated: &Annotated,
        statements: &[StatementMention],
        times: &[TimeExpression],
    ) -> (Vec<EventMention>, Vec<Vec<String>>) {
        let mut found = trigger::find(document, annotated, &self.triggers, &self.words, statements);
        let domain = self.domains.of_document(document, annotated);
        let is_cue = |token: TokenIx| {
            let span = annotated.token(token).span;
            statements.iter().any(|s| s.cue.is_some_and(|cue| cue.contains(span)))
        };
        self.domains.keep(annotated, domain, &mut found, |kind| self.triggers.is_conflict(kind), is_cue);
        let mut events: Vec<EventMention> =
            found.iter().map(|f| self.event(annotated, statements, f)).collect();
        undo::undo(&found, &mut events);
        for event in &mut events {
            event.places = self.setting.event_place(annotated, event.trigger);
            let trigger = annotated.token(event.trigger).span;
            event.places.retain(|place| !is_venue(annotated, statements, trigger, place));
            event.time = self.setting.event_time(annotated, times, event.trigger);
        }
        let figures = self.victims.figures(document, annotated, &self.numbers);
        absorb::absorb(annotated, &self.words, &found, &figures, statements, &mut events);
        let taken: Vec<Span> = figures.iter().map(|f| f.span).collect();
        let words = (&self.words, &self.numbers);
        self.quantities.measure(document, annotated, words, &taken, statements, &mut events);
        answer::answer(annotated, &self.words, statements, &mut events);
        let triggers = in_order(&events);
        let around = Surroundings { annotated, statements, triggers: &triggers, domain: domain.name() };
        let features = events
            .iter()
            .map(|e| confidence::features(&around, e, found.iter().find(|f| f.token == e.trigger)));
        let features = features.collect();
        (events, features)
    }

    fn event(
        &self,
        annotated: &Annotated,
        statements: &[StatementMention],
        found: &Found<'_>,
    ) -> EventMention {
        let told = claim::claims(annotated, &self.words, found.token, statements);
        let passing = told.iter().filter(|t| t.passing).map(|t| t.claim.statement).collect();
        let parties = |heads: &[TokenIx]| {
            heads.iter().map(|&h| party::mention(annotated, h)).collect::<Vec<PartyMention>>()
        };
        let mut actors = parties(&found.parties.actors);
        if actors.is_empty() {
            actors.extend(claim::charged(annotated, found, &told, statements));
        }
        EventMention {
            kind: found.trigger.kind.clone(),
            mode: mode::mode_of(annotated, &self.words, found),
            contexts: self.topics.of_sentence(annotated, found.token),
            actors,
            recipients: parties(&found.parties.recipients),
            trigger: found.token,
            trigger_span: annotated.tokens_span(found.extent.0, found.extent.1 + 1),
            mentions: Vec::new(),
            places: Vec::new(),
            time: None,
            claims: told.into_iter().map(|t| t.claim).collect(),
            passing,
            again: found.again,
            casualties: Vec::new(),
            quantities: Vec::new(),
            rule: SmolStr::new(format!("event.{}", found.trigger.words.join("-"))),
            confidence: 0.0,
        }
    }

    /// An event at `trigger` between parties that somebody else has found.
    pub fn given(
        &self,
        annotated: &Annotated,
        mentions: &Mentions,
        (kind, mode): Kind,
        trigger: TokenIx,
        (actors, recipients): (&[TokenIx], &[TokenIx]),
        rule: &str,
    ) -> EventMention {
        let told = claim::claims(annotated, &self.words, trigger, &mentions.statements);
        let passing = told.iter().filter(|t| t.passing).map(|t| t.claim.statement).collect();
        let parties = |heads: &[TokenIx]| heads.iter().map(|&h| party::mention(annotated, h)).collect();
        let mut event = EventMention {
            kind,
            mode,
            contexts: self.topics.of_sentence(annotated, trigger),
            actors: parties(actors),
            recipients: parties(recipients),
            trigger,
            trigger_span: annotated.token(trigger).span,
            mentions: Vec::new(),
            places: self.setting.event_place(annotated, trigger),
            time: self.setting.event_time(annotated, &mentions.times, trigger),
            claims: told.into_iter().map(|t| t.claim).collect(),
            passing,
            again: false,
            casualties: Vec::new(),
            quantities: Vec::new(),
            rule: rule.into(),
            confidence: 0.0,
        };
        let triggers = in_order(&mentions.events);
        let around =
            Surroundings { annotated, statements: &mentions.statements, triggers: &triggers, domain: "none" };
        event.confidence = self.confidence.of(&confidence::features(&around, &event, None));
        event
    }

    /// How the author presents what a word tells of, whether it is an event of ours or not, with the word that shows it.
    pub fn presented(&self, annotated: &Annotated, word: TokenIx) -> (Status, Option<Span>) {
        let presented = status::present(annotated, &self.words, word, |_| true);
        (presented.status, presented.evidence)
    }
}

/// "“They shelled a market,” the minister told reporters in Kabul": where it is said is not where it happened.
fn is_venue(
    annotated: &Annotated,
    statements: &[StatementMention],
    trigger: Span,
    place: &PlaceMention,
) -> bool {
    let verb = annotated.ancestors(place.head).find(|&a| annotated.token(a).pos == Pos::Verb);
    let is_said = |s: &StatementMention| {
        let covers = |span: Span| s.content.iter().any(|c| c.contains(span));
        let cue = s.cue.and_then(|c| annotated.token_at(c.start()));
        covers(trigger) && !covers(place.span) && cue.is_some() && cue == verb
    };
    statements.iter().any(is_said)
}

/// Triggers in order of the text.
fn in_order(events: &[EventMention]) -> Vec<TokenIx> {
    let mut triggers: Vec<TokenIx> = events.iter().map(|e| e.trigger).collect();
    triggers.sort_unstable();
    triggers
}
