//! A ledger that is made again from an export of articles says the same.

use sayso_tables::{Grain, Shape, read_article};

use crate::hostile::export;
use crate::made::{HOSTILE, Made, empty, keep};

#[test]
fn articles_read_back_to_the_same_ledger() {
    let mut made = Made::new("lossless");
    let (manifest, losses) =
        export(Grain::Articles, Shape::Jsonl).write(&mut made.store, &made.folder).unwrap();
    assert_eq!(manifest.files[0].rows, HOSTILE.len() as u64);
    assert!(losses.in_rows.is_empty() && losses.never_held.is_empty());
    let text = std::fs::read_to_string(made.folder.join("sayso-articles.jsonl")).unwrap();
    assert_eq!(text.lines().count(), HOSTILE.len());
    let mut again = empty(&made.folder.join("again.db"));
    for line in text.lines() {
        let (ledger, version) = read_article(line).unwrap().ledger().unwrap();
        keep(&mut again, &[ledger], &version);
    }
    assert_eq!(again.fingerprint().unwrap(), made.store.fingerprint().unwrap());
    assert_eq!(again.counts().unwrap().claims, made.store.counts().unwrap().claims);
}

#[test]
fn a_line_that_is_not_whole_is_refused() {
    assert!(read_article("{\"grain\":\"articles\"}").unwrap_err().to_string().contains("missing field"));
}
