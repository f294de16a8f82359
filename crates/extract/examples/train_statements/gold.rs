//! What people have marked in a text.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

pub type Chars = BTreeSet<usize>;

/// An attribution.
#[derive(Default)]
pub struct Gold {
    pub source: Chars,
    pub cue: Chars,
    pub content: Chars,
}

/// Texts of a folder, in the order of their names.
pub fn texts(folder: &Path) -> Vec<PathBuf> {
    let entries = std::fs::read_dir(folder.join("text")).expect("a folder of texts");
    let mut paths: Vec<PathBuf> = entries.flatten().map(|e| e.path()).collect();
    paths.sort();
    paths
}

/// Annotations of a text by the first of its annotators, in brat's format.
pub fn annotations(folder: &Path, text: &Path) -> Vec<Gold> {
    let stem = text.file_stem().unwrap_or_default().to_string_lossy().into_owned();
    let mut files: Vec<PathBuf> = std::fs::read_dir(folder.join("attributions"))
        .expect("a folder of annotations")
        .flatten()
        .map(|e| e.path())
        .collect();
    files.sort();
    let key = |p: &Path| {
        let stem = p.file_stem().unwrap_or_default().to_string_lossy().into_owned();
        stem.rsplit_once('_').map(|(k, _)| k.to_owned()).unwrap_or(stem)
    };
    let short = stem.rsplit_once('_').map(|(k, _)| k.to_owned()).unwrap_or_default();
    let file = files.iter().find(|p| key(p) == stem).or_else(|| files.iter().find(|p| key(p) == short));
    let Some(file) = file else { return Vec::new() };
    let lines = std::fs::read_to_string(file).expect("annotations that can be read");
    let mut spans: BTreeMap<&str, Chars> = BTreeMap::new();
    let mut golds = Vec::new();
    for line in lines.lines() {
        let mut columns = line.split('\t');
        let (Some(id), Some(body)) = (columns.next(), columns.next()) else { continue };
        let Some((kind, rest)) = body.split_once(' ') else { continue };
        if id.starts_with('T') {
            let parts = rest.split(';').filter_map(|p| p.split_once(' '));
            let pairs = parts.filter_map(|(a, b)| Some((a.parse::<usize>().ok()?, b.parse::<usize>().ok()?)));
            spans.insert(id, pairs.flat_map(|(a, b)| a..b).collect());
        } else if id.starts_with('E') {
            let _ = kind;
            let mut gold = Gold::default();
            for (role, of) in rest.split(' ').filter_map(|p| p.split_once(':')) {
                let Some(there) = spans.get(of) else { continue };
                match role.trim_end_matches(|c: char| c.is_ascii_digit()) {
                    "Source" => gold.source.extend(there),
                    "Cue" => gold.cue.extend(there),
                    "Content" => gold.content.extend(there),
                    _ => {}
                }
            }
            if !gold.content.is_empty() {
                golds.push(gold);
            }
        }
    }
    golds
}
