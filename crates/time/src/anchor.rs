//! Which days does an expression mean, told from the day of writing?

use jiff::civil::{Date, Weekday};
use jiff::{Span, ToSpan};

use crate::en::tense::Tense;
use crate::frame::{Field, Frame, Kind, MANY, Reference, Relation, Season, Stretch, Unit};
use crate::holiday::Holidays;
use crate::point::{Point, length, new_year, plus};

/// What an expression is read against.
#[derive(Clone, Copy, Debug, Default)]
pub struct Anchor {
    /// Day of writing.
    pub published: Option<Date>,
    /// The last date that the text gave.
    pub story: Option<Point>,
    /// The last quarter that the text named by itself; reports on companies compare with it all along.
    pub quarter: Option<Point>,
    /// Tense of the verb that the expression belongs to.
    pub tense: Tense,
}

/// An expression placed on the calendar.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Placed {
    /// What it denotes.
    pub kind: Kind,
    /// As TimeML's TIMEX3 writes it.
    pub value: String,
    /// First and last day.
    pub interval: Option<(Date, Date)>,
    /// Unit of the calendar that it names.
    pub unit: Option<Unit>,
    /// The date that later expressions may refer back to.
    pub point: Option<Point>,
}

/// Places what an expression says on the calendar.
pub fn place(frame: &Frame, anchor: &Anchor, holidays: &Holidays) -> Placed {
    let reader = Reader { frame, anchor, holidays };
    let plain = |kind: Kind, value: String| Placed { kind, value, interval: None, unit: None, point: None };
    if frame.kind() == Some(Kind::Set) {
        return plain(Kind::Set, reader.set());
    }
    if frame.kind() == Some(Kind::Duration) {
        let interval = reader.stretch_of_units();
        return Placed { interval, ..plain(Kind::Duration, reader.duration()) };
    }
    if let Some(reference) = frame.reference() {
        let value = match reference {
            Reference::Past => "PAST_REF",
            Reference::Present => "PRESENT_REF",
            Reference::Future => "FUTURE_REF",
        };
        return plain(Kind::Date, value.to_owned());
    }
    let time = reader.time_of_day();
    let kind = if time.is_empty() { Kind::Date } else { Kind::Time };
    let Some(found) = reader.point() else {
        return plain(kind, reader.unanchored() + &time);
    };
    let interval = if found.exact { Some(reader.cut(&found)) } else { None };
    let point = found.point;
    let value = found.value.unwrap_or_else(|| point.value());
    Placed { kind, value: value + &time, interval, unit: Some(point.unit), point: Some(point) }
}

/// A point and how sure its days are.
#[derive(Clone, Debug)]
struct Found {
    point: Point,
    to: Option<Date>,
    /// The days are told; false for "two years ago", which is only about then.
    exact: bool,
    value: Option<String>,
}

impl From<Point> for Found {
    fn from(point: Point) -> Self {
        Self { point, to: None, exact: true, value: None }
    }
}

pub(crate) struct Reader<'a> {
    pub(crate) frame: &'a Frame,
    pub(crate) anchor: &'a Anchor,
    pub(crate) holidays: &'a Holidays,
}

