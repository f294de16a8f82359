//! Whose code is part of the program, under which terms, and from where?

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write;
use std::process::Command;

use serde_json::{Value, json};

use crate::Tree;

/// What `cargo metadata` says, without the network: of all platforms and features, or of this machine where others were never
/// fetched.
pub fn metadata(tree: &Tree) -> Option<Value> {
    let run = |program: &str, arguments: &[&str]| {
        let done = Command::new(program).current_dir(&tree.root).args(arguments).output().ok()?;
        done.status.success().then_some(done.stdout)
    };
    let version = String::from_utf8(run("rustc", &["-vV"])?).ok()?;
    let host = version.lines().find_map(|l| l.strip_prefix("host: "))?;
    let common = ["metadata", "--format-version", "1", "--locked", "--offline"];
    let all = [&common[..], &["--all-features"]].concat();
    let here = [&common[..], &["--filter-platform", host]].concat();
    let answer = run("cargo", &all).or_else(|| run("cargo", &here))?;
    serde_json::from_slice(&answer).ok()
}

/// Packages whose licence, name or source `deny.toml` does not allow, and versions that nothing pins.
pub fn strangers(tree: &Tree, metadata: &Value) -> Vec<String> {
    let rules = tree.text("deny.toml");
    let (allowed, banned, sources) =
        (list(&rules, "allow"), list(&rules, "deny"), list(&rules, "allow-registry"));
    let mut out = Vec::new();
    for package in array(&metadata["packages"]) {
        let name = format!("{} {}", text(&package["name"]), text(&package["version"]));
        let licence = text(&package["license"]);
        if !permits(licence, &allowed) {
            out.push(format!("{name}: the licence `{licence}` is none of those in deny.toml"));
        }
        if banned.contains(text(&package["name"])) {
            out.push(format!("{name}: is banned by deny.toml"));
        }
        if let Some(source) = package["source"].as_str() {
            let index = source.trim_start_matches("registry+");
            if !sources.contains(index) {
                out.push(format!("{name}: comes from `{source}`"));
            }
        }
        let ours = package["source"].is_null();
        for needed in array(&package["dependencies"]).iter().filter(|_| ours) {
            if text(&needed["req"]) == "*" && needed["path"].is_null() {
                out.push(format!("{name}: takes any version of `{}`", text(&needed["name"])));
            }
        }
    }
    // Every package that is fetched is pinned by its hash.
    let lock = tree.text("Cargo.lock");
    for part in lock.split("[[package]]").skip(1) {
        if part.contains("source = \"registry+") && !part.contains("checksum = \"") {
            out.push(format!("Cargo.lock: no hash for {}", part.lines().nth(1).unwrap_or_default()));
        }
    }
    out
}

/// The parts of the command line as a bill of materials: CycloneDX 1.5, in the order of names, the same bytes every time.
pub fn bill(tree: &Tree, metadata: &Value) -> String {
    let packages: BTreeMap<&str, &Value> =
        array(&metadata["packages"]).iter().map(|p| (text(&p["id"]), p)).collect();
    let nodes: BTreeMap<&str, &Value> =
        array(&metadata["resolve"]["nodes"]).iter().map(|n| (text(&n["id"]), n)).collect();
    let root = packages.iter().find(|(_, p)| p["name"] == "sayso-cli").map_or("", |(id, _)| *id);
    // What the program is built of: not what only tests and build scripts want.
    let (mut seen, mut open) = (BTreeSet::new(), vec![root]);
    let mut needs: BTreeMap<String, Vec<String>> = BTreeMap::new();
    let address = |id: &str| {
        let package = packages[id];
        format!("pkg:cargo/{}@{}", text(&package["name"]), text(&package["version"]))
    };
    while let Some(id) = open.pop() {
        if !seen.insert(id) {
            continue;
        }
        let mut on = Vec::new();
        for needed in array(&nodes[id]["deps"]) {
            if array(&needed["dep_kinds"]).iter().any(|k| k["kind"].is_null()) {
                let target = text(&needed["pkg"]);
                on.push(address(target));
                open.push(target);
            }
        }
        on.sort();
        needs.insert(address(id), on);
    }
    let lock = tree.text("Cargo.lock");
    let mut components: Vec<Value> = Vec::new();
    for id in seen.iter().filter(|id| **id != root) {
        let package = packages[id];
        let (name, version) = (text(&package["name"]), text(&package["version"]));
        let mut component = json!({
            "type": "library",
            "bom-ref": address(id),
            "name": name,
            "version": version,
            "licenses": [{ "expression": text(&package["license"]).replace('/', " OR ") }],
            "purl": address(id),
        });
        if let Some(hash) = checksum(&lock, name, version) {
            component["hashes"] = json!([{ "alg": "SHA-256", "content": hash }]);
        }
        components.push(component);
    }
    components.sort_by(|a, b| text(&a["bom-ref"]).cmp(text(&b["bom-ref"])));
    let dependencies: Vec<Value> =
        needs.into_iter().map(|(of, on)| json!({ "ref": of, "dependsOn": on })).collect();
    let version = packages.get(root).map_or("", |p| text(&p["version"]));
    let bill = json!({
        "bomFormat": "CycloneDX",
        "specVersion": "1.5",
        "version": 1,
        "metadata": { "component": {
            "type": "application", "bom-ref": address(root), "name": "sayso", "version": version,
        } },
        "components": components,
        "dependencies": dependencies,
    });
    let mut out = serde_json::to_string_pretty(&bill).unwrap_or_default();
    let _ = writeln!(out);
    out
}

