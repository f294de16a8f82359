//! Which reports need to be compared at all?

use smol_str::{SmolStr, format_smolstr};

use crate::report::Report;

/// The block that a report belongs to: its type and the country that it lies in. Only reports of one block are compared, so
/// that blocks can be linked apart from each other, here on threads and elsewhere on other machines.
///
/// Reports of articles that name no country make up one block for each type.
pub fn block(report: &Report) -> SmolStr {
    format_smolstr!("{}|{}", report.kind, report.country().map_or("", SmolStr::as_str))
}
