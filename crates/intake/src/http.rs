//! An answer of a web server as it was archived: head, and body without the wrappings it travelled in.

use std::io::Read;

/// An answer.
pub struct Response {
    pub status: u16,
    headers: Vec<(String, String)>,
    pub body: Vec<u8>,
}

/// Headers that are looked at.
const HEADERS_MAX: usize = 400;

impl Response {
    /// Reads an answer; `None` if the bytes are none.
    pub fn read(bytes: &[u8]) -> Option<Self> {
        let mut at = 0;
        let first = line(bytes, &mut at)?;
        let status = first.strip_prefix("HTTP/")?.split_whitespace().nth(1)?.parse().ok()?;
        let mut headers = Vec::new();
        while let Some(line) = line(bytes, &mut at) {
            if line.is_empty() {
                break;
            }
            if let Some((name, value)) = line.split_once(':').filter(|_| headers.len() < HEADERS_MAX) {
                headers.push((name.trim().to_ascii_lowercase(), value.trim().to_owned()));
            }
        }
        Some(Self { status, headers, body: bytes.get(at..).unwrap_or_default().to_vec() })
    }

    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers.iter().find(|(n, _)| n == name).map(|(_, value)| value.as_str())
    }

    /// Takes the body out of its wrappings. Crawlers often have done so and left the header as it was: then nothing is
    /// done. At most `bytes_max` bytes and one are unpacked.
    pub fn unwrap(&mut self, bytes_max: usize) -> Result<(), String> {
        let chunked = self.header("transfer-encoding").is_some_and(|v| v.eq_ignore_ascii_case("chunked"));
        if let Some(body) = chunked.then(|| join_chunks(&self.body)).flatten() {
            self.body = body;
        }
        let packed = self.header("content-encoding").unwrap_or_default().to_ascii_lowercase();
        let mut out = Vec::new();
        let limit = bytes_max as u64 + 1;
        let read = match packed.trim() {
            "gzip" | "x-gzip" if self.body.starts_with(&[0x1F, 0x8B]) => {
                flate2::read::MultiGzDecoder::new(&self.body[..]).take(limit).read_to_end(&mut out)
            }
            "deflate" if self.body.first().is_some_and(|b| b & 0x0F == 8) => {
                flate2::read::ZlibDecoder::new(&self.body[..]).take(limit).read_to_end(&mut out)
            }
            "br" | "zstd" if !looks_like_text(&self.body) => {
                return Err(format!("its content is packed with `{packed}`, which is not read"));
            }
            _ => return Ok(()),
        };
        // A page that was cut off while packed is read as far as it goes.
        if let Err(error) = read
            && out.is_empty()
        {
            return Err(format!("its content cannot be unpacked: {error}"));
        }
        self.body = out;
        Ok(())
    }
}

fn looks_like_text(body: &[u8]) -> bool {
    let head = &body[..body.len().min(64)];
    head.iter().find(|b| !b.is_ascii_whitespace()).is_some_and(|b| *b == b'<' || *b == 0xEF)
}

/// The next line of a head, without its end.
fn line<'a>(bytes: &'a [u8], at: &mut usize) -> Option<std::borrow::Cow<'a, str>> {
    let rest = bytes.get(*at..).filter(|r| !r.is_empty())?;
    let end = rest.iter().position(|&b| b == b'\n');
    *at += end.map_or(rest.len(), |end| end + 1);
    let line = &rest[..end.unwrap_or(rest.len())];
    Some(String::from_utf8_lossy(line.strip_suffix(b"\r").unwrap_or(line)))
}

/// Joins the chunks of a body; `None` if it is not in chunks.
fn join_chunks(body: &[u8]) -> Option<Vec<u8>> {
    let (mut out, mut at) = (Vec::with_capacity(body.len()), 0);
    loop {
        let head = line(body, &mut at)?;
        let length = usize::from_str_radix(head.split(';').next()?.trim(), 16).ok()?;
        if length == 0 {
            return Some(out);
        }
        // The last chunk of an answer that was cut off is what there is of it.
        let end = at.checked_add(length)?.min(body.len());
        out.extend_from_slice(&body[at..end]);
        if end == body.len() {
            return Some(out);
        }
        at = end;
        line(body, &mut at)?;
    }
}

#[cfg(test)]
mod tests {
    use std::io::Write;

    use super::*;

    #[test]
    fn wrappings_come_off_where_they_are_on() {
        let mut packed = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
        packed.write_all(b"<p>page</p>").unwrap();
        let packed = packed.finish().unwrap();
        let head = b"HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nTransfer-Encoding: chunked\r\n\r\n";
        let chunks = [
            format!("{:x};x=y\r\n", 5).into_bytes(),
            packed[..5].to_vec(),
            b"\r\n".to_vec(),
            format!("{:X}\r\n", packed.len() - 5).into_bytes(),
            packed[5..].to_vec(),
            b"\r\n0\r\n\r\n".to_vec(),
        ];
        for body in [chunks.concat(), packed, b"<p>page</p>".to_vec()] {
            let mut response = Response::read(&[&head[..], &body].concat()).unwrap();
            response.unwrap(1000).unwrap();
            assert_eq!((response.status, response.body.as_slice()), (200, &b"<p>page</p>"[..]));
        }
    }

    #[test]
    fn a_bomb_is_unpacked_to_the_limit() {
        let mut packed = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
        packed.write_all(&vec![0; 10 << 20]).unwrap();
        let bytes = [&b"HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\n\r\n"[..], &packed.finish().unwrap()];
        let mut response = Response::read(&bytes.concat()).unwrap();
        response.unwrap(1000).unwrap();
        assert_eq!(response.body.len(), 1001);
    }

    #[test]
    fn what_is_no_answer_is_none() {
        for bytes in [&b""[..], b"<html>", b"HTTP/1.1", b"HTTP/1.1 OK 200\r\n\r\n"] {
            assert!(Response::read(bytes).is_none());
        }
        let mut brotli = Response::read(b"HTTP/1.0 200 OK\nContent-Encoding: br\n\n\x8b\x02").unwrap();
        assert!(brotli.unwrap(10).unwrap_err().contains("br"));
    }
}
