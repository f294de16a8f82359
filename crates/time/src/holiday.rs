//! On which day of a year does a named day fall?

use jiff::civil::{Date, Weekday, date};
use smol_str::SmolStr;

/// When a named day falls.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Rule {
    Fixed {
        month: i8,
        day: i8,
    },
    /// The n-th such weekday of a month, or days after it.
    Nth {
        weekday: i8,
        nth: i8,
        month: i8,
        after: i32,
    },
    Easter {
        days: i32,
        orthodox: bool,
    },
    Islamic {
        month: i64,
        day: i64,
    },
    IslamicMonth {
        month: i64,
    },
    Hebrew {
        month: i64,
        day: i64,
    },
    /// Last Friday of Ramadan.
    Quds,
    /// Tuesday after the first Monday of November.
    Election,
    Table(Vec<Date>),
}

/// Named days, by number.
#[derive(Clone, Debug, Default)]
pub struct Holidays {
    names: Vec<Vec<SmolStr>>,
    rules: Vec<Rule>,
}

impl Holidays {
    /// Reads `name|name TAB rule` lines; gives the number and text of the first bad one.
    pub fn parse(tsv: &str) -> Result<Self, (usize, String)> {
        let mut holidays = Self::default();
        for (number, line) in tsv.lines().enumerate() {
            if line.is_empty() || line.starts_with('#') {
                continue;
            }
            let bad = || (number + 1, line.to_owned());
            let (names, rule) = line.split_once('\t').ok_or_else(bad)?;
            holidays.names.push(names.split('|').map(SmolStr::new).collect());
            holidays.rules.push(parse_rule(rule).ok_or_else(bad)?);
        }
        Ok(holidays)
    }

    /// Lines of a rule file for the names of all named days.
    pub fn as_rules(&self) -> String {
        let mut lines = String::new();
        for (i, names) in self.names.iter().enumerate() {
            for name in names {
                lines.push_str(&format!("holiday = {name} : holiday={i}\n"));
            }
        }
        lines
    }

    /// First and last day of a named day or month in a year; `None` outside the tables.
    pub fn days(&self, index: i32, year: i16) -> Option<(Date, Date)> {
        let rule = self.rules.get(usize::try_from(index).ok()?)?;
        let day = match rule {
            Rule::Fixed { month, day } => Date::new(year, *month, *day).ok()?,
            Rule::Nth { weekday, nth, month, after } => {
                let weekday = Weekday::from_monday_one_offset(*weekday).ok()?;
                let day = Date::new(year, *month, 1).ok()?.nth_weekday_of_month(*nth, weekday).ok()?;
                plus(day, *after)?
            }
            Rule::Easter { days, orthodox } => {
                let easter = if *orthodox { orthodox_easter(year) } else { western_easter(year) };
                plus(easter?, *days)?
            }
            Rule::Election => {
                plus(Date::new(year, 11, 1).ok()?.nth_weekday_of_month(1, Weekday::Monday).ok()?, 1)?
            }
            Rule::Islamic { month, day } => islamic(year, *month, *day)?,
            Rule::IslamicMonth { month } => {
                let first = islamic(year, *month, 1)?;
                return Some((first, plus(first, 29)?));
            }
            Rule::Quds => {
                let end = plus(islamic(year, 9, 1)?, 29)?;
                let back = i32::from(end.weekday().since(Weekday::Friday));
                plus(end, -back)?
            }
            Rule::Hebrew { month, day } => hebrew(year, *month, *day)?,
            Rule::Table(days) => *days.iter().find(|d| d.year() == year)?,
        };
        Some((day, day))
    }
}

fn parse_rule(text: &str) -> Option<Rule> {
    let mut words = text.split_whitespace();
    let kind = words.next()?;
    if kind == "table" {
        return words.map(|w| w.parse().ok()).collect::<Option<Vec<Date>>>().map(Rule::Table);
    }
    let n: Vec<i32> = words.map(|w| w.parse().ok()).collect::<Option<_>>()?;
    Some(match (kind, &n[..]) {
        ("day", &[month, day]) => Rule::Fixed { month: month as i8, day: day as i8 },
        ("nth", &[weekday, nth, month]) => {
            Rule::Nth { weekday: weekday as i8, nth: nth as i8, month: month as i8, after: 0 }
        }
        ("nth", &[weekday, nth, month, after]) => {
            Rule::Nth { weekday: weekday as i8, nth: nth as i8, month: month as i8, after }
        }
        ("easter", &[days]) => Rule::Easter { days, orthodox: false },
        ("orthodox", &[days]) => Rule::Easter { days, orthodox: true },
        ("islamic", &[month, day]) => Rule::Islamic { month: month.into(), day: day.into() },
        ("islamic", &[month]) => Rule::IslamicMonth { month: month.into() },
        ("hebrew", &[month, day]) => Rule::Hebrew { month: month.into(), day: day.into() },
        ("quds", []) => Rule::Quds,
        ("election", []) => Rule::Election,
        _ => return None,
    })
}

fn plus(day: Date, days: i32) -> Option<Date> {
    day.checked_add(jiff::Span::new().try_days(days).ok()?).ok()
}

