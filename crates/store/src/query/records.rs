//! One thing, and what it stood in: entries by identifier, and the records of a document as the stages made them.

use std::collections::HashMap;

use sayso_model::{ActorId, Diagnostic, Document, Ledger, StatementId};

use crate::backend::{Row, Value, int, text};
use crate::entry::{Entry, Kind, Op};
use crate::intern::intern;
use crate::record::statement::Numbers;
use crate::record::{actor, coding, document, event, from_json, span, statement};
use crate::{Error, Result, Store, id};

pub(crate) const ENTRY: &str = "seq, run, at_ms, op, kind, id, rev, replaces, document, body, why, hash";

/// Reads the columns of [`ENTRY`].
pub(crate) fn entry(row: &dyn Row) -> Result<Entry> {
    let seq = int(row, 0)?;
    let (op, kind) = (text(row, 3)?, text(row, 4)?);
    let hash = row.blob(11)?.unwrap_or_default();
    Ok(Entry {
        seq,
        run: int(row, 1)?,
        at_ms: int(row, 2)?,
        op: Op::from_name(&op).ok_or_else(|| Error::damaged(format!("entry {seq} does `{op}`")))?,
        kind: Kind::from_name(&kind)
            .ok_or_else(|| Error::damaged(format!("entry {seq} is about a `{kind}`")))?,
        id: text(row, 5)?,
        rev: int(row, 6)?,
        replaces: row.int(7)?,
        document: row.int(8)?,
        body: row.text(9)?,
        why: row.text(10)?,
        hash: hash.try_into().map_err(|_| Error::damaged(format!("entry {seq} has no whole hash")))?,
    })
}

impl Store {
    /// All that was said of a thing, the first first.
    pub fn history(&mut self, id: &str) -> Result<Vec<Entry>> {
        let sql = format!("SELECT {ENTRY} FROM entry WHERE id = ?1 ORDER BY rev");
        self.db.all(&sql, &[Value::Text(id)], entry)
    }

    /// What the ledger says of a thing, now or as it was after an entry; `None` if nothing, or if it was taken back.
    pub fn record(&mut self, id: &str, as_of: Option<i64>) -> Result<Option<Entry>> {
        let sql = format!("SELECT {ENTRY} FROM entry WHERE id = ?1 AND seq <= ?2 ORDER BY rev DESC LIMIT 1");
        let at = Value::Int(as_of.unwrap_or(i64::MAX));
        Ok(self.db.first(&sql, &[Value::Text(id), at], entry)?.filter(|e| e.op != Op::Retract))
    }

    /// An entry by its number.
    pub fn entry(&mut self, seq: i64) -> Result<Option<Entry>> {
        self.db.first(&format!("SELECT {ENTRY} FROM entry WHERE seq = ?1"), &[Value::Int(seq)], entry)
    }

    /// A document with its text, without its records.
    pub fn document(&mut self, id: &str) -> Result<Option<Document>> {
        let Some(kept) = self.record(id, None)? else { return Ok(None) };
        let Some(body) = kept.body.filter(|_| kept.kind == Kind::Document) else { return Ok(None) };
        let sql = "SELECT text FROM document WHERE id = ?1";
        let Some(text) = self.db.first(sql, &[Value::Text(id)], |row| text(row, 0))? else {
            return Err(Error::damaged(format!("the text of `{id}` is missing")));
        };
        from_json::<document::Document>(id, &body)?.with_text(text).map(Some)
    }

    /// Version of the program that made the records of a document.
    pub fn coded_by(&mut self, document: &str) -> Result<Option<String>> {
        let Some(entry) = self.record(&id::of("cod", &[document]), None)? else { return Ok(None) };
        let body = entry.body.unwrap_or_default();
        Ok(Some(from_json::<coding::Coding>(&entry.id, &body)?.version))
    }

    /// A document with its records, as the stages made them, and the version of the program that did.
    pub fn ledger(&mut self, document: &str, as_of: Option<i64>) -> Result<Option<(Ledger, String)>> {
        let Some(text) = self.document(document)? else { return Ok(None) };
        let Some((coding, bodies)) = self.coded(document, as_of)? else { return Ok(None) };
        assemble(document, text, coding, bodies).map(Some)
    }

