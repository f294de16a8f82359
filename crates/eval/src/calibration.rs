//! Is a record of confidence 0.8 right in eight of ten cases?
//!
//! Records are put into ten bins by their confidence. The expected calibration error (Naeini
//! et al. 2015) is the mean distance between the mean confidence of a bin and the part of it that is right, weighted by
//! size.

use std::fmt::Write as _;

const BINS: usize = 10;
/// Length of the bar of a bin that is all right.
const BAR: usize = 40;

/// Records of one range of confidence.
#[derive(Clone, Copy, Debug, Default)]
struct Bin {
    given: usize,
    right: usize,
    confidence: f64,
}

/// Records by their confidence.
#[derive(Clone, Debug, Default)]
pub(crate) struct Calibration([Bin; BINS]);

impl Calibration {
    /// Adds a record.
    pub(crate) fn add(&mut self, confidence: f64, is_right: bool) {
        let bin = &mut self.0[((confidence * BINS as f64) as usize).min(BINS - 1)];
        bin.given += 1;
        bin.right += usize::from(is_right);
        bin.confidence += confidence;
    }

    fn given(&self) -> usize {
        self.0.iter().map(|b| b.given).sum()
    }

    /// Expected calibration error; 0 without records.
    pub(crate) fn error(&self) -> f64 {
        let gaps = self.0.iter().map(|b| (b.confidence - b.right as f64).abs());
        gaps.sum::<f64>() / self.given().max(1) as f64
    }

    /// The error and a reliability plot of bars: `#` is the part that is right, `|` the mean confidence.
    pub(crate) fn print(&self) -> String {
        let mut out = String::new();
        if self.given() == 0 {
            return out;
        }
        let _ = writeln!(out, "\ncalibration: expected error {:.3}", self.error());
        let _ = writeln!(out, "confidence  right  given  right as #, mean confidence as |");
        for bin in self.0.iter().filter(|b| b.given > 0) {
            let share = |n: f64| n / bin.given as f64;
            let (mean, right) = (share(bin.confidence), share(bin.right as f64));
            let at = |x: f64| (x * BAR as f64).round() as usize;
            let bar: String = (0..=BAR)
                .map(|i| {
                    if i == at(mean) {
                        '|'
                    } else if i < at(right) {
                        '#'
                    } else {
                        ' '
                    }
                })
                .collect();
            let _ = writeln!(out, "{mean:10.3}{right:7.3}{:7}  {}", bin.given, bar.trim_end());
        }
        out
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_error_is_the_weighted_gap_of_the_bins() {
        let mut calibration = Calibration::default();
        assert_eq!(calibration.print(), "");
        for (confidence, is_right) in
            [(0.9, true), (0.9, true), (0.9, false), (0.9, false), (0.5, true), (1.0, true)]
        {
            calibration.add(confidence, is_right);
        }
        // The bin from 0.9 has five statements of 4.6 with three right, that from 0.5 one with one right.
        assert!((calibration.error() - (1.6 + 0.5) / 6.0).abs() < 1e-9);
        assert!(
            calibration
                .print()
                .contains("\n     0.500  1.000      1  ####################|###################\n")
        );
    }
}
