//! What is to be coded, and what is known of it?

use pyo3::prelude::*;
use sayso_intake::{Failure, Options, Record, plain};
use sayso_model::{Diagnostic, Document};

use crate::problem;

/// A text on its way to be coded.
pub enum Job {
    /// A text that Python gave.
    Text(Article),
    /// A record of a file, a folder or an archive, or why there is none.
    Record(Box<Result<Record, Failure>>),
}

/// A text with what is known of it: a tuple of strings, most of which may be missing.
#[derive(Debug, FromPyObject)]
pub struct Article {
    #[pyo3(item(0))]
    text: String,
    #[pyo3(item(1))]
    id: Option<String>,
    #[pyo3(item(2))]
    published: Option<String>,
    #[pyo3(item(3))]
    publisher: Option<String>,
    #[pyo3(item(4))]
    url: Option<String>,
    #[pyo3(item(5))]
    title: Option<String>,
}

impl Article {
    pub fn text(&self) -> &str {
        &self.text
    }

    /// Says what is wrong before anything is done with it.
    pub fn check(&self) -> PyResult<()> {
        self.published.as_deref().map_or(Ok(()), |day| problem::day(day).map(|_| ()))
    }

    fn read(self) -> Result<(Document, Vec<Diagnostic>), (String, String)> {
        let id = self.id.unwrap_or_else(|| "text".to_owned());
        let options = Options {
            published: self.published.as_deref().and_then(|day| day.parse().ok()),
            publisher: self.publisher,
            url: self.url,
            ..Options::default()
        };
        let read = plain::read(&id, self.text.as_bytes(), &options);
        let (mut document, diagnostics) = read.map_err(|why| (id, why.to_string()))?;
        if let Some(text) = self.title {
            document.title = Some(sayso_model::Title { text, span: None });
        }
        Ok((document, diagnostics))
    }
}

impl Job {
    /// How much it weighs while it waits.
    pub fn bytes(&self) -> usize {
        match self {
            Job::Text(article) => article.text.len(),
            Job::Record(record) => match &**record {
                Ok(record) => record.fingerprint().map_or(0, |(_, bytes)| bytes as usize),
                Err(_) => 0,
            },
        }
    }

    /// The document, or its name and what is wrong with it.
    pub fn read(self, options: &Options) -> Result<(Document, Vec<Diagnostic>), (String, String)> {
        match self {
            Job::Text(article) => article.read(),
            Job::Record(record) => match record.and_then(|record| record.read(options)) {
                Ok(reading) => Ok((reading.document, reading.diagnostics)),
                Err(failure) => Err((failure.name.clone(), failure.to_string())),
            },
        }
    }
}
