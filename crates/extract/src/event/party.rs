//! Who does it, and to whom? Parties of a trigger, by the grammar of its sentence.

use sayso_model::{Annotated, ArgumentRole, Dep, PartyMention, Pos, Span, Tag, TokenIx};

use super::lexicon::{Frame, Reciprocal, Trigger};
use super::status::is_infinitive;
use super::words::{Scope, Words};

/// Tokens that head the parties of an event.
#[derive(Clone, Debug, Default)]
pub(crate) struct Parties {
    /// Who does it.
    pub actors: Vec<TokenIx>,
    /// To whom it is done.
    pub recipients: Vec<TokenIx>,
    /// Logical objects, whether they can be a party or not.
    pub objects: Vec<TokenIx>,
    /// Logical subjects, whether they can be a party or not.
    pub subjects: Vec<TokenIx>,
    /// Names that stand in a locative phrase: places first, recipients only if nothing better is named.
    pub territory: Vec<TokenIx>,
    /// Logical objects that are deeds, where the trigger is something done to a deed: "halted its raids".
    pub deeds: Vec<TokenIx>,
}

/// "Turkey to send troops": who a headline says will do it, where the parser takes the rest for a clause of the name.
fn announced(annotated: &Annotated, words: &Words, verb: TokenIx) -> Option<TokenIx> {
    let name = annotated.head(verb)?;
    let opens =
        annotated.edges(name).0 == annotated.sentence_of(name).start && annotated.head(name).is_none();
    let next =
        is_infinitive(annotated, verb) && annotated.children_by(verb, Dep::Aux).any(|to| to == name + 1);
    (opens && next && annotated.entity_of(name).is_some() && words.is_party(annotated, name)).then_some(name)
}

/// "came close to attacking": who comes close would do it.
fn near(annotated: &Annotated, words: &Words, verb: TokenIx) -> Option<TokenIx> {
    let preposition = annotated.head(verb).filter(|_| annotated.token(verb).dep == Dep::Pcomp)?;
    let word = annotated.head(preposition)?;
    let above = annotated.head(word).filter(|_| words.operator(annotated, word, Scope::Doing).is_some())?;
    annotated
        .arguments
        .of(above, ArgumentRole::Subject)
        .chain(annotated.children_by(above, Dep::Nsubj))
        .next()
}

