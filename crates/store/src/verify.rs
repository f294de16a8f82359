//! Is the ledger what was written? The chain of hashes, the texts, and every quotation against its text.

use std::collections::HashMap;

use sha2::{Digest, Sha256};

use crate::backend::{Value, text};
use crate::derived::Derived;
use crate::entry::{Entry, Hash, Kind, Op};
use crate::query::records::{ENTRY, entry};
use crate::record::{At, claim, document};
use crate::{Error, Result, Store, id, schema};

/// What was looked at.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Verified {
    /// Entries, all with the hash that they must have.
    pub entries: i64,
    /// Documents, all with the text that their entry names.
    pub documents: i64,
    /// Spans, all within their text and on the borders of characters.
    pub spans: i64,
    /// Quotations, all equal to the text at their place.
    pub quotes: i64,
    /// Hash of the last entry: who keeps it can tell later that nothing before it was changed.
    pub head: Hash,
}

/// The first thing that is wrong.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Broken {
    /// Number of the entry.
    pub seq: i64,
    /// What it is about.
    pub id: String,
    /// What is wrong with it.
    pub what: String,
}

/// Entries held in memory at a time.
const PAGE: usize = 2_000;
/// Texts held in memory: records of a document stand together.
const TEXTS_HELD: usize = 4;

impl Store {
    /// Checks every entry from the first on, and all that is made of them; `Err` inside is the first that is broken, with the
    /// number 0 where what is broken belongs to no entry.
    pub fn verify(&mut self) -> Result<std::result::Result<Verified, Broken>> {
        // One state, while others may write.
        self.db.hold()?;
        let mut state = State::default();
        let done = self.verify_held(&mut state);
        let ended = self.db.rollback();
        match done {
            Err(Error::Damaged { what }) => {
                Ok(Err(Broken { seq: state.seen.entries + 1, id: String::new(), what }))
            }
            Err(error) => Err(error),
            Ok(done) => ended.map(|()| done),
        }
    }

    fn verify_held(&mut self, state: &mut State) -> Result<std::result::Result<Verified, Broken>> {
        let mut derived = Derived::open(&mut *self.db)?;
        let mut after = 0;
        loop {
            let sql = format!("SELECT {ENTRY} FROM entry WHERE seq > ?1 ORDER BY seq LIMIT {PAGE}");
            let page = self.db.all(&sql, &[Value::Int(after)], entry)?;
            let Some(last) = page.last() else { break };
            after = last.seq;
            for entry in page {
                if let Err(what) = state.entry(self, &mut derived, &entry)? {
                    return Ok(Err(Broken { seq: entry.seq, id: entry.id, what }));
                }
            }
        }
        if let Some(broken) = self.bookkeeping()? {
            return Ok(Err(broken));
        }
        let fault = match derived.fault(&mut *self.db)? {
            None => schema::fault(&mut *self.db)?,
            found => found,
        };
        Ok(match fault {
            Some(what) => Err(Broken { seq: 0, id: String::new(), what }),
            None => Ok(state.seen),
        })
    }

    /// What the tables beside the entries say must follow from the entries.
    fn bookkeeping(&mut self) -> Result<Option<Broken>> {
        let checks = [
            (
                "SELECT e.seq, e.id FROM entry e LEFT JOIN entry l ON l.seq = e.until
                 WHERE e.until IS NOT NULL AND (l.replaces IS NULL OR l.replaces <> e.seq) ORDER BY e.seq LIMIT 1",
                "it is marked as replaced, but not by an entry that says so",
            ),
            (
                "SELECT e.seq, e.id FROM entry l JOIN entry e ON e.seq = l.replaces
                 WHERE e.until IS NULL OR e.until <> l.seq ORDER BY e.seq LIMIT 1",
                "an entry replaces it, but it is not marked so",
            ),
            (
                "SELECT e.seq, e.id FROM entry e LEFT JOIN claim c ON c.n = e.seq
                 WHERE e.kind = 'claim' AND e.op <> 'retract'
                 AND (c.n IS NULL OR coalesce(c.until, 0) <> coalesce(e.until, 0)) ORDER BY e.seq LIMIT 1",
                "the table of claims does not agree with it",
            ),
            (
                "SELECT c.n, '' FROM claim c LEFT JOIN entry e ON e.seq = c.n AND e.kind = 'claim'
                 WHERE e.seq IS NULL ORDER BY c.n LIMIT 1",
                "the table of claims has a row for it, but it is no claim",
            ),
        ];
        for (sql, what) in checks {
            let found = self.db.first(sql, &[], |row| Ok((crate::backend::int(row, 0)?, text(row, 1)?)))?;
            if let Some((seq, id)) = found {
                return Ok(Some(Broken { seq, id, what: what.to_owned() }));
            }
        }
        Ok(None)
    }
}

#[derive(Default)]
struct State {
    seen: Verified,
    /// Texts of the documents that were spoken of last, by the number of their entry.
    texts: HashMap<i64, String>,
}

/// What is wrong with an entry, if something is.
pub(crate) type Fault = std::result::Result<(), String>;

