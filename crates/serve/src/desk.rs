//! What is kept between questions? Connections to the ledger, the index of its present state, and answers that were just given.

use std::collections::VecDeque;
use std::sync::atomic::{AtomicU16, Ordering};
use std::sync::{Arc, Condvar, Mutex, OnceLock, RwLock};
use std::time::{Duration, Instant};

use sayso_ledger::Pipeline;
use sayso_store::{Open, Store};
use tokio::sync::Semaphore;

use crate::ask::Ask;
use crate::guard::late;
use crate::incidents::{Incidents, Joined};
use crate::index::{Builder, Index, select};
use crate::problem::Problem;
use crate::settings::Settings;

/// Selections that are kept ready.
const READY: usize = 24;

/// All that the pages share.
pub struct Desk {
    /// How the server is set up.
    pub settings: Settings,
    port: AtomicU16,
    idle: Mutex<Vec<Store>>,
    turns: Arc<Semaphore>,
    builder: Mutex<Option<Builder>>,
    index: RwLock<Arc<Index>>,
    before: Mutex<Option<Arc<Index>>>,
    chosen: Mutex<VecDeque<Chosen>>,
    linking: Mutex<Linking>,
    joined: Mutex<VecDeque<Arc<Joined>>>,
    linked: Condvar,
    pipeline: OnceLock<Pipeline>,
}

/// What was asked, of which state, and the places of the lines that passed.
type Chosen = (String, i64, Arc<Vec<u32>>);

/// Incidents of a state of the ledger.
#[derive(Default)]
struct Linking {
    known: Option<Arc<Incidents>>,
    running: bool,
    took: Duration,
    done: Option<Instant>,
}

/// What a question is answered with.
pub struct Work {
    /// What is shared.
    pub desk: Arc<Desk>,
    /// A connection of one's own.
    pub store: Store,
}

impl Desk {
    /// Opens the ledger.
    pub fn open(settings: Settings) -> Result<Self, sayso_store::Error> {
        let store = Store::open(&settings.ledger, Open::Existing)?;
        Ok(Self {
            port: AtomicU16::new(settings.address.port()),
            turns: Arc::new(Semaphore::new(settings.workers)),
            settings,
            idle: Mutex::new(vec![store]),
            builder: Mutex::new(None),
            index: RwLock::default(),
            before: Mutex::new(None),
            chosen: Mutex::default(),
            linking: Mutex::default(),
            joined: Mutex::default(),
            linked: Condvar::new(),
            pipeline: OnceLock::new(),
        })
    }

    /// The port that is listened on.
    pub fn port(&self) -> u16 {
        self.port.load(Ordering::Relaxed)
    }

    pub(crate) fn listens_on(&self, port: u16) {
        self.port.store(port, Ordering::Relaxed);
    }

