//! Precision, recall and F1.

use serde::{Serialize, Serializer, ser::SerializeMap};

/// What of the gold was found, and what of the output was right, for one part of a record.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Count {
    /// Right ones.
    pub hit: usize,
    /// How many the gold has.
    pub gold: usize,
    /// How many the output has.
    pub given: usize,
}

impl Count {
    /// Adds one document's count.
    pub fn add(&mut self, hit: usize, gold: usize, given: usize) {
        self.hit += hit;
        self.gold += gold;
        self.given += given;
    }

    /// Part of the output that is right; 0 if there is none.
    pub fn precision(&self) -> f64 {
        ratio(self.hit, self.given)
    }

    /// Part of the gold that was found; 0 if there is none.
    pub fn recall(&self) -> f64 {
        ratio(self.hit, self.gold)
    }

    /// Harmonic mean of the two.
    pub fn f1(&self) -> f64 {
        f1(self.precision(), self.recall())
    }

    /// All figures.
    pub fn row(&self) -> Row {
        let (p, r) = (self.precision(), self.recall());
        Row { p, r, f1: f1(p, r), hit: self.hit, gold: self.gold, pred: self.given }
    }
}

/// How many answers are right, where every question has one.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Share {
    /// Right answers.
    pub right: usize,
    /// All answers.
    pub all: usize,
}

impl Share {
    /// Adds one answer.
    pub fn add(&mut self, right: bool) {
        self.right += usize::from(right);
        self.all += 1;
    }

    /// Part that is right; 0 if there are none.
    pub fn accuracy(&self) -> f64 {
        ratio(self.right, self.all)
    }
}

impl Serialize for Share {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(Some(3))?;
        map.serialize_entry("accuracy", &self.accuracy())?;
        map.serialize_entry("right", &self.right)?;
        map.serialize_entry("all", &self.all)?;
        map.end()
    }
}

/// Figures of one part, as they are written in JSON.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct Row {
    /// Precision.
    pub p: f64,
    /// Recall.
    pub r: f64,
    /// Their harmonic mean.
    pub f1: f64,
    /// Right ones.
    pub hit: usize,
    /// How many the gold has.
    pub gold: usize,
    /// How many the output has.
    pub pred: usize,
}

/// `part` of `whole`; 0 if the whole is empty.
pub fn ratio(part: usize, whole: usize) -> f64 {
    if whole == 0 { 0.0 } else { part as f64 / whole as f64 }
}

/// Harmonic mean of precision and recall, 0 if both are.
pub fn f1(precision: f64, recall: f64) -> f64 {
    if precision + recall == 0.0 { 0.0 } else { 2.0 * precision * recall / (precision + recall) }
}

/// Named values in a fixed order, written as one JSON object.
#[derive(Clone, Debug)]
pub struct Named<T>(pub Vec<(&'static str, T)>);

impl<T> Default for Named<T> {
    fn default() -> Self {
        Self(Vec::new())
    }
}

impl<T: Default> Named<T> {
    /// The value of a name, made at the end if it is new.
    pub fn at(&mut self, name: &'static str) -> &mut T {
        let i = self.0.iter().position(|(n, _)| *n == name).unwrap_or_else(|| {
            self.0.push((name, T::default()));
            self.0.len() - 1
        });
        &mut self.0[i].1
    }
}

impl<T: Serialize> Serialize for Named<T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(Some(self.0.len()))?;
        for (name, value) in &self.0 {
            map.serialize_entry(name, value)?;
        }
        map.end()
    }
}
