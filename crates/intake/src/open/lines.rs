//! Lines of JSONL, one by one. A line that is too long is skipped and told of; it is never held in memory.

use std::io::{self, BufRead};

use sayso_model::Container;

use crate::record::Body;
use crate::{Failure, Format, Record};

/// Records of a file of lines.
pub struct Lines<R> {
    name: String,
    source: R,
    line: u64,
    bytes_max: usize,
    done: bool,
}

impl<R: BufRead> Lines<R> {
    pub fn new(name: String, source: R, bytes_max: usize) -> Self {
        Self { name, source, line: 0, bytes_max, done: false }
    }
}

impl<R: BufRead> Iterator for Lines<R> {
    type Item = Result<Record, Failure>;

    fn next(&mut self) -> Option<Self::Item> {
        while !self.done {
            self.line += 1;
            let name = || format!("{}#{}", self.name, self.line);
            let (bytes, length) = match line(&mut self.source, self.bytes_max) {
                Ok(Some(read)) => read,
                Ok(None) => return None,
                Err(error) if error.kind() == io::ErrorKind::InvalidData => {
                    // A damaged part of a packed file: what comes behind it is read.
                    return Some(Err(Failure::record(name(), error.to_string())));
                }
                Err(error) => {
                    self.done = true;
                    return Some(Err(Failure::io(&self.name, &error)));
                }
            };
            if length > self.bytes_max {
                let what = format!("line of {length} bytes is longer than the limit of {}", self.bytes_max);
                return Some(Err(Failure::record(name(), what)));
            }
            let bytes = bytes.strip_prefix(b"\xEF\xBB\xBF").map_or(bytes.clone(), <[u8]>::to_vec);
            if bytes.iter().all(u8::is_ascii_whitespace) {
                continue;
            }
            let container = Container { name: self.name.clone(), record: self.line, record_id: None };
            return Some(Ok(Record::part(Format::Jsonl, container, Body::Line(bytes))));
        }
        None
    }
}

/// The next line without its end, and its length; at most `bytes_max` bytes of it are kept.
fn line(source: &mut impl BufRead, bytes_max: usize) -> io::Result<Option<(Vec<u8>, usize)>> {
    let (mut kept, mut length, mut any) = (Vec::new(), 0, false);
    loop {
        let buffer = match source.fill_buf() {
            Err(error) if error.kind() == io::ErrorKind::Interrupted => continue,
            buffer => buffer?,
        };
        if buffer.is_empty() {
            return Ok(any.then_some((kept, length)));
        }
        any = true;
        let end = buffer.iter().position(|&b| b == b'\n');
        let piece = &buffer[..end.unwrap_or(buffer.len())];
        length += piece.len();
        let room = bytes_max.saturating_sub(kept.len());
        kept.extend_from_slice(&piece[..piece.len().min(room)]);
        let used = end.map_or(piece.len(), |end| end + 1);
        source.consume(used);
        if end.is_some() {
            return Ok(Some((kept, length)));
        }
    }
}
