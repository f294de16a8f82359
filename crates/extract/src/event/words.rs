//! What kind of word is this? Classes of nouns, modes that modifiers give, and words that show a status.

use rustc_hash::FxHashMap;
use sayso_model::{Annotated, Dep, EntityKind, Pos, Status, TokenIx};
use smol_str::SmolStr;

use super::condition::Openers;
use super::table::{data_file, rows};
use crate::Error;

/// Where a status word stands to the event that it speaks of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Scope {
    /// An auxiliary of the event's verb or of a verb above it.
    Verb,
    /// The event stands in the complement of the word.
    Below,
    /// The event follows "from" after the verb.
    From,
    /// The event follows "against" after the verb.
    Against,
    /// The event is what the noun is about.
    Of,
    /// The event is a gerund after the word's preposition: "close to attacking", "thinking of attacking".
    Doing,
    /// The event is what somebody is charged with: "wanted for killing", "cleared of killing".
    Charge,
    /// The word modifies the event.
    Modifier,
    /// The word is a party of the event's verb: "nobody".
    Party,
}

/// What a status word says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Operator {
    /// The status itself.
    Status(Status),
    /// "would": conditional where a condition is in sight, else what was to come, seen from the past.
    Would,
    /// "prevented": did not happen if the preventing did, and may happen if that is still to come.
    Prevented,
    /// "protected": it may happen, and nobody who means to protect from it plans it.
    Guarded,
    /// "close": it did not happen where somebody came so near, and may happen where somebody is.
    Near,
    /// "able": it happened if the word is told as done, else it may.
    Able,
}

/// Word lists that event extraction reads.
pub(crate) struct Words {
    classes: FxHashMap<(SmolStr, Pos), Vec<SmolStr>>,
    modes: FxHashMap<(SmolStr, Pos), Vec<(SmolStr, SmolStr)>>,
    operators: FxHashMap<(SmolStr, Pos), Vec<(Operator, Scope)>>,
    anaphora: FxHashMap<SmolStr, Vec<SmolStr>>,
    /// Words that open conditions.
    pub(crate) openers: Openers,
}

impl Words {
    pub(crate) fn load() -> Result<Self, Error> {
        let mut words = Self {
            classes: FxHashMap::default(),
            modes: FxHashMap::default(),
            operators: FxHashMap::default(),
            anaphora: FxHashMap::default(),
            openers: Openers::load()?,
        };
        let (file, text) = data_file!("data/en/lexicon/event/anaphora.tsv");
        for row in rows(file, text) {
            words.anaphora.entry(row.cell(0)?.into()).or_default().push(row.cell(1)?.into());
        }
        let (file, text) = data_file!("data/en/lexicon/event/context.tsv");
        for row in rows(file, text) {
            let pos = Pos::from_label(row.cell(1)?).ok_or_else(|| row.error("unknown part of speech"))?;
            words.classes.entry((row.cell(0)?.into(), pos)).or_default().push(row.cell(2)?.into());
        }
        // Nouns for persons are people to whom things are done, and who do them.
        let (file, text) = data_file!("data/en/layer/people.tsv");
        for row in rows(file, text) {
            for noun in row.cell(1)?.split(' ').filter(|noun| !noun.is_empty()) {
                let classes = words.classes.entry((noun.into(), Pos::Noun)).or_default();
                for class in ["human", "party"] {
                    if !classes.iter().any(|c| c == class) {
                        classes.push(class.into());
                    }
                }
            }
        }
        let (file, text) = data_file!("data/en/lexicon/event/mode.tsv");
        for row in rows(file, text) {
            let pos = Pos::from_label(row.cell(1)?).ok_or_else(|| row.error("unknown part of speech"))?;
            let entry = words.modes.entry((row.cell(0)?.into(), pos)).or_default();
            entry.push((row.cell(2)?.into(), row.cell(3)?.into()));
        }
        let (file, text) = data_file!("data/en/lexicon/status.tsv");
        for row in rows(file, text) {
            let pos = Pos::from_label(row.cell(1)?).ok_or_else(|| row.error("unknown part of speech"))?;
            let operator = match row.cell(2)?.trim_start_matches("status=") {
                "would" => Operator::Would,
                "prevented" => Operator::Prevented,
                "able" => Operator::Able,
                "near" => Operator::Near,
                "guarded" => Operator::Guarded,
                name => Operator::Status(
                    Status::from_name(name).ok_or_else(|| row.error(format!("no status `{name}`")))?,
                ),
            };
            let scope = match row.cell(3)?.trim_start_matches("scope=") {
                "verb" => Scope::Verb,
                "below" => Scope::Below,
                "from" => Scope::From,
                "against" => Scope::Against,
                "of" => Scope::Of,
                "doing" => Scope::Doing,
                "charge" => Scope::Charge,
                "modifier" => Scope::Modifier,
                "party" => Scope::Party,
                name => return Err(row.error(format!("no scope `{name}`"))),
            };
            words.operators.entry((row.cell(0)?.into(), pos)).or_default().push((operator, scope));
        }
        Ok(words)
    }

