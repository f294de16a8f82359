//! New inputs from old ones: the same sequence every time.

/// What upsets readers, put in anywhere.
const PIECES: [&[u8]; 30] = [
    b"\0",
    b"\xFF\xFE",
    b"\xEF\xBB\xBF",
    b"\xC0\xAF",
    b"\xED\xA0\x80",
    "\u{202E}".as_bytes(),
    "\u{2066}\u{200D}\u{FEFF}".as_bytes(),
    "\u{301}\u{301}\u{301}".as_bytes(),
    "“‘«".as_bytes(),
    "٣".as_bytes(),
    b"\\ud800",
    b"99999999999999999999999999",
    b"-1",
    b"0000-00-00",
    b"99999-12-31",
    b"1e999",
    b"\r\n\r\n",
    b"\t",
    b"\"",
    b"]]>",
    b"<![CDATA[",
    b"<!--",
    b"&#x110000;",
    b"<div><p><table>",
    b"{{{{[[[[((((",
    b"%s%n",
    b"../../",
    b"Content-Length: 18446744073709551616\r\n",
    b" said ",
    b", and ",
];

/// Longest input.
const BYTES_MAX: usize = 64 << 10;

pub struct Mutator {
    corpus: Vec<Vec<u8>>,
    state: u64,
}

impl Mutator {
    pub fn new(corpus: Vec<Vec<u8>>) -> Self {
        Self { corpus, state: 2024 }
    }

    /// A number below `end`, by SplitMix64.
    fn below(&mut self, end: usize) -> usize {
        self.state = self.state.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut z = self.state;
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        ((z ^ (z >> 31)) % end.max(1) as u64) as usize
    }

    pub fn make(&mut self) -> Vec<u8> {
        let first = self.below(self.corpus.len());
        let mut out = self.corpus[first].clone();
        for _ in 0..=self.below(8) {
            self.change(&mut out);
        }
        out.truncate(BYTES_MAX);
        out
    }

    fn change(&mut self, out: &mut Vec<u8>) {
        let at = self.below(out.len() + 1);
        let most = 1 << self.below(9);
        let length = self.below(most).min(out.len() - at);
        match self.below(8) {
            0 if at < out.len() => out[at] ^= 1 << self.below(8),
            1 => drop(out.drain(at..at + length)),
            2 => {
                let piece = out[at..at + length].to_vec();
                let times = [1, 2, 10, 200][self.below(4)];
                out.splice(at..at, piece.repeat(times));
            }
            3 => out.truncate(at),
            4 => {
                // Another file's middle.
                let other = self.below(self.corpus.len());
                let from = self.below(self.corpus[other].len());
                let piece = self.corpus[other][from..].iter().copied().take(200).collect::<Vec<_>>();
                out.splice(at..at + length, piece);
            }
            5 if at < out.len() => out[at] = self.below(256) as u8,
            _ => {
                let piece = PIECES[self.below(PIECES.len())];
                let times = [1, 1, 1, 50][self.below(4)];
                out.splice(at..at, piece.repeat(times));
            }
        }
    }
}
