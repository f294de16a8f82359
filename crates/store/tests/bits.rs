//! One bit of the file is other than it was written: it is found, or it makes no difference to any answer.
//!
//! `SAYSO_LONG=1` tries many more places.

use std::fmt::Write;
use std::path::Path;

use rusqlite::Connection;
use rusqlite::types::Value;
use sayso_store::query::{Cast, Query};
use sayso_store::{Open, Store};

use crate::common::{ARTICLES, run};

/// All that a ledger says: every row of every table, every word of every index, and answers to questions.
fn all_of(path: &Path) -> Option<String> {
    let mut out = String::new();
    let connection = Connection::open(path).ok()?;
    let vocabulary = "CREATE VIRTUAL TABLE temp.c USING fts5vocab('main', 'claim_terms', 'instance');
                      CREATE VIRTUAL TABLE temp.d USING fts5vocab('main', 'document_terms', 'instance');";
    connection.execute_batch(vocabulary).ok()?;
    for table in ["meta", "entry", "document", "claim", "actor", "claim_actor", "temp.c", "temp.d"] {
        let mut statement = connection.prepare(&format!("SELECT * FROM {table}")).ok()?;
        let columns = statement.column_count();
        let mut rows = statement.query([]).ok()?;
        while let Some(row) = rows.next().ok()? {
            for column in 0..columns {
                write!(out, "{:?} ", row.get::<_, Value>(column).ok()?).unwrap();
            }
            out.push('\n');
        }
    }
    drop(connection);
    let mut store = Store::open(path.to_str().unwrap(), Open::Existing).ok()?;
    for filter in ["", "status:denied", "actor:Q100 killed>=4", "\"air strike\"", "place:nyala", "date:2024"]
    {
        let query = Query { filter: filter.parse().unwrap(), ..Query::default() };
        for row in store.claims(&query).ok()? {
            write!(out, "{} {} ", row.seq, row.body).unwrap();
        }
        writeln!(out, "{:?}", store.documents(&query).ok()?).unwrap();
        writeln!(out, "{:?}", store.actors(&query, Cast::Sources).ok()?).unwrap();
    }
    writeln!(out, "{:?} {:?}", store.failures().ok()?, store.counts().ok()?).unwrap();
    Some(out)
}

/// The bytes with one bit other than it was. The step meets every byte before it meets one again.
fn flipped(bytes: &[u8], n: usize) -> (usize, Vec<u8>) {
    let bit = n * ((bytes.len() * 8 * 618 / 1000) | 1) % (bytes.len() * 8);
    let mut changed = bytes.to_vec();
    changed[bit / 8] ^= 1 << (bit % 8);
    (bit, changed)
}

/// A ledger of these bytes, with the log that a program left which was killed.
fn put(path: &Path, bytes: &[u8], log: Option<&[u8]>) {
    for ending in ["-wal", "-shm", "-journal"] {
        let _ = std::fs::remove_file(format!("{}{ending}", path.display()));
    }
    std::fs::write(path, bytes).unwrap();
    if let Some(log) = log {
        std::fs::write(format!("{}-wal", path.display()), log).unwrap();
    }
}

#[test]
fn one_bit_is_found_or_makes_no_difference() {
    let (mut store, path) = crate::sqlite("bits");
    let batch: Vec<_> = ARTICLES.iter().map(|a| a.prepared()).collect();
    store.writer(run()).append(&batch).unwrap();
    let bad = sayso_store::Receipt::of_bytes("bad.txt", b"\xff", "");
    store.writer(run()).append(&[sayso_store::Prepared::failed(&bad, "no text")]).unwrap();
    drop(store);
    let wanted = all_of(&path).unwrap();
    let bytes = std::fs::read(&path).unwrap();
    let bent = path.with_file_name("bent.db");
    let count = if std::env::var_os("SAYSO_LONG").is_some() { 20_000 } else { 500 };
    let (mut found, mut same) = (0, 0);
    for n in 0..count {
        let (bit, changed) = flipped(&bytes, n);
        put(&bent, &changed, None);
        let verified = Store::open(bent.to_str().unwrap(), Open::Existing).and_then(|mut s| s.verify());
        match verified {
            Ok(Ok(_)) => {
                same += 1;
                assert!(
                    all_of(&bent).as_ref() == Some(&wanted),
                    "bit {} of byte {} was not found",
                    bit % 8,
                    bit / 8
                );
            }
            Ok(Err(_)) | Err(_) => found += 1,
        }
    }
    assert!(found > count / 10, "{found}");
    println!(
        "figure: one bit flipped in a ledger of {} bytes | {count} | {found} found, {same} without effect | 0",
        bytes.len()
    );
}

/// SQLite drops a write-ahead log from the first frame on that does not add up: what is left is what was there after one of
/// the commits, whole, and never a mixture.
#[test]
fn one_bit_of_the_log_leaves_what_a_commit_left() {
    let (mut store, path) = crate::sqlite("log");
    let log = || std::fs::read(format!("{}-wal", path.display())).unwrap();
    let bent = path.with_file_name("bent-log.db");
    let mut left = Vec::new();
    for batch in [&[][..], &ARTICLES[..1], &ARTICLES[1..2], &ARTICLES[2..]] {
        store.writer(run()).append(&batch.iter().map(|a| a.prepared()).collect::<Vec<_>>()).unwrap();
        put(&bent, &std::fs::read(&path).unwrap(), Some(&log()));
        left.push(all_of(&bent).unwrap());
    }
    // As a program leaves them that is killed here.
    let (bytes, log) = (std::fs::read(&path).unwrap(), log());
    drop(store);
    let count = if std::env::var_os("SAYSO_LONG").is_some() { 5_000 } else { 200 };
    let (mut whole, mut refused) = (vec![0; left.len()], 0);
    for n in 0..count {
        let (bit, changed) = flipped(&log, n);
        put(&bent, &bytes, Some(&changed));
        let verified = Store::open(bent.to_str().unwrap(), Open::Existing).and_then(|mut s| s.verify());
        let Ok(Ok(_)) = verified else {
            refused += 1;
            continue;
        };
        let now = all_of(&bent).unwrap();
        match left.iter().position(|l| *l == now) {
            Some(commit) => whole[commit] += 1,
            None => panic!("bit {bit} of the log:\n{now}"),
        }
    }
    assert!(whole[..ARTICLES.len()].iter().all(|n| *n > 0), "{whole:?}");
    println!(
        "figure: one bit flipped in the log of a program that was killed | {count} | {refused} refused, {} as after a whole commit | 0",
        count - refused
    );
}
