//! Counts in how many articles each word stands, and writes `data/en/model/word-counts.tsv`.
//!
//!     cargo run -p sayso-link --example count_words -- ../shared/data/raw-news > data/en/model/word-counts.tsv
//!
//! Words of fewer than five articles are left out: a word without a count is a rare word.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

const ARTICLES_MIN: u32 = 5;

fn main() -> std::io::Result<()> {
    let Some(folder) = std::env::args().nth(1) else {
        eprintln!("usage: count_words FOLDER");
        std::process::exit(2);
    };
    let mut files = Vec::new();
    walk(Path::new(&folder), &mut files)?;
    let mut counts: BTreeMap<String, u32> = BTreeMap::new();
    for file in &files {
        let text = String::from_utf8_lossy(&std::fs::read(file)?).into_owned();
        for word in sayso_link::story::words(&text).collect::<BTreeSet<_>>() {
            *counts.entry(word).or_default() += 1;
        }
    }
    println!("# In how many of the articles each word stands; see crates/link/examples/count_words.rs.");
    println!("@articles\t{}", files.len());
    for (word, count) in counts.iter().filter(|(_, count)| **count >= ARTICLES_MIN) {
        println!("{word}\t{count}");
    }
    Ok(())
}

fn walk(folder: &Path, files: &mut Vec<PathBuf>) -> std::io::Result<()> {
    for entry in std::fs::read_dir(folder)? {
        let path = entry?.path();
        if path.is_dir() {
            walk(&path, files)?;
        } else if path.extension().is_some_and(|e| e == "txt") {
            files.push(path);
        }
    }
    Ok(())
}
