//! Where is an event told of, and of which type?

use sayso_model::{Act, Annotated, ArgumentRole, Dep, Document, Pos, StatementMention, Tag, TokenIx};
use smol_str::SmolStr;

use super::generic;
use super::lexicon::{Frame, Trigger, TriggerLexicon};
use super::party::{self, Parties, parties_of};
use super::words::Words;

/// A word of the text that carries an event, with its reading and its parties.
pub(crate) struct Found<'l> {
    /// Head of the trigger.
    pub token: TokenIx,
    /// First and last token of the trigger.
    pub extent: (TokenIx, TokenIx),
    /// The reading.
    pub trigger: &'l Trigger,
    /// Who takes part.
    pub parties: Parties,
    /// True if the text around does not show what it is: it can only be a mention of an event told before.
    pub again: bool,
}

/// Triggers of the blocks that are coded, in order of the text.
pub(crate) fn find<'l>(
    document: &Document,
    annotated: &Annotated,
    lexicon: &'l TriggerLexicon,
    words: &Words,
    statements: &[StatementMention],
) -> Vec<Found<'l>> {
    let mut found: Vec<Found<'l>> = Vec::new();
    for sentence in &annotated.sentences {
        if document.blocks.get(sentence.block as usize).is_some_and(|b| !b.kind.is_coded()) {
            continue;
        }
        for token in sentence.start..sentence.end {
            let t = annotated.token(token);
            let pos = match t.pos {
                Pos::Verb => Pos::Verb,
                Pos::Noun | Pos::Propn => Pos::Noun,
                Pos::Adj => Pos::Adj,
                _ => continue,
            };
            // A capitalised word inside a longer name is part of the name: "Strike Force", "Battle Creek".
            let hyphened = token > sentence.start && annotated.token(token - 1).lower == "-";
            if t.pos == Pos::Propn && (hyphened || is_inside_name(annotated, token)) {
                continue;
            }
            // "an Iran-launched drone", "a stone-throwing crowd": says of what kind a thing is.
            let is_compound =
                t.dep == Dep::Amod && token > sentence.start && annotated.token(token - 1).lower == "-";
            // "fighting groups", "a sinking ship": what is doubtful as a verb is a mere quality before a noun.
            let is_quality = |r: &&Trigger| t.dep == Dep::Amod && t.tag == Tag::Vbg && r.need.is_some();
            let folded;
            let lemma = if t.pos == Pos::Propn {
                folded = t.lemma.to_lowercase();
                folded.as_str()
            } else {
                t.lemma.as_str()
            };
            let epithets = (t.dep == Dep::Amod).then(|| lexicon.readings(&t.lower));
            let epithets = epithets.into_iter().flatten().filter(|r| r.frame == Frame::Epithet);
            let ordinary = lexicon
                .readings(lemma)
                .iter()
                .filter(|r| r.frame != Frame::Epithet && r.pos == pos && !is_compound && !is_quality(r));
            for trigger in epithets.chain(ordinary) {
                let Some(extent) = extent(annotated, token, trigger) else { continue };
                let parties = parties_of(annotated, words, token, trigger);
                if generic::is_rule_of_law(annotated, words, token)
                    || generic::is_likened(annotated, words, token)
                {
                    continue;
                }
                let again = match trigger.need.as_deref() {
                    Some(ANSWER) if !is_threatened(annotated, token, statements) => continue,
                    Some(ANSWER) => false,
                    _ => !is_met(annotated, words, token, trigger, &parties),
                };
                // "the launch" after a missile was launched, "transfers" after "transferred".
                let is_known = || {
                    let same_word = |f: &Found<'_>| annotated.token(f.token).lemma == lemma;
                    let pointed = words.is_pointed_at(annotated, token);
                    pos == Pos::Noun
                        && found.iter().any(|f| f.trigger.kind == trigger.kind && (pointed || same_word(f)))
                };
                if again && !is_known() {
                    continue;
                }
                found.push(Found { token, extent, trigger, parties, again });
                break;
            }
        }
    }
    drop_parts(annotated, &mut found);
    drop_answers(annotated, &mut found);
    found
}

/// "promised to respond": a reading that counts in a threat alone, and only as the answer to a deed.
pub(super) const ANSWER: &str = "answer";
/// Most sentences between a deed and the threat to answer it.
const ANSWER_SENTENCES: u32 = 6;

fn is_threatened(annotated: &Annotated, token: TokenIx, statements: &[StatementMention]) -> bool {
    let span = annotated.token(token).span;
    let covers = |s: &StatementMention| s.content.iter().any(|c| c.contains(span));
    statements.iter().any(|s| s.act == Act::Threaten && covers(s))
}

