//! Numbers and dates in words.

use sayso_model::{Interval, Range};

/// "36", "at least 30", "up to 50", "about 40", "24 to 99".
pub fn range(range: Range) -> String {
    let about = if range.approximate { "about " } else { "" };
    match (range.low, range.high) {
        (Some(low), Some(high)) if low == high => format!("{about}{}", grouped(low)),
        (Some(low), Some(high)) => format!("{about}{} to {}", grouped(low), grouped(high)),
        (Some(low), None) => format!("at least {about}{}", grouped(low)),
        (None, Some(high)) => format!("up to {about}{}", grouped(high)),
        (None, None) => "number unknown".to_owned(),
    }
}

/// "2026-02-11", "2026-02-01 to 2026-02-28", or nothing.
pub fn interval(interval: &Interval) -> Option<String> {
    match (interval.from, interval.to) {
        (Some(from), Some(to)) if from == to => Some(from.to_string()),
        (Some(from), Some(to)) => Some(format!("{from} to {to}")),
        (Some(from), None) => Some(format!("from {from}")),
        (None, Some(to)) => Some(format!("until {to}")),
        (None, None) => None,
    }
}

/// "1 statement", "2 statements".
pub fn count(n: usize, noun: &str) -> String {
    format!("{} {noun}{}", grouped(n as u64), if n == 1 { "" } else { "s" })
}

/// 12,500.
fn grouped(n: u64) -> String {
    let digits = n.to_string();
    let mut out = String::with_capacity(digits.len() + digits.len() / 3);
    for (i, digit) in digits.chars().enumerate() {
        if i > 0 && (digits.len() - i).is_multiple_of(3) && digits.len() > 4 {
            out.push(',');
        }
        out.push(digit);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ranges() {
        for (low, high, approximate, expect) in [
            (Some(36), Some(36), false, "36"),
            (Some(40), Some(40), true, "about 40"),
            (Some(30), None, false, "at least 30"),
            (None, Some(50), false, "up to 50"),
            (Some(24), Some(99), false, "24 to 99"),
            (Some(12_500), Some(12_500), false, "12,500"),
            (Some(1139), Some(1139), false, "1139"),
            (None, None, false, "number unknown"),
        ] {
            assert_eq!(range(Range { low, high, approximate }), expect);
        }
    }
}
