//! Unpacks gzip files of many members, as web archives are, and gets over a member that is damaged.

use std::io::{self, BufRead, Read};

use flate2::bufread::GzDecoder;

/// Every member begins so.
const MAGIC: [u8; 3] = [0x1F, 0x8B, 0x08];

/// The unpacked bytes of all members. A damaged member gives one error; reading on goes on with the next one.
pub struct Members<R: BufRead> {
    state: State<R>,
}

enum State<R: BufRead> {
    /// Before a member, or what may be one.
    Between(R),
    Inside(GzDecoder<R>),
    /// Behind damage: the next member must be looked for.
    Lost(R),
    /// The source itself failed: nothing more can be read. Also while a state is exchanged for another.
    Over,
}

impl<R: BufRead> Members<R> {
    pub fn new(source: R) -> Self {
        Self { state: State::Between(source) }
    }
}

impl<R: BufRead> Read for Members<R> {
    fn read(&mut self, out: &mut [u8]) -> io::Result<usize> {
        if out.is_empty() {
            return Ok(0);
        }
        loop {
            match std::mem::replace(&mut self.state, State::Over) {
                State::Between(mut source) => {
                    let next = match source.fill_buf() {
                        Ok(buffer) => buffer.first().copied(),
                        Err(error) if error.kind() == io::ErrorKind::Interrupted => {
                            self.state = State::Between(source);
                            continue;
                        }
                        Err(error) => return Err(error),
                    };
                    match next {
                        None => {
                            self.state = State::Between(source);
                            return Ok(0);
                        }
                        // Some writers pad with zeros.
                        Some(0) => {
                            source.consume(1);
                            self.state = State::Between(source);
                        }
                        Some(_) => self.state = State::Inside(GzDecoder::new(source)),
                    }
                }
                State::Inside(mut member) => match member.read(out) {
                    Ok(0) => self.state = State::Between(member.into_inner()),
                    Ok(n) => {
                        self.state = State::Inside(member);
                        return Ok(n);
                    }
                    Err(error) if error.kind() == io::ErrorKind::Interrupted => {
                        self.state = State::Inside(member);
                    }
                    Err(error) => {
                        self.state = State::Lost(member.into_inner());
                        return Err(io::Error::new(
                            io::ErrorKind::InvalidData,
                            format!("damaged gzip: {error}"),
                        ));
                    }
                },
                State::Lost(mut source) => {
                    let found = seek_member(&mut source)?;
                    self.state = State::Between(source);
                    if !found {
                        return Ok(0);
                    }
                }
                State::Over => return Ok(0),
            }
        }
    }
}

/// Skips to the next bytes that open a member; false at the end.
fn seek_member(source: &mut impl BufRead) -> io::Result<bool> {
    // A member may begin across the edge of the buffer: then its first bytes are stepped over one by one.
    loop {
        let buffer = source.fill_buf()?;
        if buffer.is_empty() {
            return Ok(false);
        }
        if let Some(at) = buffer.windows(MAGIC.len()).position(|w| w == MAGIC) {
            source.consume(at);
            return Ok(true);
        }
        let length = buffer.len();
        // The last two bytes may be the head of one: a buffer cannot be asked for more, so that it is lost.
        source.consume(length);
    }
}

#[cfg(test)]
mod tests {
    use std::io::{Cursor, Write};

    use super::*;

    fn member(text: &str) -> Vec<u8> {
        let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::default());
        encoder.write_all(text.as_bytes()).unwrap();
        encoder.finish().unwrap()
    }

    #[test]
    fn all_members_are_read() {
        let bytes = [member("one "), member("two "), vec![0, 0], member("three")].concat();
        let mut text = String::new();
        Members::new(Cursor::new(bytes)).read_to_string(&mut text).unwrap();
        assert_eq!(text, "one two three");
    }

    #[test]
    fn a_source_that_fails_is_told_of_once() {
        struct Fails;
        impl Read for Fails {
            fn read(&mut self, _: &mut [u8]) -> io::Result<usize> {
                Err(io::Error::other("the disk is gone"))
            }
        }
        let mut members = Members::new(io::BufReader::new(Fails));
        assert_eq!(members.read(&mut [0; 8]).unwrap_err().to_string(), "the disk is gone");
        assert_eq!(members.read(&mut [0; 8]).unwrap(), 0);
    }

    #[test]
    fn a_damaged_member_costs_itself_alone() {
        let mut middle = member(&"the army left the town ".repeat(50));
        let at = middle.len() / 2;
        middle[at] ^= 0xFF;
        middle[at + 1] ^= 0xFF;
        let bytes = [member("one "), middle, member("three")].concat();
        let mut members = Members::new(Cursor::new(bytes));
        let (mut text, mut errors) = (Vec::new(), 0);
        let mut buffer = [0; 64];
        loop {
            match members.read(&mut buffer) {
                Ok(0) => break,
                Ok(n) => text.extend(&buffer[..n]),
                Err(error) => {
                    errors += 1;
                    assert!(error.to_string().contains("damaged gzip"), "{error}");
                }
            }
        }
        assert_eq!(errors, 1);
        assert!(text.starts_with(b"one ") && text.ends_with(b"three"), "{}", String::from_utf8_lossy(&text));
    }

    #[test]
    fn a_member_that_is_cut_off_is_an_error_and_then_the_end() {
        let whole = member(&"a town ".repeat(100));
        let mut members = Members::new(Cursor::new(&whole[..whole.len() - 4]));
        assert!(members.read_to_end(&mut Vec::new()).is_err());
        assert_eq!(members.read(&mut [0; 8]).unwrap(), 0);
    }
}
