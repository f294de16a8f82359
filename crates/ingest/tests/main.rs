//! Taking articles in, on any number of threads, with any interruptions.

use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, Ordering};

use sayso_ingest::{News, Plan, Tally, run};
use sayso_intake::Source;
use sayso_store::query::Query;
use sayso_store::{Open, Store};

fn folder(name: &str) -> PathBuf {
    let folder = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join("ingest").join(name);
    let _ = std::fs::remove_dir_all(&folder);
    std::fs::create_dir_all(&folder).unwrap();
    folder
}

/// Articles of different lengths, so that threads end out of order; one is no text, two are the same.
fn news(folder: &Path, count: usize) -> PathBuf {
    let news = folder.join("news");
    std::fs::create_dir_all(&news).unwrap();
    for n in 0..count {
        let town = ["Nyala", "Kadugli", "Kassala"][n % 3];
        let text = format!("The army said on Monday that rebels had killed {n} people in {town}. ")
            .repeat(1 + n * 7 % 5);
        std::fs::write(news.join(format!("{n:03}.txt")), text).unwrap();
    }
    std::fs::write(news.join("001b.txt"), b"\xff\xff\xff not text").unwrap();
    std::fs::copy(news.join("002.txt"), news.join("003b.txt")).unwrap();
    news
}

fn plan(news: &Path, threads: usize) -> Plan {
    Plan {
        sources: vec![Source::Path(news.to_owned())],
        intake: Default::default(),
        coding: Default::default(),
        threads,
        strict: false,
        arguments: vec!["news".into()],
    }
}

fn open(folder: &Path, name: &str) -> Store {
    Store::open(folder.join(name).to_str().unwrap(), Open::Create).unwrap()
}

#[test]
fn the_ledger_is_the_same_on_any_number_of_threads_and_after_any_stop() {
    let folder = folder("threads");
    let news = news(&folder, 24);
    let mut first = open(&folder, "one.db");
    let go = AtomicBool::new(false);
    let mut failed = Vec::new();
    let tally = run(&mut first, &plan(&news, 1), &go, &mut |news| {
        if let News::Failed { place, .. } = news {
            failed.push(place.to_owned());
        }
    })
    .unwrap();
    assert_eq!((tally.inputs, tally.new, tally.known, tally.failed), (26, 24, 1, 1));
    assert_eq!(failed.len(), 1);
    assert!(tally.claims > 0 && failed[0].ends_with("001b.txt"));
    let wanted = first.fingerprint().unwrap();
    first.verify().unwrap().unwrap();
    let mut second = open(&folder, "four.db");
    run(&mut second, &plan(&news, 4), &go, &mut |_| {}).unwrap();
    assert_eq!(second.fingerprint().unwrap(), wanted);
    // One run and the same order: the same numbers, too.
    assert_eq!(second.head().unwrap().seq, first.head().unwrap().seq);
    // Stopped again and again, sooner or later.
    let mut third = open(&folder, "stopped.db");
    let mut stopped = 0;
    for delay_ms in [0, 10, 40, 80, 120, 200, 300, 400] {
        let stop = AtomicBool::new(false);
        let tally: Tally = std::thread::scope(|scope| {
            scope.spawn(|| {
                std::thread::sleep(std::time::Duration::from_millis(delay_ms));
                stop.store(true, Ordering::Relaxed);
            });
            run(&mut third, &plan(&news, 2), &stop, &mut |_| {}).unwrap()
        });
        stopped += usize::from(tally.inputs < 26);
    }
    assert!(stopped > 0, "no run was stopped before its end");
    run(&mut third, &plan(&news, 2), &go, &mut |_| {}).unwrap();
    assert_eq!(third.fingerprint().unwrap(), wanted);
    let head = first.head().unwrap();
    let again = run(&mut first, &plan(&news, 2), &go, &mut |_| {}).unwrap();
    assert_eq!((again.new, again.known, again.failed), (0, 25, 1));
    assert_eq!(first.head().unwrap(), head, "a run with nothing new writes nothing");
}

#[test]
fn strict_ends_at_the_first_failure() {
    let folder = folder("strict");
    let news = news(&folder, 6);
    let mut store = open(&folder, "strict.db");
    let strict = Plan { strict: true, ..plan(&news, 2) };
    let tally = run(&mut store, &strict, &AtomicBool::new(false), &mut |_| {}).unwrap();
    assert_eq!((tally.failed, tally.new), (1, 2));
    assert_eq!(store.documents(&Query::default()).unwrap().len(), 2);
}