/// Parties of `token` read as `trigger`.
pub(crate) fn parties_of(annotated: &Annotated, words: &Words, token: TokenIx, trigger: &Trigger) -> Parties {
    let mut p = Parties::default();
    if trigger.frame == Frame::Epithet {
        epithet(annotated, words, token, &mut p);
        return p;
    }
    p.subjects.extend(annotated.arguments.of(token, ArgumentRole::Subject));
    if p.subjects.is_empty() {
        p.subjects.extend(announced(annotated, words, token).or_else(|| near(annotated, words, token)));
    }
    own_deed(annotated, words, token, &mut p);
    p.objects.extend(annotated.arguments.of(token, ArgumentRole::Object));
    if trigger.pos == Pos::Noun {
        modifiers(annotated, words, token, trigger, &mut p);
    }
    for prep in prepositions(annotated, token, trigger) {
        let word = annotated.token(prep).lower.clone();
        let objects: Vec<TokenIx> = conjuncts(annotated, annotated.children_by(prep, Dep::Pobj));
        if word == "between" {
            // "between 10 and 20 were killed"
            if trigger.pos == Pos::Noun || trigger.reciprocal != Reciprocal::No {
                p.subjects.extend(&objects);
            }
        } else if trigger.by.contains(&word) {
            p.subjects.extend(objects.iter().copied().filter(|&o| words.is_party(annotated, o)));
        } else if trigger.to.contains(&word) {
            for o in objects {
                if words.is(annotated, prep, "locative") && is_geographic(annotated, o) {
                    p.territory.push(o);
                } else {
                    p.objects.push(o);
                }
            }
        }
    }
    if trigger.need.as_deref() == Some(super::trigger::ANSWER) && p.subjects.is_empty() {
        // "reserves the right to carry out a response": who reserves it.
        let of = |v: TokenIx| annotated.arguments.of(v, ArgumentRole::Subject).next();
        let mut above = annotated.ancestors(token).take(6).filter(|&a| annotated.token(a).pos == Pos::Verb);
        p.subjects.extend(above.find_map(of));
    }
    p.objects.extend(undergoing(annotated, words, token, trigger));
    for list in [&mut p.subjects, &mut p.objects, &mut p.territory] {
        list.sort_unstable();
        list.dedup();
        list.retain(|&x| x != token);
    }
    // "a car bomb": the thing before the noun does not do it.
    let is_thing = |s: TokenIx| {
        annotated.token(s).dep == Dep::Compound
            && annotated.token(s).head == token
            && !words.is_doer(annotated, s)
    };
    p.subjects.retain(|&s| !is_thing(s));
    let subjects = std::mem::take(&mut p.subjects);
    p.objects.retain(|o| !subjects.contains(o));
    p.subjects = subjects;
    if trigger.frame == Frame::Given {
        let givers = std::mem::take(&mut p.territory);
        let taken = std::mem::replace(&mut p.subjects, givers);
        p.objects.extend(taken);
    }
    p.actors = p
        .subjects
        .iter()
        .filter_map(|&s| doer(annotated, words, s))
        .flat_map(|s| split(annotated, s))
        .collect();
    p.actors.dedup();
    match trigger.frame {
        Frame::Deed => hit_by_deeds(annotated, words, trigger, &mut p),
        Frame::Help if p.objects.is_empty() => helped(annotated, token, &mut p),
        _ => {}
    }
    let people = |o: TokenIx| words.is(annotated, o, "anybody") && annotated.entity_of(o).is_none();
    p.recipients =
        p.objects.iter().filter(|&&o| !people(o)).filter_map(|&o| doer(annotated, words, o)).collect();
    p.recipients.dedup();
    for list in [&mut p.actors, &mut p.recipients] {
        *list = list.iter().flat_map(|&h| listed(annotated, words, h)).collect();
        list.iter_mut().for_each(|h| *h = body_of(annotated, words, *h));
        // "freed Americans Ann and Bob": who they are is said by name.
        let of_named = |h: TokenIx, list: &[TokenIx]| {
            let t = annotated.token(h);
            t.dep == Dep::Compound && t.head > h && list.contains(&t.head)
        };
        let all = list.clone();
        list.retain(|&h| !of_named(h, &all));
    }
    if trigger.frame == Frame::Own {
        let own = std::mem::take(&mut p.recipients);
        if p.actors.is_empty() {
            p.actors = own.into_iter().filter(|&o| words.is_doer(annotated, o)).collect();
        }
    }
    share(annotated, token, trigger, &mut p);
    if p.recipients.is_empty() && trigger.reciprocal != Reciprocal::Actors {
        p.recipients = p.territory.clone();
    }
    p
}

/// "came under attack", "has been subject to a blockade": who undergoes the deed.
fn undergoing(annotated: &Annotated, words: &Words, token: TokenIx, trigger: &Trigger) -> Vec<TokenIx> {
    let t = annotated.token(token);
    let deed = trigger.pos == Pos::Noun && trigger.reciprocal != Reciprocal::Actors;
    let above = (deed && t.dep == Dep::Pobj).then(|| annotated.head(t.head)).flatten();
    let Some(verb) = above else { return Vec::new() };
    let preposition = t.head;
    let under = words.is(annotated, preposition, "beneath") && words.is(annotated, verb, "undergo");
    let subjected = words.is(annotated, preposition, "onto") && words.is(annotated, verb, "subjected");
    if !under && !subjected {
        return Vec::new();
    }
    let objects: Vec<TokenIx> = annotated.arguments.of(verb, ArgumentRole::Object).collect();
    if !objects.is_empty() {
        return objects;
    }
    let copula = annotated.head(verb).filter(|_| annotated.token(verb).pos == Pos::Adj);
    let subject = |v: TokenIx| {
        let named = |&c: &TokenIx| matches!(annotated.token(c).dep, Dep::Nsubj | Dep::Nsubjpass);
        annotated.children(v).iter().copied().find(named)
    };
    std::iter::once(verb).chain(copula).find_map(subject).into_iter().collect()
}