    /// Does something with the ledger on a thread for it; no longer than the settings allow, and no more at a time.
    pub async fn work<T: Send + 'static>(
        self: &Arc<Self>,
        task: impl FnOnce(&mut Work) -> Result<T, Problem> + Send + 'static,
    ) -> Result<T, Problem> {
        let patience = self.settings.patience;
        let turn = tokio::time::timeout(patience, self.turns.clone().acquire_owned()).await;
        let Ok(Ok(turn)) = turn else {
            let busy =
                Problem::new(axum::http::StatusCode::SERVICE_UNAVAILABLE, "too many questions at once");
            return Err(busy.hint("try again in a moment"));
        };
        let store = match self.lock(&self.idle).pop() {
            Some(store) => store,
            None => Store::open(&self.settings.ledger, Open::Existing)?,
        };
        let interrupt = store.interrupter();
        let desk = self.clone();
        let running = tokio::task::spawn_blocking(move || {
            let _turn = turn;
            let mut work = Work { desk, store };
            let done = std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| task(&mut work)));
            let Work { desk, store } = work;
            match done {
                Ok(done) => {
                    desk.lock(&desk.idle).push(store);
                    done
                }
                Err(_) => Err(bug()),
            }
        });
        tokio::pin!(running);
        match tokio::time::timeout(patience, &mut running).await {
            Ok(done) => done.unwrap_or_else(|_| Err(bug())),
            Err(_) => {
                if let Some(interrupt) = interrupt {
                    interrupt();
                }
                Err(late())
            }
        }
    }

    /// Makes the index before the first question, and then the incidents.
    pub(crate) fn warm(self: &Arc<Self>) {
        let desk = self.clone();
        tokio::task::spawn_blocking(move || {
            let Ok(store) = Store::open(&desk.settings.ledger, Open::Existing) else { return };
            let mut work = Work { desk: desk.clone(), store };
            if let Ok(index) = work.index() {
                desk.link(&index);
            }
        });
    }

    fn lock<'a, T>(&self, mutex: &'a Mutex<T>) -> std::sync::MutexGuard<'a, T> {
        mutex.lock().unwrap_or_else(std::sync::PoisonError::into_inner)
    }

    /// Links the claims of a state anew, unless that is known or in work, or was just done at some cost.
    fn link(self: &Arc<Self>, index: &Index) {
        let state = index.state();
        let mut linking = self.lock(&self.linking);
        let fresh = linking.known.as_ref().is_some_and(|k| k.state == state);
        let rests = linking.done.is_some_and(|at| at.elapsed() < linking.took * 5);
        if fresh || linking.running || rests {
            return;
        }
        linking.running = true;
        let desk = self.clone();
        std::thread::spawn(move || {
            let begun = Instant::now();
            let made = std::panic::catch_unwind(|| {
                let mut store = Store::open(&desk.settings.ledger, Open::Existing)?;
                Incidents::of(&mut store, state)
            });
            let mut linking = desk.lock(&desk.linking);
            match made {
                Ok(Ok(made)) => linking.known = Some(Arc::new(made)),
                Ok(Err(error)) => eprintln!("error: incidents: {error}"),
                Err(_) => eprintln!("bug: linking panicked"),
            }
            linking.running = false;
            linking.took = begun.elapsed();
            linking.done = Some(Instant::now());
            desk.linked.notify_all();
        });
    }

    /// The stages, loaded when the first text is pasted.
    pub fn pipeline(&self) -> Result<&Pipeline, Problem> {
        if let Some(ready) = self.pipeline.get() {
            return Ok(ready);
        }
        let loaded = Pipeline::load(sayso_ledger::Options::default()).map_err(|_| bug())?;
        Ok(self.pipeline.get_or_init(|| loaded))
    }
}

fn bug() -> Problem {
    Problem::new(axum::http::StatusCode::INTERNAL_SERVER_ERROR, "something went wrong; this is a bug")
}

impl Work {
    /// The index of the ledger as it is now. While one question brings it up to date, others take the one before.
    pub fn index(&mut self) -> Result<Arc<Index>, Problem> {
        let desk = self.desk.clone();
        let known = desk.index.read().unwrap_or_else(std::sync::PoisonError::into_inner).clone();
        if known.head > 0 && known.head == self.store.head()?.seq {
            return Ok(known);
        }
        let mut builder = match desk.builder.try_lock() {
            Ok(builder) => builder,
            Err(_) if known.head > 0 => return Ok(known),
            Err(_) => desk.lock(&desk.builder),
        };
        self.refresh(&mut builder)
    }

    /// The index with all that was written before this call: for whoever has just written.
    pub fn fresh_index(&mut self) -> Result<Arc<Index>, Problem> {
        let desk = self.desk.clone();
        let mut builder = desk.lock(&desk.builder);
        self.refresh(&mut builder)
    }

    fn refresh(&mut self, builder: &mut Option<Builder>) -> Result<Arc<Index>, Problem> {
        let head = self.store.head()?.seq;
        match builder {
            Some(known) if known.head() == head => {}
            Some(known) => known.follow(&mut self.store)?,
            None => *builder = Some(Builder::of(&mut self.store, head)?),
        }
        let mut place = self.desk.index.write().unwrap_or_else(std::sync::PoisonError::into_inner);
        if place.head != head || head == 0 {
            *place = Arc::new(builder.as_ref().expect("it was just made").index());
        }
        Ok(place.clone())
    }

