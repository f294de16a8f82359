//! How many? Ranges that the words of a figure allow.

use rustc_hash::FxHashMap;
use sayso_model::{Annotated, Dep, Range, Span, TokenIx};
use smol_str::SmolStr;

use super::table::{data_file, rows};
use crate::Error;

/// What a word does to a number.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Word {
    /// A number of its own, to be added up: five, twenty.
    Unit(u64),
    /// A number with a fraction, which a scale has to follow: 1.4 is 14 with one place.
    Decimal { digits: u64, places: u32 },
    /// Multiplies what stands before it: hundred, thousand, million.
    Scale(u64),
    /// A vague number: dozens, several.
    Vague { low: u64, high: Option<u64> },
}

/// How the words around a number bound it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum Bound {
    #[default]
    Exact,
    MoreThan,
    AtLeast,
    UpTo,
    LessThan,
    About,
    Nearly,
}

/// Least number that a plural allows.
const VAGUE_LEAST: u64 = 2;

/// Number words and bounds of the language.
pub(crate) struct Numbers {
    words: FxHashMap<SmolStr, Word>,
    bounds: Vec<(Vec<SmolStr>, Bound)>,
}

impl Numbers {
    pub(crate) fn load() -> Result<Self, Error> {
        let mut words = FxHashMap::default();
        let (file, text) = data_file!("data/en/lexicon/number.tsv");
        for row in rows(file, text) {
            let number = |i| -> Result<u64, Error> {
                row.cell(i)?.parse().map_err(|_| row.error("needs a whole number"))
            };
            let word = match row.cell(1)? {
                "unit" => Word::Unit(number(2)?),
                "scale" => Word::Scale(number(2)?),
                "vague" => Word::Vague { low: number(2)?, high: number(3).ok() },
                other => return Err(row.error(format!("no kind `{other}`: `unit`, `scale` or `vague`"))),
            };
            words.insert(row.cell(0)?.into(), word);
        }
        let mut bounds = Vec::new();
        let (file, text) = data_file!("data/en/lexicon/bound.tsv");
        for row in rows(file, text) {
            let bound = match row.cell(1)? {
                "more-than" => Bound::MoreThan,
                "at-least" => Bound::AtLeast,
                "up-to" => Bound::UpTo,
                "less-than" => Bound::LessThan,
                "about" => Bound::About,
                "nearly" => Bound::Nearly,
                other => return Err(row.error(format!("no bound `{other}`"))),
            };
            bounds.push((row.cell(0)?.split(' ').map(SmolStr::new).collect(), bound));
        }
        bounds.sort_by_key(|(w, _): &(Vec<SmolStr>, Bound)| std::cmp::Reverse(w.len()));
        Ok(Self { words, bounds })
    }

    /// The figure that a noun phrase gives for its head ("more than 160 people"), or that the head itself is ("160"),
    /// with the words of the figure.
    pub(crate) fn of_phrase(&self, annotated: &Annotated, head: TokenIx) -> Option<(Range, Span)> {
        let sentence = annotated.sentence_of(head);
        let is_number = |t: TokenIx| self.value_at(annotated, t).is_some();
        // The number is the head itself, a modifier of it, or the head of "dozens of people".
        let number = if is_number(head) {
            head
        } else {
            annotated
                .children(head)
                .iter()
                .copied()
                .filter(|&c| {
                    c < head
                        && matches!(
                            annotated.token(c).dep,
                            Dep::Nummod | Dep::Amod | Dep::Quantmod | Dep::Det | Dep::Compound
                        )
                })
                .find(|&c| is_number(c))?
        };
        if let Some(found) = self.vague_of_vague(annotated, sentence.start, sentence.end, number) {
            return Some(found);
        }
        // "no-one"
        if number >= sentence.start + 2
            && annotated.token(number - 1).lower == "-"
            && self.value_at(annotated, number - 2) == Some(Word::Unit(0))
        {
            let nobody = Range { low: Some(0), high: Some(0), approximate: false };
            return Some((nobody, annotated.tokens_span(number - 2, number + 1)));
        }
        // Runs of number words: "two hundred and fifty".
        let (mut start, mut end) = (number, number + 1);
        while start > sentence.start && self.joins(annotated, start - 1) {
            start -= 1;
        }
        while end < sentence.end && self.joins(annotated, end) {
            end += 1;
        }
        // "two-thirds of them" are not two.
        let is_part = |t: TokenIx| t < sentence.end && self.value_at(annotated, t).is_none();
        if end < sentence.end && annotated.token(end).lower == "-" && is_part(end + 1) {
            return None;
        }
        let (bound, first) = self.bound_before(annotated, sentence.start, start);
        let range = self.range(annotated, start, end, bound)?;
        Some((range, annotated.tokens_span(first, end)))
    }

