//! One step of the sequence, timed, and kept from taking the others down with it.

use std::cell::Cell;
use std::fmt;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::time::{Duration, Instant};

/// A step of the sequence.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Stage {
    /// Words, trees, names, quotations, coreference.
    Annotate,
    /// Who says what, and what happens.
    Extract,
    /// Who, where and when that is.
    Resolve,
}

impl fmt::Display for Stage {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(match self {
            Stage::Annotate => "annotate",
            Stage::Extract => "extract",
            Stage::Resolve => "resolve",
        })
    }
}

/// A stage panicked: a bug of ours. Other documents are not touched by it.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("stage `{stage}` failed: {reason}; this is a bug")]
pub struct Failure {
    /// The stage.
    pub stage: Stage,
    /// What the panic said.
    pub reason: String,
}

/// How long each stage took.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Timings {
    /// Of [`Stage::Annotate`].
    pub annotate: Duration,
    /// Of [`Stage::Extract`].
    pub extract: Duration,
    /// Of [`Stage::Resolve`].
    pub resolve: Duration,
}

impl Timings {
    /// Adds those of another document.
    pub fn add(&mut self, other: Timings) {
        self.annotate += other.annotate;
        self.extract += other.extract;
        self.resolve += other.resolve;
    }

    fn of(&mut self, stage: Stage) -> &mut Duration {
        match stage {
            Stage::Annotate => &mut self.annotate,
            Stage::Extract => &mut self.extract,
            Stage::Resolve => &mut self.resolve,
        }
    }
}

thread_local! {
    static IN_STAGE: Cell<bool> = const { Cell::new(false) };
}

/// True while this thread runs a stage, whose panics are caught: a panic hook may then be brief.
pub fn in_stage() -> bool {
    IN_STAGE.get()
}

/// Runs a stage. A panic becomes a [`Failure`]; what the stage was making is lost with it.
pub fn run<T>(stage: Stage, timings: &mut Timings, work: impl FnOnce() -> T) -> Result<T, Failure> {
    let start = Instant::now();
    let outer = IN_STAGE.replace(true);
    // Stages share only what they read, so that nothing half-changed is seen after a panic.
    let result = catch_unwind(AssertUnwindSafe(work));
    IN_STAGE.set(outer);
    *timings.of(stage) += start.elapsed();
    result.map_err(|payload| {
        let said = payload.downcast_ref::<&str>().map(|s| (*s).to_owned());
        let said = said.or_else(|| payload.downcast_ref::<String>().cloned());
        let reason = said.unwrap_or_else(|| "it gave no reason".to_owned());
        Failure { stage, reason: reason.lines().next().unwrap_or("").to_owned() }
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_panic_is_a_failure_of_its_stage() {
        let mut timings = Timings::default();
        std::panic::set_hook(Box::new(|_| assert!(in_stage())));
        let failed = run(Stage::Extract, &mut timings, || -> u32 { panic!("index {} of {}", 4, 3) });
        let _ = std::panic::take_hook();
        let failure = failed.unwrap_err();
        assert_eq!(failure.to_string(), "stage `extract` failed: index 4 of 3; this is a bug");
        assert!(!in_stage());
        assert_eq!(run(Stage::Extract, &mut timings, || 7), Ok(7));
        assert!(timings.extract > Duration::ZERO && timings.annotate == Duration::ZERO);
    }
}
