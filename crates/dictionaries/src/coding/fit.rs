//! Does a pattern stand around a verb?

use super::noun::Noun;
use super::sequence::Sequence;
use crate::Line;
use crate::pattern::{Code, Element, Pattern};
use crate::phrase::{Link, Phrase};
use crate::synset::Synsets;

/// A pattern that stands around a verb, with the noun phrases that it binds.
pub(crate) struct Fit<'p> {
    pub code: &'p Code,
    pub line: &'p Line,
    pub source: Option<usize>,
    pub target: Option<usize>,
}

/// Steps of a search before it is given up: dictionaries are not ours.
const STEPS_MAX: usize = 20_000;

/// The first pattern that stands there with parties that bear codes; failing that, the first with any. `transitive` says that
/// the verb is in the active and has an object.
pub(crate) fn find<'p>(
    patterns: &'p [Pattern],
    synsets: &Synsets,
    before: &Sequence,
    after: &Sequence,
    nouns: &[Noun],
    transitive: bool,
) -> Option<Fit<'p>> {
    let fits = |pattern: &'p Pattern, coded| {
        // "held talks during a visit" is no "was held in".
        if transitive && is_of_passives(pattern, synsets) {
            return None;
        }
        let mut bound = Bound::default();
        let mut side = |sequence, elements| {
            let mut search = Search { sequence, elements, synsets, nouns, coded, steps: 0 };
            search.fits(0, 0, &mut bound)
        };
        let stands = side(after, &pattern.after) && side(before, &pattern.before);
        let Bound { source, target } = bound;
        stands.then_some(Fit { code: &pattern.code, line: &pattern.line, source, target })
    };
    let find = |coded| patterns.iter().find_map(|pattern| fits(pattern, coded));
    find(true).or_else(|| find(false))
}

/// "+ * &BY $": who suffers it stands before the verb, and who does it behind a preposition that may be "by".
fn is_of_passives(pattern: &Pattern, synsets: &Synsets) -> bool {
    let has = |side: &[(Link, Element)], want| side.iter().any(|(_, e)| *e == want);
    let may_be_by = |(_, element): &(Link, Element)| match element {
        Element::Word(word) => word == "BY",
        Element::Set(label) => {
            let phrases = synsets.phrases(label).unwrap_or_default();
            phrases.iter().any(|p| p.words.len() == 1 && *p.first() == "BY")
        }
        _ => false,
    };
    has(&pattern.before, Element::Target)
        && has(&pattern.after, Element::Source)
        && pattern.after.iter().any(may_be_by)
}

/// True if the words of a pattern stand there, whoever the parties are.
pub(crate) fn has_words(pattern: &Pattern, synsets: &Synsets, before: &Sequence, after: &Sequence) -> bool {
    let stands = |sequence: &Sequence, elements: &[(Link, Element)]| {
        let mut words = Vec::new();
        let mut open = false;
        for (link, element) in elements {
            if matches!(element, Element::Word(_) | Element::Set(_)) {
                words.push((if open { Link::Open } else { *link }, element.clone()));
                open = false;
            } else {
                open = true;
            }
        }
        let mut search = Search { sequence, elements: &words, synsets, nouns: &[], coded: false, steps: 0 };
        search.fits(0, 0, &mut Bound::default())
    };
    stands(after, &pattern.after) && stands(before, &pattern.before)
}

/// Noun phrases that are parties.
#[derive(Clone, Debug, Default)]
struct Bound {
    source: Option<usize>,
    target: Option<usize>,
}

struct Search<'a> {
    sequence: &'a Sequence,
    elements: &'a [(Link, Element)],
    synsets: &'a Synsets,
    nouns: &'a [Noun],
    /// Parties must bear a code.
    coded: bool,
    steps: usize,
}

impl Search<'_> {
    /// True if the elements from `element` on stand in the items from `from` on.
    fn fits(&mut self, from: usize, element: usize, bound: &mut Bound) -> bool {
        let Some((link, want)) = self.elements.get(element) else { return true };
        let items = &self.sequence.items;
        for (at, item) in items.iter().enumerate().skip(from) {
            self.steps += 1;
            if self.steps > STEPS_MAX {
                return false;
            }
            let kept = bound.clone();
            if let Some(next) = self.meets(at, want, bound)
                && self.fits(next, element + 1, bound)
            {
                return true;
            }
            *bound = kept;
            let party = !matches!(want, Element::Word(_) | Element::Set(_));
            if *link == Link::Closed && !party && !is_passed_over(&item.word) {
                return false;
            }
        }
        false
    }

    /// Where the search goes on if the item meets the element.
    fn meets(&self, at: usize, want: &Element, bound: &mut Bound) -> Option<usize> {
        let item = &self.sequence.items[at];
        let past = |noun: usize| {
            let rest = &self.sequence.items[at..];
            at + rest.iter().take_while(|i| i.noun == Some(noun)).count()
        };
        let free = |noun: &usize| {
            let taken = bound.source == Some(*noun) || bound.target == Some(*noun);
            !taken && (!self.coded || self.nouns[*noun].is_coded())
        };
        match want {
            Element::Word(word) => (item.word == *word).then_some(at + 1),
            Element::Set(label) => {
                let lengths = self.synsets.phrases(label)?.iter().filter_map(|p| self.phrase(at, p));
                Some(at + lengths.max()?)
            }
            // Words of the party itself may be asked for next.
            Element::Source => {
                let noun = item.noun.filter(free)?;
                bound.source = Some(noun);
                Some(at)
            }
            Element::Target => {
                let noun = item.noun.filter(free)?;
                bound.target = Some(noun);
                Some(at)
            }
            Element::Skip => Some(past(item.noun?)),
            Element::Compound => {
                let noun = item.noun.filter(|&n| self.nouns[n].parts.len() > 1)?;
                if self.sequence.backwards {
                    bound.source = Some(noun);
                }
                bound.target = Some(noun);
                Some(past(noun))
            }
        }
    }

    /// How many items a phrase of a set takes in from `at` on.
    fn phrase(&self, at: usize, phrase: &Phrase) -> Option<usize> {
        let items = self.sequence.items.get(at..at + phrase.words.len())?;
        let words = phrase.words.iter().map(|w| &w.0);
        let same = match self.sequence.backwards {
            true => words.rev().eq(items.iter().map(|i| &i.word)),
            false => words.eq(items.iter().map(|i| &i.word)),
        };
        same.then_some(items.len())
    }
}

/// Words that patterns do not see: articles, pronouns, forms of "have", numbers and their units.
fn is_passed_over(word: &str) -> bool {
    const WORDS: &[&str] = &[
        "THE", "A", "AN", "IT", "HE", "THEY", "HER", "HAS", "HAD", "HAVE", "SOME", "FEW", "THAT", "HUNDRED",
        "THOUSAND", "MILLION", "BILLION", "TRILLION", "DOZEN", "ONE", "TWO", "THREE", "FOUR", "FIVE", "SIX",
        "SEVEN", "EIGHT", "NINE", "DOLLAR", "DUCAT",
    ];
    WORDS.contains(&word) || word.bytes().all(|b| b.is_ascii_digit() || b == b',')
}
