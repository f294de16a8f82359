//! Is it the same event told again? Mentions of one event within an article become one record.
//!
//! Two mentions are one event if nothing speaks against it (type, mode, parties, place, date, whether it happened) and
//! something speaks for it: the same parties, or a phrase that points back ("the attack").

use sayso_model::{
    Annotated, Dep, EntityKind, Event, Party, Pos, SourceClass, StatementId, Status, Tag, TokenIx,
};

use super::anaphora::Anaphora;
use super::fill::absorb;
use super::kin::{Match, compare, is_given, is_pointed_at};
use super::ontology::Ontology;
use crate::actor::cast::Cast;

/// Quad class of deeds against somebody.
const MATERIAL_CONFLICT: u8 = 4;
/// Most sentences between two mentions that share no phrase pointing back.
const NEAR_SENTENCES: u32 = 6;
/// Events told last, of which one may be told again: a text of any length ends in bounded time.
const IN_MIND: usize = 300;
/// Sentences that open an article.
const LEDE_SENTENCES: u32 = 2;
/// Most sentences between a deed and what is seen or heard of it.
const PART_SENTENCES: u32 = 3;

/// An event with the token that carries it.
pub(crate) struct Told {
    pub event: Event,
    pub trigger: TokenIx,
    /// Heads of its actors and recipients.
    pub heads: (Vec<TokenIx>, Vec<TokenIx>),
    /// Statements that tell of it only in passing.
    pub passing: Vec<Option<StatementId>>,
    /// True if it counts only as a mention of an event told before.
    pub again: bool,
}

/// An event with the tokens of all its mentions.
struct Kept {
    event: Event,
    triggers: Vec<TokenIx>,
    /// Heads of the recipients of all mentions.
    recipients: Vec<TokenIx>,
    /// Who tells of it other than in passing.
    outright: Vec<Option<StatementId>>,
}

/// Merges the mentions of one document.
pub(crate) struct Merger<'a> {
    pub annotated: &'a Annotated,
    pub ontology: &'a Ontology,
    pub words: &'a Anaphora,
    pub cast: &'a Cast,
}

