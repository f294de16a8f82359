use super::Sketch;

/// How much two texts have in common, in runs of words.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Overlap {
    /// Runs in both.
    pub shared: usize,
    /// Runs of the one.
    pub left: usize,
    /// Runs of the other.
    pub right: usize,
}

/// What two texts are to each other.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Relation {
    /// One text, perhaps edited, cut or with a sentence added.
    Copy,
    /// A good part of one stands in the other, among other things: an agency's text within an outlet's own.
    Part,
}

/// Runs that must be shared at all: fewer are a quotation.
const COPY_SHARED_MIN: usize = 12;
/// Two texts of like length are copies from this Jaccard similarity on.
const COPY_JACCARD_MIN: f64 = 0.35;
/// Texts of fewer runs are items of a list, alike by their form: they are copies if they are nearly the same.
const SHORT_RUNS: usize = 60;
const SHORT_JACCARD_MIN: f64 = 0.6;
/// A text of which this much stands in the other is a copy, cut.
const COPY_CONTAINED_MIN: f64 = 0.6;
/// But one that is so much shorter is a part.
const COPY_LENGTH_MIN: f64 = 0.3;
/// Runs shared by a part: about three paragraphs.
const PART_SHARED_MIN: usize = 60;
/// And its share of the shorter text.
const PART_CONTAINED_MIN: f64 = 0.25;

impl Overlap {
    /// Compares two sketches in full.
    pub fn between(left: &Sketch, right: &Sketch) -> Self {
        let (mut a, mut b) = (left.shingles().iter().peekable(), right.shingles().iter().peekable());
        let mut shared = 0;
        while let (Some(x), Some(y)) = (a.peek(), b.peek()) {
            match x.cmp(y) {
                std::cmp::Ordering::Less => drop(a.next()),
                std::cmp::Ordering::Greater => drop(b.next()),
                std::cmp::Ordering::Equal => {
                    shared += 1;
                    a.next();
                    b.next();
                }
            }
        }
        Self { shared, left: left.len(), right: right.len() }
    }

    /// Jaccard similarity: shared runs of all runs.
    pub fn jaccard(self) -> f64 {
        self.shared as f64 / (self.left + self.right - self.shared).max(1) as f64
    }

    /// The share of the shorter text that stands in the longer.
    pub fn contained(self) -> f64 {
        self.shared as f64 / self.left.min(self.right).max(1) as f64
    }

    /// What the two texts are to each other, if anything.
    pub fn relation(self) -> Option<Relation> {
        let (short, long) = (self.left.min(self.right), self.left.max(self.right));
        let like = short as f64 >= long as f64 * COPY_LENGTH_MIN;
        let same = if long < SHORT_RUNS {
            self.jaccard() >= SHORT_JACCARD_MIN
        } else {
            self.jaccard() >= COPY_JACCARD_MIN || (like && self.contained() >= COPY_CONTAINED_MIN)
        };
        if self.shared >= COPY_SHARED_MIN.min(short.max(1)) && same {
            return Some(Relation::Copy);
        }
        let part = self.shared >= PART_SHARED_MIN && self.contained() >= PART_CONTAINED_MIN;
        part.then_some(Relation::Part)
    }
}
