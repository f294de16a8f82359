//! Blocks against the headings that people marked in real articles, where those articles are at hand.

use std::path::PathBuf;

use sayso_intake::{Options, plain};
use sayso_model::OffsetIndex;

/// The folder of hand-made ledgers, if it is there.
fn gold() -> Option<PathBuf> {
    let root = match std::env::var_os("SAYSO_SHARED") {
        Some(path) => PathBuf::from(path),
        None => PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../../shared"),
    };
    let gold = root.join("gold");
    if !gold.is_dir() {
        println!("skipped: no folder {}", gold.display());
        return None;
    }
    Some(gold)
}

#[test]
fn headings_are_those_that_people_marked() {
    let Some(gold) = gold() else { return };
    let mut files: Vec<PathBuf> = std::fs::read_dir(&gold).unwrap().map(|e| e.unwrap().path()).collect();
    files.retain(|p| p.to_string_lossy().ends_with(".gold.json"));
    files.sort();
    assert!(!files.is_empty());
    for file in files {
        let ledger: serde_json::Value = serde_json::from_slice(&std::fs::read(&file).unwrap()).unwrap();
        let article = gold.join(PathBuf::from(ledger["article"].as_str().unwrap()).file_name().unwrap());
        let bytes = std::fs::read(&article).unwrap();
        let (document, _) = plain::read("gold", &bytes, &Options::default()).unwrap();
        let index = OffsetIndex::new(&document.text);
        let at = |byte: usize| index.char_at(&document.text, byte);
        let uncoded: Vec<(usize, usize)> = document
            .blocks
            .iter()
            .filter(|b| !b.kind.is_coded())
            .map(|b| (at(b.span.start()), at(b.span.end())))
            .collect();
        let marked: Vec<(usize, usize)> = ledger["headings"]
            .as_array()
            .unwrap()
            .iter()
            .map(|h| (h[0].as_u64().unwrap() as usize, h[1].as_u64().unwrap() as usize))
            .collect();
        assert_eq!(uncoded, marked, "{}", article.display());
        assert_eq!(document.language.as_deref(), Some("en"));
    }
}
