//! How is an entry put in its place? In one transaction with what is found by it, so that a program that is killed leaves
//! all of a batch or nothing.

use crate::backend::{Backend, Dialect, Value, int, text};
use crate::entry::{Draft, Entry, Kind, Op};
use crate::prepare::{Coded, Prepared, PreparedClaim, Text, cast};
use crate::record::claim::Claim;
use crate::record::json;
use crate::record::run::Run;
use crate::store::{Clock, Head, Store, head};
use crate::{Result, facets, id, term};
use std::collections::HashMap;

/// Actors whose numbers are held; there may be more in the ledger.
const ACTORS_HELD: usize = 50_000;

/// What became of an input.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Appended {
    /// A new document, with so many claims.
    New {
        /// Its claims.
        claims: usize,
    },
    /// A document that the ledger has; the input is written down.
    KnownDocument,
    /// The input was read before, to the same end.
    KnownInput,
    /// It gave no document, which is written down.
    Failed,
}

/// What a new coding changes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Changed {
    /// Records that are new.
    pub inserted: usize,
    /// Records that say something else.
    pub corrected: usize,
    /// Records that are no more.
    pub retracted: usize,
    /// Records that stay as they are.
    pub kept: usize,
}

/// Writes entries, on behalf of one run.
pub struct Writer<'a> {
    pub(crate) db: &'a mut dyn Backend,
    run: Run,
    clock: Clock,
    state: State,
    /// Numbers of actors by their keys.
    actors: HashMap<String, i64>,
}

#[derive(Clone, Copy)]
struct State {
    /// The run's entry, once there is one.
    run: Option<i64>,
    head: Head,
    at_ms: i64,
    actor_max: i64,
}

/// The entry of a thing that stands now.
pub(crate) struct Standing {
    pub seq: i64,
    pub rev: i64,
    pub op: Op,
    pub body: Option<String>,
    pub document: Option<i64>,
}

impl<'a> Writer<'a> {
    pub(crate) fn new(store: &'a mut Store, run: Run) -> Self {
        let state = State { run: None, head: Head { seq: 0, hash: [0; 32] }, at_ms: 0, actor_max: 0 };
        Self { db: &mut *store.db, run, clock: store.clock, state, actors: HashMap::new() }
    }

    /// Writes a batch, all or nothing.
    pub fn append(&mut self, batch: &[Prepared]) -> Result<Vec<Appended>> {
        self.transaction(|writer| batch.iter().map(|prepared| writer.input(prepared)).collect())
    }

    /// Writes what a new version made of a document that the ledger has.
    pub fn recode(&mut self, coded: &Coded) -> Result<Changed> {
        self.transaction(|writer| writer.coding(coded))
    }

    /// What [`Writer::recode`] would change; nothing is written.
    pub fn rehearse(&mut self, coded: &Coded) -> Result<Changed> {
        self.db.begin()?;
        let before = self.state;
        let done = self.refresh().and_then(|()| self.coding(coded));
        self.state = before;
        self.actors.clear();
        self.db.rollback()?;
        done
    }

    /// Writes what a person decided. `why` is theirs.
    pub fn decide(&mut self, draft: &Draft, why: Option<&str>) -> Result<i64> {
        self.transaction(|writer| {
            let standing = standing(writer.db, &draft.id)?;
            let op = if standing.is_some() { Op::Correct } else { Op::Insert };
            writer.put(op, draft, standing.as_ref(), None, why)
        })
    }

    /// Writes many decisions of one reason, all or none.
    pub fn decide_all(&mut self, drafts: &[Draft], why: Option<&str>) -> Result<Vec<i64>> {
        self.transaction(|writer| {
            let mut written = Vec::with_capacity(drafts.len());
            for draft in drafts {
                let standing = standing(writer.db, &draft.id)?;
                let op = match &standing {
                    Some(s) if s.op != Op::Retract => Op::Correct,
                    _ => Op::Insert,
                };
                written.push(writer.put(op, draft, standing.as_ref(), None, why)?);
            }
            Ok(written)
        })
    }

