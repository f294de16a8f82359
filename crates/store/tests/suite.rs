//! The suite: each test is given an empty ledger.

use std::ops::ControlFlow;

use sayso_store::entry::{Draft, Kind, Op};
use sayso_store::query::{Cast, Query};
use sayso_store::record::claim::Claim;
use sayso_store::{Appended, Coded, Prepared, Receipt, Store};

use crate::common::{ARTICLES, VERSION, run};

type Test = fn(&mut Store);

/// Name and test.
pub const ALL: &[(&str, Test)] = &[
    ("inputs_are_kept_once", inputs_are_kept_once),
    ("order_of_writing_makes_no_difference", order_of_writing_makes_no_difference),
    ("a_ledger_comes_back_as_it_went_in", a_ledger_comes_back_as_it_went_in),
    ("filters_find_what_they_ask_for", filters_find_what_they_ask_for),
    ("cursors_go_on_where_they_stopped", cursors_go_on_where_they_stopped),
    ("a_new_coding_corrects_and_retracts", a_new_coding_corrects_and_retracts),
    ("actors_and_sources_are_counted", actors_and_sources_are_counted),
    ("a_batch_that_fails_leaves_nothing", a_batch_that_fails_leaves_nothing),
    ("decisions_stand_beside_records", decisions_stand_beside_records),
];

fn fill(store: &mut Store) {
    let batch: Vec<Prepared> = ARTICLES.iter().map(|a| a.prepared()).collect();
    let appended = store.writer(run()).append(&batch).unwrap();
    assert_eq!(appended, [Appended::New { claims: 2 }; 3]);
}

fn find(store: &mut Store, filter: &str) -> Vec<Claim> {
    let query = Query { filter: filter.parse().unwrap(), ..Query::default() };
    let rows = store.claims(&query).unwrap_or_else(|e| panic!("{filter}: {e}"));
    assert_eq!(store.count_claims(&query, 1_000).unwrap(), rows.len(), "{filter}");
    rows.iter().map(|row| serde_json::from_str(&row.body).unwrap()).collect()
}

fn inputs_are_kept_once(store: &mut Store) {
    fill(store);
    let before = store.head().unwrap();
    let batch: Vec<Prepared> = ARTICLES.iter().map(|a| a.prepared()).collect();
    assert_eq!(store.writer(run()).append(&batch).unwrap(), [Appended::KnownInput; 3]);
    assert_eq!(store.head().unwrap(), before, "nothing was written, no run either");
    // The same text at another place is an input, and no document.
    let text = ARTICLES[0].text();
    let elsewhere = Receipt::of_bytes("copy.txt", text.as_bytes(), "");
    let copy = Prepared::coded(&elsewhere, &ARTICLES[0].ledger(), VERSION).unwrap();
    assert_eq!(store.writer(run()).append(&[copy]).unwrap(), [Appended::KnownDocument]);
    // The same text of another publisher is a document.
    let mut carried = ARTICLES[0].ledger();
    carried.document.publisher = Some("Another".into());
    let third = Receipt::of_bytes("carried.txt", text.as_bytes(), "");
    let carried = Prepared::coded(&third, &carried, VERSION).unwrap();
    assert_eq!(store.writer(run()).append(&[carried]).unwrap(), [Appended::New { claims: 2 }]);
    // What fails is remembered, and may succeed later.
    let bad = Receipt::of_bytes("bad.txt", b"\xff", "");
    assert_eq!(store.writer(run()).append(&[Prepared::failed(&bad, "no text")]).unwrap(), [Appended::Failed]);
    assert_eq!(
        store.writer(run()).append(&[Prepared::failed(&bad, "no text")]).unwrap(),
        [Appended::KnownInput]
    );
    let failures = store.failures().unwrap();
    assert_eq!((failures.len(), failures[0].place.as_str()), (1, "bad.txt"));
    assert_eq!(store.known_inputs(&[bad.id(), elsewhere.id()]).unwrap(), [false, true]);
    let good = Prepared::coded(&bad, &ARTICLES[1].ledger(), VERSION).unwrap();
    assert_eq!(store.writer(run()).append(&[good]).unwrap(), [Appended::KnownDocument]);
    assert!(store.failures().unwrap().is_empty());
    let counts = store.counts().unwrap();
    assert_eq!((counts.documents, counts.claims, counts.failures), (4, 8, 0));
    store.verify().unwrap().unwrap();
}

fn order_of_writing_makes_no_difference(store: &mut Store) {
    let (mut other, _) = crate::sqlite(&format!("order-{}", std::process::id()));
    fill(store);
    for article in ARTICLES.iter().rev() {
        other.writer(run()).append(&[article.prepared()]).unwrap();
    }
    assert_ne!(store.head().unwrap().hash, other.head().unwrap().hash);
    assert_eq!(store.fingerprint().unwrap(), other.fingerprint().unwrap());
    store.each_difference(None, &mut other, None, |d| panic!("{d:?}")).unwrap();
}