/// Blocks of `unsafe` code without a word on why they are sound, and files that hold some and are not known for it.
pub fn unsafe_code(tree: &Tree, known: &[&str]) -> Vec<String> {
    let mut out = Vec::new();
    for file in tree.ending(&["rs"]).filter(|f| *f != "crates/tidy/src/supply.rs") {
        let text = tree.text(file);
        let lines: Vec<&str> = text.lines().collect();
        for (at, line) in lines.iter().enumerate() {
            let code = line.split("//").next().unwrap_or_default();
            let opens = ["unsafe {", "unsafe impl"].iter().any(|word| code.contains(word));
            if !opens {
                continue;
            }
            if !known.contains(&file) {
                out.push(format!("{file}:{}: unsafe code, and no test is known for it", at + 1));
            }
            if !lines[at.saturating_sub(4)..at].iter().any(|l| l.contains("SAFETY:")) {
                out.push(format!(
                    "{file}:{}: unsafe code without a comment that begins with `SAFETY:`",
                    at + 1
                ));
            }
        }
    }
    out
}

/// The strings of a list in a file of settings.
fn list<'a>(settings: &'a str, name: &str) -> BTreeSet<&'a str> {
    let open = format!("\n{name} = [");
    let Some((_, rest)) = settings.split_once(&open) else { return BTreeSet::new() };
    let inside = rest.split(']').next().unwrap_or_default();
    inside.lines().flat_map(|l| l.split('#').next().unwrap_or("").split('"').skip(1).step_by(2)).collect()
}

/// True if the licences that are allowed meet an expression such as `(MIT OR Apache-2.0) AND Unicode-3.0`.
fn permits(expression: &str, allowed: &BTreeSet<&str>) -> bool {
    let expression = expression.replace('/', " OR ");
    any(&expression, allowed)
}

fn any(expression: &str, allowed: &BTreeSet<&str>) -> bool {
    parts(expression, " OR ").iter().any(|one| {
        parts(one, " AND ").iter().all(|term| {
            let term = term.trim();
            match term.strip_prefix('(').and_then(|t| t.strip_suffix(')')) {
                Some(inner) => any(inner, allowed),
                None => allowed.contains(term),
            }
        })
    })
}

/// Parts between words that stand in no brackets.
fn parts<'a>(text: &'a str, between: &str) -> Vec<&'a str> {
    let (mut out, mut depth, mut from) = (Vec::new(), 0, 0);
    for (at, c) in text.char_indices() {
        match c {
            '(' => depth += 1,
            ')' => depth -= 1,
            _ if depth == 0 && at >= from && text[at..].starts_with(between) => {
                out.push(&text[from..at]);
                from = at + between.len();
            }
            _ => {}
        }
    }
    out.push(&text[from..]);
    out
}

fn checksum<'a>(lock: &'a str, name: &str, version: &str) -> Option<&'a str> {
    let head = format!("name = \"{name}\"\nversion = \"{version}\"\n");
    let part = lock.split("[[package]]\n").find(|p| p.starts_with(&head))?;
    part.split_once("checksum = \"")?.1.split('"').next()
}

fn array(value: &Value) -> &[Value] {
    value.as_array().map_or(&[], Vec::as_slice)
}

fn text(value: &Value) -> &str {
    value.as_str().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn licences_are_met_or_not() {
        let allowed = BTreeSet::from(["MIT", "Unicode-3.0", "Apache-2.0 WITH LLVM-exception"]);
        for (expression, met) in [
            ("MIT", true),
            ("GPL-3.0", false),
            ("GPL-3.0 OR MIT", true),
            ("GPL-3.0/MIT", true),
            ("MIT AND GPL-3.0", false),
            ("(MIT OR Apache-2.0) AND Unicode-3.0", true),
            ("(BSD-3-Clause OR Apache-2.0) AND MIT", false),
            ("Apache-2.0 WITH LLVM-exception", true),
            ("", false),
        ] {
            assert_eq!(permits(expression, &allowed), met, "{expression}");
        }
    }

    #[test]
    fn lists_of_settings_are_read() {
        let settings = "[a]\nallow = [\n  \"x\", # \"no\"\n  \"y z\",\n]\n";
        assert_eq!(list(settings, "allow"), BTreeSet::from(["x", "y z"]));
    }
}