/// Drops threats to answer where no deed of the type is told of before them or beside them.
fn drop_answers(annotated: &Annotated, found: &mut Vec<Found<'_>>) {
    let is_answer = |f: &Found<'_>| f.trigger.need.as_deref() == Some(ANSWER);
    let sentence = |f: &Found<'_>| annotated.token(f.token).sentence;
    let deeds: Vec<_> =
        found.iter().filter(|f| !is_answer(f)).map(|f| (sentence(f), f.trigger.kind.clone())).collect();
    found.retain(|f| {
        let answers = |(at, kind): &(u32, SmolStr)| {
            *kind == f.trigger.kind && sentence(f).checked_sub(*at).is_some_and(|d| d <= ANSWER_SENTENCES)
        };
        !is_answer(f) || deeds.iter().any(answers)
    });
}

fn is_inside_name(annotated: &Annotated, token: TokenIx) -> bool {
    use sayso_model::EntityKind as K;
    annotated.entity_of(token).is_some_and(|e| {
        matches!(e.kind, K::Person | K::Org | K::Gpe | K::Fac | K::Product | K::WorkOfArt | K::Law | K::Loc)
    })
}

/// First and last token of the phrase whose head is `token`, if all of its words are there.
fn extent(annotated: &Annotated, token: TokenIx, trigger: &Trigger) -> Option<(TokenIx, TokenIx)> {
    if trigger.words.len() == 1 {
        return Some((token, token));
    }
    match trigger.pos {
        Pos::Verb => {
            let mut last = token;
            for word in &trigger.words[1..] {
                let child = annotated
                    .children(token)
                    .iter()
                    .copied()
                    .find(|&c| c > token && annotated.token(c).lemma == *word && c <= token + 6)
                    .or_else(|| {
                        // "took to the streets"
                        let end = annotated.sentence_of(token).end;
                        let is_article = |&t: &TokenIx| annotated.token(t).dep == Dep::Det;
                        let next = (last + 1..end).find(|t| !is_article(t))?;
                        (annotated.token(next).lemma == *word).then_some(next)
                    })?;
                last = last.max(child);
            }
            // A phrasal verb is named whole only where its parts stand together.
            Some(if last == token + 1 { (token, last) } else { (token, token) })
        }
        _ => {
            let start = annotated.sentence_of(token).start;
            let mut at = token;
            for word in trigger.words[..trigger.words.len() - 1].iter().rev() {
                at = at.checked_sub(1)?;
                if annotated.token(at).lower == "-" {
                    at = at.checked_sub(1)?;
                }
                let t = annotated.token(at);
                if at < start || (t.lemma != *word && t.lower != *word) {
                    return None;
                }
            }
            Some((token, token))
        }
    }
}

/// Before a class of which a logical object has to be.
const OBJECT: &str = "object:";

/// Before a class of which no modifier may be.
const NOT: &str = "not:";

/// True if what the reading asks for stands around the trigger.
fn is_met(
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
        class => around(annotated, token)
            .chain(parties.objects.iter().copied())
            .chain(parties.recipients.iter().copied())
            .chain(parties.actors.iter().copied())
            .any(|t| words.is(annotated, t, class)),
    }
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
    is_body(party)
        || (annotated.token(party).pos == Pos::Pron && is_body(annotated.referent(party)))
        || ["political", "group", "troops", "leader"].iter().any(|class| words.is(annotated, party, class))
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
        );
        let below: &[TokenIx] = if deeper { annotated.children(c) } else { &[] };
        std::iter::once(c).chain(below.iter().copied())
    })
}

/// Drops a trigger that only says of what kind another thing is ("attack helicopter", "strike force"), and one that is a word
/// of another's phrase ("expressed support").
fn drop_parts(annotated: &Annotated, found: &mut Vec<Found<'_>>) {
    let phrases: Vec<_> = found
        .iter()
        .filter(|f| f.trigger.pos == Pos::Verb && f.trigger.words.len() > 1)
        .map(|f| (f.token, f.trigger))
        .collect();
    found.retain(|f| {
        let t = annotated.token(f.token);
        let is_word = |&(verb, phrase): &(TokenIx, &Trigger)| {
            // "expressed support", "placed under house arrest"
            annotated.ancestors(f.token).take(2).any(|a| a == verb) && phrase.words[1..].contains(&t.lemma)
        };
        let is_part = t.dep == Dep::Compound && t.head > f.token;
        !is_part && !phrases.iter().any(is_word)
    });
}
