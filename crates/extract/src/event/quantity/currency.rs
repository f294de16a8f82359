//! Which words are an amount of money, and in whose currency?

use sayso_model::{Annotated, EntityKind, QuantityKind, Sentence, TokenIx};
use smol_str::SmolStr;

use super::Amount;
use crate::Error;
use crate::event::number::Numbers;
use crate::event::table::{data_file, rows};

/// Signs and names of currencies, the longest first.
pub(super) struct Currencies(Vec<Currency>);

struct Currency {
    words: Vec<SmolStr>,
    code: Option<SmolStr>,
    before: bool,
    /// Counts only where the recogniser of names takes it for money.
    named: bool,
}

impl Currencies {
    pub(super) fn load() -> Result<Self, Error> {
        let mut all = Vec::new();
        let (file, text) = data_file!("data/en/lexicon/currency.tsv");
        for row in rows(file, text) {
            let code = row.cell(1)?;
            if !(code.is_empty() || code.len() == 3 && code.bytes().all(|b| b.is_ascii_uppercase())) {
                return Err(row.error(format!("`{code}` is no ISO 4217 code")));
            }
            let before = match row.cell(2)? {
                "before" => true,
                "after" => false,
                other => return Err(row.error(format!("no place `{other}`: `before` or `after`"))),
            };
            let named = match row.cell(3).unwrap_or("") {
                "" => false,
                "named" => true,
                other => return Err(row.error(format!("`{other}` must be `named` or nothing"))),
            };
            all.push(Currency {
                words: row.cell(0)?.split(' ').map(SmolStr::new).collect(),
                code: (!code.is_empty()).then(|| code.into()),
                before,
                named,
            });
        }
        all.sort_by_key(|c: &Currency| std::cmp::Reverse(c.words.len()));
        Ok(Self(all))
    }

    /// Amounts of money in a sentence, in order.
    pub(super) fn amounts(
        &self,
        annotated: &Annotated,
        numbers: &Numbers,
        sentence: Sentence,
    ) -> Vec<Amount> {
        let mut found = Vec::new();
        let mut at = sentence.start;
        while at < sentence.end {
            let read = self
                .signed(annotated, numbers, sentence, at)
                .or_else(|| self.named(annotated, numbers, sentence, at));
            let Some((amount, end)) = read else {
                at += 1;
                continue;
            };
            // "$90 a barrel" is a price.
            let is_price = end < sentence.end
                && ["a", "an", "per", "each", "/"].contains(&annotated.token(end).lower.as_str());
            if !is_price {
                found.push(amount);
            }
            at = end;
        }
        found
    }

    /// "$50 million"
    fn signed(
        &self,
        annotated: &Annotated,
        numbers: &Numbers,
        sentence: Sentence,
        at: TokenIx,
    ) -> Option<(Amount, TokenIx)> {
        let currency = self.at(annotated, sentence, at, true)?;
        let number = at + currency.words.len() as TokenIx;
        let (range, first, end) = numbers.amount(annotated, at, number)?;
        Some((amount(annotated, currency, range, first, end), end))
    }

    /// "50 million euros", "millions of dollars"
    fn named(
        &self,
        annotated: &Annotated,
        numbers: &Numbers,
        sentence: Sentence,
        at: TokenIx,
    ) -> Option<(Amount, TokenIx)> {
        if !numbers.is_number(annotated, at)
            && !annotated.token(at).lower.starts_with(|c: char| c.is_ascii_digit())
        {
            return None;
        }
        let (range, first, mut end) = numbers.amount(annotated, at, at)?;
        if end < sentence.end && ["of", "-"].contains(&annotated.token(end).lower.as_str()) {
            end += 1;
        }
        let currency = self.at(annotated, sentence, end, false)?;
        let is_money = |t: TokenIx| annotated.entity_of(t).is_some_and(|e| e.kind == EntityKind::Money);
        if currency.named && !is_money(at) {
            return None;
        }
        end += currency.words.len() as TokenIx;
        Some((amount(annotated, currency, range, first, end), end))
    }

    fn at(&self, annotated: &Annotated, sentence: Sentence, at: TokenIx, before: bool) -> Option<&Currency> {
        self.0.iter().filter(|c| c.before == before).find(|c| {
            let n = c.words.len() as TokenIx;
            at + n <= sentence.end
                && std::iter::zip(at.., &c.words).all(|(i, w)| {
                    let t = annotated.token(i);
                    t.lower == *w || t.lemma.to_lowercase() == *w
                })
        })
    }
}

fn amount(
    annotated: &Annotated,
    currency: &Currency,
    range: sayso_model::Range,
    first: TokenIx,
    end: TokenIx,
) -> Amount {
    // The word by which the phrase hangs on the rest.
    let inside = |t: TokenIx| (first..end).contains(&t);
    let head = (first..end).find(|&t| !annotated.head(t).is_some_and(inside)).unwrap_or(end - 1);
    Amount {
        kind: QuantityKind::Money,
        head,
        range,
        unit: currency.code.clone(),
        span: annotated.tokens_span(first, end),
    }
}
