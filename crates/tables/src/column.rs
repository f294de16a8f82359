//! What is a column? Everything that is made of columns (headers, schemas, codebooks) reads these.

use crate::{Cell, Kind};

/// A column of a table with rows of one type.
pub struct Column<R: 'static> {
    /// Its name in the header.
    pub name: &'static str,
    /// The type of its values.
    pub kind: Kind,
    /// What a value says, and what a missing one does.
    pub meaning: &'static str,
    /// Where in the ledger it is read.
    pub from: &'static str,
    /// The value of a row.
    pub cell: for<'a> fn(&'a R) -> Cell<'a>,
}

/// What a reader needs to know of a column; the same for rows of any type.
#[derive(Clone, Copy, Debug)]
pub struct Head {
    /// Its name in the header.
    pub name: &'static str,
    /// The type of its values.
    pub kind: Kind,
    /// What a value says.
    pub meaning: &'static str,
    /// Where in the ledger it is read.
    pub from: &'static str,
}

/// Heads of columns, in order.
pub fn heads<R>(columns: &'static [Column<R>]) -> Vec<Head> {
    let head = |c: &Column<R>| Head { name: c.name, kind: c.kind, meaning: c.meaning, from: c.from };
    columns.iter().map(head).collect()
}

/// A line of a table of columns: `name Kind "meaning" "from" |row| cell`.
macro_rules! columns {
    ($row:ty; $($name:literal $kind:ident $meaning:literal $from:literal $cell:expr;)*) => {
        &[$($crate::column::Column::<$row> {
            name: $name,
            kind: $crate::Kind::$kind,
            meaning: $meaning,
            from: $from,
            cell: $cell,
        }),*]
    };
}
pub(crate) use columns;
