//! A ledger that keeps.

use std::path::{Path, PathBuf};
use std::time::{SystemTime, UNIX_EPOCH};

use crate::backend::{Backend, Sqlite, Value};
use crate::entry::{Hash, Kind};
use crate::record::run::Run;
use crate::write::Writer;
use crate::{Error, Result, schema};

/// A ledger, opened.
pub struct Store {
    pub(crate) db: Box<dyn Backend>,
    pub(crate) clock: Clock,
    place: String,
}

/// Tells the time, in milliseconds since 1970 in UTC.
pub type Clock = fn() -> i64;

fn now_ms() -> i64 {
    SystemTime::now().duration_since(UNIX_EPOCH).map_or(0, |d| d.as_millis() as i64)
}

/// Whether a ledger is made where there is none.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Open {
    /// It must be there.
    Existing,
    /// It is made.
    Create,
}

/// How far a ledger goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Head {
    /// Number of the last entry; 0 if there is none.
    pub seq: i64,
    /// Its hash.
    pub hash: Hash,
}

/// How much a ledger holds now.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    /// Entries.
    pub entries: i64,
    /// Documents.
    pub documents: i64,
    /// Claims that hold.
    pub claims: i64,
    /// Inputs that gave no document.
    pub failures: i64,
}

impl Store {
    /// Opens a ledger: a path, or `postgres://…`.
    ///
    /// ```
    /// use sayso_store::{Open, Store};
    /// let path = std::env::temp_dir().join(format!("sayso-doc-{}.db", std::process::id()));
    /// let mut store = Store::open(path.to_str().unwrap(), Open::Create)?;
    /// assert_eq!(store.head()?.seq, 0);
    /// # std::fs::remove_file(path).ok();
    /// # Ok::<(), sayso_store::Error>(())
    /// ```
    pub fn open(place: &str, open: Open) -> Result<Self> {
        let mut db: Box<dyn Backend> = match is_address(place) {
            false => Box::new(Sqlite::open(Path::new(place), open == Open::Create)?),
            #[cfg(feature = "postgres")]
            true => Box::new(crate::backend::Postgres::open(place)?),
            #[cfg(not(feature = "postgres"))]
            true => return Err(Error::NotBuilt { what: "PostgreSQL" }),
        };
        schema::migrate(&mut *db, &shown(place))?;
        Ok(Self { db, clock: now_ms, place: place.to_owned() })
    }

    /// Another connection to the same ledger, for reading while the first one writes.
    pub fn again(&self) -> Result<Self> {
        Self::open(&self.place, Open::Existing)
    }

    /// The same with another clock, whose times new entries get.
    pub fn with_clock(self, clock: Clock) -> Self {
        Self { clock, ..self }
    }

    /// A way to end a question that takes too long, from another thread; it then fails.
    pub fn interrupter(&self) -> Option<Box<dyn Fn() + Send + Sync>> {
        self.db.interrupter()
    }

    /// Where it is, without a password.
    pub fn place(&self) -> String {
        shown(&self.place)
    }

    /// The file, if it is one.
    pub fn file(&self) -> Option<PathBuf> {
        (!is_address(&self.place)).then(|| PathBuf::from(&self.place))
    }

    /// Begins to write. Nothing is written before the first entry is.
    pub fn writer(&mut self, run: Run) -> Writer<'_> {
        Writer::new(self, run)
    }

    /// The last entry.
    pub fn head(&mut self) -> Result<Head> {
        head(&mut *self.db)
    }

    /// Which of these inputs gave a document before.
    pub fn known_inputs(&mut self, ids: &[String]) -> Result<Vec<bool>> {
        let sql = "SELECT count(*) FROM entry WHERE id = ?1 AND until IS NULL AND document IS NOT NULL";
        ids.iter().map(|id| Ok(self.db.one_int(sql, &[Value::Text(id)])? != Some(0))).collect()
    }

    /// How much there is. Counts the claims one by one.
    pub fn counts(&mut self) -> Result<Counts> {
        let mut count = |sql| self.db.one_int(sql, &[]).map(Option::unwrap_or_default);
        Ok(Counts {
            entries: count("SELECT coalesce(max(seq), 0) FROM entry")?,
            documents: count("SELECT count(*) FROM document")?,
            claims: count("SELECT count(*) FROM claim WHERE until IS NULL")?,
            failures: count(
                "SELECT count(*) FROM entry WHERE kind = 'input' AND document IS NULL AND until IS NULL",
            )?,
        })
    }

    /// The kind of thing that an identifier names.
    pub fn kind_of(id: &str) -> Option<Kind> {
        Kind::of_id(id)
    }
}

pub(crate) fn head(db: &mut dyn Backend) -> Result<Head> {
    let last = db.first("SELECT seq, hash FROM entry ORDER BY seq DESC LIMIT 1", &[], |row| {
        Ok((crate::backend::int(row, 0)?, row.blob(1)?.unwrap_or_default()))
    })?;
    let Some((seq, hash)) = last else { return Ok(Head { seq: 0, hash: [0; 32] }) };
    let hash = hash.try_into().map_err(|_| Error::damaged(format!("entry {seq} has no whole hash")))?;
    Ok(Head { seq, hash })
}

fn is_address(place: &str) -> bool {
    place.starts_with("postgres://") || place.starts_with("postgresql://")
}

/// An address without its password.
fn shown(place: &str) -> String {
    let Some((scheme, rest)) = place.split_once("://").filter(|_| is_address(place)) else {
        return place.to_owned();
    };
    match rest.split_once('@') {
        Some((user, host)) => {
            let user = user.split(':').next().unwrap_or_default();
            format!("{scheme}://{user}@{host}")
        }
        None => place.to_owned(),
    }
}

impl Store {
    /// The last entry at a moment: the number of an entry, a day (to its end, in UTC) or a time. `None` if it is none of them.
    pub fn entry_at(&mut self, moment: &str) -> Result<Option<i64>> {
        if let Ok(seq) = moment.parse::<i64>() {
            return Ok(Some(seq).filter(|&s| s >= 0));
        }
        let Some(before_ms) = end_ms(moment) else { return Ok(None) };
        // Times never go back from one entry to the next, so that halving finds the place.
        let (mut low, mut high) = (0, self.head()?.seq);
        while low < high {
            let middle = low + (high - low + 1) / 2;
            let at = self.db.one_int("SELECT at_ms FROM entry WHERE seq = ?1", &[Value::Int(middle)])?;
            if at.is_some_and(|at| at < before_ms) { low = middle } else { high = middle - 1 }
        }
        Ok(Some(low))
    }
}

/// The first millisecond after a moment.
fn end_ms(moment: &str) -> Option<i64> {
    if let Ok(day) = moment.parse::<jiff::civil::Date>()
        && moment.len() == 10
    {
        let next = day.tomorrow().ok()?;
        let time = next.to_zoned(jiff::tz::TimeZone::UTC).ok()?;
        return Some(time.timestamp().as_millisecond());
    }
    Some(moment.parse::<jiff::Timestamp>().ok()?.as_millisecond() + 1)
}
