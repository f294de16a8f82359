use std::path::{Path, PathBuf};

/// Why a scorer could not run. Always names the file at fault.
#[derive(Debug, thiserror::Error)]
#[error("`{}`: {reason}", path.display())]
pub struct Error {
    path: PathBuf,
    reason: String,
}

impl Error {
    /// An error in or about the file at `path`.
    pub fn new(path: &Path, reason: impl ToString) -> Self {
        Self { path: path.to_owned(), reason: reason.to_string() }
    }
}

/// The whole of a UTF-8 file.
pub(crate) fn read(path: &Path) -> Result<String, Error> {
    std::fs::read_to_string(path).map_err(|e| Error::new(path, e))
}
