//! Do the tables beside the entries say what the entries say? Answers are read from them, so that a wrong one is as bad as a
//! wrong entry.

use std::collections::HashSet;
use std::hash::{DefaultHasher, Hash, Hasher};

use crate::backend::{Backend, Dialect, Value, int, text};
use crate::entry::Entry;
use crate::prepare::{cast, title_words};
use crate::record::claim::Claim;
use crate::record::document::Document;
use crate::verify::Fault;
use crate::{Result, facets};

/// Rows whose words are held in memory at a time.
const ROWS: usize = 512;

/// What has been seen of the tables.
pub(crate) struct Derived {
    documents: i64,
    actors: HashSet<String>,
    casts: i64,
    /// The full-text indexes; a server checks its own.
    found_by: Option<[Words; 2]>,
}

impl Derived {
    pub(crate) fn open(db: &mut dyn Backend) -> Result<Self> {
        let found_by = match db.dialect() {
            Dialect::Sqlite => Some([Words::open(db, "document_terms")?, Words::open(db, "claim_terms")?]),
            Dialect::Postgres => None,
        };
        Ok(Self { documents: 0, actors: HashSet::new(), casts: 0, found_by })
    }

    /// The row of a document against its entry.
    pub(crate) fn document(
        &mut self,
        db: &mut dyn Backend,
        entry: &Entry,
        body: &Document,
        words: &str,
    ) -> Result<Fault> {
        let sql =
            "SELECT id, name, sha256, title, publisher, published, url, language FROM document WHERE n = ?1";
        let row = db.first(sql, &[Value::Int(entry.seq)], |row| (0..8).map(|c| row.text(c)).collect())?;
        let row: Vec<Option<String>> = row.unwrap_or_default();
        let wanted = [
            Some(&entry.id),
            Some(&body.name),
            Some(&body.sha256),
            body.title.as_ref(),
            body.publisher.as_ref(),
            body.published.as_ref(),
            body.url.as_ref(),
            body.language.as_ref(),
        ];
        if !row.iter().map(Option::as_ref).eq(wanted) {
            return Ok(Err("the table of documents does not agree with it".to_owned()));
        }
        self.documents += 1;
        if let Some([documents, _]) = &mut self.found_by {
            let facets = facets::of_document(&entry.id, body).to_text();
            documents.add(db, entry.seq, &facets, &(title_words(body) + words))?;
        }
        Ok(Ok(()))
    }

    /// The row of a claim, and those of everybody in it, against its entry.
    pub(crate) fn claim(
        &mut self,
        db: &mut dyn Backend,
        entry: &Entry,
        claim: &Claim,
        body: &str,
    ) -> Result<Fault> {
        let (day, date) = (facets::days(claim), facets::event_days(claim));
        let words = [
            Some(claim.kind.as_str()),
            Some(claim.status.as_str()),
            day.map(|d| d.0),
            day.map(|d| d.1),
            date.map(|d| d.0),
            date.map(|d| d.1),
            claim.published.as_deref(),
        ];
        let victims = ["killed", "wounded", "missing", "displaced", "detained"]
            .map(|kind| facets::victims(claim, kind).and_then(|v| i64::try_from(v).ok()));
        let sql = "SELECT type, status, day_from, day_to, date_from, date_to, published,
                          killed, wounded, missing, displaced, detained, document, confidence
                   FROM claim WHERE n = ?1";
        let agrees = db.first(sql, &[Value::Int(entry.seq)], |row| {
            let texts = (0..7).map(|c| row.text(c)).collect::<Result<Vec<_>>>()?;
            let numbers = (7..13).map(|c| row.int(c)).collect::<Result<Vec<_>>>()?;
            // As it is written, at the end: reading a number may lose its last digit.
            let confidence = row.real(13)?.map(|c| format!("\"confidence\":{}}}", crate::record::json(&c)));
            Ok(texts.iter().map(Option::as_deref).eq(words)
                && numbers[..5] == victims
                && numbers[5] == entry.document
                && confidence.is_some_and(|c| body.ends_with(&c)))
        })?;
        if agrees != Some(true) {
            return Ok(Err("the table of claims does not agree with it".to_owned()));
        }
        if !self.cast(db, entry.seq, claim)? {
            return Ok(Err("the table of actors does not agree with it".to_owned()));
        }
        if let Some([_, claims]) = &mut self.found_by {
            let facets = facets::of_claim(claim).to_text();
            claims.add(db, entry.seq, &facets, &claim.quote.text)?;
        }
        Ok(Ok(()))
    }

