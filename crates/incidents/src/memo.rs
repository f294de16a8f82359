//! What has to be remembered of an article so that it can be linked?

use std::borrow::Cow;
use std::cell::RefCell;
use std::sync::Arc;

use rustc_hash::FxHashMap;
use sayso_link::commitment::{Pledge, pledges};
use sayso_link::copy::{self, Library, Memory, Relation, neighbours};
use sayso_link::story::{Background, Sketch};
use sayso_link::{Report, block, reports};
use sayso_model::Ledger;
use sayso_store::memo::{Article, Memo};
use sayso_store::query::assemble;
use sayso_store::{Result, Store};
use serde::{Deserialize, Serialize};
use smol_str::SmolStr;

/// What makes memos. Another version makes them again, as linking may look at other things by then.
pub const MAKER: &str = concat!("link ", env!("CARGO_PKG_VERSION"), " 1");

/// What is remembered of one article.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct Recalled {
    /// What the article is about.
    pub story: Arc<Sketch>,
    /// Its reports, without what it is about.
    pub reports: Vec<Report>,
    /// What is threatened, promised, demanded and refused in it.
    pub pledges: Vec<Pledge>,
    /// Identifiers of its events, in their order.
    pub events: Vec<String>,
    /// Articles that were there before it and carry its text.
    pub copies: Vec<SmolStr>,
}

impl Recalled {
    fn of(ledger: &Ledger, events: Vec<String>) -> Self {
        let background = Background::shipped();
        let mut reports = reports(ledger, background);
        let story = Arc::new(Sketch::of(&ledger.document, background));
        let none = Arc::new(Sketch::default());
        reports.iter_mut().for_each(|r| r.story = Arc::clone(&none));
        Self { story, reports, pledges: pledges(ledger, background), events, copies: Vec::new() }
    }

    /// What was remembered; `None` if it cannot be read.
    pub fn read(body: &str) -> Option<Self> {
        serde_json::from_str(body).ok()
    }

    /// The reports as linking takes them.
    pub fn told(&self) -> impl Iterator<Item = Report> + '_ {
        self.reports.iter().map(|r| Report { story: Arc::clone(&self.story), ..r.clone() })
    }

    /// Blocks of its reports.
    pub fn blocks(&self) -> Vec<SmolStr> {
        let mut blocks: Vec<SmolStr> = self.reports.iter().map(block).collect();
        blocks.sort_unstable();
        blocks.dedup();
        blocks
    }
}

/// Goes through articles one after the other and finds copies among them and those that are remembered.
pub struct Reader {
    memory: Memory,
    names: FxHashMap<u64, SmolStr>,
    sketches: RefCell<FxHashMap<u64, copy::Sketch>>,
    /// True if copies are looked for among what is remembered, too.
    remembered: bool,
}

/// Articles with one passage that are compared: what more of them carry is furniture, or a copy of these.
const HOLDERS: usize = 64;
/// Sketches of remembered articles that are held.
const SKETCHES: usize = 4_096;

impl Reader {
    /// A reader that looks for copies among what it reads, and among what is remembered if wanted.
    pub fn new(remembered: bool) -> Self {
        let (memory, names) = (Memory::default(), FxHashMap::default());
        Self { memory, names, sketches: RefCell::default(), remembered }
    }

    /// Reads an article, now or as it was after an entry; `None` if it has no records.
    pub fn read(
        &mut self,
        store: &mut Store,
        article: &Article,
        as_of: Option<i64>,
    ) -> Result<Option<(Recalled, copy::Sketch)>> {
        let (Some(text), Some((coding, bodies))) =
            (store.document(&article.id)?, store.coded(&article.id, as_of)?)
        else {
            return Ok(None);
        };
        let events = coding.events.clone();
        let (ledger, _) = assemble(&article.id, text, coding, bodies)?;
        let mut recalled = Recalled::of(&ledger, events);
        let (sketch, n) = (copy::Sketch::of_document(&ledger.document), article.n as u64);
        let mut found: Vec<u64> = copies(&sketch, &self.memory);
        if self.remembered {
            let shelf = Shelf { store: RefCell::new(store), sketches: &self.sketches };
            found.extend(copies(&sketch, &shelf).into_iter().filter(|&other| other < n));
        }
        found.sort_unstable();
        found.dedup();
        for other in found {
            recalled.copies.push(self.name(store, other)?);
        }
        self.memory.add(n, sketch.clone());
        self.names.insert(n, SmolStr::new(&article.id));
        Ok(Some((recalled, sketch)))
    }

