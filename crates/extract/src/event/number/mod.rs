//! How many? Ranges that the words of a figure allow.

mod worth;

use rustc_hash::FxHashMap;
use sayso_model::{Annotated, Dep, Range, Span, TokenIx};
use smol_str::SmolStr;

use super::table::{data_file, rows};
use crate::Error;
use worth::{Bound, Word, Worth, worth};

/// Least number that a plural allows.
const VAGUE_LEAST: u64 = 2;

/// Number words and bounds of the language.
pub(crate) struct Numbers {
    words: FxHashMap<SmolStr, Word>,
    /// Words for a share of what is counted.
    parts: Vec<SmolStr>,
    /// Words that ask for the number after them.
    asks: Vec<SmolStr>,
    bounds: Vec<(Vec<SmolStr>, Bound)>,
}

impl Numbers {
    pub(crate) fn load() -> Result<Self, Error> {
        let (mut words, mut parts, mut asks) = (FxHashMap::default(), Vec::new(), Vec::new());
        let (file, text) = data_file!("data/en/lexicon/number.tsv");
        for row in rows(file, text) {
            let number = |i| -> Result<u64, Error> {
                row.cell(i)?.parse().map_err(|_| row.error("needs a whole number"))
            };
            if row.cell(1)? == "part" {
                parts.push(row.cell(0)?.into());
                continue;
            }
            if row.cell(1)? == "asks" {
                asks.push(row.cell(0)?.into());
                continue;
            }
            let word = match row.cell(1)? {
                "unit" => Word::Unit(number(2)?),
                "scale" => Word::Scale(number(2)?),
                "suffix" => Word::Suffix(number(2)?),
                "vague" => Word::Vague { low: number(2)?, high: number(3).ok() },
                other => {
                    return Err(row.error(format!(
                        "no kind `{other}`: `unit`, `scale`, `suffix`, `part`, `asks` or `vague`"
                    )));
                }
            };
            words.insert(row.cell(0)?.into(), word);
        }
        let mut bounds = Vec::new();
        let (file, text) = data_file!("data/en/lexicon/bound.tsv");
        for row in rows(file, text) {
            let name = row.cell(1)?;
            let bound = Bound::from_name(name).ok_or_else(|| row.error(format!("no bound `{name}`")))?;
            bounds.push((row.cell(0)?.split(' ').map(SmolStr::new).collect(), bound));
        }
        bounds.sort_by_key(|(w, _): &(Vec<SmolStr>, Bound)| std::cmp::Reverse(w.len()));
        Ok(Self { words, parts, asks, bounds })
    }

    /// The figure that a noun phrase gives for its head ("more than 160 people"), or that the head itself is ("160"),
    /// with the words of the figure.
    pub(crate) fn of_phrase(&self, annotated: &Annotated, head: TokenIx) -> Option<(Range, Span)> {
        let sentence = annotated.sentence_of(head);
        if self.is_whole(annotated, head) {
            return None;
        }
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
        // "32, 000", torn in two: neither part is the number.
        let is_zeros = |t: TokenIx| annotated.token(t).lower == "000";
        if is_zeros(number) || number + 2 < sentence.end && is_zeros(number + 2) {
            return None;
        }
        // "how many have been killed"
        if number > sentence.start && self.asks.contains(&annotated.token(number - 1).lower) {
            return None;
        }
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
        let (start, end) = self.run(annotated, number);
        // "two-thirds of them" are not two.
        let is_part = |t: TokenIx| t < sentence.end && self.value_at(annotated, t).is_none();
        if end < sentence.end && annotated.token(end).lower == "-" && is_part(end + 1) {
            return None;
        }
        if let Some(found) = self.spread(annotated, start, end) {
            return Some(found);
        }
        let (bounds, first) = self.bounds_before(annotated, sentence.start, start);
        let range = worth(&self.values(annotated, start, end)?)?.bounded(&bounds);
        Some((range, annotated.tokens_span(first, end)))
    }

