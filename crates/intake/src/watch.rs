//! Which files have come into a folder, and are they whole?
//!
//! A folder is looked at again and again, which also works where a system tells of no changes, as over a network. A file is
//! whole when it has stayed the same for a while, or at once if it had another name before: writers that use a name which
//! begins with a dot, or ends like one of [`UNDER_WAY`], and rename it at the end are never read too soon.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant, UNIX_EPOCH};

use crate::Failure;
use crate::open::folder::Folder;

/// Endings of files that are still being written.
const UNDER_WAY: [&str; 6] = ["part", "partial", "filepart", "crdownload", "tmp", "temp"];

/// By what a file is known to be the same.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Stamp {
    /// Its length.
    pub bytes: u64,
    /// When it was changed, in nanoseconds since 1970.
    pub modified_ns: u64,
}

impl Stamp {
    fn of(path: &Path) -> std::io::Result<Self> {
        let meta = path.metadata()?;
        let modified = meta.modified().ok().and_then(|t| t.duration_since(UNIX_EPOCH).ok());
        Ok(Self { bytes: meta.len(), modified_ns: modified.map_or(0, |d| d.as_nanos() as u64) })
    }
}

/// A file that is whole.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Arrived {
    /// Where it is.
    pub path: PathBuf,
    /// What it was like when it was found whole.
    pub stamp: Stamp,
}

struct Known {
    stamp: Stamp,
    since: Instant,
    given: bool,
}

/// Folders that are being filled.
pub struct Watch {
    folders: Vec<PathBuf>,
    settle: Duration,
    known: BTreeMap<PathBuf, Known>,
    told: BTreeSet<String>,
}

impl Watch {
    /// Watches folders and what is in them. A file is whole when it has stayed the same for `settle`.
    pub fn new(folders: Vec<PathBuf>, settle: Duration) -> Self {
        Self { folders, settle, known: BTreeMap::new(), told: BTreeSet::new() }
    }

    /// Leaves out a file that was read before, as long as it stays the same.
    pub fn skip(&mut self, path: PathBuf, stamp: Stamp) {
        self.known.insert(path, Known { stamp, since: Instant::now(), given: true });
    }

    /// Files that have become whole since the last look, in the order of their names. One that changes later comes again. What
    /// is wrong with a folder is told once.
    pub fn look(&mut self, now: Instant) -> Vec<Result<Arrived, Failure>> {
        let mut out = Vec::new();
        let mut here = BTreeSet::new();
        let mut bad = BTreeSet::new();
        for folder in self.folders.clone() {
            for found in Folder::new(folder) {
                match found {
                    Ok(path) if is_under_way(&path) => {}
                    Ok(path) => {
                        // A file may be gone before it is looked at.
                        if let Ok(stamp) = Stamp::of(&path) {
                            here.insert(path.clone());
                            out.extend(self.known(path, stamp, now).map(Ok));
                        }
                    }
                    Err(failure) => {
                        if bad.insert(failure.to_string()) && !self.told.contains(&failure.to_string()) {
                            out.push(Err(failure));
                        }
                    }
                }
            }
        }
        // A folder that cannot be read for the moment does not make its files new.
        if bad.is_empty() {
            self.known.retain(|path, _| here.contains(path));
        }
        self.told = bad;
        out
    }

    fn known(&mut self, path: PathBuf, stamp: Stamp, now: Instant) -> Option<Arrived> {
        let known = self.known.entry(path.clone()).or_insert(Known { stamp, since: now, given: false });
        if known.stamp != stamp {
            *known = Known { stamp, since: now, given: false };
        }
        let whole = !known.given && now.duration_since(known.since) >= self.settle;
        known.given |= whole;
        whole.then_some(Arrived { path, stamp })
    }
}

fn is_under_way(path: &Path) -> bool {
    let ending = path.extension().and_then(|e| e.to_str()).unwrap_or_default();
    UNDER_WAY.iter().any(|under_way| ending.eq_ignore_ascii_case(under_way))
}
