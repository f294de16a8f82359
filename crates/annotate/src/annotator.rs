use std::sync::Mutex;

use sayso_model::{Annotated, Diagnostic, Document};

use crate::{
    Error, document, sentence,
    spacy::{Pipeline, Scratch},
};

/// Annotates documents. May be shared by threads.
#[derive(Debug)]
pub struct Annotator {
    pipeline: Pipeline,
    /// Room of threads that are done with a document.
    idle: Mutex<Vec<Scratch>>,
}

impl Annotator {
    /// Reads the model, which is part of the program. Takes some ten milliseconds.
    pub fn load() -> Result<Self, Error> {
        Ok(Self { pipeline: Pipeline::load()?, idle: Mutex::default() })
    }

    /// The raw layer, for comparison with spaCy.
    pub fn pipeline(&self) -> &Pipeline {
        &self.pipeline
    }

    /// Annotates a document: words, tags, parts of speech, heads, lemmas, sentences and names. Every block is read
    /// alone. Never fails; an empty document has no tokens.
    pub fn annotate(&self, document: &Document) -> (Annotated, Vec<Diagnostic>) {
        let parts = document::parts(document);
        let texts: Vec<&str> = parts.iter().map(|p| p.span.text(&document.text)).collect();
        let mut scratch = self.idle.lock().map(|mut idle| idle.pop()).ok().flatten().unwrap_or_default();
        let raw = self.pipeline.run_all(&texts, &mut scratch, |i, tokens, starts| {
            if parts[i].is_one_sentence {
                sentence::forbid(starts);
            } else {
                sentence::restrict(texts[i], tokens, starts);
            }
        });
        if let Ok(mut idle) = self.idle.lock() {
            idle.push(scratch);
        }
        let annotated = document::assemble(&document.text, &parts, raw);
        (annotated, Vec::new())
    }
}
