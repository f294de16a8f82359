//! Are the incidents that are kept those that linking all articles at once gives, whatever the order and the pieces?

use std::collections::BTreeMap;
use std::sync::LazyLock;
use std::sync::atomic::AtomicBool;

use sayso_incidents::{Gathered, Kept, Linked, Verdict, drafts, keep};
use sayso_ledger::Pipeline;
use sayso_model::Ledger;
use sayso_store::entry::Op;
use sayso_store::query::Query;
use sayso_store::record::run::Run;
use sayso_store::{Open, Prepared, Receipt, Store};

static PIPELINE: LazyLock<Pipeline> = LazyLock::new(|| Pipeline::load(Default::default()).unwrap());

/// The invented articles: three on one strike, of which two carry one text, one on a boat, one on the day after.
const ARTICLES: [(&str, &str, &str); 6] = [
    (
        "The Courier",
        "2025-03-04",
        "An air strike on a market in Nyala killed 31 people on Tuesday, medics said. The army denied that it had attacked the \
         market in Nyala. Stalls burned for hours, and the wounded were taken to the only hospital that still works in the town, \
         where doctors ran out of blood before the evening.",
    ),
    (
        "The Herald",
        "2025-03-04",
        "An air strike on a market in Nyala killed 31 people on Tuesday, medics said. The army denied that it had attacked the \
         market in Nyala. Stalls burned for hours, and the wounded were taken to the only hospital that still works in the town, \
         where doctors ran out of blood before the evening.",
    ),
    (
        "The Post",
        "2025-03-05",
        "An air strike on a market in Nyala killed at least 27 people on Tuesday, the governor of the state said on Wednesday. \
         The army threatened to strike again if the rebels do not leave the town.",
    ),
    ("The Post", "2025-03-05", "A boat sank off Lagos on Tuesday and four people drowned, the police said."),
    (
        "The Herald",
        "2025-03-06",
        "Rebels attacked an army post in El Fasher on Thursday, killing nine soldiers, the army said. The rebels fled on trucks.",
    ),
    (
        "The Courier",
        "2025-03-07",
        "Rebels attacked an army post in El Fasher on Thursday, killing nine soldiers, a spokesman of the army said on Friday.",
    ),
];

fn coded(at: usize) -> Ledger {
    let (publisher, date, text) = ARTICLES[at];
    let options = sayso_intake::Options {
        published: Some(date.parse().unwrap()),
        publisher: Some(publisher.to_owned()),
        ..Default::default()
    };
    let (document, _) = sayso_intake::plain::read(&format!("{at}.txt"), text.as_bytes(), &options).unwrap();
    PIPELINE.code(document)
}

fn run() -> Run {
    Run { command: "test".into(), version: "1".into(), by: None, arguments: vec![] }
}

fn empty(name: &str) -> Store {
    let folder = std::path::PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join("incidents");
    std::fs::create_dir_all(&folder).unwrap();
    let path = folder.join(format!("{name}.db"));
    for ending in ["", "-wal", "-shm"] {
        let _ = std::fs::remove_file(format!("{}{ending}", path.display()));
    }
    Store::open(path.to_str().unwrap(), Open::Create).unwrap()
}

fn add(store: &mut Store, at: usize) {
    let text = ARTICLES[at].2;
    let receipt = Receipt::of_bytes(format!("{at}.txt"), text.as_bytes(), ARTICLES[at].0);
    store.writer(run()).append(&[Prepared::coded(&receipt, &coded(at), "1").unwrap()]).unwrap();
}

fn link(store: &mut Store) -> Linked {
    keep(store, &run(), &AtomicBool::new(false), &mut |_| {}).unwrap()
}

/// Reports of each incident that is kept, by its identifier.
fn kept(store: &mut Store) -> BTreeMap<String, Vec<String>> {
    let read = |body: String| serde_json::from_str::<Kept>(&body).unwrap();
    let events = |kept: Kept| kept.reports.into_iter().map(|r| r.event).collect();
    let all = store.incidents(None).unwrap();
    all.into_iter().map(|e| (e.id, events(read(e.body.unwrap())))).collect()
}

fn at_once(store: &mut Store) -> BTreeMap<String, Vec<String>> {
    let gathered = Gathered::read(store, &Query::default()).unwrap();
    let events = |keys: &[sayso_link::Key]| {
        keys.iter().map(|k| gathered.event(k).unwrap().1.to_owned()).collect::<Vec<_>>()
    };
    gathered.incidents().iter().map(|(i, _)| (i.id.to_string(), events(&i.reports))).collect()
}

#[test]
fn a_new_article_changes_only_what_it_touches() {
    let mut store = empty("touches");
    (0..4).for_each(|at| add(&mut store, at));
    let first = link(&mut store);
    assert_eq!(first.articles, 4);
    assert_eq!(kept(&mut store), at_once(&mut store));
    let strike: Vec<Vec<String>> = kept(&mut store).into_values().filter(|r| r.len() > 2).collect();
    assert!(!strike.is_empty(), "the carried text is an article of its own: {:?}", kept(&mut store));
    // Nothing is new.
    let head = store.head().unwrap();
    assert_eq!(link(&mut store), Linked::default());
    assert_eq!(store.head().unwrap(), head);
    // Another matter.
    add(&mut store, 4);
    let second = link(&mut store);
    assert_eq!((second.articles, second.incidents.corrected, second.incidents.retracted), (1, 0, 0));
    // The same matter again: an incident is named by its first report, so that an earlier one gives it another name.
    add(&mut store, 5);
    let third = link(&mut store);
    assert!(third.incidents.corrected + third.incidents.retracted == 1, "{third:?}");
    assert_eq!(kept(&mut store), at_once(&mut store));
    store.verify().unwrap().unwrap();
}

