//! What is remembered of articles beside the ledger: made from their entries by those who link them, and made again where
//! it is missing, old, or of another maker. The ledger says the same without it.

use std::ops::ControlFlow;

use crate::backend::{Value, int, text};
use crate::query::records::{ENTRY, entry};
use crate::write::Writer;
use crate::{Result, Store};

/// What is remembered of an article.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Memo {
    /// Which article.
    pub article: Article,
    /// What is remembered.
    pub body: String,
    /// By what it is found.
    pub keys: Vec<String>,
}

/// An article as far as it matters to a memo.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Article {
    /// Number of its first entry.
    pub n: i64,
    /// Identifier.
    pub id: String,
    /// Number of the last entry about it.
    pub last: i64,
    /// Headline, or where it was read.
    pub name: String,
    /// Who published it.
    pub publisher: Option<String>,
    /// When.
    pub published: Option<String>,
}

const ARTICLE: &str = "d.n, d.id, (SELECT max(e.seq) FROM entry e WHERE e.document = d.n), coalesce(d.title, d.name), d.publisher, d.published";

fn article(row: &dyn crate::backend::Row) -> Result<Article> {
    Ok(Article {
        n: int(row, 0)?,
        id: text(row, 1)?,
        last: int(row, 2)?,
        name: text(row, 3)?,
        publisher: row.text(4)?,
        published: row.text(5)?,
    })
}

impl Store {
    /// Articles of which nothing is remembered, or not what stands now, in the order of their entries.
    pub fn unremembered(&mut self, maker: &str) -> Result<Vec<Article>> {
        let sql = format!(
            "SELECT {ARTICLE} FROM document d LEFT JOIN memo m ON m.document = d.n
             WHERE m.document IS NULL OR m.maker <> ?1
             OR m.entry <> (SELECT max(e.seq) FROM entry e WHERE e.document = d.n) ORDER BY d.n"
        );
        self.db.all(&sql, &[Value::Text(maker)], article)
    }

    /// Goes through all that is remembered and still stands, in the order of the articles' entries.
    pub fn each_memo(
        &mut self,
        maker: &str,
        mut each: impl FnMut(Article, String) -> Result<ControlFlow<()>>,
    ) -> Result<()> {
        let sql = format!(
            "SELECT {ARTICLE}, m.body FROM memo m JOIN document d ON d.n = m.document
             WHERE m.maker = ?1 AND m.entry = (SELECT max(e.seq) FROM entry e WHERE e.document = d.n) ORDER BY d.n"
        );
        self.db.each(&sql, &[Value::Text(maker)], &mut |row| each(article(row)?, text(row, 6)?))
    }

    /// What is remembered of one article.
    pub fn memo(&mut self, n: i64) -> Result<Option<(Article, String)>> {
        let sql = format!(
            "SELECT {ARTICLE}, m.body FROM memo m JOIN document d ON d.n = m.document WHERE m.document = ?1"
        );
        self.db.first(&sql, &[Value::Int(n)], |row| Ok((article(row)?, text(row, 6)?)))
    }

    /// Numbers of the articles whose memos have a key, the first ones first.
    pub fn holders(&mut self, key: &str, limit: usize) -> Result<Vec<i64>> {
        let sql = format!("SELECT document FROM memo_key WHERE key = ?1 ORDER BY document LIMIT {limit}");
        self.db.all(&sql, &[Value::Text(key)], |row| int(row, 0))
    }

    /// Keys that begin so, each with the article that has it.
    pub fn memo_keys(&mut self, prefix: &str) -> Result<Vec<(String, i64)>> {
        let sql = "SELECT key, document FROM memo_key WHERE key >= ?1 AND key < ?2 ORDER BY key, document";
        // The next text that does not begin so: keys are ASCII.
        let mut after = prefix.to_owned();
        if let Some(last) = after.pop() {
            after.push(char::from(last as u8 + 1));
        }
        self.db.all(sql, &[Value::Text(prefix), Value::Text(&after)], |row| Ok((text(row, 0)?, int(row, 1)?)))
    }

    /// Keys of one memo.
    pub fn keys_of(&mut self, n: i64) -> Result<Vec<String>> {
        self.db.all("SELECT key FROM memo_key WHERE document = ?1 ORDER BY key", &[Value::Int(n)], |row| {
            text(row, 0)
        })
    }

    /// The entries of all incidents that stand, or stood after an entry.
    pub fn incidents(&mut self, as_of: Option<i64>) -> Result<Vec<crate::entry::Entry>> {
        let sql = format!(
            "SELECT {ENTRY} FROM entry WHERE kind = 'incident' AND op <> 'retract' AND seq <= ?1
             AND (until IS NULL OR until > ?1) ORDER BY seq"
        );
        self.db.all(&sql, &[Value::Int(as_of.unwrap_or(i64::MAX - 1))], entry)
    }
}

impl Writer<'_> {
    /// Remembers articles, all or none, in place of what was remembered of them.
    pub fn remember(&mut self, maker: &str, memos: &[Memo]) -> Result<()> {
        self.transaction(|writer| {
            for memo in memos {
                let n = Value::Int(memo.article.n);
                let db = &mut *writer.db;
                db.run("DELETE FROM memo WHERE document = ?1", std::slice::from_ref(&n))?;
                db.run("DELETE FROM memo_key WHERE document = ?1", std::slice::from_ref(&n))?;
                db.run(
                    "INSERT INTO memo (document, entry, maker, body) VALUES (?1, ?2, ?3, ?4)",
                    &[n.clone(), Value::Int(memo.article.last), Value::Text(maker), Value::Text(&memo.body)],
                )?;
                for key in &memo.keys {
                    let sql = "INSERT INTO memo_key (key, document) VALUES (?1, ?2) ON CONFLICT DO NOTHING";
                    db.run(sql, &[Value::Text(key), n.clone()])?;
                }
            }
            Ok(())
        })
    }
}
