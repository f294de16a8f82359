//! Where coded records go, and how it is told in the end what came of all.

use std::ops::ControlFlow;
use std::time::Duration;

use sayso_intake::Skipped;
use sayso_ledger::Timings;

use crate::command::code::Coded;
use crate::exit::Exit;
use crate::output::Output;
use crate::progress::{Reporter, Tally};
use crate::request::CodeRequest;
use crate::{input, message};

/// Writes records as they come, and counts them.
pub struct Emit<'a> {
    request: &'a CodeRequest,
    output: Output,
    loading: Duration,
    tally: Tally,
    timings: Timings,
    failed: Vec<String>,
    early: Option<Exit>,
    reporter: Reporter,
}

impl<'a> Emit<'a> {
    pub fn new(request: &'a CodeRequest, output: Output, loading: Duration) -> Self {
        Self {
            request,
            output,
            loading,
            tally: Tally::default(),
            timings: Timings::default(),
            failed: Vec::new(),
            early: None,
            reporter: Reporter::new(request.progress, request.count),
        }
    }

    /// Writes a record to its end; breaks if no more are wanted.
    pub fn take(&mut self, coded: &Coded) -> ControlFlow<()> {
        if let Err(exit) = self.output.put(&coded.record) {
            self.early = Some(exit);
            return ControlFlow::Break(());
        }
        self.tally.statements += coded.statements;
        self.tally.events += coded.events;
        self.timings.add(coded.timings);
        match &coded.failure {
            Some(_) => self.tally.failed += 1,
            None => self.tally.texts += 1,
        }
        self.reporter.aside(|| say(coded, self.request.quiet));
        self.reporter.tell(self.tally);
        if let Some(failure) = &coded.failure {
            self.failed.push(failure.name.clone());
            if self.request.strict {
                return ControlFlow::Break(());
            }
        }
        ControlFlow::Continue(())
    }

    /// Sums up.
    pub fn finish(self, skipped: Skipped) -> Exit {
        let (request, tally) = (self.request, self.tally);
        self.reporter.finish(tally, request.quiet);
        if !request.quiet {
            tell_skipped(skipped);
        }
        if request.timings {
            let Timings { annotate, extract, resolve } = self.timings;
            eprintln!(
                "load {:.1?} · annotate {annotate:.1?} · extract {extract:.1?} · resolve {resolve:.1?}",
                self.loading
            );
        }
        if let Some(exit) = self.early {
            return exit;
        }
        if let Some(path) = &request.failed {
            let list: String = self.failed.iter().map(|name| format!("{name}\n")).collect();
            if let Err(exit) = Output::open(Some(path)).and_then(|mut out| out.put(list.as_bytes())) {
                return exit;
            }
        }
        match () {
            () if !self.failed.is_empty() => Exit::SomeFailed,
            () if request.exit_status && tally.statements + tally.events == 0 => Exit::NothingFound,
            () => Exit::Done,
        }
    }
}

/// What was left out because it is no text is counted, not listed.
fn tell_skipped(skipped: Skipped) {
    for (count, what) in
        [(skipped.files, "files that hold no text"), (skipped.records, "records that are no page")]
    {
        if count > 0 {
            eprintln!("skipped {count} {what}");
        }
    }
}

fn say(coded: &Coded, quiet: bool) {
    if !quiet {
        coded.warnings.iter().for_each(message::warning);
    }
    if let Some(failure) = &coded.failure {
        input::tell(failure);
    }
}
