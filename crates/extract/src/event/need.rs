//! Does what a reading asks for stand around its word? "strike" is an attack beside something military, "give" is aid from
//! those who hold power.

use sayso_model::{Annotated, ArgumentRole, Dep, Pos, TokenIx};

use super::lexicon::{Frame, Trigger};
use super::party::{self, Parties};
use super::words::Words;

/// Before a class of which a logical object has to be.
const OBJECT: &str = "object:";

/// Before a class of which no modifier may be.
const NOT: &str = "not:";

/// True if what the reading asks for stands around the trigger.
pub(super) fn is_met(
    annotated: &Annotated,
    words: &Words,
    token: TokenIx,
    trigger: &Trigger,
    parties: &Parties,
) -> bool {
    let Some(need) = &trigger.need else { return true };
    need.split('+').all(|need| is_there(annotated, words, token, trigger, parties, need))
}

/// True if one of the things that a reading asks for is there.
fn is_there(
    annotated: &Annotated,
    words: &Words,
    token: TokenIx,
    trigger: &Trigger,
    parties: &Parties,
    need: &str,
) -> bool {
    let any_party = !parties.actors.is_empty() || !parties.recipients.is_empty();
    if trigger.frame == Frame::Deed {
        return !parties.deeds.is_empty();
    }
    match need {
        "party" => any_party,
        "both" => !parties.actors.is_empty() && !parties.recipients.is_empty(),
        "political" => {
            parties.actors.iter().chain(&parties.recipients).any(|&p| is_political(annotated, words, p))
        }
        // Somebody or something armed deals it, to somebody: not "hit by illness", "struck a deal".
        "blow" => {
            let armed = |t: TokenIx| {
                ["weapon", "projectile", "military", "aircraft", "violence", "troops"]
                    .iter()
                    .any(|c| words.is(annotated, t, c))
            };
            let mut by_what = annotated
                .children(token)
                .iter()
                .filter(|&&p| words.is(annotated, p, "means"))
                .flat_map(|&p| annotated.children_by(p, Dep::Pobj));
            let dealt = match parties.subjects.is_empty() {
                true => by_what.all(armed),
                false => parties.subjects.iter().any(|&s| words.is_doer(annotated, s) || armed(s)),
            };
            any_target(parties) && dealt && !is_capacity(annotated, words, token, parties)
        }
        // Money or goods from those who hold power, to somebody: no donor's party, no shop's.
        "gift" => {
            let is_given = |o: TokenIx| {
                matches!(annotated.entity_of(o).map(|e| e.kind), Some(sayso_model::EntityKind::Money))
                    || words.is(annotated, o, "aid")
            };
            annotated.arguments.of(token, ArgumentRole::Object).any(is_given)
                && parties.recipients.iter().chain(&parties.territory).any(|&r| !is_given(r))
                && parties.actors.iter().any(|&a| is_political(annotated, words, a))
        }
        // "met the minister", but not "met the target"
        "meets" => {
            let is_somebody = |o: TokenIx| {
                words.is_doer(annotated, o)
                    || annotated.token(o).pos == Pos::Pron && words.is_party(annotated, o)
            };
            any_party && parties.objects.iter().all(|&o| is_somebody(o))
        }
        // "agreed to talks", "agreed a truce", but not "agreed that it was late", "agreed with her"
        "terms" => {
            let is_of_terms = |c: TokenIx| match annotated.token(c).dep {
                Dep::Xcomp | Dep::Dobj => true,
                Dep::Prep => !trigger.to.contains(&annotated.token(c).lower),
                _ => false,
            };
            any_party && annotated.children(token).iter().any(|&c| is_of_terms(c))
        }
        // "military operations", "the Syrian operation", but not a company's operations
        "forces" => {
            let is_name = |p: TokenIx| {
                matches!(annotated.entity_of(p).map(|e| e.kind), Some(sayso_model::EntityKind::Org))
            };
            let is_force =
                |p: TokenIx| ["military", "troops", "group"].iter().any(|c| words.is(annotated, p, c));
            around(annotated, token).any(|t| words.is(annotated, t, "military"))
                || parties.actors.iter().chain(&parties.recipients).any(|&p| is_force(p))
                || any_target(parties)
                    && parties.actors.iter().any(|&a| is_political(annotated, words, a) && !is_name(a))
        }
        // A town or a post is taken over, and nothing else that one may take over.
        "holding" => parties.objects.iter().any(|&o| {
            party::is_geographic(annotated, o)
                || words.is(annotated, o, "ground")
                || words.is(annotated, o, "passage")
        }),
        // Troops go back, or who has them; nobody withdraws a bid from a place.
        "withdrawal" => {
            let is_own = |&o: &TokenIx| words.is_doer(annotated, o) || words.is(annotated, o, "troops");
            parties.objects.iter().all(is_own) && is_armed(annotated, words, token, parties)
        }
        // Soldiers leave a country or a post, and nothing behind them.
        "leaving" => {
            parties.subjects.iter().any(|&s| words.is(annotated, s, "soldiers"))
                && parties
                    .objects
                    .iter()
                    .chain(&parties.territory)
                    .all(|&o| party::is_geographic(annotated, o) || words.is(annotated, o, "ground"))
        }
        // Somebody is shot at, or those who are armed for it shoot.
        "victim" => any_target(parties) || parties.actors.iter().any(|&a| words.is(annotated, a, "troops")),
        // Those who hold power do it to somebody, or close a way.
        "authority" => {
            let closes = || parties.objects.iter().any(|&o| words.is(annotated, o, "passage"));
            parties
                .actors
                .iter()
                .any(|&a| is_political(annotated, words, a) || words.is(annotated, a, "troops"))
                && (any_target(parties) || closes())
        }
        // By those who hold power, or by nobody who is named.
        "public" => {
            parties.actors.is_empty() || parties.actors.iter().any(|&a| is_political(annotated, words, a))
        }
        // People who fight with more than words: "police clashed with protesters", not "the parties clashed over tax".
        "brawl" => {
            let fights = |t: TokenIx| {
                ["troops", "military", "group", "police", "protesters", "crowd"]
                    .iter()
                    .any(|c| words.is(annotated, t, c))
            };
            let fighters = parties
                .actors
                .iter()
                .chain(&parties.recipients)
                .chain(&parties.subjects)
                .chain(&parties.objects)
                .any(|&p| fights(p));
            let argued =
                annotated.children_by(token, Dep::Prep).any(|p| words.is(annotated, p, "subject-matter"));
            let is_people =
                |&p: &TokenIx| party::is_geographic(annotated, p) || is_political(annotated, words, p);
            let named = parties.actors.iter().chain(&parties.recipients).any(is_people);
            let told = || {
                in_sentence(annotated, words, token, "violence")
                    || in_sentence(annotated, words, token, "troops")
            };
            fighters
                || around(annotated, token).any(|t| words.is(annotated, t, "military"))
                || (named && !argued && told())
        }
        // People do it, and do it to no thing: "demonstrated a camera".
        "crowd" => {
            parties.actors.iter().any(|&a| words.is_doer(annotated, a))
                && annotated.children_by(token, Dep::Dobj).next().is_none()
        }
        // "raised a protest" is said, not marched.
        "street" => {
            let t = annotated.token(token);
            !(t.dep == Dep::Dobj && words.is(annotated, t.head, "voice"))
        }
        // "an explosion of colour"
        "burst" => annotated
            .children_by(token, Dep::Prep)
            .filter(|&p| annotated.token(p).lower == "of")
            .flat_map(|p| annotated.children_by(p, Dep::Pobj))
            .all(|o| words.is(annotated, o, "weapon")),
        // A projectile on its way to somebody; without a target it is a test.
        "aimed" => {
            let aimed = any_target(parties)
                || annotated
                    .children_by(token, Dep::Prep)
                    .any(|p| trigger.to.contains(&annotated.token(p).lower));
            aimed
                && around(annotated, token)
                    .chain(parties.objects.iter().copied())
                    .any(|t| words.is(annotated, t, "projectile"))
        }
        // Armed people give themselves or their arms up, and no firm its profits.
        "yielding" => {
            let given = |o: TokenIx| {
                ["weapon", "troops", "ground"].iter().any(|c| words.is(annotated, o, c))
                    || party::is_geographic(annotated, o)
            };
            let armed =
                |&s: &TokenIx| ["troops", "military", "group"].iter().any(|c| words.is(annotated, s, c));
            let own: Vec<TokenIx> = annotated.children_by(token, Dep::Dobj).collect();
            any_party
                && match own.is_empty() {
                    true => parties.subjects.iter().any(armed) || is_armed(annotated, words, token, parties),
                    false => own.iter().all(|&o| given(o)),
                }
        }
        // "Iran trades with China", but not "shares traded on the exchange"
        "state-like" => {
            let is_state = |&p: &TokenIx| {
                matches!(
                    annotated.entity_of(p).map(|e| e.kind),
                    Some(sayso_model::EntityKind::Gpe | sayso_model::EntityKind::Norp)
                ) || words.is(annotated, p, "state")
            };
            parties.actors.iter().chain(&parties.recipients).any(is_state)
        }
        "diplomacy" => any_party || in_sentence(annotated, words, token, "diplomatic"),
        "human" => parties.objects.iter().chain(&parties.recipients).any(|&r| words.is_human(annotated, r)),
        "state" => parties.objects.iter().any(|&o| {
            matches!(annotated.entity_of(o).map(|e| e.kind), Some(sayso_model::EntityKind::Gpe))
                || words.is(annotated, o, "state")
        }),
        "hyphen" => token > 0 && annotated.token(token - 1).lower == "-",
        "military" => is_armed(annotated, words, token, parties),
        // The thing itself, and not what stands about it: "captured the town", not "captured on film in the town".
        class if class.starts_with(OBJECT) => {
            parties.objects.iter().any(|&o| words.is(annotated, o, &class[OBJECT.len()..]))
        }
        // "a great deal", "a news conference", "cardiac arrest"
        class if class.starts_with(NOT) => {
            let is_modifier =
                |c: TokenIx| matches!(annotated.token(c).dep, Dep::Amod | Dep::Compound | Dep::Nmod);
            !annotated
                .children(token)
                .iter()
                .any(|&c| is_modifier(c) && words.is(annotated, c, &class[NOT.len()..]))
        }
        // People are struck: "strikes on aid workers", but not "a strike on Tuesday".
        "struck" => struck(annotated, words, token).next().is_some(),
        // Workers, or a body that calls itself theirs: "the Labour Union"; not those who are struck.
        "labour" => {
            if struck(annotated, words, token).next().is_some() {
                return false;
            }
            let is_named = |&p: &TokenIx| {
                let meant = annotated.referent(p);
                let mut name = annotated.entity_of(meant).map_or(meant..meant + 1, |e| e.start..e.end);
                name.any(|w| words.is(annotated, w, need))
            };
            near(annotated, token, parties).any(|t| words.is(annotated, t, need))
                || parties.recipients.iter().chain(&parties.actors).any(is_named)
        }
        class => near(annotated, token, parties).any(|t| words.is(annotated, t, class)),
    }
}

