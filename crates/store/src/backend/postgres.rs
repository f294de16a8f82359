//! A server, for many readers and writers.

use std::collections::HashMap;
use std::error::Error as _;

use postgres::fallible_iterator::FallibleIterator as _;
use postgres::types::{IsNull, ToSql, Type, to_sql_checked};
use postgres::{Client, NoTls, Statement};

use super::{Backend, Dialect, Each, Row, Value};
use crate::{Error, Result};

/// "sayo": who holds this lock writes.
const LOCK: i64 = 0x7361_796f;
/// How long a writer waits for another's transaction.
const PATIENCE: &str = "10s";

/// A ledger in a schema of a PostgreSQL server.
pub struct Postgres {
    client: Client,
    ready: HashMap<String, Statement>,
}

impl Postgres {
    /// Connects to `postgres://user@host/database`.
    pub fn open(address: &str) -> Result<Self> {
        let fail = |e| failed("cannot open the ledger", &e);
        let mut client = Client::connect(address, NoTls).map_err(fail)?;
        client
            .batch_execute(&format!("SET lock_timeout = '{PATIENCE}'; SET client_min_messages = warning"))
            .map_err(fail)?;
        Ok(Self { client, ready: HashMap::new() })
    }

    fn ready(&mut self, sql: &str, doing: &'static str) -> Result<Statement> {
        if let Some(statement) = self.ready.get(sql) {
            return Ok(statement.clone());
        }
        let statement = self.client.prepare(&sql.replace('?', "$")).map_err(|e| failed(doing, &e))?;
        if self.ready.len() > 200 {
            self.ready.clear();
        }
        self.ready.insert(sql.to_owned(), statement.clone());
        Ok(statement)
    }
}

fn parameters<'a>(values: &'a [Value<'a>]) -> Vec<&'a (dyn ToSql + Sync)> {
    values.iter().map(|v| v as &(dyn ToSql + Sync)).collect()
}

impl Backend for Postgres {
    fn dialect(&self) -> Dialect {
        Dialect::Postgres
    }

    fn run(&mut self, sql: &str, values: &[Value<'_>]) -> Result<u64> {
        const DOING: &str = "cannot write the ledger";
        let statement = self.ready(sql, DOING)?;
        self.client.execute(&statement, &parameters(values)).map_err(|e| failed(DOING, &e))
    }

    fn each(&mut self, sql: &str, values: &[Value<'_>], row: Each<'_>) -> Result<()> {
        const DOING: &str = "cannot read the ledger";
        let statement = self.ready(sql, DOING)?;
        let mut rows =
            self.client.query_raw(&statement, parameters(values)).map_err(|e| failed(DOING, &e))?;
        while let Some(found) = rows.next().map_err(|e| failed(DOING, &e))? {
            if row(&found)?.is_break() {
                break;
            }
        }
        Ok(())
    }

    fn script(&mut self, sql: &str) -> Result<()> {
        self.client.batch_execute(sql).map_err(|e| failed("cannot write the ledger", &e))
    }

    fn begin(&mut self) -> Result<()> {
        self.script("BEGIN")?;
        // One writer at a time, as the chain of hashes needs.
        let locked = self.script(&format!("SELECT pg_advisory_xact_lock({LOCK})"));
        if locked.is_err() {
            let _ = self.script("ROLLBACK");
        }
        locked
    }

    fn commit(&mut self) -> Result<()> {
        self.script("COMMIT")
    }

    fn rollback(&mut self) -> Result<()> {
        self.script("ROLLBACK")
    }

    fn hold(&mut self) -> Result<()> {
        self.script("BEGIN ISOLATION LEVEL REPEATABLE READ")
    }
}

impl Row for postgres::Row {
    fn int(&self, column: usize) -> Result<Option<i64>> {
        // Sums are of no fixed size; counts and numbers are.
        if *self.columns()[column].type_() == Type::INT4 {
            return self.try_get::<_, Option<i32>>(column).map(|n| n.map(i64::from)).map_err(read);
        }
        self.try_get(column).map_err(read)
    }

    fn real(&self, column: usize) -> Result<Option<f64>> {
        self.try_get(column).map_err(read)
    }

    fn text(&self, column: usize) -> Result<Option<String>> {
        self.try_get(column).map_err(read)
    }

    fn blob(&self, column: usize) -> Result<Option<Vec<u8>>> {
        self.try_get(column).map_err(read)
    }
}

impl ToSql for Value<'_> {
    fn to_sql(
        &self,
        kind: &Type,
        out: &mut postgres::types::private::BytesMut,
    ) -> std::result::Result<IsNull, Box<dyn std::error::Error + Sync + Send>> {
        match self {
            Value::Null => Ok(IsNull::Yes),
            Value::Int(number) => number.to_sql(kind, out),
            Value::Real(number) => number.to_sql(kind, out),
            Value::Text(text) => text.to_sql(kind, out),
            Value::Owned(text) => text.to_sql(kind, out),
            Value::Blob(bytes) => bytes.to_sql(kind, out),
        }
    }

    fn accepts(_: &Type) -> bool {
        true
    }

    to_sql_checked!();
}

fn read(error: postgres::Error) -> Error {
    failed("cannot read the ledger", &error)
}

fn failed(doing: &'static str, error: &postgres::Error) -> Error {
    let code = error.code().map(|c| c.code());
    if matches!(code, Some("55P03" | "40001" | "40P01")) {
        return Error::Locked;
    }
    let reason = match error.as_db_error() {
        Some(said) => said.message().to_owned(),
        None => match error.source() {
            Some(source) => format!("{error}: {source}"),
            None => error.to_string(),
        },
    };
    Error::Database { doing, reason }
}
