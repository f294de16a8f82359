//! Who says what of one incident?

mod common;

use common::{attack, killed, party, source, town, view};
use sayso_link::matrix::{Attribute, Verdict, figure};
use sayso_link::report::Report;
use sayso_link::{Rule, aggregate, matrix};

/// Medics say at least 30 died and name the army; a hospital says 27; the army denies. The third article is a copy.
fn told() -> Vec<Report> {
    let army = party("Army of Molv", "MLV", "MIL");
    let place = town("Sarn", "MLV", (10.0, 20.0));
    let mut first = attack("first", "2026-03-12", "market");
    first.actors = vec![army];
    first.places = vec![place.clone()];
    first.views = vec![
        view(1, vec![source("Reuters", "media"), source("medics", "ngo")], "alleged"),
        view(2, vec![source("Army of Molv", "military")], "denied"),
    ];
    first.tolls = vec![killed(1, Some(30), None)];
    let mut copy = first.clone();
    copy.key.document = "copy".into();
    copy.publisher = Some("OTHER".into());
    first.copies = Some("group".into());
    copy.copies = Some("group".into());
    let mut second = attack("second", "2026-03-13", "market");
    second.places = vec![place];
    second.views = vec![view(1, vec![source("Sarn Hospital", "other")], "asserted")];
    second.tolls = vec![killed(1, Some(27), Some(27))];
    vec![second, first, copy]
}

#[test]
fn rows_are_origins_and_not_articles() {
    let reports = told();
    let matrix = matrix(&reports.iter().collect::<Vec<_>>());
    let names: Vec<&str> = matrix.rows.iter().map(|r| r.origin.name.as_str()).collect();
    assert_eq!(names, ["medics", "Army of Molv", "Sarn Hospital"]);
    assert_eq!((matrix.articles, matrix.independent), (3, 3));
    assert_eq!(matrix.rows[0].articles.len(), 2);
    assert!(matrix.rows[0].chains.contains(&vec!["Reuters".to_owned(), "medics".to_owned()]));
}

#[test]
fn a_denial_points_at_the_claims_it_denies() {
    let reports = told();
    let matrix = matrix(&reports.iter().collect::<Vec<_>>());
    let army = &matrix.rows[1];
    assert_eq!(
        army.denies,
        [matrix.rows[0].origin.id.clone(), matrix.rows[2].origin.id.clone()].map(|id| id)
    );
    // It does not say that it did it.
    assert!(!army.cells.contains_key(&Attribute::Doer));
    let happened = matrix.columns.iter().find(|c| c.attribute == Attribute::Happened).unwrap();
    assert_eq!(happened.verdict, Verdict::Denied);
}

#[test]
fn figures_that_exclude_each_other_are_contradicted_and_silence_is_not() {
    let reports = told();
    let matrix = matrix(&reports.iter().collect::<Vec<_>>());
    let column = |a| matrix.columns.iter().find(|c| c.attribute == a);
    let dead = column(Attribute::Killed).unwrap();
    assert_eq!(dead.verdict, Verdict::Contradicted);
    assert_eq!(dead.range, Some(3));
    // Rows of reports: 27; 30, none; 30, none. Three values with the missing one; two of three given are 30.
    assert_eq!(dead.dscore, 2);
    assert!((dead.disagreement.unwrap() - 1.0 / 3.0).abs() < 1e-9);
    assert_eq!(column(Attribute::Place).unwrap().verdict, Verdict::Agreed);
    assert_eq!(column(Attribute::Doer).unwrap().verdict, Verdict::Single);
    assert!(column(Attribute::Wounded).is_none());
}

#[test]
fn each_rule_picks_what_one_works_out_by_hand() {
    let reports = told();
    let matrix = matrix(&reports.iter().collect::<Vec<_>>());
    let dead = |rule| {
        let picked = aggregate(&matrix, rule).into_iter().find(|p| p.attribute == Attribute::Killed);
        picked.map(|p| {
            assert_eq!(p.rule, rule);
            p.value.text
        })
    };
    assert_eq!(dead(Rule::Lowest).as_deref(), Some("27"));
    assert_eq!(dead(Rule::Highest).as_deref(), Some("≥30"));
    // One origin each: the lower one.
    assert_eq!(dead(Rule::MostSources).as_deref(), Some("27"));
    assert_eq!(dead(Rule::MostRecent).as_deref(), Some("27"));
    // The army is official and gives no figure.
    assert_eq!(dead(Rule::Official), None);
    for rule in Rule::ALL {
        assert_eq!(Rule::from_name(rule.as_str()), Some(rule));
    }
    assert_eq!(Rule::from_name("conservative"), Some(Rule::Lowest));
}

#[test]
fn an_origins_own_later_figure_supersedes_its_earlier_one() {
    let mut monday = attack("monday", "2026-03-09", "market");
    monday.views = vec![view(1, vec![source("Sarn Hospital", "other")], "asserted")];
    monday.tolls = vec![killed(1, Some(14), Some(14))];
    let mut tuesday = monday.clone();
    tuesday.key.document = "tuesday".into();
    tuesday.published = Some("2026-03-10".parse().unwrap());
    tuesday.tolls = vec![killed(1, Some(17), Some(17))];
    let matrix = matrix(&[&tuesday, &monday]);
    let values = &matrix.rows[0].cells[&Attribute::Killed];
    let shown: Vec<(&str, bool)> = values.iter().map(|v| (v.text.as_str(), v.superseded)).collect();
    assert_eq!(shown, [("14", true), ("17", false)]);
    let dead = matrix.columns.iter().find(|c| c.attribute == Attribute::Killed).unwrap();
    assert_eq!(dead.verdict, Verdict::Single);
    let latest = aggregate(&matrix, Rule::MostRecent).into_iter().find(|p| p.attribute == Attribute::Killed);
    assert_eq!(latest.unwrap().value.text, "17");
}

#[test]
fn outlets_that_cite_each_other_are_a_ring_and_no_witnesses() {
    let mut a = attack("a", "2026-03-12", "market");
    a.publisher = Some("Herald".into());
    a.views = vec![view(1, vec![source("Courier", "media")], "asserted")];
    let mut b = attack("b", "2026-03-12", "market");
    b.publisher = Some("Courier".into());
    b.views = vec![view(1, vec![source("Herald", "media")], "asserted")];
    let matrix = matrix(&[&a, &b]);
    assert_eq!(matrix.rings, [["courier".to_owned(), "herald".to_owned()]]);
    let mut c = attack("c", "2026-03-12", "market");
    c.views = vec![view(1, vec![source("Courier", "media")], "asserted")];
    assert!(sayso_link::matrix(&[&a, &c]).rings.is_empty());
}

#[test]
fn ranges_are_short() {
    assert_eq!(figure(&killed(0, Some(5), Some(5))), "5");
    assert_eq!(figure(&killed(0, Some(5), None)), "≥5");
    assert_eq!(figure(&killed(0, None, Some(5))), "≤5");
    assert_eq!(figure(&killed(0, Some(5), Some(9))), "5–9");
}