impl Reader<'_> {
    pub(crate) fn get(&self, field: Field) -> Option<i32> {
        self.frame.get(field)
    }

    fn point(&self) -> Option<Found> {
        let frame = self.frame;
        if frame.has(Field::Holiday) {
            return self.holiday();
        }
        if frame.has(Field::Month) {
            return self.month();
        }
        if frame.has(Field::Quarter) || frame.has(Field::Half) {
            return self.part_of_year().map(Found::from);
        }
        if frame.has(Field::Season) {
            return self.season().map(Found::from);
        }
        if let Some(found) = self.years() {
            return Some(found);
        }
        if frame.has(Field::Weekday) {
            return self.weekday().map(|day| Point::around(day, Unit::Day).into());
        }
        if let Some(offset) = self.get(Field::Offset) {
            let day = plus(self.anchor.published?, i64::from(offset).days());
            return Some(Point::around(day, Unit::Day).into());
        }
        if let Some(unit) = frame.unit() {
            return self.unit(unit);
        }
        if frame.has(Field::Part) || frame.has(Field::Hour) {
            let story = self.anchor.story.filter(|p| p.unit == Unit::Day).map(|p| p.from);
            let day = match frame.relation() {
                Some(Relation::That) => story.or(self.anchor.published)?,
                _ => self.anchor.published?,
            };
            return Some(Point::around(day, Unit::Day).into());
        }
        None
    }

    fn year(&self) -> Option<i32> {
        if let Some(year) = self.get(Field::Year) {
            return Some(year);
        }
        let short = self.get(Field::ShortYear)?;
        let now = self.anchor.published.map_or(2000, |d| i32::from(d.year()));
        let mut year = now.div_euclid(100) * 100 + short;
        if year > now + 10 {
            year -= 100;
        }
        Some(year)
    }

    fn years(&self) -> Option<Found> {
        if let Some(century) = self.get(Field::Century) {
            if let Some(digit) = self.get(Field::Decade) {
                return Some(Point::around(new_year((century - 1) * 100 + digit * 10)?, Unit::Decade).into());
            }
            return Some(Point::around(new_year((century - 1) * 100 + 1)?, Unit::Century).into());
        }
        if let Some(digit) = self.get(Field::Decade) {
            let now = self.anchor.published.map_or(1999, |d| i32::from(d.year()));
            let mut year = now.div_euclid(100) * 100 + digit * 10;
            if year > now {
                year -= 100;
            }
            return Some(Point::around(new_year(year)?, Unit::Decade).into());
        }
        let year = self.year()?;
        if self.frame.has(Field::Era) {
            return Some(Found {
                point: Point::around(new_year(1)?, Unit::Year),
                to: None,
                exact: false,
                value: Some(format!("BC{year:04}")),
            });
        }
        if self.frame.unit() == Some(Unit::Quarter)
            && let Some(quarter) = self.anchor.quarter
        {
            return Some(quarter.shifted(4 * (year - i32::from(quarter.from.year())))?.into());
        }
        let unit = if self.frame.unit() == Some(Unit::Decade) { Unit::Decade } else { Unit::Year };
        let mut found = Found::from(Point::around(new_year(year)?, unit));
        if let Some(to) = self.get(Field::YearTo) {
            found.to = Some(Point::around(new_year(to)?, Unit::Year).to());
        }
        Some(found)
    }

    fn month(&self) -> Option<Found> {
        let month = self.get(Field::Month)? as i8;
        let day = self.get(Field::Day).map(|d| d as i8);
        let make = |year: i32| -> Option<Point> {
            let year = i16::try_from(year).ok()?;
            match day {
                Some(day) => Some(Point::around(Date::new(year, month, day).ok()?, Unit::Day)),
                None => Some(Point::around(Date::new(year, month, 1).ok()?, Unit::Month)),
            }
        };
        let point = match self.year() {
            Some(year) => make(year)?,
            None => self.nearest(make)?,
        };
        let mut found = Found::from(point);
        if let Some(to) = self.get(Field::DayTo) {
            found.to = Date::new(point.from.year(), month, to as i8).ok();
        }
        Some(found)
    }

    /// The occurrence of a yearly date that is meant.
    fn nearest(&self, make: impl Fn(i32) -> Option<Point>) -> Option<Point> {
        let published = self.anchor.published?;
        let year = i32::from(published.year());
        let around: Vec<Point> = (year - 2..=year + 2).filter_map(&make).collect();
        let past = around.iter().rev().find(|p| p.from <= published).copied();
        let future = around.iter().find(|p| p.from > published).copied();
        let same = make(year);
        let (past_days, future_days) = (
            past.map_or(i32::MAX, |p| (published - p.to()).get_days().max(0)),
            future.map_or(i32::MAX, |p| (p.from - published).get_days()),
        );
        match self.frame.relation() {
            Some(Relation::Last) if self.frame.unit() == Some(Unit::Year) => make(year - 1),
            Some(Relation::Next) if self.frame.unit() == Some(Unit::Year) => make(year + 1),
            Some(Relation::Last) => around.iter().rev().find(|p| p.to() < published).copied(),
            Some(Relation::Next) => future,
            Some(Relation::This) => same,
            Some(Relation::Following) => {
                let after = self.anchor.story.map_or(published, Point::to);
                around.into_iter().find(|p| p.from > after)
            }
            _ => match self.anchor.tense {
                // A month that runs is neither past nor to come.
                _ if past.is_some_and(|p| p.to() >= published) => past,
                // Whatever the verb, a writer would name the year of a date that is so much farther off.
                Tense::Future if future_days > 250 && past_days < 100 => past,
                Tense::Future => future,
                Tense::Past if future_days > 60 || past_days < 270 => past,
                _ if future_days < 75 && past_days > 200 => future,
                _ => past,
            },
        }
    }

    fn part_of_year(&self) -> Option<Point> {
        let (n, unit, months) = match self.get(Field::Quarter) {
            Some(quarter) => (quarter, Unit::Quarter, 3),
            None => (self.get(Field::Half)?, Unit::Half, 6),
        };
        if !(1..=12 / months).contains(&n) {
            return None;
        }
        let month = ((n - 1) * months + 1) as i8;
        let make = |year: i32| Some(Point::around(new_year(year)?.with().month(month).build().ok()?, unit));
        if let Some(year) = self.year() {
            return make(year);
        }
        let published = self.anchor.published?;
        let year = i32::from(published.year());
        match self.frame.relation() {
            Some(Relation::Last) => make(year - 1),
            Some(Relation::This) => make(year),
            Some(Relation::Next) => make(year + 1),
            Some(Relation::Ago) => {
                make(self.quarter_near(published, make)?.from.year().into()).and_then(|p| p.shifted(-4))
            }
            _ => self.quarter_near(published, make),
        }
    }

    fn quarter_near(&self, published: Date, make: impl Fn(i32) -> Option<Point>) -> Option<Point> {
        let year = i32::from(published.year());
        let this = make(year)?;
        match self.anchor.tense {
            Tense::Future if this.to() < published => make(year + 1),
            _ if this.from <= published || self.anchor.tense == Tense::Future => Some(this),
            _ => make(year - 1),
        }
    }

    fn season(&self) -> Option<Point> {
        let season = self.frame.season()?;
        if let Some(year) = self.year() {
            return Point::season(i16::try_from(year).ok()?, season);
        }
        let published = self.anchor.published?;
        let year = published.year();
        let make = |y: i32| Point::season(i16::try_from(y).ok()?, season);
        let all: Vec<Point> = (i32::from(year) - 2..=i32::from(year) + 2).filter_map(make).collect();
        let ended = all.iter().rev().find(|p| p.to() < published).copied();
        let begun = all.iter().rev().find(|p| p.from <= published).copied();
        let ahead = all.iter().find(|p| p.from > published).copied();
        match self.frame.relation() {
            Some(Relation::Last) => ended,
            Some(Relation::Next) => ahead,
            // In January, this winter is the one that began in December.
            Some(Relation::This) if season == Season::Winter => match begun {
                Some(p) if p.to() >= published => Some(p),
                _ => ahead,
            },
            Some(Relation::This) => make(year.into()),
            _ if self.anchor.tense == Tense::Future && begun.is_none_or(|p| p.to() < published) => ahead,
            _ => begun,
        }
    }

    fn holiday(&self) -> Option<Found> {
        let index = self.get(Field::Holiday)?;
        let make = |year: i32| {
            let (from, to) = self.holidays.days(index, i16::try_from(year).ok()?)?;
            let unit = if from == to { Unit::Day } else { Unit::Unknown };
            Some((Point { from, unit }, to))
        };
        let point = match self.year() {
            Some(year) => make(year)?.0,
            None => self.nearest(|year| make(year).map(|(p, _)| p))?,
        };
        let to = make(point.from.year().into()).map(|(_, to)| to).filter(|&to| to != point.from);
        if self.frame.has(Field::Month) {
            return self.month();
        }
        let mut found = Found { point, to, exact: true, value: None };
        if let Some(unit @ (Unit::Week | Unit::Weekend)) = self.frame.unit() {
            found = Point::around(point.from, unit).into();
        }
        Some(found)
    }

    fn weekday(&self) -> Option<Date> {
        let weekday = Weekday::from_monday_one_offset(self.get(Field::Weekday)? as i8).ok()?;
        let published = self.anchor.published?;
        let before = |day: Date| plus(day, -i64::from(day.weekday().since(weekday)).days());
        let after = |day: Date| plus(day, i64::from(weekday.since(day.weekday())).days());
        let relation = self.frame.relation();
        if self.frame.unit() == Some(Unit::Week) {
            let shift = match relation {
                Some(Relation::Last) => -1,
                Some(Relation::Next) => 1,
                _ => 0,
            };
            return Some(after(Point::around(published, Unit::Week).shifted(shift)?.from));
        }
        let story = self.anchor.story.map_or(published, |p| p.from);
        Some(match relation {
            Some(Relation::Last) => before(plus(published, -1.day())),
            Some(Relation::Next) => after(plus(published, 1.day())),
            Some(Relation::This) if self.anchor.tense == Tense::Past => before(published),
            Some(Relation::This) => after(published),
            Some(Relation::Following) => after(plus(story, 1.day())),
            Some(Relation::Preceding) => before(plus(story, -1.day())),
            _ if self.anchor.tense == Tense::Future => after(published),
            _ => before(published),
        })
    }

    fn unit(&self, unit: Unit) -> Option<Found> {
        let published = self.anchor.published?;
        let now = Point::around(published, unit);
        let story = self.anchor.story.map(|p| Point::around(p.from, unit));
        let count = self.get(Field::Count);
        let point = match self.frame.relation()? {
            Relation::Last => now.shifted(-1)?,
            // "what we saw this weekend", written on a Monday.
            Relation::This
                if unit == Unit::Weekend && self.anchor.tense == Tense::Past && now.from > published =>
            {
                now.shifted(-1)?
            }
            Relation::This => now,
            Relation::Next => now.shifted(1)?,
            Relation::Latest if unit == Unit::Quarter => now.shifted(-1)?,
            Relation::Latest => now,
            Relation::That => story.unwrap_or(now),
            Relation::The if unit == Unit::Day => story.unwrap_or(now),
            Relation::The if unit == Unit::Quarter => self.anchor.quarter.or_else(|| now.shifted(-1))?,
            Relation::The if unit == Unit::Weekend && self.anchor.tense != Tense::Future => {
                if now.to() <= published { now } else { now.shifted(-1)? }
            }
            Relation::The => now,
            Relation::Following => story.unwrap_or(now).shifted(1)?,
            Relation::Preceding => story.unwrap_or(now).shifted(-1)?,
            relation @ (Relation::Ago | Relation::Hence | Relation::Earlier | Relation::Later) => {
                return self.shift(unit, relation, count?);
            }
            Relation::Past | Relation::Coming => return None,
        };
        Some(point.into())
    }

    fn shift(&self, unit: Unit, relation: Relation, count: i32) -> Option<Found> {
        let published = self.anchor.published?;
        let back = matches!(relation, Relation::Ago | Relation::Earlier);
        if count == MANY {
            return None;
        }
        let n = if count % 10 == 0 { count / 10 } else { (count + 9) / 10 };
        let n = if back { -n } else { n };
        if let Some(quarter) =
            self.anchor.quarter.filter(|_| matches!(unit, Unit::Year | Unit::Quarter) && n == -1)
        {
            return Some(quarter.shifted(-4)?.into());
        }
        let unit = if unit == Unit::Quarter && relation == Relation::Ago { Unit::Year } else { unit };
        let from_story = matches!(relation, Relation::Earlier | Relation::Later);
        let base = match self.anchor.story {
            Some(story) if from_story => story.from,
            _ => published,
        };
        let Some(span) = length(unit, n) else {
            return Some(Found { exact: false, ..Point::around(base, Unit::Day).into() });
        };
        let point = Point::around(plus(base, span), unit);
        Some(Found { exact: unit == Unit::Day && !self.frame.has(Field::Stretch), ..point.into() })
    }

    /// First and last day of a point, narrowed by "early", "late", "earlier", "later".
    fn cut(&self, found: &Found) -> (Date, Date) {
        let (from, to) = (found.point.from, found.to.unwrap_or_else(|| found.point.to()));
        let third = (to - from).get_days() / 3;
        let published = self.anchor.published.filter(|p| (from..=to).contains(p));
        match self.frame.stretch() {
            _ if third == 0 => (from, to),
            Some(Stretch::Start) => (from, plus(from, i64::from(third).days())),
            Some(Stretch::Middle) => {
                (plus(from, i64::from(third).days()), plus(to, -i64::from(third).days()))
            }
            Some(Stretch::End) => (plus(to, -i64::from(third).days()), to),
            Some(Stretch::Before) => (from, published.unwrap_or(to)),
            Some(Stretch::After) => (published.unwrap_or(from), to),
            // What was done "this week" was done by the day of writing.
            Some(Stretch::Since) | None if self.looks_back() => (from, published.unwrap_or(to)),
            Some(Stretch::Since) | None => (from, to),
        }
    }

    /// "this week" in a clause that tells what was.
    fn looks_back(&self) -> bool {
        self.anchor.tense == Tense::Past && self.frame.relation() == Some(Relation::This)
    }

    /// The days of "the past three days", "the next two weeks".
    fn stretch_of_units(&self) -> Option<(Date, Date)> {
        let published = self.anchor.published?;
        let count = self.get(Field::Count).filter(|&n| n != MANY && n % 10 == 0)?;
        let span: Span = length(self.frame.unit()?, count / 10)?;
        match self.frame.relation()? {
            Relation::Past => Some((published.checked_sub(span).ok()?, published)),
            Relation::Coming => Some((published, published.checked_add(span).ok()?)),
            _ => None,
        }
    }
}
