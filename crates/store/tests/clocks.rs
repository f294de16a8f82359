//! Clocks go back, and programs write at the same time.

use sayso_store::{Open, Store};

use crate::common::{ARTICLES, Article, run};

#[test]
fn a_clock_that_goes_back_leaves_times_in_order() {
    let (store, path) = crate::sqlite("clock");
    let day = 86_400_000;
    drop(store);
    let open = || Store::open(path.to_str().unwrap(), Open::Existing).unwrap();
    let clocks: [fn() -> i64; 3] = [|| 20_000 * 86_400_000, || 19_000 * 86_400_000, || 20_001 * 86_400_000];
    let mut heads = Vec::new();
    for (clock, article) in clocks.into_iter().zip(&ARTICLES) {
        let mut store = open().with_clock(clock);
        store.writer(run()).append(&[article.prepared()]).unwrap();
        heads.push(store.head().unwrap().seq);
    }
    let mut store = open();
    store.verify().unwrap().unwrap();
    let times: Vec<i64> = heads.iter().map(|&seq| store.entry(seq).unwrap().unwrap().at_ms / day).collect();
    assert_eq!(times, [20_000, 20_000, 20_001], "the second run was not before the first");
    // 2024-10-04 is day 20,000.
    assert_eq!(store.entry_at("2024-10-03").unwrap(), Some(0));
    assert_eq!(store.entry_at("2024-10-04").unwrap(), Some(heads[1]));
    assert_eq!(store.entry_at("2024-10-05").unwrap(), Some(heads[2]));
    println!("figure: clock going back between runs | 1 | 1 | 0");
}

#[test]
fn writers_at_the_same_time_take_turns() {
    let (mut store, path) = crate::sqlite("writers");
    let (writers, each) = (4, 12);
    std::thread::scope(|scope| {
        for writer in 0..writers {
            let path = &path;
            scope.spawn(move || {
                let mut store = Store::open(path.to_str().unwrap(), Open::Existing).unwrap();
                for n in 0..each {
                    let killed = writer * 100 + n;
                    let article = Article { killed, ..ARTICLES[(n % 3) as usize] };
                    store.writer(run()).append(&[article.prepared()]).unwrap();
                }
            });
        }
        // A reader meanwhile sees whole batches of one state.
        scope.spawn(|| {
            let mut reader = Store::open(path.to_str().unwrap(), Open::Existing).unwrap();
            for _ in 0..20 {
                reader.verify().unwrap().unwrap();
            }
        });
    });
    let verified = store.verify().unwrap().unwrap();
    assert_eq!(verified.documents, (writers * each) as i64);
    println!("figure: writers at once, {writers} of them, batches | {0} | {0} | 0", writers * each);
}
