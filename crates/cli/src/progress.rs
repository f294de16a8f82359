//! How far the work is, on standard error.

use std::fmt::Write as _;
use std::time::{Duration, Instant};

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

use crate::flags::Progress;

/// What has been done so far.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Tally {
    pub texts: usize,
    pub statements: usize,
    pub events: usize,
    pub failed: usize,
}

/// Tells of progress in the way that was asked for.
pub struct Reporter {
    how: Progress,
    /// Texts that there are, where that can be told.
    total: Option<usize>,
    start: Instant,
    told: Instant,
    bar: ProgressBar,
}

impl Reporter {
    pub fn new(how: Progress, total: Option<usize>) -> Self {
        let bar = match how {
            Progress::Auto => {
                ProgressBar::with_draw_target(total.map(|n| n as u64), ProgressDrawTarget::stderr_with_hz(8))
            }
            _ => ProgressBar::hidden(),
        };
        let style = ProgressStyle::with_template(match total {
            Some(_) => "code {human_pos}/{human_len} texts · {msg} · {eta} left",
            None => "code {human_pos} texts · {msg} · {elapsed}",
        });
        bar.set_style(style.expect("the template is sound"));
        let now = Instant::now();
        Self { how, total, start: now, told: now, bar }
    }

    /// Tells of a new state, if it is time to.
    pub fn tell(&mut self, tally: Tally) {
        self.bar.set_message(records(tally));
        self.bar.set_position((tally.texts + tally.failed) as u64);
        let every = match self.how {
            Progress::Plain => Duration::from_secs(5),
            Progress::Json => Duration::from_secs(1),
            Progress::Auto | Progress::None => return,
        };
        if self.told.elapsed() >= every {
            self.told = Instant::now();
            self.line(tally);
        }
    }

    fn line(&self, tally: Tally) {
        let Tally { texts, statements, events, failed } = tally;
        let of = self.total.map_or(String::new(), |n| format!("/{n}"));
        if self.how == Progress::Json {
            eprintln!(
                "{{\"texts\":{texts},\"total\":{},\"statements\":{statements},\"events\":{events},\"failed\":{failed}}}",
                self.total.map_or("null".to_owned(), |n| n.to_string())
            );
        } else {
            eprintln!("code {}{of} texts · {}", texts + failed, records(tally));
        }
    }

    /// Clears the bar, and sums up if there is more than one text to speak of.
    pub fn finish(self, tally: Tally, quiet: bool) {
        self.bar.finish_and_clear();
        if self.how == Progress::Json {
            self.line(tally);
        } else if !quiet && (self.total.is_some_and(|n| n > 1) || tally.texts + tally.failed > 1) {
            let seconds = self.start.elapsed().as_secs_f64();
            let total = self.total.unwrap_or(tally.texts + tally.failed);
            eprintln!("code {} of {total} texts · {} · {seconds:.1} s", tally.texts, records(tally));
        }
    }

    /// Runs something that writes to standard error without tearing the bar.
    pub fn aside(&self, say: impl FnOnce()) {
        self.bar.suspend(say);
    }
}

fn records(tally: Tally) -> String {
    let mut text = String::new();
    let plural = |n: usize| if n == 1 { "" } else { "s" };
    let _ = write!(text, "{} statement{}", tally.statements, plural(tally.statements));
    let _ = write!(text, " · {} event{}", tally.events, plural(tally.events));
    if tally.failed > 0 {
        let _ = write!(text, " · {} failed", tally.failed);
    }
    text
}
