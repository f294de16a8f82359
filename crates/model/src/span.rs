use std::fmt;

/// A half-open range of bytes into a document's canonical text.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Default)]
pub struct Span {
    /// First byte.
    pub start_byte: u32,
    /// One past the last byte.
    pub end_byte: u32,
}

impl Span {
    /// A span from `start` to `end`; panics if they are reversed, which is a bug in the caller.
    ///
    /// ```
    /// let span = sayso_model::Span::new(4, 8);
    /// assert_eq!(span.text("she said so"), "said");
    /// ```
    pub fn new(start_byte: usize, end_byte: usize) -> Self {
        assert!(start_byte <= end_byte, "span {start_byte}..{end_byte} is reversed");
        Self { start_byte: start_byte as u32, end_byte: end_byte as u32 }
    }

    /// First byte, for slicing.
    pub fn start(self) -> usize {
        self.start_byte as usize
    }

    /// One past the last byte, for slicing.
    pub fn end(self) -> usize {
        self.end_byte as usize
    }

    /// Length in bytes.
    pub fn len(self) -> usize {
        self.end() - self.start()
    }

    /// True if no byte is covered.
    pub fn is_empty(self) -> bool {
        self.start_byte == self.end_byte
    }

    /// The covered part of `text`.
    pub fn text(self, text: &str) -> &str {
        &text[self.start()..self.end()]
    }

    /// True if every byte of `other` is covered.
    pub fn contains(self, other: Span) -> bool {
        self.start_byte <= other.start_byte && other.end_byte <= self.end_byte
    }

    /// True if a byte is covered by both.
    pub fn overlaps(self, other: Span) -> bool {
        self.start_byte < other.end_byte && other.start_byte < self.end_byte
    }

    /// The smallest span that covers both.
    pub fn cover(self, other: Span) -> Span {
        Span {
            start_byte: self.start_byte.min(other.start_byte),
            end_byte: self.end_byte.max(other.end_byte),
        }
    }
}

impl fmt::Debug for Span {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}..{}", self.start_byte, self.end_byte)
    }
}
