//! Which words tell a place?

use rustc_hash::FxHashSet;
use sayso_model::{Annotated, Dep, TokenIx};

use crate::Error;

const FILE: &str = "data/en/lexicon/setting.tsv";

/// Prepositions of place, and nouns that stand before the name of one.
#[derive(Clone, Debug, Default)]
pub(crate) struct PlaceWords {
    at: FxHashSet<&'static str>,
    toward: FxHashSet<&'static str>,
    part: FxHashSet<&'static str>,
    settlement: FxHashSet<&'static str>,
    taken: FxHashSet<&'static str>,
    not: FxHashSet<&'static str>,
    direction: FxHashSet<&'static str>,
    beginning: FxHashSet<&'static str>,
    nominal: FxHashSet<&'static str>,
    known: FxHashSet<&'static str>,
    added: FxHashSet<&'static str>,
    relative: FxHashSet<&'static str>,
    order: FxHashSet<&'static str>,
    since: FxHashSet<&'static str>,
    ending: FxHashSet<&'static str>,
    apart: FxHashSet<&'static str>,
    barrier: FxHashSet<&'static str>,
    doing: FxHashSet<&'static str>,
    saying: FxHashSet<&'static str>,
}

impl PlaceWords {
    /// Reads the words that are built in.
    pub(crate) fn load() -> Result<Self, Error> {
        let mut words = Self::default();
        for (number, line) in include_str!("../../../../data/en/lexicon/setting.tsv").lines().enumerate() {
            if line.is_empty() || line.starts_with('#') {
                continue;
            }
            let class = match line.split_once('\t') {
                Some((_, "at")) => &mut words.at,
                Some((_, "toward")) => &mut words.toward,
                Some((_, "part")) => &mut words.part,
                Some((_, "settlement")) => &mut words.settlement,
                Some((_, "taken")) => &mut words.taken,
                Some((_, "not")) => &mut words.not,
                Some((_, "beginning")) => &mut words.beginning,
                Some((_, "nominal")) => &mut words.nominal,
                Some((_, "known")) => &mut words.known,
                Some((_, "added")) => &mut words.added,
                Some((_, "where")) => &mut words.relative,
                Some((_, "order")) => &mut words.order,
                Some((_, "since")) => &mut words.since,
                Some((_, "ending")) => &mut words.ending,
                Some((_, "apart")) => &mut words.apart,
                Some((_, "barrier")) => &mut words.barrier,
                Some((_, "doing")) => &mut words.doing,
                Some((_, "direction")) => &mut words.direction,
                _ => {
                    let message = format!("cannot read `{line}`; a line is a word, a tab and its class");
                    return Err(Error::Data { file: FILE.to_owned(), line: number + 1, message });
                }
            };
            class.insert(line.split('\t').next().unwrap_or_default());
        }
        // Lemma, part of speech, class; a rule file's lexicon, of which the verbs are asked alone.
        for line in
            include_str!("../../../../data/en/lexicon/saying.tsv").lines().filter(|l| !l.starts_with('#'))
        {
            let mut columns = line.split('\t');
            if let (Some(lemma), Some("VERB")) = (columns.next(), columns.next()) {
                words.saying.insert(lemma);
            }
        }
        Ok(words)
    }

    /// A verb of saying: its own place and time are not those of what is said.
    pub(crate) fn is_saying(&self, lemma: &str) -> bool {
        self.saying.contains(lemma) && !self.doing.contains(lemma)
    }

    /// A preposition of rest: "in", "near".
    pub(crate) fn is_at(&self, lower: &str) -> bool {
        self.at.contains(lower)
    }

    /// A preposition of movement: "into", "from".
    pub(crate) fn is_toward(&self, lower: &str) -> bool {
        self.toward.contains(lower)
    }

    /// A noun that names a part or kind of place: "town", "outskirts".
    pub(crate) fn is_part(&self, lower: &str) -> bool {
        self.in_class(&self.part, lower) || self.is_settlement(lower)
    }

    /// A noun that stands before the name of a town.
    pub(crate) fn is_settlement(&self, lower: &str) -> bool {
        self.in_class(&self.settlement, lower)
    }

    /// A verb whose object is a place, if it is a bare name.
    pub(crate) fn takes_place(&self, lemma: &str) -> bool {
        self.taken.contains(lemma)
    }

    /// A name that is no place, whatever stands before it.
    pub(crate) fn is_none(&self, lower: &str) -> bool {
        self.not.contains(lower)
    }

    /// A word for a part of a land that is not of its name: "northern Iraq".
    pub(crate) fn is_direction(&self, lower: &str) -> bool {
        self.direction.contains(lower)
    }

    /// A verb that says that what its subject names began, lasted or took place.
    pub(crate) fn is_beginning(&self, lemma: &str) -> bool {
        self.beginning.contains(lemma)
    }

    /// A noun that can stand for a place named before: "the city".
    pub(crate) fn is_nominal(&self, lower: &str) -> bool {
        self.nominal.contains(lower)
    }

    /// A word before such a noun that says that the reader knows which is meant.
    pub(crate) fn is_known(&self, lower: &str) -> bool {
        self.known.contains(lower)
    }

    /// A word that adds to such a noun and does not choose among several.
    pub(crate) fn is_added(&self, lower: &str) -> bool {
        self.added.contains(lower)
    }

    /// A word that opens a clause on what happens at a place.
    pub(crate) fn is_where(&self, lower: &str) -> bool {
        self.relative.contains(lower)
    }

    /// A word that makes a time of a length: "days after".
    pub(crate) fn is_order(&self, lower: &str) -> bool {
        self.order.contains(lower)
    }

    /// A word that opens a stretch of time up to now.
    pub(crate) fn is_since(&self, lower: &str) -> bool {
        self.since.contains(lower)
    }

    /// A verb whose time is not that of what its object names: "halted the shelling".
    pub(crate) fn is_ending(&self, lemma: &str) -> bool {
        self.ending.contains(lemma)
    }

    /// A word after which another deed is told, with a place and time of its own: "after the attack", "in response to".
    pub(crate) fn is_apart(&self, lower: &str) -> bool {
        self.apart.contains(lower)
    }

    /// A noun for what parts two lands, of which one is named after "with": "the border with X".
    pub(crate) fn is_barrier(&self, lower: &str) -> bool {
        self.in_class(&self.barrier, lower)
    }

    /// True if what a token tells of is another deed than that of the words above it: "resigned on Monday after the raid".
    pub(crate) fn sets_apart(&self, text: &Annotated, token: TokenIx) -> bool {
        let word = text.token(token);
        match word.dep {
            Dep::Prep | Dep::Pobj | Dep::Dobj => self.is_apart(&word.lower),
            Dep::Advcl => {
                text.children_by(token, Dep::Mark).any(|m| self.is_apart(&text.token(m).lower))
                    || text
                        .children_by(token, Dep::Prep)
                        .any(|p| p < token && self.is_apart(&text.token(p).lower))
            }
            _ => false,
        }
    }

    fn in_class(&self, class: &FxHashSet<&'static str>, lower: &str) -> bool {
        let singular = match lower.strip_suffix("ies") {
            Some(stem) => class.contains(format!("{stem}y").as_str()),
            None => lower.strip_suffix('s').is_some_and(|stem| class.contains(stem)),
        };
        class.contains(lower) || singular
    }
}