fn a_ledger_comes_back_as_it_went_in(store: &mut Store) {
    fill(store);
    for article in &ARTICLES {
        let ledger = article.ledger();
        let id = sayso_store::record::document_id(&ledger.document);
        let (back, version) = store.ledger(&id, None).unwrap().unwrap();
        assert_eq!(format!("{back:?}"), format!("{ledger:?}"));
        assert_eq!((version.as_str(), store.coded_by(&id).unwrap().as_deref()), (VERSION, Some(VERSION)));
        assert_eq!(Coded::new(&back, VERSION).unwrap().document, id);
    }
    assert!(store.ledger("doc_0000000000000000", None).unwrap().is_none());
}

fn filters_find_what_they_ask_for(store: &mut Store) {
    fill(store);
    for (filter, count) in [
        ("", 6),
        ("type:assault", 6),
        ("type:PROTEST", 0),
        ("-type:PROTEST", 6),
        ("status:alleged", 3),
        ("status:alleged,denied", 6),
        ("-status:alleged", 3),
        ("actor:Q100", 6),
        ("actor:SDN actor:mil", 6),
        ("actor:\"The Army\"", 6),
        ("target:people status=denied", 3),
        ("party:people,nobody", 6),
        ("source:nunez", 1),
        ("source:\"ana nuñez\"", 1),
        ("speaker:army", 3),
        ("origin:doctors", 1),
        ("class:witness", 3),
        ("act:deny", 3),
        ("depth:1", 6),
        ("depth>=2", 0),
        ("place:fasher", 2),
        ("place:\"El Fasher\",Nyala", 4),
        ("place:El", 2),
        ("country:sdn", 6),
        ("geonames:7", 6),
        ("killed>=12", 2),
        ("killed>12", 1),
        ("killed:4..20", 1),
        ("killed<=3", 1),
        ("-killed>=12", 4),
        ("date:2024-04-01", 2),
        ("date:2024", 4),
        ("date:2024-03-05..", 4),
        ("since:2024-04-01 until:2024-12-31", 2),
        ("until:2023", 0),
        ("published:2025", 2),
        ("publisher:\"Radio Sada\"", 4),
        ("publisher:courier", 2),
        ("confidence>=0.5", 6),
        ("confidence>=0.51", 0),
        ("derived:no", 6),
        ("language:en", 6),
        ("killed", 6),
        ("\"the army had killed\"", 3),
        ("\"army the\"", 0),
        ("-Kadugli", 4),
        ("text:\"núñez SAID\"", 1),
        ("cameo:195 mode:aerial context:military rule:event.kill", 6),
    ] {
        let found = find(store, filter);
        assert_eq!(found.len(), count, "{filter}");
    }
    let one = find(store, "place:Nyala status:alleged").remove(0);
    assert_eq!((one.says[0].name.as_deref(), one.casualties[0].low), (Some("Residents"), Some(3)));
    assert_eq!(one.quote.text, "Residents said 🚁 the army had killed 3 people in Nyala on Monday");
    assert_eq!(find(store, &format!("event:{}", one.event)).len(), 2);
    assert_eq!(find(store, &format!("document:{} status:denied", one.document)).len(), 1);
    let documents = |store: &mut Store, filter: &str| {
        let query = Query { filter: filter.parse().unwrap(), ..Query::default() };
        store.documents(&query).unwrap().iter().map(|d| (d.name.clone(), d.claims)).collect::<Vec<_>>()
    };
    assert_eq!(documents(store, "").len(), 3);
    assert_eq!(documents(store, "publisher:sada published:2024"), [("El Fasher.txt".to_owned(), 2)]);
    assert_eq!(documents(store, "\"air strike\" -nunez").len(), 2);
    assert_eq!(documents(store, "killed>=90"), [("Kadugli.txt".to_owned(), 1)]);
}

fn cursors_go_on_where_they_stopped(store: &mut Store) {
    fill(store);
    for (filter, newest_first) in [("", false), ("", true), ("country:SDN", false), ("killed>=1", true)] {
        let all = Query { filter: filter.parse().unwrap(), newest_first, ..Query::default() };
        let whole: Vec<i64> = store.claims(&all).unwrap().iter().map(|r| r.seq).collect();
        let mut sorted = whole.clone();
        sorted.sort_unstable();
        if newest_first {
            sorted.reverse();
        }
        assert_eq!(whole, sorted);
        let (mut pages, mut after) = (Vec::new(), None);
        loop {
            let page = store.claims(&Query { after, limit: Some(2), ..all.clone() }).unwrap();
            let Some(last) = page.last() else { break };
            after = Some(last.seq);
            pages.extend(page.iter().map(|r| r.seq));
        }
        assert_eq!(pages, whole, "{filter}");
    }
}

