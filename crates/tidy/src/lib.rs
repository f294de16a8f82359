//! Is the tree in order?
//!
//! Each check reads the files of the repository and gives the complaints it has, one line each. The test `tidy`
//! runs them all.

mod crates;
mod data;
mod files;
mod pages;
mod supply;

pub use crates::{edges, listed};
pub use data::unloaded;
pub use files::{conflicts, entry_points, lengths, machine_paths, strays};
pub use pages::{links, talk};
pub use supply::{bill, metadata, strangers, unsafe_code};

use std::path::{Path, PathBuf};

/// The repository, by its files as `git` lists them, or as they lie there where it cannot.
#[derive(Debug)]
pub struct Tree {
    root: PathBuf,
    /// Paths from the root with `/`, in order.
    files: Vec<String>,
}

impl Tree {
    /// The tree that this crate stands in.
    pub fn here() -> Self {
        let root =
            Path::new(env!("CARGO_MANIFEST_DIR")).join("../..").canonicalize().expect("the crate has a root");
        let mut files = tracked(&root).unwrap_or_else(|| walk(&root, ""));
        files.retain(|f| root.join(f).is_file());
        files.sort();
        Self { root, files }
    }

    /// Paths of all files.
    pub fn files(&self) -> impl Iterator<Item = &str> {
        self.files.iter().map(String::as_str)
    }

    /// Paths of the files with one of the extensions.
    pub fn ending<'a>(&'a self, extensions: &'a [&str]) -> impl Iterator<Item = &'a str> {
        self.files().filter(|f| f.rsplit_once('.').is_some_and(|(_, e)| extensions.contains(&e)))
    }

    /// The text of a file; empty if it is not UTF-8.
    pub fn text(&self, path: &str) -> String {
        std::fs::read(self.root.join(path)).ok().and_then(|b| String::from_utf8(b).ok()).unwrap_or_default()
    }

    /// True if a file or folder is there.
    pub fn has(&self, path: &str) -> bool {
        self.root.join(path).exists()
    }
}

fn tracked(root: &Path) -> Option<Vec<String>> {
    let done = std::process::Command::new("git").current_dir(root).args(["ls-files", "-z"]).output().ok()?;
    let text = String::from_utf8(done.stdout).ok()?;
    let files: Vec<_> = text.split('\0').filter(|f| !f.is_empty()).map(str::to_owned).collect();
    (done.status.success() && !files.is_empty()).then_some(files)
}

fn walk(root: &Path, folder: &str) -> Vec<String> {
    let mut out = Vec::new();
    for entry in std::fs::read_dir(root.join(folder)).into_iter().flatten().flatten() {
        let name = entry.file_name().to_string_lossy().into_owned();
        let path = if folder.is_empty() { name.clone() } else { format!("{folder}/{name}") };
        let skipped = ["target", ".git", ".venv", "__pycache__"].contains(&name.as_str());
        match entry.file_type() {
            Ok(kind) if kind.is_dir() && !skipped => out.extend(walk(root, &path)),
            Ok(kind) if kind.is_file() => out.push(path),
            _ => {}
        }
    }
    out
}
