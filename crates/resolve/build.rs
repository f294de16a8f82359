//! Compiles the knowledge base of actors: a table of keys and a pool of entries.

#[path = "src/actor/fold.rs"]
#[allow(dead_code)]
mod fold;
#[path = "src/actor/latin.rs"]
mod latin;
#[path = "src/actor/source.rs"]
#[allow(dead_code)]
mod source;

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::{env, fs};

fn main() {
    let root = PathBuf::from(env::var("CARGO_MANIFEST_DIR").unwrap()).join("../..");
    let out = PathBuf::from(env::var("OUT_DIR").unwrap());
    let mut keys: BTreeMap<String, Vec<u32>> = BTreeMap::new();
    let mut lines: Vec<String> = Vec::new();
    for file in files(&root.join("data/world/actors")) {
        let text = fs::read_to_string(&file).unwrap();
        let rows =
            source::read(&text).unwrap_or_else(|(line, why)| panic!("{}:{line}: {why}", file.display()));
        for row in rows {
            let id = lines.len() as u32;
            lines.push(row.line);
            for key in row.keys {
                let ids = keys.entry(key).or_default();
                if !ids.contains(&id) {
                    ids.push(id);
                }
            }
        }
    }
    fs::write(out.join("actors.pool"), pool(&lines)).unwrap();
    // A value is an entry, or, with the lowest bit set, a place in the list of entries that share the key.
    let mut shared: Vec<u32> = Vec::new();
    let mut map = fst::MapBuilder::memory();
    for (key, ids) in &keys {
        let value = match ids.as_slice() {
            [one] => u64::from(*one) << 1,
            many => {
                let at = shared.len() as u64;
                shared.push(many.len() as u32);
                shared.extend(many);
                at << 1 | 1
            }
        };
        map.insert(key, value).unwrap();
    }
    fs::write(out.join("actors.keys"), map.into_inner().unwrap()).unwrap();
    fs::write(out.join("actors.shared"), shared.iter().flat_map(|n| n.to_le_bytes()).collect::<Vec<u8>>())
        .unwrap();
    println!("cargo:rerun-if-changed=build.rs");
    println!("cargo:rerun-if-changed=src/actor/source.rs");
    println!("cargo:rerun-if-changed=src/actor/fold.rs");
}

/// Files of a folder by name, so that the build does not depend on the file system's order.
fn files(folder: &Path) -> Vec<PathBuf> {
    println!("cargo:rerun-if-changed={}", folder.display());
    let mut found: Vec<PathBuf> = fs::read_dir(folder)
        .unwrap_or_else(|e| panic!("{}: {e}", folder.display()))
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.extension().is_some_and(|e| e == "tsv"))
        .collect();
    found.sort();
    found
}

/// Number of lines, where each begins (and the last ends), then the lines.
fn pool(lines: &[String]) -> Vec<u8> {
    let mut out = (lines.len() as u32).to_le_bytes().to_vec();
    let mut at = 0u32;
    for line in lines {
        out.extend(at.to_le_bytes());
        at += line.len() as u32;
    }
    out.extend(at.to_le_bytes());
    for line in lines {
        out.extend(line.as_bytes());
    }
    out
}
