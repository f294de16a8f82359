//! Names that are known beforehand, whatever the tagger makes of them.

use std::sync::LazyLock;

use rustc_hash::FxHashMap;
use sayso_model::{Annotated, Document, EntityKind, Tag, TokenIx};
use smol_str::SmolStr;

use super::spans::{Evidence, Name, Spans};
use crate::layer::en::lines;

/// Names by the first run of letters in them.
#[derive(Debug, Default)]
pub(crate) struct Gazetteer {
    /// Longest first.
    by_word: FxHashMap<Box<str>, Vec<Known>>,
    /// Names and adjectives of every state, in lower case.
    states: Vec<Vec<SmolStr>>,
}

#[derive(Debug)]
struct Known {
    /// As written, quotation marks and dashes straight.
    text: Box<str>,
    kind: EntityKind,
    class: Class,
    /// Line of the list of states, from one; 0 for other names.
    state: u16,
}

/// What sort of body or place a name is of, as far as common nouns for it go ("the group", "the country").
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Class {
    /// Armed group or movement.
    Group,
    /// Public body or association.
    Body,
    /// Of news or media.
    Agency,
    Company,
    State,
    Place,
    Unknown,
}

impl Class {
    /// The class that data files call `word`.
    pub fn of(word: &str) -> Self {
        match word {
            "group" => Self::Group,
            "body" => Self::Body,
            "agency" => Self::Agency,
            "company" => Self::Company,
            "state" => Self::State,
            "place" => Self::Place,
            _ => Self::Unknown,
        }
    }
}

static KNOWN: LazyLock<Gazetteer> = LazyLock::new(|| {
    let mut gazetteer = Gazetteer::default();
    for line in lines(include_str!("../../../../../data/en/layer/names.tsv")) {
        let fields: Vec<&str> = line.split('\t').collect();
        if let [kind, class, names] = fields[..]
            && let Some(kind) = EntityKind::from_label(kind)
        {
            gazetteer.add_all(names, kind, Class::of(class), 0);
        }
    }
    // code, name, adjectives, nationals, capitals, other names
    for line in lines(include_str!("../../../../../data/world/actors/states.tsv")) {
        let fields: Vec<&str> = line.split('\t').collect();
        let state = gazetteer.states.len() as u16 + 1;
        let mut forms = Vec::new();
        for (field, kind, class) in [
            (1, EntityKind::Gpe, Class::State),
            (4, EntityKind::Gpe, Class::Place),
            (5, EntityKind::Gpe, Class::State),
            (2, EntityKind::Norp, Class::Unknown),
            (3, EntityKind::Norp, Class::Unknown),
        ] {
            let names = fields.get(field).unwrap_or(&"");
            gazetteer.add_all(names, kind, class, state);
            // What a body of the state may be called by: "Iran's ministry", "the Iranian ministry".
            if matches!(field, 1 | 2 | 5) {
                forms.extend(names.split(';').map(|n| SmolStr::from(n.to_lowercase())));
            }
        }
        gazetteer.states.push(forms);
    }
    for names in gazetteer.by_word.values_mut() {
        names.sort_by_key(|k| std::cmp::Reverse(k.text.len()));
    }
    gazetteer
});

/// The names of `data/en/layer/names.tsv` and `data/world/actors/states.tsv`.
pub(crate) fn known() -> &'static Gazetteer {
    &KNOWN
}

fn straight(c: char) -> char {
    match c {
        '’' | '‘' => '\'',
        '–' | '—' | '‑' => '-',
        c if c.is_whitespace() => ' ',
        c => c,
    }
}

/// First run of letters and figures.
fn first_word(text: &str) -> &str {
    let end = text.find(|c: char| !c.is_alphanumeric()).unwrap_or(text.len());
    &text[..end]
}

impl Gazetteer {
    /// Adds names of a kind, apart by semicolons. A name that is there keeps its kind.
    fn add_all(&mut self, names: &str, kind: EntityKind, class: Class, state: u16) {
        for name in names.split(';').map(str::trim).filter(|n| n.starts_with(char::is_alphabetic)) {
            let text: String = name.chars().map(straight).collect();
            if !text.contains(char::is_uppercase) {
                continue;
            }
            let known = self.by_word.entry(first_word(&text).to_lowercase().into()).or_default();
            if known.iter().all(|k| *k.text != *text) {
                known.push(Known { text: text.into(), kind, class, state });
            }
        }
    }