impl Merger<'_> {
    /// Events in order of their first mention, each mentioned event once.
    pub(crate) fn merge(&self, told: Vec<Told>) -> Vec<Event> {
        let mut kept: Vec<Kept> = Vec::new();
        let lede = told.first().map_or(0, |t| self.sentence(t.trigger)) + LEDE_SENTENCES;
        for told in told {
            let outright: Vec<_> = told
                .event
                .claims
                .iter()
                .map(|c| c.statement)
                .filter(|s| s.is_none() || !told.passing.contains(s))
                .collect();
            // "the attack" is the only one that was told of, however long ago.
            let is_kin = |k: &&Kept| k.event.kind == told.event.kind && has_happened(&k.event);
            let first = kept.len().saturating_sub(IN_MIND);
            let alone = kept[first..].iter().filter(is_kin).count() == 1;
            let best = (first..)
                .zip(&kept[first..])
                .filter_map(|(i, earlier)| self.likeness(earlier, &told, (alone, lede)).map(|l| (l, i)))
                .max();
            match best {
                Some((_, at)) => {
                    let earlier = &mut kept[at];
                    let by_effect = self.is_by_effect(&told);
                    absorb(self.cast, &mut earlier.event, told.event, by_effect);
                    earlier.triggers.push(told.trigger);
                    earlier.recipients.extend(told.heads.1);
                    earlier.outright.extend(outright);
                }
                None if told.again => {}
                None => kept.push(Kept {
                    event: told.event,
                    triggers: vec![told.trigger],
                    recipients: told.heads.1,
                    outright,
                }),
            }
        }
        kept.retain(|k| !self.is_idle_talk(k));
        for k in &mut kept {
            // Background counts only if nothing else puts the event forward.
            if !k.outright.is_empty() {
                k.event.claims.retain(|c| k.outright.contains(&c.statement));
            }
        }
        kept.into_iter().map(|k| k.event).collect()
    }

    /// A bare noun ("war", "violence") that names no party, place, time, victim or kind of deed tells of no event.
    fn is_idle_talk(&self, kept: &Kept) -> bool {
        let event = &kept.event;
        self.is_material(event)
            && event.mode.is_none()
            && event.actors.is_empty()
            && event.recipients.is_empty()
            && event.places.is_empty()
            && event.casualties.is_empty()
            && event.quantities.is_empty()
            && event.date.is_none()
            && kept.triggers.len() == 1
            && self.is_noun(kept.triggers[0])
    }

    /// How much speaks for one event, if nothing speaks against it.
    fn likeness(&self, kept: &Kept, told: &Told, (alone, lede): (bool, u32)) -> Option<u32> {
        let (earlier, later) = (&kept.event, &told.event);
        if earlier.kind != later.kind || is_elsewhere(earlier, later) {
            return None;
        }
        let last = *kept.triggers.last()?;
        let apart = self.sentence(told.trigger).abs_diff(self.sentence(last));
        if self.is_part(kept, told, apart) {
            return Some(1);
        }
        let shown = self.is_shown(told.trigger);
        let actors = self.compare((&earlier.actors, &later.actors), &told.heads.0, shown);
        let mut recipients = self.compare((&earlier.recipients, &later.recipients), &told.heads.1, shown);
        // Two who train together, or meet, do so with each other.
        let pair = later.actors.len() > 1 && earlier.actors.len() == later.actors.len();
        let is_among = |p: &Party| earlier.actors.iter().any(|q| q.actor == p.actor);
        if pair && recipients == Match::Unknown && later.actors.iter().all(is_among) {
            recipients = Match::Same;
        }
        if recipients == Match::Different
            && self.is_by_effect(told)
            && self.points_back(told.trigger)
            && self.are_victims(&later.recipients)
        {
            recipients = Match::Unknown;
        }
        let told_again = recipients == Match::Different && self.is_told_again(kept, told);
        if told_again {
            recipients = Match::Related;
        }
        if actors == Match::Different || recipients == Match::Different {
            return None;
        }
        if conflict(earlier.mode.as_ref(), later.mode.as_ref()) {
            return None;
        }
        // "fuel shipments and aid": joined words of one type are one deed.
        let t = self.annotated.token(told.trigger);
        if t.dep == Dep::Conj && kept.triggers.contains(&t.head) {
            return Some(20);
        }
        if self.is_other(kept, told) {
            return None;
        }
        if self.is_new(told.trigger) || self.is_war(told.trigger) != self.is_war(kept.triggers[0]) {
            return None;
        }
        let of_one = actors == Match::Same && told_again && apart <= NEAR_SENTENCES;
        // What the article opens with is in mind until its end.
        let opens = self.sentence(kept.triggers[0]) < lede;
        let known = (alone || opens) && self.points_back(told.trigger);
        let apart = if known || (opens && pair) { apart.min(NEAR_SENTENCES) } else { apart };
        let speaks = of_one || self.speaks_for(kept, told, (actors, recipients), apart, alone);
        let points = |m| match m {
            Match::Same => 2,
            Match::Related => 1,
            Match::Unknown | Match::Different => 0,
        };
        let same_word = u32::from(self.is_same_word(kept, told));
        // "asked about the attack": what is pointed at is what happened.
        let of_fact = has_happened(earlier) && self.points_back(told.trigger);
        let same_class = 4 * u32::from(of_fact || has_happened(earlier) == has_happened(later));
        // "the launch" is that of which the article tells, not "an earlier launch".
        let topic = 2 * u32::from(!self.is_new(kept.triggers[0]));
        // "the assaults" are those attacks rather than that bombardment.
        let number = self.number(told.trigger);
        let same_number =
            u32::from(number.is_some() && kept.triggers.iter().any(|&t| self.number(t) == number));
        let parties = 2 * (points(actors) + points(recipients));
        speaks.then(|| 2 + same_class + same_word + same_number + topic + parties)
    }

    fn speaks_for(&self, kept: &Kept, told: &Told, parties: (Match, Match), apart: u32, alone: bool) -> bool {
        let (earlier, later) = (&kept.event, &told.event);
        let bare = later.actors.is_empty() && later.recipients.is_empty();
        let happened = (has_happened(earlier), has_happened(later));
        // "Hamas's attack" after one without a doer is known by its doer, not by what was told, unless it is the only one.
        let is_by_doer = !alone && earlier.actors.is_empty() && self.is_owned(told);
        let points_back = self.points_back(told.trigger) && !is_by_doer;
        let is_answer = is_denied(earlier) || is_denied(later);
        let same_word = self.is_same_word(kept, told);
        let same_mode = earlier.mode.is_some() && earlier.mode == later.mode;
        // "ordered the launch": what is pointed at as known may be what happened, whatever is said of it now.
        let of_fact = points_back && (bare || (happened.0 && (same_word || same_mode)));
        // "there will be no truce" speaks of the one that there is.
        let lasts = self.ontology.lasts(&later.kind, later.mode.as_deref());
        let of_state = lasts && bare && !self.is_indefinite(told.trigger);
        if happened.0 != happened.1 && !is_answer && !of_fact && !of_state {
            return false;
        }
        let only_in_mind = !happened.0 && !happened.1;
        let material = self.is_material(later);
        let near = apart <= NEAR_SENTENCES;
        // An act points back by those it is done to: "freed the captives", "release of the captives".
        let is_known = |&h: &TokenIx| match self.is_noun(told.trigger) {
            true => is_pointed_at(self.annotated, self.words, h),
            false => is_given(self.annotated, self.words, h),
        };
        let known_object = !told.heads.1.is_empty() && told.heads.1.iter().all(is_known);
        let generic = self.words.is(self.lemma(told.trigger), "generic");
        // "sheltered these groups": those who were said to have been given refuge.
        let shown_object = !self.is_noun(told.trigger) && told.heads.1.iter().any(|&h| self.is_shown(h));
        let by_word = same_word || same_mode || shown_object || (generic && material && points_back);
        let one_sentence = apart == 0 && self.is_noun(told.trigger) && !material;
        match parties {
            (Match::Same, Match::Same) => points_back || same_word || near,
            // "Russian vessels" after "Russian ships" do to the same what was told with the same word.
            (Match::Related, Match::Same) if same_word && near => true,
            (Match::Same, Match::Related) | (Match::Related, Match::Same) => {
                (points_back || known_object) && by_word
            }
            (Match::Related, Match::Related) => (points_back || known_object) && by_word,
            // Threats of one deed by one doer are one event, whatever the words.
            (Match::Same, Match::Unknown) if only_in_mind && (material || (same_mode && near)) => true,
            // A war that is feared, warned of and not wanted is one.
            (Match::Unknown, Match::Unknown)
                if only_in_mind && near && self.is_war(told.trigger) && self.is_war(kept.triggers[0]) =>
            {
                true
            }
            // One side agrees and the other is left out.
            (Match::Same | Match::Related, Match::Unknown) => {
                (points_back && by_word) || (parties.0 == Match::Same && same_word && near)
            }
            (Match::Unknown, Match::Same | Match::Related) => {
                ((points_back || known_object) && by_word) || (parties.1 == Match::Same && same_word && near)
            }
            // An article has one truce and one deal, unless it names their parties.
            _ if lasts => bare || points_back || (same_mode && earlier.actors.is_empty()),
            _ => near && (points_back && (by_word || bare) || (bare && one_sentence)),
        }
    }

    /// One deed is not many; what happened in the course of another is not that; and who vouches only for the deed, where
    /// its doer is disputed, tells of a deed without a doer.
    fn is_other(&self, kept: &Kept, told: &Told) -> bool {
        let is_mass = |t: TokenIx| self.words.is(self.lemma(t), "mass");
        let numbers = |&t: &TokenIx| self.number(t).zip(self.number(told.trigger));
        let lasts = self.ontology.lasts(&told.event.kind, told.event.mode.as_deref());
        let counts = self.is_material(&told.event)
            && !lasts
            && kept.triggers.iter().filter_map(numbers).any(|(a, b)| a != b)
            && !is_mass(told.trigger)
            && !kept.triggers.iter().any(|&t| is_mass(t));
        let (victims, theirs) = (&kept.recipients, &told.heads.1);
        let people =
            victims.iter().filter_map(|&v| self.number(v)).zip(theirs.iter().filter_map(|&t| self.number(t)));
        let counts = counts || people.clone().next().is_some() && people.clone().all(|(a, b)| a != b);
        let within = kept.triggers.iter().any(|&t| {
            self.annotated.ancestors(told.trigger).any(|a| a == t)
                && self.annotated.token(told.trigger).dep != Dep::Conj
        });
        let disputed = kept.event.claims.iter().any(|c| c.status == Status::Denied)
            && kept.event.claims.iter().all(|c| matches!(c.status, Status::Denied | Status::Alleged));
        let vouches = told.event.actors.is_empty()
            && told
                .event
                .claims
                .iter()
                .any(|c| c.status == Status::Asserted && !self.is_tied(kept, c.statement));
        counts || within || (disputed && vouches)
    }

    /// "X was killed in the attack": who fell is told by another word, and may be one of many.
    fn is_by_effect(&self, told: &Told) -> bool {
        self.is_noun(told.trigger) && told.heads.1.iter().all(|&h| !self.annotated.is_under(h, told.trigger))
    }

    /// People, or whoever has no name: not "the attack hit the MV Somebody".
    fn are_victims(&self, parties: &[Party]) -> bool {
        let is_person = |p: &Party| self.cast.source_class(p.actor) == SourceClass::Person;
        parties.iter().all(|p| p.actor.is_none_or(|a| !self.cast.is_named(a)) || is_person(p))
    }

    fn is_same_word(&self, kept: &Kept, told: &Told) -> bool {
        kept.triggers.iter().any(|&t| self.lemma(t) == self.lemma(told.trigger))
    }

    fn is_tied(&self, kept: &Kept, statement: Option<StatementId>) -> bool {
        kept.event.claims.iter().any(|c| c.statement == statement)
    }

    /// True for many, false for one, of a common noun.
    fn number(&self, token: TokenIx) -> Option<bool> {
        match self.annotated.token(token).tag {
            Tag::Nn => Some(false),
            Tag::Nns => Some(true),
            _ => None,
        }
    }

    /// A source that tells of a deed does so in its own words, as of something new: "that a drone had hit a tanker".
    fn is_told_again(&self, kept: &Kept, told: &Told) -> bool {
        let is_same_noun = |&h: &TokenIx| kept.recipients.iter().any(|&k| self.lemma(k) == self.lemma(h));
        told.event.claims.iter().all(|c| c.statement.is_some()) && told.heads.1.iter().any(is_same_noun)
    }

    /// "an explosion", "gunfire" beside an attack, without a doer of its own.
    fn is_part(&self, kept: &Kept, told: &Told, apart: u32) -> bool {
        let is_part = |t: TokenIx| self.is_noun(t) && self.words.is(self.lemma(t), "part");
        told.event.actors.is_empty()
            && is_part(told.trigger)
            && apart <= PART_SENTENCES
            && has_happened(&kept.event)
            && has_happened(&told.event)
            && !self.is_war(kept.triggers[0])
    }

    fn compare(&self, parties: (&[Party], &[Party]), heads: &[TokenIx], shown: bool) -> Match {
        compare(self.annotated, self.words, self.cast, parties, heads, shown)
    }

    /// "this attack", "those raids": one that stands before the reader.
    fn is_shown(&self, trigger: TokenIx) -> bool {
        let shows = |&c: &TokenIx| self.words.is(&self.annotated.token(c).lower, "shown");
        self.is_noun(trigger) && self.annotated.children_by(trigger, Dep::Det).any(|c| shows(&c))
    }

    /// "a truce": one that is not known yet.
    fn is_indefinite(&self, trigger: TokenIx) -> bool {
        let is_indefinite = |c: TokenIx| self.words.is(&self.annotated.token(c).lower, "indefinite");
        self.annotated.children_by(trigger, Dep::Det).any(is_indefinite) || self.is_new(trigger)
    }

    fn is_material(&self, event: &Event) -> bool {
        self.ontology.entry(&event.kind, None).is_some_and(|e| e.quad == MATERIAL_CONFLICT)
    }

    fn is_noun(&self, token: TokenIx) -> bool {
        matches!(self.annotated.token(token).pos, Pos::Noun | Pos::Propn)
    }

    fn is_war(&self, token: TokenIx) -> bool {
        let class = if self.is_noun(token) { "war" } else { "warring" };
        self.words.is(self.lemma(token), class)
    }

    /// "another strike", "two more raids", "the Algerian War": one that has a name is not the one that was told of.
    fn is_new(&self, token: TokenIx) -> bool {
        if self.annotated.token(token).pos == Pos::Propn && self.is_war(token) {
            return true;
        }
        self.annotated.children(token).iter().any(|&c| {
            let t = self.annotated.token(c);
            matches!(t.dep, Dep::Det | Dep::Amod) && (t.tag == Tag::Jjr || self.words.is(&t.lower, "new"))
        })
    }

    /// "the attack", "that raid", "its strikes": a phrase that speaks of what was told before.
    fn points_back(&self, trigger: TokenIx) -> bool {
        let annotated = self.annotated;
        if !self.is_noun(trigger) {
            return false;
        }
        // "the spate of attacks": what points back stands at the noun that counts them.
        let counting = annotated
            .head(trigger)
            .filter(|&p| annotated.token(trigger).dep == Dep::Pobj && annotated.token(p).lower == "of")
            .and_then(|p| annotated.head(p))
            .filter(|&n| self.words.is(self.lemma(n), "series"));
        is_pointed_at(annotated, self.words, trigger)
            || counting.is_some_and(|n| is_pointed_at(annotated, self.words, n))
    }

    /// True if a noun has its doer before it, a body or a state that has a name: "Hamas's attack", "the Houthi attacks".
    fn is_owned(&self, told: &Told) -> bool {
        let is_named = |&d: &TokenIx| {
            let name = self.annotated.entity_of(self.annotated.referent(d));
            name.is_some_and(|e| e.kind != EntityKind::Person)
        };
        let is_before = |&d: &TokenIx| d < told.trigger && self.annotated.is_under(d, told.trigger);
        self.is_noun(told.trigger) && told.heads.0.iter().filter(|d| is_before(d)).any(is_named)
    }

    /// The lemma in lower case: "the Algerian War" is a war.
    fn lemma(&self, token: TokenIx) -> &str {
        let token = self.annotated.token(token);
        if token.pos == Pos::Propn { &token.lower } else { &token.lemma }
    }

    fn sentence(&self, token: TokenIx) -> u32 {
        self.annotated.token(token).sentence
    }
}