/// People that an act is "on".
fn struck<'a>(
    annotated: &'a Annotated,
    words: &'a Words,
    token: TokenIx,
) -> impl Iterator<Item = TokenIx> + 'a {
    let on = annotated.children_by(token, Dep::Prep).filter(|&p| annotated.token(p).lower == "on");
    on.flat_map(|p| annotated.children_by(p, Dep::Pobj)).filter(|&o| words.is_human(annotated, o))
}

/// What stands around a trigger, and its parties.
fn near<'a>(
    annotated: &'a Annotated,
    token: TokenIx,
    parties: &'a Parties,
) -> impl Iterator<Item = TokenIx> + 'a {
    let parties = parties.objects.iter().chain(&parties.recipients).chain(&parties.actors);
    around(annotated, token).chain(parties.copied())
}

/// Somebody or something military stands around, or a party is a state or body.
fn is_armed(annotated: &Annotated, words: &Words, token: TokenIx, parties: &Parties) -> bool {
    around(annotated, token).any(|t| words.is(annotated, t, "military"))
        || parties
            .actors
            .iter()
            .chain(&parties.recipients)
            .any(|&p| is_political(annotated, words, p) || words.is(annotated, p, "military"))
}

/// A state, a people, an organisation, or a noun for armed, official or organised people.
fn is_political(annotated: &Annotated, words: &Words, party: TokenIx) -> bool {
    use sayso_model::EntityKind as K;
    let is_body =
        |t: TokenIx| annotated.entity_of(t).is_some_and(|e| matches!(e.kind, K::Gpe | K::Norp | K::Org));
    let is_such = |t: TokenIx| {
        ["political", "group", "troops", "leader"].iter().any(|class| words.is(annotated, t, class))
    };
    // "the president of Sudan, Abdel Fattah al-Burhan"
    let beside = |t: TokenIx| {
        let named = annotated.token(t).dep == Dep::Appos;
        annotated.children_by(t, Dep::Appos).chain(annotated.head(t).filter(|_| named))
    };
    let is_one = |t: TokenIx| is_body(t) || is_such(t) || beside(t).any(is_such);
    is_one(party) || annotated.token(party).pos == Pos::Pron && is_one(annotated.referent(party))
}