    /// "tens of thousands": what each of the two words allows, multiplied.
    fn vague_of_vague(
        &self,
        annotated: &Annotated,
        from: TokenIx,
        to: TokenIx,
        number: TokenIx,
    ) -> Option<(Range, Span)> {
        let low = |t: TokenIx| match self.value_at(annotated, t) {
            Some(Word::Vague { low, high: None }) => Some(low),
            _ => None,
        };
        let is_pair =
            |&first: &TokenIx| first >= from && first + 2 < to && annotated.token(first + 1).lower == "of";
        // "thousands" allows two thousand; of them there are tens.
        let product = |first: TokenIx| low(first)?.checked_mul(low(first + 2)? / VAGUE_LEAST);
        let pairs = [number.checked_sub(2), Some(number)].into_iter().flatten().filter(is_pair);
        let (first, low) = pairs.filter_map(|f| Some((f, product(f)?))).next()?;
        Some((
            Range { low: Some(low), high: None, approximate: false },
            annotated.tokens_span(first, first + 3),
        ))
    }

    /// True if a token belongs to the same number as its neighbour.
    fn joins(&self, annotated: &Annotated, token: TokenIx) -> bool {
        let t = annotated.token(token);
        matches!(self.value_at(annotated, token), Some(Word::Unit(_) | Word::Scale(_) | Word::Decimal { .. }))
            && !t.lower.chars().all(|c| c.is_ascii_digit())
    }

    fn value_at(&self, annotated: &Annotated, token: TokenIx) -> Option<Word> {
        let lower = annotated.token(token).lower.as_str();
        if lower.starts_with(|c: char| c.is_ascii_digit()) {
            let plain: String = lower.chars().filter(|&c| c != ',').collect();
            return match plain.split_once('.') {
                Some((whole, fraction)) => Some(Word::Decimal {
                    digits: format!("{whole}{fraction}").parse().ok()?,
                    places: fraction.len() as u32,
                }),
                None => plain.parse().ok().map(Word::Unit),
            };
        }
        self.words.get(lower).copied()
    }

    fn bound_before(&self, annotated: &Annotated, floor: TokenIx, number: TokenIx) -> (Bound, TokenIx) {
        for (words, bound) in &self.bounds {
            let n = words.len() as TokenIx;
            if number >= floor + n
                && words
                    .iter()
                    .enumerate()
                    .all(|(i, w)| annotated.token(number - n + i as TokenIx).lower == *w)
            {
                return (*bound, number - n);
            }
        }
        (Bound::Exact, number)
    }

    fn range(&self, annotated: &Annotated, start: TokenIx, end: TokenIx, bound: Bound) -> Option<Range> {
        let (mut total, mut part, mut vague) = (0u64, 0u64, None);
        let mut decimal = None;
        for t in start..end {
            match self.value_at(annotated, t)? {
                Word::Decimal { digits, places } => decimal = Some((digits, 10u64.checked_pow(places)?)),
                Word::Scale(n) if decimal.is_some() => {
                    let (digits, of) = decimal.take()?;
                    total = total.checked_add(digits.checked_mul(n)? / of)?;
                }
                Word::Unit(n) => part = part.checked_add(n)?,
                Word::Scale(n) => {
                    let scaled = part.max(1).checked_mul(n)?;
                    if n >= 1000 {
                        total = total.checked_add(scaled)?;
                        part = 0;
                    } else {
                        part = scaled;
                    }
                }
                Word::Vague { low, high } => vague = Some((low, high)),
            }
        }
        if decimal.is_some() {
            return None;
        }
        let n = total.checked_add(part)?;
        // "no one", "no two"
        let none = start + 1 < end && self.value_at(annotated, start) == Some(Word::Unit(0));
        let n = if none { 0 } else { n };
        if let Some((low, high)) = vague {
            return Some(match bound {
                Bound::UpTo | Bound::LessThan => {
                    Range { low: None, high: high.or(Some(low)), approximate: true }
                }
                _ => Range { low: Some(low), high, approximate: false },
            });
        }
        let (low, high, approximate) = match bound {
            Bound::Exact => (Some(n), Some(n), false),
            Bound::MoreThan => (Some(n + 1), None, false),
            Bound::AtLeast => (Some(n), None, false),
            Bound::UpTo => (None, Some(n), false),
            Bound::LessThan => (None, Some(n.saturating_sub(1)), false),
            Bound::About => (Some(n), Some(n), true),
            Bound::Nearly => (None, Some(n.saturating_sub(1)), true),
        };
        Some(Range { low, high, approximate })
    }
}
