//! One name, one kind: the full form of a name decides over its short forms in the whole document.
//!
//! "Asif" after "Khawaja Asif" is that person, "TTP" the organisation that the text or its initials explain, "Amnesty"
//! after "Amnesty International" the organisation. A short form that the tagger did not see becomes a name.

use rustc_hash::FxHashMap;
use sayso_model::{Annotated, Document, EntityKind, Tag, TokenIx};

use super::acronym::is_acronym;
use super::spans::{Evidence, Name, Spans};
use super::{context, extent, gazetteer, is_name, title};

/// What a single word stands for in this document.
#[derive(Clone, Copy, Debug)]
struct Short {
    kind: EntityKind,
    /// A surname or an acronym: also where the tagger saw no name or another kind.
    strong: bool,
}

pub(super) fn mark(annotated: &Annotated, document: &Document, spans: &mut Spans) {
    let text = |name: Name| annotated.tokens_span(name.start, name.end).text(&document.text);
    let mut names: Vec<Name> = spans.all().filter(|n| is_name(n.kind)).collect();
    names.sort_unstable_by_key(|n| n.start);
    agree(&mut names, spans, text);
    for name in &mut names {
        let start = extent::lengthened(annotated, document, spans, name.start);
        if name.kind == EntityKind::Person && start < name.start {
            name.start = start;
            spans.put(*name);
        }
    }
    let shorts = shorts(annotated, document, &names);
    for name in names.iter().filter(|n| n.end - n.start == 1 && n.evidence == Evidence::Tagger) {
        if let Some(short) = shorts.get(text(*name))
            && (short.strong || name.kind != EntityKind::Gpe)
        {
            spans.set_kind(*name, short.kind, Evidence::Context);
        }
    }
    for i in 0..annotated.tokens.len() as TokenIx {
        let token = annotated.token(i);
        if !matches!(token.tag, Tag::Nnp | Tag::Nnps | Tag::Nn | Tag::Nns | Tag::Jj | Tag::Fw)
            || spans.at(i).is_some()
        {
            continue;
        }
        let word = token.span.text(&document.text);
        let Some(short) = shorts.get(word).filter(|s| s.strong) else { continue };
        // A capital at the start of a sentence proves nothing, and a surname in a longer name is not the person.
        let proper = matches!(token.tag, Tag::Nnp | Tag::Nnps) || i != annotated.sentence_of(i).start;
        let beside = |k: TokenIx| {
            annotated
                .tokens
                .get(k as usize)
                .is_some_and(|t| t.tag == Tag::Nnp && t.sentence == token.sentence)
                && !title::is_title(&annotated.token(k).lower)
                && spans.at(k).is_none()
        };
        let part = short.kind == EntityKind::Person && beside(i + 1);
        if proper && !part {
            spans.put(Name { start: i, end: i + 1, kind: short.kind, evidence: Evidence::Context });
        }
    }
}

/// Gives all names that are written alike the kind with the best evidence, or that most of them have.
fn agree<'t>(names: &mut [Name], spans: &mut Spans, text: impl Fn(Name) -> &'t str) {
    let mut votes: FxHashMap<&str, Vec<(EntityKind, u32)>> = FxHashMap::default();
    for name in names.iter() {
        let weight = match name.evidence {
            Evidence::Tagger => 1,
            Evidence::Context => 20,
            Evidence::Known => 1000,
        };
        let kinds = votes.entry(text(*name)).or_default();
        match kinds.iter_mut().find(|(kind, _)| *kind == name.kind) {
            Some((_, votes)) => *votes += weight,
            None => kinds.push((name.kind, weight)),
        }
    }
    for name in names.iter_mut() {
        let votes = &votes[text(*name)];
        // The first of equals stands: kinds are in order of appearance.
        let Some(&(mut kind, most)) = votes.iter().rev().max_by_key(|(_, votes)| *votes) else { continue };
        // A place that no list knows is less likely than a person.
        let person = votes.iter().find(|(kind, _)| *kind == EntityKind::Person);
        if kind == EntityKind::Gpe && person.is_some_and(|(_, votes)| votes * 2 > most) {
            kind = EntityKind::Person;
        }
        if kind != name.kind {
            name.kind = kind;
            spans.set_kind(*name, kind, name.evidence);
        }
    }
}

fn shorts<'t>(annotated: &Annotated, document: &'t Document, names: &[Name]) -> FxHashMap<&'t str, Short> {
    let mut shorts: FxHashMap<&str, Short> = FxHashMap::default();
    let word = |i: TokenIx| annotated.token(i).span.text(&document.text);
    let free = |text: &str| {
        text.starts_with(char::is_uppercase) || text.contains('-') && text.contains(char::is_uppercase)
    };
    let known = |text: &str| gazetteer::known().kind_of(text).is_some();
    let mut add = |text: &'t str, kind: EntityKind, strong: bool| {
        if text.len() > 1 && free(text) && !known(text) {
            let short = shorts.entry(text).or_insert(Short { kind, strong });
            // A person's surname goes before the first word of a body named after the person.
            if strong
                && (!short.strong || (kind == EntityKind::Person && short.kind != kind && !is_acronym(text)))
            {
                *short = Short { kind, strong };
            }
        }
    };
    for name in names {
        let (start, end) = (name.start, name.end);
        if end - start < 2 {
            if is_acronym(word(start)) && name.evidence > Evidence::Tagger {
                add(word(start), name.kind, true);
            }
            continue;
        }
        match name.kind {
            EntityKind::Person => {
                add(word(end - 1), name.kind, !is_acronym(word(end - 1)));
                for i in start..end - 1 {
                    if !title::is_title(&annotated.token(i).lower) {
                        add(word(i), name.kind, false);
                    }
                }
            }
            EntityKind::Org => {
                let generic = context::is_body_word(&annotated.token(start).lower)
                    || title::is_office_word(&annotated.token(start).lower)
                    || matches!(annotated.token(start).tag, Tag::Jj | Tag::Dt | Tag::In);
                if !generic {
                    add(word(start), name.kind, false);
                }
            }
            _ => {}
        }
    }
    let initials = initials(annotated, document, names);
    for i in 0..annotated.tokens.len() as TokenIx {
        let text = word(i);
        if is_acronym(text)
            && let Some(&kind) = initials.get(text)
        {
            add(text, kind, true);
        }
    }
    shorts
}

/// Acronyms that the names of bodies make.
fn initials(annotated: &Annotated, document: &Document, names: &[Name]) -> FxHashMap<String, EntityKind> {
    let mut found = FxHashMap::default();
    for name in names.iter().filter(|n| n.kind == EntityKind::Org && n.end - n.start > 2) {
        let letters: String = (name.start..name.end)
            .filter_map(|i| annotated.token(i).span.text(&document.text).chars().next())
            .filter(|c| c.is_uppercase())
            .collect();
        if letters.chars().count() > 2 {
            found.insert(letters, name.kind);
        }
    }
    found
}
