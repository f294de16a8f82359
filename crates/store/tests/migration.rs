//! Ledgers of every released schema are read; those of later ones are not.

use rusqlite::Connection;
use sayso_store::query::Query;
use sayso_store::{Error, Open, SCHEMA, Store};

use crate::common::{ARTICLES, run};

/// A ledger of schema 1 with one article, as the program that made it left it.
const SCHEMA_1: &str = include_str!("fixtures/schema-1.sql");

#[test]
fn a_ledger_of_schema_1_is_read_and_goes_on() {
    let (store, path) = crate::sqlite("schema-1");
    drop(store);
    for ending in ["", "-wal", "-shm"] {
        let _ = std::fs::remove_file(format!("{}{ending}", path.display()));
    }
    Connection::open(&path).unwrap().execute_batch(SCHEMA_1).unwrap();
    let mut store = Store::open(path.to_str().unwrap(), Open::Existing).unwrap();
    let verified = store.verify().unwrap().unwrap();
    assert_eq!((verified.documents, verified.entries), (1, 12));
    let query = |filter: &str| Query { filter: filter.parse().unwrap(), ..Query::default() };
    assert_eq!(store.claims(&query("status:denied place:nyala")).unwrap().len(), 1);
    store.writer(run()).append(&[ARTICLES[1].prepared(), ARTICLES[0].prepared()]).unwrap();
    assert_eq!(store.documents(&query("\"air strike\"")).unwrap().len(), 2);
    store.verify().unwrap().unwrap();
}

#[test]
fn a_later_schema_is_refused() {
    let (store, path) = crate::sqlite("schema-later");
    drop(store);
    let later = SCHEMA + 1;
    let connection = Connection::open(&path).unwrap();
    connection.execute("UPDATE meta SET value = ?1 WHERE name = 'schema'", [later.to_string()]).unwrap();
    let Err(error) = Store::open(path.to_str().unwrap(), Open::Existing) else { panic!("it was opened") };
    assert!(error.is_locked_or_newer());
    assert!(error.to_string().contains(&format!("schema {later}")), "{error}");
}

#[test]
fn other_files_are_left_alone() {
    let folder = std::path::PathBuf::from(env!("CARGO_TARGET_TMPDIR"));
    let path = folder.join("other.db");
    let _ = std::fs::remove_file(&path);
    Connection::open(&path).unwrap().execute_batch("CREATE TABLE t (a)").unwrap();
    let open = |path: &std::path::Path| Store::open(path.to_str().unwrap(), Open::Create).err().unwrap();
    assert!(matches!(open(&path), Error::NotALedger { .. }));
    let text = folder.join("other.txt");
    std::fs::write(
        &text,
        "Dear Sir, this is no database but a letter of more than a hundred characters. ".repeat(20),
    )
    .unwrap();
    assert!(matches!(open(&text), Error::NotALedger { .. }));
    assert!(matches!(open(&folder), Error::NotALedger { .. }));
    let missing = Store::open(folder.join("missing.db").to_str().unwrap(), Open::Existing);
    assert!(matches!(missing, Err(Error::Missing { .. })));
}

/// Makes the ledger of which `sqlite3 FILE .dump` is a fixture; run by hand when a schema is released.
#[test]
#[ignore = "writes a file for a new fixture"]
fn make_a_ledger_for_a_fixture() {
    let (mut store, path) = crate::sqlite("fixture");
    store.writer(run()).append(&[ARTICLES[0].prepared()]).unwrap();
    println!("{}", path.display());
}
