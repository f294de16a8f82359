//! What can be referred to, and what is known of it.

use sayso_model::{Annotated, Dep, Document, Entity, EntityKind, Pos, Tag, TokenIx};
use smol_str::SmolStr;

use super::lexicon;
use crate::layer::en;
use crate::layer::name::gazetteer::{self, Class};
use crate::layer::name::person::first_name;
use crate::layer::name::title::{self, Sex};

/// Most words before a name that are looked at for its titles.
const BEFORE_MAX: TokenIx = 7;

/// What something is, as far as pronouns care.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Sort {
    Person,
    /// Several persons.
    People,
    /// A body; `they` if the noun is one of many heads.
    Body,
    State,
    Place,
    Thing,
    Things,
}

/// What is known of one person, body or thing from all its mentions so far.
#[derive(Clone, Debug)]
pub(super) struct Referent {
    /// Head token of the mention that all others point to.
    pub root: TokenIx,
    pub sort: Sort,
    pub sex: Option<Sex>,
    pub named: bool,
    /// May be "they" though it is one.
    pub collective: bool,
    /// A body whose noun is plural: "police".
    pub plural: bool,
    pub class: Class,
    /// True for the people or the adjective of a state: "Russian".
    pub of_state: bool,
    /// For a state: what its own bodies are called by, its name and its adjective.
    pub names: Vec<SmolStr>,
    /// Titles, descriptions and their modifiers: words that a definite noun phrase may use.
    pub words: Vec<SmolStr>,
}

/// Where and how a referent was mentioned.
#[derive(Clone, Copy, Debug)]
pub(super) struct Mention {
    pub head: TokenIx,
    pub referent: u32,
    pub sentence: u32,
    pub quotation: Option<u32>,
    pub is_subject: bool,
    pub is_object: bool,
    /// Subject of a verb of saying.
    pub says: bool,
    /// Stands before a noun that it belongs to: "the Hamas attack".
    pub is_modifier: bool,
    /// Joined with another: "he and she".
    pub is_joined: bool,
    pub is_pronoun: bool,
    /// Names a state as one who acts.
    pub state_acts: bool,
}

impl Mention {
    /// True if a state acts here by its own name.
    pub fn is_state(&self) -> bool {
        self.state_acts
    }
}

pub(super) fn mention(annotated: &Annotated, head: TokenIx, referent: u32, sort: Sort) -> Mention {
    let token = annotated.token(head);
    let top = conjoined(annotated, head);
    let is_subject = matches!(annotated.token(top).dep, Dep::Nsubj | Dep::Nsubjpass);
    let verb = annotated.token(top).head;
    let says = annotated.token(top).dep == Dep::Nsubj
        && en::reporting(&annotated.token(verb).lemma).is_some_and(|r| !r.thinks)
        || is_accorded(annotated, top);
    let is_modifier = matches!(token.dep, Dep::Compound | Dep::Amod | Dep::Nmod);
    Mention {
        head,
        referent,
        sentence: token.sentence,
        quotation: token.quotation,
        is_subject,
        is_object: matches!(annotated.token(top).dep, Dep::Dobj | Dep::Pobj | Dep::Dative),
        says,
        is_modifier,
        is_joined: annotated.children_by(head, Dep::Conj).next().is_some(),
        is_pronoun: token.pos == Pos::Pron,
        state_acts: is_subject && sort == Sort::State && token.pos != Pos::Pron,
    }
}

/// "according to the ministry"
fn is_accorded(annotated: &Annotated, noun: TokenIx) -> bool {
    let preposition = annotated.token(annotated.token(noun).head);
    annotated.token(noun).dep == Dep::Pobj
        && en::is_according(&annotated.token(preposition.head).lower, &preposition.lower)
}

/// The first of joined nouns, which carries their common relation.
fn conjoined(annotated: &Annotated, head: TokenIx) -> TokenIx {
    let mut at = head;
    for _ in 0..8 {
        if annotated.token(at).dep != Dep::Conj {
            break;
        }
        at = annotated.token(at).head;
    }
    at
}

