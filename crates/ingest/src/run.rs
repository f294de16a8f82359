//! The threads of a run, and the order of what they make.

use std::collections::BTreeMap;
use std::ops::ControlFlow;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{self, Receiver, RecvTimeoutError, SyncSender};
use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant};

use sayso_intake::{Options, Source, open};
use sayso_store::record::run::Run;
use sayso_store::{Appended, Prepared, Store, Writer};

use crate::Error;
use crate::budget::Budget;
use crate::observe::{News, Tally};
use crate::read::{Found, look, said};
use crate::work::{Coder, Done, Job};

/// What is to be taken in, and how.
#[derive(Clone, Debug)]
pub struct Plan {
    /// Where it is read.
    pub sources: Vec<Source>,
    /// What the user knows about it.
    pub intake: Options,
    /// How it is coded.
    pub coding: sayso_ledger::Options,
    /// Threads that code.
    pub threads: usize,
    /// Stop at the first input that fails.
    pub strict: bool,
    /// What the ledger says of the run.
    pub arguments: Vec<String>,
}

/// Inputs that are between reading and writing.
const BYTES_IN_WORK_MAX: usize = 48 << 20;
/// What an input holds beside its bytes.
const BYTES_EACH: usize = 64 << 10;
/// Inputs of one transaction.
const BATCH: usize = 64;
/// How long an input waits for its transaction.
const PATIENCE: Duration = Duration::from_millis(500);

/// An input's place in the order, what it holds, and what it is or has become.
type Numbered<T> = (usize, usize, T);

/// Takes sources in. Ends early when `stop` is set; what was written by then is whole, and the next run goes on from there.
pub fn run(
    store: &mut Store,
    plan: &Plan,
    stop: &AtomicBool,
    tell: &mut dyn FnMut(News<'_>),
) -> Result<Tally, Error> {
    let mut reading = store.again()?;
    let coder = Coder::new(plan.coding);
    let budget = Budget::new(BYTES_IN_WORK_MAX);
    let threads = plan.threads.max(1);
    let (to_work, jobs) = mpsc::sync_channel::<Numbered<Job>>(threads);
    let jobs = Mutex::new(jobs);
    let (to_write, results) = mpsc::sync_channel::<Numbered<Result<Done, Error>>>(threads * 4);
    // Whoever ends the run, everybody hears of it.
    let ended = AtomicBool::new(false);
    let ending = || stop.load(Ordering::Relaxed) || ended.load(Ordering::Relaxed);
    std::thread::scope(|scope| {
        let settled = to_write.clone();
        let (budget, ending, ended, coder, jobs) = (&budget, &ending, &ended, &coder, &jobs);
        scope.spawn(move || read_all(plan, &mut reading, &to_work, &settled, budget, ending));
        for _ in 0..threads {
            let done = to_write.clone();
            scope.spawn(move || work_all(coder, &plan.intake, jobs, &done, ending));
        }
        drop(to_write);
        let run = Run {
            command: "ingest".to_owned(),
            version: sayso_ledger::VERSION.to_owned(),
            by: None,
            arguments: plan.arguments.clone(),
        };
        let mut writing = Writing {
            writer: store.writer(run),
            batch: Batch::default(),
            tally: Tally::default(),
            tell,
            budget,
        };
        let written = writing.all(&results, plan.strict);
        ended.store(true, Ordering::Relaxed);
        // The others may wait for room or for a reader.
        budget.open();
        drop(results);
        written.map(|()| writing.tally)
    })
}

fn read_all(
    plan: &Plan,
    store: &mut Store,
    jobs: &SyncSender<Numbered<Job>>,
    settled: &SyncSender<Numbered<Result<Done, Error>>>,
    budget: &Budget,
    ending: &(dyn Fn() -> bool + Sync),
) {
    let said = said(&plan.intake);
    let records = open(plan.sources.clone(), plan.intake.clone());
    for (number, record) in records.enumerate() {
        if ending() {
            return;
        }
        let sent = match look(record, &plan.intake, &said, store) {
            Found::New(job) => {
                let bytes = job.receipt.bytes as usize + BYTES_EACH;
                budget.take(bytes);
                jobs.send((number, bytes, job)).is_ok()
            }
            Found::Settled(done) => {
                budget.take(1);
                settled.send((number, 1, Ok(done))).is_ok()
            }
        };
        if !sent {
            return;
        }
    }
}

fn work_all(
    coder: &Coder,
    options: &Options,
    jobs: &Mutex<Receiver<Numbered<Job>>>,
    results: &SyncSender<Numbered<Result<Done, Error>>>,
    ending: &(dyn Fn() -> bool + Sync),
) {
    loop {
        let job = jobs.lock().unwrap_or_else(PoisonError::into_inner).recv();
        let Ok((number, bytes, job)) = job else { return };
        let done = if ending() { Ok(Done::Dropped) } else { coder.work(job, options) };
        // If nobody writes any more, jobs are still taken, so that the reader is not left waiting.
        let _ = results.send((number, bytes, done));
    }
}

/// What is written next.
#[derive(Default)]
struct Batch {
    prepared: Vec<Prepared>,
    /// Statements and events of each.
    records: Vec<(usize, usize)>,
    /// Whether each failed.
    failed: Vec<bool>,
    bytes: usize,
    begun: Option<Instant>,
}

struct Writing<'a> {
    writer: Writer<'a>,
    batch: Batch,
    tally: Tally,
    tell: &'a mut dyn FnMut(News<'_>),
    budget: &'a Budget,
}

