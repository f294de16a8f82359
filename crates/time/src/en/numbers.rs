//! Which number do these words or digits write?

use crate::frame::Field;
use crate::words::Word;

/// A kind of number that rules can ask for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Builtin {
    /// Count in digits or words, kept in tenths: "2.5", "twenty-four", "a hundred".
    Number,
    /// Ordinal in digits or words up to 31.
    Ordinal,
    /// Four digits that can be a year.
    Year,
    /// Year in words: "nineteen ninety-six".
    YearWords,
    /// Two digits of a year.
    ShortYear,
    /// Day of the month.
    Day,
    /// Month of the year in digits.
    Month,
    /// Hour of the day.
    Hour,
    /// Two digits of minutes.
    Minute,
    /// Hour in words, from one to twelve.
    HourWord,
}

impl Builtin {
    /// The kind by its name in the rules.
    pub fn parse(name: &str) -> Option<Self> {
        Some(match name {
            "NUMBER" => Self::Number,
            "ORD" => Self::Ordinal,
            "YEAR" => Self::Year,
            "YEARWORDS" => Self::YearWords,
            "YY" => Self::ShortYear,
            "DAYNUM" => Self::Day,
            "MONTHNUM" => Self::Month,
            "HOURNUM" => Self::Hour,
            "MINNUM" => Self::Minute,
            "HOURWORD" => Self::HourWord,
            _ => return None,
        })
    }
}

/// True if a number can begin with a word; "a hundred" begins with an article.
pub fn can_begin(word: &Word) -> bool {
    word.number.is_some() || word.cardinal.is_some() || word.ordinal.is_some() || word.lower == "a"
}

/// Reads a number at word `at`: where it ends, the field that it fills by itself, and its value.
pub fn read(kind: Builtin, words: &[Word], at: usize) -> Option<(usize, Field, i32)> {
    let digits = |max: u8, from: u32, to: u32, field: Field| {
        let word = &words[at];
        let n = word.number.filter(|n| word.digits <= max && (from..=to).contains(n))?;
        Some((at + 1, field, n as i32))
    };
    match kind {
        Builtin::Year => digits(4, 1000, 2199, Field::Year),
        Builtin::ShortYear => digits(2, 0, 99, Field::ShortYear).filter(|_| words[at].digits == 2),
        Builtin::Day => digits(2, 1, 31, Field::Day),
        Builtin::Month => digits(2, 1, 12, Field::Month),
        Builtin::Hour => digits(2, 0, 24, Field::Hour),
        Builtin::Minute => digits(2, 0, 59, Field::Minute).filter(|_| words[at].digits == 2),
        Builtin::HourWord => {
            let n = words[at].cardinal.filter(|n| (1..=12).contains(n))?;
            Some((at + 1, Field::Hour, n))
        }
        Builtin::Ordinal => read_ordinal(words, at).map(|(end, n)| (end, Field::Number, n)),
        Builtin::YearWords => read_year(words, at).map(|(end, n)| (end, Field::Year, n)),
        Builtin::Number => read_count(words, at).map(|(end, n)| (end, Field::Count, n)),
    }
}

fn is(words: &[Word], at: usize, lower: &str) -> bool {
    words.get(at).is_some_and(|w| w.lower == lower)
}

fn read_ordinal(words: &[Word], at: usize) -> Option<(usize, i32)> {
    let word = &words[at];
    if let Some(n) = word.number {
        let suffix =
            words.get(at + 1).is_some_and(|w| w.glued && matches!(&*w.lower, "st" | "nd" | "rd" | "th"));
        return (suffix && word.digits <= 2).then_some((at + 2, n as i32));
    }
    if let Some(n) = word.ordinal {
        return Some((at + 1, n));
    }
    let tens = word.cardinal.filter(|n| n % 10 == 0 && *n < 100)?;
    let unit_at = if is(words, at + 1, "-") { at + 2 } else { at + 1 };
    let unit = words.get(unit_at)?.ordinal.filter(|n| *n < 10)?;
    Some((unit_at + 1, tens + unit))
}

/// "nineteen ninety-six", "two thousand (and) five".
fn read_year(words: &[Word], at: usize) -> Option<(usize, i32)> {
    let first = words[at].cardinal?;
    if first == 2 && is(words, at + 1, "thousand") {
        let next = if is(words, at + 2, "and") { at + 3 } else { at + 2 };
        return match small_number(words, next) {
            Some((end, n)) => Some((end, 2000 + n)),
            None => Some((at + 2, 2000)),
        };
    }
    let (end, rest) = matches!(first, 17..=20).then(|| small_number(words, at + 1)).flatten()?;
    // "twenty nine" is a count; "twenty fifteen" is a year.
    (rest >= 10).then_some((end, first * 100 + rest))
}

/// One to ninety-nine in words.
fn small_number(words: &[Word], at: usize) -> Option<(usize, i32)> {
    let first = words.get(at)?.cardinal.filter(|n| *n < 100)?;
    if first >= 20 {
        let unit_at = if is(words, at + 1, "-") { at + 2 } else { at + 1 };
        let unit = words.get(unit_at).and_then(|w| w.cardinal).filter(|n| *n < 10);
        if let Some(unit) = unit {
            return Some((unit_at + 1, first + unit));
        }
    }
    Some((at + 1, first))
}

/// A count in tenths.
fn read_count(words: &[Word], at: usize) -> Option<(usize, i32)> {
    let word = &words[at];
    if let Some(n) = word.number {
        let value = i32::try_from(n).ok()?.checked_mul(10)?.checked_add(i32::from(word.tenths))?;
        let scale = words.get(at + 1).and_then(|w| w.cardinal).filter(|n| *n >= 100);
        return match scale {
            Some(scale) => Some((at + 2, value.checked_mul(scale)?)),
            None => Some((at + 1, value)),
        };
    }
    let (mut i, mut total) =
        if is(words, at, "a") && (is(words, at + 1, "hundred") || is(words, at + 1, "thousand")) {
            (at + 1, 1)
        } else {
            small_number(words, at)?
        };
    while let Some(scale) = words.get(i).and_then(|w| w.cardinal).filter(|n| *n >= 100) {
        total = total.checked_mul(scale)?;
        i += 1;
        let next = if is(words, i, "and") { i + 1 } else { i };
        if let Some((end, n)) = small_number(words, next) {
            total = total.checked_add(n)?;
            i = end;
        }
    }
    // "two and a half years"
    if is(words, i, "and") && is(words, i + 1, "a") && is(words, i + 2, "half") {
        return Some((i + 3, total.checked_mul(10)? + 5));
    }
    if is(words, i, "-") && is(words, i + 1, "and") && is(words, i + 3, "a") && is(words, i + 5, "half") {
        return Some((i + 6, total.checked_mul(10)? + 5));
    }
    Some((i, total.checked_mul(10)?))
}
