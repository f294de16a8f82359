//! How do resolved parties, places and times become a ledger?

use sayso_model::{
    Annotated, Diagnostic, Document, EntityKind, Event, EventId, EventMention, Ledger, Mentions, Party,
    PartyMention, Pos, Span, Statement, StatementId, StatementMention, TokenIx,
};

use crate::Resolver;
use crate::actor::cast::Cast;
use crate::event::{Merger, Told, derive};
use crate::setting::Setting;

impl Resolver {
    /// Makes the ledger of a document from its records.
    pub fn resolve(
        &self,
        document: Document,
        annotated: &Annotated,
        mentions: Mentions,
    ) -> (Ledger, Vec<Diagnostic>) {
        let cast = Cast::new(&self.reader(document.published), &document, annotated, parties(&mentions));
        let setting = Setting::new(&self.places, &self.knowledge, &document, annotated, &mentions);
        let statements: Vec<Statement> = mentions
            .statements
            .into_iter()
            .enumerate()
            .map(|(i, mention)| statement(&cast, &setting, annotated, i, mention))
            .collect();
        let told = mentions
            .events
            .into_iter()
            .map(|mention| Told {
                trigger: mention.trigger,
                passing: mention.passing.clone(),
                again: mention.again,
                heads: (heads(&mention.actors), heads(&mention.recipients)),
                event: event(&cast, &setting, annotated, mention),
            })
            .collect();
        let merger = Merger { annotated, ontology: &self.ontology, words: &self.anaphora, cast: &cast };
        let mut events = merger.merge(told);
        for (i, event) in events.iter_mut().enumerate() {
            event.id = EventId(i as u32 + 1);
            let roles = event.actors.iter().filter_map(|p| p.actor).filter_map(|a| cast.get(a).role.clone());
            let roles: Vec<_> = roles.collect();
            event.cameo = self.ontology.cameo(&event.kind, event.mode.as_deref(), &roles);
        }
        let is_charge = |cue: Span| {
            let verb = annotated.token_at(cue.start());
            verb.is_some_and(|v| self.anaphora.is(&annotated.token(v).lemma, "charge"))
        };
        let derived = derive(&statements, &events, &self.ontology, is_charge);
        events.extend(derived);
        let ledger =
            Ledger { document, actors: cast.into_actors(), statements, events, diagnostics: Vec::new() };
        (ledger, Vec::new())
    }
}

/// All parties of all records.
fn parties(mentions: &Mentions) -> impl Iterator<Item = &PartyMention> {
    let said = mentions.statements.iter().flat_map(|s| s.sources.iter().chain(&s.targets).chain(&s.medium));
    let done = mentions.events.iter().flat_map(|e| e.actors.iter().chain(&e.recipients));
    said.chain(done)
}

fn heads(parties: &[PartyMention]) -> Vec<TokenIx> {
    parties.iter().filter_map(|p| p.head).collect()
}

fn statement(
    cast: &Cast,
    setting: &Setting,
    annotated: &Annotated,
    at: usize,
    mention: StatementMention,
) -> Statement {
    let sources: Vec<_> = mention.sources.iter().map(|p| cast.party(annotated, p)).collect();
    let source_class = cast.source_class(sources.last().and_then(|p| p.actor));
    let mut targets = Vec::new();
    for target in mention.targets.iter().filter_map(|t| cast.actor(annotated, t)) {
        if !targets.contains(&target) {
            targets.push(target);
        }
    }
    Statement {
        id: StatementId(at as u32 + 1),
        parent: mention.parent.map(|p| StatementId(p + 1)),
        sources,
        source_class,
        cue: mention.cue,
        content: mention.content,
        act: mention.act,
        form: mention.form,
        targets,
        medium: mention.medium.as_ref().map(|m| cast.party(annotated, m)),
        date: mention.time.as_ref().and_then(|t| setting.day(t)),
        conditional: mention.condition.is_some(),
        condition: mention.condition,
        answers: mention.answers.map(|a| (a.kind, StatementId(a.statement + 1))),
        anonymity: mention.anonymity,
        rule: mention.rule,
        confidence: mention.confidence,
    }
}

fn event(cast: &Cast, setting: &Setting, annotated: &Annotated, mention: EventMention) -> Event {
    let actors = parties_of(cast, annotated, &mention.actors);
    let mut recipients = parties_of(cast, annotated, &mention.recipients);
    // Each of several does it to the others; one alone does nothing to itself.
    if let [alone] = actors.as_slice()
        && alone.actor.is_some()
    {
        recipients.retain(|r| r.actor != alone.actor);
    }
    Event {
        id: EventId(0),
        derived: false,
        kind: mention.kind,
        mode: mention.mode,
        contexts: mention.contexts,
        cameo: None,
        actors,
        recipients,
        trigger: mention.trigger_span,
        mentions: mention.mentions,
        places: setting.places(annotated, &mention.places),
        date: mention.time.as_ref().map(|t| setting.interval(t)),
        claims: mention.claims,
        casualties: mention.casualties,
        quantities: mention.quantities,
        rule: mention.rule,
        confidence: mention.confidence,
    }
}

/// Each actor once. A pronoun that stands for nobody known is no party.
fn parties_of(cast: &Cast, annotated: &Annotated, mentions: &[PartyMention]) -> Vec<Party> {
    let mut found: Vec<Party> = Vec::new();
    for mention in mentions.iter().filter(|p| !is_town(cast, annotated, p)) {
        let party = cast.party(annotated, mention);
        let is_called = party.actor.is_none_or(|a| !cast.get(a).mentions.is_empty());
        let is_again = party.actor.is_some() && found.iter().any(|p| p.actor == party.actor);
        if is_called && !is_again {
            found.push(party);
        }
    }
    found
}

/// A town, province or village is where it happens; only states and territories can be its party.
fn is_town(cast: &Cast, annotated: &Annotated, party: &PartyMention) -> bool {
    let named = party.head.and_then(|h| annotated.entity_of(annotated.referent(h)));
    let Some(entity) = named.filter(|e| matches!(e.kind, EntityKind::Gpe | EntityKind::Loc)) else {
        return false;
    };
    let Some(actor) = cast.actor(annotated, party).filter(|&a| cast.is_known(a)) else { return true };
    // A seat of government stands for the state only where somebody acts on it: not in "strikes in Kabul".
    let located = party.head.and_then(|h| annotated.head(h)).is_some_and(|p| {
        annotated.token(p).pos == Pos::Adp
            && !crate::actor::metonym::is_actor_here(annotated, party.head.unwrap_or(p))
    });
    let last = annotated.token(entity.end - 1).lower.as_str();
    let name = cast.get(actor).name.to_lowercase();
    located && last.len() > 3 && !name.contains(last)
}
