//! What would the program of today say of texts that it took in before?

use std::ops::ControlFlow;
use std::sync::atomic::{AtomicBool, Ordering};

use sayso_ledger::{Options, Pipeline, VERSION, order};
use sayso_store::query::Query;
use sayso_store::record::run::Run;
use sayso_store::{Changed, Coded, Store};

use crate::Error;

/// What came of coding documents again.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Recoded {
    /// Documents that were coded again.
    pub documents: usize,
    /// Those of which something is said that was not, or no longer.
    pub changed: usize,
    /// Records, over all of them.
    pub records: Changed,
}

/// Documents between reading and writing.
const PAGE: usize = 64;

/// Codes the documents that pass a filter again, from the text that the ledger keeps, and writes what is other. Those that
/// this version coded are left out, unless `all` says so. With `rehearse` nothing is written. What was written by the time
/// `stop` is set is whole, and the next time goes on from there.
pub fn recode(
    store: &mut Store,
    query: &Query,
    all: bool,
    rehearse: bool,
    threads: usize,
    stop: &AtomicBool,
    tell: &mut dyn FnMut(Recoded),
) -> Result<Recoded, Error> {
    let mut done = Recoded::default();
    let mut pipeline = None;
    let mut after = query.after;
    let run =
        Run { command: "recode".to_owned(), version: VERSION.to_owned(), by: None, arguments: Vec::new() };
    loop {
        let page = Query { after, limit: Some(PAGE), newest_first: false, ..query.clone() };
        let documents = store.documents(&page)?;
        let Some(last) = documents.last() else { return Ok(done) };
        after = Some(last.seq);
        let mut texts = Vec::new();
        for row in documents {
            if (all || store.coded_by(&row.id)?.as_deref() != Some(VERSION))
                && let Some(document) = store.document(&row.id)?
            {
                texts.push(document);
            }
        }
        if !texts.is_empty() && pipeline.is_none() {
            pipeline = Some(Pipeline::load(Options::default())?);
        }
        let Some(pipeline) = &pipeline else { continue };
        let mut coded: Vec<Result<Coded, sayso_store::Error>> = Vec::new();
        let work = |document| Coded::new(&pipeline.code(document), VERSION);
        order::map(texts, threads, work, |one| {
            coded.push(one);
            if stop.load(Ordering::Relaxed) { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
        });
        let mut writer = store.writer(run.clone());
        for coded in coded {
            let coded = coded?;
            let changed = if rehearse { writer.rehearse(&coded)? } else { writer.recode(&coded)? };
            let Changed { inserted, corrected, retracted, kept } = changed;
            done.documents += 1;
            done.changed += usize::from(inserted + corrected + retracted > 0);
            done.records.inserted += inserted;
            done.records.corrected += corrected;
            done.records.retracted += retracted;
            done.records.kept += kept;
        }
        tell(done);
        if stop.load(Ordering::Relaxed) {
            return Ok(done);
        }
    }
}
