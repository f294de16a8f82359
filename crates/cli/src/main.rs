//! `sayso`, the command line: flags and glue.
//!
//! Records go to standard output, and nothing else does; all talk goes to standard error. Files are read in the order
//! in which they are given, and one that fails does not keep the others from being coded.

mod command;
mod exit;
mod flags;
mod input;
mod interrupt;
mod ledger;
mod message;
mod output;
mod progress;
mod request;
mod shape;
mod table;

use std::ffi::OsString;
use std::process::ExitCode;

use clap::Parser;
use exit::Exit;
use flags::{Command, Flags};
use request::{CodeRequest, Surroundings};
use sayso_incidents::Verdict;
use sayso_store::query::Cast;

/// A text makes many small values that die with it, on every thread at once: a twentieth of the time of a run went into
/// the allocator of the C library. The wheel keeps that of Python's process.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ExitCode {
    let flags = Flags::parse_from(std::env::args_os().map(negated_test));
    brief_panics();
    let exit = match flags.command {
        Command::Code(flags) => match CodeRequest::new(flags, &Surroundings::look()) {
            Ok(request) => command::code::run(&request),
            Err(exit) => exit,
        },
        Command::Ingest(flags) => command::ingest::run(flags, &Surroundings::look()),
        Command::Claims(flags) => command::claims::run(&flags, &Surroundings::look()),
        Command::Docs(flags) => either(command::lists::documents(&flags, &Surroundings::look())),
        Command::Sources(flags) => {
            either(command::lists::actors(&flags, Cast::Sources, &Surroundings::look()))
        }
        Command::Actors(flags) => {
            either(command::lists::actors(&flags, Cast::Parties, &Surroundings::look()))
        }
        Command::Incidents(flags) => either(command::incidents::incidents(&flags, &Surroundings::look())),
        Command::Conflicts(flags) => either(command::incidents::conflicts(&flags, &Surroundings::look())),
        Command::Commitments(flags) => either(command::incidents::commitments(&flags, &Surroundings::look())),
        Command::Link(flags) => either(command::link::link(&flags, &Surroundings::look())),
        Command::Same(flags) => either(command::link::decide(&flags, Verdict::Same)),
        Command::Different(flags) => either(command::link::decide(&flags, Verdict::Different)),
        Command::Export(flags) => either(command::export::run(&flags)),
        Command::Compare(flags) => either(command::compare::run(&flags, &Surroundings::look())),
        Command::Show(flags) => either(command::show::run(&flags, &Surroundings::look())),
        Command::Serve(flags) => either(command::serve::run(&flags)),
        Command::Changes(flags) => either(command::changes::run(&flags, &Surroundings::look())),
        Command::Diff(flags) => either(command::changes::diff(&flags, &Surroundings::look())),
        Command::Recode(flags) => either(command::keep::recode(&flags, &Surroundings::look())),
        Command::Snapshot(flags) => either(command::keep::snapshot(&flags)),
        Command::Verify(flags) => either(command::keep::verify(&flags)),
        Command::Man => command::man::run(),
        Command::Annotate(flags) => command::annotate::run(flags),
        Command::Explain(flags) => command::explain::run(flags),
        Command::Info => command::info::run(),
        Command::Completions { shell } => command::completions::run(shell),
    };
    exit.into()
}

/// `-source:army` is a test of a filter and no flag.
fn negated_test(argument: OsString) -> OsString {
    let is_test = argument.to_str().and_then(|text| text.strip_prefix('-')).is_some_and(|test| {
        let name = test.split(|c: char| !c.is_ascii_alphanumeric()).next().unwrap_or_default();
        let sign = test[name.len()..].chars().next();
        sayso_store::filter::FIELDS.iter().any(|f| f.name == name)
            && matches!(sign, Some(':' | '=' | '<' | '>'))
    });
    if !is_test {
        return argument;
    }
    let mut flag = OsString::from("--filter=");
    flag.push(argument);
    flag
}

fn either(ended: Result<Exit, Exit>) -> Exit {
    ended.unwrap_or_else(|early| early)
}

/// A panic in a stage is caught and reported with the document's name: a line that says where is enough.
fn brief_panics() {
    let full = std::panic::take_hook();
    std::panic::set_hook(Box::new(move |panic| match panic.location() {
        Some(at) if sayso_ledger::in_stage() => eprintln!("bug: panic at {}:{}", at.file(), at.line()),
        _ => full(panic),
    }));
}
