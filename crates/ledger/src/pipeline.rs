use std::ops::Range;

use sayso_annotate::Annotator;
use sayso_annotate::spacy::Word;
use sayso_extract::Extractor;
use sayso_model::{Annotated, Diagnostic, Document, Ledger, Span};
use sayso_resolve::Resolver;

use crate::lab::Lab;
use crate::long::{self, Joiner};
use crate::stage::{self, Failure, Stage, Timings};
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
    pub(crate) annotator: Annotator,
    pub(crate) extractor: Extractor,
    pub(crate) resolver: Resolver,
    lab: Option<Lab>,
}

/// What reads the words of a section that begins at a byte of the document.
type Reader<'a> = dyn Fn(&Document, usize) -> (Annotated, Vec<Diagnostic>) + 'a;

/// What came of a document.
#[derive(Clone, Debug)]
pub struct Outcome {
    /// Its records; none after a failure.
    pub ledger: Ledger,
    /// How long it took.
    pub timings: Timings,
    /// What went wrong, if something did: also among the ledger's diagnostics.
    pub failure: Option<Failure>,
}

impl Pipeline {
    /// Loads rules, lexicons and the model. They are part of the program, so that an error is a bug of ours.
    pub fn load(options: Options) -> Result<Self, Error> {
        let failed = |stage, reason: String| Error { stage, reason };
        // Each takes some ten milliseconds, and a user waits for the last.
        std::thread::scope(|scope| {
            let annotator = scope.spawn(Annotator::load);
            let resolver = scope.spawn(Resolver::load);
            let extractor = Extractor::load().map_err(|e| failed(Stage::Extract, e.to_string()))?;
            let lost = "its loading panicked";
            let annotator = annotator.join().map_err(|_| failed(Stage::Annotate, lost.into()))?;
            let resolver = resolver.join().map_err(|_| failed(Stage::Resolve, lost.into()))?;
            Ok(Self {
                options,
                annotator: annotator.map_err(|e| failed(Stage::Annotate, e.to_string()))?,
                extractor,
                resolver: resolver.map_err(|e| failed(Stage::Resolve, e.to_string()))?,
                lab: None,
            })
        })
    }

    /// The same stages, with a lab's own dictionaries: what these code goes before what the program would.
    pub fn with_dictionaries(self, dictionaries: sayso_dictionaries::Dictionaries) -> Self {
        Self { lab: Some(Lab::new(dictionaries)), ..self }
    }

    /// Adds a user's file of a lexicon of events: `types.tsv` in the form of data/ontology/plover.tsv, any other name in the
    /// form of the files in data/en/lexicon/event. They go before what the program has.
    pub fn add_lexicon(&mut self, file: &std::path::Path, text: &str) -> Result<(), Error> {
        let name = file.display().to_string();
        if file.file_name().is_some_and(|n| n == "types.tsv") {
            self.resolver
                .add_types(&name, text)
                .map_err(|e| Error { stage: Stage::Resolve, reason: e.to_string() })
        } else {
            self.extractor
                .add_triggers(&name, text)
                .map_err(|e| Error { stage: Stage::Extract, reason: e.to_string() })
        }
    }

    /// Codes a document.
    pub fn code(&self, document: Document) -> Ledger {
        self.code_timed(document).ledger
    }

    /// Codes a document and tells how long each stage took and whether one failed.
    pub fn code_timed(&self, document: Document) -> Outcome {
        self.run(document, &|document, _| self.annotator.annotate(document))
    }

    /// Codes a document whose words, tags, trees, sentences and names another program has read, in the order of the text.
    pub fn code_words(&self, document: Document, words: &[Word]) -> Outcome {
        self.run(document, &|section, start| {
            if start == 0 {
                return self.annotator.annotate_words(section, words);
            }
            let from = words.partition_point(|w| w.span.start() < start);
            let moved: Vec<Word> = words[from..]
                .iter()
                .map(|w| Word {
                    span: Span::new(w.span.start() - start, w.span.end() - start),
                    // A head before the section is none.
                    head: w.head.checked_sub(from as u32).unwrap_or(u32::MAX),
                    ..*w
                })
                .collect();
            self.annotator.annotate_words(section, &moved)
        })
    }

