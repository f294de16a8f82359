/// Why a resolver could not be made.
#[derive(Clone, Debug, thiserror::Error)]
#[error("knowledge base: {message}")]
pub struct Error {
    message: String,
}

impl Error {
    pub(crate) fn knowledge(message: String) -> Self {
        Self { message }
    }
}
