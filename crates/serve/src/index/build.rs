//! From entries to lines: once for all of a ledger, and then only for what came after.

use std::ops::ControlFlow;
use std::sync::Arc;

use rustc_hash::FxHashMap;
use sayso_store::entry::{Kind, Op};
use sayso_store::query::Query;
use sayso_store::record::claim::{Claim, Named};
use sayso_store::{Result, Store};

use super::{Index, Line, NO_DAY, NO_NUMBER, Person, Range, Word, day};
use crate::review::Decided;

/// An index that grows with its ledger.
#[derive(Default)]
pub struct Builder {
    index: Index,
    words: FxHashMap<Arc<str>, Word>,
    people: FxHashMap<Arc<str>, u32>,
    /// Decisions that stand, by their identifiers.
    decisions: FxHashMap<String, Decided>,
}

impl Builder {
    /// Everything that the ledger held after an entry.
    pub fn of(store: &mut Store, as_of: i64) -> Result<Self> {
        let mut builder = Self::default();
        builder.word("");
        let query = Query { as_of: Some(as_of), ..Query::default() };
        store.each_claim(&query, |row| {
            if let Ok(claim) = serde_json::from_str::<Claim>(&row.body) {
                builder.add(row.seq, &claim);
            }
            Ok(ControlFlow::Continue(()))
        })?;
        store.each_change(0, &[Kind::Decision], |change| {
            if change.entry.seq <= as_of {
                builder.decide(&change);
            }
            Ok(ControlFlow::Continue(()))
        })?;
        builder.index.head = as_of;
        builder.settle();
        Ok(builder)
    }

    /// Takes in what was written since.
    pub fn follow(&mut self, store: &mut Store) -> Result<()> {
        let head = store.head()?.seq;
        let mut decided = false;
        store.each_change(self.index.head, &[Kind::Claim, Kind::Decision], |change| {
            if change.entry.seq > head {
                return Ok(ControlFlow::Break(()));
            }
            if change.entry.kind == Kind::Decision {
                self.decide(&change);
                decided = true;
                return Ok(ControlFlow::Continue(()));
            }
            if let Some(at) = change.entry.replaces.and_then(|seq| self.index.at(seq)) {
                self.index.lines[at].gone = true;
                self.index.live -= 1;
            }
            let body = change.entry.body.as_deref().filter(|_| change.entry.op != Op::Retract);
            if let Some(claim) = body.and_then(|b| serde_json::from_str::<Claim>(b).ok()) {
                self.add(change.entry.seq, &claim);
            }
            Ok(ControlFlow::Continue(()))
        })?;
        self.index.head = head;
        if decided {
            self.settle();
        }
        Ok(())
    }

    /// The index as it is now.
    pub fn index(&self) -> Index {
        self.index.clone()
    }

    /// Number of the last entry that it knows.
    pub fn head(&self) -> i64 {
        self.index.head
    }

    fn decide(&mut self, change: &sayso_store::query::Change) {
        match Decided::read(change) {
            Some(decided) => self.decisions.insert(change.entry.id.clone(), decided),
            None => self.decisions.remove(&change.entry.id),
        };
    }

    fn settle(&mut self) {
        let mut all: Vec<Decided> = self.decisions.values().cloned().collect();
        all.sort_by_key(|d| d.seq);
        self.index.decided.clear();
        for decided in all {
            let word = self.word(&decided.body.target);
            self.index.decided.entry(word).or_default().add(decided);
        }
    }

    fn word(&mut self, text: &str) -> Word {
        if let Some(&word) = self.words.get(text) {
            return word;
        }
        let (text, word): (Arc<str>, Word) = (text.into(), self.index.words.len() as Word);
        self.index.words.push(text.clone());
        self.words.insert(text, word);
        word
    }

    fn some_word(&mut self, text: Option<&str>) -> Word {
        text.map_or(0, |text| self.word(text))
    }

    fn list(&mut self, names: &[Named]) -> Range {
        let start = self.index.listed.len() as u32;
        for named in names.iter().take(usize::from(u8::MAX)) {
            let person = self.person(named);
            self.index.listed.push(person);
        }
        Range { start, count: (self.index.listed.len() as u32 - start) as u8 }
    }

    fn person(&mut self, named: &Named) -> u32 {
        let name = named.name.as_deref().or(named.text.as_deref()).unwrap_or("unidentified");
        let key = match &named.key {
            Some(key) => key.clone(),
            None => format!("text:{}", named.text.as_deref().unwrap_or(name).to_lowercase()),
        };
        if let Some(&number) = self.people.get(key.as_str()) {
            return number;
        }
        let (key, number): (Arc<str>, u32) = (key.into(), self.index.people.len() as u32);
        let name = if named.key.is_none() { named.text.as_deref().unwrap_or(name) } else { name };
        let person = Person {
            key: key.clone(),
            name: name.into(),
            country: self.some_word(named.country.as_deref()),
            role: self.some_word(named.role.as_deref()),
        };
        self.index.people.push(person);
        self.people.insert(key, number);
        number
    }

    fn add(&mut self, seq: i64, claim: &Claim) {
        let site = claim.places.first();
        let victims = |kind: &str| {
            let figures = claim.casualties.iter().filter(|c| c.kind == kind);
            let most = figures.filter_map(|c| c.low.or(c.high)).max();
            most.map_or(NO_NUMBER, |n| u32::try_from(n).unwrap_or(NO_NUMBER - 1))
        };
        let point = site.and_then(|s| Some((s.latitude? as f32, s.longitude? as f32)));
        let speaker = claim.says.last();
        let origin = speaker.map(|s| self.person(s));
        let origin = origin.map(|p| self.index.people[p as usize].name.clone());
        let date = claim.date.as_ref().map_or((NO_DAY, NO_DAY), |d| {
            let (from, to) = (day(d.from.as_deref()), day(d.to.as_deref()));
            (if from == NO_DAY { to } else { from }, if to == NO_DAY { from } else { to })
        });
        let line = Line {
            seq,
            gone: false,
            claim: self.word(&claim.id),
            document: self.word(&claim.document),
            event: self.word(&claim.event),
            kind: self.word(&claim.kind),
            mode: self.some_word(claim.mode.as_deref()),
            status: self.word(&claim.status),
            act: self.some_word(claim.act.as_deref()),
            country: self.some_word(site.and_then(|s| s.country.as_deref())),
            place: self.some_word(site.map(|s| s.name.as_deref().unwrap_or(&s.text))),
            precision: self.some_word(site.and_then(|s| s.precision.as_deref())),
            point: point.unwrap_or((f32::NAN, f32::NAN)),
            date,
            published: day(claim.published.as_deref()),
            killed: victims("killed"),
            wounded: victims("wounded"),
            origin: self.some_word(origin.as_deref()),
            class: self.some_word(speaker.and_then(|s| s.class.as_deref())),
            depth: claim.says.len().min(255) as u8,
            publisher: self.some_word(claim.publisher.as_deref()),
            language: self.some_word(claim.language.as_deref()),
            confidence: claim.confidence as f32,
            actors: self.list(&claim.actors),
            targets: self.list(&claim.recipients),
            says: self.list(&claim.says),
        };
        self.index.lines.push(line);
        self.index.live += 1;
    }
}
