//! The worked example of docs/ontology.md, run as it stands there.

use crate::run::{folder, sayso};

const PAGE: &str = include_str!("../../../docs/ontology.md");
const SENTENCE: &[u8] = b"Sylduria dammed the river Wladir last year.";

/// The indented block after the line that names a file.
fn table(file: &str) -> String {
    let after = PAGE.split(&format!("`{file}`:\n")).nth(1).expect("the page names the file");
    let lines = after.lines().skip_while(|l| l.is_empty()).take_while(|l| l.starts_with("    "));
    lines.map(|l| format!("{}\n", &l[4..])).collect()
}

fn events(args: &[&str]) -> serde_json::Value {
    let run = sayso(args, SENTENCE);
    assert_eq!(run.status, Some(0), "{}", run.stderr);
    let document: serde_json::Value = serde_json::from_slice(&run.stdout).expect("one document");
    document["events"].clone()
}

#[test]
fn a_type_of_ones_own_is_coded() {
    let folder = folder("lexicon");
    for file in ["types.tsv", "water.tsv"] {
        std::fs::write(folder.join(file), table(file)).expect("the folder can be written");
    }
    let folder = folder.to_str().expect("the folder's name is UTF-8");
    let coded = events(&["code", "-q", "--format", "json", "--lexicon", folder, "-"]);
    assert_eq!(coded[0]["type"], "DIVERT", "{coded}");
    assert_eq!(coded[0]["mode"], "dam", "{coded}");
    assert_eq!(coded[0]["cameo"], "170", "{coded}");
    let without = events(&["code", "-q", "--format", "json", "-"]);
    assert_eq!(without.as_array().map(Vec::len), Some(0), "{without}");
}

#[test]
fn a_line_that_does_not_read_is_named() {
    let folder = folder("lexicon-broken");
    std::fs::write(folder.join("own.tsv"), "dam\tVERB\tevent\tmode=dam\n")
        .expect("the folder can be written");
    let run = sayso(&["code", "--lexicon", folder.to_str().unwrap_or_default(), "-"], SENTENCE);
    assert_eq!(run.status, Some(2), "{}", run.stderr);
    assert!(run.stderr.contains("own.tsv:1: needs a key `type`"), "{}", run.stderr);
}