impl Writing<'_> {
    /// Writes results in the order of their inputs until there are no more.
    fn all(&mut self, results: &Receiver<Numbered<Result<Done, Error>>>, strict: bool) -> Result<(), Error> {
        let mut early: BTreeMap<usize, (usize, Result<Done, Error>)> = BTreeMap::new();
        let mut next = 0;
        loop {
            let patience =
                self.batch.begun.map_or(Duration::from_secs(3600), |b| PATIENCE.saturating_sub(b.elapsed()));
            match results.recv_timeout(patience) {
                Ok((number, bytes, done)) => early.insert(number, (bytes, done)),
                Err(RecvTimeoutError::Timeout) => {
                    self.write()?;
                    continue;
                }
                Err(RecvTimeoutError::Disconnected) => return self.write(),
            };
            while let Some((bytes, done)) = early.remove(&next) {
                next += 1;
                if self.one(bytes, done?, strict)?.is_break() {
                    return self.write();
                }
            }
        }
    }

    fn one(&mut self, bytes: usize, done: Done, strict: bool) -> Result<ControlFlow<()>, Error> {
        let mut failed = false;
        match done {
            Done::Dropped => return Ok(ControlFlow::Break(())),
            Done::Known => {
                self.tally.inputs += 1;
                self.tally.known += 1;
                self.budget.give_back(bytes);
                if self.tally.known.is_multiple_of(100) && self.batch.prepared.is_empty() {
                    (self.tell)(News::Written(self.tally));
                }
                return Ok(ControlFlow::Continue(()));
            }
            Done::Lost(failure) => {
                self.tally.inputs += 1;
                self.tally.failed += 1;
                failed = true;
                self.budget.give_back(bytes);
                (self.tell)(News::Failed {
                    place: &failure.name,
                    what: &failure.to_string(),
                    hint: failure.hint,
                });
            }
            Done::Prepared(ready) => {
                for warning in &ready.warnings {
                    (self.tell)(News::Warned { place: &ready.place, what: warning });
                }
                if let Some((what, hint)) = &ready.failure {
                    failed = true;
                    (self.tell)(News::Failed { place: &ready.place, what, hint: *hint });
                    self.tally.failed += 1;
                }
                self.batch.prepared.push(ready.prepared);
                self.batch.records.push((ready.statements, ready.events));
                self.batch.failed.push(failed);
                self.batch.bytes += bytes;
                self.batch.begun.get_or_insert_with(Instant::now);
                if self.batch.prepared.len() >= BATCH || self.batch.bytes >= BYTES_IN_WORK_MAX / 4 {
                    self.write()?;
                }
            }
        }
        Ok(if failed && strict { ControlFlow::Break(()) } else { ControlFlow::Continue(()) })
    }

    fn write(&mut self) -> Result<(), Error> {
        let batch = std::mem::take(&mut self.batch);
        if batch.prepared.is_empty() {
            return Ok(());
        }
        let appended = self.writer.append(&batch.prepared)?;
        self.budget.give_back(batch.bytes);
        let each = appended.into_iter().zip(batch.records).zip(batch.failed);
        for ((appended, (statements, events)), failed) in each {
            self.tally.inputs += 1;
            match appended {
                Appended::New { claims } => {
                    self.tally.new += 1;
                    self.tally.claims += claims;
                    self.tally.statements += statements;
                    self.tally.events += events;
                }
                Appended::KnownDocument | Appended::KnownInput if !failed => self.tally.known += 1,
                _ => {}
            }
        }
        (self.tell)(News::Written(self.tally));
        Ok(())
    }
}