impl State {
    fn entry(&mut self, store: &mut Store, derived: &mut Derived, entry: &Entry) -> Result<Fault> {
        let wanted = self.seen.entries + 1;
        if entry.seq != wanted {
            return Ok(Err(format!("entry {wanted} is missing before it")));
        }
        if entry.chained(&self.seen.head) != entry.hash {
            return Ok(Err("its hash is not that of what it says after the entry before".to_owned()));
        }
        if let Err(what) = self.place(store, entry)? {
            return Ok(Err(what));
        }
        self.seen.entries = entry.seq;
        self.seen.head = entry.hash;
        let Some(body) = entry.body.as_deref() else { return Ok(Ok(())) };
        match entry.kind {
            Kind::Document => self.document(store, derived, entry, body),
            Kind::Claim => self.claim(store, derived, entry, body),
            Kind::Actor | Kind::Statement | Kind::Event => self.spans(store, entry, body),
            _ => Ok(Ok(())),
        }
    }

    /// What it replaces must be the revision before, and of the same thing.
    fn place(&mut self, store: &mut Store, entry: &Entry) -> Result<Fault> {
        let Some(before) = entry.replaces else {
            return Ok(if entry.op == Op::Insert && entry.rev == 1 {
                Ok(())
            } else {
                Err(format!("it does `{}` to nothing", entry.op))
            });
        };
        Ok(match store.entry(before)? {
            Some(old) if old.id == entry.id && old.rev + 1 == entry.rev && before < entry.seq => Ok(()),
            _ => Err(format!("it replaces entry {before}, which is not the revision before")),
        })
    }

    fn document(
        &mut self,
        store: &mut Store,
        derived: &mut Derived,
        entry: &Entry,
        body: &str,
    ) -> Result<Fault> {
        let Ok(body) = serde_json::from_str::<document::Document>(body) else {
            return Ok(Err("its record cannot be read".to_owned()));
        };
        let Some(text) = self.text(store, entry)? else { return Ok(Err("its text is missing".to_owned())) };
        let sha256 = id::hex(&Sha256::digest(text.as_bytes()));
        if sha256 != body.sha256 {
            return Ok(Err(format!("its text has the hash {sha256}, and the entry says {}", body.sha256)));
        }
        let spans: Vec<At> = body.blocks.iter().map(|b| (b.1, b.2)).collect();
        if let Some(bad) = spans.iter().find(|at| !fits(text, **at)) {
            return Ok(Err(format!("block {}..{} is not in its text", bad.0, bad.1)));
        }
        let text = text.to_owned();
        self.seen.spans += spans.len() as i64;
        self.seen.documents += 1;
        derived.document(&mut *store.db, entry, &body, &text)
    }

    fn claim(
        &mut self,
        store: &mut Store,
        derived: &mut Derived,
        entry: &Entry,
        body: &str,
    ) -> Result<Fault> {
        let Ok(claim) = serde_json::from_str::<claim::Claim>(body) else {
            return Ok(Err("its record cannot be read".to_owned()));
        };
        let Some(text) = self.text(store, entry)? else {
            return Ok(Err("its document is missing".to_owned()));
        };
        for words in [&claim.trigger, &claim.quote] {
            let there: String =
                text.chars().skip(words.start).take(words.end.saturating_sub(words.start)).collect();
            if there != words.text {
                return Ok(Err(format!("its text at {}..{} is not what it quotes", words.start, words.end)));
            }
        }
        self.seen.quotes += 2;
        derived.claim(&mut *store.db, entry, &claim, body)
    }

    /// Spans of records in bytes: every pair of numbers under a name that says so.
    fn spans(&mut self, store: &mut Store, entry: &Entry, body: &str) -> Result<Fault> {
        let Ok(body) = serde_json::from_str::<serde_json::Value>(body) else {
            return Ok(Err("its record cannot be read".to_owned()));
        };
        let mut spans = Vec::new();
        gather(&body, &mut spans);
        let Some(text) = self.text(store, entry)? else {
            return Ok(Err("its document is missing".to_owned()));
        };
        if let Some(bad) = spans.iter().find(|at| !fits(text, **at)) {
            return Ok(Err(format!("span {}..{} is not in its text", bad.0, bad.1)));
        }
        self.seen.spans += spans.len() as i64;
        Ok(Ok(()))
    }

    fn text(&mut self, store: &mut Store, entry: &Entry) -> Result<Option<&str>> {
        let Some(document) = entry.document else { return Ok(None) };
        if !self.texts.contains_key(&document) {
            let sql = "SELECT text FROM document WHERE n = ?1";
            let Some(text) = store.db.first(sql, &[Value::Int(document)], |row| text(row, 0))? else {
                return Ok(None);
            };
            if self.texts.len() >= TEXTS_HELD {
                self.texts.clear();
            }
            self.texts.insert(document, text);
        }
        Ok(self.texts.get(&document).map(String::as_str))
    }
}

fn fits(text: &str, at: At) -> bool {
    let (from, to) = (at.0 as usize, at.1 as usize);
    from <= to && to <= text.len() && text.is_char_boundary(from) && text.is_char_boundary(to)
}

/// Arrays of two whole numbers are spans; no record holds other pairs.
fn gather(json: &serde_json::Value, out: &mut Vec<At>) {
    match json {
        serde_json::Value::Array(items) => match items.as_slice() {
            [a, b] if a.is_u64() && b.is_u64() => {
                let number = |v: &serde_json::Value| {
                    v.as_u64().and_then(|n| u32::try_from(n).ok()).unwrap_or(u32::MAX)
                };
                out.push((number(a), number(b)));
            }
            items => items.iter().for_each(|item| gather(item, out)),
        },
        serde_json::Value::Object(map) => map.values().for_each(|value| gather(value, out)),
        _ => {}
    }
}