#[test]
fn order_and_pieces_make_no_difference() {
    let mut whole = empty("whole");
    (0..ARTICLES.len()).for_each(|at| add(&mut whole, at));
    link(&mut whole);
    let want = kept(&mut whole);
    assert_eq!(want, at_once(&mut whole));
    for (number, order) in
        [[5, 4, 3, 2, 1, 0], [2, 0, 5, 1, 3, 4], [1, 3, 5, 0, 2, 4]].into_iter().enumerate()
    {
        let mut store = empty(&format!("order-{number}"));
        for (count, at) in order.into_iter().enumerate() {
            add(&mut store, at);
            if count % 2 == number % 2 {
                link(&mut store);
            }
        }
        link(&mut store);
        assert_eq!(kept(&mut store), want, "{order:?}");
        assert_eq!(store.fingerprint().unwrap(), whole.fingerprint().unwrap());
    }
}

#[test]
fn decisions_come_first_and_are_taken_back() {
    let mut store = empty("decisions");
    (0..ARTICLES.len()).for_each(|at| add(&mut store, at));
    link(&mut store);
    let before = kept(&mut store);
    let gathered = Gathered::read(&mut store, &Query::default()).unwrap();
    let all = gathered.incidents();
    let told = |at: usize| -> Vec<(String, String)> {
        let events = all[at].0.reports.iter().filter_map(|k| gathered.event(k));
        events.map(|(document, event)| (event.to_owned(), document.to_owned())).collect()
    };
    // Two incidents of two blocks are said to be one.
    let (one, other) = (told(0), told(all.len() - 1));
    let same = drafts(Verdict::Same, &one, &other, "A. Reader", "command");
    store.writer(run()).decide_all(&same, Some("one matter")).unwrap();
    link(&mut store);
    let joined = kept(&mut store);
    assert_eq!(joined.len(), before.len() - 1);
    assert_eq!(joined, at_once(&mut store));
    let incident = joined.values().find(|r| r.contains(&one[0].0)).unwrap();
    assert!(other.iter().all(|t| incident.contains(&t.0)));
    // What is gone says where it went.
    let gone = before.keys().find(|id| !joined.contains_key(*id)).unwrap();
    let last = store.history(gone).unwrap().pop().unwrap();
    assert_eq!(last.op, Op::Retract);
    assert!(last.why.unwrap().starts_with("its reports are in inc_"));
    // Taken back, all is as it was.
    let ids: Vec<String> = same.iter().map(|d| d.id.clone()).collect();
    store.writer(run()).withdraw(&ids, None).unwrap();
    link(&mut store);
    assert_eq!(kept(&mut store), before);
    // One report is taken out of its incident.
    let (out, rest) = (&one[..1], &one[1..]);
    assert!(!rest.is_empty());
    let different = drafts(Verdict::Different, out, rest, "A. Reader", "command");
    store.writer(run()).decide_all(&different, None).unwrap();
    link(&mut store);
    let apart = kept(&mut store);
    let of = |event: &str| apart.iter().find(|(_, r)| r.iter().any(|e| e == event)).unwrap().0.clone();
    assert!(rest.iter().all(|t| of(&t.0) != of(&out[0].0)));
    assert_eq!(apart, at_once(&mut store));
    // Of two decisions on one pair the later one counts.
    let same = drafts(Verdict::Same, out, rest, "B. Reader", "command");
    store.writer(run()).decide_all(&same, None).unwrap();
    assert_eq!(at_once(&mut store).len(), before.len());
    store.verify().unwrap().unwrap();
}

#[test]
fn a_moment_has_its_own_incidents() {
    let mut store = empty("moment");
    add(&mut store, 0);
    let then = store.head().unwrap().seq;
    (1..ARTICLES.len()).for_each(|at| add(&mut store, at));
    let asked = |as_of, filter: &str| Query { as_of, filter: filter.parse().unwrap(), ..Query::default() };
    let now = Gathered::read(&mut store, &asked(None, "")).unwrap();
    let before = Gathered::read(&mut store, &asked(Some(then), "")).unwrap();
    assert!(now.articles.len() == 6 && before.articles.len() == 1);
    assert!(now.incidents().len() > before.incidents().len());
    // An incident is asked for by any claim of it, and comes with all its reports.
    let post = Gathered::read(&mut store, &asked(None, "publisher:Post type:ASSAULT")).unwrap();
    let found = post.incidents();
    assert!(found.iter().any(|(i, _)| {
        i.reports.iter().any(|k| post.articles[&k.document].publisher.as_deref() == Some("The Courier"))
    }));
}
