//! How many of the claims that were asked for have which value?

use rustc_hash::FxHashMap;

use super::{Index, Line, Word};
use crate::ask::{PRECISIONS, STANDINGS};
use crate::incidents::Joined;
use crate::review::STATES;

/// What claims are counted in: the index, and their incidents where those are known.
#[derive(Clone, Copy)]
pub struct Scope<'a> {
    /// The index.
    pub index: &'a Index,
    /// Incidents by line.
    pub joined: Option<&'a Joined>,
}

/// A respect in which claims are told apart: the name is that of the filter's field, or of a parameter of the address.
pub struct Facet {
    /// Name of the field, and of the parameter of an address.
    pub name: &'static str,
    /// As a reader calls it.
    pub title: &'static str,
    of: fn(Scope<'_>, u32, Put<'_>),
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
    Facet { name: "status", title: "Status", of: |s, at, put| word(s, s.line(at).status, put) },
    Facet {
        name: "standing",
        title: "Incident",
        of: |s, at, put| {
            let Some(joined) = s.joined else { return };
            one_of(joined.at(at).map_or("none", |l| l.standing), &STANDINGS, put);
        },
    },
    Facet { name: "type", title: "Event", of: |s, at, put| word(s, s.line(at).kind, put) },
    Facet { name: "country", title: "Country", of: |s, at, put| word(s, s.line(at).country, put) },
    Facet { name: "speaker", title: "Said by", of: |s, at, put| word(s, s.line(at).origin, put) },
    Facet { name: "class", title: "Kind of source", of: |s, at, put| word(s, s.line(at).class, put) },
    Facet { name: "publisher", title: "Publisher", of: |s, at, put| word(s, s.line(at).publisher, put) },
    Facet {
        name: "depth",
        title: "Hops of the chain",
        of: |s, at, put| {
            let depth = s.line(at).depth;
            put(DEPTHS[usize::from(depth).min(5)], 1 + Word::from(depth).min(5));
        },
    },
    Facet {
        name: "precision",
        title: "Exactness of the place",
        of: |s, at, put| one_of(s.index.precision(s.line(at)), &PRECISIONS, put),
    },
    Facet { name: "language", title: "Language", of: |s, at, put| word(s, s.line(at).language, put) },
    Facet {
        name: "review",
        title: "Reviewed",
        of: |s, at, put| one_of(s.index.standing(s.line(at)).map_or("open", |s| s.state()), &STATES, put),
    },
];

impl<'a> Scope<'a> {
    fn line(self, at: u32) -> &'a Line {
        &self.index.lines[at as usize]
    }
}

fn word(scope: Scope<'_>, word: Word, put: Put<'_>) {
    put(scope.index.word(word), word);
}

fn one_of(value: &str, all: &[&str], put: Put<'_>) {
    put(value, 1 + all.iter().position(|v| *v == value).unwrap_or(0) as Word);
}

const DEPTHS: [&str; 6] = ["0", "1", "2", "3", "4", "5"];

impl Facet {
    /// Counts the values among some lines, the most common first.
    pub fn count(&self, scope: Scope<'_>, chosen: &[u32], most: usize) -> Vec<Tally> {
        let mut counts: FxHashMap<Word, (usize, u32)> = FxHashMap::default();
        // Neighbours are often alike: a run of one value is added at once.
        let mut run: (Word, usize, u32) = (0, 0, 0);
        for &at in chosen {
            (self.of)(scope, at, &mut |_, word| {
                if word == run.0 {
                    run.1 += 1;
                } else {
                    if run.0 != 0 {
                        counts.entry(run.0).or_insert((0, run.2)).0 += run.1;
                    }
                    run = (word, 1, at);
                }
            });
        }
        if run.0 != 0 {
            counts.entry(run.0).or_insert((0, run.2)).0 += run.1;
        }
        let mut tallies: Vec<Tally> = counts
            .into_values()
            .map(|(count, at)| {
                let mut value = String::new();
                (self.of)(scope, at, &mut |text, _| value = text.to_owned());
                Tally { label: self.label(scope, &value), value, count }
            })
            .collect();
        tallies.sort_by(|a, b| b.count.cmp(&a.count).then_with(|| a.value.cmp(&b.value)));
        tallies.truncate(most);
        tallies
    }

    /// What a reader calls a value.
    fn label(&self, scope: Scope<'_>, value: &str) -> String {
        match (self.name, value) {
            ("country", code) => scope.index.country(code).unwrap_or(code).to_owned(),
            ("standing", "none") => "of no incident".to_owned(),
            ("precision", value) => crate::page::sign::precision(value).to_owned(),
            ("depth", "0") => "0, in its own voice".to_owned(),
            (_, value) => value.to_owned(),
        }
    }
}
