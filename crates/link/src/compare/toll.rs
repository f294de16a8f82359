//! Can two sets of figures be of one event?

use super::Agreement;
use crate::report::Toll;

/// Figures this large seldom agree by chance.
const TELLING: u64 = 5;
/// Tolls of one event grow and are disputed, but seldom by more than this factor.
const FACTOR: f64 = 4.0;

/// Compares figures of victims of one kind by their best pair; the kinds with the best answer decide.
pub fn tolls(a: &[Toll], b: &[Toll]) -> Agreement {
    let pairs = a.iter().flat_map(|x| b.iter().filter(|y| y.kind == x.kind).map(move |y| toll(x, y)));
    pairs.max().unwrap_or(Agreement::Open)
}

fn toll(a: &Toll, b: &Toll) -> Agreement {
    let exact = |t: &Toll| t.low.filter(|&low| t.high == Some(low) && !t.approximate);
    if let (Some(x), Some(y)) = (exact(a), exact(b))
        && x == y
    {
        return if x >= TELLING { Agreement::Same } else { Agreement::Compatible };
    }
    if widths_meet(a, b) {
        return Agreement::Compatible;
    }
    let best = |t: &Toll| t.low.or(t.high).map(|n| n as f64 + 1.0);
    match (best(a), best(b)) {
        (Some(x), Some(y)) if x / y > FACTOR || y / x > FACTOR => Agreement::Differs,
        _ => Agreement::Open,
    }
}

/// True if some number is allowed by both.
pub fn widths_meet(a: &Toll, b: &Toll) -> bool {
    let low = |t: &Toll| t.low.unwrap_or(0);
    let high = |t: &Toll| t.high.unwrap_or(u64::MAX);
    low(a) <= high(b) && low(b) <= high(a)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn killed(low: Option<u64>, high: Option<u64>) -> Toll {
        Toll { kind: "killed".into(), low, high, approximate: false, statement: None }
    }

    #[test]
    fn an_odd_figure_twice_is_telling_and_a_small_one_is_not() {
        assert_eq!(toll(&killed(Some(23), Some(23)), &killed(Some(23), Some(23))), Agreement::Same);
        assert_eq!(toll(&killed(Some(2), Some(2)), &killed(Some(2), Some(2))), Agreement::Compatible);
        assert_eq!(toll(&killed(Some(14), None), &killed(Some(23), Some(23))), Agreement::Compatible);
        assert_eq!(toll(&killed(Some(3), Some(3)), &killed(Some(160), None)), Agreement::Differs);
        assert_eq!(toll(&killed(Some(14), Some(14)), &killed(Some(19), Some(19))), Agreement::Open);
    }
}