    /// True if a name is this one word.
    pub fn has_word(&self, lower: &str) -> bool {
        self.by_word.get(lower).is_some_and(|known| known.iter().any(|k| k.text.eq_ignore_ascii_case(lower)))
    }

    /// Kind of a name written so.
    pub fn kind_of(&self, name: &str) -> Option<EntityKind> {
        self.entry(name).map(|k| k.kind)
    }

    /// Class of a name written so.
    pub fn class_of(&self, name: &str) -> Class {
        self.entry(name).map_or(Class::Unknown, |k| k.class)
    }

    /// Names and adjectives of the state that a name or adjective belongs to, in lower case.
    pub fn forms_of(&self, name: &str) -> Vec<SmolStr> {
        self.state_of(name).and_then(|s| self.states.get(s as usize - 1)).cloned().unwrap_or_default()
    }

    /// Number of the state that a name or adjective belongs to.
    pub fn state_of(&self, name: &str) -> Option<u16> {
        self.entry(name).map(|k| k.state).filter(|&s| s > 0)
    }

    fn entry(&self, name: &str) -> Option<&Known> {
        let known = self.by_word.get(first_word(name).to_lowercase().as_str())?;
        known.iter().find(|k| same(name, &k.text) == Some(name.len()))
    }

    /// The longest known name that begins with token `i`, with one past its last token.
    fn longest(
        &self,
        annotated: &Annotated,
        document: &Document,
        i: TokenIx,
    ) -> Option<(TokenIx, EntityKind)> {
        let token = annotated.token(i);
        let known = self.by_word.get(first_word(&token.lower))?;
        let sentence = annotated.sentence_of(i);
        let text = &document.text[token.span.start()..annotated.token(sentence.end - 1).span.end()];
        known.iter().find_map(|k| {
            let stop = token.span.start() + same(text, &k.text)?;
            let mut end = i;
            while end < sentence.end && annotated.token(end).span.end() < stop {
                end += 1;
            }
            (end < sentence.end && annotated.token(end).span.end() == stop).then_some((end + 1, k.kind))
        })
    }

    pub(super) fn mark(&self, annotated: &Annotated, document: &Document, spans: &mut Spans) {
        let mut i = 0;
        while i < annotated.tokens.len() as TokenIx {
            let found = self.longest(annotated, document, i);
            let Some((end, kind)) = found.filter(|&(end, _)| stands(annotated, spans, i, end)) else {
                i += 1;
                continue;
            };
            let (mut kind, evidence) = (kind, Evidence::Known);
            if let Some(over) = spans.at(i)
                && (over.start, over.end) == (i, end)
                && matches!(
                    (kind, over.kind),
                    (EntityKind::Gpe, EntityKind::Loc) | (EntityKind::Loc, EntityKind::Gpe)
                )
            {
                // Both are places; the tagger may know which sense is meant.
                kind = over.kind;
            }
            spans.put(Name { start: i, end, kind, evidence });
            i = end;
        }
    }
}

/// Bytes of `text` that spell `name`, or none. Case counts, but for the small first letter of "al-Qaeda".
fn same(text: &str, name: &str) -> Option<usize> {
    let mut written = text.char_indices();
    let mut first = true;
    for c in name.chars() {
        let (_, w) = written.next()?;
        let w = straight(w);
        if w != c && !(first && w.to_lowercase().eq(c.to_lowercase()) && name.contains('-')) {
            return None;
        }
        first = false;
    }
    Some(written.next().map_or(text.len(), |(at, _)| at))
}

/// True if a known name over `start..end` goes before what the tagger found there.
fn stands(annotated: &Annotated, spans: &Spans, start: TokenIx, end: TokenIx) -> bool {
    let mut tagged = false;
    for i in start..end {
        match spans.at(i) {
            // A longer name of which it is a part: "US Navy", "Bank of China".
            Some(over)
                if over.start <= start && end <= over.end && (over.start, over.end) != (start, end) =>
            {
                return false;
            }
            Some(_) => tagged = true,
            None => {}
        }
    }
    tagged
        || end - start > 1
        || matches!(annotated.token(start).tag, Tag::Nnp | Tag::Nnps)
        || (annotated.token(start).tag == Tag::Jj && start != annotated.sentence_of(start).start)
}
