//! What every part of the search for statements reads: the words, and the classes that the lexicon puts them in.

use sayso_model::{Annotated, Pos, QuotationKind, TokenIx};
use sayso_rules::{ClassId, ClassSet, Lexicon, TokenClasses};

/// Classes of the lexicon that the code asks for, by what they are for.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Classes {
    /// Verbs that go with a quotation or a clause.
    pub tellers: ClassSet,
    /// All verbs of saying.
    pub sayings: ClassSet,
    /// Words of thinking rather than telling.
    pub thoughts: ClassSet,
    /// Things that are written or measured and say something.
    pub documents: ClassSet,
    /// Nouns of saying.
    pub claims: ClassSet,
    /// Deeds of force.
    pub harms: ClassSet,
    /// People and bodies.
    pub parties: ClassSet,
    /// Words for taking back what was said.
    pub retractions: ClassSet,
    /// Those who speak for a state or body.
    pub offices: ClassSet,
    /// Those who pass on what is told to them.
    pub press: ClassSet,
}

impl Classes {
    /// Looks the classes up. One that the lexicon lacks is empty.
    pub fn of(lexicon: &Lexicon) -> Self {
        let set = |names: &[&str]| names.iter().filter_map(|n| lexicon.class(n)).collect();
        let verbs = |c: &ClassId| {
            let name = lexicon.class_name(*c);
            ["say-", "charge-", "tell-"].iter().any(|p| name.starts_with(p))
                && !["say-noun", "say-adjective", "say-document", "say-light", "say-think"].contains(&name)
        };
        let sayings = lexicon.classes().iter().filter_map(|c| lexicon.class(&c.name)).filter(verbs).collect();
        Self {
            tellers: set(&["say-clause", "say-quote", "say-tell"]),
            sayings,
            thoughts: set(&["say-think"]),
            documents: set(&["say-document"]),
            claims: set(&["say-noun"]),
            harms: set(&["harm"]),
            parties: set(&["party", "informant"]),
            retractions: set(&["retraction"]),
            offices: set(&["office"]),
            press: set(&["press"]),
        }
    }
}

/// A document on its way through the search.
#[derive(Clone, Copy)]
pub(crate) struct Context<'a> {
    pub text: &'a Annotated,
    pub words: &'a TokenClasses<'a>,
    pub classes: &'a Classes,
}

impl Context<'_> {
    /// True if a token is in one of the classes.
    pub fn is(&self, token: TokenIx, classes: ClassSet) -> bool {
        self.words.of(token).overlaps(classes)
    }

    /// True for a verb that tells, outside of quotation marks.
    pub fn tells(&self, token: TokenIx) -> bool {
        let word = self.text.token(token);
        word.pos == Pos::Verb && word.quotation.is_none() && self.is(token, self.classes.tellers)
    }

    /// True if a token stands in direct speech.
    pub fn in_speech(&self, token: TokenIx) -> bool {
        let quotation = self.text.token(token).quotation;
        quotation.is_some_and(|q| self.text.quotations[q as usize].kind == QuotationKind::Speech)
    }

    /// True for a quotation mark.
    pub fn is_mark(&self, token: TokenIx) -> bool {
        super::content::is_mark(self.text, token)
    }
}
