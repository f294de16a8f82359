//! Whom does a pronoun mean?
//!
//! Candidates are the mentions of the last sentences that agree in number, sex and life. Subjects and speakers count
//! more, older ones less; the subject of a verb of saying is most likely who spoke last. Where the two best are alike,
//! none is taken.

use sayso_model::{Annotated, ArgumentRole, Dep, Pos, Tag, TokenIx};

use super::lexicon::{self, Who};
use super::mention::{Mention, Referent, Sort};
use crate::layer::en;
use crate::layer::name::title::Sex;

const MENTIONS_MAX: usize = 60;

/// What is known where a pronoun stands.
pub(super) struct Here<'a> {
    pub annotated: &'a Annotated,
    pub mentions: &'a [Mention],
    pub referents: &'a [Referent],
    /// Referent of each token that heads a mention.
    pub of_token: &'a [Option<u32>],
    /// Who spoke last outside of quotations.
    pub last_speaker: Option<u32>,
    /// Who speaks the quotation that the pronoun stands in.
    pub own_speaker: Option<u32>,
}

/// The referent that the pronoun `i` means, if one stands out.
pub(super) fn meant(here: &Here, i: TokenIx, who: Who) -> Option<u32> {
    let annotated = here.annotated;
    let token = annotated.token(i);
    if who == Who::It && stands_for_nothing(annotated, i) {
        return None;
    }
    let says = token.dep == Dep::Nsubj
        && en::reporting(&annotated.token(token.head).lemma).is_some_and(|r| !r.thinks)
        && annotated.token(token.head).quotation == token.quotation;
    let reach = match who {
        Who::One(_) => 6,
        _ if says => 3,
        _ => 2,
    };
    // "It was a rare move": what happened, rather than who did it.
    let names_event = who == Who::It
        && token.dep == Dep::Nsubj
        && annotated.token(token.head).pos == Pos::Aux
        && annotated.children_by(token.head, Dep::Attr).next().is_some();
    let mut best: Option<(f32, u32)> = None;
    let mut second: Option<f32> = None;
    for m in here.mentions.iter().rev().take(MENTIONS_MAX) {
        let back = token.sentence.abs_diff(m.sentence);
        if back > reach {
            break;
        }
        let referent = &here.referents[m.referent as usize];
        let possessive = token.dep == Dep::Poss;
        let Some(liking) = agrees(referent, m, who, says, possessive) else { continue };
        let stranger = matches!(who, Who::One(_)) && here.own_speaker == Some(m.referent);
        if stranger || is_beside(annotated, i, m.head) || acts_on(here, i, m.referent) {
            continue;
        }
        let misfit = match referent.sort {
            Sort::Body | Sort::State if names_event => 1.5,
            _ if names_event => 0.8,
            _ => 0.0,
        };
        let score = liking + salience(here, i, m, says, back) - misfit;
        match best {
            Some((top, of)) if of == m.referent => best = Some((top.max(score), of)),
            Some((top, _)) if score > top => {
                second = Some(top);
                best = Some((score, m.referent));
            }
            Some(_) => second = Some(second.map_or(score, |s| s.max(score))),
            None => best = Some((score, m.referent)),
        }
    }
    let (score, referent) = best?;
    let margin = match who {
        Who::One(_) => 0.1,
        // What "it" is, sense tells more often than grammar.
        Who::It if !says && token.dep != Dep::Poss => 0.7,
        _ => 0.25,
    };
    (score > 0.0 && second.is_none_or(|s| score - s >= margin)).then_some(referent)
}

/// How well a referent agrees with a pronoun, `None` if not at all.
fn agrees(referent: &Referent, m: &Mention, who: Who, says: bool, possessive: bool) -> Option<f32> {
    let named = if referent.named { 0.6 } else { 0.0 };
    // "Israeli forces": the forces are meant, not the Israelis.
    let behind = if m.is_modifier { -1.5 } else { 0.0 };
    if m.is_modifier && referent.sort == Sort::People {
        return None;
    }
    let things = if possessive { -1.0 } else { 0.2 };
    let liking = agreement(referent, m, who, says, named, things)?;
    Some(liking + behind)
}