    /// True if the token is of a class of nouns or adjectives.
    pub(crate) fn is(&self, annotated: &Annotated, token: TokenIx, class: &str) -> bool {
        let t = annotated.token(token);
        let pos = if t.pos == Pos::Propn { Pos::Noun } else { t.pos };
        let folded;
        let lemma = if t.pos == Pos::Propn {
            folded = SmolStr::new(t.lemma.to_lowercase());
            &folded
        } else {
            &t.lemma
        };
        self.classes.get(&(lemma.clone(), pos)).is_some_and(|c| c.iter().any(|x| x == class))
            || (pos == Pos::Noun
                && t.lower != *lemma
                && self.classes.get(&(t.lower.clone(), pos)).is_some_and(|c| c.iter().any(|x| x == class)))
    }

    /// True if the word points back at something told before, in a way that `class` names.
    pub(crate) fn points(&self, annotated: &Annotated, token: TokenIx, class: &str) -> bool {
        let t = annotated.token(token);
        [&t.lemma, &t.lower]
            .iter()
            .any(|w| self.anaphora.get(*w).is_some_and(|c| c.iter().any(|x| x == class)))
    }

    /// True if a determiner or a possessive before a noun points at what is known.
    pub(crate) fn is_pointed_at(&self, annotated: &Annotated, noun: TokenIx) -> bool {
        annotated.children(noun).iter().any(|&c| match annotated.token(c).dep {
            Dep::Det | Dep::Predet => self.points(annotated, c, "definite"),
            Dep::Poss => true,
            _ => false,
        })
    }

    /// True if the token can head a party: a name of somebody, a noun for people or bodies, a pronoun.
    pub(crate) fn is_party(&self, annotated: &Annotated, token: TokenIx) -> bool {
        let t = annotated.token(token);
        match annotated.entity_of(token).map(|e| e.kind) {
            Some(
                EntityKind::Person | EntityKind::Org | EntityKind::Gpe | EntityKind::Norp | EntityKind::Fac,
            ) => {
                return true;
            }
            Some(
                EntityKind::Date
                | EntityKind::Time
                | EntityKind::Money
                | EntityKind::Percent
                | EntityKind::Quantity,
            ) => return false,
            _ => {}
        }
        match t.pos {
            // A pronoun that may stand for a thing counts only when it is known what it stands for.
            Pos::Pron => {
                let meant = annotated.referent(token);
                let known = meant != token;
                // "they" for the hostilities is nobody.
                let is_noun = known && annotated.token(meant).pos == Pos::Noun;
                self.is(annotated, token, "party")
                    && (known || !self.is(annotated, token, "thing"))
                    && (!is_noun || self.is_party(annotated, meant))
            }
            Pos::Noun | Pos::Propn => {
                let meant = annotated.referent(token);
                let is_name = |t: TokenIx| {
                    let kind = annotated.entity_of(t).map(|e| e.kind);
                    matches!(kind, Some(EntityKind::Gpe | EntityKind::Org | EntityKind::Person))
                };
                self.is(annotated, token, "party") || (meant != token && is_name(meant))
            }
            _ => false,
        }
    }

    /// True if the token is or stands for human beings.
    pub(crate) fn is_human(&self, annotated: &Annotated, token: TokenIx) -> bool {
        let kind = annotated.entity_of(token).map(|e| e.kind);
        matches!(kind, Some(EntityKind::Person | EntityKind::Norp | EntityKind::Cardinal))
            || self.is(annotated, token, "human")
    }

    /// True if the token can do something of itself: a name of somebody, people, officials, armed men.
    pub(crate) fn is_doer(&self, annotated: &Annotated, token: TokenIx) -> bool {
        use EntityKind as K;
        let kind = |t: TokenIx| annotated.entity_of(t).map(|e| e.kind);
        let is_name = |t: TokenIx| matches!(kind(t), Some(K::Person | K::Norp | K::Gpe | K::Org));
        is_name(token)
            || (annotated.token(token).pos == Pos::Pron && is_name(annotated.referent(token)))
            || ["human", "political", "group", "troops", "leader"]
                .iter()
                .any(|c| self.is(annotated, token, c))
    }

    /// Mode that a modifier gives to events of a type.
    pub(crate) fn mode(&self, annotated: &Annotated, token: TokenIx, kind: &str) -> Option<&SmolStr> {
        let t = annotated.token(token);
        let pos = if t.pos == Pos::Propn { Pos::Noun } else { t.pos };
        let found = self.modes.get(&(SmolStr::new(t.lemma.to_lowercase()), pos))?;
        found.iter().find(|(k, _)| k == kind).map(|(_, mode)| mode)
    }

    /// What the word says of the status of events, from where it stands.
    pub(crate) fn operator(&self, annotated: &Annotated, token: TokenIx, scope: Scope) -> Option<Operator> {
        let t = annotated.token(token);
        let pos = if t.pos == Pos::Propn { Pos::Noun } else { t.pos };
        let of = |word: &SmolStr, pos| {
            let found = self.operators.get(&(word.clone(), pos))?;
            found.iter().find(|(_, s)| *s == scope).map(|&(o, _)| o)
        };
        // "the proposed deal": a participle before a noun is an adjective too.
        let participle = t.dep == Dep::Amod && pos == Pos::Verb;
        let own = of(&t.lemma, pos).or_else(|| (t.lower != t.lemma).then(|| of(&t.lower, pos)).flatten());
        own.or_else(|| participle.then(|| of(&t.lower, Pos::Adj)).flatten())
    }
}