    /// Codes a document, the words of which are given for each section and the byte at which it begins.
    fn run(&self, document: Document, annotate: &Reader<'_>) -> Outcome {
        let mut timings = Timings::default();
        if !is_coded(&document) {
            let ledger = Ledger { document, ..Ledger::default() };
            return Outcome { ledger, timings, failure: None };
        }
        let sections = long::sections(&document, long::SECTION_BYTES_MAX);
        let (mut ledger, failure) = match &sections[..] {
            [_] => self.stages(document, 0, annotate, &mut timings),
            _ => self.join(document, sections, annotate, &mut timings),
        };
        confidence::filter(&mut ledger, self.options.min_confidence);
        Outcome { ledger, timings, failure }
    }

    /// The words, trees, names and layers of a document, as extraction sees them.
    pub fn annotate(&self, document: &Document) -> (Annotated, Vec<Diagnostic>) {
        self.annotator.annotate(document)
    }

    /// Codes a very long document section by section. One that fails leaves the others their records.
    fn join(
        &self,
        document: Document,
        sections: Vec<Range<usize>>,
        annotate: &Reader<'_>,
        timings: &mut Timings,
    ) -> (Ledger, Option<Failure>) {
        let mut joiner = Joiner::new(document);
        let mut first_failure = None;
        for blocks in sections {
            let (section, start) = long::cut(joiner.document(), blocks);
            let (ledger, failure) = self.stages(section, start, annotate, timings);
            joiner.add(ledger, start);
            first_failure = first_failure.or(failure);
        }
        (joiner.finish(), first_failure)
    }

    /// Runs the stages one after another; after a failure there are no records.
    fn stages(
        &self,
        document: Document,
        start: usize,
        annotate: &Reader<'_>,
        timings: &mut Timings,
    ) -> (Ledger, Option<Failure>) {
        // The text outlives a stage that fails.
        let kept = document.clone();
        let mut seen = Vec::new();
        let run = || {
            let (annotated, diagnostics) =
                stage::run(Stage::Annotate, timings, || annotate(&document, start))?;
            seen.extend(diagnostics);
            let (mut mentions, diagnostics) =
                stage::run(Stage::Extract, timings, || self.extractor.extract(&document, &annotated))?;
            seen.extend(diagnostics);
            let mut deeds = Vec::new();
            if let Some(lab) = &self.lab {
                let stages = (&self.extractor, &self.resolver);
                let (found, diagnostics) = stage::run(Stage::Extract, timings, || {
                    lab.propose(stages, &document, &annotated, &mut mentions)
                })?;
                deeds = found;
                seen.extend(diagnostics);
            }
            let (mut ledger, diagnostics) = stage::run(Stage::Resolve, timings, || {
                self.resolver.resolve(document, &annotated, mentions)
            })?;
            seen.extend(diagnostics);
            if let Some(lab) = &self.lab {
                lab.settle(&annotated, &deeds, &mut ledger);
            }
            Ok(ledger)
        };
        match run() {
            Ok(mut ledger) => {
                seen.append(&mut ledger.diagnostics);
                (Ledger { diagnostics: seen, ..ledger }, None)
            }
            Err(failure) => {
                seen.push(diagnostics::failure(&failure));
                (Ledger { document: kept, diagnostics: seen, ..Ledger::default() }, Some(failure))
            }
        }
    }
}

/// Texts in other languages are kept, and carry no records. A text too short to tell is taken for English.
fn is_coded(document: &Document) -> bool {
    document.language.as_deref().is_none_or(|language| language == "en")
}