    fn name(&mut self, store: &mut Store, n: u64) -> Result<SmolStr> {
        if let Some(name) = self.names.get(&n) {
            return Ok(name.clone());
        }
        let name = store.memo(n as i64)?.map(|(article, _)| SmolStr::from(article.id)).unwrap_or_default();
        self.names.insert(n, name.clone());
        Ok(name)
    }

    /// Forgets what it read, which is remembered by now.
    pub fn forget(&mut self) {
        self.memory = Memory::default();
    }
}

fn copies(sketch: &copy::Sketch, library: &impl Library) -> Vec<u64> {
    let found = neighbours(sketch, library);
    found.into_iter().filter(|n| n.relation == Relation::Copy).map(|n| n.document).collect()
}

/// Remembered articles as a library.
struct Shelf<'a> {
    store: RefCell<&'a mut Store>,
    sketches: &'a RefCell<FxHashMap<u64, copy::Sketch>>,
}

impl Library for Shelf<'_> {
    fn holders(&self, key: u64) -> Vec<u64> {
        let found = self.store.borrow_mut().holders(&copy_key(key), HOLDERS).unwrap_or_default();
        found.into_iter().map(|n| n as u64).collect()
    }

    fn sketch(&self, document: u64) -> Option<Cow<'_, copy::Sketch>> {
        let mut sketches = self.sketches.borrow_mut();
        if let Some(known) = sketches.get(&document) {
            return Some(Cow::Owned(known.clone()));
        }
        let mut store = self.store.borrow_mut();
        let (article, _) = store.memo(document as i64).ok()??;
        let sketch = copy::Sketch::of_document(&store.document(&article.id).ok()??);
        if sketches.len() >= SKETCHES {
            sketches.clear();
        }
        sketches.insert(document, sketch.clone());
        Some(Cow::Owned(sketch))
    }
}

fn copy_key(key: u64) -> String {
    format!("copy {key:016x}")
}

/// Key of the articles with reports in a block.
pub fn block_key(block: &str) -> String {
    format!("block {block}")
}

/// Key that says that a block is to be linked again.
pub fn touched_key(block: &str) -> String {
    format!("touched {block}")
}

/// Key of an article whose text that of another is.
pub const PAIR: &str = "pair ";
/// Key of an article that is known to be a copy since incidents were kept last.
pub const PAIRED: &str = "paired";

/// The memo of an article. Its blocks, and those that it had before, are to be linked again.
pub fn memo(store: &mut Store, article: Article, recalled: &Recalled, sketch: &copy::Sketch) -> Result<Memo> {
    let mut keys: Vec<String> = sketch.keys().into_iter().map(copy_key).collect();
    for block in recalled.blocks() {
        keys.extend([block_key(&block), touched_key(&block)]);
    }
    for key in store.keys_of(article.n)? {
        if let Some(block) = key.strip_prefix("block ") {
            keys.push(touched_key(block));
        } else if key.starts_with("touched ") || key == PAIRED {
            keys.push(key);
        }
    }
    for copy in &recalled.copies {
        keys.extend([format!("{PAIR}{copy}"), PAIRED.to_owned()]);
    }
    keys.sort_unstable();
    keys.dedup();
    let body = serde_json::to_string(recalled).expect("what is remembered is JSON");
    Ok(Memo { article, body, keys })
}
