//! A source as a stream of unpacked bytes whose first ones can be looked at.

use std::io::{self, BufRead, BufReader, Cursor, Read};

use crate::Failure;
use crate::open::gzip::Members;

/// How many bytes are looked at to tell what they are.
const HEAD_BYTES: usize = 4096;

/// Bytes of a source, unpacked.
pub struct Stream {
    name: String,
    head: Vec<u8>,
    packed: bool,
    /// What stopped the look at the first bytes.
    fault: Option<io::Error>,
    rest: Box<dyn BufRead + Send>,
}

impl Stream {
    /// Looks at the first bytes of a source, and unpacks it if they say that it is packed.
    pub fn new(name: String, source: Box<dyn Read + Send>) -> Result<Self, Failure> {
        let mut source: Box<dyn Read + Send> = source;
        let failed = |error: io::Error| Failure::io(&name, &error);
        let (mut head, mut fault) = fill(&mut source, HEAD_BYTES);
        if head.is_empty()
            && let Some(error) = fault
        {
            return Err(failed(error));
        }
        let packed = head.starts_with(&[0x1F, 0x8B, 0x08]);
        let mut rest: Box<dyn BufRead + Send> = Box::new(BufReader::with_capacity(1 << 16, source));
        if packed {
            let whole = Cursor::new(std::mem::take(&mut head)).chain(rest);
            let mut unpacked = BufReader::with_capacity(1 << 16, Members::new(whole));
            // What is wrong with the bytes is told when they are read.
            (head, fault) = fill(&mut unpacked, HEAD_BYTES);
            rest = Box::new(unpacked);
        }
        Ok(Self { name, head, packed, fault, rest })
    }

    /// Path or address.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// The first bytes.
    pub fn head(&self) -> &[u8] {
        &self.head
    }

    /// The source was compressed.
    pub fn is_packed(&self) -> bool {
        self.packed
    }

    /// The first bytes are no text in any encoding but UTF-16.
    pub fn is_binary(&self) -> bool {
        let wide = self.head.starts_with(&[0xFF, 0xFE]) || self.head.starts_with(&[0xFE, 0xFF]);
        !wide && self.head.contains(&0)
    }

    /// All bytes, but at most `bytes_max` and one, so that a reader can tell that there are more.
    pub fn read_all(self, bytes_max: usize) -> Result<Vec<u8>, Failure> {
        let mut bytes = Vec::new();
        let name = self.name.clone();
        self.into_read()
            .take(bytes_max as u64 + 1)
            .read_to_end(&mut bytes)
            .map_err(|error| Failure::io(name, &error))?;
        Ok(bytes)
    }

    /// The bytes from the first on.
    pub fn into_read(self) -> Box<dyn BufRead + Send> {
        Box::new(Replay { head: Cursor::new(self.head), fault: self.fault, rest: self.rest })
    }
}

/// The first bytes, then the fault that stood behind them, then the rest.
struct Replay {
    head: Cursor<Vec<u8>>,
    fault: Option<io::Error>,
    rest: Box<dyn BufRead + Send>,
}

impl BufRead for Replay {
    fn fill_buf(&mut self) -> io::Result<&[u8]> {
        if (self.head.position() as usize) < self.head.get_ref().len() {
            return self.head.fill_buf();
        }
        match self.fault.take() {
            Some(fault) => Err(fault),
            None => self.rest.fill_buf(),
        }
    }

    fn consume(&mut self, length: usize) {
        if (self.head.position() as usize) < self.head.get_ref().len() {
            self.head.consume(length);
        } else {
            self.rest.consume(length);
        }
    }
}

impl Read for Replay {
    fn read(&mut self, out: &mut [u8]) -> io::Result<usize> {
        let buffer = self.fill_buf()?;
        let length = buffer.len().min(out.len());
        out[..length].copy_from_slice(&buffer[..length]);
        self.consume(length);
        Ok(length)
    }
}

/// A source that ends with its first fault: an unpacker that met one says it again each time that it is asked.
pub struct UntilFault<R> {
    source: R,
    is_over: bool,
}

impl<R> UntilFault<R> {
    pub fn new(source: R) -> Self {
        Self { source, is_over: false }
    }
}

impl<R: Read> Read for UntilFault<R> {
    fn read(&mut self, out: &mut [u8]) -> io::Result<usize> {
        if self.is_over {
            return Ok(0);
        }
        let read = self.source.read(out);
        self.is_over = read.as_ref().is_err_and(|e| e.kind() != io::ErrorKind::Interrupted);
        read
    }
}

/// Reads until `length` bytes are there, no more come, or a fault comes between.
fn fill(source: &mut impl Read, length: usize) -> (Vec<u8>, Option<io::Error>) {
    let mut bytes = Vec::with_capacity(length);
    let fault = source.take(length as u64).read_to_end(&mut bytes).err();
    (bytes, fault)
}