    fn cast(&mut self, db: &mut dyn Backend, n: i64, claim: &Claim) -> Result<bool> {
        let sql =
            "SELECT c.role, a.key, a.name, a.country, a.role FROM claim_actor c JOIN actor a ON a.n = c.actor
                   WHERE c.claim = ?1";
        let rows = db.all(sql, &[Value::Int(n)], |row| {
            Ok((text(row, 0)?, text(row, 1)?, [row.text(2)?, row.text(3)?, row.text(4)?]))
        })?;
        let mut wanted: Vec<(&str, &str)> = Vec::new();
        for (role, named) in cast(claim) {
            let key = named.key.as_deref().unwrap_or_default();
            wanted.push((role, key));
            // What an actor is called follows from the first claim that names it.
            if self.actors.insert(key.to_owned()) {
                let called = [&named.name, &named.country, &named.role];
                if !rows.iter().any(|row| row.1 == key && row.2.iter().eq(called)) {
                    return Ok(false);
                }
            }
        }
        wanted.sort_unstable();
        wanted.dedup();
        let mut there: Vec<(&str, &str)> = rows.iter().map(|r| (r.0.as_str(), r.1.as_str())).collect();
        there.sort_unstable();
        self.casts += there.len() as i64;
        Ok(there == wanted)
    }

    /// What the tables hold beyond the entries, and whether the indexes find what they should.
    pub(crate) fn fault(&mut self, db: &mut dyn Backend) -> Result<Option<String>> {
        let counts =
            [("document", self.documents), ("actor", self.actors.len() as i64), ("claim_actor", self.casts)];
        for (table, wanted) in counts {
            let there = db.one_int(&format!("SELECT count(*) FROM {table}"), &[])?;
            if there != Some(wanted) {
                return Ok(Some(format!("the table `{table}` has rows that belong to no entry")));
            }
        }
        for words in self.found_by.iter_mut().flatten() {
            if !words.agree(db)? {
                return Ok(Some(format!("the index `{}` does not find what the entries say", words.table)));
            }
        }
        Ok(None)
    }
}

/// The words of a full-text index, counted up in a sum in which their order makes no difference: once as an index that is made
/// anew has them, once as the ledger's has them.
struct Words {
    table: &'static str,
    rows: usize,
    wanted: u128,
}

impl Words {
    fn open(db: &mut dyn Backend, table: &'static str) -> Result<Self> {
        db.script(&format!(
            "CREATE VIRTUAL TABLE temp.new_{table} USING fts5(facets, words, content = '',
                 tokenize = 'unicode61 remove_diacritics 2');
             CREATE VIRTUAL TABLE temp.new_{table}_words USING fts5vocab('temp', 'new_{table}', 'instance');
             CREATE VIRTUAL TABLE temp.{table}_words USING fts5vocab('main', '{table}', 'instance');"
        ))?;
        Ok(Self { table, rows: 0, wanted: 0 })
    }

    fn add(&mut self, db: &mut dyn Backend, n: i64, facets: &str, words: &str) -> Result<()> {
        let table = self.table;
        let sql = format!("INSERT INTO temp.new_{table} (rowid, facets, words) VALUES (?1, ?2, ?3)");
        db.run(&sql, &[Value::Int(n), Value::Text(facets), Value::Text(words)])?;
        self.rows += 1;
        if self.rows >= ROWS { self.flush(db) } else { Ok(()) }
    }

    fn flush(&mut self, db: &mut dyn Backend) -> Result<()> {
        let table = self.table;
        self.wanted = self.wanted.wrapping_add(sum(db, &format!("temp.new_{table}_words"))?);
        self.rows = 0;
        db.script(&format!("INSERT INTO temp.new_{table} (new_{table}) VALUES ('delete-all')"))
    }

    fn agree(&mut self, db: &mut dyn Backend) -> Result<bool> {
        self.flush(db)?;
        Ok(sum(db, &format!("temp.{}_words", self.table))? == self.wanted)
    }
}

fn sum(db: &mut dyn Backend, words: &str) -> Result<u128> {
    let mut sum: u128 = 0;
    db.each(&format!("SELECT term, doc, col, offset FROM {words}"), &[], &mut |row| {
        let mut hash = DefaultHasher::new();
        (text(row, 0)?, int(row, 1)?, row.text(2)?, row.int(3)?).hash(&mut hash);
        sum = sum.wrapping_add(u128::from(hash.finish()));
        Ok(std::ops::ControlFlow::Continue(()))
    })?;
    Ok(sum)
}
