//! Words of a small fixed set that the stages hold as `&'static str`, read back from the ledger.

use std::collections::BTreeSet;
use std::sync::Mutex;

static KNOWN: Mutex<BTreeSet<&'static str>> = Mutex::new(BTreeSet::new());
/// More than all codes, formats and encodings that there are.
const WORDS_MAX: usize = 4096;

/// The word, for as long as the program runs. Kept once; past a limit that only a forged ledger reaches, `?` stands for all.
pub fn intern(word: &str) -> &'static str {
    let mut known = KNOWN.lock().unwrap_or_else(|poisoned| poisoned.into_inner());
    if let Some(found) = known.get(word) {
        return found;
    }
    if known.len() >= WORDS_MAX {
        return "?";
    }
    let kept: &'static str = Box::leak(word.to_owned().into_boxed_str());
    known.insert(kept);
    kept
}
