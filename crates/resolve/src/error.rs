/// Why a resolver could not be made.
#[derive(Clone, Debug, thiserror::Error)]
#[error("{message}")]
pub struct Error {
    message: String,
}

impl Error {
    pub(crate) fn knowledge(message: String) -> Self {
        Self { message: format!("knowledge base: {message}") }
    }

    pub(crate) fn gazetteer() -> Self {
        Self { message: "the gazetteer that is built in is broken".to_owned() }
    }

    pub(crate) fn data(file: &str, line: usize, message: &str) -> Self {
        Self { message: format!("{file}:{line}: {message}") }
    }
}
