//! Which news agencies are there? `data/world/agencies.tsv`.

use std::sync::LazyLock;

use rustc_hash::FxHashMap;

/// A news agency.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Agency {
    /// Short name that stays the same.
    pub id: &'static str,
    /// Name to show.
    pub name: &'static str,
}

/// All agencies.
pub struct Agencies {
    by_name: FxHashMap<String, Agency>,
}

static AGENCIES: LazyLock<Agencies> = LazyLock::new(|| {
    let mut by_name = FxHashMap::default();
    for line in include_str!("../../../../data/world/agencies.tsv").lines() {
        if line.is_empty() || line.starts_with('#') {
            continue;
        }
        let mut cells = line.split('\t');
        let (Some(id), Some(name)) = (cells.next(), cells.next()) else {
            panic!("agencies.tsv: id, tab, name in `{line}`");
        };
        let agency = Agency { id, name };
        let others = cells.next().unwrap_or_default().split(';').map(str::trim).filter(|n| !n.is_empty());
        for name in others.chain([name]) {
            by_name.insert(key(name), agency);
        }
    }
    Agencies { by_name }
});

/// The agencies that are known.
pub fn agencies() -> &'static Agencies {
    &AGENCIES
}

impl Agencies {
    /// The agency of a name, whatever its capitals: `REUTERS`, `The Associated Press`.
    ///
    /// ```
    /// use sayso_link::copy::agencies;
    /// assert_eq!(agencies().named("REUTERS").unwrap().id, "reuters");
    /// assert_eq!(agencies().named("Agence France-Presse").unwrap().name, "Agence France-Presse");
    /// assert!(agencies().named("The Harrow Courier").is_none());
    /// ```
    pub fn named(&self, name: &str) -> Option<Agency> {
        self.by_name.get(&key(name)).copied()
    }
}

fn key(name: &str) -> String {
    let lower = name.to_lowercase();
    let bare = lower.trim_matches(|c: char| !c.is_alphanumeric());
    let bare = bare.strip_prefix("the ").unwrap_or(bare);
    let bare = bare.strip_prefix("www.").unwrap_or(bare);
    bare.split_whitespace().collect::<Vec<_>>().join(" ")
}
