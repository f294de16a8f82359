/// Why an export was not written.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    /// The ledger could not be read.
    #[error(transparent)]
    Store(#[from] sayso_store::Error),
    /// A file could not be written.
    #[error("cannot write `{place}`: {source}")]
    Write {
        /// The file.
        place: String,
        /// Why.
        source: std::io::Error,
    },
    /// A file could not be read.
    #[error("cannot read `{place}`: {source}")]
    Read {
        /// The file.
        place: String,
        /// Why.
        source: std::io::Error,
    },
    /// The columns of a Parquet file could not be written.
    #[error("cannot write Parquet: {0}")]
    Parquet(#[from] ::parquet::errors::ParquetError),
    /// What was asked for is not made.
    #[error("{0}")]
    Asked(String),
}

/// What an export comes to.
pub type Result<T> = std::result::Result<T, Error>;

impl Error {
    pub(crate) fn write(place: &std::path::Path) -> impl FnOnce(std::io::Error) -> Error + use<> {
        let place = place.display().to_string();
        move |source| Error::Write { place, source }
    }
}
