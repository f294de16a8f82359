//! What does a later mention add to an event?

use sayso_model::{Event, Party, SourceClass};

use crate::actor::cast::Cast;

/// Takes a later mention into an event. `by_effect` says that the recipients of the later
/// one are victims whom another word names, so that they stand beside what the deed was aimed at.
pub(super) fn absorb(cast: &Cast, earlier: &mut Event, later: Event, by_effect: bool) {
    earlier.mentions.push(later.trigger);
    earlier.mentions.extend(later.mentions);
    // Nobody is hit by a deed of their own, unless both sides deal blows.
    let one_sided = earlier.recipients.iter().all(|r| earlier.actors.iter().all(|a| a.actor != r.actor));
    let hit = |p: &Party| one_sided && earlier.recipients.iter().any(|r| r.actor == p.actor);
    let doers = later.actors.into_iter().filter(|p| !hit(p)).collect();
    fill(cast, &mut earlier.actors, doers, false);
    fill(cast, &mut earlier.recipients, later.recipients, by_effect);
    if earlier.places.is_empty() {
        earlier.places = later.places;
    }
    earlier.mode = earlier.mode.take().or(later.mode);
    earlier.date = earlier.date.take().or(later.date);
    for claim in later.claims {
        earlier.add_claim(claim);
    }
    for casualty in later.casualties {
        let known = earlier.casualties.iter().any(|c| {
            c.kind == casualty.kind && c.range == casualty.range && c.statement == casualty.statement
        });
        if !known {
            earlier.casualties.push(casualty);
        }
    }
    for quantity in later.quantities {
        let known = earlier.quantities.iter().any(|q| {
            (q.kind, q.range, &q.unit, q.statement)
                == (quantity.kind, quantity.range, &quantity.unit, quantity.statement)
        });
        if !known {
            earlier.quantities.push(quantity);
        }
    }
    for context in later.contexts {
        if !earlier.contexts.contains(&context) {
            earlier.contexts.push(context);
        }
    }
    earlier.contexts.sort_unstable();
    earlier.confidence = earlier.confidence.max(later.confidence);
}

/// Parties are named once: a later mention fills what the first left out, or says by name whom it meant.
fn fill(cast: &Cast, into: &mut Vec<Party>, from: Vec<Party>, beside: bool) {
    let is_named = |p: &Party| p.actor.is_some_and(|a| cast.is_named(a));
    let is_state = |p: &Party| p.actor.is_some_and(|a| cast.get(a).role.as_deref() == Some("state"));
    if from.is_empty() {
        return;
    }
    let names_them = from.iter().all(|p| is_named(p) && !is_state(p));
    let names_any = into.iter().any(|p| is_named(p) && !is_state(p));
    // Who ordered or is blamed for a state's deed does not take its place.
    let country = |p: &Party| p.actor.and_then(|a| cast.get(a).country.clone());
    let leads = |p: &Party| {
        cast.source_class(p.actor) == SourceClass::Person
            && into.iter().any(|q| is_state(q) && country(q).is_some() && country(q) == country(p))
    };
    if from.iter().any(leads) {
        return;
    }
    if into.is_empty() || (names_them && !names_any && !beside) {
        *into = from;
    } else if names_them {
        into.extend(
            from.into_iter().filter(|p| !into.iter().any(|q| q.actor == p.actor)).collect::<Vec<_>>(),
        );
    }
}
