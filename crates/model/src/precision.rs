//! How exact is a place or a date, in the codes of UCDP and ACLED?
//!
//! UCDP Georeferenced Event Dataset, codebook: `where_prec` 1 to 7, `date_prec` 1 to 5. ACLED codebook: `geo_precision` and
//! `time_precision`, both 1 to 3. A smaller number is more exact in all of them.

use jiff::civil::Date;

/// UCDP's `where_prec` for a precision as in [`crate::Place::precision`]: 1 a town or a facility in it, 3 a second-order
/// division, 4 a first-order division, 5 a region, 6 a country, 7 water.
pub fn ucdp_place(precision: &str) -> Option<u8> {
    Some(match precision {
        "city" | "facility" => 1,
        "admin2" => 3,
        "admin1" => 4,
        "region" => 5,
        "country" => 6,
        "water" => 7,
        _ => return None,
    })
}

/// ACLED's `geo_precision`: 1 a town or a facility in it, 2 a part of a region, 3 something larger.
pub fn acled_place(precision: &str) -> Option<u8> {
    Some(match precision {
        "city" | "facility" => 1,
        "admin2" => 2,
        "admin1" | "region" | "country" | "water" => 3,
        _ => return None,
    })
}

/// UCDP's `date_prec` for the days from the first to the last: 1 a day, 2 two to six days, 3 a week, 4 up to a month, 5 more.
pub fn ucdp_days(from: Date, to: Date) -> u8 {
    match (to - from).get_days() {
        ..=0 => 1,
        1..=5 => 2,
        6 => 3,
        7..=30 => 4,
        _ => 5,
    }
}

/// ACLED's `time_precision`: 1 a day, 2 within a week, 3 a month or more.
pub fn acled_days(from: Date, to: Date) -> u8 {
    match (to - from).get_days() {
        ..=0 => 1,
        1..=6 => 2,
        _ => 3,
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    #[test]
    fn every_precision_of_a_place_has_its_codes() {
        let check = |precision, codes: (Option<u8>, Option<u8>)| {
            assert_eq!((ucdp_place(precision), acled_place(precision)), codes, "{precision}");
        };
        check("city", (Some(1), Some(1)));
        check("facility", (Some(1), Some(1)));
        check("admin2", (Some(3), Some(2)));
        check("admin1", (Some(4), Some(3)));
        check("region", (Some(5), Some(3)));
        check("country", (Some(6), Some(3)));
        check("water", (Some(7), Some(3)));
        check("planet", (None, None));
    }

    #[test]
    fn days_weeks_and_months() {
        let check = |to, codes| {
            let from = date(2024, 1, 1);
            assert_eq!((ucdp_days(from, to), acled_days(from, to)), codes, "{to}");
        };
        check(date(2024, 1, 1), (1, 1));
        check(date(2024, 1, 2), (2, 2));
        check(date(2024, 1, 7), (3, 2));
        check(date(2024, 1, 31), (4, 3));
        check(date(2024, 12, 31), (5, 3));
    }
}
