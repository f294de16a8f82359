//! How often is an event like this one there, and of this type? A logistic model over what is seen of it, learnt by
//! `sayso-eval confidence --train` ([docs/types.md](../../../../docs/types.md)).

use sayso_model::{Annotated, Dep, EventMention, PartyMention, Pos, StatementMention, TokenIx};

use super::table::data_file;
use super::trigger::Found;
use crate::Error;
use crate::statement::score::Scorer;

/// Tells the confidence of events.
pub(super) struct Confidence {
    scorer: Scorer,
}

/// What stands around an event that neither its words nor its grammar tell.
pub(super) struct Surroundings<'a> {
    pub annotated: &'a Annotated,
    pub statements: &'a [StatementMention],
    /// Those of the document's events, in order of the text.
    pub triggers: &'a [TokenIx],
    /// What the document is about.
    pub domain: &'a str,
}

/// Steps up a tree, or events of a sentence, beyond which more are the same.
const MANY: usize = 4;
/// Words of a sentence that make it a step longer.
const WORDS_A_STEP: u32 = 12;

impl Confidence {
    pub(super) fn load() -> Result<Self, Error> {
        let (file, text) = data_file!("data/en/model/events.tsv");
        Ok(Self { scorer: Scorer::read(file, text)? })
    }

    pub(super) fn of(&self, features: &[String]) -> f32 {
        self.scorer.probability(features.iter().map(|f| self.scorer.weight(f)).sum())
    }
}

/// What is seen of an event. `found` is its trigger, unless a dictionary of the user's has found it.
pub(super) fn features(
    around: &Surroundings<'_>,
    event: &EventMention,
    found: Option<&Found<'_>>,
) -> Vec<String> {
    let annotated = around.annotated;
    let t = annotated.token(event.trigger);
    let (kind, pos) = (&event.kind, t.pos.as_str());
    let mut out = vec![
        format!("type={kind}"),
        format!("pos={pos}"),
        format!("type+pos={kind}+{pos}"),
        format!("dep={}", t.dep.as_str()),
        format!("tag={}", t.tag.as_str()),
        format!("word={}", t.lemma),
        format!("domain={}", around.domain),
        format!("again={}", event.again),
        format!("mode={}", event.mode.is_some()),
        format!("contexts={}", event.contexts.is_empty()),
        format!("place={}", !event.places.is_empty()),
        format!("time={}", event.time.is_some()),
        format!("figures={}", !event.casualties.is_empty()),
    ];
    if let Some(found) = found {
        let trigger = found.trigger;
        out.push(format!("need={}", trigger.need.as_deref().unwrap_or("none")));
        out.push(format!("frame={:?}", trigger.frame));
        out.push(format!("phrase={}", trigger.words.len() > 1));
        out.push(format!("objects={}", found.parties.objects.len().min(2)));
    }
    let actors = party(annotated, event.trigger, &event.actors);
    let recipients = party(annotated, event.trigger, &event.recipients);
    for (role, (who, how)) in [("actor", &actors), ("recipient", &recipients)] {
        out.push(format!("{role}={who}"));
        out.push(format!("{role}-by={how}"));
        out.push(format!("type+{role}={kind}+{}", who != "none"));
    }
    out.push(format!("both={}", actors.0 != "none" && recipients.0 != "none"));
    if let Some(claim) = event.claims.first() {
        out.push(format!("status={}", claim.status.as_str()));
        out.push(format!("type+status={kind}+{}", claim.status.as_str()));
        let at = claim.statement.and_then(|s| s.0.checked_sub(1));
        match at.and_then(|at| around.statements.get(at as usize)) {
            Some(said) => {
                out.push(format!("act={}", said.act.as_str()));
                out.push(format!("said={}", (said.confidence * 5.0) as u8));
            }
            None => out.push("act=none".into()),
        }
    }
    out.push(format!("claims={}", event.claims.len().min(2)));
    out.push(format!("passing={}", !event.passing.is_empty()));
    let sentence = annotated.sentence_of(event.trigger);
    let depth = annotated.ancestors(event.trigger).count().min(MANY);
    let before = |end: TokenIx| around.triggers.partition_point(|&o| o < end);
    let near = (before(sentence.end) - before(sentence.start)).min(MANY);
    out.push(format!("depth={depth}"));
    out.push(format!("near={near}"));
    out.push(format!("long={}", ((sentence.end - sentence.start) / WORDS_A_STEP).min(MANY as u32)));
    out
}

/// Who the first party is, and how it hangs on the trigger.
fn party(annotated: &Annotated, trigger: TokenIx, parties: &[PartyMention]) -> (String, &'static str) {
    let Some(head) = parties.first().and_then(|p| p.head) else { return ("none".into(), "none") };
    let t = annotated.token(head);
    let who = match annotated.entity_of(head) {
        Some(entity) => entity.kind.as_str().to_owned(),
        None if t.pos == Pos::Pron => "pronoun".to_owned(),
        None => "noun".to_owned(),
    };
    let how = match annotated.token(t.head).dep {
        _ if t.head == trigger => t.dep.as_str(),
        Dep::Prep if annotated.token(t.head).head == trigger => "prep",
        Dep::Agent if annotated.token(t.head).head == trigger => "agent",
        _ if annotated.sentence_of(head).start != annotated.sentence_of(trigger).start => "elsewhere",
        _ => "far",
    };
    (who, how)
}