fn a_new_coding_corrects_and_retracts(store: &mut Store) {
    fill(store);
    let before = store.head().unwrap().seq;
    let mut ledger = ARTICLES[1].ledger();
    // The new version sees no denial, another place, and who is meant.
    ledger.events[0].claims.pop();
    ledger.events[0].places[0].geonames = Some(8);
    ledger.actors[0].country = Some("ESP".into());
    let coded = Coded::new(&ledger, "0.0.1+test").unwrap();
    let changed = store.writer(run()).recode(&coded).unwrap();
    // The actor, the event and the claim that is left; the claim that is gone; actors and statements that stay.
    assert_eq!((changed.corrected, changed.retracted, changed.inserted, changed.kept), (3, 1, 0, 4));
    assert_eq!(store.writer(run()).recode(&coded).unwrap().kept, 8);
    assert_eq!(find(store, "").len(), 5);
    assert_eq!(find(store, "geonames:8 source:esp").len(), 1);
    assert_eq!(find(store, "geonames:7").len(), 4);
    let then = Query { as_of: Some(before), filter: "geonames:7".parse().unwrap(), ..Query::default() };
    assert_eq!(store.claims(&then).unwrap().len(), 6);
    let document = coded.document.clone();
    let (old, _) = store.ledger(&document, Some(before)).unwrap().unwrap();
    assert_eq!(format!("{old:?}"), format!("{:?}", ARTICLES[1].ledger()));
    let (new, version) = store.ledger(&document, None).unwrap().unwrap();
    assert_eq!((format!("{new:?}"), version.as_str()), (format!("{ledger:?}"), "0.0.1+test"));
    let mut seen = Vec::new();
    store
        .each_change(before, &[Kind::Event, Kind::Claim], |change| {
            let fields: Vec<String> = change.fields.iter().map(|f| f.field.clone()).collect();
            seen.push((change.entry.op, change.entry.kind, fields));
            Ok(ControlFlow::Continue(()))
        })
        .unwrap();
    let strings = |names: &[&str]| names.iter().map(|&n| n.to_owned()).collect::<Vec<_>>();
    assert_eq!(
        seen,
        [
            (Op::Correct, Kind::Event, strings(&["claims", "places"])),
            (Op::Correct, Kind::Claim, strings(&["places", "says"])),
            (Op::Retract, Kind::Claim, vec![]),
        ]
    );
    // Back again: what was taken back is said anew.
    let back = Coded::new(&ARTICLES[1].ledger(), VERSION).unwrap();
    assert_eq!(store.writer(run()).recode(&back).unwrap().inserted, 1);
    assert_eq!(find(store, "status:denied").len(), 3);
    let gone = &find(store, "status:denied place:fasher")[0].id;
    let history: Vec<Op> = store.history(gone).unwrap().iter().map(|e| e.op).collect();
    assert_eq!(history, [Op::Insert, Op::Retract, Op::Insert]);
    store.verify().unwrap().unwrap();
}

fn actors_and_sources_are_counted(store: &mut Store) {
    fill(store);
    let query = |filter: &str| Query { filter: filter.parse().unwrap(), ..Query::default() };
    let sources = store.actors(&query(""), Cast::Sources).unwrap();
    assert_eq!((sources[0].key.as_str(), sources[0].says, sources[0].documents), ("Q100", 3, 3));
    assert_eq!(sources.len(), 4);
    let parties = store.actors(&query("place:Nyala"), Cast::Parties).unwrap();
    let keys: Vec<(&str, i64, i64)> = parties.iter().map(|a| (a.key.as_str(), a.acts, a.suffers)).collect();
    assert_eq!(keys, [("Q100", 2, 0), ("people", 0, 2)]);
}

fn a_batch_that_fails_leaves_nothing(store: &mut Store) {
    fill(store);
    let before = store.head().unwrap();
    // A coding of a document that is not there.
    let mut ledger = ARTICLES[0].ledger();
    ledger.document.url = Some("https://example.org/never-seen".into());
    let coded = Coded::new(&ledger, VERSION).unwrap();
    let mut writer = store.writer(run());
    assert!(writer.recode(&coded).is_err());
    let kind = Kind::Decision;
    let draft = Draft { kind, id: "dec_1".into(), body: "{}".into() };
    // The run's entry is written with the first entry that lasts.
    let seq = writer.decide(&draft, None).unwrap();
    assert_eq!(seq, before.seq + 2);
    store.verify().unwrap().unwrap();
    // A span outside of the text never gets as far as the ledger.
    ledger.statements[0].cue = Some(sayso_model::Span::new(0, 10_000));
    assert!(Coded::new(&ledger, VERSION).is_err());
}

fn decisions_stand_beside_records(store: &mut Store) {
    fill(store);
    let claim = find(store, "place:Nyala status:denied").remove(0);
    let draft = Draft {
        kind: Kind::Decision,
        id: sayso_store::id::of("dec", &[&claim.id, "ana"]),
        body: format!("{{\"target\":\"{}\",\"action\":\"reject\"}}", claim.id),
    };
    let mut by = run();
    by.by = Some("ana".into());
    store.writer(by).decide(&draft, Some("wrong speaker")).unwrap();
    assert_eq!(find(store, "").len(), 6, "what the machine wrote stays");
    let mut seen = Vec::new();
    store
        .each_change(0, &[Kind::Decision], |change| {
            seen.push((change.by, change.entry.why));
            Ok(ControlFlow::Continue(()))
        })
        .unwrap();
    assert_eq!(seen, [("ana".to_owned(), Some("wrong speaker".to_owned()))]);
}
