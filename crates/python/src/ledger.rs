//! A ledger that keeps, as Python asks it. What comes out are the lines that the command line prints.

use std::ops::ControlFlow;
use std::path::PathBuf;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Mutex, MutexGuard, PoisonError};

use pyo3::prelude::*;
use sayso_incidents::Gathered;
use sayso_ingest::{News, Plan};
use sayso_intake::Source;
use sayso_link::commitment::{Commitment, Outcome};
use sayso_store::filter::Filter;
use sayso_store::query::{Cast, Query};
use sayso_store::{Open, Store as Kept};
use serde_json::json;

use crate::gather::{Article, Articles, Linked, rule};
use crate::problem;

/// A ledger, opened. Threads take turns.
#[pyclass(frozen, module = "sayso._native")]
pub struct Store {
    kept: Mutex<Kept>,
}

/// A filter in the language of the command line, and the moment that is asked about.
#[derive(FromPyObject)]
pub struct Asked {
    #[pyo3(item(0))]
    filter: String,
    #[pyo3(item(1))]
    as_of: Option<String>,
}

/// A record and the cursor after it.
type Line = (i64, String);

#[pymethods]
impl Store {
    #[new]
    fn new(py: Python<'_>, place: &str, create: bool) -> PyResult<Self> {
        let open = if create { Open::Create } else { Open::Existing };
        let kept = py.detach(|| Kept::open(place, open)).map_err(|e| problem::store(&e))?;
        Ok(Self { kept: Mutex::new(kept) })
    }

    /// Claims that pass, a page of them.
    fn claims(
        &self,
        py: Python<'_>,
        asked: Asked,
        after: Option<i64>,
        limit: Option<usize>,
        newest: bool,
    ) -> PyResult<Vec<Line>> {
        self.ask(py, asked, |kept, query| {
            let query = Query { after, limit, newest_first: newest, ..query };
            let mut lines = Vec::new();
            kept.each_claim(&query, |row| {
                let rest = row.body.strip_prefix('{').unwrap_or(&row.body);
                let (seq, rev) = (row.seq, row.rev);
                lines.push((seq, format!("{{\"seq\":{seq},\"rev\":{rev},\"offset_unit\":\"char\",{rest}")));
                Ok(ControlFlow::Continue(()))
            })?;
            Ok(lines)
        })
    }

    /// How many pass.
    fn count(&self, py: Python<'_>, asked: Asked) -> PyResult<usize> {
        self.ask(py, asked, |kept, query| kept.count_claims(&query, usize::MAX >> 1))
    }

    /// Articles that pass, a page of them.
    fn documents(
        &self,
        py: Python<'_>,
        asked: Asked,
        after: Option<i64>,
        limit: Option<usize>,
        newest: bool,
    ) -> PyResult<Vec<Line>> {
        self.ask(py, asked, |kept, query| {
            let rows = kept.documents(&Query { after, limit, newest_first: newest, ..query })?;
            Ok(rows.iter().map(|row| (row.seq, json_line(row))).collect())
        })
    }

    /// Who acts and is acted upon, or on whose say-so.
    fn actors(&self, py: Python<'_>, asked: Asked, sources: bool) -> PyResult<Vec<String>> {
        let cast = if sources { Cast::Sources } else { Cast::Parties };
        self.ask(py, asked, |kept, query| Ok(kept.actors(&query, cast)?.iter().map(json_line).collect()))
    }

    /// The text of an article and its records.
    fn text(&self, py: Python<'_>, id: &str) -> PyResult<Option<String>> {
        let mut kept = self.lock(py);
        let found = kept.document(id).map_err(|e| problem::store(&e))?;
        Ok(found.map(|d| d.text))
    }

    /// The records of an article as they were coded, as one line of JSON.
    fn record(&self, py: Python<'_>, id: &str, as_of: Option<&str>) -> PyResult<Option<String>> {
        let mut kept = self.lock(py);
        let as_of = as_of.map(|text| moment(&mut kept, text)).transpose()?;
        let Some((ledger, version)) = kept.ledger(id, as_of).map_err(|e| problem::store(&e))? else {
            return Ok(None);
        };
        let mut line = Vec::new();
        sayso_export::json::write_line(&ledger, &version, &mut line).map_err(problem::bug)?;
        line.pop();
        Ok(Some(String::from_utf8(line).unwrap_or_default()))
    }

    /// Incidents, those with most articles first.
    fn incidents(
        &self,
        py: Python<'_>,
        asked: Asked,
        rule_name: &str,
        disputed: bool,
    ) -> PyResult<Vec<String>> {
        let rule = rule(rule_name)?;
        let (gathered, articles) = self.gather(py, asked)?;
        Ok(py.detach(|| {
            let linked = all(&gathered);
            let wanted =
                linked.iter().filter(|l| !disputed || matches!(l.standing(), "disputed" | "denied only"));
            wanted.map(|l| l.row(rule, &articles).to_string()).collect()
        }))
    }

    /// What the sources of incidents say, side by side: of one, or of all that are disputed.
    fn matrices(&self, py: Python<'_>, asked: Asked, incident: Option<&str>) -> PyResult<Vec<String>> {
        let (gathered, articles) = self.gather(py, asked)?;
        Ok(py.detach(|| {
            let linked = all(&gathered);
            let wanted = linked.iter().filter(|l| match incident {
                Some(id) => l.incident.id == id,
                None => l.standing() == "disputed",
            });
            wanted.map(|l| l.sheet(&articles, &gathered).to_string()).collect()
        }))
    }

