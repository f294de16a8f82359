//! What the tests of this crate share: the data beside the checkout, scratch folders, seeded chance.

#![allow(dead_code, reason = "each test target uses its own part")]

use std::io::Write as _;
use std::path::{Path, PathBuf};

/// The folder of gold and corpora, `SAYSO_SHARED` or `../shared`; `None`, with a word, where it is absent.
pub fn folder() -> Option<PathBuf> {
    let beside = || Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared");
    let dir = std::env::var_os("SAYSO_SHARED").map_or_else(beside, PathBuf::from);
    if !dir.is_dir() {
        say(&format!("skipped: no shared data at `{}`; set SAYSO_SHARED", dir.display()));
        return None;
    }
    Some(dir)
}

/// Says a word that the test runner does not hold back.
pub fn say(line: &str) {
    let _ = writeln!(std::io::stderr(), "{line}");
}

/// The files of a folder whose names end so, in order.
pub fn files(dir: &Path, ending: &str) -> Vec<PathBuf> {
    let entries = std::fs::read_dir(dir).unwrap().map(|e| e.unwrap().path());
    let mut out: Vec<_> = entries.filter(|p| p.to_string_lossy().ends_with(ending)).collect();
    out.sort();
    out
}

/// An empty folder of the build for a test's files.
pub fn scratch(name: &str) -> PathBuf {
    let dir = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
    let _ = std::fs::remove_dir_all(&dir);
    std::fs::create_dir_all(&dir).unwrap();
    dir
}

/// Chance that is the same on every run (SplitMix64).
pub struct Dice(u64);

impl Dice {
    /// Dice that fall as `seed` says.
    pub fn new(seed: u64) -> Self {
        Self(seed.wrapping_mul(0x9E37_79B9_7F4A_7C15))
    }

    /// A number under `n`.
    pub fn below(&mut self, n: u64) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        (z ^ (z >> 31)) % n
    }

    /// True once in `n` times.
    pub fn one_in(&mut self, n: u64) -> bool {
        self.below(n) == 0
    }
}
