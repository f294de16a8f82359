//! The page docs/rules.md is right: what it shows is read, its examples come out, its tables are complete.

use std::collections::BTreeSet;
use std::path::Path;

use sayso_annotate::Annotator;
use sayso_model::{Block, BlockKind, Document, Span};
use sayso_rules::{Failure, RuleSet, check_examples};

const PAGE: &str = include_str!("../../../docs/rules.md");

/// The page with everything left blank but the code blocks of a language, so that lines keep their numbers.
fn blocks(language: &str) -> String {
    let mut inside = "";
    let keep = |line: &'static str| {
        match (line.strip_prefix("```"), inside) {
            (Some(name), "") => inside = name,
            (Some(_), _) => inside = "",
            (None, name) if name == language => return line,
            _ => {}
        }
        ""
    };
    PAGE.lines().map(keep).collect::<Vec<_>>().join("\n")
}

/// First cells of the table whose header starts with `head`, without the code marks.
fn first_cells(head: &str) -> Vec<String> {
    let rows = PAGE.lines().skip_while(|l| !l.starts_with(&format!("| {head} |"))).skip(2);
    let cells = rows.take_while(|l| l.starts_with('|')).map(|l| {
        let row = l.replace("\\|", "\u{0}");
        row.split('|').nth(1).unwrap().trim().trim_matches('`').replace('\u{0}', "|")
    });
    cells.collect()
}

fn build(rules: &str) -> RuleSet {
    RuleSet::builder()
        .lexicon("docs/rules.md", &blocks("tsv"))
        .rules("docs/rules.md", rules)
        .build()
        .unwrap_or_else(|e| panic!("{e}"))
}

#[test]
fn the_rules_on_the_page_do_what_their_examples_say() {
    let rules = build(&blocks("rules"));
    assert!(rules.rules().count() >= 5);
    let annotator = Annotator::load().unwrap();
    let annotate = |text: &str| {
        let block = Block { span: Span::new(0, text.len()), kind: BlockKind::Body };
        annotator.annotate(&Document { text: text.to_owned(), blocks: vec![block], ..Document::default() }).0
    };
    let failures: Vec<String> = check_examples(&rules, annotate).iter().map(Failure::to_string).collect();
    assert!(failures.is_empty(), "{}", failures.join("\n"));
}

#[test]
fn the_tests_and_steps_in_the_tables_are_read() {
    let (tests, steps) = (first_cells("Test"), first_cells("Step"));
    assert!(tests.len() >= 20 && steps.len() >= 19, "{} {}", tests.len(), steps.len());
    for test in tests {
        build(&format!("rule r -> k\n  cue: root\n  x: cue > {test}\n"));
    }
    for step in steps {
        build(&format!("rule r -> k\n  cue: root\n  x: cue {step}\n"));
    }
}

#[test]
fn the_table_of_messages_is_complete() {
    let listed: BTreeSet<String> = first_cells("Code").into_iter().collect();
    let mut used = BTreeSet::new();
    let mut folders = vec![Path::new(env!("CARGO_MANIFEST_DIR")).join("src")];
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            match path.is_dir() {
                true => folders.push(path),
                false => {
                    let source = std::fs::read_to_string(&path).unwrap();
                    used.extend(
                        source.match_indices("\"RU").map(|(at, _)| source[at + 1..at + 6].to_owned()),
                    );
                }
            }
        }
    }
    assert_eq!(listed, used);
}