/// "halted its raids on X", "lifted the embargo against X", "the suspension of aid to X": those whom a deed hits.
fn hit_by_deeds(annotated: &Annotated, words: &Words, trigger: &Trigger, p: &mut Parties) {
    let Some(class) = trigger.need.as_deref() else { return };
    // "aid deliveries", "travel restrictions"
    let is_deed = |&&o: &&TokenIx| {
        // "suspended operations" is what companies do too.
        let bare = || {
            words.is(annotated, o, "loose-deed")
                && !annotated.children(o).iter().any(|&c| words.is(annotated, c, "military"))
                && annotated.arguments.of(o, ArgumentRole::Object).next().is_none()
        };
        words.is(annotated, o, class) && !bare()
            || annotated.children_by(o, Dep::Compound).any(|c| c < o && words.is(annotated, c, class))
    };
    let (mut deeds, others): (Vec<TokenIx>, _) = p.objects.iter().partition(is_deed);
    if deeds.is_empty() {
        // "the fighting ended": what ends is the deed, and nobody is said to end it.
        deeds = p.subjects.iter().filter(is_deed).copied().collect();
        p.actors.retain(|a| !deeds.contains(a));
    }
    let leads = |&c: &TokenIx| words.is(annotated, c, "toward");
    let toward = deeds
        .iter()
        .flat_map(|&o| annotated.children_by(o, Dep::Prep).filter(leads))
        .flat_map(|c| annotated.children_by(c, Dep::Pobj));
    let hit = deeds.iter().flat_map(|&o| annotated.arguments.of(o, ArgumentRole::Object));
    p.objects = others;
    p.objects.extend(hit.chain(toward).filter(|h| !p.subjects.contains(h)));
    p.objects.sort_unstable();
    p.objects.dedup();
    p.deeds = deeds;
}

/// "crossed the river with the help of X": who crossed is helped.
fn helped(annotated: &Annotated, token: TokenIx, p: &mut Parties) {
    let t = annotated.token(token);
    if t.dep != Dep::Pobj || annotated.token(t.head).lower != "with" {
        return;
    }
    let Some(above) = annotated.head(t.head) else { return };
    let found: Vec<TokenIx> = match annotated.token(above).pos {
        Pos::Verb => {
            let subject = annotated.arguments.of(above, ArgumentRole::Subject).collect::<Vec<_>>();
            if subject.is_empty() { annotated.children_by(above, Dep::Nsubjpass).collect() } else { subject }
        }
        _ => Vec::new(),
    };
    p.objects.extend(found.into_iter().filter(|h| !p.subjects.contains(h)));
}

/// "we" in the mouth of somebody who speaks for a body: that body, where it is named beside the speaker.
fn body_of(annotated: &Annotated, words: &Words, head: TokenIx) -> TokenIx {
    use sayso_model::EntityKind as K;
    let kind = |t: TokenIx| annotated.entity_of(t).map(|e| e.kind);
    let speaker = annotated.referent(head);
    if !words.is(annotated, head, "collective") || kind(speaker) != Some(K::Person) {
        return head;
    }
    let is_body = |&c: &TokenIx| matches!(kind(c), Some(K::Org | K::Gpe | K::Norp));
    let beside = |of: TokenIx| {
        annotated.children(of).iter().copied().find(|&c| {
            matches!(annotated.token(c).dep, Dep::Compound | Dep::Poss | Dep::Nmod | Dep::Amod)
                && c < of
                && is_body(&c)
        })
    };
    // "a spokesman for the militia"
    let spoken_for = |of: TokenIx| {
        annotated
            .children_by(of, Dep::Prep)
            .filter(|&p| words.is(annotated, p, "office"))
            .flat_map(|p| annotated.children_by(p, Dep::Pobj))
            .find(is_body)
    };
    let posts = annotated.children_by(speaker, Dep::Appos).filter(|&a| kind(a).is_none());
    std::iter::once(speaker).chain(posts).find_map(|t| beside(t).or_else(|| spoken_for(t))).unwrap_or(head)
}

