use sayso_model::{Document, Ledger};

use crate::stage::{Failure, Timings};
use crate::{Error, confidence, diagnostics};

/// How documents are coded.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Options {
    /// Records below this are left out, and so is what rests on them. From 0 to 1.
    pub min_confidence: f32,
}

/// The stages, loaded.
pub struct Pipeline {
    options: Options,
}

/// What came of a document.
#[derive(Clone, Debug)]
pub struct Outcome {
    /// Its records; after a failure, those that were made before it, which may be none.
    pub ledger: Ledger,
    /// How long it took.
    pub timings: Timings,
    /// What went wrong, if something did: also among the ledger's diagnostics.
    pub failure: Option<Failure>,
}

impl Pipeline {
    /// Loads rules, lexicons and the model. They are part of the program, so that an error is a bug of ours.
    pub fn load(options: Options) -> Result<Self, Error> {
        Ok(Self { options })
    }

    /// Version of the program, its rules and its model, as records carry it.
    pub fn version(&self) -> &str {
        crate::VERSION
    }

    /// Codes a document.
    pub fn code(&self, document: Document) -> Ledger {
        self.code_timed(document).ledger
    }

    /// Codes a document and tells how long each stage took and whether one failed.
    pub fn code_timed(&self, document: Document) -> Outcome {
        let mut timings = Timings::default();
        let mut failure = None;
        let mut ledger = Ledger { document, ..Ledger::default() };
        if is_coded(&ledger.document) {
            match self.stages(&ledger.document, &mut timings) {
                Ok(coded) => ledger = coded,
                Err(failed) => {
                    ledger.diagnostics.push(diagnostics::failure(&failed));
                    failure = Some(failed);
                }
            }
        }
        confidence::filter(&mut ledger, self.options.min_confidence);
        Outcome { ledger, timings, failure }
    }

    fn stages(&self, document: &Document, _timings: &mut Timings) -> Result<Ledger, Failure> {
        Ok(Ledger { document: document.clone(), ..Ledger::default() })
    }
}

/// Texts in other languages are kept, and carry no records. A text too short to tell is taken for English.
fn is_coded(document: &Document) -> bool {
    document.language.as_deref().is_none_or(|language| language == "en")
}
