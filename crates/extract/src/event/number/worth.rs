//! What are the words of a number worth, and what do the words before it allow?

use sayso_model::Range;

/// What a word does to a number.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Word {
    /// A number of its own, to be added up: five, twenty.
    Unit(u64),
    /// A number with a fraction, which a scale has to follow: 1.4 is 14 with one place.
    Decimal { digits: u64, places: u32 },
    /// Multiplies what stands before it: hundred, thousand, million.
    Scale(u64),
    /// The same in short, behind digits and among amounts of money only: m, bn.
    Suffix(u64),
    /// A vague number: dozens, several.
    Vague { low: u64, high: Option<u64> },
}

impl Word {
    /// 5,000 or 1.4.
    pub(super) fn of_digits(text: &str) -> Option<Self> {
        let plain: String = text.chars().filter(|&c| c != ',').collect();
        match plain.split_once('.') {
            Some((whole, fraction)) => Some(Self::Decimal {
                digits: format!("{whole}{fraction}").parse().ok()?,
                places: fraction.len() as u32,
            }),
            None => plain.parse().ok().map(Self::Unit),
        }
    }
}

/// How the words around a number bound it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Bound {
    MoreThan,
    AtLeast,
    UpTo,
    LessThan,
    About,
    Nearly,
    /// "half a million"
    Half,
}

impl Bound {
    pub(super) fn from_name(name: &str) -> Option<Self> {
        Some(match name {
            "more-than" => Self::MoreThan,
            "at-least" => Self::AtLeast,
            "up-to" => Self::UpTo,
            "less-than" => Self::LessThan,
            "about" => Self::About,
            "nearly" => Self::Nearly,
            "half" => Self::Half,
            _ => return None,
        })
    }
}

/// A number as its own words give it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Worth {
    Exact(u64),
    Vague { low: u64, high: Option<u64> },
}

/// What words in a row are worth.
pub(super) fn worth(words: &[Word]) -> Option<Worth> {
    let (mut total, mut part, mut vague) = (0u64, 0u64, None);
    let mut decimal = None;
    for &word in words {
        match word {
            Word::Decimal { digits, places } => decimal = Some((digits, 10u64.checked_pow(places)?)),
            Word::Scale(n) | Word::Suffix(n) if decimal.is_some() => {
                let (digits, of) = decimal.take()?;
                total = total.checked_add(digits.checked_mul(n)? / of)?;
            }
            Word::Unit(n) => part = part.checked_add(n)?,
            Word::Scale(n) | Word::Suffix(n) => {
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
    if decimal.is_some() || words.is_empty() {
        return None;
    }
    if let Some((low, high)) = vague {
        // "several hundred", "a few thousand"
        let scale = total.max(part).max(1);
        let high = high.and_then(|h| h.checked_mul(scale));
        return Some(Worth::Vague { low: low.checked_mul(scale)?, high });
    }
    // "no one", "no two"
    let none = words.len() > 1 && words[0] == Word::Unit(0);
    Some(Worth::Exact(if none { 0 } else { total.checked_add(part)? }))
}

impl Worth {
    /// What the words before it leave of it.
    pub(super) fn bounded(self, bounds: &[Bound]) -> Range {
        let half = bounds.contains(&Bound::Half);
        let bound = bounds.iter().copied().find(|&b| b != Bound::Half);
        let n = match self {
            Self::Exact(n) if half => n / 2,
            Self::Exact(n) => n,
            Self::Vague { low, high } => {
                return match bound {
                    Some(Bound::UpTo | Bound::LessThan) => {
                        Range { low: None, high: high.or(Some(low)), approximate: true }
                    }
                    _ => Range { low: Some(low), high, approximate: false },
                };
            }
        };
        let (low, high, approximate) = match bound {
            None | Some(Bound::Half) => (Some(n), Some(n), false),
            Some(Bound::MoreThan) => (Some(n + 1), None, false),
            Some(Bound::AtLeast) => (Some(n), None, false),
            Some(Bound::UpTo) => (None, Some(n), false),
            Some(Bound::LessThan) => (None, Some(n.saturating_sub(1)), false),
            Some(Bound::About) => (Some(n), Some(n), true),
            Some(Bound::Nearly) => (None, Some(n.saturating_sub(1)), true),
        };
        Range { low, high, approximate }
    }

    /// From one number to another, whose scale word may stand for both; none if that is no range.
    pub(super) fn between(low: Self, scale: u64, high: Self, bounds: &[Bound]) -> Option<Range> {
        let (Self::Exact(low), Self::Exact(high)) = (low, high) else { return None };
        let low = if low < 1000 { low.checked_mul(scale)? } else { low };
        let approximate = bounds.iter().any(|b| matches!(b, Bound::About | Bound::Nearly));
        (low < high).then_some(Range { low: Some(low), high: Some(high), approximate })
    }
}
