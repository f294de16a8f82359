//! What came of one text?

use pyo3::prelude::*;
use sayso_ledger::{Outcome, Pipeline, Word};
use sayso_link::copy::Sketch;
use sayso_link::story::Background;
use sayso_model::{Diagnostic, Document, Ledger};
use sayso_store::Coded;
use sayso_store::entry::Kind;

use crate::article::Job;
use crate::problem;

/// A coded text: its records as one line of JSON, and the text that their spans point into.
#[pyclass(frozen, module = "sayso._native")]
pub struct Record {
    /// What the command line prints, without the line feed.
    #[pyo3(get)]
    json: String,
    /// Why there are no records, if coding failed; the text may be empty then.
    #[pyo3(get)]
    failure: Option<String>,
    ledger: Ledger,
}

impl Record {
    /// Reads and codes one text. Never fails: what goes wrong is part of the result.
    pub fn new(job: Job, pipeline: &Pipeline, options: &sayso_intake::Options) -> Self {
        let (document, diagnostics) = match job.read(options) {
            Ok(read) => read,
            Err((id, why)) => return Self::lost(id, why),
        };
        Self::of(pipeline.code_timed(document), diagnostics)
    }

    /// Codes a text whose words another program has read.
    pub fn of_words(job: Job, words: &[Word], pipeline: &Pipeline, options: &sayso_intake::Options) -> Self {
        match job.read(options) {
            Ok((document, diagnostics)) => Self::of(pipeline.code_words(document, words), diagnostics),
            Err((id, why)) => Self::lost(id, why),
        }
    }

    fn of(outcome: Outcome, mut diagnostics: Vec<Diagnostic>) -> Self {
        let mut ledger = outcome.ledger;
        let id = ledger.document.id.clone();
        diagnostics.append(&mut ledger.diagnostics);
        ledger.diagnostics = diagnostics;
        let mut line = Vec::new();
        if let Err(error) = sayso_export::json::write_line(&ledger, sayso_ledger::VERSION, &mut line) {
            return Self::lost(id, error.to_string());
        }
        line.pop();
        let json = String::from_utf8(line).unwrap_or_default();
        Self { json, failure: outcome.failure.map(|f| f.to_string()), ledger }
    }

    /// A text that could not be read has a record without records.
    fn lost(id: String, why: String) -> Self {
        let document = Document { id, ..Document::default() };
        let ledger = Ledger { document, ..Ledger::default() };
        let mut line = Vec::new();
        let _ = sayso_export::json::write_line(&ledger, sayso_ledger::VERSION, &mut line);
        line.pop();
        Self { json: String::from_utf8(line).unwrap_or_default(), failure: Some(why), ledger }
    }
}

#[pymethods]
impl Record {
    /// The canonical text that all offsets point into.
    #[getter]
    fn text(&self) -> &str {
        &self.ledger.document.text
    }

    /// The identifier that the article has in a kept ledger.
    #[getter]
    fn document(&self) -> String {
        sayso_store::record::document_id(&self.ledger.document)
    }

    /// Its claims as a kept ledger would hold them, as lines of JSON, and the identifiers that its statements and events
    /// would have there.
    fn claims(&self, py: Python<'_>) -> PyResult<(Vec<String>, Vec<String>, Vec<String>)> {
        py.detach(|| {
            let coded = Coded::new(&self.ledger, sayso_ledger::VERSION).map_err(problem::bug)?;
            let line = |claim| serde_json::to_string(claim).map_err(problem::bug);
            let claims = coded.claims().map(line).collect::<PyResult<_>>()?;
            let ids = |kind| coded.ids(kind).map(str::to_owned).collect();
            Ok((claims, ids(Kind::Statement), ids(Kind::Event)))
        })
    }

    /// Reports of its events as linking compares them: the block each belongs to, and the report as JSON.
    fn reports(&self, py: Python<'_>) -> PyResult<Vec<(String, String)>> {
        py.detach(|| {
            let told = sayso_link::reports(&self.ledger, Background::shipped());
            let line = |report| {
                let json = serde_json::to_string(report).map_err(problem::bug)?;
                Ok((sayso_link::block(report).to_string(), json))
            };
            told.iter().map(line).collect()
        })
    }

    /// Hashes of the runs of words of its running text, by which copies are known; see `link.rs`.
    fn sketch(&self) -> Vec<u8> {
        Sketch::of_document(&self.ledger.document).to_bytes()
    }
}