/// "several groups, including A, B and C": those who are listed.
fn listed(annotated: &Annotated, words: &Words, head: TokenIx) -> Vec<TokenIx> {
    let t = annotated.token(head);
    if t.pos != Pos::Noun || t.tag != Tag::Nns || annotated.entity_of(head).is_some() {
        return vec![head];
    }
    let lists = |p: &TokenIx| {
        *p > head
            && (words.is(annotated, *p, "listing")
                || annotated.children(*p).iter().any(|&c| words.is(annotated, c, "listing")))
    };
    let preposition = annotated.children_by(head, Dep::Prep).find(lists);
    let of = preposition.map(|p| conjuncts(annotated, annotated.children_by(p, Dep::Pobj)));
    let named: Vec<TokenIx> =
        of.unwrap_or_default().into_iter().filter(|&m| words.is_party(annotated, m)).collect();
    if named.len() > 1 { named } else { vec![head] }
}

/// "launched its war": the deed of a pronoun before the noun is that of the verb's subject.
fn own_deed(annotated: &Annotated, words: &Words, token: TokenIx, p: &mut Parties) {
    let t = annotated.token(token);
    let is_own = ["perform", "own"].iter().any(|c| words.is(annotated, t.head, c));
    if t.dep != Dep::Dobj || t.pos == Pos::Verb || !is_own {
        return;
    }
    let is_pronoun = |s: TokenIx| annotated.token(s).dep == Dep::Poss && annotated.token(s).pos == Pos::Pron;
    let verb = annotated.arguments.of(t.head, ArgumentRole::Subject).collect::<Vec<_>>();
    if !verb.is_empty() && p.subjects.iter().all(|&s| is_pronoun(s)) && !p.subjects.is_empty() {
        p.subjects = verb;
    }
}

/// "U.S. and South Korean forces": the forces of two states are two parties.
fn split(annotated: &Annotated, head: TokenIx) -> Vec<TokenIx> {
    use sayso_model::EntityKind as K;
    let of_state =
        |c: TokenIx| matches!(annotated.entity_of(c).map(|e| e.kind), Some(K::Gpe | K::Norp)) && c < head;
    let modifiers =
        annotated.children(head).iter().copied().filter(|&c| {
            of_state(c) && matches!(annotated.token(c).dep, Dep::Amod | Dep::Nmod | Dep::Compound)
        });
    let all: Vec<TokenIx> = conjuncts(annotated, modifiers).into_iter().filter(|&c| of_state(c)).collect();
    let joined = all.iter().any(|&c| annotated.token(c).dep == Dep::Conj);
    if joined && annotated.entity_of(head).is_none() { all } else { vec![head] }
}

