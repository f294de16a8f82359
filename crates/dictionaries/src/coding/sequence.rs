//! Which words stand before and after a verb, as patterns see them?

use sayso_model::{Annotated, Dep, Pos, Sentence, TokenIx};
use smol_str::SmolStr;

use super::noun::Noun;
use crate::phrase;

/// Words from the verb outwards.
#[derive(Clone, Debug, Default)]
pub(crate) struct Sequence {
    pub items: Vec<Item>,
    /// True if it runs from the verb back to the beginning.
    pub backwards: bool,
}

/// A word, with the noun phrase that it stands in.
#[derive(Clone, Debug)]
pub(crate) struct Item {
    pub word: SmolStr,
    pub noun: Option<usize>,
}

/// Most words that an insertion between commas may have to be passed over, as in PETRARCH.
const INSERTION_WORDS_MAX: usize = 8;

/// Most words to each side that are near.
const NEAR_WORDS_MAX: usize = 15;

impl Sequence {
    /// Words before `start`, the nearest first, up to a comma. Insertions between two commas are passed over.
    pub fn before(annotated: &Annotated, nouns: &[Noun], sentence: Sentence, start: TokenIx) -> Self {
        let mut items = Vec::new();
        let mut token = start;
        while token > sentence.start {
            token -= 1;
            let noun = nouns.iter().position(|n| n.start <= token && token < n.end);
            if noun.is_none() && is_comma(annotated, token) {
                let open = (sentence.start..token)
                    .rev()
                    .find(|&t| is_comma(annotated, t) && !nouns.iter().any(|n| n.start <= t && t < n.end));
                match open {
                    Some(open) if ((token - open) as usize) <= INSERTION_WORDS_MAX + 1 => token = open,
                    _ => break,
                }
                continue;
            }
            items.extend(item(annotated, token, noun));
        }
        Self { items, backwards: true }
    }

    /// Words of `from..to`.
    pub fn after(annotated: &Annotated, nouns: &[Noun], from: TokenIx, to: TokenIx) -> Self {
        let noun = |t: TokenIx| nouns.iter().position(|n| n.start <= t && t < n.end);
        let items = (from..to).filter_map(|t| item(annotated, t, noun(t))).collect();
        Self { items, backwards: false }
    }

    /// The nearest words of `from..to`, whatever noun phrases there are.
    pub fn near(annotated: &Annotated, from: TokenIx, to: TokenIx, backwards: bool) -> Self {
        let word = |t: TokenIx| item(annotated, t, None);
        let items = match backwards {
            true => (from..to).rev().filter_map(word).take(NEAR_WORDS_MAX).collect(),
            false => (from..to).filter_map(word).take(NEAR_WORDS_MAX).collect(),
        };
        Self { items, backwards }
    }

    /// Noun phrases in order of the text.
    pub fn nouns(&self) -> impl Iterator<Item = usize> + use<> {
        let mut list: Vec<usize> = self.items.iter().filter_map(|i| i.noun).collect();
        list.sort_unstable();
        list.dedup();
        list.into_iter()
    }
}

fn item(annotated: &Annotated, token: TokenIx, noun: Option<usize>) -> Option<Item> {
    let punct = annotated.token(token).pos == Pos::Punct;
    (!punct).then(|| phrase::word(annotated, token)).flatten().map(|word| Item { word, noun })
}

fn is_comma(annotated: &Annotated, token: TokenIx) -> bool {
    annotated.token(token).lower == ","
}

/// One past the last word that a verb governs. A verb that is joined to it governs its own.
pub(crate) fn end_of_phrase(annotated: &Annotated, verb: TokenIx) -> TokenIx {
    let mut end = verb + 1;
    for &child in annotated.children(verb) {
        let t = annotated.token(child);
        let other = t.dep == Dep::Conj && matches!(t.pos, Pos::Verb | Pos::Aux);
        if child > verb && !other && t.dep != Dep::Punct && t.dep != Dep::Cc {
            end = end.max(annotated.edges(child).1 + 1);
        }
    }
    end
}

/// One past the last word that the verbs above govern which say no more of this one than that it is so: "is about to
/// restore", "plans to restore".
pub(crate) fn end_of_chain(annotated: &Annotated, verb: TokenIx) -> TokenIx {
    let mut at = verb;
    while matches!(annotated.token(at).dep, Dep::Xcomp | Dep::Pcomp | Dep::Acomp | Dep::Prep)
        && let Some(head) = annotated.head(at)
    {
        at = head;
    }
    // "scheduled to speak and meet X": what is joined to the verb is looked at by itself.
    let joined =
        annotated.children_by(verb, Dep::Conj).find(|&c| c > verb && annotated.token(c).pos == Pos::Verb);
    let end = end_of_phrase(annotated, at);
    joined.map_or(end, |c| end.min(annotated.edges(c).0))
}
