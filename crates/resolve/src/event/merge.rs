//! Is it the same event told again? Mentions of one event within an article become one record.
//!
//! Two mentions are one event if nothing speaks against it (type, mode, parties, place, date, whether it happened) and
//! something speaks for it: the same parties, or a phrase that points back ("the attack").

use sayso_model::{ActorId, Annotated, Claim, Dep, EntityKind, Event, Party, Pos, Status, TokenIx};

use super::ontology::Ontology;

/// Quad class of deeds against somebody.
const MATERIAL_CONFLICT: u8 = 4;

/// An event with the token that carries it.
pub(crate) struct Told {
    pub event: Event,
    pub trigger: TokenIx,
}

/// Events in order of their first mention, each mentioned event once.
pub(crate) fn merge(annotated: &Annotated, ontology: &Ontology, told: Vec<Told>) -> Vec<Event> {
    let mut kept: Vec<(Event, Vec<TokenIx>)> = Vec::new();
    for Told { event, trigger } in told {
        let points_back = points_back(annotated, trigger);
        let material = ontology.entry(&event.kind, None).is_some_and(|e| e.quad == MATERIAL_CONFLICT);
        let same = kept.iter().rposition(|(earlier, triggers)| {
            is_same(annotated, earlier, triggers, &event, trigger, points_back, material)
        });
        match same {
            Some(at) => {
                let (earlier, triggers) = &mut kept[at];
                absorb(earlier, event);
                triggers.push(trigger);
            }
            None => kept.push((event, vec![trigger])),
        }
    }
    kept.into_iter()
        .filter(|(event, triggers)| !is_idle_talk(annotated, event, triggers))
        .map(|(event, _)| event)
        .collect()
}

/// A bare noun ("war", "violence") that names no party, place, time, victim or kind of deed tells of no event.
fn is_idle_talk(annotated: &Annotated, event: &Event, triggers: &[TokenIx]) -> bool {
    event.kind == "ASSAULT"
        && event.mode.is_none()
        && event.actors.is_empty()
        && event.recipients.is_empty()
        && event.places.is_empty()
        && event.casualties.is_empty()
        && event.date.is_none()
        && triggers.len() == 1
        && matches!(annotated.token(triggers[0]).pos, Pos::Noun | Pos::Propn)
}

fn is_same(
    annotated: &Annotated,
    earlier: &Event,
    triggers: &[TokenIx],
    later: &Event,
    trigger: TokenIx,
    points_back: bool,
    material: bool,
) -> bool {
    if earlier.kind != later.kind || conflict(earlier.mode.as_ref(), later.mode.as_ref()) {
        return false;
    }
    let happened = (has_happened(earlier), has_happened(later));
    if happened.0 != happened.1 && !points_back {
        return false;
    }
    let actors = compare(&earlier.actors, &later.actors);
    let recipients = compare(&earlier.recipients, &later.recipients);
    if actors == Match::Different || recipients == Match::Different || is_elsewhere(earlier, later) {
        return false;
    }
    // "fuel shipments and aid": joined words of one type are one deed.
    let t = annotated.token(trigger);
    if t.dep == Dep::Conj && triggers.contains(&t.head) {
        return true;
    }
    let same_word = triggers.iter().any(|&t| annotated.token(t).lemma == annotated.token(trigger).lemma);
    let bare = later.actors.is_empty() && later.recipients.is_empty();
    // Threats of one deed by one doer are one event, whatever the words.
    let only_in_mind = !happened.0 && !happened.1;
    let near = triggers
        .iter()
        .any(|&t| annotated.token(trigger).sentence.abs_diff(annotated.token(t).sentence) <= 6);
    match (actors, recipients) {
        (Match::Same, Match::Same) => points_back || same_word || near,
        (Match::Same, Match::Unknown) if only_in_mind && material => true,
        // One side agrees and the other is left out.
        (Match::Same, Match::Unknown) | (Match::Unknown, Match::Same) => {
            (points_back && (material || same_word)) || (same_word && near)
        }
        // An article has one truce and one deal, unless it names their parties.
        _ if is_joint(later) => bare || points_back,
        _ => near && points_back && (bare || same_word),
    }
}