fn agreement(referent: &Referent, m: &Mention, who: Who, says: bool, named: f32, things: f32) -> Option<f32> {
    match (who, referent.sort) {
        (Who::One(sex), Sort::Person) => {
            let known = referent.sex;
            (known.is_none_or(|k| k == sex)).then_some(named + if known.is_some() { 0.5 } else { 0.0 })
        }
        (Who::It, Sort::Body) if referent.plural => says.then_some(0.6),
        (Who::It, Sort::Body | Sort::State) => Some(1.0 + named * 0.5),
        (Who::It, Sort::Place) => (!says).then_some(0.4),
        (Who::It, Sort::Thing) => (!says).then_some(things),
        (Who::They, Sort::People) => Some(1.2),
        (Who::They, _) if m.is_joined && referent.sort != Sort::Thing => Some(0.8),
        (Who::They, Sort::Body) if referent.plural => Some(1.2),
        (Who::They, Sort::Body) => referent.collective.then_some(-0.1),
        (Who::They, Sort::Things) => (!says).then_some(0.4),
        (Who::They, Sort::State) => Some(-0.6),
        _ => None,
    }
}

fn salience(here: &Here, i: TokenIx, m: &Mention, says: bool, back: u32) -> f32 {
    let annotated = here.annotated;
    let token = annotated.token(i);
    let mut score = 1.6 - 1.0 * back as f32 - 0.02 * (i - m.head.min(i)).min(50) as f32;
    if m.is_subject {
        score += 1.2;
    }
    if m.says {
        score += 0.5;
    }
    let subject = matches!(token.dep, Dep::Nsubj | Dep::Nsubjpass);
    if subject && m.is_subject {
        score += 0.4;
    }
    if matches!(token.dep, Dep::Dobj | Dep::Pobj | Dep::Dative) {
        score += if m.is_object { 0.6 } else { -0.1 };
    }
    // Whoever is spoken of goes on being spoken of.
    if m.is_pronoun && here.referents[m.referent as usize].sort == Sort::Person {
        score += 0.6;
    }
    if owns_subject_above(annotated, i, m.head) {
        score += 2.4;
    }
    // Outside of quotations their words are far; inside, those of other quotations.
    if m.quotation.is_some() && token.quotation != m.quotation {
        score -= 1.2;
    }
    if here.last_speaker == Some(m.referent) && token.quotation.is_none() {
        score += match token.dep {
            _ if says => 2.0 + 0.8 * back as f32,
            Dep::Poss => 0.2,
            _ => 0.6,
        };
    }
    // "asked the court to order Israel to stop its attacks": who is to do it.
    let is_thing = matches!(here.referents[m.referent as usize].sort, Sort::Thing | Sort::Things);
    if back == 0 && !is_thing && does_nearest(annotated, i, m.head) {
        score += 3.8;
    }
    // "Iran has sent its ships": the subject of the clause around a possessive.
    if back == 0 && m.is_subject && m.head < i {
        let verb = annotated.token(m.head).head;
        let mut subjects = 0;
        for above in annotated.ancestors(i).take(24) {
            if above == verb && verb != m.head {
                // "Officials said rebels were leaving their camps": the nearest subject.
                let near = if subjects == 0 { 1.5 } else { 0.4 };
                score += if token.dep == Dep::Poss { near } else { 0.3 };
                break;
            }
            let subject = |c: TokenIx| matches!(annotated.token(c).dep, Dep::Nsubj | Dep::Nsubjpass) && c < i;
            subjects += u32::from(annotated.children(above).iter().any(|&c| subject(c)));
        }
    }
    score
}

/// True if somebody is the logical subject of the infinitive whose object is what "its" or "his" owns.
fn does_nearest(annotated: &Annotated, pronoun: TokenIx, who: TokenIx) -> bool {
    let token = annotated.token(pronoun);
    let owned = annotated.token(token.head);
    token.dep == Dep::Poss
        && lexicon::pronoun(&token.lower) != Some(Who::They)
        && owned.dep == Dep::Dobj
        && annotated.token(owned.head).tag == Tag::Vb
        && annotated.arguments.of(owned.head, ArgumentRole::Subject).any(|s| s == who)
}

/// "Lodhi's case has made headlines since he was arrested": the owner of what the main clause tells of, which "he" cannot be.
fn owns_subject_above(annotated: &Annotated, pronoun: TokenIx, owner: TokenIx) -> bool {
    let token = |t: TokenIx| annotated.token(t);
    let owned = token(owner).head;
    let clause = token(pronoun).head;
    token(owner).dep == Dep::Poss
        && token(owned).pos == Pos::Noun
        && lexicon::person(&token(owned).lemma).is_none()
        && matches!(token(owned).dep, Dep::Nsubj | Dep::Nsubjpass)
        && token(clause).dep == Dep::Advcl
        && token(clause).head == token(owned).head
}

