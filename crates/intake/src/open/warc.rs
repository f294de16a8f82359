//! Web archives, record by record. What is no page is skipped, and a record that is damaged costs itself alone.
//!
//! Written for this rather than taken from a crate: those that there are allocate what a record says is its length,
//! and end at the first fault.

use std::io::{self, BufRead, Read};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use sayso_model::{Container, Field, Metadatum};

use crate::http::Response;
use crate::record::Body;
use crate::{Failure, Format, Record};

/// Longest line of a record's head.
const LINE_BYTES_MAX: u64 = 64 << 10;
/// Headers of a record.
const HEADERS_MAX: usize = 200;

/// Records of an archive.
pub struct Warc<R> {
    name: String,
    source: R,
    number: u64,
    bytes_max: usize,
    /// Behind a fault: the head of the next record must be looked for.
    lost: bool,
    done: bool,
    skipped: Arc<AtomicUsize>,
}

/// Headers of a record, names in lower case.
struct Headers(Vec<(String, String)>);

impl Headers {
    fn get(&self, name: &str) -> Option<&str> {
        self.0.iter().find(|(n, _)| n == name).map(|(_, value)| value.as_str())
    }
}

/// Why a record gave nothing.
enum Fault {
    /// The bytes end or are damaged, or are no record.
    Bytes(String),
    /// The system does not give them.
    Source(io::Error),
}

impl From<io::Error> for Fault {
    fn from(error: io::Error) -> Self {
        match error.kind() {
            io::ErrorKind::InvalidData => Fault::Bytes(error.to_string()),
            io::ErrorKind::UnexpectedEof => Fault::Bytes("the file ends within the record".into()),
            _ => Fault::Source(error),
        }
    }
}

impl<R: BufRead> Warc<R> {
    /// `skipped` counts the records that are no page.
    pub fn new(name: String, source: R, bytes_max: usize, skipped: Arc<AtomicUsize>) -> Self {
        Self { name, source, number: 0, bytes_max, lost: false, done: false, skipped }
    }

    /// The next line of a head, or `None` at the end of the file.
    fn line(&mut self) -> Result<Option<String>, Fault> {
        let mut bytes = Vec::new();
        self.source.by_ref().take(LINE_BYTES_MAX).read_until(b'\n', &mut bytes)?;
        if bytes.is_empty() {
            return Ok(None);
        }
        Ok(Some(String::from_utf8_lossy(&bytes).trim_end_matches(['\r', '\n']).to_owned()))
    }

    /// Goes to the first line of the next record; `None` at the end of the file.
    fn seek(&mut self) -> Result<Option<()>, Fault> {
        loop {
            match self.line()? {
                None => return Ok(None),
                Some(line) if line.starts_with("WARC/1.") || line.starts_with("WARC/0.") => {
                    self.lost = false;
                    return Ok(Some(()));
                }
                Some(line) if line.is_empty() || self.lost => {}
                Some(_) => {
                    self.lost = true;
                    self.number += 1;
                    return Err(Fault::Bytes("here stands no head of a record".into()));
                }
            }
        }
    }

    fn headers(&mut self) -> Result<Headers, Fault> {
        let mut headers: Vec<(String, String)> = Vec::new();
        loop {
            let Some(line) = self.line()? else {
                return Err(Fault::Bytes("the file ends within the record's head".into()));
            };
            if line.is_empty() {
                return Ok(Headers(headers));
            }
            if headers.len() >= HEADERS_MAX {
                return Err(Fault::Bytes(format!("the record has more than {HEADERS_MAX} headers")));
            }
            if line.starts_with([' ', '\t']) {
                if let Some((_, value)) = headers.last_mut() {
                    value.push(' ');
                    value.push_str(line.trim());
                }
                continue;
            }
            let Some((name, value)) = line.split_once(':') else {
                return Err(Fault::Bytes("the record's head holds a line that is no header".into()));
            };
            headers.push((name.trim().to_ascii_lowercase(), value.trim().to_owned()));
        }
    }

