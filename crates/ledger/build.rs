//! Digests of the rules and the model that go into the program, so that every record can name them.

use std::path::{Path, PathBuf};

use sha2::{Digest, Sha256};

fn main() {
    let data = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../data");
    let model = data.join("en/model");
    let (model, rules): (Vec<PathBuf>, Vec<PathBuf>) =
        files(&data).into_iter().partition(|p| p.starts_with(&model));
    for (name, files) in [("SAYSO_MODEL_DIGEST", model), ("SAYSO_RULES_DIGEST", rules)] {
        println!("cargo::rustc-env={name}={}", digest(&data, &files));
    }
    println!("cargo::rerun-if-changed={}", data.display());
}

/// All files below a folder, in order of their names.
fn files(folder: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    let entries = std::fs::read_dir(folder).unwrap_or_else(|e| panic!("{}: {e}", folder.display()));
    for entry in entries {
        let path = entry.expect("a folder of the checkout can be listed").path();
        if path.is_dir() { found.extend(files(&path)) } else { found.push(path) }
    }
    found.sort();
    found
}

/// Twelve digits of the digest over the names and bytes of files.
fn digest(root: &Path, files: &[PathBuf]) -> String {
    let mut hash = Sha256::new();
    for file in files {
        let name =
            file.strip_prefix(root).expect("files lie below the root").to_string_lossy().replace('\\', "/");
        let bytes = std::fs::read(file).unwrap_or_else(|e| panic!("{}: {e}", file.display()));
        hash.update(format!("{name}\0{}\0", bytes.len()));
        hash.update(bytes);
    }
    hash.finalize().iter().take(6).map(|byte| format!("{byte:02x}")).collect()
}