    /// Writes what was worked out from other records, all or none, and takes back what is no more, each with where it went;
    /// then `settled` are keys that no memo has any longer. What stands already is passed over.
    pub fn settle(
        &mut self,
        drafts: &[Draft],
        gone: &[(Draft, String)],
        settled: &[String],
    ) -> Result<Changed> {
        self.transaction(|writer| {
            let mut changed = Changed::default();
            for (draft, why) in gone {
                let Some(before) = standing(writer.db, &draft.id)?.filter(|s| s.op != Op::Retract) else {
                    continue;
                };
                changed.retracted += 1;
                writer.put(Op::Retract, draft, Some(&before), None, Some(why))?;
            }
            for draft in drafts {
                let before = standing(writer.db, &draft.id)?;
                let op = match &before {
                    Some(s) if s.op != Op::Retract && s.body.as_ref() == Some(&draft.body) => {
                        changed.kept += 1;
                        continue;
                    }
                    Some(s) if s.op != Op::Retract => Op::Correct,
                    _ => Op::Insert,
                };
                match op {
                    Op::Correct => changed.corrected += 1,
                    _ => changed.inserted += 1,
                }
                writer.put(op, draft, before.as_ref(), None, None)?;
            }
            for key in settled {
                writer.db.run("DELETE FROM memo_key WHERE key = ?1", &[Value::Text(key)])?;
            }
            Ok(changed)
        })
    }

    /// Takes decisions back, all or none; those that do not stand are passed over.
    pub fn withdraw(&mut self, ids: &[String], why: Option<&str>) -> Result<Vec<i64>> {
        self.transaction(|writer| {
            let mut written = Vec::new();
            for id in ids {
                let Some(before) = standing(writer.db, id)?.filter(|s| s.op != Op::Retract) else { continue };
                let draft = Draft { kind: Kind::Decision, id: id.clone(), body: String::new() };
                written.push(writer.put(Op::Retract, &draft, Some(&before), None, why)?);
            }
            Ok(written)
        })
    }

    pub(crate) fn transaction<T>(&mut self, work: impl FnOnce(&mut Self) -> Result<T>) -> Result<T> {
        self.db.begin()?;
        let before = self.state;
        let done = self.refresh().and_then(|()| work(self)).and_then(|done| {
            self.db.commit()?;
            Ok(done)
        });
        if done.is_err() {
            self.state = before;
            self.actors.clear();
            // The first error says more than one of taking back.
            let _ = self.db.rollback();
        }
        done
    }

    /// Another program may have written since.
    fn refresh(&mut self) -> Result<()> {
        let head = head(self.db)?;
        if head != self.state.head || self.actors.len() > ACTORS_HELD {
            self.actors.clear();
        }
        self.state.head = head;
        self.state.actor_max = self.db.one_int("SELECT coalesce(max(n), 0) FROM actor", &[])?.unwrap_or(0);
        let last = self.db.one_int("SELECT at_ms FROM entry WHERE seq = ?1", &[Value::Int(head.seq)])?;
        // Clocks go back; entries do not, or the ledger as of a day could not be told.
        self.state.at_ms = (self.clock)().max(last.unwrap_or(0)).max(self.state.at_ms);
        Ok(())
    }

    fn input(&mut self, prepared: &Prepared) -> Result<Appended> {
        let before = standing(self.db, &prepared.input.id)?;
        let Some(text) = &prepared.document else {
            if before.is_some() {
                return Ok(Appended::KnownInput);
            }
            self.put(Op::Insert, &prepared.input, None, None, None)?;
            return Ok(Appended::Failed);
        };
        if before.as_ref().is_some_and(|b| b.document.is_some()) {
            return Ok(Appended::KnownInput);
        }
        let known = standing(self.db, &text.draft.id)?;
        let document = match &known {
            Some(standing) => standing.document.unwrap_or(standing.seq),
            None => self.document(text)?,
        };
        let op = if before.is_some() { Op::Correct } else { Op::Insert };
        self.put(op, &prepared.input, before.as_ref(), Some(document), None)?;
        Ok(match known {
            Some(_) => Appended::KnownDocument,
            None => Appended::New { claims: text.coded.claims.len() },
        })
    }

    fn document(&mut self, text: &Text) -> Result<i64> {
        let n = self.state.head.seq + if self.state.run.is_none() { 2 } else { 1 };
        let seq = self.put(Op::Insert, &text.draft, None, Some(n), None)?;
        debug_assert_eq!(seq, n);
        let body = &text.body;
        self.db.run(
            "INSERT INTO document (n, id, name, sha256, title, publisher, published, url, language, text)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)",
            &[
                Value::Int(n),
                Value::Text(&text.draft.id),
                Value::Text(&body.name),
                Value::Text(&body.sha256),
                body.title.as_deref().into(),
                body.publisher.as_deref().into(),
                body.published.as_deref().into(),
                body.url.as_deref().into(),
                body.language.as_deref().into(),
                Value::Text(&text.text),
            ],
        )?;
        self.terms("document_terms", n, &text.facets, &[&text.words, &text.text])?;
        for record in &text.coded.records {
            self.put(Op::Insert, record, None, Some(n), None)?;
        }
        for claim in &text.coded.claims {
            let seq = self.put(Op::Insert, &claim.draft, None, Some(n), None)?;
            self.claim(seq, n, claim)?;
        }
        Ok(n)
    }