/// What a name names.
pub(super) fn named(annotated: &Annotated, document: &Document, entity: Entity, head: TokenIx) -> Referent {
    let text = annotated.tokens_span(entity.start, entity.end).text(&document.text);
    let many = matches!(annotated.token(head).tag, Tag::Nnps | Tag::Nns);
    let mut class = gazetteer::known().class_of(text);
    let sort = match entity.kind {
        EntityKind::Person => Sort::Person,
        EntityKind::Norp => Sort::People,
        EntityKind::Org => Sort::Body,
        EntityKind::Gpe if class == Class::State => Sort::State,
        EntityKind::Gpe | EntityKind::Loc | EntityKind::Fac => Sort::Place,
        _ => Sort::Thing,
    };
    if sort == Sort::Place && class == Class::Unknown {
        class = Class::Place;
    }
    let mut words = describing(annotated, entity, head);
    let sex = match sort {
        Sort::Person => words
            .iter()
            .find_map(|w| title::title(w).and_then(|t| t.sex).or_else(|| lexicon::person(w).flatten()))
            .or_else(|| first_name(annotated.token(entity.start).span.text(&document.text))),
        _ => None,
    };
    if sort == Sort::Body {
        words.extend((entity.start..entity.end).map(|i| annotated.token(i).lower.clone()));
    }
    let collective = many || sort == Sort::Body;
    let names = if sort == Sort::State { gazetteer::known().forms_of(text) } else { Vec::new() };
    let of_state = sort == Sort::People && gazetteer::known().state_of(text).is_some();
    Referent { root: head, sort, sex, named: true, collective, plural: false, class, of_state, names, words }
}

/// Titles before a name and nouns in apposition to it, with their modifiers.
fn describing(annotated: &Annotated, entity: Entity, head: TokenIx) -> Vec<SmolStr> {
    let mut words = Vec::new();
    let first = annotated.sentence_of(head).start.max(entity.start.saturating_sub(BEFORE_MAX));
    for i in (first..entity.start).rev() {
        let token = annotated.token(i);
        let part = matches!(token.dep, Dep::Compound | Dep::Amod | Dep::Nmod | Dep::Poss)
            && (entity.start..entity.end).contains(&top_of(annotated, i));
        if !part {
            break;
        }
        words.push(token.lemma.to_lowercase().into());
    }
    let apposed = annotated
        .children_by(head, Dep::Appos)
        .chain((annotated.token(head).dep == Dep::Appos).then(|| annotated.token(head).head));
    for noun in apposed.filter(|&n| annotated.token(n).pos == Pos::Noun) {
        words.push(annotated.token(noun).lemma.clone());
        words.extend(modifiers(annotated, noun));
    }
    // "Mehr news agency", "the Hamas group"
    if annotated.token(head).dep == Dep::Compound
        && annotated.token(annotated.token(head).head).pos == Pos::Noun
    {
        words.push(annotated.token(annotated.token(head).head).lemma.clone());
    }
    words
}

/// The head of the noun phrase that a modifier is part of.
fn top_of(annotated: &Annotated, modifier: TokenIx) -> TokenIx {
    let mut at = modifier;
    for _ in 0..6 {
        if !matches!(annotated.token(at).dep, Dep::Compound | Dep::Amod | Dep::Nmod | Dep::Poss) {
            break;
        }
        at = annotated.token(at).head;
    }
    at
}

/// Words before a noun that narrow it down.
pub(super) fn modifiers(annotated: &Annotated, noun: TokenIx) -> impl Iterator<Item = SmolStr> + '_ {
    annotated.children(noun).iter().filter_map(move |&c| {
        let token = annotated.token(c);
        let narrows = matches!(token.dep, Dep::Compound | Dep::Amod | Dep::Nmod | Dep::Nummod) && c < noun;
        narrows.then(|| token.lemma.to_lowercase().into())
    })
}

/// What a common noun stands for when nothing before it is meant.
pub(super) fn common(annotated: &Annotated, noun: TokenIx) -> Referent {
    let token = annotated.token(noun);
    let lemma = &token.lemma;
    let plural = token.tag == Tag::Nns && token.lower == *lemma && lexicon::is_collective(lemma);
    let many = token.tag == Tag::Nns && !plural;
    let person = lexicon::person(lemma);
    let class = lexicon::classes(lemma).first().copied().unwrap_or(Class::Unknown);
    let sort = match (person, many) {
        (Some(_), false) => Sort::Person,
        (Some(_), true) => Sort::People,
        (None, _) if lemma == "people" || lemma == "person" => Sort::People,
        (None, false) if class != Class::Unknown || lexicon::is_collective(lemma) => match class {
            Class::State => Sort::State,
            Class::Place => Sort::Place,
            _ => Sort::Body,
        },
        (None, false) => Sort::Thing,
        // Forces, groups, authorities
        (None, true) if lexicon::is_collective(lemma) || class == Class::Group => Sort::People,
        (None, true) => Sort::Things,
    };
    let mut words: Vec<SmolStr> = vec![lemma.clone()];
    words.extend(modifiers(annotated, noun));
    Referent {
        root: noun,
        sort,
        sex: person.flatten(),
        named: false,
        collective: many || lexicon::is_collective(lemma),
        plural,
        class,
        of_state: false,
        names: Vec::new(),
        words,
    }
}
