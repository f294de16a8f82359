use std::sync::Mutex;

use sayso_model::{Annotated, Diagnostic, Document};

use crate::{
    Error,
    document::{self, Part},
    given, layer, sentence,
    spacy::{Pipeline, Scratch, Token, Word},
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

    /// Annotates a document: words, tags, parts of speech, heads, lemmas, sentences and names, and the layers over
    /// them. Every block is read alone. Never fails; an empty document has no tokens.
    pub fn annotate(&self, document: &Document) -> (Annotated, Vec<Diagnostic>) {
        let mut annotated = self.words(document);
        layer::fill(&mut annotated, document);
        (annotated, Vec::new())
    }

    /// The words of a document without the layers over them: [`layer::fill`] adds those, so that a corpus can be
    /// kept parsed while the layers change.
    pub fn words(&self, document: &Document) -> Annotated {
        let parts = document::parts(document);
        let raw = self.run(&document.text, &parts);
        document::assemble(&document.text, &parts, raw)
    }

    /// The same of words that another program has read, with its tags, trees, sentences and names. Parts of speech and
    /// lemmas follow from those, as the rules need them. Words stand in the order of the text.
    pub fn annotate_words(&self, document: &Document, words: &[Word]) -> (Annotated, Vec<Diagnostic>) {
        let parts = document::parts(document);
        let raw = parts.iter().map(|part| {
            let words = given::cut(words, part.span);
            self.pipeline.complete(part.span.text(&document.text), &words)
        });
        let mut annotated = document::assemble(&document.text, &parts, raw.collect());
        layer::fill(&mut annotated, document);
        (annotated, Vec::new())
    }

    /// The raw layer of every part.
    fn run(&self, text: &str, parts: &[Part]) -> Vec<Vec<Token>> {
        let texts: Vec<&str> = parts.iter().map(|p| p.span.text(text)).collect();
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
        raw
    }
}
