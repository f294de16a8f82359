//! Which reports of a block tell of one event?

mod common;

use common::{attack, killed, party, town};
use proptest::prelude::*;
use sayso_link::report::Report;
use sayso_link::{Decisions, incidents, link};

const MARKET: &str = "shells market Sarnovik fish hall bus stop hospital";

fn pair() -> (Report, Report) {
    let mut a = attack("a", "2026-03-12", MARKET);
    let mut b = attack("b", "2026-03-12", MARKET);
    for report in [&mut a, &mut b] {
        report.places = vec![town("Sarn", "MLV", (10.0, 20.0))];
        report.recipients = vec![party("shoppers", "MLV", "CVL")];
    }
    a.tolls = vec![killed(0, Some(14), None)];
    b.tolls = vec![killed(0, Some(19), Some(19))];
    (a, b)
}

#[test]
fn one_attack_told_twice_is_one_and_the_reasons_say_why() {
    let (a, b) = pair();
    let found = incidents(&[b.clone(), a.clone()], &Decisions::default());
    assert_eq!(found.len(), 1);
    assert_eq!(found[0].reports, [a.key.clone(), b.key.clone()]);
    let reasons: Vec<&str> = found[0].joins[0].link.reasons.iter().map(|r| r.name.as_str()).collect();
    assert!(reasons.contains(&"same place") && reasons.contains(&"same date"), "{reasons:?}");
    let sum: f32 = found[0].joins[0].link.reasons.iter().map(|r| r.weight).sum();
    assert!((sum - found[0].joins[0].link.score).abs() < 1e-5);
}

#[test]
fn a_threat_is_no_report_of_an_attack() {
    let (a, mut b) = pair();
    b.views[0].status = "conditional".into();
    assert!(link(&a, &b).is_none());
    assert_eq!(incidents(&[a, b], &Decisions::default()).len(), 1);
}

#[test]
fn another_day_or_place_or_the_answer_to_it_is_another_event() {
    let (a, b) = pair();
    let mut later = b.clone();
    later.date = attack("x", "2026-03-13", MARKET).date;
    assert!(link(&a, &later).is_none());
    let mut elsewhere = b.clone();
    elsewhere.places = vec![town("Molv", "MLV", (11.0, 20.0))];
    assert!(link(&a, &elsewhere).is_none());
    let (east, west) = (party("East", "EST", "state"), party("West", "WST", "state"));
    let (mut blow, mut answer) = (a, b);
    (blow.actors, blow.recipients) = (vec![east.clone()], vec![west.clone()]);
    (answer.actors, answer.recipients) = (vec![west], vec![east]);
    assert!(link(&blow, &answer).is_none());
}

#[test]
fn people_decide() {
    let (a, b) = pair();
    let apart = Decisions { different: vec![(b.key.clone(), a.key.clone())], ..Decisions::default() };
    assert_eq!(incidents(&[a.clone(), b.clone()], &apart).len(), 2);
    let mut far = b.clone();
    far.places = vec![town("Molv", "MLV", (50.0, 20.0))];
    let one = Decisions { same: vec![(a.key.clone(), far.key.clone())], ..Decisions::default() };
    assert_eq!(incidents(&[a, far], &one).len(), 1);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    /// Whatever is reported: each report of something that happened is in one incident, and the order is all one.
    #[test]
    fn every_report_has_one_incident(
        told in proptest::collection::vec((0u8..4, 0u8..3, 1u8..28, 0u64..40), 0..40),
        turn in 0usize..40,
    ) {
        let make = |(at, &(town_at, who, day, dead)): (usize, &(u8, u8, u8, u64))| {
            let mut report = attack(&format!("d{at}"), &format!("2026-03-{day:02}"), MARKET);
            report.places = vec![town(&format!("T{town_at}"), "MLV", (f64::from(town_at), 20.0))];
            report.actors = vec![party(&format!("Group {who}"), "MLV", "REB")];
            report.tolls = vec![killed(0, Some(dead), None)];
            report
        };
        let mut reports: Vec<Report> = told.iter().enumerate().map(make).collect();
        let found = incidents(&reports, &Decisions::default());
        let mut keys: Vec<_> = found.iter().flat_map(|i| i.reports.clone()).collect();
        keys.sort();
        let mut expected: Vec<_> = reports.iter().map(|r| r.key.clone()).collect();
        expected.sort();
        prop_assert_eq!(keys, expected);
        if !reports.is_empty() {
            let middle = turn % reports.len();
            reports.rotate_left(middle);
        }
        prop_assert_eq!(incidents(&reports, &Decisions::default()), found);
    }
}
