//! Do the words around an expression allow it to be one?

use sayso_model::{Pos, Tag};

use crate::words::{Lexicon, Word};

macro_rules! guards {
    ($($(#[$doc:meta])* $variant:ident = $text:literal,)*) => {
        /// A test of the words around an expression, named in the rules.
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub enum Guard { $($(#[$doc])* $variant,)* }

        impl Guard {
            /// The test of a name.
            pub fn parse(name: &str) -> Option<Self> {
                match name { $($text => Some(Self::$variant),)* _ => None }
            }
        }
    };
}

guards! {
    /// Four digits alone are a year, not a count or part of a larger number.
    LoneYear = "lone-year",
    /// "a year" after an amount is a rate.
    Rate = "rate",
    /// The next word does not make it part of a longer name.
    Alone = "alone",
    /// No determiner or possessive stands before it.
    Bare = "bare",
    /// Follows one of the prepositions of time.
    AfterPreposition = "after-preposition",
    /// No noun follows directly.
    NotBeforeNoun = "not-before-noun",
    /// The first word is an adverb, where tags are known.
    Adverb = "adverb",
    /// No noun phrase follows that the words could be measured from: "two days before the vote".
    EndsPhrase = "ends-phrase",
    /// A word of order follows: "days after the vote".
    BeforeOrder = "before-order",
    /// No hyphen ties it to the next word.
    NoHyphen = "no-hyphen",
    /// "'98": one apostrophe, no quotation mark, and no name follows.
    ShortYear = "short-year",
    /// The first word has a capital letter.
    Capital = "capital",
    /// A word with a capital letter follows, and the first has one too.
    Title = "title",
}

/// Classes of words that tests look for, by number.
#[derive(Clone, Copy, Debug, Default)]
pub struct Surroundings {
    determiner: u16,
    preposition: u16,
    before_year: u16,
    before_figure: u16,
    counted: u16,
    amount: u16,
    order: u16,
}

impl Surroundings {
    /// Finds the classes; `None` if the words lack one.
    pub fn find(lexicon: &Lexicon) -> Option<Self> {
        Some(Self {
            determiner: lexicon.find_class("DETERMINER")?,
            preposition: lexicon.find_class("PREPOSITION")?,
            before_year: lexicon.find_class("BEFOREYEAR")?,
            before_figure: lexicon.find_class("BEFOREFIGURE")?,
            counted: lexicon.find_class("COUNTED")?,
            amount: lexicon.find_class("AMOUNT")?,
            order: lexicon.find_class("ORDER")?,
        })
    }
}

/// A place in a sentence where a rule fits.
pub struct Place<'a> {
    /// Classes of the words around.
    pub classes: Surroundings,
    /// The sentence.
    pub words: &'a [Word],
    /// First word of the expression.
    pub start: usize,
    /// One past its last word.
    pub end: usize,
}

impl Place<'_> {
    fn is(&self, word: Option<&Word>, class: u16) -> bool {
        word.is_some_and(|w| w.classes.contains(class))
    }

    fn before(&self) -> Option<&Word> {
        self.words.get(self.start.checked_sub(1)?)
    }

    fn after(&self) -> Option<&Word> {
        self.words.get(self.end)
    }

    /// True if a test passes.
    pub fn passes(&self, guard: Guard) -> bool {
        let after = self.after();
        match guard {
            Guard::LoneYear => self.is_lone_year(),
            Guard::Rate => self.follows_amount(),
            Guard::Alone => after.is_none_or(|w| !(w.capital && w.pos == Pos::Propn)) && !mark(after, "-"),
            Guard::Bare => !self.is(self.before(), self.classes.determiner) && !mark(self.before(), "-"),
            Guard::AfterPreposition => self.is(self.before(), self.classes.preposition),
            Guard::NotBeforeNoun => after.is_none_or(|w| !matches!(w.pos, Pos::Noun | Pos::Propn)),
            Guard::Adverb => matches!(self.words[self.start].pos, Pos::None | Pos::Adv),
            Guard::EndsPhrase => {
                let opens = |w: &Word| {
                    matches!(
                        w.pos,
                        Pos::Det | Pos::Noun | Pos::Propn | Pos::Pron | Pos::Adj | Pos::Num | Pos::Verb
                    )
                };
                after.is_none_or(|w| !opens(w)) && !self.is(after, self.classes.determiner)
            }
            Guard::BeforeOrder => self.is(after, self.classes.order),
            Guard::NoHyphen => !(mark(after, "-") && after.is_some_and(|w| w.glued)),
            Guard::ShortYear => {
                !self.words[self.start].glued && !mark(self.before(), "'") && after.is_none_or(|w| !w.capital)
            }
            Guard::Capital => self.words[self.start].capital,
            Guard::Title => self.words[self.start].capital && after.is_some_and(|w| w.capital),
        }
    }

    fn is_lone_year(&self) -> bool {
        let last = self.end - 1;
        let (year, before) = (&self.words[last], last.checked_sub(1).map(|i| &self.words[i]));
        let after = self.after();
        let attached = year.glued
            && !before.is_some_and(|w| ["(", "-", "\"", "'", "[", ",", ".", ";", ":"].contains(&&*w.lower));
        let fraction = after.is_some_and(|w| w.glued && (w.number.is_some() || w.lower == "%"))
            || after.is_some_and(|w| w.glued && matches!(&*w.lower, "." | ","))
                && self.words.get(self.end + 1).is_some_and(|w| w.glued && w.number.is_some());
        let counted = self.is(after, self.classes.counted)
            || after.is_some_and(|w| w.tag == Tag::Nns) && !self.is(before, self.classes.before_year);
        let value = year.number.unwrap_or(0);
        year.digits == 4
            && (1400..=2100).contains(&value)
            && !(attached || fraction || counted || self.is(before, self.classes.before_figure))
    }

    /// An amount stands before: "$3 million", "12 percent", "50,000 new cars".
    fn follows_amount(&self) -> bool {
        let Some(before) = self.before() else { return false };
        if before.number.is_some() || self.is(Some(before), self.classes.amount) {
            return true;
        }
        before.tag == Tag::Nns
            && self.words[self.start.saturating_sub(5)..self.start]
                .iter()
                .any(|w| w.number.is_some() || w.pos == Pos::Num || self.is(Some(w), self.classes.amount))
    }
}

fn mark(word: Option<&Word>, mark: &str) -> bool {
    word.is_some_and(|w| w.lower == mark)
}
