//! The page docs/rules.md is right: what it shows is read, its examples come out, its tables are complete.

use std::collections::BTreeSet;
use std::path::Path;

use sayso_model::Annotated;
use sayso_rules::{Failure, RuleSet, check_examples, sketch};

const PAGE: &str = include_str!("../../../docs/rules.md");

/// Parses of the texts on the page.
const PARSES: &[&str] = &[
    "The/DT/det/2 minister/NN/nsubj/3 said|say/VBD/ROOT/0 that/IN/mark/6 talks|talk/NNS/nsubj/6 \
     failed|fail/VBD/ccomp/3 ././punct/3",
    "She|she/PRP/nsubj/2 said|say/VBD/ROOT/0 hello/UH/intj/2 ././punct/2",
    "It/PRP/nsubjpass/3 was|be/VBD/auxpass/3 said|say/VBN/ROOT/0 by/IN/agent/3 the/DT/det/6 minister/NN/pobj/4 \
     ././punct/3",
    "The/DT/det/2 minister/NN/nsubj/5 did|do/VBD/aux/5 not/RB/neg/5 say/VB/ROOT/0 that/DT/dobj/5 ././punct/5",
    "The/DT/det/2 minister/NN/nsubj/3 accused|accuse/VBD/ROOT/0 the/DT/det/5 rebels|rebel/NNS/dobj/3 of/IN/prep/3 \
     breaking|break/VBG/pcomp/6 the/DT/det/9 truce/NN/dobj/7 ././punct/3",
];

/// Contents of the page's code blocks of a language, together.
fn blocks(language: &str) -> String {
    let mut out = String::new();
    for block in PAGE.split("```").skip(1).step_by(2) {
        let (name, text) = block.split_once('\n').unwrap();
        if name == language {
            out.push_str(text);
        }
    }
    out
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

fn annotate(text: &str) -> Annotated {
    PARSES.iter().find_map(|p| sketch::read_onto(text, p)).unwrap_or_else(|| panic!("no parse for {text}"))
}

#[test]
fn the_rules_on_the_page_do_what_their_examples_say() {
    let rules = build(&blocks("rules"));
    assert!(rules.rules().count() >= 5);
    let failures: Vec<String> = check_examples(&rules, annotate).iter().map(Failure::to_string).collect();
    assert_eq!(failures, [""; 0], "{}", failures.join("\n"));
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
