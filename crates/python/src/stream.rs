//! Many texts on many threads, as they are asked for: in the order in which they came, and never more than a few of them at
//! once.

use std::collections::BTreeMap;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender, channel};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use pyo3::exceptions::PyValueError;
use pyo3::prelude::*;
use pyo3::types::PyIterator;
use sayso_intake::{Options, Records};
use sayso_ledger::Pipeline;

use crate::article::{Article, Job};
use crate::record::Record;

/// Texts in work or waiting for their turn, for each thread.
const TEXTS_PER_THREAD: usize = 8;
/// Bytes of texts in work or waiting, whatever their number; one text may be longer.
const BYTES_MAX: usize = 8 << 20;
/// How often it is looked whether the user has pressed Ctrl-C.
const PATIENCE: Duration = Duration::from_millis(100);

/// Where texts come from.
pub enum Feed {
    /// An iterator of Python.
    Articles(Py<PyIterator>),
    /// Files, read here.
    Records(Box<Records>),
}

/// An iterator of records.
#[pyclass(frozen, module = "sayso._native")]
pub struct Stream {
    state: Mutex<State>,
}

struct State {
    feed: Option<Feed>,
    /// What the feed raised; told after all that came before it.
    raised: Option<PyErr>,
    threads: usize,
    pipeline: Arc<Pipeline>,
    options: Arc<Options>,
    crew: Option<Crew>,
    early: BTreeMap<usize, (usize, Record)>,
    sent: usize,
    next: usize,
    bytes: usize,
}

/// Number of a text, how much it weighed while it waited, and what came of it.
type Done = (usize, usize, Record);

/// Threads that code.
struct Crew {
    jobs: Sender<(usize, Job)>,
    done: Mutex<Receiver<Done>>,
    stop: Arc<AtomicBool>,
}

impl Drop for Crew {
    /// Nobody waits for what is not begun.
    fn drop(&mut self) {
        self.stop.store(true, Ordering::Relaxed);
    }
}

impl Crew {
    fn new(threads: usize, pipeline: &Arc<Pipeline>, options: &Arc<Options>) -> Self {
        let (jobs, waiting) = channel::<(usize, Job)>();
        let (finished, done) = channel();
        let (waiting, stop) = (Arc::new(Mutex::new(waiting)), Arc::new(AtomicBool::new(false)));
        for _ in 0..threads {
            let (waiting, finished, stop) = (Arc::clone(&waiting), finished.clone(), Arc::clone(&stop));
            let (pipeline, options) = (Arc::clone(pipeline), Arc::clone(options));
            std::thread::spawn(move || {
                loop {
                    let job = waiting.lock().unwrap_or_else(PoisonError::into_inner).recv();
                    let Ok((number, job)) = job else { return };
                    if stop.load(Ordering::Relaxed) {
                        return;
                    }
                    let bytes = job.bytes();
                    if finished.send((number, bytes, Record::new(job, &pipeline, &options))).is_err() {
                        return;
                    }
                }
            });
        }
        Self { jobs, done: Mutex::new(done), stop }
    }
}

impl Stream {
    pub fn new(feed: Feed, pipeline: Arc<Pipeline>, options: Options, threads: usize) -> Self {
        let state = State {
            feed: Some(feed),
            raised: None,
            threads: threads.max(1),
            pipeline,
            options: Arc::new(options),
            crew: None,
            early: BTreeMap::new(),
            sent: 0,
            next: 0,
            bytes: 0,
        };
        Self { state: Mutex::new(state) }
    }
}

#[pymethods]
impl Stream {
    fn __iter__(this: PyRef<'_, Self>) -> PyRef<'_, Self> {
        this
    }

    fn __next__(&self, py: Python<'_>) -> PyResult<Option<Record>> {
        // As generators do: a second thread that asks at the same time is told, and does not wait with the lock of Python.
        let Ok(mut state) = self.state.try_lock() else {
            return Err(PyValueError::new_err("the records are already being asked for by another thread"));
        };
        state.next(py)
    }
}

impl State {
    fn next(&mut self, py: Python<'_>) -> PyResult<Option<Record>> {
        if self.threads == 1 {
            let job = self.pull(py)?;
            let (pipeline, options) = (&self.pipeline, &self.options);
            return Ok(job.map(|job| py.detach(|| Record::new(job, pipeline, options))));
        }
        loop {
            if let Some((bytes, record)) = self.early.remove(&self.next) {
                self.next += 1;
                self.bytes -= bytes;
                // Those who code are not left without work while the record is read.
                self.fill(py);
                return Ok(Some(record));
            }
            self.fill(py);
            if self.next == self.sent {
                self.crew = None;
                return self.raised.take().map_or(Ok(None), Err);
            }
            self.wait(py)?;
        }
    }

    /// Sends texts out until enough are in work.
    fn fill(&mut self, py: Python<'_>) {
        let most = self.threads * TEXTS_PER_THREAD;
        while self.sent - self.next < most && (self.bytes < BYTES_MAX || self.sent == self.next) {
            let job = match self.pull(py) {
                Ok(Some(job)) => job,
                Ok(None) => return,
                Err(error) => {
                    self.raised = Some(error);
                    return;
                }
            };
            self.bytes += job.bytes();
            let (threads, pipeline, options) = (self.threads, &self.pipeline, &self.options);
            let crew = self.crew.get_or_insert_with(|| Crew::new(threads, pipeline, options));
            if crew.jobs.send((self.sent, job)).is_err() {
                return;
            }
            self.sent += 1;
            // A record that is ready is not kept waiting for a slow feed.
            let done = crew.done.get_mut().unwrap_or_else(PoisonError::into_inner);
            while let Ok((number, bytes, record)) = done.try_recv() {
                self.early.insert(number, (bytes, record));
            }
            if self.early.contains_key(&self.next) && self.sent - self.next > self.threads {
                return;
            }
        }
    }

    fn wait(&mut self, py: Python<'_>) -> PyResult<()> {
        let Some(crew) = &self.crew else { return Ok(()) };
        loop {
            py.check_signals()?;
            let take = || crew.done.lock().unwrap_or_else(PoisonError::into_inner).recv_timeout(PATIENCE);
            match py.detach(take) {
                Ok((number, bytes, record)) => {
                    self.early.insert(number, (bytes, record));
                    return Ok(());
                }
                Err(RecvTimeoutError::Timeout) => {}
                Err(RecvTimeoutError::Disconnected) => {
                    return Err(crate::problem::bug("the threads that code have ended"));
                }
            }
        }
    }

    /// The next text of the feed; after its end, or after an error, there is none.
    fn pull(&mut self, py: Python<'_>) -> PyResult<Option<Job>> {
        let options = &self.options;
        let pulled = match &mut self.feed {
            None => return Ok(None),
            Some(Feed::Articles(articles)) => {
                let next = articles.bind(py).clone().next();
                next.map(|article| {
                    let article: Article = article?.extract()?;
                    article.check()?;
                    Ok(Job::Text(article))
                })
                .transpose()
            }
            Some(Feed::Records(records)) => Ok(py.detach(|| {
                let record = records.next()?;
                let loaded = record.and_then(|mut record| record.load(options).map(|()| record));
                Some(Job::Record(Box::new(loaded)))
            })),
        };
        if !matches!(pulled, Ok(Some(_))) {
            self.feed = None;
        }
        pulled
    }
}
