//! What does Python hear when something is wrong?

use std::fmt::Display;

use pyo3::PyErr;
use pyo3::exceptions::{PyOSError, PyRuntimeError, PyValueError};
use sayso_store::Error;

/// The user gave something that means nothing.
pub fn value(what: impl Display, hint: Option<&str>) -> PyErr {
    PyValueError::new_err(match hint {
        Some(hint) => format!("{what}; {hint}"),
        None => what.to_string(),
    })
}

/// A bug of ours, or a machine that gives way.
pub fn bug(what: impl Display) -> PyErr {
    PyRuntimeError::new_err(what.to_string())
}

/// A ledger that cannot be opened or read.
pub fn store(error: &Error) -> PyErr {
    let text = match error.hint() {
        Some(hint) => format!("{error}; {hint}"),
        None => error.to_string(),
    };
    PyOSError::new_err(text)
}

/// A day of the calendar, or what is wrong with it.
pub fn day(text: &str) -> Result<jiff::civil::Date, PyErr> {
    let plain = text.len() == 10 && text.bytes().all(|b| b.is_ascii_digit() || b == b'-');
    let day = plain.then(|| text.parse().ok()).flatten();
    day.ok_or_else(|| {
        value(format_args!("`{text}` is not a day of the calendar, such as `2024-04-01`"), None)
    })
}
