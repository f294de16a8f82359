//! Which days does a calendar unit cover, and how does TimeML write it?

use jiff::civil::{Date, date};
use jiff::{Span, ToSpan};

use crate::frame::{Season, Unit};

/// A unit of the calendar that holds a certain day: that day, its week, its month …
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Point {
    /// First day.
    pub from: Date,
    /// What it is.
    pub unit: Unit,
}

impl Point {
    /// The unit that holds a day.
    pub fn around(day: Date, unit: Unit) -> Self {
        let (y, m) = (day.year(), day.month());
        let first = |year: i16, month: i8| Date::new(year.max(1), month, 1).expect("months are in range");
        let from = match unit {
            Unit::Week | Unit::Fortnight => monday(day),
            Unit::Weekend => plus(monday(day), 5.days()),
            Unit::Month => first(y, m),
            Unit::Quarter => first(y, (m - 1) / 3 * 3 + 1),
            Unit::Half => first(y, if m <= 6 { 1 } else { 7 }),
            Unit::Season => match m {
                1 | 2 => first(y - 1, 12),
                _ => first(y, m / 3 * 3),
            },
            Unit::Year => first(y, 1),
            Unit::Decade => first(y.div_euclid(10) * 10, 1),
            Unit::Century => first((y - 1).div_euclid(100) * 100 + 1, 1),
            Unit::Millennium => first((y - 1).div_euclid(1000) * 1000 + 1, 1),
            Unit::Day | Unit::Second | Unit::Minute | Unit::Hour | Unit::Unknown => day,
        };
        Self { from, unit }
    }

    /// A season of a year; winter begins in December of it.
    pub fn season(year: i16, season: Season) -> Option<Self> {
        let month = match season {
            Season::Spring => 3,
            Season::Summer => 6,
            Season::Autumn => 9,
            Season::Winter => 12,
        };
        Some(Self { from: Date::new(year, month, 1).ok()?, unit: Unit::Season })
    }

    /// The `n`-th unit after this one, before it if negative.
    pub fn shifted(self, n: i32) -> Option<Self> {
        let from = self.from.checked_add(length(self.unit, n)?).ok()?;
        Some(Self { from, ..self })
    }

    /// Last day.
    pub fn to(self) -> Date {
        match self.unit {
            Unit::Weekend => plus(self.from, 1.day()),
            Unit::Day | Unit::Hour | Unit::Minute | Unit::Second | Unit::Unknown => self.from,
            unit => length(unit, 1)
                .and_then(|span| self.from.checked_add(span).ok())
                .map_or(self.from, |next| plus(next, -1.day())),
        }
    }

    /// As TimeML's TIMEX3 writes it.
    pub fn value(self) -> String {
        let (y, m) = (self.from.year(), self.from.month());
        match self.unit {
            Unit::Week | Unit::Fortnight | Unit::Weekend => {
                let week = self.from.iso_week_date();
                let tail = if self.unit == Unit::Weekend { "-WE" } else { "" };
                format!("{:04}-W{:02}{tail}", week.year(), week.week())
            }
            Unit::Month => format!("{y:04}-{m:02}"),
            Unit::Quarter => format!("{y:04}-Q{}", (m - 1) / 3 + 1),
            Unit::Half => format!("{y:04}-H{}", (m - 1) / 6 + 1),
            Unit::Season => format!("{y:04}-{}", ["WI", "SP", "SU", "FA"][usize::from(m as u8 % 12 / 3)]),
            Unit::Year => format!("{y:04}"),
            Unit::Decade => format!("{:03}", y.div_euclid(10)),
            Unit::Century => format!("{:02}", (y - 1).div_euclid(100)),
            Unit::Millennium => format!("{:01}", (y - 1).div_euclid(1000)),
            Unit::Day | Unit::Second | Unit::Minute | Unit::Hour | Unit::Unknown => self.from.to_string(),
        }
    }
}

/// `n` units of time; `None` for those without a length in days.
pub fn length(unit: Unit, n: i32) -> Option<Span> {
    let n = n.clamp(-9_000, 9_000);
    Some(match unit {
        Unit::Day => n.days(),
        Unit::Week | Unit::Weekend => n.weeks(),
        Unit::Fortnight => (2 * n).weeks(),
        Unit::Month => n.months(),
        Unit::Quarter | Unit::Season => (3 * n).months(),
        Unit::Half => (6 * n).months(),
        Unit::Year => n.years(),
        Unit::Decade => Span::new().try_years(10 * n).ok()?,
        Unit::Century => Span::new().try_years(100 * n).ok()?,
        Unit::Millennium => Span::new().try_years(1000 * n).ok()?,
        Unit::Second | Unit::Minute | Unit::Hour | Unit::Unknown => return None,
    })
}

fn monday(day: Date) -> Date {
    plus(day, -i64::from(day.weekday().to_monday_zero_offset()).days())
}

/// A day some time later, or the same day at the ends of the calendar.
pub fn plus(day: Date, span: Span) -> Date {
    day.checked_add(span).unwrap_or(day)
}

/// The first day that jiff knows of a year of our era.
pub fn new_year(year: i32) -> Option<Date> {
    let year = i16::try_from(year).ok().filter(|y| (1..=9990).contains(y))?;
    Some(date(year, 1, 1))
}