/// The party that an argument is, or whose thing it is: "the council's resolution bars", "a North Korean missile hit",
/// "a breach of Pakistani airspace".
fn doer(annotated: &Annotated, words: &Words, subject: TokenIx) -> Option<TokenIx> {
    use sayso_model::EntityKind as K;
    if words.is_party(annotated, subject) {
        return Some(subject);
    }
    // "an Iran-launched drone": whose deed the thing is.
    let launched = annotated.children_by(subject, Dep::Amod).find_map(|c| {
        annotated.arguments.of(c, ArgumentRole::Subject).find(|&s| words.is_doer(annotated, s))
    });
    let is_body = |c: TokenIx| {
        let kind = annotated.entity_of(c).map(|e| e.kind);
        matches!(kind, Some(K::Gpe | K::Norp | K::Org))
    };
    let before = || {
        annotated.children(subject).iter().copied().find(|&c| {
            let dep = annotated.token(c).dep;
            c < subject && matches!(dep, Dep::Poss | Dep::Compound | Dep::Amod | Dep::Nmod) && is_body(c)
        })
    };
    // "the crimes of the regime", but not "the bombing of the hospital"
    let owner = || {
        annotated
            .children_by(subject, Dep::Prep)
            .filter(|&p| annotated.token(p).lower == "of")
            .flat_map(|p| annotated.children_by(p, Dep::Pobj))
            .filter(|&o| !annotated.arguments.of(subject, ArgumentRole::Object).any(|hit| hit == o))
            .find(|&o| is_body(o) || words.is(annotated, o, "political"))
    };
    launched.or_else(before).or_else(owner)
}

/// Parties of an adjective that tells of an act: its noun suffers, what it is joined to by a hyphen acts.
fn epithet(annotated: &Annotated, words: &Words, token: TokenIx, p: &mut Parties) {
    let noun = annotated.token(token).head;
    if noun != token && (words.is_party(annotated, noun) || is_geographic(annotated, noun)) {
        p.objects = vec![noun];
        p.recipients = vec![noun];
    }
    if token >= 2 && annotated.token(token - 1).lower == "-" && words.is_party(annotated, token - 2) {
        p.subjects = vec![token - 2];
        p.actors = vec![token - 2];
    }
}

/// Names and demonyms before a noun of action: "Israeli air strikes", "the Taliban attack", "Iran's war".
fn modifiers(annotated: &Annotated, words: &Words, token: TokenIx, trigger: &Trigger, p: &mut Parties) {
    use sayso_model::EntityKind as K;
    let is_war = words.points(annotated, token, "war") && p.objects.is_empty();
    for &c in annotated.children(token) {
        let t = annotated.token(c);
        let named = matches!(annotated.entity_of(c).map(|e| e.kind), Some(K::Norp | K::Gpe | K::Org));
        match t.dep {
            // "the Gaza war", "the Syrian conflict": where it is fought.
            Dep::Amod | Dep::Nmod | Dep::Compound if is_war && named && c < token => {
                p.subjects.retain(|&s| s != c);
                p.territory.push(c);
            }
            // "a prisoner exchange": those who are exchanged.
            Dep::Compound | Dep::Nmod if c < token && is_own_word(annotated, c, trigger) => {
                p.subjects.retain(|&s| s != c);
                p.objects.extend(words.is_human(annotated, c).then_some(c));
            }
            // "the Israel-imposed blockade"
            Dep::Amod if c < token && words.is(annotated, c, "perform") => {
                p.subjects.extend(annotated.arguments.of(c, ArgumentRole::Subject));
            }
            Dep::Amod | Dep::Nmod if named && c < token => p.subjects.push(c),
            Dep::Compound if c < token && (named || words.is_doer(annotated, c)) => p.subjects.push(c),
            // "the minister's murder": the one before it suffers.
            Dep::Poss if p.objects.contains(&c) => {}
            Dep::Poss if words.is_party(annotated, c) => {
                p.subjects.extend(conjuncts(annotated, [c].into_iter()))
            }
            _ => {}
        }
    }
}

/// True if a word is one of the trigger's own: "prisoner" of "prisoner exchange".
fn is_own_word(annotated: &Annotated, token: TokenIx, trigger: &Trigger) -> bool {
    trigger.words.len() > 1 && trigger.words.contains(&annotated.token(token).lemma)
}

