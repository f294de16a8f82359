/// Why a pipeline could not be loaded: a file that is part of the program is broken.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{stage} could not be loaded: {reason}")]
pub struct Error {
    /// The stage.
    pub stage: crate::Stage,
    /// What it says.
    pub reason: String,
}
