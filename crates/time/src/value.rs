//! How does TimeML write what has no place on the calendar: lengths, times that come again, parts of a day, and dates
//! without a day to tell them from?

use crate::anchor::Reader;
use crate::frame::{Field, MANY, Part, Relation, Unit};

impl Reader<'_> {
    pub(crate) fn duration(&self) -> String {
        let count = match self.get(Field::Count) {
            None | Some(MANY) => None,
            Some(tenths) => Some(tenths),
        };
        let Some(unit) = self.frame.unit() else { return "PX".to_owned() };
        let (factor, letter, time) = match unit {
            Unit::Second => (1, "S", true),
            Unit::Minute => (1, "M", true),
            Unit::Hour => (1, "H", true),
            Unit::Day => (1, "D", false),
            Unit::Weekend => (1, "WE", false),
            Unit::Week => (1, "W", false),
            Unit::Fortnight => (2, "W", false),
            Unit::Month => (1, "M", false),
            Unit::Quarter | Unit::Season => (1, "Q", false),
            Unit::Half => (6, "M", false),
            Unit::Year => (1, "Y", false),
            Unit::Decade if count.is_none() => (1, "DE", false),
            Unit::Century if count.is_none() => (1, "CE", false),
            Unit::Decade => (10, "Y", false),
            Unit::Century => (100, "Y", false),
            Unit::Millennium => (1000, "Y", false),
            Unit::Unknown => (1, "X", false),
        };
        let number = match count {
            None => "X".to_owned(),
            // Half an hour is thirty minutes.
            Some(5) if unit == Unit::Hour => return "PT30M".to_owned(),
            Some(tenths) => {
                let tenths = i64::from(tenths) * i64::from(factor);
                if tenths % 10 == 0 {
                    (tenths / 10).to_string()
                } else {
                    format!("{}.{}", tenths / 10, tenths % 10)
                }
            }
        };
        format!("P{}{number}{letter}", if time { "T" } else { "" })
    }

    pub(crate) fn set(&self) -> String {
        let part = self.time_of_day();
        if let Some(weekday) = self.get(Field::Weekday) {
            return format!("XXXX-WXX-{weekday}{part}");
        }
        if let Some(month) = self.get(Field::Month) {
            return format!("XXXX-{month:02}");
        }
        if let Some(season) = self.frame.season() {
            return format!("XXXX-{}", ["SP", "SU", "FA", "WI"][season as usize]);
        }
        if !part.is_empty() {
            return format!("XXXX-XX-XX{part}");
        }
        match self.get(Field::Count) {
            Some(_) => self.duration(),
            None => {
                let mut one = *self.frame;
                one.set(Field::Count, 10);
                Reader { frame: &one, ..*self }.duration()
            }
        }
    }

    pub(crate) fn time_of_day(&self) -> String {
        if let Some(mut hour) = self.get(Field::Hour) {
            match self.get(Field::Afternoon) {
                Some(1) if hour < 12 => hour += 12,
                Some(0) if hour == 12 => hour = 0,
                None if hour < 12
                    && matches!(self.frame.part(), Some(Part::Afternoon | Part::Evening | Part::Night)) =>
                {
                    hour += 12;
                }
                _ => {}
            }
            return format!("T{hour:02}:{:02}", self.get(Field::Minute).unwrap_or(0));
        }
        match self.frame.part() {
            None => String::new(),
            Some(part) => {
                let name = match part {
                    Part::Morning => "MO",
                    Part::Midday => "MI",
                    Part::Afternoon => "AF",
                    Part::Evening => "EV",
                    Part::Night => "NI",
                    Part::Dawn => "DW",
                    Part::Dusk => "DU",
                    Part::Day => "DT",
                };
                format!("T{name}")
            }
        }
    }

    /// The value where the day of writing is not known, or nothing tells which one is meant.
    pub(crate) fn unanchored(&self) -> String {
        if let Some(month) = self.get(Field::Month) {
            return match self.get(Field::Day) {
                Some(day) => format!("XXXX-{month:02}-{day:02}"),
                None => format!("XXXX-{month:02}"),
            };
        }
        if let Some(weekday) = self.get(Field::Weekday) {
            return format!("XXXX-WXX-{weekday}");
        }
        if let Some(quarter) = self.get(Field::Quarter) {
            return format!("XXXX-Q{quarter}");
        }
        match (self.frame.relation(), self.get(Field::Count)) {
            (Some(Relation::Ago | Relation::Earlier), Some(MANY)) => "PAST_REF".to_owned(),
            (Some(Relation::Hence | Relation::Later), Some(MANY)) => "FUTURE_REF".to_owned(),
            _ => match self.frame.unit() {
                Some(Unit::Week) => "XXXX-WXX".to_owned(),
                Some(Unit::Weekend) => "XXXX-WXX-WE".to_owned(),
                Some(Unit::Month) => "XXXX-XX".to_owned(),
                Some(Unit::Year) => "XXXX".to_owned(),
                _ => "XXXX-XX-XX".to_owned(),
            },
        }
    }
}