/// "missiles that can hit X", "drones capable of striking X": what a weapon is good for.
fn is_capacity(annotated: &Annotated, words: &Words, token: TokenIx, parties: &Parties) -> bool {
    let weapon =
        |&s: &TokenIx| ["projectile", "weapon", "aircraft"].iter().any(|c| words.is(annotated, s, c));
    let is_able = |&c: &TokenIx| words.is(annotated, c, "able");
    let t = annotated.token(token);
    let said_of = match t.dep {
        Dep::Relcl => annotated.children(token).iter().any(is_able),
        Dep::Pcomp | Dep::Xcomp => annotated.ancestors(token).take(2).any(|a| is_able(&a)),
        _ => false,
    };
    said_of && parties.subjects.iter().any(weapon)
}

fn any_target(parties: &Parties) -> bool {
    !parties.recipients.is_empty() || !parties.territory.is_empty()
}

fn in_sentence(annotated: &Annotated, words: &Words, token: TokenIx, class: &str) -> bool {
    let sentence = annotated.sentence_of(token);
    (sentence.start..sentence.end).any(|t| t != token && words.is(annotated, t, class))
}

/// Modifiers and complements of a trigger, and theirs one step down.
fn around(annotated: &Annotated, token: TokenIx) -> impl Iterator<Item = TokenIx> + '_ {
    annotated.children(token).iter().copied().flat_map(move |c| {
        let deeper = matches!(
            annotated.token(c).dep,
            Dep::Prep
                | Dep::Dobj
                | Dep::Nsubj
                | Dep::Nsubjpass
                | Dep::Compound
                | Dep::Amod
                | Dep::Pobj
                | Dep::Nmod
                | Dep::Advcl
        );
        let below: &[TokenIx] = if deeper { annotated.children(c) } else { &[] };
        std::iter::once(c).chain(below.iter().copied())
    })
}
