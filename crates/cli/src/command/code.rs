//! `sayso code`

use std::io::Write;
use std::ops::ControlFlow;
use std::time::Instant;

use sayso_export::{json, text};
use sayso_ledger::{Pipeline, Timings, order};
use sayso_model::Ledger;

use crate::exit::Exit;
use crate::flags::Format;
use crate::input::{self, Input, Unread};
use crate::message;
use crate::output::Output;
use crate::progress::{Reporter, Tally};
use crate::request::CodeRequest;

/// What came of an input.
struct Coded {
    input: Input,
    record: Vec<u8>,
    statements: usize,
    events: usize,
    timings: Timings,
    warnings: Vec<String>,
    failure: Option<Unread>,
}

/// Diagnostics that a user should not have to look for.
const WARNED: [&str; 2] = ["IN001", "IN002"];

pub fn run(request: &CodeRequest) -> Exit {
    let mut output = match Output::open(request.output.as_deref()) {
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
    let loading = start.elapsed();
    let (mut tally, mut timings) = (Tally::default(), Timings::default());
    let mut failed: Vec<String> = Vec::new();
    let mut early = None;
    let mut reporter = Reporter::new(request.progress, request.inputs.len());
    let work = |input: Input| code(input, &pipeline, request);
    order::map(request.inputs.iter().cloned(), request.threads, work, |coded: Coded| {
        if let Err(exit) = output.put(&coded.record) {
            early = Some(exit);
            return ControlFlow::Break(());
        }
        tally.statements += coded.statements;
        tally.events += coded.events;
        timings.add(coded.timings);
        match &coded.failure {
            Some(_) => tally.failed += 1,
            None => tally.texts += 1,
        }
        reporter.aside(|| say(&coded, request.quiet));
        reporter.tell(tally);
        if coded.failure.is_some() {
            failed.push(coded.input.to_string());
            if request.strict {
                return ControlFlow::Break(());
            }
        }
        ControlFlow::Continue(())
    });
    reporter.finish(tally, request.quiet);
    if request.timings {
        let Timings { annotate, extract, resolve } = timings;
        eprintln!(
            "load {loading:.1?} · annotate {annotate:.1?} · extract {extract:.1?} · resolve {resolve:.1?}"
        );
    }
    if let Some(exit) = early {
        return exit;
    }
    if let Some(path) = &request.failed {
        let list: String = failed.iter().map(|name| format!("{name}\n")).collect();
        if let Err(exit) = Output::open(Some(path)).and_then(|mut out| out.put(list.as_bytes())) {
            return exit;
        }
    }
    match () {
        () if !failed.is_empty() => Exit::SomeFailed,
        () if request.exit_status && tally.statements + tally.events == 0 => Exit::NothingFound,
        () => Exit::Done,
    }
}

/// Reads, codes and lays out one input.
fn code(input: Input, pipeline: &Pipeline, request: &CodeRequest) -> Coded {
    let name = input.to_string();
    let failed = |input: Input, failure: Unread| Coded {
        input,
        record: Vec::new(),
        statements: 0,
        events: 0,
        timings: Timings::default(),
        warnings: Vec::new(),
        failure: Some(failure),
    };
    let (document, mut diagnostics) = match input::document(&input, &request.intake) {
        Ok(read) => read,
        Err(unread) => return failed(input, unread),
    };
    let outcome = pipeline.code_timed(document);
    let mut ledger = outcome.ledger;
    diagnostics.append(&mut ledger.diagnostics);
    ledger.diagnostics = diagnostics;
    let warned = ledger.diagnostics.iter().filter(|d| WARNED.contains(&d.code));
    let warnings = warned.map(|d| format!("`{name}`: {}", d.message)).collect();
    let mut record = Vec::new();
    if let Err(error) = lay_out(&ledger, request, &mut record) {
        return failed(input, Unread { what: error.to_string(), hint: None });
    }
    let failure = outcome.failure.map(|failure| Unread { what: format!("`{name}`: {failure}"), hint: None });
    let (statements, events) = (ledger.statements.len(), ledger.events.len());
    Coded { input, record, statements, events, timings: outcome.timings, warnings, failure }
}

fn lay_out(ledger: &Ledger, request: &CodeRequest, out: &mut impl Write) -> Result<(), sayso_export::Error> {
    match request.format {
        Format::Text => text::write(ledger, request.view, out),
        Format::Json => json::write_object(ledger, sayso_ledger::VERSION, out),
        Format::Jsonl => json::write_line(ledger, sayso_ledger::VERSION, out),
    }
}

fn say(coded: &Coded, quiet: bool) {
    if !quiet {
        coded.warnings.iter().for_each(message::warning);
    }
    if let Some(failure) = &coded.failure {
        message::error(&failure.what, failure.hint);
    }
}