fn conflict<T: PartialEq>(a: Option<&T>, b: Option<&T>) -> bool {
    matches!((a, b), (Some(a), Some(b)) if a != b)
}

/// Told as a fact, an accusation or a denial of one; the rest is only in somebody's mind.
fn has_happened(event: &Event) -> bool {
    event.claims.iter().any(|c| matches!(c.status, Status::Asserted | Status::Alleged)) || is_denied(event)
}

/// A denial answers whatever was told.
fn is_denied(event: &Event) -> bool {
    event.claims.iter().all(|c| c.status == Status::Denied)
}

fn is_elsewhere(a: &Event, b: &Event) -> bool {
    let days = |e: &Event| e.date.as_ref().and_then(|d| Some((d.from?, d.to?)));
    // What is only planned may be put off to another day.
    let told = has_happened(a) && has_happened(b);
    if let (Some(a), Some(b)) = (days(a), days(b))
        && (a.1 < b.0 || b.1 < a.0)
        && told
    {
        return true;
    }
    let names = |e: &Event| {
        e.places
            .iter()
            .filter(|p| p.country.is_some() || p.geonames.is_none())
            .filter_map(|p| p.name.clone().or_else(|| p.geonames.map(|g| g.to_string())))
            .collect::<Vec<_>>()
    };
    let (a, b) = (names(a), names(b));
    !a.is_empty() && !b.is_empty() && !a.iter().any(|x| b.contains(x))
}