    /// Threats, promises, demands and refusals, and what became of them; the first first.
    fn commitments(&self, py: Python<'_>, asked: Asked) -> PyResult<Vec<String>> {
        let (gathered, _) = self.gather(py, asked)?;
        Ok(py.detach(|| {
            let line = |(commitment, outcome): &(Commitment, Outcome)| {
                json!({"commitment": commitment.id, "kind": commitment.kind(), "state": outcome.state,
                    "sayings": commitment.pledges, "deed_reported": outcome.deed,
                    "condition_reported": outcome.condition, "withdrawn_in": outcome.withdrawal})
                .to_string()
            };
            gathered.commitments().iter().map(line).collect()
        }))
    }

    /// Takes sources in. Gives inputs, new documents, known ones, failed ones, and claims; `tell` hears of failures.
    fn ingest(
        &self,
        py: Python<'_>,
        sources: Vec<PathBuf>,
        published: Option<&str>,
        publisher: Option<String>,
        threads: usize,
        tell: Option<Py<PyAny>>,
    ) -> PyResult<(usize, usize, usize, usize, usize)> {
        let intake = sayso_intake::Options {
            published: published.map(problem::day).transpose()?,
            publisher,
            ..Default::default()
        };
        let plan = Plan {
            sources: sources.iter().map(|s| Source::new(s.as_os_str())).collect(),
            intake,
            coding: sayso_ledger::Options::default(),
            threads,
            strict: false,
            arguments: sources.iter().map(|s| s.display().to_string()).collect(),
        };
        let stop = AtomicBool::new(false);
        let mut kept = self.lock(py);
        // The guard stays on this thread; what it guards may be used without the lock of Python.
        let held = &mut *kept;
        let mut raised = None;
        let done = py.detach(|| {
            sayso_ingest::run(held, &plan, &stop, &mut |news| {
                let heard = Python::attach(|py| {
                    py.check_signals()?;
                    match (&news, &tell) {
                        (News::Failed { place, what, .. }, Some(tell)) => {
                            tell.call1(py, (*place, *what)).map(drop)
                        }
                        _ => Ok(()),
                    }
                });
                // What is written by then is whole, and the same call goes on from there.
                if let Err(error) = heard {
                    raised.get_or_insert(error);
                    stop.store(true, Ordering::Relaxed);
                }
            })
        });
        if let Some(error) = raised {
            return Err(error);
        }
        let tally = done.map_err(problem::bug)?;
        Ok((tally.inputs, tally.new, tally.known, tally.failed, tally.claims))
    }
}

impl Store {
    /// Whoever waits for the ledger does not keep Python waiting.
    fn lock(&self, py: Python<'_>) -> MutexGuard<'_, Kept> {
        if let Ok(kept) = self.kept.try_lock() {
            return kept;
        }
        loop {
            py.detach(|| std::thread::sleep(std::time::Duration::from_millis(2)));
            match self.kept.try_lock() {
                Ok(kept) => return kept,
                Err(std::sync::TryLockError::Poisoned(poisoned)) => return PoisonError::into_inner(poisoned),
                Err(std::sync::TryLockError::WouldBlock) => {}
            }
        }
    }

    fn ask<T: Send>(
        &self,
        py: Python<'_>,
        asked: Asked,
        answer: impl FnOnce(&mut Kept, Query) -> sayso_store::Result<T> + Send,
    ) -> PyResult<T> {
        let filter: Filter = asked
            .filter
            .parse()
            .map_err(|p: sayso_store::filter::Problem| problem::value(&p, p.hint.as_deref()))?;
        let mut kept = self.lock(py);
        let as_of = asked.as_of.map(|text| moment(&mut kept, &text)).transpose()?;
        let kept = &mut *kept;
        py.detach(|| answer(kept, Query { filter, as_of, ..Query::default() }))
            .map_err(|e| problem::store(&e))
    }

    /// What the articles report, and of that what passes.
    fn gather(&self, py: Python<'_>, asked: Asked) -> PyResult<(Gathered, Articles)> {
        self.ask(py, asked, |kept, query| {
            let gathered = Gathered::read(kept, &query)?;
            let article = |a: &sayso_incidents::Article| Article { id: a.id.clone(), name: a.name.clone() };
            let articles = gathered.articles.iter().map(|(id, a)| (id.clone(), article(a))).collect();
            Ok((gathered, articles))
        })
    }
}

fn moment(kept: &mut Kept, text: &str) -> PyResult<i64> {
    let hint =
        "give the number of an entry, a day such as `2024-04-01`, or a time such as `2024-04-01T12:00Z`";
    let unknown = || problem::value(format_args!("`{text}` is no moment of the ledger"), Some(hint));
    kept.entry_at(text).map_err(|e| problem::store(&e))?.ok_or_else(unknown)
}

fn json_line(row: &impl serde::Serialize) -> String {
    serde_json::to_string(row).expect("rows are JSON")
}

fn all(gathered: &Gathered) -> Vec<Linked<'_>> {
    gathered.incidents().into_iter().map(|(incident, told)| Linked::new(incident, told)).collect()
}
