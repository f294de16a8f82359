//! Word lists of English that more than one layer reads, from `data/en/layer`.

use std::sync::LazyLock;

use rustc_hash::{FxHashMap, FxHashSet};

/// Lines of a word list: comments and blank lines left out.
pub(crate) fn lines(file: &'static str) -> impl Iterator<Item = &'static str> {
    file.lines().map(str::trim).filter(|line| !line.is_empty() && !line.starts_with('#'))
}

static ELISIONS: LazyLock<FxHashSet<&'static str>> =
    LazyLock::new(|| lines(include_str!("../../../../data/en/layer/elisions.txt")).collect());

/// True if an apostrophe before `rest` stands for letters left out: '90s, 'em.
pub(crate) fn is_elision(rest: &str) -> bool {
    let word = rest.split(|c: char| !c.is_alphanumeric()).next().unwrap_or_default();
    if word.chars().next().is_some_and(|c| c.is_ascii_digit()) {
        // A decade or a year, not a quotation that begins with a figure.
        let digits = word.trim_end_matches('s');
        return digits.len() == 2 && digits.bytes().all(|b| b.is_ascii_digit());
    }
    word.len() <= 6 && ELISIONS.contains(word.to_lowercase().as_str())
}

/// True if an apostrophe after `before` may mark a possessive (workers') or a dropped g (goin').
pub(crate) fn ends_like_possessive(before: &str) -> bool {
    before.ends_with(['s', 'S', 'x', 'z']) || before.ends_with("in")
}

/// What a verb of saying can do.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Reporting {
    /// Its participle after a comma reports a further saying of the same speaker.
    pub participle: bool,
    /// The participle goes on with what was said before.
    pub again: bool,
    /// The content is held rather than uttered.
    pub thinks: bool,
}

static REPORTING: LazyLock<FxHashMap<&'static str, Reporting>> = LazyLock::new(|| {
    lines(include_str!("../../../../data/en/layer/reporting.tsv"))
        .map(|line| {
            let (lemma, marks) = line.split_once('\t').unwrap_or((line, ""));
            let has = |mark: &str| marks.split(',').any(|m| m == mark);
            (lemma, Reporting { participle: has("participle"), again: has("again"), thinks: has("thinks") })
        })
        .collect()
});

/// What the verb of saying `lemma` can do, `None` if it is no such verb.
pub(crate) fn reporting(lemma: &str) -> Option<Reporting> {
    REPORTING.get(lemma).copied()
}

/// Present participles of verbs of saying, with their lemmas.
static PARTICIPLES: LazyLock<FxHashMap<String, &'static str>> = LazyLock::new(|| {
    let verbs = REPORTING.iter().filter(|(_, marks)| marks.participle);
    verbs
        .flat_map(|(&lemma, _)| {
            let stem = lemma.strip_suffix('e').unwrap_or(lemma);
            let last = stem.chars().next_back().unwrap_or_default();
            [(format!("{stem}ing"), lemma), (format!("{stem}{last}ing"), lemma)]
        })
        .collect()
});

/// The lemma of a verb of saying whose present participle is `lower`.
pub(crate) fn reporting_participle(lower: &str) -> Option<&'static str> {
    if lower.ends_with("ing") { PARTICIPLES.get(lower).copied() } else { None }
}

static NAMING: LazyLock<FxHashSet<&'static str>> =
    LazyLock::new(|| lines(include_str!("../../../../data/en/layer/naming.txt")).collect());

/// True if `lower` announces a title, a nickname or a word spoken of as a word.
pub(crate) fn is_naming(lower: &str) -> bool {
    NAMING.contains(lower)
}

/// The two words that name a source without a verb: "according to".
pub(crate) fn is_according(first: &str, second: &str) -> bool {
    first == "according" && second == "to"
}
