//! The disk fills up, fails or loses its power at any moment of the writing of a ledger. What was said to be written stays
//! written, batches are there whole or not at all, and the same command goes on from there.
//!
//! `SAYSO_LONG=1` tries every moment instead of some of them.

#[path = "../common/mod.rs"]
mod common;
mod disk;

use std::path::{Path, PathBuf};

use common::{ARTICLES, run};
use disk::{Fault, disk};
use sayso_store::{Head, Open, Result, Store};

/// Numbers that look random and are the same every time.
struct Random(u64);

impl Random {
    fn below(&mut self, end: u64) -> u64 {
        // SplitMix64.
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        (z ^ (z >> 31)) % end
    }
}

fn folder(name: &str) -> PathBuf {
    let folder = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join("faults").join(name);
    let _ = std::fs::remove_dir_all(&folder);
    std::fs::create_dir_all(&folder).unwrap();
    folder
}

fn open(folder: &Path) -> Result<Store> {
    Store::open(folder.join("ledger.db").to_str().unwrap(), Open::Create)
}

/// What was said to be written, and after how many operations of the disk.
type Written = Vec<(usize, Head)>;

/// Takes three articles in, one a batch; the log goes into the ledger's file once between them, and at the end.
fn work(folder: &Path, written: &mut Written) -> Result<()> {
    let mut store = open(folder)?;
    for (at, article) in ARTICLES.iter().enumerate() {
        store.writer(run()).append(&[article.prepared()])?;
        let head = store.head()?;
        written.push((disk().log.len(), head));
        if at == 1 {
            let other = rusqlite::Connection::open(folder.join("ledger.db"));
            let _ = other.and_then(|c| c.execute_batch("PRAGMA wal_checkpoint(TRUNCATE)"));
        }
    }
    Ok(())
}

/// Opens what is left, holds it against what was said to be written, and goes on to the end.
fn check(folder: &Path, written: &[(usize, Head)], wanted: &str, what: &str) {
    let mut store = open(folder).unwrap_or_else(|e| panic!("{what}: {e}"));
    let verified = store.verify().unwrap().unwrap_or_else(|b| panic!("{what}: {b:?}"));
    if let Some((_, last)) = written.last() {
        assert!(verified.entries >= last.seq, "{what}: entries up to {} were lost", last.seq);
        let hash = store.entry(last.seq).unwrap().unwrap().hash;
        assert_eq!(hash, last.hash, "{what}: entry {}", last.seq);
    }
    let documents = store.counts().unwrap().documents;
    assert_eq!(verified.documents, documents, "{what}");
    assert!((0..=3).contains(&documents), "{what}");
    for article in &ARTICLES {
        store.writer(run()).append(&[article.prepared()]).unwrap_or_else(|e| panic!("{what}: {e}"));
    }
    store.verify().unwrap().unwrap_or_else(|b| panic!("{what}: {b:?}"));
    assert_eq!(store.fingerprint().unwrap(), wanted, "{what}");
}

/// A run without faults: the log of the disk, what was said to be written, questions to the disk, the ledger's fingerprint.
fn undisturbed(name: &str) -> (Vec<(PathBuf, disk::Op)>, Written, usize, String) {
    let folder = folder(name);
    *disk() = disk::Disk::default();
    let mut written = Written::new();
    work(&folder, &mut written).unwrap();
    let (log, seen) = {
        let mut disk = disk();
        (std::mem::take(&mut disk.log), disk.seen)
    };
    let fingerprint = open(&folder).unwrap().fingerprint().unwrap();
    (log, written, seen, fingerprint)
}

fn is_long() -> bool {
    std::env::var_os("SAYSO_LONG").is_some()
}

#[test]
fn nothing_that_was_written_is_lost_with_the_power() {
    let _turn = disk::turn();
    let (log, written, _, wanted) = undisturbed("power");
    assert!(log.len() > 40 && log.iter().any(|(_, op)| matches!(op, disk::Op::Sync)), "{}", log.len());
    let home = folder("power-cut");
    let mut tried = 0;
    let step = if is_long() { 1 } else { (log.len() / 40).max(1) };
    for count in (0..=log.len()).step_by(step) {
        for (keep, seed) in [(0, 0), (4, 1), (4, 2), (8, 3)] {
            tried += 1;
            let _ = std::fs::remove_dir_all(&home);
            std::fs::create_dir_all(&home).unwrap();
            for (name, bytes) in disk::after_power_cut(&log, count, keep, seed + 10 * count as u64) {
                std::fs::write(home.join(name.file_name().unwrap()), bytes).unwrap();
            }
            let done: Written = written.iter().copied().filter(|w| w.0 <= count).collect();
            check(
                &home,
                &done,
                &wanted,
                &format!("power cut after {count} of {}, {keep} in 8 kept", log.len()),
            );
            disk().log.clear();
        }
    }
    println!("figure: power cut, unsynced writes dropped, torn or kept | {tried} | {tried} | 0");
}

#[test]
fn nothing_that_was_written_is_lost_on_a_bad_disk() {
    let _turn = disk::turn();
    let (_, _, seen, wanted) = undisturbed("errors");
    let step = if is_long() { 1 } else { (seen / 45).max(1) };
    for (fault, name) in [(Fault::Full, "disk full"), (Fault::Broken, "error of reading, writing or syncing")]
    {
        let (mut tried, mut told) = (0, 0);
        for lasting in [false, true] {
            for from in (1..=seen).step_by(step) {
                let what = format!("{fault:?} from {from} of {seen}, lasting: {lasting}");
                let home = folder("bad-disk");
                let mut written = Written::new();
                *disk() = disk::Disk { fails: Some((fault, from, lasting)), ..Default::default() };
                let done = work(&home, &mut written);
                let failed = std::mem::take(&mut *disk()).failed;
                if failed == 0 {
                    continue;
                }
                tried += 1;
                told += usize::from(done.is_err());
                // What fails while the file is closed stays for the next one to do.
                if done.is_ok() {
                    assert_eq!(written.len(), ARTICLES.len(), "{what}");
                }
                check(&home, &written, &wanted, &what);
                disk().log.clear();
            }
        }
        assert!(tried > 20 && told > tried / 3, "{fault:?}: {told} of {tried}");
        println!("figure: {name}, at any moment of a commit | {tried} | {tried} | 0");
    }
}
