//! How large is a crowd, how many aircraft, how much money — and in which event?

mod currency;
mod host;

use rustc_hash::FxHashMap;
use sayso_model::{
    Annotated, Dep, Document, EventMention, Pos, Quantity, QuantityKind, Range, Span, StatementMention,
    TokenIx,
};
use smol_str::SmolStr;

use super::casualty::is_no_head_count;
use super::claim::claims;
use super::number::Numbers;
use super::table::{data_file, rows};
use super::words::Words;
use crate::Error;
use currency::Currencies;

/// Least number of people that makes a crowd.
const CROWD_LEAST: u64 = 2;

/// The same where the words give only a lowest number.
const CROWD_LEAST_OPEN: u64 = 4;

/// Words for what is counted, and for how it has part in an event.
pub(crate) struct QuantityWords {
    nouns: FxHashMap<SmolStr, (QuantityKind, Option<SmolStr>)>,
    /// Words for the size of a crowd.
    sizes: Vec<SmolStr>,
    /// Verbs of taking part, with the word below that makes the sense.
    verbs: Vec<(SmolStr, Option<SmolStr>)>,
    /// Prepositions and participles before what is counted.
    ties: Vec<(SmolStr, QuantityKind)>,
    /// Types of events that have such quantities.
    types: Vec<(QuantityKind, SmolStr)>,
    currencies: Currencies,
}

/// A quantity found in the text.
struct Amount {
    kind: QuantityKind,
    /// Head of its phrase.
    head: TokenIx,
    range: Range,
    unit: Option<SmolStr>,
    span: Span,
}

impl QuantityWords {
    pub(crate) fn load() -> Result<Self, Error> {
        let mut words = Self {
            nouns: FxHashMap::default(),
            sizes: Vec::new(),
            verbs: Vec::new(),
            ties: Vec::new(),
            types: Vec::new(),
            currencies: Currencies::load()?,
        };
        let kind_of =
            |name: &str| QuantityKind::from_name(name).ok_or_else(|| format!("no quantity `{name}`"));
        let (file, text) = data_file!("data/en/lexicon/quantity.tsv");
        for row in rows(file, text) {
            let lemma = SmolStr::new(row.cell(0)?);
            let kind = kind_of(row.cell(2)?).map_err(|e| row.error(e))?;
            match row.cell(1)? {
                "NOUN" => {
                    words.nouns.insert(lemma, (kind, row.cell(3).ok().map(SmolStr::new)));
                }
                "SIZE" => words.sizes.push(lemma),
                "VERB" => words.verbs.push(match lemma.split_once(' ') {
                    Some((verb, below)) => (verb.into(), Some(below.into())),
                    None => (lemma, None),
                }),
                "ADP" => words.ties.push((lemma, kind)),
                other => {
                    return Err(row.error(format!("no class `{other}`: `NOUN`, `SIZE`, `VERB` or `ADP`")));
                }
            }
        }
        let (file, text) = data_file!("data/ontology/quantity.tsv");
        for row in rows(file, text) {
            let kind = kind_of(row.cell(0)?).map_err(|e| row.error(e))?;
            words.types.extend(row.cell(1)?.split(' ').map(|t| (kind, t.into())));
        }
        Ok(words)
    }

    /// Adds to each event the quantities that the text gives for it, with the source that does so. `taken` are the words of
    /// figures that count victims.
    pub(crate) fn measure(
        &self,
        document: &Document,
        annotated: &Annotated,
        (words, numbers): (&Words, &Numbers),
        taken: &[Span],
        statements: &[StatementMention],
        events: &mut [EventMention],
    ) {
        for sentence in &annotated.sentences {
            if document.blocks.get(sentence.block as usize).is_some_and(|b| !b.kind.is_coded()) {
                continue;
            }
            let mut amounts = self.currencies.amounts(annotated, numbers, *sentence);
            amounts.extend(
                (sentence.start..sentence.end).filter_map(|t| self.counted(annotated, words, numbers, t)),
            );
            for amount in amounts {
                if taken.iter().any(|s| s.overlaps(amount.span)) {
                    continue;
                }
                let Some(at) = self.host(annotated, &amount, events) else { continue };
                self.add(annotated, words, statements, amount, &mut events[at]);
            }
        }
    }

    fn add(
        &self,
        annotated: &Annotated,
        words: &Words,
        statements: &[StatementMention],
        amount: Amount,
        event: &mut EventMention,
    ) {
        let told = claims(annotated, words, amount.head, statements);
        let Some(claim) = told.into_iter().next().map(|t| t.claim) else { return };
        let Amount { kind, range, unit, span, .. } = amount;
        let statement = claim.statement;
        if event.quantities.iter().any(|q| q.span == span) {
            return;
        }
        event.quantities.push(Quantity { kind, range, unit, statement, span });
        claim.join(&mut event.claims);
    }

    /// People or aircraft that are counted by the phrase of a noun: "20,000 protesters", "dozens of helicopters".
    fn counted(
        &self,
        annotated: &Annotated,
        words: &Words,
        numbers: &Numbers,
        noun: TokenIx,
    ) -> Option<Amount> {
        let t = annotated.token(noun);
        if !matches!(t.pos, Pos::Noun | Pos::Propn | Pos::Num) && t.tag != sayso_model::Tag::Nns {
            return None;
        }
        let lemma = SmolStr::new(t.lemma.to_lowercase());
        let (kind, unit) = match self.nouns.get(&lemma) {
            Some((kind, unit)) => (*kind, unit.clone()),
            None if words.is_human(annotated, noun) => (QuantityKind::Crowd, None),
            None => return None,
        };
        // "hundreds of thousands of people": the phrase is headed by its number.
        let mut head = noun;
        while let Some(of) = annotated
            .head(head)
            .filter(|&p| annotated.token(head).dep == Dep::Pobj && annotated.token(p).lower == "of")
            && let Some(above) = annotated.head(of).filter(|&a| numbers.is_number(annotated, a))
        {
            head = above;
        }
        let inside =
            matches!(annotated.token(head).dep, Dep::Nummod | Dep::Quantmod | Dep::Compound | Dep::Amod);
        // "thousands" by itself, and not "thousands of cars"
        let other = || {
            let below = annotated.children_by(noun, Dep::Prep).filter(|&p| annotated.token(p).lower == "of");
            { below }.flat_map(|p| annotated.children_by(p, Dep::Pobj)).next().is_some()
        };
        if inside || numbers.is_number(annotated, noun) && other() {
            return None;
        }
        let (range, span) = numbers.of_phrase(annotated, head)?;
        let most = range.high.or(range.low)?;
        // "many people" gives no size.
        let least = match (kind, range.high) {
            (QuantityKind::Crowd, Some(_)) => CROWD_LEAST,
            (QuantityKind::Crowd, None) => CROWD_LEAST_OPEN,
            _ => 1,
        };
        if most < least || is_no_head_count(annotated, noun, span) {
            return None;
        }
        Some(Amount { kind, head, range, unit, span })
    }
}
