//! `sayso code`

use std::io::Write;
use std::path::Path;
use std::time::Instant;

use sayso_export::{json, text};
use sayso_intake::{Failure, Record, Skipped};
use sayso_ledger::{Dictionaries, Pipeline, Timings, order};
use sayso_model::Ledger;

use crate::command::emit::Emit;
use crate::command::follow;
use crate::exit::Exit;
use crate::flags::Format;
use crate::message;
use crate::output::Output;
use crate::request::CodeRequest;

/// What came of a record.
pub struct Coded {
    pub record: Vec<u8>,
    pub statements: usize,
    pub events: usize,
    pub timings: Timings,
    pub warnings: Vec<String>,
    pub failure: Option<Failure>,
}

/// Adds the files of a user's lexicon, in order of their names.
fn add_lexicon(pipeline: &mut Pipeline, folder: &Path) -> Result<(), String> {
    let unread = |e: std::io::Error| format!("`{}`: {e}", folder.display());
    let mut files = std::fs::read_dir(folder)
        .and_then(|entries| entries.map(|e| e.map(|e| e.path())).collect::<Result<Vec<_>, _>>())
        .map_err(unread)?;
    files.retain(|f| f.extension().is_some_and(|e| e == "tsv"));
    files.sort();
    if files.is_empty() {
        return Err(format!("`{}` holds no `.tsv` file", folder.display()));
    }
    for file in files {
        let text = std::fs::read_to_string(&file).map_err(|e| format!("`{}`: {e}", file.display()))?;
        pipeline.add_lexicon(&file, &text).map_err(|e| e.to_string())?;
    }
    Ok(())
}

/// Diagnostics that a user should not have to look for.
const WARNED: [&str; 4] = ["IN001", "IN002", "IN004", "IN008"];

pub fn run(request: &CodeRequest) -> Exit {
    // What an earlier run has followed is not lost.
    let open = if request.follow.is_some() { Output::append } else { Output::open };
    let output = match open(request.output.as_deref()) {
        Ok(output) => output,
        Err(exit) => return exit,
    };
    let start = Instant::now();
    let pipeline = match Pipeline::load(request.pipeline) {
        Ok(pipeline) => pipeline,
        Err(error) => {
            message::error(error, None);
            return Exit::Incomplete;
        }
    };
    let mut pipeline = match &request.dictionaries {
        Some(folder) => match with_dictionaries(pipeline, folder, request.quiet) {
            Ok(pipeline) => pipeline,
            Err(exit) => return exit,
        },
        None => pipeline,
    };
    if let Some(folder) = &request.lexicon
        && let Err(why) = add_lexicon(&mut pipeline, folder)
    {
        message::error(why, None);
        return Exit::Usage;
    }
    let mut emit = Emit::new(request, output, start.elapsed());
    if let Some(follow) = &request.follow {
        return match follow::run(request, follow, &pipeline, &mut emit) {
            Ok(()) => emit.finish(Skipped::default()),
            Err(exit) => exit,
        };
    }
    let mut records = sayso_intake::open(request.sources.clone(), request.intake.clone());
    let work = |record: Result<Record, Failure>| code(record, &pipeline, request);
    order::map(records.by_ref(), request.threads, work, |coded: Coded| emit.take(&coded));
    emit.finish(records.skipped())
}

/// Loads the dictionaries of a folder, and tells of each line that is refused.
fn with_dictionaries(pipeline: Pipeline, folder: &Path, quiet: bool) -> Result<Pipeline, Exit> {
    let shown = folder.display();
    let (dictionaries, problems) = Dictionaries::open(folder).map_err(|error| {
        message::error(format!("`{shown}`: {error}"), None);
        Exit::Usage
    })?;
    if dictionaries.counts().iter().all(|(_, n)| *n == 0) {
        let hint = "their names hold `verb`, `actor`, `agent` or `discard` and end in `.txt`";
        message::error(format!("`{shown}` has no dictionaries"), Some(hint));
        return Err(Exit::Usage);
    }
    if !quiet {
        problems.iter().for_each(message::warning);
    }
    Ok(pipeline.with_dictionaries(dictionaries))
}

/// Reads, codes and lays out one record.
pub fn code(record: Result<Record, Failure>, pipeline: &Pipeline, request: &CodeRequest) -> Coded {
    let failed = |failure: Failure| Coded {
        record: Vec::new(),
        statements: 0,
        events: 0,
        timings: Timings::default(),
        warnings: Vec::new(),
        failure: Some(failure),
    };
    let (document, mut diagnostics) = match record.and_then(|record| record.read(&request.intake)) {
        Ok(reading) => (reading.document, reading.diagnostics),
        Err(failure) => return failed(failure),
    };
    let name = document.id.clone();
    let outcome = pipeline.code_timed(document);
    let mut ledger = outcome.ledger;
    diagnostics.append(&mut ledger.diagnostics);
    ledger.diagnostics = diagnostics;
    let warned = ledger.diagnostics.iter().filter(|d| WARNED.contains(&d.code));
    let warnings = warned.map(|d| format!("`{name}`: {}", d.message)).collect();
    let mut record = Vec::new();
    if let Err(error) = lay_out(&ledger, request, &mut record) {
        return failed(Failure::record(name, error.to_string()));
    }
    let failure = outcome.failure.map(|failure| Failure::record(name, failure.to_string()));
    let (statements, events) = (ledger.statements.len(), ledger.events.len());
    Coded { record, statements, events, timings: outcome.timings, warnings, failure }
}

fn lay_out(ledger: &Ledger, request: &CodeRequest, out: &mut impl Write) -> Result<(), sayso_export::Error> {
    match request.format {
        Format::Text => text::write(ledger, request.view, out),
        Format::Json => json::write_object(ledger, sayso_ledger::VERSION, out),
        Format::Jsonl => json::write_line(ledger, sayso_ledger::VERSION, out),
    }
}
