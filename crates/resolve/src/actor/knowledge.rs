//! Which entries bear a name?

use rustc_hash::FxHashMap;

use super::entry::{Entry, EntryId};
use super::fold::{fold, skeleton};
use super::source::{self, acronym, is_acronym, key};
use crate::Error;

static KEYS: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/actors.keys"));
static POOL: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/actors.pool"));
static SHARED: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/actors.shared"));

/// States, persons, groups and bodies, and the names they go by.
pub struct KnowledgeBase {
    pub(super) keys: fst::Map<&'static [u8]>,
    /// Entries of the user's own files and their keys.
    own: Vec<String>,
    pub(super) own_keys: FxHashMap<String, Vec<EntryId>>,
}

impl KnowledgeBase {
    /// The part that is compiled into the program. Nothing is read before it is asked for.
    pub fn load() -> Result<Self, Error> {
        let keys = fst::Map::new(KEYS).map_err(|e| Error::knowledge(format!("table of keys: {e}")))?;
        Ok(Self { keys, own: Vec::new(), own_keys: FxHashMap::default() })
    }

    /// Adds the entries of a file of the user's, which go before those of the program. `name` is for messages.
    pub fn add(&mut self, name: &str, text: &str) -> Result<(), Error> {
        let rows =
            source::read(text).map_err(|(line, why)| Error::knowledge(format!("{name}:{line}: {why}")))?;
        for row in rows {
            let id = EntryId(built_in() + self.own.len() as u32);
            self.own.push(row.line);
            for key in row.keys {
                self.own_keys.entry(key).or_default().push(id);
            }
        }
        Ok(())
    }

    /// True if an entry is from a file of the user's.
    pub fn is_own(&self, id: EntryId) -> bool {
        id.0 >= built_in()
    }

    /// Number of entries.
    pub fn len(&self) -> usize {
        built_in() as usize + self.own.len()
    }

    /// True if there are none.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// The entry at `id`.
    pub fn entry(&self, id: EntryId) -> Entry {
        let line = match id.0.checked_sub(built_in()) {
            Some(own) => self.own[own as usize].as_str(),
            None => line(id.0),
        };
        Entry::read(id, line)
    }

    /// Entries under a key of a class.
    pub fn find(&self, class: char, folded: &str) -> Vec<EntryId> {
        let mut key = String::with_capacity(folded.len() + 1);
        key.push(class);
        key.push_str(folded);
        let mut found = self.own_keys.get(&key).cloned().unwrap_or_default();
        found.extend(self.keys.get(&key).into_iter().flat_map(entries));
        found
    }

    /// The state with an ISO code.
    pub fn state(&self, iso3: &str) -> Option<EntryId> {
        self.find(key::CODE, iso3).into_iter().next()
    }

    /// Entries that bear `name` as it is written, in any of its spellings.
    pub fn named(&self, name: &str) -> Vec<EntryId> {
        if is_acronym(name) {
            let exact = self.find(key::EXACT, &acronym(name));
            if !exact.is_empty() {
                return exact;
            }
        }
        self.find(key::NAME, &fold(name))
    }

    /// Entries whose name has the same consonants: the last resort for names in transliteration.
    pub fn alike(&self, name: &str) -> Vec<EntryId> {
        skeleton(&fold(name)).map_or_else(Vec::new, |s| self.find(key::SKELETON, &s))
    }

    /// A walk through the keys of a class, a piece at a time.
    pub fn walk(&self, class: char) -> Option<Walk> {
        let fst = self.keys.as_fst();
        let root = fst.root();
        let step = root.transition(root.find_input(class as u8)?);
        Some(Walk { at: step.addr, out: step.out.value(), own: format!("{class}"), alive: true })
    }

    /// The first entry whose key a walk has come to the end of.
    pub fn reached(&self, walk: &Walk) -> Option<EntryId> {
        if let Some(own) = self.own_keys.get(&walk.own).and_then(|ids| ids.first()) {
            return Some(*own);
        }
        let node = walk.alive.then(|| self.keys.as_fst().node(walk.at))?;
        if !node.is_final() {
            return None;
        }
        entries(walk.out + node.final_output().value()).first().copied()
    }

    /// Takes a walk further; false if no key goes on so.
    pub fn step(&self, walk: &mut Walk, bytes: &[u8]) -> bool {
        if walk.alive {
            let fst = self.keys.as_fst();
            let mut node = fst.node(walk.at);
            for &b in bytes {
                let Some(i) = node.find_input(b) else {
                    walk.alive = false;
                    break;
                };
                let step = node.transition(i);
                walk.out += step.out.value();
                node = fst.node(step.addr);
                walk.at = step.addr;
            }
        }
        if !self.own_keys.is_empty() {
            walk.own.push_str(std::str::from_utf8(bytes).unwrap_or_default());
        }
        walk.alive || !self.own_keys.is_empty()
    }

    /// Every key with its entries, in order: for checks of the whole.
    pub fn for_each_key(&self, mut visit: impl FnMut(&str, &[EntryId])) {
        use fst::Streamer;
        let mut stream = self.keys.stream();
        while let Some((key, value)) = stream.next() {
            let key = std::str::from_utf8(key).unwrap_or_default();
            visit(key, &entries(value));
        }
    }
}

/// Where a look-up that takes a name piece by piece has come to.
#[derive(Clone, Debug)]
pub struct Walk {
    at: fst::raw::CompiledAddr,
    out: u64,
    /// What was read, for the user's own keys.
    own: String,
    alive: bool,
}

/// The entries of a key: one, or a run of them in the table of shared names.
pub(super) fn entries(value: u64) -> Vec<EntryId> {
    let at = (value >> 1) as usize;
    if value & 1 == 0 {
        return vec![EntryId(at as u32)];
    }
    (1..=word(SHARED, at) as usize).map(|i| EntryId(word(SHARED, at + i))).collect()
}

/// Number of entries that are compiled in.
fn built_in() -> u32 {
    word(POOL, 0)
}

fn line(id: u32) -> &'static str {
    let lines = 4 * (built_in() as usize + 2);
    let from = word(POOL, id as usize + 1) as usize;
    let to = word(POOL, id as usize + 2) as usize;
    std::str::from_utf8(&POOL[lines + from..lines + to]).unwrap_or_default()
}

fn word(bytes: &[u8], at: usize) -> u32 {
    bytes.get(4 * at..4 * at + 4).map_or(0, |b| u32::from_le_bytes([b[0], b[1], b[2], b[3]]))
}
