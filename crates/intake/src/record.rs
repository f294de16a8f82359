//! One thing in a source that becomes one document: cheap to pass to the thread that reads it.

use std::fs::File;
use std::io::Read;
use std::path::{Path, PathBuf};

use sayso_model::{Container, Diagnostic, Document, Metadatum};
use sha2::{Digest, Sha256};

use crate::{Failure, Format, Options, diagnostics, html, plain, table, text};

/// A document and what is to be said of it.
#[derive(Clone, Debug)]
pub struct Reading {
    /// The document.
    pub document: Document,
    /// What was seen, and why something was left out.
    pub diagnostics: Vec<Diagnostic>,
}

/// One thing in a source that becomes one document.
#[derive(Clone, Debug)]
pub struct Record {
    id: String,
    format: Format,
    container: Option<Container>,
    given: Vec<Metadatum>,
    /// The crawler's reason for cutting the page off.
    truncated: Option<String>,
    body: Body,
}

#[derive(Clone, Debug)]
pub(crate) enum Body {
    /// A plain text or a page in a file of its own, not read yet.
    File(PathBuf),
    /// The bytes of a plain text.
    Text(Vec<u8>),
    /// The bytes of a page, and the header `Content-Type` that came with them.
    Page(Vec<u8>, Option<String>),
    /// Markup of an entry of a feed.
    Markup(String),
    /// A text that is decoded already.
    Words(String),
    /// A line of JSONL.
    Line(Vec<u8>),
    /// A row of a table: names of columns and values.
    Row(Vec<(String, String)>),
}

impl Record {
    /// A file that is one document.
    pub(crate) fn file(path: PathBuf, format: Format) -> Self {
        Self::new(path.display().to_string(), format, Body::File(path))
    }

    /// Bytes that are one plain text or one page. `content_type` is what a server said of a page.
    pub fn from_bytes(id: String, bytes: Vec<u8>, content_type: Option<String>, format: Format) -> Self {
        let body = if format == Format::Html { Body::Page(bytes, content_type) } else { Body::Text(bytes) };
        Self::new(id, format, body)
    }

    pub(crate) fn new(id: String, format: Format, body: Body) -> Self {
        Self { id, format, container: None, given: Vec::new(), truncated: None, body }
    }

    /// A part of a file of many.
    pub(crate) fn part(format: Format, container: Container, body: Body) -> Self {
        let id = format!("{}#{}", container.name, container.record);
        Self { container: Some(container), ..Self::new(id, format, body) }
    }

    /// The same with what is known from where it came.
    pub(crate) fn given(mut self, given: Vec<Metadatum>) -> Self {
        self.given = given;
        self
    }

    pub(crate) fn truncated(mut self, why: Option<String>) -> Self {
        self.truncated = why;
        self
    }

    /// Name that the document will have, unless a column gives it one.
    pub fn id(&self) -> &str {
        &self.id
    }

    /// Format that it came in.
    pub fn format(&self) -> Format {
        self.format
    }

    /// The file of many that it is a part of, and where in it.
    pub fn container(&self) -> Option<&Container> {
        self.container.as_ref()
    }

    /// Brings the bytes of a file into memory; those of other records are there.
    pub fn load(&mut self, options: &Options) -> Result<(), Failure> {
        if let Body::File(path) = &self.body {
            let bytes = read_file(path, bytes_max(self.format, options))
                .map_err(|error| Failure::io(&self.id, &error))?;
            self.body = loaded(self.format, bytes);
        }
        Ok(())
    }