    /// Reads what a record holds, up to the limit and one, and steps over the rest.
    fn content(&mut self, length: u64) -> Result<Vec<u8>, Fault> {
        let mut bytes = Vec::new();
        let wanted = length.min(self.bytes_max as u64 + 1);
        self.source.by_ref().take(wanted).read_to_end(&mut bytes)?;
        if (bytes.len() as u64) < wanted {
            return Err(Fault::Bytes("the file ends within the record".into()));
        }
        self.step_over(length - wanted)?;
        Ok(bytes)
    }

    fn step_over(&mut self, length: u64) -> Result<(), Fault> {
        let copied = io::copy(&mut self.source.by_ref().take(length), &mut io::sink())?;
        if copied < length {
            return Err(Fault::Bytes("the file ends within the record".into()));
        }
        Ok(())
    }

    /// The next record; `Ok(None)` for one that is no page.
    fn record(&mut self) -> Result<Option<Record>, Fault> {
        let headers = self.headers()?;
        let length: u64 = headers
            .get("content-length")
            .and_then(|v| v.parse().ok())
            .ok_or_else(|| Fault::Bytes("the record does not say how long it is".into()))?;
        let kind = headers.get("warc-type").unwrap_or_default().to_ascii_lowercase();
        let media = headers.get("content-type").unwrap_or_default().to_ascii_lowercase();
        let is_resource = kind == "resource" && is_page(&media);
        let is_text = kind == "conversion" && media.starts_with("text/plain");
        let is_answer = kind == "response" && media.starts_with("application/http");
        if !(is_answer || is_resource || is_text) {
            self.step_over(length)?;
            return Ok(None);
        }
        let content = self.content(length)?;
        let too_long =
            || Fault::Bytes(format!("page of {length} bytes is longer than the limit of {}", self.bytes_max));
        let body = if is_resource || is_text {
            if content.len() > self.bytes_max {
                return Err(too_long());
            }
            if is_text {
                Body::Words(String::from_utf8_lossy(&content).into_owned())
            } else {
                Body::Page(content, Some(media))
            }
        } else {
            let Some(mut response) = Response::read(&content) else {
                return Err(Fault::Bytes("the record holds no answer of a server".into()));
            };
            let media = response.header("content-type").map(str::to_owned);
            let page = match media.as_deref() {
                Some(media) => is_page(&media.to_ascii_lowercase()),
                None => Format::recognise(&response.body, "") == Format::Html,
            };
            if response.status != 200 || !page {
                return Ok(None);
            }
            if content.len() > self.bytes_max {
                return Err(too_long());
            }
            response.unwrap(self.bytes_max).map_err(Fault::Bytes)?;
            Body::Page(response.body, media)
        };
        let container = Container {
            name: self.name.clone(),
            record: self.number,
            record_id: headers.get("warc-record-id").map(|id| id.trim_matches(['<', '>']).to_owned()),
        };
        let mut given = Vec::new();
        for (header, field) in [("warc-target-uri", Field::Url), ("warc-date", Field::Fetched)] {
            if let Some(value) = headers.get(header) {
                let value = value.trim_matches(['<', '>']).to_owned();
                given.push(Metadatum { field, value, origin: format!("warc {header}") });
            }
        }
        let truncated = headers.get("warc-truncated").map(str::to_owned);
        Ok(Some(Record::part(Format::Warc, container, body).given(given).truncated(truncated)))
    }
}

fn is_page(media: &str) -> bool {
    media.starts_with("text/html") || media.starts_with("application/xhtml+xml")
}

impl<R: BufRead> Iterator for Warc<R> {
    type Item = Result<Record, Failure>;

    fn next(&mut self) -> Option<Self::Item> {
        while !self.done {
            let read = match self.seek() {
                Ok(None) => return None,
                Ok(Some(())) => {
                    self.number += 1;
                    self.record()
                }
                Err(fault) => Err(fault),
            };
            match read {
                Ok(Some(record)) => return Some(Ok(record)),
                Ok(None) => {
                    self.skipped.fetch_add(1, Ordering::Relaxed);
                }
                Err(Fault::Bytes(what)) => {
                    // What stands behind a page that is merely too long is a head, and costs nothing to look for.
                    self.lost = true;
                    return Some(Err(Failure::record(format!("{}#{}", self.name, self.number), what)));
                }
                Err(Fault::Source(error)) => {
                    self.done = true;
                    return Some(Err(Failure::io(&self.name, &error)));
                }
            }
        }
        None
    }
}