    fn coding(&mut self, coded: &Coded) -> Result<Changed> {
        let mut changed = Changed::default();
        let Some(document) = standing(self.db, &coded.document)?.and_then(|d| d.document) else {
            return Err(crate::Error::damaged(format!("it has no document `{}`", coded.document)));
        };
        let mut standing = self.records(document)?;
        let claims = coded.claims.iter().map(|c| (&c.draft, Some(c)));
        for (draft, claim) in coded.records.iter().map(|r| (r, None)).chain(claims) {
            let before = standing.remove(&draft.id);
            let op = match &before {
                Some(before) if before.body.as_ref() == Some(&draft.body) => {
                    changed.kept += 1;
                    continue;
                }
                Some(before) if before.op != Op::Retract => Op::Correct,
                _ => Op::Insert,
            };
            // The list of records is no record.
            match op {
                _ if draft.kind == Kind::Coding => {}
                Op::Correct => changed.corrected += 1,
                _ => changed.inserted += 1,
            }
            let seq = self.put(op, draft, before.as_ref(), Some(document), None)?;
            if let Some(claim) = claim {
                self.claim(seq, document, claim)?;
            }
        }
        let mut gone: Vec<_> = standing.into_iter().filter(|(_, s)| s.op != Op::Retract).collect();
        gone.sort_by_key(|(_, s)| s.seq);
        for (id, before) in gone {
            let kind = Kind::of_id(&id).unwrap_or(Kind::Claim);
            changed.retracted += 1;
            let draft = Draft { kind, id, body: String::new() };
            self.put(Op::Retract, &draft, Some(&before), Some(document), None)?;
        }
        Ok(changed)
    }

    /// Records of a document that stand now, by their identifiers.
    fn records(&mut self, document: i64) -> Result<HashMap<String, Standing>> {
        let sql = "SELECT id, seq, rev, op, body, document FROM entry
                   WHERE document = ?1 AND until IS NULL AND kind NOT IN ('input', 'document', 'decision')";
        let rows =
            self.db.all(sql, &[Value::Int(document)], |row| Ok((text(row, 0)?, read_standing(row, 1)?)))?;
        Ok(rows.into_iter().collect())
    }

    /// Writes an entry; before the first one, that of the run.
    fn put(
        &mut self,
        op: Op,
        draft: &Draft,
        before: Option<&Standing>,
        document: Option<i64>,
        why: Option<&str>,
    ) -> Result<i64> {
        if self.state.run.is_none() {
            let seq = self.state.head.seq + 1;
            self.state.run = Some(seq);
            let parts = [seq.to_string(), self.state.at_ms.to_string()];
            let body = json(&self.run);
            let run = Draft { kind: Kind::Run, id: id::of("run", &[&parts[0], &parts[1], &body]), body };
            self.put(Op::Insert, &run, None, None, None)?;
        }
        let mut entry = Entry {
            seq: self.state.head.seq + 1,
            run: self.state.run.expect("a run is written first"),
            at_ms: self.state.at_ms,
            op,
            kind: draft.kind,
            id: draft.id.clone(),
            rev: before.map_or(1, |b| b.rev + 1),
            replaces: before.map(|b| b.seq),
            document,
            body: (op != Op::Retract).then(|| draft.body.clone()),
            why: why.map(str::to_owned),
            hash: [0; 32],
        };
        entry.hash = entry.chained(&self.state.head.hash);
        self.db.run(
            "INSERT INTO entry (seq, run, at_ms, op, kind, id, rev, replaces, document, body, why, hash)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12)",
            &[
                Value::Int(entry.seq),
                Value::Int(entry.run),
                Value::Int(entry.at_ms),
                Value::Text(entry.op.as_str()),
                Value::Text(entry.kind.as_str()),
                Value::Text(&entry.id),
                Value::Int(entry.rev),
                entry.replaces.into(),
                entry.document.into(),
                entry.body.as_deref().into(),
                entry.why.as_deref().into(),
                Value::Blob(&entry.hash),
            ],
        )?;
        if let Some(replaced) = entry.replaces {
            let values = [Value::Int(replaced), Value::Int(entry.seq)];
            self.db.run("UPDATE entry SET until = ?2 WHERE seq = ?1", &values)?;
            if entry.kind == Kind::Claim {
                self.db.run("UPDATE claim SET until = ?2 WHERE n = ?1", &values)?;
            }
        }
        self.state.head = Head { seq: entry.seq, hash: entry.hash };
        Ok(entry.seq)
    }

