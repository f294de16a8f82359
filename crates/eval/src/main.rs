//! `sayso-eval`: how good is it?

use std::process::ExitCode;

use clap::{Parser, Subcommand};
use sayso_eval::{
    Error, Report, actors, all, attribution, clusters, confidence, event_place, factuality, ledger, petrarch,
    relations, spans, times, toponyms,
};

/// How good is Sayso? Scores what it prints against gold made by people; without a verb, all of it
#[derive(Parser)]
#[command(version, about, max_term_width = 110)]
struct Cli {
    #[command(subcommand)]
    verb: Option<Verb>,
    /// Print one JSON object
    #[arg(long, global = true)]
    json: bool,
}

#[derive(Subcommand)]
enum Verb {
    Ledger(ledger::Args),
    Attribution(attribution::Args),
    Relations(relations::Args),
    Petrarch(petrarch::Args),
    EventPlace(event_place::Args),
    Factuality(factuality::Args),
    Actors(actors::Args),
    Times(times::Args),
    Toponyms(toponyms::Args),
    Spans(spans::Args),
    Clusters(clusters::Args),
    Confidence(confidence::Args),
    All(all::Args),
}

impl Verb {
    fn run(&self) -> Result<Report, Error> {
        match self {
            Verb::Ledger(args) => ledger::run(args),
            Verb::Attribution(args) => attribution::run(args),
            Verb::Relations(args) => relations::run(args),
            Verb::Petrarch(args) => petrarch::run(args),
            Verb::EventPlace(args) => event_place::run(args),
            Verb::Factuality(args) => factuality::run(args),
            Verb::Actors(args) => actors::run(args),
            Verb::Times(args) => times::run(args),
            Verb::Spans(args) => spans::run(args),
            Verb::Toponyms(args) => toponyms::run(args),
            Verb::Clusters(args) => clusters::run(args),
            Verb::Confidence(args) => confidence::run(args),
            Verb::All(args) => all::run(args),
        }
    }
}

fn main() -> ExitCode {
    let cli = Cli::parse();
    match cli.verb.unwrap_or_else(|| Verb::All(all::Args::default())).run() {
        Ok(report) if cli.json => println!("{}", report.json),
        Ok(report) => print!("{}", report.text),
        Err(error) => {
            eprintln!("error: {error}");
            return ExitCode::FAILURE;
        }
    }
    ExitCode::SUCCESS
}
