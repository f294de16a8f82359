/// Converts byte offsets of one text into other units.
///
/// A sample is kept every [`STRIDE`] bytes, so that a look-up reads at most that many bytes.
///
/// ```
/// let text = "Da’esh 🚁 flew";
/// let index = sayso_model::OffsetIndex::new(text);
/// let at = text.find("flew").unwrap();
/// assert_eq!((at, index.char_at(text, at), index.utf16_at(text, at)), (14, 9, 10));
/// ```
#[derive(Clone, Debug, Default)]
pub struct OffsetIndex {
    /// For each multiple of the stride: characters and UTF-16 units before it.
    samples: Vec<(u32, u32)>,
    ascii: bool,
}

const STRIDE: usize = 256;

impl OffsetIndex {
    /// Reads `text` once.
    pub fn new(text: &str) -> Self {
        if text.is_ascii() {
            return Self { samples: Vec::new(), ascii: true };
        }
        let mut samples = Vec::with_capacity(text.len() / STRIDE + 1);
        let (mut chars, mut units) = (0u32, 0u32);
        for (at, byte) in text.bytes().enumerate() {
            if at % STRIDE == 0 {
                samples.push((chars, units));
            }
            let (c, u) = width(byte);
            chars += c;
            units += u;
        }
        Self { samples, ascii: false }
    }

    /// Unicode scalar values before byte `at` of the text that the index was made for.
    pub fn char_at(&self, text: &str, at: usize) -> usize {
        self.before(text, at).0
    }

    /// UTF-16 code units before byte `at` of the text that the index was made for.
    pub fn utf16_at(&self, text: &str, at: usize) -> usize {
        self.before(text, at).1
    }

    fn before(&self, text: &str, at: usize) -> (usize, usize) {
        if self.ascii || self.samples.is_empty() {
            return (at, at);
        }
        let slot = (at / STRIDE).min(self.samples.len() - 1);
        let (mut chars, mut units) = self.samples[slot];
        for &byte in &text.as_bytes()[slot * STRIDE..at] {
            let (c, u) = width(byte);
            chars += c;
            units += u;
        }
        (chars as usize, units as usize)
    }
}

/// Characters and UTF-16 units that begin at this byte of UTF-8.
fn width(byte: u8) -> (u32, u32) {
    match byte {
        0x80..=0xBF => (0, 0),
        0xF0.. => (1, 2),
        _ => (1, 1),
    }
}