    /// SHA-256 of the bytes and of what the source says beside them, in hexadecimal, and the number of bytes: enough to
    /// know the record again without reading it. `None` for a file that was not loaded.
    pub fn fingerprint(&self) -> Option<(String, u64)> {
        let mut hash = Sha256::new();
        let mut length = 0;
        let mut put = |bytes: &[u8]| {
            hash.update(bytes);
            length += bytes.len() as u64;
        };
        match &self.body {
            Body::File(_) => return None,
            Body::Text(bytes) | Body::Page(bytes, _) | Body::Line(bytes) => put(bytes),
            Body::Markup(text) | Body::Words(text) => put(text.as_bytes()),
            // Lengths keep two cells from reading like two others.
            Body::Row(row) => row.iter().flat_map(|(name, value)| [name, value]).for_each(|text| {
                put(&(text.len() as u64).to_be_bytes());
                put(text.as_bytes());
            }),
        }
        for datum in &self.given {
            // When a crawler came by makes no other page of it.
            for part in [datum.field.as_str(), &datum.value, &datum.origin] {
                if datum.field != sayso_model::Field::Fetched {
                    hash.update((part.len() as u64).to_be_bytes());
                    hash.update(part);
                }
            }
        }
        Some((text::hex(&hash.finalize()), length))
    }

    /// Reads the record. Does no more than its own document's work, whatever the size of the source.
    pub fn read(self, options: &Options) -> Result<Reading, Failure> {
        let Record { id, format, container, given, truncated, body } = self;
        let in_container = |what: String| match &container {
            Some(_) => Failure::record(&id, what),
            None => Failure::source(&id, what),
        };
        let body = match body {
            Body::File(path) => {
                let bytes = read_file(&path, bytes_max(format, options)).map_err(|e| Failure::io(&id, &e))?;
                loaded(format, bytes)
            }
            body => body,
        };
        let mut reading = match body {
            Body::File(_) => unreachable!("a file was read above"),
            Body::Text(bytes) => {
                let (document, diagnostics) = plain::read(&id, &bytes, options)
                    .map_err(|error| in_container(error.to_string()).hint(error.hint()))?;
                Reading { document, diagnostics }
            }
            Body::Page(bytes, content_type) => {
                let limit = options.limits.page_bytes_max;
                if bytes.len() > limit {
                    let what = format!("page is longer than the limit of {limit} bytes");
                    return Err(in_container(what));
                }
                let content_type = content_type.as_deref();
                html::read(&id, html::Bytes { bytes: &bytes, content_type, given: &given }, options)
            }
            Body::Markup(markup) => html::read_fragment(&id, &markup, given, options),
            Body::Words(words) => plain::read_words(&id, words, given, options),
            Body::Line(line) => table::read_line(&id, &line, options)?,
            Body::Row(row) => table::read_row(&id, row, options)?,
        };
        reading.document.provenance.container = container;
        reading.document.provenance.format = format.as_str();
        if let Some(why) = truncated {
            reading.diagnostics.push(diagnostics::truncated(&why));
        }
        Ok(reading)
    }
}

/// The body that the bytes of a file make.
fn loaded(format: Format, bytes: Vec<u8>) -> Body {
    if format == Format::Html { Body::Page(bytes, None) } else { Body::Text(bytes) }
}

fn bytes_max(format: Format, options: &Options) -> usize {
    if format == Format::Html { options.limits.page_bytes_max } else { options.limits.text_bytes_max }
}

/// All bytes, but at most `bytes_max` and one, so that a reader can tell that there are more.
fn read_file(path: &Path, bytes_max: usize) -> std::io::Result<Vec<u8>> {
    let file = File::open(path)?;
    let length = file.metadata().map_or(0, |m| m.len());
    let mut bytes = Vec::with_capacity(length.min(bytes_max as u64) as usize + 1);
    file.take(bytes_max as u64 + 1).read_to_end(&mut bytes)?;
    Ok(bytes)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_fingerprint_is_of_bytes_and_what_is_said_beside_them() {
        let plain = Record::from_bytes("a".into(), b"abc".to_vec(), None, Format::Text);
        let (sha256, bytes) = plain.fingerprint().unwrap();
        assert_eq!((&sha256[..8], bytes), ("ba7816bf", 3));
        let field = sayso_model::Field::Title;
        let given = vec![Metadatum { field, value: "T".into(), origin: "column title".into() }];
        assert_ne!(Record { given, ..plain }.fingerprint().unwrap().0, sha256);
        let mut file = Record::file("no such file".into(), Format::Text);
        assert!(file.fingerprint().is_none() && file.load(&Options::default()).is_err());
    }
}
