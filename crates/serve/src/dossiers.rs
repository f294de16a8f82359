//! Dossiers without a server: the same files as under `/incidents/….html`, one after the other.

use std::ops::ControlFlow;
use std::sync::Arc;
use std::time::Duration;

use rustc_hash::FxHashSet;
use sayso_store::query::Query;
use sayso_store::record::claim::Claim;
use sayso_store::{Open, Store};

use crate::desk::{Desk, Work};
use crate::page::dossier::dossier;
use crate::{Problem, Settings};

/// Nobody waits at a browser.
const PATIENCE: Duration = Duration::from_secs(24 * 3600);

/// Incidents that are written one after the other: identifier and page.
pub struct Dossiers {
    work: Work,
    ids: std::vec::IntoIter<String>,
}

impl Dossiers {
    /// The incidents of which some claim is asked for, those with most articles first; of these the ones that are named,
    /// if any are. All articles of the ledger are compared for it.
    pub fn of(ledger: &str, query: &Query, named: &[String]) -> Result<Self, Problem> {
        let settings = Settings { patience: PATIENCE, ..Settings::new(ledger) };
        let desk = Arc::new(Desk::open(settings)?);
        let mut work = Work { desk, store: Store::open(ledger, Open::Existing)? };
        let linked = work.incidents()?;
        if let Some(unknown) = named.iter().find(|id| linked.find(id).is_none()) {
            let hint = "`sayso incidents` lists those of the ledger";
            return Err(Problem::missing(format!("there is no incident `{unknown}`")).hint(hint));
        }
        let mut wanted = FxHashSet::default();
        let claims = Query { limit: None, ..query.clone() };
        work.store.each_claim(&claims, |row| {
            let claim = serde_json::from_str::<Claim>(&row.body).ok();
            wanted.extend(claim.and_then(|c| linked.of_event.get(&c.event).copied()));
            Ok(ControlFlow::Continue(()))
        })?;
        let ids = linked.all.iter().enumerate().filter(|(at, _)| wanted.contains(at));
        let ids = ids.map(|(_, one)| one.incident.id.to_string());
        let ids =
            ids.filter(|id| named.is_empty() || named.contains(id)).take(query.limit.unwrap_or(usize::MAX));
        Ok(Self { ids: ids.collect::<Vec<_>>().into_iter(), work })
    }
}

impl Iterator for Dossiers {
    type Item = Result<(String, String), Problem>;

    fn next(&mut self) -> Option<Self::Item> {
        let id = self.ids.next()?;
        Some(dossier(&mut self.work, &id).map(|page| (id, page.into_string())))
    }
}
