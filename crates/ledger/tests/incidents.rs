//! Are reports of many articles joined to the incidents that a careful reader sees?

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use std::sync::LazyLock;

use sayso_ledger::Pipeline;
use sayso_link::matrix::{Attribute, Verdict};
use sayso_link::story::Background;
use sayso_link::{Decisions, Incident, Report, block, incidents, matrix, reports};

static PIPELINE: LazyLock<Pipeline> = LazyLock::new(|| Pipeline::load(Default::default()).unwrap());

fn code(name: &str, text: &str, date: &str) -> Vec<Report> {
    let options = sayso_intake::Options {
        published: Some(date.parse().unwrap()),
        publisher: Some(name.to_owned()),
        ..Default::default()
    };
    let (document, _) = sayso_intake::plain::read(name, text.as_bytes(), &options).unwrap();
    reports(&PIPELINE.code(document), Background::shipped())
}

fn join(reports: &[Report]) -> Vec<Incident> {
    let mut blocks: BTreeMap<_, Vec<Report>> = BTreeMap::new();
    for report in reports {
        blocks.entry(block(report)).or_default().push(report.clone());
    }
    blocks.values().flat_map(|b| incidents(b, &Decisions::default())).collect()
}

fn articles(incident: &Incident) -> BTreeSet<&str> {
    incident.reports.iter().map(|k| k.document.as_str()).collect()
}

/// The six examples with their dates.
fn examples() -> Vec<(String, Vec<Report>)> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../examples");
    let mut files: Vec<_> = std::fs::read_dir(folder).unwrap().map(|e| e.unwrap().path()).collect();
    files.retain(|p| p.extension().is_some_and(|e| e == "txt"));
    files.sort();
    files
        .iter()
        .map(|path| {
            let name = path.file_stem().unwrap().to_string_lossy().into_owned();
            let reports = code(&name[11..], &std::fs::read_to_string(path).unwrap(), &name[..10]);
            (name, reports)
        })
        .collect()
}

#[test]
fn look_alikes_are_kept_apart() {
    let text = include_str!("look-alikes.txt");
    let mut fused = Vec::new();
    let mut pairs = 0;
    for block in text.split("\n\n").skip(1) {
        let lines: Vec<&str> = block.lines().collect();
        let [why, a, b] = lines[..] else { panic!("not a pair: {block}") };
        let read = |name: &str, line: &str| {
            let (date, text) = line.split_once('\t').unwrap();
            code(name, text, date)
        };
        let both = [read("first", a), read("second", b)].concat();
        let joined = join(&both);
        pairs += 1;
        if joined.iter().any(|i| articles(i).len() > 1) {
            fused.push(why.to_owned());
        }
    }
    assert!(pairs >= 30, "{pairs}");
    assert_eq!(fused, Vec::<String>::new());
}

#[test]
fn the_order_of_articles_does_not_matter() {
    let mut all: Vec<Report> = examples().into_iter().flat_map(|e| e.1).collect();
    let expected: BTreeSet<String> = join(&all).iter().map(|i| format!("{i:?}")).collect();
    let mut state = 7u64;
    for _ in 0..20 {
        for at in (1..all.len()).rev() {
            // Linear congruential steps of Knuth's MMIX: any order will do.
            state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            all.swap(at, (state >> 33) as usize % (at + 1));
        }
        let again: BTreeSet<String> = join(&all).iter().map(|i| format!("{i:?}")).collect();
        assert_eq!(again, expected);
    }
}

#[test]
fn the_six_examples_are_one_incident() {
    let examples = examples();
    let all: Vec<Report> = examples.iter().flat_map(|e| e.1.clone()).collect();
    let joined = join(&all);
    let widest = joined.iter().max_by_key(|i| articles(i).len()).unwrap();
    let told: Vec<&Report> = all.iter().filter(|r| widest.reports.contains(&r.key)).collect();
    assert_eq!(articles(widest).len(), 6, "{widest:#?}");
    let matrix = matrix(&told);
    let speaks = |name: &str| matrix.rows.iter().find(|r| r.origin.name == name);
    let dead = |name: &str| -> Vec<&str> {
        let values = speaks(name).and_then(|r| r.cells.get(&Attribute::Killed));
        values.into_iter().flatten().map(|v| v.text.as_str()).collect()
    };
    // The governor's higher figure, the hospital's first and its later one.
    assert!(dead("Anton Velk").contains(&"19") || dead("Pavle Oresh").contains(&"19"));
    let hospital = matrix.rows.iter().find(|r| r.origin.name.to_lowercase().contains("hospital official"));
    assert!(hospital.is_some_and(|r| r.cells[&Attribute::Killed][0].text == "≥14"));
    let denier = speaks("Kelvarian Defence Ministry").unwrap();
    assert!(!denier.denies.is_empty() && !denier.cells.contains_key(&Attribute::Doer));
    let column = |a: Attribute| matrix.columns.iter().find(|c| c.attribute == a).unwrap();
    assert_eq!(column(Attribute::Happened).verdict, Verdict::Denied);
    assert_eq!(column(Attribute::Killed).verdict, Verdict::Contradicted);
    assert_eq!(column(Attribute::Place).verdict, Verdict::Agreed);
    assert_eq!(matrix.articles, 6);
}