/// Anonymous Gregorian computus (Meeus, Astronomical Algorithms, ch. 8).
fn western_easter(year: i16) -> Option<Date> {
    let y = i32::from(year);
    let (a, b, c) = (y % 19, y / 100, y % 100);
    let (d, e, f) = (b / 4, b % 4, (b + 8) / 25);
    let g = (b - f + 1) / 3;
    let h = (19 * a + b - d - g + 15) % 30;
    let (i, k) = (c / 4, c % 4);
    let l = (32 + 2 * e + 2 * i - h - k) % 7;
    let m = (a + 11 * h + 22 * l) / 451;
    let n = h + l - 7 * m + 114;
    Date::new(year, (n / 31) as i8, (n % 31 + 1) as i8).ok()
}

/// Julian computus, moved to the Gregorian calendar.
fn orthodox_easter(year: i16) -> Option<Date> {
    let y = i32::from(year);
    let (a, b, c) = (y % 4, y % 7, y % 19);
    let d = (19 * c + 15) % 30;
    let e = (2 * a + 4 * b - d + 34) % 7;
    let n = d + e + 114;
    let julian = Date::new(year, (n / 31) as i8, (n % 31 + 1) as i8).ok()?;
    plus(julian, y / 100 - y / 400 - 2)
}

/// Days since 1 January of year 1 (Reingold and Dershowitz, Calendrical Calculations: "fixed dates").
fn from_fixed(fixed: i64) -> Option<Date> {
    plus(date(1970, 1, 1), i32::try_from(fixed - 719_163).ok()?)
}

/// Arithmetic Islamic calendar; observed days may differ by one.
fn islamic(year: i16, month: i64, day: i64) -> Option<Date> {
    let to_fixed =
        |y: i64| 227_014 + (y - 1) * 354 + (3 + 11 * y).div_euclid(30) + 29 * (month - 1) + month / 2 + day;
    let guess = (i64::from(year) - 622) * 33 / 32;
    (guess - 1..=guess + 2).filter_map(|y| from_fixed(to_fixed(y))).find(|d| d.year() == year)
}

/// Hebrew calendar with months from Nisan = 1.
fn hebrew(year: i16, month: i64, day: i64) -> Option<Date> {
    let elapsed = |y: i64| {
        let months = (235 * y - 234).div_euclid(19);
        let parts = 12_084 + 13_753 * months;
        let days = 29 * months + parts.div_euclid(25_920);
        if (3 * (days + 1)) % 7 < 3 { days + 1 } else { days }
    };
    let new_year = |y: i64| {
        let (before, this, after) = (elapsed(y - 1), elapsed(y), elapsed(y + 1));
        let delay = if after - this == 356 {
            2
        } else if this - before == 382 {
            1
        } else {
            0
        };
        -1_373_427 + this + delay
    };
    let leap = |y: i64| (7 * y + 1).rem_euclid(19) < 7;
    let length = |y: i64, m: i64| {
        let days = new_year(y + 1) - new_year(y);
        match m {
            2 | 4 | 6 | 10 | 13 => 29,
            12 if !leap(y) => 29,
            8 if !matches!(days, 355 | 385) => 29,
            9 if matches!(days, 353 | 383) => 29,
            _ => 30,
        }
    };
    let to_fixed = |y: i64| {
        // Purim is in the second Adar of a leap year.
        let month = if month == 12 && leap(y) { 13 } else { month };
        let last = if leap(y) { 13 } else { 12 };
        let before: i64 = if month < 7 {
            (7..=last).chain(1..month).map(|m| length(y, m)).sum()
        } else {
            (7..month).map(|m| length(y, m)).sum()
        };
        new_year(y) + before + day - 1
    };
    let guess = i64::from(year) + 3760;
    (guess..=guess + 1).filter_map(|y| from_fixed(to_fixed(y))).find(|d| d.year() == year)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn calendars() {
        let holidays = Holidays::parse(include_str!("../../../data/en/time/holidays.tsv")).unwrap();
        let index = |name: &str| {
            holidays
                .names
                .iter()
                .position(|n| n.iter().any(|n| n == name))
                .unwrap_or_else(|| panic!("{name}")) as i32
        };
        for (name, year, expect) in [
            ("easter", 2024, date(2024, 3, 31)),
            ("good friday", 1998, date(1998, 4, 10)),
            ("orthodox easter", 2024, date(2024, 5, 5)),
            ("thanksgiving", 1999, date(1999, 11, 25)),
            ("memorial day", 2023, date(2023, 5, 29)),
            ("election day", 1998, date(1998, 11, 3)),
            ("eid al - fitr", 2024, date(2024, 4, 10)),
            ("eid al - adha", 2023, date(2023, 6, 28)),
            ("yom kippur", 2023, date(2023, 9, 25)),
            ("passover", 2024, date(2024, 4, 23)),
            ("purim", 2024, date(2024, 3, 24)),
            ("hanukkah", 2023, date(2023, 12, 8)),
            ("tet", 2024, date(2024, 2, 10)),
            ("labor day", 2024, date(2024, 9, 2)),
        ] {
            let (from, _) = holidays.days(index(name), year).unwrap();
            let off = (from - expect).get_days().abs();
            let allowed = i32::from(name.starts_with("eid"));
            assert!(off <= allowed, "{name} {year}: {from}, not {expect}");
        }
    }
}
