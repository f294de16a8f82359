//! Is every file of data loaded by somebody?

use crate::Tree;

/// Files under `data/` that no source names, neither by name nor by a folder that holds them.
///
/// A folder counts if at least three of its path's parts are named together, such as `data/en/rules`, so that a
/// mention of all data does not cover everything.
pub fn unloaded(tree: &Tree) -> Vec<String> {
    let sources: Vec<_> = tree.ending(&["rs", "toml"]).map(|f| tree.text(f)).collect();
    let named = |part: &str| sources.iter().any(|s| s.contains(part));
    let data =
        tree.files().filter(|f| f.starts_with("data/") && !f.ends_with(".md") && !f.contains("LICENSE"));
    data.filter(|file| {
        let parts: Vec<_> = file.split('/').collect();
        let folder = (2..parts.len()).rev().any(|n| {
            // `join("en").join("rules")` and `"en/rules"` both name the folder.
            let path = parts[1..n].join("/");
            n > 2 && (named(&path) || named(&parts[1..n].join("\").join(\"")))
        });
        !folder && !named(parts[parts.len() - 1])
    })
    .map(|file| format!("{file}: is loaded by nobody"))
    .collect()
}
