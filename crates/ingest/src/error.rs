/// Why nothing more can be taken in.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    /// The ledger cannot be read or written.
    #[error(transparent)]
    Store(#[from] sayso_store::Error),
    /// The coder cannot be loaded: a bug of ours.
    #[error(transparent)]
    Coder(#[from] sayso_ledger::Error),
}
