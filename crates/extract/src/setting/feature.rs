//! What tells that a name is the place of an event: the grammar between them, the words around the name, its rivals.
//!
//! A feature is a short name; weights are learnt for it by `examples/train_event_places.rs`.

use std::fmt::Write;

use sayso_model::{Annotated, Dep, EntityKind, PlaceMention, Pos, TokenIx};

use super::lexicon::PlaceWords;

/// Longest chain of words that is told between name and event.
const STEPS: usize = 6;

/// What the features are read from.
pub(crate) struct Scene<'a> {
    pub text: &'a Annotated,
    pub words: &'a PlaceWords,
    pub event: TokenIx,
    pub names: &'a [PlaceMention],
    /// Names that the grammar of phrases gives, nearest ring first.
    pub rings: &'a [PlaceMention],
}

/// Writes features into one buffer and hands each on.
struct Page<'s> {
    name: String,
    sink: &'s mut dyn FnMut(&str),
}

impl Page<'_> {
    fn show(&mut self, arguments: std::fmt::Arguments<'_>) {
        self.name.clear();
        // Writing to a string cannot fail.
        let _ = self.name.write_fmt(arguments);
        (self.sink)(&self.name);
    }
}

impl Scene<'_> {
    /// Features of "it has no place here".
    pub fn none(&self, sink: &mut dyn FnMut(&str)) {
        let mut page = Page { name: String::with_capacity(48), sink };
        let token = self.text.token(self.event);
        page.show(format_args!("none"));
        page.show(format_args!("none,lemma={}", token.lemma));
        page.show(format_args!("none,dep={}", token.dep.as_str()));
        page.show(format_args!("none,tag={}", token.tag.as_str()));
        page.show(format_args!("none,names={}", self.names.len().min(6)));
        page.show(format_args!("none,ring={}", u8::from(!self.rings.is_empty())));
        if self.words.is_saying(&token.lemma) {
            page.show(format_args!("none,saying"));
        }
        let known = self.names.iter().filter(|n| is_place(self.kind(n))).count();
        page.show(format_args!("none,known={}", known.min(3)));
    }

    /// Features of the name at `at`.
    pub fn name(&self, at: usize, sink: &mut dyn FnMut(&str)) {
        let mut page = Page { name: String::with_capacity(96), sink };
        let name = &self.names[at];
        let kind = self.kind(name);
        let label = label(kind);
        let token = self.text.token(name.head);
        page.show(format_args!("kind={label}"));
        page.show(format_args!("dep={}", token.dep.as_str()));
        page.show(format_args!("kind,dep={label},{}", token.dep.as_str()));
        let last = self.text.token_at(name.span.end() - 1).unwrap_or(name.head);
        page.show(format_args!("last={}", self.text.token(last).lower));
        let first = self.text.token_at(name.span.start()).unwrap_or(last);
        let words = last - first.min(last) + 1;
        page.show(format_args!("words={}", words.min(4)));
        let inside = self.names.iter().any(|o| o.span != name.span && o.span.contains(name.span));
        let outside = self.names.iter().any(|o| o.span != name.span && name.span.contains(o.span));
        let whole = self.text.entity_of(name.head).is_some_and(|e| (e.start, e.end) == (first, last + 1));
        if inside || outside || !whole {
            page.show(format_args!("reading={inside},{outside},{whole},{label}"));
        }
        if inside || outside {
            page.show(format_args!("reading-last={inside},{}", self.text.token(last).lower));
        }
        if words > 1 && self.words.is_part(&self.text.token(last).lower) {
            page.show(format_args!("ends-in-part"));
        }
        self.paths(name, label, &mut page);
        self.around(name, label, &mut page);
        self.rank(at, label, &mut page);
    }

    fn kind(&self, name: &PlaceMention) -> Option<EntityKind> {
        self.text.entity_of(name.head).map(|e| e.kind)
    }

    /// The way through the tree from the name to the event.
    fn paths(&self, name: &PlaceMention, label: &str, page: &mut Page<'_>) {
        let text = self.text;
        let up: Vec<TokenIx> = std::iter::once(name.head).chain(text.ancestors(name.head)).collect();
        let event_up: Vec<TokenIx> = std::iter::once(self.event).chain(text.ancestors(self.event)).collect();
        let meet = up.iter().position(|t| event_up.contains(t));
        let Some(meet) = meet else {
            page.show(format_args!("apart"));
            return;
        };
        let down = event_up.iter().position(|t| *t == up[meet]).unwrap_or(0);
        let mut path = String::new();
        let mut short = String::new();
        for &t in up[..meet].iter().take(STEPS) {
            let token = text.token(t);
            let dep = token.dep.as_str();
            // The preposition is named, the nouns are not.
            match token.pos {
                Pos::Adp => {
                    let _ = write!(path, "{dep}:{}>", token.lower);
                }
                _ => {
                    let _ = write!(path, "{dep}>");
                }
            }
            if token.pos != Pos::Propn {
                let _ = write!(short, "{dep}>");
            }
        }
        let mut down_path = String::new();
        for &t in event_up[..down].iter().take(STEPS) {
            let _ = write!(down_path, "<{}", text.token(t).dep.as_str());
        }
        page.show(format_args!("path={path}{down_path}"));
        page.show(format_args!("up={path}"));
        page.show(format_args!("short={short}{down_path}"));
        page.show(format_args!("down={down_path}"));
        page.show(format_args!("kind,down={label},{down_path}"));
        page.show(format_args!("steps={},{}", meet.min(6), down.min(5)));
        let event = text.token(self.event);
        if down == 0 {
            page.show(format_args!("lemma,up={},{path}", event.lemma));
        } else {
            let top = text.token(up[meet]);
            page.show(format_args!("top={}", top.lemma));
            page.show(format_args!("top,pos={},{down_path}", top.pos.as_str()));
            if self.words.is_saying(&top.lemma) {
                page.show(format_args!("top-saying={down_path}"));
            }
        }
        // The phrase that hangs on the verb on the way up.
        if meet > 0 {
            let under = text.token(up[meet - 1]);
            page.show(format_args!("hangs={},{},{}", under.dep.as_str(), word(under), label));
            page.show(format_args!("lemma,hangs={},{},{}", event.lemma, under.dep.as_str(), word(under)));
        }
        let clauses = up[..meet].iter().filter(|&&t| opens_clause(text.token(t).dep)).count();
        page.show(format_args!("clauses={}", clauses.min(3)));
        let inner = up[1..meet.max(1)].iter().find(|&&t| matches!(text.token(t).pos, Pos::Noun | Pos::Propn));
        if let Some(&inner) = inner {
            let noun = text.token(inner);
            page.show(format_args!("inner={}", noun.lemma));
            if self.words.is_settlement(&noun.lower) {
                page.show(format_args!("inner-settlement={}", text.token(name.head).dep.as_str()));
            } else if self.words.is_part(&noun.lower) {
                page.show(format_args!("inner-part={}", text.token(name.head).dep.as_str()));
            }
        }
        // Another verb stands between them in the tree.
        let verbs = |chain: &[TokenIx]| {
            chain.iter().filter(|&&t| t != self.event && text.token(t).pos == Pos::Verb).count()
        };
        page.show(format_args!("verbs={},{}", verbs(&up[..meet]).min(2), verbs(&event_up[..down]).min(2)));
    }

    /// The words beside the name.
    fn around(&self, name: &PlaceMention, label: &str, page: &mut Page<'_>) {
        let text = self.text;
        let sentence = text.sentence_of(name.head);
        let first = text.token_at(name.span.start()).unwrap_or(name.head);
        let last = text.token_at(name.span.end() - 1).unwrap_or(name.head);
        let at = |t: Option<TokenIx>| match t.filter(|t| (sentence.start..sentence.end).contains(t)) {
            Some(t) => word(text.token(t)),
            None => "-",
        };
        let before = at(first.checked_sub(1));
        let after = at(Some(last + 1));
        page.show(format_args!("before={before}"));
        page.show(format_args!("after={after}"));
        page.show(format_args!("kind,before={label},{before}"));
        page.show(format_args!("kind,after={label},{after}"));
        page.show(format_args!("before2={},{before}", at(first.checked_sub(2))));
        let governor = text.ancestors(name.head).find(|&t| text.token(t).pos == Pos::Adp);
        if let Some(preposition) = governor {
            let word = text.token(preposition).lower.as_str();
            page.show(format_args!("prep={word}"));
            if let Some(head) = text.head(preposition) {
                let head = text.token(head);
                page.show(format_args!("prep,head={word},{}", head.pos.as_str()));
                page.show(format_args!("prep,noun={word},{}", head.lemma));
            }
        }
        let opens = first <= sentence.start + 1;
        if opens {
            page.show(format_args!("opens={after}"));
        }
        let side = if name.head < self.event { "before" } else { "after" };
        let distance = name.head.abs_diff(self.event);
        let far = [2, 4, 7, 11, 16, 24, 40].iter().filter(|&&d| distance > d).count();
        page.show(format_args!("side={side}"));
        page.show(format_args!("far={side},{far}"));
        let (from, to) = (name.head.min(self.event), name.head.max(self.event));
        let verbs = (from + 1..to).filter(|&t| text.token(t).pos == Pos::Verb).count();
        page.show(format_args!("verbs-between={side},{}", verbs.min(3)));
        let commas = (from + 1..to).filter(|&t| text.token(t).lower == ",").count();
        page.show(format_args!("commas-between={side},{}", commas.min(3)));
    }

    /// The name among the others.
    fn rank(&self, at: usize, label: &str, page: &mut Page<'_>) {
        let name = &self.names[at];
        let ring = self.rings.iter().position(|r| r.span.overlaps(name.span));
        match ring {
            Some(i) => {
                page.show(format_args!("ring"));
                page.show(format_args!("ring,kind={label}"));
                page.show(format_args!("ring,place={}", i.min(2)));
            }
            None if self.rings.is_empty() => page.show(format_args!("no-ring,kind={label}")),
            None => page.show(format_args!("other-ring")),
        }
        let place = |n: &PlaceMention| is_place(self.kind(n));
        let known: Vec<usize> = (0..self.names.len()).filter(|&i| place(&self.names[i])).collect();
        if let Some(rank) = known.iter().position(|&i| i == at) {
            page.show(format_args!("known-rank={},{}", rank.min(3), known.len().min(4)));
        }
        let distance = |n: &PlaceMention| n.head.abs_diff(self.event);
        let nearer = self.names.iter().filter(|n| place(n) && distance(n) < distance(name)).count();
        page.show(format_args!("nearer={label},{}", nearer.min(3)));
        // "Nabatieh, Lebanon": the inner name comes first.
        let joined = |a: &PlaceMention, b: &PlaceMention| {
            let (end, start) = (self.text.token_at(a.span.end() - 1), self.text.token_at(b.span.start()));
            matches!((end, start), (Some(e), Some(s)) if s == e + 2 && self.text.token(e + 1).lower == ",")
        };
        if self.names.get(at + 1).is_some_and(|next| joined(name, next)) {
            page.show(format_args!("comma-name,{label}"));
        }
        if at > 0 && joined(&self.names[at - 1], name) {
            page.show(format_args!("name-comma,{label}"));
        }
        // A name under this one's phrase or above it: "the Kindi Hospital in Aleppo".
        for (i, other) in self.names.iter().enumerate().filter(|&(i, _)| i != at) {
            let side = if i < at { "before" } else { "after" };
            if self.text.is_under(other.head, name.head) {
                page.show(format_args!("holds-name={side},{label}"));
            }
            if self.text.is_under(name.head, other.head) {
                page.show(format_args!("held-by-name={side},{label}"));
            }
        }
    }
}

fn is_place(kind: Option<EntityKind>) -> bool {
    matches!(kind, Some(EntityKind::Gpe | EntityKind::Loc | EntityKind::Fac))
}

fn label(kind: Option<EntityKind>) -> &'static str {
    match kind {
        Some(EntityKind::Gpe) => "gpe",
        Some(EntityKind::Loc) => "loc",
        Some(EntityKind::Fac) => "fac",
        Some(EntityKind::Org) => "org",
        Some(EntityKind::Person) => "person",
        Some(EntityKind::Norp) => "people",
        Some(EntityKind::Date | EntityKind::Time) => "time",
        Some(_) => "other",
        None => "-",
    }
}

/// The word itself where it is grammar or a common noun, its part of speech where it is a name or number.
fn word(token: &sayso_model::Token) -> &str {
    match token.pos {
        Pos::Propn | Pos::Num => token.pos.as_str(),
        Pos::Verb => token.lemma.as_str(),
        _ => token.lower.as_str(),
    }
}

fn opens_clause(dep: Dep) -> bool {
    matches!(
        dep,
        Dep::Relcl | Dep::Advcl | Dep::Ccomp | Dep::Acl | Dep::Pcomp | Dep::Csubj | Dep::Conj | Dep::Xcomp
    )
}
