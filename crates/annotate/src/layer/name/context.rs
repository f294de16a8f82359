//! What the noun beside a name tells of its kind: "the firm Ambrey", "the village of Nabi Saleh".

use std::sync::LazyLock;

use rustc_hash::{FxHashMap, FxHashSet};
use sayso_model::{Annotated, EntityKind, TokenIx};

use super::is_name;
use super::spans::{Evidence, Name, Spans};
use crate::layer::en::lines;

#[derive(Default)]
struct Nouns {
    before: FxHashMap<&'static str, EntityKind>,
    of: FxHashMap<&'static str, EntityKind>,
    after: FxHashMap<&'static str, EntityKind>,
    /// Prepositions after which what looks like a people is where something is.
    at: FxHashMap<&'static str, EntityKind>,
}

static NOUNS: LazyLock<Nouns> = LazyLock::new(|| {
    let mut nouns = Nouns::default();
    for line in lines(include_str!("../../../../../data/en/layer/kind-nouns.tsv")) {
        let mut fields = line.split('\t');
        let place = match fields.next() {
            Some("before") => &mut nouns.before,
            Some("of") => &mut nouns.of,
            Some("at") => &mut nouns.at,
            _ => &mut nouns.after,
        };
        if let Some(kind) = fields.next().and_then(EntityKind::from_label) {
            place.extend(fields.next().unwrap_or_default().split(' ').map(|word| (word, kind)));
        }
    }
    nouns
});

/// Last words of names of bodies.
static BODIES: LazyLock<FxHashSet<&'static str>> =
    LazyLock::new(|| lines(include_str!("../../../../../data/en/layer/body-words.txt")).collect());

/// True if a name that ends with `lower` is the name of a body.
pub(super) fn is_body_word(lower: &str) -> bool {
    BODIES.contains(lower)
}

pub(super) fn mark(annotated: &Annotated, spans: &mut Spans) {
    let names: Vec<Name> =
        spans.all().filter(|n| n.evidence == Evidence::Tagger && is_name(n.kind)).collect();
    for name in names {
        if let Some(kind) = told(annotated, name) {
            spans.set_kind(name, kind, Evidence::Context);
        }
    }
}

fn told(annotated: &Annotated, name: Name) -> Option<EntityKind> {
    let sentence = annotated.sentence_of(name.start);
    let lower = |i: TokenIx| &*annotated.token(i).lower;
    let last = lower(name.end - 1);
    if is_body_word(last) && name.end - name.start > 1 {
        return Some(EntityKind::Org);
    }
    if let Some(before) = name.start.checked_sub(1).filter(|&b| b >= sentence.start) {
        if let Some(&kind) = NOUNS.before.get(lower(before)) {
            return Some(kind);
        }
        // "in Omdurman, where": a people is told of in the plural, or before a noun.
        if name.kind == EntityKind::Norp
            && stands_alone(annotated, name, sentence.end)
            && let Some(&kind) = NOUNS.at.get(lower(before))
        {
            return Some(kind);
        }
        if lower(before) == "of" && before > sentence.start {
            // A person may be "of" a place noun only as its namesake.
            if let Some(&kind) = NOUNS.of.get(lower(before - 1)) {
                return (name.kind != EntityKind::Loc).then_some(kind);
            }
        }
    }
    if name.end < sentence.end
        && let Some(&kind) = NOUNS.after.get(lower(name.end))
    {
        return matches!(name.kind, EntityKind::Person | EntityKind::Org).then_some(kind);
    }
    None
}

/// One proper noun in the singular, with nothing after it that it could modify.
fn stands_alone(annotated: &Annotated, name: Name, end: TokenIx) -> bool {
    use sayso_model::{Pos, Tag};
    let next = (name.end < end).then(|| annotated.token(name.end));
    name.end - name.start == 1
        && annotated.token(name.start).tag == Tag::Nnp
        && next
            .is_none_or(|t| !matches!(t.pos, Pos::Noun | Pos::Propn | Pos::Adj | Pos::Num) && t.lower != "-")
}
