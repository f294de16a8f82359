//! One thing in a source that becomes one document: cheap to pass to the thread that reads it.

use std::fs::File;
use std::io::Read;
use std::path::PathBuf;

use sayso_model::{Container, Diagnostic, Document, Metadatum};
use sha2::{Digest, Sha256};

use crate::{Failure, Format, Options, plain};

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
    #[allow(dead_code)]
    container: Option<Container>,
    #[allow(dead_code)]
    given: Vec<Metadatum>,
    body: Body,
}

#[derive(Clone, Debug)]
enum Body {
    /// A file of its own, not read yet.
    File(PathBuf),
    /// The bytes of a page or a text.
    Bytes(Vec<u8>),
}

impl Record {
    /// A file that is one document.
    pub fn file(path: PathBuf, format: Format) -> Self {
        Self {
            id: path.display().to_string(),
            format,
            container: None,
            given: Vec::new(),
            body: Body::File(path),
        }
    }

    /// Bytes that are one document.
    pub fn bytes(id: String, format: Format, bytes: Vec<u8>) -> Self {
        Self { id, format, container: None, given: Vec::new(), body: Body::Bytes(bytes) }
    }

    /// Name that the document will have.
    pub fn id(&self) -> &str {
        &self.id
    }

    /// Brings the bytes of a file into memory; those of other records are there.
    pub fn load(&mut self, options: &Options) -> Result<(), Failure> {
        if let Body::File(path) = &self.body {
            let bytes = read_file(path, self.bytes_max(options)).map_err(|e| Failure::io(&self.id, &e))?;
            self.body = Body::Bytes(bytes);
        }
        Ok(())
    }

    /// SHA-256 of the bytes and of what the source says beside them, in hexadecimal, and the number of bytes: enough to
    /// know the record again without reading it. `None` for a file that was not loaded.
    pub fn fingerprint(&self) -> Option<(String, u64)> {
        let Body::Bytes(bytes) = &self.body else { return None };
        let mut hash = Sha256::new();
        hash.update(bytes);
        for datum in &self.given {
            for part in [datum.field.as_str(), &datum.value, &datum.origin] {
                hash.update((part.len() as u64).to_be_bytes());
                hash.update(part);
            }
        }
        Some((crate::text::hex(&hash.finalize()), bytes.len() as u64))
    }

    fn bytes_max(&self, options: &Options) -> usize {
        if self.format == Format::Html {
            options.limits.page_bytes_max
        } else {
            options.limits.text_bytes_max
        }
    }

    /// Reads the record. Does no more than its own document's work, whatever the size of the source.
    pub fn read(self, options: &Options) -> Result<Reading, Failure> {
        let bytes_max = self.bytes_max(options);
        let bytes = match self.body {
            Body::Bytes(bytes) => bytes,
            Body::File(path) => read_file(&path, bytes_max).map_err(|error| Failure::io(&self.id, &error))?,
        };
        let (document, diagnostics) = plain::read(&self.id, &bytes, options)
            .map_err(|error| Failure::record(&self.id, error.to_string()).hint(error.hint()))?;
        Ok(Reading { document, diagnostics })
    }
}

/// All bytes, but at most `bytes_max` and one, so that a reader can tell that there are more.
fn read_file(path: &std::path::Path, bytes_max: usize) -> std::io::Result<Vec<u8>> {
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
        let plain = Record::bytes("a".into(), Format::Text, b"abc".to_vec());
        let (sha256, bytes) = plain.fingerprint().unwrap();
        assert_eq!((&sha256[..8], bytes), ("ba7816bf", 3));
        let field = sayso_model::Field::Title;
        let given = vec![Metadatum { field, value: "T".into(), origin: "column title".into() }];
        assert_ne!(Record { given, ..plain }.fingerprint().unwrap().0, sha256);
        let mut file = Record::file("no such file".into(), Format::Text);
        assert!(file.fingerprint().is_none() && file.load(&Options::default()).is_err());
    }
}
