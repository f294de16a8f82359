//! The day that a piece of metadata means. Only what can be read in one way is read: `02/03/2026` is not.

use jiff::civil::Date;

/// The day on the calendar of whoever wrote it.
///
/// Knows ISO 8601, RFC 2822, `20260211`, `11 February 2026`, `February 11, 2026`, and numbers with slashes where only one
/// reading is a day.
pub fn day(text: &str) -> Option<Date> {
    let text = text.trim();
    iso(text).or_else(|| compact(text)).or_else(|| named(text)).or_else(|| slashed(text)).filter(plausible)
}

/// Seconds or milliseconds since 1970, as tables have them; the day in Greenwich.
pub fn from_epoch(number: i64) -> Option<Date> {
    let seconds = if number.unsigned_abs() >= 100_000_000_000 { number / 1000 } else { number };
    let days = i32::try_from(seconds.div_euclid(86_400)).ok()?;
    let date = Date::constant(1970, 1, 1).checked_add(jiff::Span::new().try_days(days).ok()?).ok()?;
    Some(date).filter(plausible)
}

/// News is younger than print, and clocks that are wrong by much are no news.
fn plausible(date: &Date) -> bool {
    (1600..=2199).contains(&date.year())
}

/// `2026-02-11`, `2026-02-11T05:20:00+05:00`, `2026/02/11 05:20`.
fn iso(text: &str) -> Option<Date> {
    let head = text.get(..10)?;
    let mark = head.as_bytes()[4];
    if !matches!(mark, b'-' | b'/' | b'.') || head.as_bytes()[7] != mark {
        return None;
    }
    if text[10..].starts_with(|c: char| c.is_ascii_digit()) {
        return None;
    }
    date(head.get(..4)?, head.get(5..7)?, head.get(8..10)?)
}

fn compact(text: &str) -> Option<Date> {
    let head = text.get(..8)?;
    let rest = &text[8..];
    let time = rest.is_empty() || rest.starts_with('T') || (rest.len() == 6 && digits(rest));
    (time && digits(head)).then(|| date(&head[..4], &head[4..6], &head[6..]))?
}

/// A month's name between or before two numbers: `Wed, 11 Feb 2026 05:20:00 GMT`, `Feb. 11, 2026`.
fn named(text: &str) -> Option<Date> {
    let words: Vec<&str> = text
        .split(|c: char| c.is_whitespace() || matches!(c, ',' | '-' | '/'))
        .filter(|w| !w.is_empty())
        .collect();
    let at = words.iter().position(|w| month(w).is_some())?;
    let month = month(words[at])?;
    let day_of = |word: &str| {
        let number = word.trim_end_matches(|c: char| c.is_ascii_alphabetic() || c == '.');
        (number.len() <= 2).then(|| number.parse::<i8>().ok()).flatten()
    };
    let year_of = |word: &&str| {
        let word = word.trim_end_matches(['.', ';', ':']);
        (word.len() == 4 && digits(word)).then(|| word.parse::<i16>().ok()).flatten()
    };
    let before = at.checked_sub(1).and_then(|i| day_of(words[i]));
    let (day, year) = match before {
        Some(day) => (day, words.get(at + 1).and_then(year_of)?),
        None => (day_of(words.get(at + 1)?)?, words.get(at + 2).and_then(year_of)?),
    };
    Date::new(year, month, day).ok()
}

fn month(word: &str) -> Option<i8> {
    const MONTHS: [&str; 12] = [
        "january",
        "february",
        "march",
        "april",
        "may",
        "june",
        "july",
        "august",
        "september",
        "october",
        "november",
        "december",
    ];
    let word = word.trim_end_matches('.').to_ascii_lowercase();
    let at = MONTHS.iter().position(|m| {
        *m == word || (word.len() >= 3 && m.starts_with(&word)) || (word == "sept" && *m == "september")
    })?;
    Some(at as i8 + 1)
}

/// `23/02/2026` has one reading, `02/03/2026` two.
fn slashed(text: &str) -> Option<Date> {
    let word = text.split_whitespace().next()?;
    let mut parts = word.split(['/', '.', '-']);
    let (first, second, year) = (parts.next()?, parts.next()?, parts.next()?);
    if parts.next().is_some() || year.len() != 4 || first.len() > 2 || second.len() > 2 {
        return None;
    }
    let (a, b) = (date(year, second, first), date(year, first, second));
    match (a, b) {
        (Some(a), Some(b)) if a != b => None,
        (a, b) => a.or(b),
    }
}

fn date(year: &str, month: &str, day: &str) -> Option<Date> {
    if ![year, month, day].into_iter().all(digits) {
        return None;
    }
    Date::new(year.parse().ok()?, month.parse().ok()?, day.parse().ok()?).ok()
}

fn digits(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days() {
        let table = [
            ("2026-02-11", Some("2026-02-11")),
            ("2026-02-11T23:20:00-05:00", Some("2026-02-11")),
            ("2026/02/11 05:20", Some("2026-02-11")),
            ("20260211", Some("2026-02-11")),
            ("20260211T052000Z", Some("2026-02-11")),
            ("20260211052000", Some("2026-02-11")),
            ("Wed, 11 Feb 2026 05:20:00 GMT", Some("2026-02-11")),
            ("Feb. 11, 2026", Some("2026-02-11")),
            ("11th February 2026", Some("2026-02-11")),
            ("Sept 1, 2026 3:04 pm", Some("2026-09-01")),
            ("23/02/2026", Some("2026-02-23")),
            ("02/23/2026", Some("2026-02-23")),
            ("02/02/2026", Some("2026-02-02")),
            ("02/03/2026", None),
            ("2026-13-01", None),
            ("2026-02-30", None),
            ("February 2026", None),
            ("yesterday", None),
            ("12345678", None),
            ("0001-01-01T00:00:00Z", None),
            ("", None),
            ("é", None),
            ("1234567é", None),
            ("2026-02-1é", None),
        ];
        for (text, expect) in table {
            assert_eq!(day(text).map(|d| d.to_string()).as_deref(), expect, "{text}");
        }
    }

    #[test]
    fn epochs() {
        assert_eq!(from_epoch(1_770_768_000).map(|d| d.to_string()).as_deref(), Some("2026-02-11"));
        assert_eq!(from_epoch(1_770_768_000_123).map(|d| d.to_string()).as_deref(), Some("2026-02-11"));
        assert_eq!(from_epoch(i64::MIN), None);
    }
}