    /// An amount that begins at a token, as amounts of money are written: "50 million", "1.2bn", "tens of millions". What
    /// bounds it stands before `lead`, the token that the whole begins with. Also the end of it.
    pub(crate) fn amount(
        &self,
        annotated: &Annotated,
        lead: TokenIx,
        start: TokenIx,
    ) -> Option<(Range, TokenIx, TokenIx)> {
        let sentence = annotated.sentence_of(lead);
        let (low, end) = self.written(annotated, start, sentence.end)?;
        let (bounds, first) = self.bounds_before(annotated, sentence.start, lead);
        // "$5m to $6m" has its sign again and is left to two amounts; "$5-6bn", "3 to 4 million euros"
        let to = (end < sentence.end && self.is_to(annotated, end)).then_some(end + 1);
        let high = to.and_then(|t| self.written(annotated, t, sentence.end));
        if let (Some((high, end)), Some(at)) = (high, to)
            && let Some(range) = Worth::between(low, self.scale_of(annotated, at, end), high, &bounds)
        {
            return Some((range, first, end));
        }
        Some((low.bounded(&bounds), first, end))
    }

    /// What is written from a token on, with suffixes, and where it ends.
    fn written(&self, annotated: &Annotated, start: TokenIx, limit: TokenIx) -> Option<(Worth, TokenIx)> {
        if start >= limit {
            return None;
        }
        if let Some(low) = self.product(annotated, start, limit) {
            return Some((Worth::Vague { low, high: None }, start + 3));
        }
        let mut words = Vec::new();
        let mut end = start;
        while end < limit {
            let lower = annotated.token(end).lower.as_str();
            let is_digits = lower.starts_with(|c: char| c.is_ascii_digit());
            match (self.value_at(annotated, end), self.suffix(lower), self.fused(lower)) {
                (Some(word), _, _) if words.is_empty() || !is_digits => words.push(word),
                (None, Some(suffix), _) if !words.is_empty() => words.push(suffix),
                (None, None, Some((number, scale))) if words.is_empty() => words.extend([number, scale]),
                _ => break,
            }
            end += 1;
        }
        Some((worth(&words)?, end))
    }

    /// "1.2bn" as one word.
    fn fused(&self, lower: &str) -> Option<(Word, Word)> {
        let at = lower.find(|c: char| c.is_alphabetic()).filter(|&at| at > 0)?;
        let (digits, suffix) = lower.split_at(at);
        Some((Word::of_digits(digits)?, self.suffix(suffix)?))
    }

    /// A word that counts as a number only behind the digits of an amount.
    fn suffix(&self, lower: &str) -> Option<Word> {
        self.words.get(lower).copied().filter(|w| matches!(w, Word::Suffix(_)))
    }

    /// True if the token may stand between the ends of a range.
    fn is_to(&self, annotated: &Annotated, token: TokenIx) -> bool {
        matches!(annotated.token(token).lower.as_str(), "to" | "-" | "or" | "and")
    }

    /// The scale word that ends an amount, which stands for both ends of a range: "two to three million".
    fn scale_of(&self, annotated: &Annotated, start: TokenIx, end: TokenIx) -> u64 {
        let last = annotated.token(end - 1).lower.as_str();
        let fused = || self.fused(last).map(|f| f.1);
        match self.value_at(annotated, end - 1).or_else(|| self.suffix(last)).or_else(fused) {
            Some(Word::Scale(n)) if end > start + 1 => n,
            Some(Word::Suffix(n)) => n,
            _ => 1,
        }
    }

    /// "70 percent of the 2.3 million people": the figure is of all of them.
    fn is_whole(&self, annotated: &Annotated, head: TokenIx) -> bool {
        let of = annotated.head(head).filter(|&p| annotated.token(p).lower == "of");
        let share = of.and_then(|p| annotated.head(p));
        share.is_some_and(|s| self.parts.contains(&annotated.token(s).lower))
    }

    /// True if the token is a number by itself.
    pub(crate) fn is_number(&self, annotated: &Annotated, token: TokenIx) -> bool {
        self.value_at(annotated, token).is_some()
    }

    /// The tokens of one number: "two hundred and fifty".
    fn run(&self, annotated: &Annotated, number: TokenIx) -> (TokenIx, TokenIx) {
        let sentence = annotated.sentence_of(number);
        let (mut start, mut end) = (number, number + 1);
        // "5 million", "several hundred"
        let multiplied = |t: TokenIx| {
            matches!(self.value_at(annotated, t), Some(Word::Scale(_)))
                && matches!(self.value_at(annotated, t - 1), Some(Word::Unit(_) | Word::Vague { .. }))
        };
        while start > sentence.start && (self.joins(annotated, start - 1) || multiplied(start)) {
            start -= 1;
        }
        while end < sentence.end && self.joins(annotated, end) {
            end += 1;
        }
        (start, end)
    }

