//! Are files where they belong, short, and free of what is true on one machine only?

use crate::Tree;

/// Longest file of code; a longer one holds two ideas.
const LINES: usize = 800;

/// Largest file in bytes: the annotator's weights are the largest there should be.
const BYTES: u64 = 20_000_000;

/// What may lie at the top.
const TOP: &[&str] = &[
    ".ci",
    ".gitattributes",
    ".gitignore",
    "ARCHITECTURE.md",
    "CHANGELOG.md",
    "CONTRIBUTING.md",
    "Cargo.lock",
    "Cargo.toml",
    "DATA-LICENSES.md",
    "LICENSE-APACHE",
    "LICENSE-MIT",
    "README.md",
    "bench",
    "check",
    "crates",
    "data",
    "deny.toml",
    "docs",
    "examples",
    "rustfmt.toml",
    "tools",
];

/// Files that are too long or too large.
pub fn lengths(tree: &Tree) -> Vec<String> {
    let long = tree.ending(&["rs", "py", "rules", "md"]).filter_map(|f| {
        let lines = tree.text(f).lines().count();
        (lines > LINES).then(|| format!("{f}: has {lines} lines; over {LINES} it is two files"))
    });
    let large = tree.files().filter_map(|f| {
        let bytes = std::fs::metadata(tree.root.join(f)).ok()?.len();
        (bytes > BYTES).then(|| format!("{f}: has {bytes} bytes"))
    });
    long.chain(large).collect()
}

/// Files and folders that have no business at the top.
pub fn strays(tree: &Tree) -> Vec<String> {
    let mut top: Vec<_> = tree.files().map(|f| f.split('/').next().unwrap_or(f)).collect();
    top.dedup();
    top.into_iter().filter(|t| !TOP.contains(t)).map(|t| format!("{t}: does not belong at the top")).collect()
}

/// What a merge left behind.
pub fn conflicts(tree: &Tree) -> Vec<String> {
    let marks = ['<', '>'].map(|c| format!("{} ", c.to_string().repeat(7)));
    let marked =
        |f: &&str| tree.text(f).lines().any(|line| marks.iter().any(|m| line.starts_with(m.as_str())));
    tree.files().filter(marked).map(|f| format!("{f}: holds a mark of a merge")).collect()
}

/// Absolute paths of somebody's machine.
pub fn machine_paths(tree: &Tree) -> Vec<String> {
    let roots = ["work", "root", "home", "farm", "Users"].map(|folder| format!("/{folder}/"));
    let mut out = Vec::new();
    for file in tree.files().filter(|f| *f != "Cargo.lock") {
        for (i, line) in tree.text(file).lines().enumerate() {
            let holds = roots.iter().any(|root| {
                line.match_indices(root.as_str()).any(|(at, _)| {
                    let before = line[..at].chars().next_back();
                    before.is_none_or(|c| !c.is_alphanumeric() && !"./-_~:".contains(c))
                })
            });
            if holds {
                out.push(format!("{file}:{}: a path of one machine: `{}`", i + 1, line.trim()));
            }
        }
    }
    out
}

/// `./check` is the command for all tests, and the build server runs nothing else.
pub fn entry_points(tree: &Tree) -> Vec<String> {
    let mut out = Vec::new();
    for file in ["check", ".ci/run"] {
        if !tree.text(file).starts_with("#!") {
            out.push(format!("{file}: is no script"));
        }
        #[cfg(unix)]
        {
            use std::os::unix::fs::PermissionsExt as _;
            let mode = std::fs::metadata(tree.root.join(file)).map_or(0, |m| m.permissions().mode());
            if mode & 0o111 == 0 {
                out.push(format!("{file}: is not executable"));
            }
        }
    }
    if !tree.text(".ci/run").contains("./check") {
        out.push(".ci/run: does not call ./check".to_owned());
    }
    out
}
