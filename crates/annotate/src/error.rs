/// Why the annotator could not be loaded. Its data are part of the program, so that this is a fault of the build.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// A file of the model is not what the program expects.
    #[error("model file `{file}` cannot be read: {reason}")]
    Model {
        /// Name under `data/en/model`.
        file: &'static str,
        /// What is wrong with it.
        reason: String,
    },
}

impl Error {
    pub(crate) fn model(file: &'static str, reason: impl ToString) -> Self {
        Self::Model { file, reason: reason.to_string() }
    }
}