    /// The index that an address asks for: now, or as the ledger was then.
    pub fn index_for(&mut self, ask: &Ask) -> Result<Arc<Index>, Problem> {
        let Some(moment) = &ask.as_of else { return self.index() };
        let seq = self.moment(moment)?;
        let desk = self.desk.clone();
        let mut before = desk.lock(&desk.before);
        if let Some(known) = before.as_ref().filter(|k| k.head == seq) {
            return Ok(known.clone());
        }
        let index = Arc::new(Builder::of(&mut self.store, seq)?.index());
        *before = Some(index.clone());
        Ok(index)
    }

    /// The entry of a moment.
    pub fn moment(&mut self, text: &str) -> Result<i64, Problem> {
        let found = self.store.entry_at(text)?;
        found.ok_or_else(|| {
            Problem::bad(format!("`{text}` is no moment of the ledger"))
                .hint("the number of an entry, a day such as 2024-04-01, or a time such as 2024-04-01T12:00Z")
        })
    }

    /// The claims that an address asks for, in its order, as places in the index.
    pub fn chosen(&mut self, index: &Index, ask: &Ask) -> Result<Arc<Vec<u32>>, Problem> {
        let joined = if ask.standing.is_empty() {
            None
        } else {
            self.incidents()?;
            self.joined(index)
        };
        let key = format!("{}|{:?}", ask.key(), joined.as_ref().map(|j| j.linked.state));
        let desk = self.desk.clone();
        if let Some(found) = desk.lock(&desk.chosen).iter().find(|c| c.1 == index.head && c.0 == key) {
            return Ok(found.2.clone());
        }
        let chosen = Arc::new(select(index, &mut self.store, ask, joined.as_deref())?);
        let mut ready = desk.lock(&desk.chosen);
        ready.push_front((key, index.head, chosen.clone()));
        ready.truncate(READY);
        Ok(chosen)
    }

    /// The incidents of the ledger. Linking takes long: a thread of its own does it, and the last ones serve until it is done.
    pub fn incidents(&mut self) -> Result<Arc<Incidents>, Problem> {
        let index = self.index()?;
        self.desk.link(&index);
        let until = Instant::now() + self.desk.settings.patience.mul_f32(0.8);
        let mut linking = self.desk.lock(&self.desk.linking);
        loop {
            if let Some(known) = &linking.known {
                return Ok(known.clone());
            }
            let left = until.saturating_duration_since(Instant::now());
            if left.is_zero() || !linking.running {
                let busy =
                    Problem::new(axum::http::StatusCode::SERVICE_UNAVAILABLE, "incidents are being linked");
                return Err(busy.hint("a large ledger takes a minute; try again"));
            }
            let waited = self.desk.linked.wait_timeout(linking, left);
            linking = waited.unwrap_or_else(std::sync::PoisonError::into_inner).0;
        }
    }

    /// The incidents by the lines of an index, if they are known already.
    pub fn joined(&self, index: &Index) -> Option<Arc<Joined>> {
        let linked = self.known_incidents()?;
        let mut ready = self.desk.lock(&self.desk.joined);
        if let Some(known) = ready.iter().find(|j| j.is_of(&linked, index)) {
            return Some(known.clone());
        }
        let made = Arc::new(Joined::new(linked, index));
        ready.push_front(made.clone());
        ready.truncate(2); // now, and as of a moment
        Some(made)
    }

    /// What an answer is known by: the state of the ledger, of its incidents, and of the program.
    pub fn tag(&mut self) -> Result<String, Problem> {
        let head = self.store.head()?.seq;
        let linked = self.known_incidents().map_or(0, |l| l.state.0);
        Ok(format!("\"{head}-{linked}-{}\"", crate::asset::edition()))
    }

    /// The incidents, if they are known already.
    pub fn known_incidents(&self) -> Option<Arc<Incidents>> {
        self.desk.lock(&self.desk.linking).known.clone()
    }
}
