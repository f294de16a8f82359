//! Do the crates depend on each other along the flow of the data, and only so?

use crate::Tree;

/// For each crate, in the order of the flow, the crates it may depend on. A new edge is a decision: make it here.
const EDGES: &[(&str, &[&str])] = &[
    ("model", &[]),
    ("intake", &["model"]),
    ("annotate", &["model"]),
    ("rules", &["model"]),
    ("time", &["model"]),
    ("dictionaries", &["model"]),
    ("classify", &["model", "dictionaries"]),
    ("extract", &["model", "rules", "time"]),
    ("resolve", &["model"]),
    ("link", &["model"]),
    ("ledger", &["model", "intake", "annotate", "rules", "dictionaries", "extract", "resolve"]),
    ("export", &["model"]),
    ("store", &["model"]),
    ("incidents", &["model", "link", "store"]),
    ("tables", &["model", "link", "store", "incidents"]),
    ("ingest", &["model", "intake", "ledger", "store"]),
    ("serve", &["model", "intake", "link", "ledger", "export", "store", "incidents", "tables"]),
    (
        "cli",
        &["model", "intake", "link", "ledger", "export", "store", "incidents", "tables", "ingest", "serve"],
    ),
    ("python", &["model", "intake", "link", "ledger", "export", "store", "incidents", "ingest"]),
    (
        "eval",
        &[
            "model",
            "intake",
            "annotate",
            "rules",
            "time",
            "dictionaries",
            "classify",
            "extract",
            "resolve",
            "link",
            "ledger",
            "export",
        ],
    ),
    ("tidy", &[]),
];

/// Edges that are not permitted. Tests may use whatever comes before them in the flow, and the crates that a crate
/// may depend on.
pub fn edges(tree: &Tree) -> Vec<String> {
    let mut out = Vec::new();
    for name in folders(tree) {
        let Some(at) = EDGES.iter().position(|e| e.0 == name) else {
            out.push(format!("crates/{name}: has no row in the table of permitted edges"));
            continue;
        };
        let manifest = tree.text(&format!("crates/{name}/Cargo.toml"));
        if !manifest.contains("[lints]\nworkspace = true") {
            out.push(format!("crates/{name}/Cargo.toml: does not take the workspace's lints"));
        }
        for (section, target) in dependencies(&manifest) {
            let earlier = EDGES[..at].iter().any(|e| e.0 == target);
            let permitted = EDGES[at].1.contains(&target.as_str());
            let in_tests = section == "dev-dependencies" && earlier;
            if !permitted && !in_tests {
                out.push(format!(
                    "crates/{name}/Cargo.toml: `{name}` must not depend on `{target}` ({section})"
                ));
            }
        }
    }
    out
}

/// Crates that `crates/README.md` and the workspace do not name.
pub fn listed(tree: &Tree) -> Vec<String> {
    let (readme, workspace) = (tree.text("crates/README.md"), tree.text("Cargo.toml"));
    let mut out = Vec::new();
    for name in folders(tree) {
        if !readme.contains(&format!("`{name}`")) {
            out.push(format!("crates/README.md: has no line for `{name}`"));
        }
        if !workspace.contains(&format!("\"crates/{name}\"")) {
            out.push(format!("Cargo.toml: `crates/{name}` is no member"));
        }
    }
    out
}

fn folders(tree: &Tree) -> Vec<String> {
    let name = |f: &str| f.strip_prefix("crates/")?.strip_suffix("/Cargo.toml").map(str::to_owned);
    tree.files().filter_map(name).filter(|n| !n.contains('/')).collect()
}

/// Our crates that a manifest depends on, with the section that says so.
fn dependencies(manifest: &str) -> Vec<(String, String)> {
    let mut section = String::new();
    let mut out = Vec::new();
    for line in manifest.lines().map(str::trim) {
        if let Some(head) = line.strip_prefix('[') {
            section = head.trim_end_matches(']').to_owned();
        } else if section.ends_with("dependencies")
            && let Some(rest) = line.strip_prefix("sayso-")
        {
            let name = rest.split(|c: char| !c.is_ascii_alphanumeric()).next().unwrap_or_default();
            out.push((section.clone(), name.to_owned()));
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dependencies_are_read_with_their_section() {
        let manifest = "[package]\nname = \"sayso-x\"\n[dependencies]\nsayso-model.workspace = true\nserde = \"1\"\n\
                        [dev-dependencies]\nsayso-rules = { path = \"../rules\" }\n";
        let pair = |a: &str, b: &str| (a.to_owned(), b.to_owned());
        assert_eq!(
            dependencies(manifest),
            [pair("dependencies", "model"), pair("dev-dependencies", "rules")]
        );
    }

    #[test]
    fn permitted_edges_point_back_along_the_flow() {
        for (at, (name, targets)) in EDGES.iter().enumerate() {
            for target in *targets {
                assert!(EDGES[..at].iter().any(|e| e.0 == *target), "{name} -> {target}");
            }
        }
    }
}
