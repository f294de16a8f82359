//! Where is it kept? One trait, so that all that is known about entries is written once; a database answers SQL in the
//! dialect that both speak.

#[cfg(feature = "postgres")]
mod postgres;
mod sqlite;

use std::ops::ControlFlow;

#[cfg(feature = "postgres")]
pub use postgres::Postgres;
pub(crate) use sqlite::APPLICATION;
pub use sqlite::Sqlite;

use crate::Result;

/// A value in a question. Text never becomes part of the SQL itself.
#[derive(Clone, Debug, PartialEq)]
pub enum Value<'a> {
    /// Nothing.
    Null,
    /// A whole number.
    Int(i64),
    /// A number.
    Real(f64),
    /// Text.
    Text(&'a str),
    /// Text that the question owns.
    Owned(String),
    /// Bytes.
    Blob(&'a [u8]),
}

impl<'a> From<Option<&'a str>> for Value<'a> {
    fn from(text: Option<&'a str>) -> Self {
        text.map_or(Value::Null, Value::Text)
    }
}

impl From<Option<i64>> for Value<'_> {
    fn from(number: Option<i64>) -> Self {
        number.map_or(Value::Null, Value::Int)
    }
}

/// A row of an answer, by column from 0.
pub trait Row {
    /// A whole number.
    fn int(&self, column: usize) -> Result<Option<i64>>;
    /// A number.
    fn real(&self, column: usize) -> Result<Option<f64>>;
    /// Text.
    fn text(&self, column: usize) -> Result<Option<String>>;
    /// Bytes.
    fn blob(&self, column: usize) -> Result<Option<Vec<u8>>>;
}

/// What differs between databases beyond their wire.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[cfg_attr(not(feature = "postgres"), allow(dead_code))]
pub enum Dialect {
    /// SQLite with FTS5.
    Sqlite,
    /// PostgreSQL with `tsvector`.
    Postgres,
}

/// What is done with each row.
pub type Each<'a> = &'a mut dyn FnMut(&dyn Row) -> Result<ControlFlow<()>>;

/// Ends the question that is being answered; from any thread.
pub type Interrupter = Box<dyn Fn() + Send + Sync>;

/// A database. Parameters are written `?1`, `?2`.
pub trait Backend: Send {
    /// Which SQL it speaks.
    fn dialect(&self) -> Dialect;
    /// Runs a statement; gives how many rows it changed.
    fn run(&mut self, sql: &str, values: &[Value<'_>]) -> Result<u64>;
    /// Asks a question and goes through the rows of its answer until told to stop.
    fn each(&mut self, sql: &str, values: &[Value<'_>], row: Each<'_>) -> Result<()>;
    /// Runs many statements.
    fn script(&mut self, sql: &str) -> Result<()>;
    /// Begins to write; nobody else may until the end.
    fn begin(&mut self) -> Result<()>;
    /// Makes what was written last.
    fn commit(&mut self) -> Result<()>;
    /// Takes back what was written since the beginning.
    fn rollback(&mut self) -> Result<()>;
    /// Begins to read one state, whatever others write meanwhile; ended by [`Backend::rollback`].
    fn hold(&mut self) -> Result<()>;
    /// How a question that takes too long is ended; `None` where the database has limits of its own.
    fn interrupter(&self) -> Option<Interrupter> {
        None
    }
}

impl dyn Backend + '_ {
    /// A whole number of the first row.
    pub(crate) fn one_int(&mut self, sql: &str, values: &[Value<'_>]) -> Result<Option<i64>> {
        Ok(self.first(sql, values, |row| row.int(0))?.flatten())
    }

    /// All rows, made into something.
    pub(crate) fn all<T>(
        &mut self,
        sql: &str,
        values: &[Value<'_>],
        mut make: impl FnMut(&dyn Row) -> Result<T>,
    ) -> Result<Vec<T>> {
        let mut out = Vec::new();
        self.each(sql, values, &mut |row| {
            out.push(make(row)?);
            Ok(ControlFlow::Continue(()))
        })?;
        Ok(out)
    }

    /// The first row, made into something.
    pub(crate) fn first<T>(
        &mut self,
        sql: &str,
        values: &[Value<'_>],
        mut make: impl FnMut(&dyn Row) -> Result<T>,
    ) -> Result<Option<T>> {
        let mut out = None;
        self.each(sql, values, &mut |row| {
            out = Some(make(row)?);
            Ok(ControlFlow::Break(()))
        })?;
        Ok(out)
    }
}

/// Text of a column that always has some.
pub(crate) fn text(row: &dyn Row, column: usize) -> Result<String> {
    row.text(column)?.ok_or_else(|| crate::Error::damaged(format!("column {column} of a row is empty")))
}

/// Number of a column that always has one.
pub(crate) fn int(row: &dyn Row, column: usize) -> Result<i64> {
    row.int(column)?.ok_or_else(|| crate::Error::damaged(format!("column {column} of a row is empty")))
}
