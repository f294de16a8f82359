//! One file, read by many and written by one.

use std::path::Path;
use std::time::Duration;

use rusqlite::types::{ToSqlOutput, ValueRef};
use rusqlite::{Connection, ErrorCode, OpenFlags, ToSql};

use super::{Backend, Dialect, Each, Interrupter, Row, Value};
use crate::{Error, Result};

/// "sayo", which marks the file as ours.
pub(crate) const APPLICATION: i32 = 0x7361_796f;
/// How long a writer waits for another's transaction.
const PATIENCE: Duration = Duration::from_secs(10);
/// Questions that are kept ready.
const READY: usize = 64;

/// A ledger in a file.
pub struct Sqlite {
    connection: Connection,
}

impl Sqlite {
    /// Opens a file, and makes it if `create` says so.
    pub fn open(path: &Path, create: bool) -> Result<Self> {
        let place = path.display().to_string();
        if !create && !path.exists() {
            return Err(Error::Missing { place });
        }
        let mut flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX;
        if create {
            flags |= OpenFlags::SQLITE_OPEN_CREATE;
        }
        let fail = |e| failed("cannot open the ledger", &e);
        let mut connection = match Connection::open_with_flags(path, flags) {
            Ok(connection) => connection,
            Err(_) if path.is_dir() => return Err(Error::NotALedger { place }),
            Err(error) => return Err(fail(error)),
        };
        connection.busy_timeout(PATIENCE).map_err(fail)?;
        connection.set_prepared_statement_cache_capacity(READY);
        let ask = |c: &Connection| c.query_row("PRAGMA application_id", [], |row| row.get(0));
        let mut asked = ask(&connection);
        if asked.as_ref().is_err_and(|e| is_kept_out(e, path)) {
            connection = at_rest(path).map_err(fail)?;
            asked = ask(&connection);
        }
        let application: i32 = match asked {
            Ok(id) => id,
            Err(error) if error.sqlite_error_code() == Some(ErrorCode::NotADatabase) => {
                return Err(Error::NotALedger { place });
            }
            Err(error) => return Err(fail(error)),
        };
        let tables: i64 =
            connection.query_row("SELECT count(*) FROM sqlite_schema", [], |row| row.get(0)).map_err(fail)?;
        if application != APPLICATION && tables > 0 {
            return Err(Error::NotALedger { place });
        }
        // A commit that was made survives the death of this program and of the power.
        let settings = "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA cache_size = -65536;
            PRAGMA temp_store = MEMORY; PRAGMA journal_size_limit = 67108864;";
        match connection.execute_batch(settings) {
            // A file on a disc that cannot be written is still read.
            Err(error) if error.sqlite_error_code() != Some(ErrorCode::ReadOnly) => Err(fail(error)),
            _ => Ok(Self { connection }),
        }
    }
}

impl Sqlite {
    /// A database that is nowhere, to see what a schema makes.
    pub(crate) fn nowhere() -> Result<Self> {
        let connection = Connection::open_in_memory().map_err(|e| failed("cannot open a database", &e))?;
        Ok(Self { connection })
    }
}

impl Backend for Sqlite {
    fn dialect(&self) -> Dialect {
        Dialect::Sqlite
    }

    fn run(&mut self, sql: &str, values: &[Value<'_>]) -> Result<u64> {
        let changed = self
            .connection
            .prepare_cached(sql)
            .and_then(|mut statement| statement.execute(rusqlite::params_from_iter(values)));
        changed.map(|n| n as u64).map_err(|e| failed("cannot write the ledger", &e))
    }

    fn each(&mut self, sql: &str, values: &[Value<'_>], row: Each<'_>) -> Result<()> {
        let mut statement = self.connection.prepare_cached(sql).map_err(read)?;
        let mut rows = statement.query(rusqlite::params_from_iter(values)).map_err(read)?;
        while let Some(found) = rows.next().map_err(read)? {
            if row(found)?.is_break() {
                break;
            }
        }
        Ok(())
    }

    fn script(&mut self, sql: &str) -> Result<()> {
        self.connection.execute_batch(sql).map_err(|e| failed("cannot write the ledger", &e))
    }

    fn begin(&mut self) -> Result<()> {
        self.script("BEGIN IMMEDIATE")
    }

    fn commit(&mut self) -> Result<()> {
        self.script("COMMIT")
    }

    fn rollback(&mut self) -> Result<()> {
        self.script("ROLLBACK")
    }

    fn hold(&mut self) -> Result<()> {
        self.script("BEGIN")
    }

    fn interrupter(&self) -> Option<Interrupter> {
        let handle = self.connection.get_interrupt_handle();
        Some(Box::new(move || handle.interrupt()))
    }
}

impl Row for rusqlite::Row<'_> {
    fn int(&self, column: usize) -> Result<Option<i64>> {
        self.get(column).map_err(read)
    }

    fn real(&self, column: usize) -> Result<Option<f64>> {
        self.get(column).map_err(read)
    }

    fn text(&self, column: usize) -> Result<Option<String>> {
        self.get(column).map_err(read)
    }

    fn blob(&self, column: usize) -> Result<Option<Vec<u8>>> {
        self.get(column).map_err(read)
    }
}

impl ToSql for Value<'_> {
    fn to_sql(&self) -> rusqlite::Result<ToSqlOutput<'_>> {
        Ok(ToSqlOutput::Borrowed(match self {
            Value::Null => ValueRef::Null,
            Value::Int(number) => ValueRef::Integer(*number),
            Value::Real(number) => ValueRef::Real(*number),
            Value::Text(text) => ValueRef::Text(text.as_bytes()),
            Value::Owned(text) => ValueRef::Text(text.as_bytes()),
            Value::Blob(bytes) => ValueRef::Blob(bytes),
        }))
    }
}

fn read(error: rusqlite::Error) -> Error {
    failed("cannot read the ledger", &error)
}

fn failed(doing: &'static str, error: &rusqlite::Error) -> Error {
    match error.sqlite_error_code() {
        Some(ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked) => Error::Locked,
        Some(ErrorCode::DatabaseCorrupt) => Error::damaged(error.to_string()),
        // A value of another kind than was written.
        None if is_misread(error) => Error::damaged(error.to_string()),
        _ => Error::Database { doing, reason: error.to_string() },
    }
}

/// True if a file cannot be read because nothing may be written beside it, and nobody has.
fn is_kept_out(error: &rusqlite::Error, path: &Path) -> bool {
    let log = std::path::PathBuf::from(format!("{}-wal", path.display()));
    matches!(error.sqlite_error_code(), Some(ErrorCode::CannotOpen | ErrorCode::ReadOnly))
        && path.is_file()
        && !log.exists()
}

/// Opens a file that nobody changes, on a disc that is only read.
fn at_rest(path: &Path) -> rusqlite::Result<Connection> {
    let name = path.to_string_lossy().replace('%', "%25").replace('?', "%3f").replace('#', "%23");
    let flags =
        OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_NO_MUTEX | OpenFlags::SQLITE_OPEN_URI;
    Connection::open_with_flags(format!("file:{name}?immutable=1"), flags)
}

fn is_misread(error: &rusqlite::Error) -> bool {
    use rusqlite::Error::{FromSqlConversionFailure, IntegralValueOutOfRange, InvalidColumnType, Utf8Error};
    matches!(
        error,
        FromSqlConversionFailure(..) | IntegralValueOutOfRange(..) | InvalidColumnType(..) | Utf8Error(..)
    )
}
