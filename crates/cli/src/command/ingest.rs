//! `sayso ingest`

use std::sync::atomic::Ordering;
use std::time::{Duration, Instant};

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};
use sayso_ingest::{Error, News, Plan, Tally};
use sayso_store::Open;

use crate::exit::Exit;
use crate::flags::{IngestFlags, Progress};
use crate::output::Output;
use crate::request::Surroundings;
use crate::{input, interrupt, ledger, message};

pub fn run(flags: IngestFlags, around: &Surroundings) -> Exit {
    let arguments = flags.intake.sources.iter().map(|s| s.to_string_lossy().into_owned()).collect();
    let (sources, intake) = match input::sources(flags.intake) {
        Ok(sources) => sources,
        Err(exit) => return exit,
    };
    let stop = interrupt::flag();
    let mut store = match ledger::open(&flags.ledger, Open::Create) {
        Ok(store) => store,
        Err(exit) => return exit,
    };
    let plan = Plan {
        arguments,
        sources,
        intake,
        coding: sayso_ledger::Options::default(),
        threads: flags.jobs.map_or(around.cores.max(1), usize::from),
        strict: flags.strict,
    };
    let how = match flags.progress {
        Progress::Auto if !around.stderr_is_terminal || flags.quiet => Progress::None,
        asked => asked,
    };
    let mut reporter = Reporter::new(how);
    let mut failed: Vec<String> = Vec::new();
    let done = sayso_ingest::run(&mut store, &plan, &stop, &mut |news| match news {
        News::Failed { place, what, hint } => {
            failed.push(place.to_owned());
            reporter.bar.suspend(|| message::error(what, hint));
        }
        News::Warned { place, what } if !flags.quiet => {
            reporter.bar.suspend(|| message::warning(format_args!("`{place}`: {what}")));
        }
        News::Warned { .. } => {}
        News::Written(tally) => reporter.tell(tally),
    });
    let tally = match done {
        Ok(tally) => tally,
        Err(error) => {
            reporter.bar.finish_and_clear();
            return match error {
                Error::Store(error) => ledger::fail(&error),
                error => {
                    message::error(error, None);
                    Exit::Incomplete
                }
            };
        }
    };
    reporter.finish(tally, flags.quiet);
    if let Some(path) = &flags.failed {
        let list: String = failed.iter().map(|name| format!("{name}\n")).collect();
        if let Err(exit) = Output::open(Some(path)).and_then(|mut out| out.put(list.as_bytes())) {
            return exit;
        }
    }
    if stop.load(Ordering::Relaxed) {
        message::warning("ended before the end; the ledger is whole, and the same command goes on from here");
        return Exit::Interrupted;
    }
    if failed.is_empty() { Exit::Done } else { Exit::SomeFailed }
}

/// Tells of progress on standard error.
struct Reporter {
    how: Progress,
    start: Instant,
    told: Instant,
    bar: ProgressBar,
}

impl Reporter {
    fn new(how: Progress) -> Self {
        let bar = match how {
            Progress::Auto => ProgressBar::with_draw_target(None, ProgressDrawTarget::stderr_with_hz(8)),
            _ => ProgressBar::hidden(),
        };
        bar.set_style(ProgressStyle::with_template("{msg}").expect("the template is sound"));
        let now = Instant::now();
        Self { how, start: now, told: now, bar }
    }

    fn tell(&mut self, tally: Tally) {
        self.bar.set_message(self.line(tally));
        let every = match self.how {
            Progress::Plain => Duration::from_secs(5),
            Progress::Json => Duration::from_secs(1),
            Progress::Auto | Progress::None => return,
        };
        if self.told.elapsed() >= every {
            self.told = Instant::now();
            self.say(tally);
        }
    }

    fn say(&self, tally: Tally) {
        if self.how != Progress::Json {
            eprintln!("{}", self.line(tally));
            return;
        }
        let Tally { inputs, new, known, failed, statements, events, claims } = tally;
        eprintln!(
            "{{\"inputs\":{inputs},\"new\":{new},\"known\":{known},\"failed\":{failed},\"statements\":{statements},\
             \"events\":{events},\"claims\":{claims},\"seconds\":{:.1}}}",
            self.start.elapsed().as_secs_f64()
        );
    }

    fn line(&self, tally: Tally) -> String {
        let seconds = self.start.elapsed().as_secs_f64();
        let mut line = format!("ingest {} new · {} known · {} claims", tally.new, tally.known, tally.claims);
        if tally.failed > 0 {
            line.push_str(&format!(" · {} failed", tally.failed));
        }
        if tally.new > 0 && seconds > 0.0 {
            line.push_str(&format!(" · {:.0} articles/s", tally.new as f64 / seconds));
        }
        line
    }

    fn finish(&self, tally: Tally, quiet: bool) {
        self.bar.finish_and_clear();
        if self.how == Progress::Json {
            self.say(tally);
        } else if !quiet {
            eprintln!("{} · {:.1} s", self.line(tally), self.start.elapsed().as_secs_f64());
        }
    }
}