/// True if pronoun and mention are arguments of one verb, so that they differ: "he met him".
fn is_beside(annotated: &Annotated, i: TokenIx, other: TokenIx) -> bool {
    let argument =
        |t: TokenIx| matches!(annotated.token(t).dep, Dep::Nsubj | Dep::Nsubjpass | Dep::Dobj | Dep::Dative);
    let token = annotated.token(i);
    let reflexive = token.lower.ends_with("self") || token.lower.ends_with("selves");
    if reflexive || token.dep == Dep::Poss {
        return false;
    }
    let verb_of = |t: TokenIx| {
        let head = annotated.token(t).head;
        // The noun after a preposition of the verb counts too: "he spoke to him".
        if annotated.token(t).dep == Dep::Pobj { annotated.token(head).head } else { head }
    };
    (argument(i) || argument(other)) && verb_of(i) == verb_of(other) && verb_of(i) != i
}

/// True if somebody is the logical subject of the verb whose object the pronoun is, or owns what is: "refused to take them", "its jets
/// bombed it".
fn acts_on(here: &Here, i: TokenIx, who: u32) -> bool {
    let annotated = here.annotated;
    let token = annotated.token(i);
    let reflexive = token.lower.ends_with("self") || token.lower.ends_with("selves");
    let is_who = |t: TokenIx| here.of_token[t as usize] == Some(who);
    // Allies and officials are persons, who may well act on whose they are.
    let is_thing = |s: TokenIx| lexicon::person(&annotated.token(s).lemma).is_none();
    let owns = |s: TokenIx| is_thing(s) && annotated.children_by(s, Dep::Poss).any(is_who);
    token.dep == Dep::Dobj
        && !reflexive
        && annotated
            .arguments
            .of(token.head, ArgumentRole::Subject)
            .any(|s| is_who(s) || token.lower == "it" && owns(s))
}

/// "it is clear that", "it seems", "it was Tuesday".
fn stands_for_nothing(annotated: &Annotated, i: TokenIx) -> bool {
    let token = annotated.token(i);
    if token.dep == Dep::Expl {
        return true;
    }
    if token.lower != "it" {
        return false;
    }
    let verb = token.head;
    let above = annotated.token(verb);
    if lexicon::is_expletive(&above.lemma) && matches!(token.dep, Dep::Nsubj) && above.pos == Pos::Verb {
        return true;
    }
    // "made it clear that", "it made sense to"
    let tells_nothing = |i: TokenIx| lexicon::is_expletive(&annotated.token(i).lemma);
    if (above.pos == Pos::Adj && tells_nothing(verb))
        || annotated.children(verb).iter().any(|&c| {
            c > i && matches!(annotated.token(c).dep, Dep::Ccomp | Dep::Oprd | Dep::Dobj) && tells_nothing(c)
        })
    {
        return true;
    }
    let clause = annotated.children(verb).iter().any(|&c| {
        c > verb
            && matches!(
                annotated.token(c).dep,
                Dep::Ccomp | Dep::Xcomp | Dep::Advcl | Dep::Csubj | Dep::Relcl
            )
    });
    // A predicate that takes a clause: "it has become common to", "it was not until".
    annotated.children(verb).iter().any(|&c| {
        let child = annotated.token(c);
        let link = above.pos == Pos::Aux && matches!(child.dep, Dep::Attr | Dep::Prep | Dep::Mark);
        // "It is the army that …"
        let cleft = child.dep == Dep::Attr && annotated.children_by(c, Dep::Relcl).next().is_some();
        (link && (tells_nothing(c) || cleft))
            || (child.dep == Dep::Acomp && (tells_nothing(c) || (clause && above.pos == Pos::Aux)))
    })
}

/// The main subject that a pronoun in a phrase before it means: "In his reply, the dean said".
pub(super) fn main_subject(annotated: &Annotated, i: TokenIx) -> Option<TokenIx> {
    let top = annotated.ancestors(i).take(24).last()?;
    let subject = annotated.children_by(top, Dep::Nsubj).find(|&s| s > i)?;
    let fronted = annotated.ancestors(i).take(24).any(|a| {
        matches!(annotated.token(a).dep, Dep::Prep | Dep::Advcl)
            && annotated.token(a).head == top
            && a < subject
    });
    (fronted && annotated.token(i).quotation == annotated.token(subject).quotation).then_some(subject)
}

/// True if a person of this sex can be meant by the pronoun.
pub(super) fn fits(who: Who, sex: Option<Sex>) -> bool {
    match who {
        Who::One(wanted) => sex.is_none_or(|s| s == wanted),
        _ => false,
    }
}
