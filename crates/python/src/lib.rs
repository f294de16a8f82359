//! How is it asked from Python? The compiled half of the package `sayso`.
//!
//! This half holds what is slow or needs the stages: coding, the ledger, linking. It gives records as the lines of JSON
//! that the command line prints, so that both say the same by construction; `python/sayso` makes typed objects of them.
//! No other thread of Python waits while a text is coded.

use pyo3::prelude::*;

mod arrow;
mod article;
mod coder;
mod gather;
mod ledger;
mod link;
mod problem;
mod record;
mod stream;
mod words;

/// The compiled half of `sayso`.
#[pymodule]
mod _native {
    #[pymodule_export]
    use crate::arrow::arrow_stream;
    #[pymodule_export]
    use crate::coder::Coder;
    #[pymodule_export]
    use crate::ledger::Store;
    #[pymodule_export]
    use crate::link::{are_copies, families, incidents, sketch_keys};
    #[pymodule_export]
    use crate::record::Record;
    #[pymodule_export]
    use crate::stream::Stream;

    use super::*;

    #[pymodule_init]
    fn init(module: &Bound<'_, PyModule>) -> PyResult<()> {
        module.add("VERSION", sayso_ledger::VERSION)
    }
}
