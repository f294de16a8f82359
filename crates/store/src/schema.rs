//! Which tables are there, and how do older ones become those of today?

use crate::backend::{Backend, Dialect, Sqlite, Value, text};
use crate::{Error, Result};

/// Steps of one database, from nothing to the schema of today. A step that was released never changes.
fn steps(dialect: Dialect) -> &'static [&'static str] {
    match dialect {
        Dialect::Sqlite => {
            &[include_str!("../migrations/sqlite-1.sql"), include_str!("../migrations/sqlite-2.sql")]
        }
        Dialect::Postgres => {
            &[include_str!("../migrations/postgres-1.sql"), include_str!("../migrations/postgres-2.sql")]
        }
    }
}

/// The schema of today.
pub const SCHEMA: i64 = 2;

/// Brings a ledger to the schema of today, in one transaction; refuses one of a later program.
pub(crate) fn migrate(db: &mut dyn Backend, place: &str) -> Result<()> {
    let steps = steps(db.dialect());
    assert_eq!(steps.len() as i64, SCHEMA, "a step for each schema");
    if found(db, place)? == SCHEMA {
        return Ok(());
    }
    db.begin()?;
    let done = (|| {
        // Another program may have been faster.
        let found = found(db, place)?;
        for step in &steps[found as usize..] {
            db.script(step)?;
        }
        if db.dialect() == Dialect::Sqlite {
            db.script(&format!("PRAGMA application_id = {}", crate::backend::APPLICATION))?;
        }
        let schema = SCHEMA.to_string();
        db.run(
            "INSERT INTO meta (name, value) VALUES ('schema', ?1) ON CONFLICT (name) DO UPDATE SET value = ?1",
            &[Value::Text(&schema)],
        )?;
        Ok(())
    })();
    match done {
        Ok(()) => db.commit(),
        Err(error) => {
            db.rollback()?;
            Err(error)
        }
    }
}

/// The schema that is there; 0 for none.
fn found(db: &mut dyn Backend, place: &str) -> Result<i64> {
    let tables = match db.dialect() {
        Dialect::Sqlite => "SELECT count(*) FROM sqlite_schema WHERE name = 'meta'",
        Dialect::Postgres => {
            "SELECT count(*) FROM information_schema.tables WHERE table_name = 'meta' AND table_schema = current_schema()"
        }
    };
    if db.one_int(tables, &[])? == Some(0) {
        return Ok(0);
    }
    let schema = db.first("SELECT value FROM meta WHERE name = 'schema'", &[], |row| row.text(0))?.flatten();
    let schema: i64 =
        schema.and_then(|s| s.parse().ok()).ok_or_else(|| Error::NotALedger { place: place.to_owned() })?;
    match schema {
        1..=SCHEMA => Ok(schema),
        found => Err(Error::TooNew { place: place.to_owned(), found, known: SCHEMA }),
    }
}

/// What is wrong with the tables and indexes of a ledger, beyond what stands in them. A server looks after its own.
pub(crate) fn fault(db: &mut dyn Backend) -> Result<Option<String>> {
    if db.dialect() != Dialect::Sqlite {
        return Ok(None);
    }
    let mut model = Sqlite::nowhere()?;
    for step in steps(Dialect::Sqlite) {
        model.script(step)?;
    }
    let there = made(db)?;
    let model: &mut dyn Backend = &mut model;
    if let Some((name, _)) = made(model)?.into_iter().find(|object| !there.contains(object)) {
        return Ok(Some(format!("`{name}` is not as the schema makes it")));
    }
    // Pages, and indexes against their tables.
    let found = db.first("PRAGMA integrity_check(1)", &[], |row| text(row, 0))?;
    Ok(found.filter(|said| said != "ok"))
}

/// Tables and indexes, with the SQL that made them.
fn made(db: &mut dyn Backend) -> Result<Vec<(String, Option<String>)>> {
    let sql = "SELECT name, sql FROM sqlite_schema ORDER BY name";
    db.all(sql, &[], |row| Ok((text(row, 0)?, row.text(1)?)))
}