    fn values(&self, annotated: &Annotated, start: TokenIx, end: TokenIx) -> Option<Vec<Word>> {
        (start..end).map(|t| self.value_at(annotated, t)).collect()
    }

    /// "8,000 to 10,000", "between 20 and 30", "two or three", of which the run at `start..end` is the higher end, or the
    /// lower one. "Rose from 20 to 30" is no range.
    fn spread(&self, annotated: &Annotated, start: TokenIx, end: TokenIx) -> Option<(Range, Span)> {
        let sentence = annotated.sentence_of(start);
        let is_number = |t: TokenIx| {
            matches!(self.value_at(annotated, t), Some(Word::Unit(_) | Word::Scale(_) | Word::Decimal { .. }))
        };
        let (low, high) =
            if start >= sentence.start + 2 && self.is_to(annotated, start - 1) && is_number(start - 2) {
                (self.run(annotated, start - 2), (start, end))
            } else if end + 1 < sentence.end && self.is_to(annotated, end) && is_number(end + 1) {
                ((start, end), self.run(annotated, end + 1))
            } else {
                return None;
            };
        let before = (low.0 > sentence.start).then(|| annotated.token(low.0 - 1).lower.as_str());
        let joined = annotated.token(low.1).lower.as_str();
        if before == Some("from") || (joined == "and" && before != Some("between")) {
            return None;
        }
        let of = |(a, b)| worth(&self.values(annotated, a, b)?);
        let (bounds, mut first) = self.bounds_before(annotated, sentence.start, low.0);
        if before == Some("between") {
            first = low.0 - 1;
        }
        let range = Worth::between(of(low)?, self.scale_of(annotated, high.0, high.1), of(high)?, &bounds)?;
        Some((range, annotated.tokens_span(first, high.1)))
    }

    /// "tens of thousands": what each of the two words allows, multiplied.
    fn vague_of_vague(
        &self,
        annotated: &Annotated,
        from: TokenIx,
        to: TokenIx,
        number: TokenIx,
    ) -> Option<(Range, Span)> {
        let pairs = [number.checked_sub(2), Some(number)].into_iter().flatten().filter(|&f| f >= from);
        let (first, low) = pairs.filter_map(|f| Some((f, self.product(annotated, f, to)?))).next()?;
        let (bounds, lead) = self.bounds_before(annotated, from, first);
        let range = Worth::Vague { low, high: None }.bounded(&bounds);
        Some((range, annotated.tokens_span(lead, first + 3)))
    }

    /// The least that "tens of thousands" allows, which begins at a token: "thousands" allows two thousand, and of them there
    /// are tens.
    fn product(&self, annotated: &Annotated, first: TokenIx, limit: TokenIx) -> Option<u64> {
        let low = |t: TokenIx| match self.value_at(annotated, t) {
            Some(Word::Vague { low, high: None }) => Some(low),
            _ => None,
        };
        let pair = first + 2 < limit && annotated.token(first + 1).lower == "of";
        pair.then(|| low(first)?.checked_mul(low(first + 2)? / VAGUE_LEAST)).flatten()
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
            return Word::of_digits(lower);
        }
        self.words.get(lower).copied().filter(|w| !matches!(w, Word::Suffix(_)))
    }

    /// What bounds a number, and where the words of it begin: "more than half a million" has two.
    fn bounds_before(&self, annotated: &Annotated, floor: TokenIx, number: TokenIx) -> (Vec<Bound>, TokenIx) {
        let mut found = Vec::new();
        let mut first = number;
        while found.len() < 2
            && let Some((bound, n)) = self.bound_before(annotated, floor, first)
            && (found.is_empty() || found == [Bound::Half])
        {
            found.push(bound);
            first -= n;
        }
        (found, first)
    }

    fn bound_before(
        &self,
        annotated: &Annotated,
        floor: TokenIx,
        number: TokenIx,
    ) -> Option<(Bound, TokenIx)> {
        let stands = |words: &[SmolStr], n: TokenIx| {
            number >= floor + n
                && std::iter::zip(number - n.., words).all(|(t, w)| annotated.token(t).lower == *w)
        };
        let found = self.bounds.iter().find(|(words, _)| stands(words, words.len() as TokenIx))?;
        Some((found.1, found.0.len() as TokenIx))
    }
}