    fn claim(&mut self, n: i64, document: i64, prepared: &PreparedClaim) -> Result<()> {
        let claim = &prepared.claim;
        let (day, date) = (facets::days(claim), facets::event_days(claim));
        let victims = |kind| Value::from(facets::victims(claim, kind).and_then(|v| i64::try_from(v).ok()));
        self.db.run(
            "INSERT INTO claim (n, document, type, status, day_from, day_to, date_from, date_to, published,
                                killed, wounded, missing, displaced, detained, confidence)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15)",
            &[
                Value::Int(n),
                Value::Int(document),
                Value::Text(&claim.kind),
                Value::Text(&claim.status),
                day.map(|d| d.0).into(),
                day.map(|d| d.1).into(),
                date.map(|d| d.0).into(),
                date.map(|d| d.1).into(),
                claim.published.as_deref().into(),
                victims("killed"),
                victims("wounded"),
                victims("missing"),
                victims("displaced"),
                victims("detained"),
                Value::Real(claim.confidence),
            ],
        )?;
        self.terms("claim_terms", n, &prepared.facets, &[&prepared.words])?;
        self.cast(n, claim)
    }

    fn cast(&mut self, n: i64, claim: &Claim) -> Result<()> {
        let mut roles: Vec<(&str, i64)> = Vec::new();
        for (role, named) in cast(claim) {
            let key = named.key.as_deref().unwrap_or_default();
            let actor = match self.actors.get(key) {
                Some(&actor) => actor,
                None => self.actor(key, named)?,
            };
            roles.push((role, actor));
        }
        roles.sort_unstable();
        roles.dedup();
        for (role, actor) in roles {
            self.db.run(
                "INSERT INTO claim_actor (claim, role, actor) VALUES (?1, ?2, ?3)",
                &[Value::Int(n), Value::Text(role), Value::Int(actor)],
            )?;
        }
        Ok(())
    }

    /// The number of an actor, which is given when it is first named.
    fn actor(&mut self, key: &str, named: &crate::record::claim::Named) -> Result<i64> {
        let known = self.db.one_int("SELECT n FROM actor WHERE key = ?1", &[Value::Text(key)])?;
        let n = match known {
            Some(n) => n,
            None => {
                self.state.actor_max += 1;
                let n = self.state.actor_max;
                self.db.run(
                    "INSERT INTO actor (n, key, name, country, role) VALUES (?1, ?2, ?3, ?4, ?5)",
                    &[
                        Value::Int(n),
                        Value::Text(key),
                        named.name.as_deref().into(),
                        named.country.as_deref().into(),
                        named.role.as_deref().into(),
                    ],
                )?;
                n
            }
        };
        self.actors.insert(key.to_owned(), n);
        Ok(n)
    }

    /// Facets and words, so that they are found.
    fn terms(&mut self, table: &str, n: i64, facets: &str, words: &[&str]) -> Result<()> {
        match self.db.dialect() {
            Dialect::Sqlite => {
                let sql = format!("INSERT INTO {table} (rowid, facets, words) VALUES (?1, ?2, ?3)");
                let joined = words.join("");
                self.db.run(&sql, &[Value::Int(n), Value::Text(facets), Value::Text(&joined)])?;
            }
            Dialect::Postgres => {
                let sql = format!("INSERT INTO {table} (n, terms) VALUES (?1, CAST(?2 AS text)::tsvector)");
                self.db.run(&sql, &[Value::Int(n), Value::Owned(term::tsvector(facets, words))])?;
            }
        }
        Ok(())
    }
}

/// The entry of a thing that stands now, retracted or not.
pub(crate) fn standing(db: &mut dyn Backend, id: &str) -> Result<Option<Standing>> {
    let sql = "SELECT seq, rev, op, body, document FROM entry WHERE id = ?1 ORDER BY rev DESC LIMIT 1";
    db.first(sql, &[Value::Text(id)], |row| read_standing(row, 0))
}

fn read_standing(row: &dyn crate::backend::Row, first: usize) -> Result<Standing> {
    let op = text(row, first + 2)?;
    Ok(Standing {
        seq: int(row, first)?,
        rev: int(row, first + 1)?,
        op: Op::from_name(&op).ok_or_else(|| crate::Error::damaged(format!("an entry does `{op}`")))?,
        body: row.text(first + 3)?,
        document: row.int(first + 4)?,
    })
}