fn is_joint(event: &Event) -> bool {
    event.kind == "AGREE" || event.mode.as_deref() == Some("ceasefire")
}

/// What a comparison of two lists of parties says.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Match {
    Same,
    Unknown,
    Different,
}

fn compare(a: &[Party], b: &[Party]) -> Match {
    let ids = |list: &[Party]| list.iter().filter_map(|p| p.actor).collect::<Vec<ActorId>>();
    let (a, b) = (ids(a), ids(b));
    if a.is_empty() || b.is_empty() {
        Match::Unknown
    } else if a.iter().any(|x| b.contains(x)) {
        Match::Same
    } else {
        Match::Different
    }
}

fn conflict<T: PartialEq>(a: Option<&T>, b: Option<&T>) -> bool {
    matches!((a, b), (Some(a), Some(b)) if a != b)
}

/// Told as a fact, an accusation or a denial of one; the rest is only in somebody's mind.
fn has_happened(event: &Event) -> bool {
    event.claims.iter().any(|c| matches!(c.status, Status::Asserted | Status::Alleged | Status::Denied))
}

fn is_elsewhere(a: &Event, b: &Event) -> bool {
    let days = |e: &Event| e.date.as_ref().and_then(|d| Some((d.from?, d.to?)));
    if let (Some(a), Some(b)) = (days(a), days(b))
        && (a.1 < b.0 || b.1 < a.0)
    {
        return true;
    }
    let names = |e: &Event| {
        e.places
            .iter()
            .filter_map(|p| p.name.clone().or_else(|| p.geonames.map(|g| g.to_string())))
            .collect::<Vec<_>>()
    };
    let (a, b) = (names(a), names(b));
    !a.is_empty() && !b.is_empty() && !a.iter().any(|x| b.contains(x))
}

/// "the attack", "that raid", "its strikes", "the two strikes": a phrase that speaks of what was told before.
fn points_back(annotated: &Annotated, trigger: TokenIx) -> bool {
    let t = annotated.token(trigger);
    if !matches!(t.pos, Pos::Noun | Pos::Propn) {
        return false;
    }
    annotated.children(trigger).iter().any(|&c| {
        let is_date =
            annotated.entity_of(c).is_some_and(|e| matches!(e.kind, EntityKind::Date | EntityKind::Time));
        let c = annotated.token(c);
        (c.dep == Dep::Det && matches!(c.lower.as_str(), "the" | "this" | "that" | "these" | "those"))
            || (c.dep == Dep::Poss && !is_date)
    })
}

fn absorb(earlier: &mut Event, later: Event) {
    earlier.mentions.push(later.trigger);
    earlier.mentions.extend(later.mentions);
    for (into, from) in [(&mut earlier.actors, later.actors), (&mut earlier.recipients, later.recipients)] {
        // Parties are named once: a later mention fills what the first left out.
        if into.is_empty() {
            *into = from;
        }
    }
    if earlier.places.is_empty() {
        earlier.places = later.places;
    }
    earlier.mode = earlier.mode.take().or(later.mode);
    earlier.date = earlier.date.take().or(later.date);
    for claim in later.claims {
        add_claim(&mut earlier.claims, claim);
    }
    for casualty in later.casualties {
        let known = earlier.casualties.iter().any(|c| {
            c.kind == casualty.kind && c.range == casualty.range && c.statement == casualty.statement
        });
        if !known {
            earlier.casualties.push(casualty);
        }
    }
    earlier.confidence = earlier.confidence.max(later.confidence);
}

fn add_claim(claims: &mut Vec<Claim>, claim: Claim) {
    if !claims.iter().any(|c| c.statement == claim.statement) {
        claims.push(claim);
    }
}
