//! What was changed behind the program's back is found, and the first broken entry is named.

use rusqlite::Connection;
use sayso_store::{Open, Store};

use crate::common::{ARTICLES, run};

fn broken_by(name: &str, sql: &str) -> (i64, String) {
    let (mut store, path) = crate::sqlite(name);
    let batch: Vec<_> = ARTICLES.iter().map(|a| a.prepared()).collect();
    store.writer(run()).append(&batch).unwrap();
    assert!(store.verify().unwrap().is_ok());
    drop(store);
    let changed = Connection::open(&path).unwrap().execute(sql, []).unwrap();
    assert!(changed > 0 || sql.starts_with("DROP"), "{sql}");
    let broken = Store::open(path.to_str().unwrap(), Open::Existing).unwrap().verify().unwrap().unwrap_err();
    (broken.seq, broken.what)
}

#[test]
fn the_first_broken_entry_is_named() {
    for (name, sql, seq, what) in [
        ("d1", "UPDATE entry SET body = replace(body, 'aerial', 'ground') WHERE seq = 9", 9, "hash"),
        ("d2", "UPDATE entry SET at_ms = at_ms + 1 WHERE seq = 7", 7, "hash"),
        ("d3", "UPDATE entry SET hash = zeroblob(32) WHERE seq = 5", 5, "hash"),
        ("d4", "DELETE FROM entry WHERE seq = 6", 7, "entry 6 is missing"),
        ("d5", "UPDATE document SET text = replace(text, 'killed', 'filled') WHERE n = 2", 2, "hash"),
        ("d6", "UPDATE entry SET until = 9 WHERE seq = 8", 8, "marked as replaced"),
        ("d7", "DELETE FROM claim WHERE n = (SELECT max(n) FROM claim)", 33, "table of claims"),
        (
            "d9",
            "UPDATE claim SET status = 'asserted' WHERE status = 'denied' AND n = 11",
            11,
            "table of claims",
        ),
        ("d10", "UPDATE claim SET confidence = confidence + 0.001 WHERE n = 11", 11, "table of claims"),
        ("d11", "UPDATE document SET publisher = 'Another' WHERE n = 13", 13, "table of documents"),
        ("d12", "DELETE FROM claim_actor WHERE claim = 11 AND role = 'source'", 11, "table of actors"),
        ("d13", "UPDATE actor SET country = 'EGY' WHERE key = 'Q100'", 10, "table of actors"),
        ("d14", "INSERT INTO actor (n, key) VALUES (99, 'nobody')", 0, "`actor` has rows"),
        ("d15", "INSERT INTO claim_terms (rowid, words) VALUES (99, 'more')", 0, "index `claim_terms`"),
        ("d16", "DROP INDEX entry_id", 0, "`entry_id` is not as the schema makes it"),
        ("d8", "DELETE FROM document WHERE n = 2", 2, "text is missing"),
    ] {
        let (found, said) = broken_by(name, sql);
        assert!(said.contains(what), "{sql}: {said}");
        assert_eq!(found, seq, "{sql}: {said}");
    }
}