/// Prepositions that hang on the trigger, or on the light verb that it is the object of.
fn prepositions(annotated: &Annotated, token: TokenIx, trigger: &Trigger) -> Vec<TokenIx> {
    let under = |t: TokenIx| {
        [Dep::Prep, Dep::Agent, Dep::Dative].into_iter().flat_map(move |dep| annotated.children_by(t, dep))
    };
    let mut found: Vec<TokenIx> = under(token).collect();
    let t = annotated.token(token);
    if trigger.pos == Pos::Verb {
        // "normalise ties with X": the preposition hangs on the object.
        let objects =
            annotated.children_by(token, Dep::Dobj).filter(|&o| annotated.token(o).pos == Pos::Noun);
        found.extend(objects.flat_map(|o| annotated.children_by(o, Dep::Prep).collect::<Vec<_>>()));
    }
    if trigger.pos == Pos::Noun && matches!(t.dep, Dep::Dobj | Dep::Nsubjpass) {
        let verb = t.head;
        found.extend(under(verb).filter(|&p| p > token && annotated.token(p).dep != Dep::Agent));
    }
    found
}

/// `heads` with all that is joined to them.
pub(crate) fn conjuncts(annotated: &Annotated, heads: impl Iterator<Item = TokenIx>) -> Vec<TokenIx> {
    let mut found: Vec<TokenIx> = heads.collect();
    let mut at = 0;
    while at < found.len() && found.len() < 32 {
        let more: Vec<TokenIx> =
            annotated.children_by(found[at], Dep::Conj).filter(|c| !found.contains(c)).collect();
        found.extend(more);
        at += 1;
    }
    found
}

pub(crate) fn is_geographic(annotated: &Annotated, token: TokenIx) -> bool {
    use sayso_model::EntityKind as K;
    let is = |t: TokenIx| matches!(annotated.entity_of(t).map(|e| e.kind), Some(K::Gpe | K::Loc));
    // "the enclave" that was named before
    is(token) || (annotated.entity_of(token).is_none() && is(annotated.referent(token)))
}

/// Reciprocal events: who all takes part.
fn share(annotated: &Annotated, token: TokenIx, trigger: &Trigger, p: &mut Parties) {
    let joined = annotated.children_by(token, Dep::Prep).any(|c| annotated.token(c).lower == "between");
    match trigger.reciprocal {
        Reciprocal::No => {}
        Reciprocal::Actors => {
            let more = std::mem::take(&mut p.recipients);
            p.actors.extend(more);
            p.actors.sort_unstable();
            p.actors.dedup();
        }
        Reciprocal::Both => both(p),
        Reciprocal::WhenJoined if joined => both(p),
        Reciprocal::WhenJoined => {}
    }
}

fn both(p: &mut Parties) {
    let mut all: Vec<TokenIx> = p.actors.iter().chain(&p.recipients).copied().collect();
    all.sort_unstable();
    all.dedup();
    if all.len() > 1 {
        p.actors = all.clone();
        p.recipients = all;
    }
}

/// The words of a party: its name, or its noun phrase without what is said about it in clauses.
pub(crate) fn mention(annotated: &Annotated, head: TokenIx) -> PartyMention {
    PartyMention { head: Some(head), span: Some(phrase(annotated, head)) }
}

fn phrase(annotated: &Annotated, head: TokenIx) -> Span {
    if let Some(e) = annotated.entity_of(head) {
        use sayso_model::EntityKind as K;
        if !matches!(e.kind, K::Cardinal | K::Ordinal) {
            return annotated.tokens_span(e.start, e.end);
        }
    }
    let (mut start, mut end) = (head, head);
    for &c in annotated.children(head) {
        let dep = annotated.token(c).dep;
        let before =
            matches!(dep, Dep::Amod | Dep::Compound | Dep::Nummod | Dep::Poss | Dep::Nmod | Dep::Quantmod);
        if c < head && before {
            start = start.min(annotated.edges(c).0);
        }
        if c > head && dep == Dep::Prep && annotated.token(c).lower == "of" {
            end = end.max(annotated.edges(c).1);
        }
    }
    annotated.tokens_span(start, end + 1)
}
