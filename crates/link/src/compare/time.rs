//! Can two reports tell of one day?

use super::Agreement;
use crate::report::{Days, Report};

/// Days that an interval may span and still be a date and not a period.
const DATE_DAYS: i32 = 2;

/// Days beyond which an interval is a period in which much happens.
const PERIOD_DAYS: i32 = 62;

/// Compares when two reports say that it happened.
///
/// Two dates that do not meet exclude each other. Where a report gives none, the article's day of publication bounds it: news
/// is told within days of the event.
pub fn dates(a: &Report, b: &Report) -> Agreement {
    match (a.date, b.date) {
        (Some(x), Some(y)) if days_apart(x, y) > 0 => Agreement::Excluded,
        (Some(x), Some(y)) if is_date(x) && is_date(y) => Agreement::Same,
        // A war that goes on is not the blow of one day.
        (Some(x), Some(y)) if is_date(x) != is_date(y) && (is_long(x) || is_long(y)) => Agreement::Differs,
        (Some(_), Some(_)) => Agreement::Open,
        _ => match (a.window(), b.window()) {
            (Some(x), Some(y)) if days_apart(x, y) > 0 => Agreement::Differs,
            (Some(x), Some(y)) if is_date(x) || is_date(y) || a.date.is_none() && b.date.is_none() => {
                Agreement::Compatible
            }
            _ => Agreement::Open,
        },
    }
}

/// Days between two intervals: 0 if they meet.
pub fn days_apart(a: Days, b: Days) -> i32 {
    let after = (b.from - a.to).get_days().max((a.from - b.to).get_days());
    after.max(0)
}

fn is_long(days: Days) -> bool {
    (days.to - days.from).get_days() > PERIOD_DAYS
}

fn is_date(days: Days) -> bool {
    (days.to - days.from).get_days() < DATE_DAYS
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn intervals_that_meet_are_not_apart() {
        let week = Days { from: date(2026, 3, 2), to: date(2026, 3, 8) };
        let sunday = Days { from: date(2026, 3, 8), to: date(2026, 3, 8) };
        let tuesday = Days { from: date(2026, 3, 10), to: date(2026, 3, 10) };
        assert_eq!(days_apart(week, sunday), 0);
        assert_eq!(days_apart(week, tuesday), 2);
        assert_eq!(days_apart(tuesday, week), 2);
        assert!(is_date(sunday) && !is_date(week));
    }
}
