//! How much do reports of one event disagree? The measures of the R package `eventreport` (van Baalen and Höglund), over
//! one variable of the reports of one event, so that a table computed here is the table computed there.

/// Number of different values less one (`dscore`). As in R, a missing value is a value of its own.
pub fn dscore<T: Ord>(values: &[Option<T>]) -> usize {
    let mut seen: Vec<&Option<T>> = values.iter().collect();
    seen.sort_unstable();
    seen.dedup();
    seen.len().saturating_sub(1)
}

/// One less the share of reports that give the most common value (`event_level_disagreement`); missing values do not
/// count. `None` if all are missing.
pub fn disagreement<T: Ord>(values: &[Option<T>]) -> Option<f64> {
    modal_share(values).map(|share| 1.0 - share)
}

/// Share of reports that give the most common value (`modal_confidence` of one event); missing values do not count.
pub fn modal_share<T: Ord>(values: &[Option<T>]) -> Option<f64> {
    let mut given: Vec<&T> = values.iter().flatten().collect();
    given.sort_unstable();
    let most = given.chunk_by(|a, b| a == b).map(<[_]>::len).max()?;
    Some(most as f64 / given.len() as f64)
}

/// Highest value less the lowest (`mean_range` of one event); missing values do not count.
pub fn range(values: &[Option<u64>]) -> Option<u64> {
    let given = || values.iter().flatten();
    Some(given().max()? - given().min()?)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_examples_of_the_packages_own_pages() {
        // event_level_disagreement: two actors for event 1, one for event 2.
        assert_eq!(disagreement(&[Some("Actor A"), Some("Actor B")]), Some(0.5));
        assert_eq!(disagreement(&[Some("Actor B"), Some("Actor B")]), Some(0.0));
        assert_eq!(disagreement(&[Some(5), Some(15)]), Some(0.5));
        // dscore: ages 30, 35, 30 in group B and 25, 25 in group A.
        assert_eq!(dscore(&[Some(30), Some(35), Some(30)]), 1);
        assert_eq!(dscore(&[Some(25), Some(25)]), 0);
    }

    #[test]
    fn a_missing_value_counts_for_dscore_alone() {
        assert_eq!(dscore(&[Some(1), None]), 1);
        assert_eq!(disagreement(&[Some(1), None]), Some(0.0));
        assert_eq!(disagreement::<u8>(&[None, None]), None);
        assert_eq!(range(&[Some(14), None, Some(23), Some(19)]), Some(9));
        assert_eq!(range(&[None]), None);
    }
}
