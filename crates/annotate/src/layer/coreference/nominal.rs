//! "the minister", "the group", "the country": who is described so?

use sayso_model::{Annotated, Dep, Pos, TokenIx};
use smol_str::SmolStr;

use super::lexicon;
use super::mention::{Mention, Referent, Sort, modifiers};
use crate::layer::name::gazetteer::Class;

/// Sentences looked back for a description that the name itself bore, and for one of its class only.
const TITLE_SENTENCES: u32 = 40;
const CLASS_SENTENCES: u32 = 4;
/// Most mentions looked back.
const MENTIONS_MAX: usize = 160;
/// Most states remembered while looking back.
const STATES_MAX: usize = 4;
/// How much better the best of two must be.
const MARGIN: f32 = 0.5;

/// How well a definite noun phrase fits a referent.
#[derive(Clone, Copy, PartialEq, PartialOrd)]
enum Fit {
    /// It is of the class that the noun names.
    Class,
    /// It was described with the same noun.
    Noun,
}

/// The referent that a definite noun phrase means, if one stands out.
pub(super) fn meant(
    annotated: &Annotated,
    noun: TokenIx,
    mentions: &[Mention],
    referents: &[Referent],
) -> Option<u32> {
    let token = annotated.token(noun);
    if !is_definite(annotated, noun) {
        return None;
    }
    let narrowed: Vec<SmolStr> = modifiers(annotated, noun).collect();
    let many = token.tag == sayso_model::Tag::Nns;
    let classes = lexicon::classes(&token.lemma);
    let mut best: Option<(f32, u32)> = None;
    let mut second: Option<f32> = None;
    // States that acted since.
    let mut bodies: Vec<u32> = Vec::new();
    for m in mentions.iter().rev().take(MENTIONS_MAX) {
        let back = token.sentence.abs_diff(m.sentence);
        if back > TITLE_SENTENCES {
            break;
        }
        let referent = &referents[m.referent as usize];
        if m.is_state()
            && !referent.names.is_empty()
            && !many
            && !classes.contains(&Class::State)
            && bodies.len() < STATES_MAX
        {
            bodies.push(m.referent);
        }
        let Some(fit) = fit(annotated, noun, &narrowed, referent, m) else { continue };
        if fit == Fit::Class && back > CLASS_SENTENCES {
            continue;
        }
        // "Russia protested … the foreign ministry said": another state's ministry is not meant.
        let foreign = referent.sort == Sort::Body
            && bodies
                .iter()
                .any(|&state| referents[state as usize].names.iter().all(|n| !referent.words.contains(n)));
        if foreign && fit == Fit::Noun {
            continue;
        }
        let nearness = match fit {
            Fit::Noun => 3.0 - 0.1 * back as f32,
            Fit::Class => 1.0 - 0.6 * back as f32,
        };
        let whole = annotated.token(m.head).head;
        let in_subject = m.is_modifier && matches!(annotated.token(whole).dep, Dep::Nsubj | Dep::Nsubjpass);
        let score = nearness + 0.6 * f32::from(m.is_subject || in_subject) + 0.4 * f32::from(m.says)
            - (noun - m.head.min(noun)) as f32 * 0.002;
        match best {
            Some((_, of)) if of == m.referent => {}
            Some((top, _)) if score > top => {
                second = Some(top);
                best = Some((score, m.referent));
            }
            Some(_) => second = Some(second.map_or(score, |s| s.max(score))),
            None => best = Some((score, m.referent)),
        }
    }
    let (score, referent) = best?;
    let clear = second.is_none_or(|s| score - s >= MARGIN * 0.3);
    clear.then_some(referent)
}

/// "the", "this", "that" and no complement that would tell of somebody else.
fn is_definite(annotated: &Annotated, noun: TokenIx) -> bool {
    let mut definite = false;
    for &c in annotated.children(noun) {
        let child = annotated.token(c);
        match child.dep {
            Dep::Det => definite |= matches!(&*child.lower, "the" | "this" | "that" | "these" | "those"),
            Dep::Poss => return false,
            Dep::Prep if matches!(&*child.lower, "of" | "for" | "from" | "in" | "at") && c == noun + 1 => {
                return false;
            }
            Dep::Relcl | Dep::Acl if c > noun && annotated.edges(c).0 == noun + 1 => return false,
            _ => {}
        }
    }
    definite
}

fn fit(
    annotated: &Annotated,
    noun: TokenIx,
    narrowed: &[SmolStr],
    referent: &Referent,
    m: &Mention,
) -> Option<Fit> {
    let token = annotated.token(noun);
    let lemma = &token.lemma;
    let person = lexicon::person(lemma);
    let many = token.tag == sayso_model::Tag::Nns;
    // "Russian ships …, and the country's navy": the adjective names the state.
    if referent.of_state && m.is_modifier && !many && lexicon::classes(lemma).contains(&Class::State) {
        return narrowed.iter().all(|w| lexicon::is_loose(w)).then_some(Fit::Class);
    }
    // One person is not many, and a person is no body.
    match referent.sort {
        Sort::Person if person.is_none() || many => return None,
        Sort::People if !many && !lexicon::is_collective(lemma) => return None,
        Sort::Body | Sort::State | Sort::Place if many => return None,
        Sort::Thing | Sort::Things => return None,
        _ => {}
    }
    if let (Some(Some(sex)), Some(known)) = (person, referent.sex)
        && sex != known
    {
        return None;
    }
    let described = referent.words.iter().any(|w| w == lemma || same_role(w, lemma));
    if described {
        // "the foreign minister" is not the interior minister, "the second source" not the first.
        let agrees = narrowed.iter().all(|w| referent.words.contains(w) || lexicon::is_loose(w));
        // A bare noun of an own referent must have the same number.
        return agrees.then_some(Fit::Noun);
    }
    if !referent.named || !narrowed.iter().all(|w| lexicon::is_loose(w)) || many {
        return None;
    }
    let classes = lexicon::classes(lemma);
    let of_class = match referent.class {
        Class::Unknown => {
            // A body of which nothing is known may be a company or a group, but no ministry.
            referent.sort == Sort::Body && classes.contains(&Class::Company) && referent.words.len() < 6
        }
        class => classes.contains(&class) && allowed(lemma, class),
    };
    of_class.then_some(Fit::Class)
}

/// Nouns for one sort of public body are not used for another: the council is no ministry.
fn allowed(lemma: &str, class: Class) -> bool {
    class != Class::Body
        || matches!(lemma, "organisation" | "organization" | "body" | "institution" | "bloc" | "alliance")
}

/// Words for the same role, whatever the sex.
fn same_role(a: &str, b: &str) -> bool {
    let stem = |w: &str| {
        w.strip_suffix("person")
            .or_else(|| w.strip_suffix("woman"))
            .or_else(|| w.strip_suffix("man"))
            .map(str::len)
    };
    match (stem(a), stem(b)) {
        (Some(x), Some(y)) => x > 2 && x == y && a[..x] == b[..y],
        _ => false,
    }
}

/// True if a noun can open or take up a chain: it heads a noun phrase and names a person, a body or a thing.
pub(super) fn heads_mention(annotated: &Annotated, noun: TokenIx) -> bool {
    let token = annotated.token(noun);
    token.pos == Pos::Noun
        && !matches!(
            token.dep,
            Dep::Compound | Dep::Amod | Dep::Nmod | Dep::Npadvmod | Dep::Prep | Dep::Punct
        )
}