    /// What a program made of a document: the order of its records, and their bodies by identifier.
    pub fn coded(
        &mut self,
        document: &str,
        as_of: Option<i64>,
    ) -> Result<Option<(coding::Coding, HashMap<String, String>)>> {
        let coding = id::of("cod", &[document]);
        let Some(entry) = self.record(&coding, as_of)? else { return Ok(None) };
        let coding: coding::Coding = from_json(&coding, &entry.body.unwrap_or_default())?;
        Ok(Some((coding, self.bodies(entry.document, as_of)?)))
    }

    /// SHA-256 of the canonical text of a document.
    pub fn document_sha256(&mut self, id: &str) -> Result<Option<String>> {
        self.db.first("SELECT sha256 FROM document WHERE id = ?1", &[Value::Text(id)], |row| text(row, 0))
    }

    fn bodies(&mut self, document: Option<i64>, as_of: Option<i64>) -> Result<HashMap<String, String>> {
        let sql = "SELECT id, body FROM entry WHERE document = ?1 AND body IS NOT NULL
                   AND kind IN ('actor', 'statement', 'event') AND seq <= ?2 AND (until IS NULL OR until > ?2)";
        let at = Value::Int(as_of.unwrap_or(i64::MAX - 1));
        let rows = self.db.all(sql, &[document.into(), at], |row| Ok((text(row, 0)?, text(row, 1)?)))?;
        Ok(rows.into_iter().collect())
    }
}

/// Makes a document with its records out of what was kept of them.
pub fn assemble(
    document: &str,
    text: Document,
    coding: coding::Coding,
    mut bodies: HashMap<String, String>,
) -> Result<(Ledger, String)> {
    let numbers = Places::new(&coding);
    let mut body = |id: &String| {
        bodies.remove(id).ok_or_else(|| Error::damaged(format!("record `{id}` of `{document}` is missing")))
    };
    let mut ledger = Ledger { document: text, ..Ledger::default() };
    for (at, id) in coding.actors.iter().enumerate() {
        let actor: actor::Actor = from_json(id, &body(id)?)?;
        ledger.actors.push(actor.to_model(at as u32 + 1)?);
    }
    for (at, id) in coding.statements.iter().enumerate() {
        let said: statement::Statement = from_json(id, &body(id)?)?;
        ledger.statements.push(said.to_model(at as u32 + 1, &numbers)?);
    }
    for (at, id) in coding.events.iter().enumerate() {
        let event: event::Event = from_json(id, &body(id)?)?;
        ledger.events.push(event.to_model(at as u32 + 1, &numbers)?);
    }
    for seen in coding.diagnostics {
        let span = seen.at.map(span).transpose()?;
        ledger.diagnostics.push(Diagnostic { code: intern(&seen.code), message: seen.message, span });
    }
    match ledger.first_bad_span() {
        Some(span) => Err(Error::BadSpan { document: document.to_owned(), span }),
        None => Ok((ledger, coding.version)),
    }
}

/// Places of records in their document, from 1.
struct Places<'a> {
    actors: HashMap<&'a str, u32>,
    statements: HashMap<&'a str, u32>,
}

impl<'a> Places<'a> {
    fn new(coding: &'a coding::Coding) -> Self {
        let place = |ids: &'a [String]| ids.iter().zip(1..).map(|(id, at)| (id.as_str(), at)).collect();
        Self { actors: place(&coding.actors), statements: place(&coding.statements) }
    }
}

impl Numbers for Places<'_> {
    fn actor(&self, id: &str) -> Result<ActorId> {
        let place = self.actors.get(id).ok_or_else(|| Error::damaged(format!("actor `{id}` is missing")))?;
        Ok(ActorId(*place))
    }

    fn statement(&self, id: &str) -> Result<StatementId> {
        let place =
            self.statements.get(id).ok_or_else(|| Error::damaged(format!("statement `{id}` is missing")))?;
        Ok(StatementId(*place))
    }
}
