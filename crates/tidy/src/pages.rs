//! Do the pages lead somewhere, and do they speak of the project?

use crate::Tree;

/// Links of Markdown pages to files that are not there.
pub fn links(tree: &Tree) -> Vec<String> {
    let mut out = Vec::new();
    for page in tree.ending(&["md"]) {
        let folder = page.rsplit_once('/').map_or(".", |(folder, _)| folder);
        for target in targets(&tree.text(page)) {
            let target = target.split('#').next().unwrap_or_default();
            let outside = target.is_empty() || target.contains("://") || target.starts_with("mailto:");
            if !outside && !tree.has(&format!("{folder}/{target}")) {
                out.push(format!("{page}: leads to `{target}`, which is not there"));
            }
        }
    }
    out
}

/// What stands between `](` and `)`, outside of code.
fn targets(text: &str) -> Vec<String> {
    let prose = text.split("```").step_by(2).collect::<Vec<_>>().join("\n");
    let prose: String = prose.split('`').step_by(2).collect::<Vec<_>>().join("`");
    let opened = prose.split("](").skip(1);
    opened.filter_map(|rest| rest.split_once(')')).map(|(target, _)| target.trim().to_owned()).collect()
}

/// Lines that speak of how a day's work was done instead of the project.
pub fn talk(tree: &Tree) -> Vec<String> {
    let pairs =
        [("this", "session"), ("another", "helper"), ("my", "worktree"), ("the", "CEO"), ("as an", "AI")];
    let phrases = pairs.map(|(a, b)| format!("{a} {b}").to_lowercase());
    let mut out = Vec::new();
    for file in tree.ending(&["md", "rs", "py", "sh", "toml", "rules"]).chain(["check", ".ci/run"]) {
        for (i, line) in tree.text(file).lines().enumerate() {
            let lower = line.to_lowercase();
            if phrases.iter().any(|p| lower.contains(p.as_str())) {
                out.push(format!("{file}:{}: speaks of the day's work: `{}`", i + 1, line.trim()));
            }
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn links_are_read_outside_of_code() {
        let page = "See [a](x.md#top) and ![b](y.png).\n```\n[c](z.md)\n```\nAlso `[d](w.md)`.";
        assert_eq!(targets(page), ["x.md#top", "y.png"]);
    }
}
