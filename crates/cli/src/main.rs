//! `sayso`, the command line: flags and glue.
//!
//! Records go to standard output, and nothing else does; all talk goes to standard error. Files are read in the order
//! in which they are given, and one that fails does not keep the others from being coded.

mod command;
mod exit;
mod flags;
mod input;
mod message;
mod output;
mod progress;
mod request;

use std::process::ExitCode;

use clap::Parser;
use flags::{Command, Flags};
use request::{CodeRequest, Surroundings};

fn main() -> ExitCode {
    let flags = Flags::parse();
    brief_panics();
    let exit = match flags.command {
        Command::Code(flags) => match CodeRequest::new(flags, &Surroundings::look()) {
            Ok(request) => command::code::run(&request),
            Err(exit) => exit,
        },
        Command::Annotate(flags) => command::annotate::run(flags),
        Command::Explain(flags) => command::explain::run(flags),
        Command::Info => command::info::run(),
        Command::Completions { shell } => command::completions::run(shell),
    };
    exit.into()
}

/// A panic in a stage is caught and reported with the document's name: a line that says where is enough.
fn brief_panics() {
    let full = std::panic::take_hook();
    std::panic::set_hook(Box::new(move |panic| match panic.location() {
        Some(at) if sayso_ledger::in_stage() => eprintln!("bug: panic at {}:{}", at.file(), at.line()),
        _ => full(panic),
    }));
}
