//! What is done with one input? Reading, coding and working out its entries, on any thread.

use std::sync::{Mutex, PoisonError};

use sayso_intake::{Failure, Options, Record, Scope};
use sayso_ledger::Pipeline;
use sayso_store::{Prepared, Receipt};

/// An input on its way.
pub struct Job {
    pub receipt: Receipt,
    pub record: Record,
}

/// What came of it.
pub enum Done {
    /// It has its entries.
    Prepared(Box<Ready>),
    /// The ledger has it already.
    Known,
    /// Nothing could be read, so that there is nothing to remember.
    Lost(Failure),
    /// It was not begun, because the run is to end.
    Dropped,
}

/// Entries that wait for their turn, and what is to be said.
pub struct Ready {
    pub prepared: Prepared,
    pub place: String,
    pub statements: usize,
    pub events: usize,
    pub failure: Option<(String, Option<&'static str>)>,
    pub warnings: Vec<String>,
}

/// Diagnostics that a user should not have to look for.
const WARNED: [&str; 4] = ["IN001", "IN002", "IN004", "IN008"];

/// Codes documents; loaded when the first one comes, so that a run with nothing to do ends at once.
pub struct Coder {
    pipeline: Mutex<Option<std::sync::Arc<Pipeline>>>,
    options: sayso_ledger::Options,
}

impl Coder {
    pub fn new(options: sayso_ledger::Options) -> Self {
        Self { pipeline: Mutex::new(None), options }
    }

    pub fn pipeline(&self) -> Result<std::sync::Arc<Pipeline>, sayso_ledger::Error> {
        let mut pipeline = self.pipeline.lock().unwrap_or_else(PoisonError::into_inner);
        if pipeline.is_none() {
            *pipeline = Some(std::sync::Arc::new(Pipeline::load(self.options)?));
        }
        Ok(pipeline.clone().expect("it is loaded now"))
    }

    /// Reads and codes an input.
    pub fn work(&self, job: Job, options: &Options) -> Result<Done, crate::Error> {
        let Job { receipt, record } = job;
        let place = receipt.place.clone();
        let reading = match record.read(options) {
            Ok(reading) => reading,
            Err(failure) if failure.scope == Scope::Source => return Ok(Done::Lost(failure)),
            Err(failure) => {
                let prepared = Prepared::failed(&receipt, &failure.reason);
                let failure = Some((failure.to_string(), failure.hint));
                return Ok(ready(prepared, place, failure));
            }
        };
        let outcome = self.pipeline()?.code_timed(reading.document);
        let mut ledger = outcome.ledger;
        let mut diagnostics = reading.diagnostics;
        diagnostics.append(&mut ledger.diagnostics);
        ledger.diagnostics = diagnostics;
        let prepared = match Prepared::coded(&receipt, &ledger, sayso_ledger::VERSION) {
            Ok(prepared) => prepared,
            // One document that goes wrong never stops the others.
            Err(error) => {
                let prepared = Prepared::failed(&receipt, &error.to_string());
                return Ok(ready(prepared, place, Some((error.to_string(), None))));
            }
        };
        let warned = ledger.diagnostics.iter().filter(|d| WARNED.contains(&d.code));
        Ok(Done::Prepared(Box::new(Ready {
            prepared,
            statements: ledger.statements.len(),
            events: ledger.events.len(),
            failure: outcome.failure.map(|f| (format!("`{place}`: {f}"), None)),
            warnings: warned.map(|d| d.message.clone()).collect(),
            place,
        })))
    }
}

fn ready(prepared: Prepared, place: String, failure: Option<(String, Option<&'static str>)>) -> Done {
    Done::Prepared(Box::new(Ready {
        prepared,
        place,
        statements: 0,
        events: 0,
        failure,
        warnings: Vec::new(),
    }))
}
