//! How many of the claims that were asked for have which value?

use rustc_hash::FxHashMap;

use super::{Index, Line, Word};

/// A respect in which claims are told apart: the name is that of the filter's field.
pub struct Facet {
    /// Name of the field, and of the parameter of an address.
    pub name: &'static str,
    /// As a reader calls it.
    pub title: &'static str,
    of: fn(&Index, &Line, Put<'_>),
}

/// Takes a value and a number of its own.
type Put<'a> = &'a mut dyn FnMut(&str, Word);

/// A value and how many claims have it.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize)]
pub struct Tally {
    /// The value, as the filter takes it.
    pub value: String,
    /// As a reader calls it.
    pub label: String,
    /// Claims.
    pub count: usize,
}

/// All facets, in the order in which they are shown.
pub const FACETS: &[Facet] = &[
    Facet { name: "status", title: "Status", of: |i, l, put| put(i.word(l.status), l.status) },
    Facet { name: "type", title: "Event", of: |i, l, put| put(i.word(l.kind), l.kind) },
    Facet { name: "country", title: "Country", of: |i, l, put| put(i.word(l.country), l.country) },
    Facet { name: "speaker", title: "Said by", of: |i, l, put| put(i.word(l.origin), l.origin) },
    Facet { name: "class", title: "Kind of source", of: |i, l, put| put(i.word(l.class), l.class) },
    Facet { name: "publisher", title: "Publisher", of: |i, l, put| put(i.word(l.publisher), l.publisher) },
    Facet {
        name: "depth",
        title: "Hops of the chain",
        of: |_, l, put| put(DEPTHS[usize::from(l.depth).min(5)], 1 + Word::from(l.depth).min(5)),
    },
    Facet {
        name: "review",
        title: "Reviewed",
        of: |i, l, put| {
            let state = i.standing(l).map_or("open", |s| s.state());
            put(state, 1 + crate::review::STATES.iter().position(|s| *s == state).unwrap_or(0) as Word);
        },
    },
];

const DEPTHS: [&str; 6] = ["0", "1", "2", "3", "4", "5"];

impl Facet {
    /// Counts the values among some lines, the most common first.
    pub fn count(&self, index: &Index, chosen: &[u32], most: usize) -> Vec<Tally> {
        let mut counts: FxHashMap<Word, (usize, u32)> = FxHashMap::default();
        for &at in chosen {
            let line = &index.lines[at as usize];
            (self.of)(index, line, &mut |_, word| {
                if word != 0 {
                    counts.entry(word).or_insert((0, at)).0 += 1;
                }
            });
        }
        let mut tallies: Vec<Tally> = counts
            .into_values()
            .map(|(count, at)| {
                let mut value = String::new();
                (self.of)(index, &index.lines[at as usize], &mut |text, _| value = text.to_owned());
                Tally { label: value.clone(), value, count }
            })
            .collect();
        tallies.sort_by(|a, b| b.count.cmp(&a.count).then_with(|| a.value.cmp(&b.value)));
        tallies.truncate(most);
        tallies
    }
}
