//! How many tokens a second does each component read, on one thread? `cargo bench -p sayso-annotate`.
//!
//! Reads news under `$SAYSO_SHARED/data/raw-news` (or `../shared/...`), or the texts of the oracle where there is none.

use std::{
    path::PathBuf,
    time::{Duration, Instant},
};

use sayso_annotate::{Annotator, spacy::Scratch};
use sayso_model::{Block, BlockKind, Document, Span};

fn texts() -> Vec<String> {
    let shared = std::env::var_os("SAYSO_SHARED").map_or_else(
        || PathBuf::from(concat!(env!("CARGO_MANIFEST_DIR"), "/../../../shared")),
        PathBuf::from,
    );
    let mut files = Vec::new();
    let mut folders = vec![shared.join("data/raw-news")];
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(folder).into_iter().flatten().flatten() {
            let path = entry.path();
            if path.is_dir() { folders.push(path) } else { files.push(path) }
        }
    }
    files.sort();
    let news: Vec<String> = files.iter().take(200).filter_map(|f| std::fs::read_to_string(f).ok()).collect();
    if !news.is_empty() {
        return news;
    }
    println!("no news found, reading the texts of the oracle");
    include_str!("../tests/oracle/english.jsonl")
        .lines()
        .map(|line| {
            let entry: serde_json::Value = serde_json::from_str(line).unwrap();
            entry["text"].as_str().unwrap().to_string()
        })
        .collect()
}

/// A document with a block for each line.
fn document(text: &str) -> Document {
    let mut blocks = Vec::new();
    let mut start = 0;
    for line in text.split_inclusive('\n') {
        let lead = line.len() - line.trim_start().len();
        let len = line.trim().len();
        if len > 0 {
            let span = Span::new(start + lead, start + lead + len);
            blocks.push(Block { span, kind: BlockKind::Body });
        }
        start += line.len();
    }
    Document { text: text.into(), blocks, ..Document::default() }
}

/// Seconds of processor time that this process has used.
fn processor() -> Option<f64> {
    let stat = std::fs::read_to_string("/proc/self/stat").ok()?;
    let mut fields = stat.rsplit_once(')')?.1.split_whitespace().skip(11);
    let ticks: f64 = fields.next()?.parse::<f64>().ok()? + fields.next()?.parse::<f64>().ok()?;
    Some(ticks / 100.0)
}

fn main() {
    let start = Instant::now();
    let annotator = Annotator::load().unwrap();
    println!("load {:?}", start.elapsed());
    let texts = texts();
    let words: usize = texts.iter().map(|t| t.split_whitespace().count()).sum();
    let documents: Vec<Document> = texts.iter().map(|text| document(text)).collect();
    for pass in ["cold", "warm"] {
        let (start, used) = (Instant::now(), processor());
        let tokens: usize = documents.iter().map(|d| annotator.annotate(d).0.tokens.len()).sum();
        let wall = start.elapsed().as_secs_f64();
        let used = processor().zip(used).map_or(wall, |(after, before)| after - before);
        println!(
            "documents with their layers, {pass}: {tokens} tokens, {words} words; processor {used:.2} s"
        );
        println!("  {:.0} tokens/s, {:.0} words/s", tokens as f64 / used, words as f64 / used);
    }
    for pass in ["cold", "warm"] {
        let mut scratch = Scratch::default();
        if pass == "warm" {
            texts.iter().for_each(|t| drop(annotator.pipeline().run(t, &mut scratch)));
        }
        let before = scratch.stages();
        let (start, used) = (Instant::now(), processor());
        let tokens: usize = texts.iter().map(|t| annotator.pipeline().run(t, &mut scratch).len()).sum();
        let wall = start.elapsed().as_secs_f64();
        let used = processor().zip(used).map_or(wall, |(after, before)| after - before);
        let rate = |n: usize| n as f64 / used;
        println!("{pass}: {tokens} tokens, {words} words; wall {wall:.2} s, processor {used:.2} s");
        println!("  {:.0} tokens/s, {:.0} words/s of processor time", rate(tokens), rate(words));
        let s = scratch.stages();
        let stages: [(&str, Duration); 7] = [
            ("tokenize", s.tokenize - before.tokenize),
            ("embed", s.embed - before.embed),
            ("encode", s.encode - before.encode),
            ("tag", s.tag - before.tag),
            ("parse", s.parse - before.parse),
            ("names", s.names - before.names),
            ("rule and lemmatize", s.rule_and_lemmatize - before.rule_and_lemmatize),
        ];
        for (name, time) in stages {
            println!("  {name:<20} {:>8.2} µs/token", time.as_secs_f64() * 1e6 / tokens as f64);
        }
    }
}
