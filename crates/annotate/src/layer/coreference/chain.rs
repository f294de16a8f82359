//! Which names name the same?
//!
//! Names written alike; a surname and the full name; a body's short form, the end of its name, or its acronym. All
//! point to the first full form, forward if need be.

use rustc_hash::FxHashMap;
use sayso_model::{Annotated, Document, Entity, EntityKind, Tag, TokenIx};

use crate::layer::name::{gazetteer, is_name};

/// A name and what it is a form of.
pub(super) struct Named {
    pub entity: Entity,
    pub head: TokenIx,
    /// Index of the first full form, its own for one.
    pub full: usize,
}

/// The token of a name that hangs on what is outside of it.
pub(super) fn head_of(annotated: &Annotated, entity: Entity) -> TokenIx {
    let outside = |i: TokenIx| annotated.head(i).is_none_or(|h| h < entity.start || h >= entity.end);
    (entity.start..entity.end).rev().find(|&i| outside(i)).unwrap_or(entity.end - 1)
}

/// Words of a name in lower case, without marks.
fn words(annotated: &Annotated, entity: Entity) -> Vec<String> {
    let mut words: Vec<String> = Vec::new();
    for i in entity.start..entity.end {
        let word: String = annotated.token(i).lower.chars().filter(|&c| c != '.' && c != '\'').collect();
        if word.chars().any(char::is_alphanumeric) {
            words.push(word);
        }
    }
    words
}

/// First letters of the capitalised words of a name.
fn initials(annotated: &Annotated, document: &Document, entity: Entity) -> String {
    let text = annotated.tokens_span(entity.start, entity.end).text(&document.text);
    let words = text.split(|c: char| c.is_whitespace() || c == '-');
    words.filter_map(|w| w.chars().next()).filter(|c| c.is_uppercase()).flat_map(char::to_lowercase).collect()
}

/// Full forms that a short form may mean, in order of the text.
#[derive(Default)]
struct Index {
    /// By kind of name and what is left of it in the short form.
    by_short: FxHashMap<(Family, String), Vec<usize>>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
enum Family {
    Person,
    Body,
    Place,
    Other(EntityKind),
}

fn family(kind: EntityKind) -> Family {
    match kind {
        EntityKind::Person => Family::Person,
        EntityKind::Org => Family::Body,
        EntityKind::Gpe | EntityKind::Loc => Family::Place,
        other => Family::Other(other),
    }
}

/// All names of the document with their full forms.
pub(super) fn names(annotated: &Annotated, document: &Document) -> Vec<Named> {
    let entities: Vec<Entity> =
        annotated.entities.iter().copied().filter(|e| is_name(e.kind) && e.start < e.end).collect();
    let mut names: Vec<Named> = Vec::with_capacity(entities.len());
    let mut first: FxHashMap<(Family, String), usize> = FxHashMap::default();
    let mut index = Index::default();
    let mut keys = Vec::with_capacity(entities.len());
    for (i, &entity) in entities.iter().enumerate() {
        let words = words(annotated, entity);
        let family = family(entity.kind);
        let full = *first.entry((family, words.join(" "))).or_insert(i);
        if full == i && words.len() > 1 {
            let first = annotated.token(entity.start);
            // "UN" is not short for "UN Security Council", nor "Iran" for its navy.
            let kind = gazetteer::known().kind_of(first.span.text(&document.text));
            let own = kind.is_none_or(|k| k == EntityKind::Org)
                && !matches!(first.tag, Tag::Jj)
                && first.span.text(&document.text).chars().any(char::is_lowercase);
            index.add(family, &words, own, initials(annotated, document, entity), i);
        }
        names.push(Named { entity, head: head_of(annotated, entity), full });
        keys.push((family, words));
    }
    for i in 0..names.len() {
        if names[i].full == i
            && let Some(full) = index.meant(&keys[i].0, &keys[i].1, i)
        {
            names[i].full = full;
        }
    }
    // Forms point to forms that point to the full one.
    for i in 0..names.len() {
        let mut full = names[i].full;
        for _ in 0..4 {
            full = names[full].full;
        }
        names[i].full = full;
    }
    names
}

impl Index {
    fn add(&mut self, family: Family, words: &[String], own: bool, initials: String, name: usize) {
        let mut short = |short: String| {
            let meant = self.by_short.entry((family, short)).or_default();
            if meant.last() != Some(&name) {
                meant.push(name);
            }
        };
        match family {
            Family::Person => {
                for word in words {
                    short(word.clone());
                }
                if words.len() > 2 {
                    // "Mohammad Reza Zahedi": Reza Zahedi, Mohammad Zahedi
                    short(words[1..].join(" "));
                    short(format!("{} {}", words[0], words[words.len() - 1]));
                }
            }
            Family::Body => {
                if own {
                    short(words[0].clone());
                }
                for from in 1..words.len().min(6) {
                    if words.len() - from > 1 {
                        short(words[from..].join(" "));
                    }
                }
                short(initials);
            }
            Family::Place => short(initials),
            Family::Other(_) => {}
        }
    }

    /// The full form that name `i` is short for: the last one before it, else the first behind it.
    fn meant(&self, family: &Family, words: &[String], i: usize) -> Option<usize> {
        let meant = self.by_short.get(&(*family, words.join(" ")))?;
        let before = meant.partition_point(|&m| m < i);
        // A person's last name is meant before a first name or another part.
        meant[..before].last().or(meant.get(before)).copied().filter(|&m| m != i)
    }
}
